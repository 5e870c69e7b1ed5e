"""What the dialect reads beyond CommonMark, and that it reads CommonMark as everybody does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from syntopic.parsing.dialect import MAX_NESTING, parser


def top(text: str) -> list[str]:
    """Return the types of the outermost tokens that open or stand alone."""
    return [t.type for t in parser().parse(text) if t.level == 0 and t.nesting >= 0]


def inline(text: str) -> list[tuple[str, str]]:
    """Return type and content of all inline tokens of a text."""
    tokens = parser().parse(text)
    return [(c.type, c.content) for t in tokens if t.type == "inline" for c in t.children or ()]


def formulas(text: str) -> list[str]:
    """Return the TeX of all formulas of a text."""
    blocks = [t.content for t in parser().parse(text) if t.type == "math_block"]
    return blocks + [content for kind, content in inline(text) if kind.startswith("math")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$a+b$", ["a+b"]),
        ("2$x$ and $y$-axis", ["x", "y"]),
        (r"\(a_1\) is", ["a_1"]),
        (r"see \[x^2\] there", ["x^2"]),
        ("$$x$$ is shown", ["x"]),
        (r"$a \$ b$", [r"a \$ b"]),
        ("$$\nx\n\ny\n$$", ["x\n\ny"]),
        ("\\begin{align}\nx\n\\end{align}", ["\\begin{align}\nx\n\\end{align}"]),
        ("\\[\na = b\n\\]", ["a = b"]),
        ("> $$\n> x\n> - y\n> $$", ["x\n- y"]),
    ],
)
def test_formulas_are_found_in_all_their_spellings(text: str, found: list[str]) -> None:
    assert formulas(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        "From $20,000 to $30,000 a year",
        "`$a$` and `\\(b\\)`",
        r"\$a\$",
        r"as in \[1\] and \[TODO\]",
        "$ a $",
        "$a\n\nb$",
    ],
)
def test_prices_code_and_escaped_brackets_are_no_formulas(text: str) -> None:
    assert formulas(text) == []


def test_a_display_formula_may_follow_its_sentence_without_a_blank_line() -> None:
    text = "The loss:\n$$\nL\n= 1\n$$\nwhere $L$ is small"
    assert top(text) == ["paragraph_open", "math_block", "paragraph_open"]


def test_a_formula_at_the_margin_ends_the_list_above_it() -> None:
    text = "1. **Then:**\n$$\n   a\n\n   = b\n$$\n   more"
    assert top(text) == ["ordered_list_open", "math_block", "paragraph_open"]


def test_a_sentence_may_go_on_behind_a_display_formula() -> None:
    text = "The equation\n$$\nx\n$$ is *called* so:\n$$\ny\n$$"
    assert top(text) == ["paragraph_open", "math_block"]
    assert formulas(text) == ["y", "\nx\n"]


def test_a_missing_closing_does_not_swallow_the_prose_below() -> None:
    text = "$$ x = 1\n\nProse with $y$.\n\n$$ z $$\n"
    assert top(text) == ["paragraph_open", "paragraph_open", "math_block"]


def test_a_bar_in_a_formula_does_not_split_a_table_cell() -> None:
    assert formulas("| $P(A|B)$ | b |\n|---|---|\n| $|x|$ | $5 |\n") == ["P(A|B)", "|x|"]


@pytest.mark.parametrize(
    ("text", "target", "fragment", "shown"),
    [
        ("[[A b]]", "A b", "", ""),
        ("[[A#Part one|shown]]", "A", "Part one", "shown"),
        ("[[#^id]]", "", "^id", ""),
        (r"[[A\|b]]", "A", "", "b"),
        ("| [[A\\|b]] |\n|---|\n", "A", "", "b"),
        ("![[pic.png|100]]", "pic.png", "", "100"),
        ("[[A|the [x] one]]", "A", "", "the [x] one"),
    ],
)
def test_wikilinks_know_target_fragment_and_text(
    text: str, target: str, fragment: str, shown: str
) -> None:
    token = next(c for t in parser().parse(text) for c in t.children or () if c.meta)
    assert token.type == ("embed" if text.startswith("!") else "wikilink")
    assert [token.meta[k] for k in ("target", "fragment", "text")] == [target, fragment, shown]


@pytest.mark.parametrize(
    "text",
    ["[[1]](https://x.y)", "[[1]]\n\n[1]: https://x.y", "[[1, 2], [3, 4]]", "`[[A]]`", r"\[[A]]"],
)
def test_what_commonmark_reads_as_link_or_code_is_no_wikilink(text: str) -> None:
    assert "wikilink" not in [kind for kind, _ in inline(text)]


def test_highlights_mark_words_but_comparisons_stay_text() -> None:
    assert ("mark_open", "") in inline("the ==main *idea*== here")
    assert ("mark_open", "") in inline("这是==重点==内容")
    for text in ("x==1 or y==2", "a == b and c == d", "====", "`==a==`"):
        assert "mark_open" not in [kind for kind, _ in inline(text)]


def test_a_block_id_is_taken_off_the_end_of_its_text() -> None:
    assert inline("Some text. ^my-id") == [("text", "Some text."), ("block_id", "my-id")]
    assert inline("a\n^my-id") == [("text", "a"), ("block_id", "my-id")]
    assert inline("^my-id") == [("block_id", "my-id")]
    for text in ("x ^2", "10 ^b", "^ab in front", "`a ^code`"):
        assert "block_id" not in [kind for kind, _ in inline(text)]


def test_tasks_are_marks_only_at_the_head_of_list_items() -> None:
    assert inline("- [x] done") == [("task", "[x]"), ("text", " done")]
    assert inline("[x] done") == [("text", "[x] done")]


@pytest.mark.parametrize(
    ("text", "info", "kind", "title", "opened"),
    [
        ('!!! note "A title"\n    in', "note", "admonition", "A title", True),
        ("!!! Warning\n\n    in", "warning", "admonition", None, True),
        ("??? tip\n    in", "tip", "details", None, False),
        ('???+ tip ""\n    in', "tip", "details", "", True),
        ('=== "One"\n    in', "tab", "tab", "One", True),
        ("> [!Note]- A title\n> in", "note", "callout", "A title", False),
        ("> [!tip]\n> in", "tip", "callout", None, True),
    ],
)
def test_containers_say_what_they_are(
    text: str, info: str, kind: str, title: str | None, opened: bool
) -> None:
    tokens = parser().parse(text)
    assert (tokens[0].type, tokens[0].info) == ("container_open", info)
    assert [tokens[0].meta[k] for k in ("kind", "title", "open")] == [kind, title, opened]
    assert tokens[-1].type == "container_close"
    assert ("text", "in") in inline(text)


def test_a_container_ends_where_its_indentation_ends() -> None:
    text = "!!! note\n    a\n\n        code\n    - b\nafter"
    assert top(text) == ["container_open", "paragraph_open"]


def test_being_loud_is_no_container() -> None:
    assert top("!!! wow") == ["paragraph_open"]
    assert top("??? really") == ["paragraph_open"]
    assert top("title\n===") == ["heading_open"]


def test_a_callout_may_begin_with_a_rule_or_hold_another() -> None:
    tokens = parser().parse("> [!a] T\n> ---\n> > [!b]\n> > deep\n\n> plain\n")
    opened = [t.type for t in tokens if t.nesting == 1 and t.markup == ">"]
    assert opened == ["container_open", "container_open", "blockquote_open"]
    assert "hr" in [t.type for t in tokens]


def test_question_and_answer_are_paragraphs_of_their_own() -> None:
    assert top("Q: Why?\nA: So.\nC: a ==b== c") == ["paragraph_open"] * 3
    assert top("- item\nQ: Why?") == ["bullet_list_open", "paragraph_open"]
    assert top("The drive\nC: is full") == ["paragraph_open"]


def test_a_remark_inside_the_text_is_a_footnote_unless_it_is_a_link() -> None:
    assert ("footnote_inline", "see *x*") in inline("a^[see *x*] b")
    assert "link_open" in [kind for kind, _ in inline("a^[see](x.md) b")]


def shape(tokens: list[Token]) -> list[object]:
    """Return a token tree without what only our rules add to it."""
    found: list[object] = []
    for token in tokens:
        attributes = sorted(token.attrs.items())
        found.append((token.type, token.content, token.markup, token.info, attributes, token.map))
        found.append(shape(token.children or []))
    return found


# Everything that builds CommonMark, without the characters that begin our own constructs.
PIECES = st.lists(
    st.sampled_from(
        "a|word |*|_|`|```|~~~|# |- |1. |> |[|]|(|)|\n|\n\n|    |  |\t|<b>|<div>|</div>|&amp;|\\"
        '|---|===|[a]: /u|[a]|![a]|](u)|!|"t"|é|<http://x.y>'.split("|")
    ),
    max_size=40,
)
COMMONMARK = PIECES.map("".join).filter(lambda text: "*[a]:" not in text)  # abbreviations


@settings(max_examples=200, deadline=None)
@given(COMMONMARK)
def test_commonmark_keeps_its_tree(text: str) -> None:
    plain = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("strikethrough")
    ours = parser().parse(text)
    if any(word in str(shape(ours)) for word in ("wikilink", "'embed'", "math", "'task'", "=== ")):
        return
    assert shape(ours) == shape(plain.parse(text))
