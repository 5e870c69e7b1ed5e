"""A note's Markdown reads the same on the site as its parser read it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syntopic.rendering.rewriting import (
    LinkKind,
    Mention,
    Request,
    Target,
    rewrite,
    rewrite_inline,
)
from test_rewriting_trees import events, read_by_markdown_it, read_by_site, shown_on_site

CORPUS = Path(__file__).parent / "golden" / "rewriting"
FEWEST = 150


def corpus() -> list[tuple[str, str]]:
    """Return the cases: a line that begins with "§" names one, its text follows."""
    found = []
    for file in sorted(CORPUS.glob("*.md")):
        parts = re.split(r"(?m)^§ (.*)\n", file.read_text(encoding="utf-8"))
        found += [(f"{file.stem}: {parts[n]}", parts[n + 1]) for n in range(1, len(parts), 2)]
    return found


def test_the_corpus_is_there() -> None:
    assert len(corpus()) >= FEWEST


@pytest.mark.parametrize("source", [pytest.param(text, id=name) for name, text in corpus()])
def test_the_site_reads_what_the_parser_read(source: str) -> None:
    assert read_by_site(source) == read_by_markdown_it(source)


INLINE = st.sampled_from(
    "alpha *beta* **gamma_delta** `a<b` `c|d` $x_1$ $$y^2$$ [l](x.md) [[W]] ![[p.png|200]] "
    "**a*b** x*y*z _it_al ~~st~~ ==hi== <b>bo</b> \\*esc 1. - # a_b_c 2<3 R&D &lt; [x] $5 ! ^ ~ "
    '"q" : | { } *a**b**c* __u__ + = > \\ <br> {.a} :b: H<sub>2</sub>O ***s**e*'.split()
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
LEAF = st.one_of(
    LINE,
    LINE.map(lambda text: f"## {text}"),
    st.tuples(LINE, st.sampled_from(["\n", "  \n", "\\\n"]), LINE).map("".join),
    st.sampled_from(
        [
            "```py\nx = 1\n\n    *y*\n```",
            "~~~\n<div>\n```\n~~~",
            "$$\na\n+ b\n$$",
            "---",
            "    code <b>",
            "<div>\n*raw*\n</div>",
            "| a | b |\n|:-:|---|\n| 1 | $x$ |",
            "Term\n: means\n: more",
        ]
    ),
)


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join((rest if n else first) + line if line else "" for n, line in enumerate(lines))


def _list(items: list[str], marker: str, gap: str) -> str:
    return gap.join(_prefixed(item, marker, " " * len(marker)) for item in items)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    items = st.lists(st.one_of(inner, content), min_size=1, max_size=3)
    markers = st.sampled_from(["- ", "* ", "1. ", "7. ", "2) "])
    heads = st.sampled_from(["!!! note", '!!! tip "T"', '??? info "D"', "???+ bug"])
    callouts = st.sampled_from(["[!note] T", "[!tip]- T", "[!faq]+", "[!own]"])
    return st.one_of(
        st.builds(_list, items, markers, st.sampled_from(["\n", "\n\n"])),
        content.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n"))),
        st.tuples(heads, content).map(lambda p: f"{p[0]}\n{_prefixed(p[1], '    ', '    ')}"),
        st.tuples(callouts, content).map(
            lambda p: "\n".join(f"> {line}" for line in [p[0], *p[1].split("\n")])
        ),
    )


BLOCK = st.recursive(LEAF, _nested, max_leaves=6)
NOTE = st.lists(BLOCK, min_size=1, max_size=4).map("\n\n".join)
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@QUICK
@given(NOTE)
def test_nested_blocks_keep_their_tree(source: str) -> None:
    assert read_by_site(source) == read_by_markdown_it(source)


WILD = st.lists(
    st.one_of(
        INLINE,
        st.text(alphabet="ab1 *_`[]()<>&#+-.!|:~=^{}\"'\\/\t\n", max_size=6),
        st.sampled_from(["\n", "\n\n", "- ", "> ", "1. ", "    ", "***", "```\n", "\n|--|--|\n"]),
    ),
    max_size=12,
).map("".join)


@QUICK
@given(WILD)
def test_wild_text_keeps_its_tree(source: str) -> None:
    assert read_by_site(source) == read_by_markdown_it(source)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text())
def test_any_text_at_all_can_be_shown(source: str) -> None:
    shown_on_site(source)


def test_reading_again_gives_the_same() -> None:
    for name, source in corpus():
        assert rewrite(source) == rewrite(source), name


def test_links_are_resolved_and_written_with_title_and_class() -> None:
    asked: list[Request] = []

    def resolve(request: Request) -> Target:
        asked.append(request)
        return Target("topics/a b.md", title='The "A"', css="internal", text="Shown")

    page = rewrite("[[Note#Part]] [text](x.md#y)", resolve=resolve)
    assert asked == [
        Request(LinkKind.WIKI, "Note", "Part", ""),
        Request(LinkKind.PLAIN, "x.md", "y", "text"),
    ]
    assert page == (
        '[Shown](topics/a%20b.md "The &quot;A&quot;"){ .internal } '
        '[text](topics/a%20b.md "The &quot;A&quot;"){ .internal }'
    )


def test_what_is_missing_shows_its_text_with_its_class() -> None:
    def resolve(request: Request) -> Target:
        return Target(None, css="missing", title="not written yet")

    source = "[[Nobody|some *one*]] and [a **b**](c.md)"
    page = shown_html(rewrite(source, resolve=resolve))
    assert '<span class="missing" title="not written yet">a <strong>b</strong></span>' in page
    assert '<span class="missing" title="not written yet">some <em>one</em></span>' in page


def test_what_is_not_linked_and_has_no_class_is_plain_text() -> None:
    page = shown_html(rewrite("[[Here]]", resolve=lambda request: Target(None)))
    assert page == "<p>Here</p>"


def named(text: str) -> tuple[Mention, ...]:
    """A mention wherever "eigen_v" or "two words" is read."""
    found = re.finditer("eigen_v|two words", text)
    return tuple(Mention(m.start(), m.end(), "e.md", "E", "mention") for m in found)


def test_mentions_become_links_but_never_in_links_code_formulas_or_headings() -> None:
    source = "# eigen_v\n\n*eigen_v* [eigen_v](a.md) `eigen_v` $eigen_v$ an eigen_v!\n\n- eigen_v"
    page = rewrite(source, mentions=named)
    assert page.count('[eigen\\_v](e.md "E"){ .mention }') == 3
    assert shown_html(page).count('href="e.md"') == 3


@pytest.mark.parametrize(
    "source",
    [
        "by two\nwords.",
        "*two words*",
        "a **two words**, b",
        "![two words](p.png) two words",
        "two words!two words",
        "> [!tip]\n> two words",
        "| two words |\n|---|\n| two words |",
        "- [ ] two words\n\n- two\n  words",
        "1 < 2 & two words < 3",
        "two words{.x} two words(y) [two words",
    ],
)
def test_a_mention_changes_nothing_but_that_it_is_a_link(source: str) -> None:
    page = shown_html(rewrite(source, mentions=named))
    assert '<a class="mention" href="e.md" title="E">' in page
    without = re.sub(r'<a class="mention"[^>]*>(.*?)</a>', r"\1", page)
    assert unescape(without) == unescape(shown_html(rewrite(source)))


@pytest.mark.parametrize(
    "source", ["two *words*", "two `x` words", "two  \nwords", "two $x$ words"]
)
def test_no_mention_reaches_over_anything_but_text(source: str) -> None:
    assert "mention" not in rewrite(source, mentions=named)


def test_headings_are_demoted_but_never_below_the_sixth_level() -> None:
    shown = shown_html(rewrite("> # a\n> ##### b", heading_shift=3))
    assert re.findall(r"<h(\d)", shown) == ["4", "6"]


def test_footnotes_of_another_block_get_the_label_of_the_page() -> None:
    assert rewrite("see[^1]", footnotes={"1": "note-1"}) == "see[^note-1]"
    assert rewrite("[^1]: text", footnotes={"1": "note-1"}) == "[^note-1]:\n    text"


def test_a_remark_inside_the_text_becomes_a_footnote() -> None:
    shown = shown_html(rewrite("a ^[by *me*] b"))
    assert events(shown.split('<div class="footnote">')[0]) != events("<p>a b</p>")
    assert "by <em>me</em>" in shown


def test_the_same_remark_twice_is_one_footnote() -> None:
    assert rewrite("a^[x] b^[x]").count("]:\n") == 1


def test_a_titles_text_stays_on_one_line() -> None:
    assert rewrite_inline("The *slope*\n$m$ of 5_6") == "The *slope* $m$ of 5\\_6"


def test_two_lists_in_a_row_stay_two_lists() -> None:
    shown = shown_html(rewrite("- a\n- b") + "\n\n" + rewrite("- c\n- d"))
    assert shown.count("<ul>") == 2


def test_comments_of_the_author_do_not_reach_the_page() -> None:
    assert "secret" not in shown_on_site(
        "a <!-- secret --> b\n\n<!-- secret -->\n\n- <!-- secret -->"
    )


def shown_html(page: str) -> str:
    from test_rewriting_trees import _site

    return _site().reset().convert(page)


@pytest.mark.parametrize(
    "source",
    [
        "*a **b " * 200 + "** c*" * 200,
        "> " * 90 + "x",
        "\n".join("  " * level + "- a" for level in range(70)),
        "[" * 500 + "a" + "](b)" * 500,
        "<b>" * 400 + "c" + "</b>" * 400,
        "\ud800 [a](\ud800) ^[\ud800]",
    ],
)
def test_endless_nesting_and_broken_characters_are_still_shown(source: str) -> None:
    assert shown_on_site(source)
