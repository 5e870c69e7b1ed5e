"""What is wrong in a note's Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from syntopic.model import Note, Origin, Problem, Severity
from syntopic.parsing.info_strings import odd_options, option_line, parse_info
from syntopic.parsing.snippets import asks_to_run, options_of, snippet
from syntopic.parsing.syntax.depth import TOO_DEEP
from syntopic.reading.comments import shown_value

_LONGEST_SHOWN = 30  # characters of an option's value that a message quotes
_LOST_FOOTNOTE = re.compile(r"\[\^(\d+|[^\W\d]\w+)\]")


def origin(note: Note, first: int, last: int | None = None) -> Origin:
    """Return where lines of the note's text, from 0 and both included, stand on disk."""
    end = first if last is None else last
    return Origin(note.path, _on_disk(note, first), _on_disk(note, end))


def _on_disk(note: Note, line: int) -> int:
    if line < len(note.lines):
        return note.lines[line]
    return note.lines[-1] if note.lines else line + 1


def problems(note: Note, tokens: Sequence[Token], env: dict[str, Any]) -> Iterator[Problem]:
    """Yield the problems of a note's tokens; nothing in the note is changed by them."""
    if TOO_DEEP in env:
        yield Problem(
            "nesting-too-deep",
            Severity.ERROR,
            origin(note, env[TOO_DEEP]),
            "Lists or quotations are nested too deeply here; what is deeper is shown as text.",
            "Take some of the levels out.",
        )
    opened = set(env.get("unclosed_math", ()))
    ids: dict[str, int] = {}
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "fence":
            yield from _fence(note, token, line)
        if token.type != "inline":
            continue
        for content, offset in sorted(opened):
            if content == token.content:
                opened.discard((content, offset))
                yield _unclosed_formula(note, line + content.count("\n", 0, offset))
        yield from _footnotes(note, token, line)
        for child in token.children or ():
            if child.type == "block_id":
                last = token.map[1] - 1 if token.map else line
                yield from _repeated(note, child.content, last, ids)


def _fence(note: Note, token: Token, line: int) -> Iterator[Problem]:
    if not token.meta.get("closed", True):
        yield Problem(
            "fence-unclosed",
            Severity.ERROR,
            origin(note, line),
            f"The code fence that opens here with {token.markup} is never closed.",
            f"Close it with a line {token.markup} below its last line of code.",
        )
    if not token.level:
        yield from _options(note, token, line)
    elif asks_to_run(parse_info(token.info)):
        yield Problem(
            "snippet-nested",
            Severity.HINT,
            origin(note, line),
            "Code inside a list, a quote or a callout is shown but does not run.",
            "Move the fence to the left margin, outside of the list or callout.",
        )


def _options(note: Note, token: Token, line: int) -> Iterator[Problem]:
    if snippet(token, note, origin(note, line), 0, ()) is None:
        return
    options = options_of(token)
    for key, values in odd_options(options):
        at = option_line(token.content.split("\n"), key)
        written = shown_value(options[key])[:_LONGEST_SHOWN]
        yield Problem(
            "snippet-option",
            Severity.HINT,
            origin(note, line if at is None else line + 1 + at),
            f"The option {key} of this code is {written!r}, which says nothing.",
            f"Write one of: {values}.",
        )


def _unclosed_formula(note: Note, line: int) -> Problem:
    return Problem(
        "formula-unclosed",
        Severity.ERROR,
        origin(note, line),
        "A formula opens here with $$ and is never closed.",
        "Close it with $$, or write \\$\\$ if no formula was meant.",
    )


def _footnotes(note: Note, token: Token, line: int) -> Iterator[Problem]:
    if "[^" not in token.content:
        return
    for child in token.children or ():
        for match in _LOST_FOOTNOTE.finditer(child.content) if child.type == "text" else ():
            at = token.content.find(match[0])
            yield Problem(
                "footnote-undefined",
                Severity.HINT,
                origin(note, line + token.content.count("\n", 0, max(at, 0))),
                f"The footnote {match[0]} is not defined in this note.",
                f"Add a line that begins with {match[0]}: to the note.",
            )


def _repeated(note: Note, name: str, line: int, ids: dict[str, int]) -> Iterator[Problem]:
    if name not in ids:
        ids[name] = line
        return
    yield Problem(
        "block-id-duplicate",
        Severity.ERROR,
        origin(note, line),
        f"The id ^{name} is already used in line {origin(note, ids[name]).first_line}.",
        "Give one of the two another id.",
    )
