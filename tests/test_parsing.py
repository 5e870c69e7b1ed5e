"""What becomes of a note when it is taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from syntopic.model import Block, FrontMatter, Note, NotePath, ParsedNote, Problem
from syntopic.parsing import note_label, parse_note, parser


def note(text: str, path: str = "book/ch 1.md", **front: Any) -> Note:
    """Make a note whose lines on disk begin behind three lines of front matter."""
    lines = tuple(range(4, 5 + text.count("\n")))
    return Note(NotePath(path), "md", text, lines, FrontMatter(**front), source="book")


def parse(text: str) -> ParsedNote:
    """Take a text apart."""
    return parse_note(note(text))[0]


def found(text: str) -> tuple[Problem, ...]:
    """Return the problems of a text."""
    return parse_note(note(text))[1]


def kinds(text: str) -> list[str]:
    """Return the kinds of a text's blocks."""
    return [str(block.kind) for block in parse(text).blocks]


# --- nothing is lost --------------------------------------------------------------------------

WILD = st.lists(
    st.sampled_from(
        "a¦word ¦Q: ¦A: ¦C: ==x==¦*¦_¦`¦```¦```python exec¦~~~¦# ¦- ¦1. ¦> ¦[¦]¦(¦)¦\n"
        "¦\n\n¦\n\n\n¦    ¦  ¦ ¦\t¦<b>¦<div>¦</div>¦<!--¦-->¦&amp;¦\\¦---¦===¦[a]: /u 'T'"
        "¦[a]¦![a][]¦[x][a]¦](¦!¦é¦$¦$$¦$x$¦\\[¦\\]¦\\(¦\\)¦\\begin{align}¦\\end{align}"
        '¦[[¦]]¦![[i.png]]¦==¦^id-1¦^¦!!! n¦??? n "t"¦=== "t"¦> [!note]- t¦: ¦: def'
        "¦~ ¦* * *¦[^1]¦[^1]: ¦^[in]¦*[HTML]: H¦- [ ] ¦\0¦\r¦\x0c¦\u2028¦0¦{#id}¦#tag"
        "¦In words: ¦where $x$ is the y¦where ¦$$x$$\n¦|¦|-|¦| a | b |\n|---|---|\n¦|\n¦|---|".split(
            "¦"
        )
    ),
    max_size=60,
).map("".join)


def uncovered(parsed: ParsedNote) -> tuple[list[int], list[int]]:
    """Return the lines that are in no block or heading, and those that are in more than one."""
    lines = parsed.note.text.split("\n")
    seen = [0] * (len(lines) + 1)
    headings = [s.heading for s in parsed.sections if s.heading is not None]
    for piece in (*parsed.blocks, *headings):
        for line in range(piece.origin.first_line, piece.origin.last_line + 1):
            seen[line - 4] += 1
    missing = [n for n, line in enumerate(lines) if line.strip(" \t") and not seen[n]]
    return missing, [n for n, count in enumerate(seen) if count > 1]


def only_definitions(lines: Iterable[str]) -> bool:
    """Tell whether lines are nothing but link reference definitions."""
    return not parser().parse("\n".join(lines), {})


@settings(max_examples=300, deadline=None)
@given(WILD)
def test_every_line_is_in_exactly_one_block_heading_or_definition(text: str) -> None:
    parsed = parse(text)
    missing, twice = uncovered(parsed)
    assert twice == []
    lines = [line if n in missing else "" for n, line in enumerate(text.split("\n"))]
    assert only_definitions(lines)


@settings(max_examples=200, deadline=None)
@given(WILD)
def test_no_text_makes_parsing_raise_and_it_always_says_the_same(text: str) -> None:
    assert parse_note(note(text)) == parse_note(note(text))


def tree(tokens: Iterable[Token]) -> list[object]:
    """Return what readers see of a token tree: no positions, no labels of footnotes."""
    seen: list[object] = []
    for token in tokens:
        attributes = {k: str(v).split() for k, v in token.attrs.items()}
        content = "" if token.children else token.content.rstrip("\n")
        seen.append((token.type, content, token.info, token.markup, attributes))
        seen.append(tree(token.children or ()))
    return seen


def alone(block: Block) -> list[object]:
    """Return the tree of a block that is read without its note."""
    labels = [f":{note_label(block.origin.path)}-{n}" for n in (1, "a")]
    env = {"footnotes": {"refs": dict.fromkeys(labels, -1)}}
    return tree(parser().parse(block.text, env))


@settings(max_examples=300, deadline=None)
@given(WILD)
def test_a_block_reads_alone_as_it_read_in_its_note(text: str) -> None:
    together = tree(parser().parse(text.replace("\0", "\ufffd").replace("\r", " "), {}))
    parsed = parse(text)
    headings = [s.heading for s in parsed.sections if s.heading]
    if headings:
        return
    apart = [part for block in parsed.blocks for part in alone(block)]
    assert apart == together
