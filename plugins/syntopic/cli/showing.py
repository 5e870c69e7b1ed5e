"""``run --show``: what each snippet of a note put out, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.text import Text

from syntopic.cli.opening import Place
from syntopic.cli.shown_files import smallest_text
from syntopic.cli.terminal import count
from syntopic.execution import Result, Session
from syntopic.merging.pictures import LEAD
from syntopic.model import Output, OutputKind, Problem, Severity, Snippet
from syntopic.printed import plain
from syntopic.rendering.printed import LONGEST, SHOWN
from syntopic.rendering.states import is_shown

WIDEST = 300
"""Characters that are shown of a line."""

LEGIBLE = 10
"""Pixels below which a telephone's reader has to enlarge a picture to read it."""

FITS = 83
"""Characters of a line of code that a page shows without scrolling, on the widest screens too."""

_END = 12  # lines of a long traceback that follow what is left out of it


def show(
    out: Console,
    place: Place,
    session: Session,
    result: Result,
    problems: Sequence[Problem],
    files: Mapping[int, Path],
) -> tuple[Problem, ...]:
    """Print what each snippet put out, and return the problems that were told with it."""
    told: list[Problem] = []
    for index, snippet in enumerate(session.snippets):
        mine = [one for one in problems if _is_of(one, snippet)]
        _head(out, place, snippet)
        outputs = result.outputs[index] if index < len(result.outputs) else ()
        for output in outputs:
            _output(out, output, snippet, files)
        for problem in mine:
            tell(out, place, problem, indent="    ")
        if not outputs and not mine:
            ran = index < result.reached
            out.print(Text("    (nothing)" if ran else "    (did not run)", "dim"))
        told += mine
    return tuple(told)


def tell(out: Console, place: Place, problem: Problem, indent: str = "") -> None:
    """A problem: where it is, what it says, and how to mend it."""
    where = f"{place.shown(problem.origin.path)}:{problem.origin.first_line}"
    kind = "red" if problem.severity is Severity.ERROR else "dim"
    out.print(Text.assemble(indent, (where, "bold"), (f"  {problem.message}", kind)))
    out.print(Text(f"{indent}    {problem.fix}  [{problem.code}]", "dim"))


def _is_of(problem: Problem, snippet: Snippet) -> bool:
    at, code = problem.origin, snippet.origin
    return at.path == code.path and code.first_line <= at.first_line <= code.last_line


def _head(out: Console, place: Place, snippet: Snippet) -> None:
    where = f"{place.shown(snippet.origin.path)}:{snippet.origin.first_line}"
    label = f"  {snippet.label}" if snippet.label else ""
    longest = max(map(len, snippet.code.split("\n")))
    wide = f"  ({longest} characters in a line; {FITS} fit)" if longest > FITS else ""
    out.print(Text.assemble("\n", (where, "bold"), label, (wide if snippet.echo else "", "dim")))


def _output(out: Console, output: Output, snippet: Snippet, files: Mapping[int, Path]) -> None:
    hidden = "" if is_shown(output, snippet) else "not on the page"
    path = files.get(id(output))
    if path is not None:
        remarks = ", ".join(filter(None, (hidden, _small(output, snippet))))
        link = Style(color="cyan", link=path.absolute().as_uri())
        said = (f"  ({remarks})", "dim") if remarks else ""
        out.print(Text.assemble("    ", (path.as_posix(), link), said))
        return
    named = "errors and warnings" if output.kind is OutputKind.STDERR else ""
    if hidden or named:
        out.print(Text(f"    ({', '.join(filter(None, (named, hidden)))})", "dim"))
    colour = out.is_terminal and not out.no_color
    for line in cut(output):
        out.print(Text.assemble("    ", Text.from_ansi(line) if colour else plain(line)))


def cut(output: Output) -> Iterator[str]:
    """The lines of a text, as many as a page shows, and how many are left out where they are."""
    lines = output.text.rstrip("\n").split("\n")
    last = _END if output.kind is OutputKind.ERROR else 0
    first, end = (len(lines), 0) if len(lines) <= LONGEST else (SHOWN - last, len(lines) - last)
    yield from map(_cut, lines[:first])
    if end:
        yield f"… {count(end - first, 'more line')}"
        yield from map(_cut, lines[end:])


def _cut(line: str) -> str:
    words = plain(line)
    if len(words) <= WIDEST:
        return line
    return f"{words[:WIDEST]} … {count(len(words) - WIDEST, 'more character')}"


def _small(output: Output, snippet: Snippet) -> str:
    if output.kind is not OutputKind.SVG:
        return ""
    size = smallest_text(output.text, on_top=snippet.label == LEAD)
    if size is None or size >= LEGIBLE:
        return ""
    return f"its smallest text is {size:.0f} pixels high on a telephone"
