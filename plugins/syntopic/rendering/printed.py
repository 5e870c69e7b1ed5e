"""What code printed: in its colours, in a box that scrolls, the rest of long text folded."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from syntopic.model import Output, OutputKind
from syntopic.printed import Look, plain, runs
from syntopic.rendering.html import el

LONGEST = 30
"""Lines that are shown as they are; of more, the rest is folded."""

SHOWN = 20
"""Lines that are shown of longer text."""

_TRACE_END = 12  # lines of a long traceback that follow its folded middle
_FITS = 28  # characters of a line that fit on the narrowest phone
_PROSE = 0.6  # the least share of letters in a line that may be broken anywhere
_RAISED = re.compile(r"[^\W\d][\w.]*(?::|$)")
_HEAD = re.compile(r"-{20,}$|[\w.]+ +Traceback \(most recent call last\)$")

Label = Callable[[str], str]


def printed(output: Output, name: str, label: Label) -> Markup:
    """What a snippet printed or raised; ``name`` tells a box that scrolls from the others."""
    lines = output.text.rstrip("\n").split("\n")
    if output.kind is OutputKind.ERROR:
        return _traceback(lines, name, label)
    shown = _folded(lines, SHOWN, 0, output.kind, name, label)
    if output.kind is not OutputKind.STDERR:
        return Markup("").join(shown)
    kind = "warning" if "Warning" in plain(output.text) else "messages"
    head = el("p", label(kind), class_="label")
    return el("div", head, *shown, class_="stderr-output")


def box(lines: Sequence[str], class_: str, name: str) -> Markup:
    """Preformatted text, reached by the keyboard where it may be wider than its place.

    Prose breaks where the line ends, and so does a line without others; what may have columns
    scrolls.
    """
    wide = [plain(line) for line in lines if len(plain(line)) > _FITS]
    if len(lines) == 1 or all(map(_is_prose, wide)):
        wraps = f"{class_} wraps" if wide else class_
        return el("pre", coloured("\n".join(lines)), class_=wraps)
    content = Markup("\n").join(map(_breaking, lines))
    return el("pre", content, class_=class_, tabindex="0", role="region", aria_label=name)


def _breaking(line: str) -> Markup:
    """A line among others that have columns; if it is prose, it may break nevertheless."""
    content, words = coloured(line), plain(line)
    breaks = len(words) > _FITS and _is_prose(words)
    return el("span", content, class_="prose") if breaks else content


def coloured(text: str) -> Markup:
    """Text with its colours as style classes."""
    return Markup("").join(_run(look, piece) for look, piece in runs(text))


def _run(look: Look, piece: str) -> Markup:
    classes = " ".join(f"ansi-{name}" for name in look.names)
    return el("span", piece, class_=classes) if classes else Markup.escape(piece)


def _folded(
    lines: Sequence[str], first: int, last: int, kind: OutputKind, name: str, label: Label
) -> list[Markup]:
    """The lines, those between the first and the last behind a click if there are too many."""

    def shown(some: Sequence[str], part: int) -> Markup:
        named = name if part == 0 else f"{name} ({part + 1})"
        class_ = f"printed {kind.value}"
        return box(some, class_, named)

    if len(lines) <= LONGEST:
        return [shown(lines, 0)]
    end = len(lines) - last
    more = label("more-lines").format(count=end - first)
    rest = el("details", el("summary", more), shown(lines[first:end], 1), class_="rest")
    return [shown(lines[:first], 0), rest, *([shown(lines[end:], 2)] if last else [])]


def _traceback(lines: Sequence[str], name: str, label: Label) -> Markup:
    """A traceback; what was raised stands apart below it."""
    while lines and _HEAD.match(plain(lines[0])):
        lines = lines[1:]
    start = _raised(lines)
    way, raised = "\n".join(lines[:start]).strip("\n").split("\n"), lines[start:]
    parts = _folded(way, SHOWN - _TRACE_END, _TRACE_END, OutputKind.ERROR, name, label)
    said = plain("\n".join(raised))
    last = el("pre", said, class_="printed raised wraps")
    return el("div", *(parts if "".join(way).strip() else ()), last, class_="error-output")


def _raised(lines: Sequence[str]) -> int:
    """Where the name and the words of the exception begin: after a blank line, or at the end."""
    words = [plain(line) for line in lines]
    after = (at for at in range(len(words) - 1, 0, -1) if not words[at - 1].strip())
    return next((at for at in after if _RAISED.match(words[at])), max(len(words) - 1, 0))


def _is_prose(line: str) -> bool:
    """Whether a line is mostly words, without columns and without the indentation of code."""
    letters = sum(character.isalpha() for character in line)
    laid_out = re.search(r"^[\s>-]| {2}\S|\t|[│|]", line.rstrip())
    return letters >= _PROSE * len(line) and not laid_out
