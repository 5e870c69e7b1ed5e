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
        "¦In words: ¦where $x$ is the y¦where "
        "¦$$x$$\n¦|¦|-|¦| a | b |\n|---|---|\n¦|\n¦|---|".split("¦")
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
    text = text.replace("\r\n", "\n").replace("\r", " ").replace("\0", "\ufffd")
    together = tree(parser().parse(text, {}))
    parsed = parse(text)
    headings = [s.heading for s in parsed.sections if s.heading]
    if headings:
        return
    apart = [part for block in parsed.blocks for part in alone(block)]
    assert apart == together


# --- what blocks are --------------------------------------------------------------------------


def test_each_kind_of_block_is_known() -> None:
    text = (
        "Text.\n\n- item\n\n```\ncode\n```\n\n    code\n\n$x$\n\n$$y$$\n\n\\[z^2\\]\n\n"
        "In words: all of it.\n\n| a |\n|---|\n| b |\n\n> quote\n\n> [!tip]\n> callout\n\n"
        "!!! note\n    callout\n\n![](a.png) ![[b.svg|100]]\n\n<div>html</div>\n\n---\n\n"
        "Q: a?\nA: b\n\n[^1]: foot"
    )
    expected = (
        "paragraph list fence fence formula formula formula reading table quote callout callout "
        "figure html rule card footnote"
    )
    assert " ".join(kinds(text)) == expected


def test_readings_are_known_in_other_languages_too() -> None:
    assert kinds("In Worten: alles.\n\nEn mots : tout.\n\n**In words:** all.") == ["reading"] * 3
    assert kinds("In words of one syllable: no.") == ["paragraph"]


def test_a_formula_gives_its_tex_without_delimiters() -> None:
    texts = ["$x$", "$$\nx\n$$", "\\[\nx\n\\]", "\\(x\\)", "$x$.", "$$ x $$ ^my-id"]
    assert [parse(text).blocks[0].tex for text in texts] == ["x"] * 6
    assert parse("$x$ is small").blocks[0].tex == ""


def test_sections_follow_top_level_headings_only() -> None:
    text = "intro\n\n# A\n\n> # quoted\n\n### B\n\nb\n\n## C\n\n- # listed\n\nD\n=\n"
    paths = [[h.name for h in section.headings] for section in parse(text).sections]
    assert paths == [[], ["A"], ["A", "B"], ["A", "C"], ["D"]]


def test_a_heading_has_a_plain_name_its_markdown_and_its_anchor() -> None:
    one = parse("## The *big* `O` of $n^2$ and [x][u] {#big-o}\n\n[u]: /u").sections[0].heading
    assert one is not None
    assert (one.name, one.anchor, one.level) == ("The big O of n^2 and x", "big-o", 2)
    assert one.text == "The *big* `O` of $n^2$ and [x](/u)"
    two = parse("# Name ^an-id").sections[0].heading
    assert two is not None and (two.name, two.text, two.anchor) == ("Name", "Name", "an-id")


def test_lines_are_those_on_disk() -> None:
    value = Note(NotePath("a.md"), "md", "# H\n\na\nb [[c]]", (7, 8, 10, 12))
    block = parse_note(value)[0].blocks[0]
    assert (block.origin.first_line, block.origin.last_line) == (10, 12)
    assert block.links[0].line == 12


def test_an_id_names_its_block_and_a_separate_one_the_block_above() -> None:
    blocks = parse("Text ^one\n\n| a |\n|---|\n\n^two\n\n- x ^three\n- y\n").blocks
    assert [b.anchor for b in blocks] == ["one", "two", ""]
    assert blocks[2].inner_anchors == ("three",)
    assert blocks[1].text.endswith("^two")


def test_equal_blocks_have_ids_of_their_own_that_do_not_depend_on_their_place() -> None:
    first, second = (b.id for b in parse("same\n\nsame").blocks)
    assert first != second
    assert [b.id for b in parse("before\n\nsame\n\nsame").blocks][1:] == [first, second]
    assert parse("# H\n\nsame").blocks[0].id != first


def test_an_indented_block_moves_to_the_margin_and_code_keeps_its_tabs() -> None:
    assert parse("  - a\n    - b").blocks[0].text == "- a\n  - b"
    assert parse("   ```\n   \tx\n   ```").blocks[0].text == "```\n\tx\n```"
    assert parse("    code").blocks[0].text == "    code"


# --- what stands alone ------------------------------------------------------------------------


def test_references_become_inline_wherever_they_stand() -> None:
    text = (
        "See [a][b], [b] and ![pic][B].\n\n> - quoted [b]\n\n| x | [b] |\n|---|---|\n"
        '\n[b]: <some file.md> "The \\"title\\""\n'
    )
    there = '(some%20file.md "The \\"title\\"")'
    assert [b.text for b in parse(text).blocks] == [
        f"See [a]{there}, [b]{there} and ![pic]{there}.",
        f"> - quoted [b]{there}",
        f"| x | [b]{there} |\n|---|---|",
    ]


def test_footnotes_get_labels_that_no_other_note_has() -> None:
    parsed, problems = parse_note(note("a[^1] b[^x]\n\n[^1]: foot\n\n    more", "ML/ch 1.md"))
    assert [b.text for b in parsed.blocks] == [
        "a[^ml-ch-1-1] b[^x]",
        "[^ml-ch-1-1]: foot\n\n    more",
    ]
    assert [(p.code, p.origin.first_line) for p in problems] == []


def test_a_definition_inside_a_list_cannot_reach_other_notes() -> None:
    assert parse("- x [a]\n\n  [a]: /u").blocks[0].text == "- x [a](/u)\n\n  [book-ch-1-a]: /u"


def test_tabs_of_one_set_and_neighbouring_abbreviations_are_one_block() -> None:
    assert kinds('=== "A"\n    a\n\n=== "B"\n    b\n\n===! "C"\n    c') == ["callout"] * 2
    assert kinds("*[A]: one\n*[B]: two") == ["footnote"]


# --- cards ------------------------------------------------------------------------------------


def cards(text: str) -> list[str]:
    """Return the texts of a text's cards."""
    return [b.text for b in parse(text).blocks if b.kind == "card"]


def test_a_question_and_its_answer_are_one_card() -> None:
    assert cards("Q: a?\nA: b\nQ: c?\nA: d\nC: e ==f==") == [
        "Q: a?\nA: b",
        "Q: c?\nA: d",
        "C: e ==f==",
    ]


def test_a_card_ends_at_text_at_the_margin_after_a_blank_line() -> None:
    assert cards("Q: a?\n\n```\nx\n```\n\nA: b\n- c\n\n  d\n\nText.") == [
        "Q: a?\n\n```\nx\n```\n\nA: b\n- c\n\n  d"
    ]
    assert cards("Q: a?\nA: b\n\nText.\n\n  c") == ["Q: a?\nA: b"]


def test_a_card_has_the_id_at_its_end() -> None:
    assert [b.anchor for b in parse("Q: a?\nA: b ^q-1\nC: ==c== ^q-2").blocks] == ["q-1", "q-2"]


def test_a_drive_is_no_card() -> None:
    assert kinds("C: is full\n\nA: alone") == ["paragraph", "paragraph"]


# --- problems ---------------------------------------------------------------------------------


def test_what_is_not_closed_is_reported_where_it_was_opened() -> None:
    problems = found("a\n\ntext $$ x\n\n- b\n\n      ```\n\n```py\nc")
    assert [(p.code, p.severity, p.origin.first_line) for p in problems] == [
        ("formula-unclosed", "error", 6),
        ("fence-unclosed", "error", 12),
    ]
    assert found("$$\nx\n$$ is text\n\n````\n```\n````\n\n~~~\n~~~") == ()


def test_an_id_used_twice_and_a_footnote_without_text_are_reported() -> None:
    problems = found("a ^id-1\n\nb[^2] and [^a-z]\nc ^id-1\n\n`[^3]`")
    assert [(p.code, p.severity, p.origin.first_line) for p in problems] == [
        ("footnote-undefined", "hint", 6),
        ("block-id-duplicate", "error", 7),
    ]


def test_code_to_run_inside_a_list_is_reported() -> None:
    text = "- a\n\n  ```python exec\n  1\n  ```\n\n- ```python\n  1\n  ```"
    assert [(p.code, p.origin.first_line) for p in found(text)] == [("snippet-nested", 6)]


def test_brackets_nested_without_end_are_a_problem_and_not_a_crash() -> None:
    text = "![" * 2000 + "x" + "](y)" * 2000
    parsed, problems = parse_note(note(text))
    assert [b.text for b in parsed.blocks] == [text]
    assert [p.code for p in problems] in (["nesting-too-deep"], [])
