"""The parsing stage: from one note to its sections, blocks, snippets and links.

Knows Markdown and one note; knows no other note, no concept and no file.
"""

from __future__ import annotations

from typing import Any

from markdown_it.token import Token

from syntopic.model import Note, ParsedNote, Problem, Severity
from syntopic.parsing.blocks import sections
from syntopic.parsing.cards import card_problems
from syntopic.parsing.dialect import parser
from syntopic.parsing.inlining import note_label, text_edits
from syntopic.parsing.lines import Text
from syntopic.parsing.links import inline_tags, split_target
from syntopic.parsing.problems import origin, problems
from syntopic.parsing.units import units

__all__ = ["note_label", "parse_note", "parser", "split_target"]


def parse_note(note: Note) -> tuple[ParsedNote, tuple[Problem, ...]]:
    """Take a note apart, and say what is wrong in it.

    Every line of the note that is not blank is in exactly one block or heading, or in a link
    reference definition, which is written into the blocks that use it. Never raises on any text.
    """
    # The parser would count a lone carriage return as a line, which no line on disk answers to.
    source = note.text.replace("\r\n", "\n").replace("\r", " ").replace("\0", "\ufffd")
    text = Text.of(source)
    env: dict[str, Any] = {}
    tokens, found = _tokens(note, source, env)
    edits = text_edits(text, tokens, env, note_label(note.path))
    tags = dict.fromkeys(tag for t in tokens if t.type == "inline" for tag in inline_tags(t))
    pieces = units(text, tokens, env)
    found_sections = sections(note, text, pieces, edits)
    blocks = [block for section in found_sections for block in section.blocks]
    parsed = ParsedNote(
        note,
        found_sections,
        tuple(tags),
        tuple(block for block in blocks if block.card is not None),
        tuple(block.snippet for block in blocks if block.snippet is not None),
    )
    return parsed, (*found, *problems(note, tokens, env), *card_problems(text, note, pieces))


def _tokens(
    note: Note, source: str, env: dict[str, Any]
) -> tuple[list[Token], tuple[Problem, ...]]:
    try:
        return parser().parse(source, env), ()
    except RecursionError:
        env.clear()
        return [], (_too_nested(note),)


def _too_nested(note: Note) -> Problem:
    return Problem(
        "nesting-too-deep",
        Severity.ERROR,
        origin(note, 0),
        "Brackets or images are nested too deeply to be read; the note is kept as plain text.",
        "Look for a long run of [ or ![ and take it apart, or put it between backticks.",
    )
