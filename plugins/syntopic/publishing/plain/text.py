"""Plain text as Markdown that says the same, with as few escapes as will do."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"[\\`*\[\]<>$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~(?=~)|(?<=~)~|==|\^(?=\[)"
)
_LINE_START = re.compile(r"(?:[#+>=-]|\d+(?=[.)](?:\s|$)))")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


def visible(text: str) -> str:
    """Return a text without control characters and code points that are no characters."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Return plain text as Markdown within a line."""
    line = " ".join(visible(text).split())
    return _SPECIAL.sub(lambda m: "".join(map(_escape, m[0])), line)


def _escape(character: str) -> str:
    # An escaped bracket begins a formula for whoever knows TeX.
    return {"[": "&#91;", "]": "&#93;"}.get(character, f"\\{character}")


def at_start(markdown: str) -> str:
    """Return inline Markdown so that its first characters begin no block."""
    found = _LINE_START.match(markdown)
    if found is None:
        return markdown
    end = found.end() if found[0].isdigit() else 0
    return f"{markdown[:end]}\\{markdown[end:]}"


def cell(markdown: str) -> str:
    """Return inline Markdown for a cell of a table, where a bar would end it."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(markdown.split()))


def link(text: str, href: str, title: str = "") -> str:
    """Return a link; ``text`` is Markdown, ``href`` is quoted already."""
    told = " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"')
    target = f"<{href}>" if re.search(r"[\s()<>]", href) else href
    return f'[{text}]({target} "{told}")' if told else f"[{text}]({target})"


def fence(code: str, language: str = "") -> str:
    """Return a code block, its fence longer than any run of backticks in it."""
    code = visible(code).removesuffix("\n")
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{code}\n{ticks}"


def prefixed(text: str, first: str, rest: str) -> str:
    """Return the lines of a text with something in front; blank lines get no trailing space."""
    lines = text.split("\n")
    return "\n".join(
        (rest if n else first) + line if line else (rest if n else first).rstrip()
        for n, line in enumerate(lines)
    )


def quoted(text: str) -> str:
    """Return Markdown as a block quote."""
    return prefixed(text, "> ", "> ")


def folded(summary: str, text: str, *, unfolded: bool = False) -> str:
    """Return Markdown that a reader can open; ``summary`` is HTML on one line.

    ``markdown`` means something to generators built on Python-Markdown and nothing to GitHub.
    """
    start = '<details markdown="1" open>' if unfolded else '<details markdown="1">'
    return f"{start}\n<summary>{summary}</summary>\n\n{text}\n\n</details>"
