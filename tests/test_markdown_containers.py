"""Structure written into Markdown: it arrives on the page, whatever the notes around it hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from benchmarks.limits import HTML
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from effort import lines_run
from syntopic.markdown import forms
from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.markdown.forms import (
    close,
    element,
    inline_element,
    inline_raw,
    open_,
    open_with,
    raw,
    without_forms,
)
from syntopic.markdown.html import balanced, dropped

NOTE_TEXT = st.text(
    alphabet=st.sampled_from("abc *_`~#>-+=|:!?[](){}<>/\\$&\"'^\n\t 1.") | st.characters(),
    max_size=80,
).map(without_forms)


def site() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), extension_configs=dict(EXTENSION_CONFIGS))


def page(*blocks: str) -> str:
    return site().convert("\n\n".join(blocks))


def flat(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


def test_what_stands_between_open_and_close_is_wrapped_as_full_markdown() -> None:
    html = page(
        open_("section", class_="facet", data_facet="code"),
        "## Heading",
        "- item\n- **item**",
        "```python\nx = 1\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        '!!! note "Mind"\n    text',
        "word[^1]",
        "[^1]: the footnote",
        "- [ ] task",
        "term\n:   definition",
        '??? tip "More"\n    hidden',
        '=== "One"\n    tab',
        "==marked== ~~gone~~ $x$",
        close(),
        "after",
    )
    section, after = html.split("</section>")
    assert section.startswith('<section class="facet" data-facet="code">')
    for tag in (
        '<h2 id="heading">',
        "<li><strong>item",
        '<div class="language-python highlight">',
        "<td>2</td>",
        '<div class="admonition note">',
        '<a class="footnote-ref"',
        'type="checkbox"',
        "<dd>definition",
        '<details class="tip">',
        '<div class="tabbed-set',
        "<mark>marked</mark> <del>gone</del>",
        "<math>",
    ):
        assert tag in section, tag
    assert "<p>after</p>" in after and "the footnote" in after


def test_elements_are_nested_as_they_were_opened() -> None:
    html = page(
        open_("section"),
        open_("div", class_="also"),
        open_("details", open=True, hidden=None),
        element("<summary>also in MML</summary>"),
        "text",
        close(),
        close(),
        "end",
        close(),
    )
    assert flat(html) == (
        '<section><div class="also"><details open=""><summary>also in MML</summary>'
        "<p>text</p></details></div><p>end</p></section>"
    )


def test_attribute_values_come_out_as_they_went_in() -> None:
    html = page(open_with("div", {"aria-label": 'a "b" & <c> &lt; *d* é'}), "x", close())
    assert html.startswith('<div aria-label="a &quot;b&quot; &amp; &lt;c&gt; &amp;lt; *d* é">')


def test_names_that_are_no_names_are_refused_when_written() -> None:
    with pytest.raises(ValueError, match="not a name"):
        open_("div onclick=x")
    with pytest.raises(ValueError, match="not a name"):
        open_with("div", {"a b": "x"})


@pytest.mark.parametrize("indent", ["", "    ", "        "])
def test_all_block_forms_work_in_lists_of_any_depth(indent: str) -> None:
    lists = {"": "lead", "    ": "- a", "        ": "- a\n    1. b"}[indent]
    html = page(
        lists,
        indent + open_("div", class_="box"),
        indent + "text",
        indent + raw("<svg><path/></svg>"),
        indent + element("<p>el</p>"),
        indent + close(),
        indent + "last",
    )
    box = '<div class="box"><p>text</p><svg><path/></svg><p>el</p></div><p>last</p>'
    assert box in flat(html)
    assert html.count("<li>") == len(indent) // 4


@pytest.mark.parametrize("opener", ["!!! note", "??? note", '=== "Tab"', "[^1]: note", "> quote"])
def test_block_forms_work_in_admonitions_details_tabs_footnotes_and_quotes(opener: str) -> None:
    lead = "> " if opener.startswith(">") else "    "
    blocks = (raw("<svg></svg>"), open_("div", class_="in"), "x", close())
    html = page("see[^1]", opener, *(lead + block for block in blocks), "after")
    assert '<svg></svg><div class="in"><p>x' in flat(html)
    assert "<p><svg>" not in html
    assert html.index("<svg>") < html.index("after") or opener.startswith("[^1]")


def test_raw_html_is_put_in_unchanged_and_outside_a_paragraph() -> None:
    figure = '<svg viewBox="0 0 1 1"><text>a *b* &amp; $x$ [c](d) \\* `</text></svg>'
    assert page("a", raw(figure), "b") == f"<p>a</p>\n{figure}<p>b</p>"


def test_inline_forms_stand_in_paragraphs_headings_cells_and_link_texts() -> None:
    icon, mark = inline_raw("<svg><g/></svg>"), inline_element('<span title="a|b">m*n*</span>')
    html = page(
        f"## H {icon}",
        f"text {icon} *and {mark}*",
        f"| a | b |\n|---|---|\n| {mark} | {icon} |",
        f"[{icon}](x) `code` {mark}",
    )
    assert html.count("<svg><g/></svg>") == 4
    assert html.count('<span title="a|b">m*n*</span>') == 3
    assert html.count("<td>") == 2 and '<a href="x"><svg>' in html
    assert '<em>and <span title="a|b">' in html


def test_links_and_images_in_our_markup_are_elements_that_later_steps_can_resolve() -> None:
    found: list[str] = []

    class Look(Treeprocessor):
        def run(self, root: ElementTree.Element) -> None:
            found.extend(e.get("href") or e.get("src") or "" for e in root.iter() if len(e.keys()))

    md = site()
    md.treeprocessors.register(Look(md), "look", 0)
    inner = inline_element('<a href="c.md">c</a>')
    md.convert("\n\n".join([element('<p><a href="../a.md#x">a</a><img src="b.png"></p>'), inner]))
    assert found == ["../a.md#x", "b.png", "c.md"]


def test_texts_in_our_markup_are_shown_exactly_and_never_read_as_markdown() -> None:
    markup = (
        "<h3>Set {a}</h3><p>*a* $x$ [b](c) &lt;i&gt; &amp;lt; &copy; \\* {.x}</p>"
        "<table><tr><td>cell {b}</td></tr></table>"
        "<pre><code>{c} &amp;amp;  \n  d</code></pre>"
    )
    html = page(element(markup))
    assert ">Set {a}<" in html and "cell {b}</td>" in html
    assert "<p>*a* $x$ [b](c) &lt;i&gt; &amp;lt; © \\* {.x}</p>" in html
    assert "<code>{c} &amp;amp;  \n  d\n</code></pre>" in html


def test_text_beside_elements_and_unclosed_tags_of_our_markup_are_kept() -> None:
    html = page(element("lead <b>bold</b> tail"), element("<div><em>open"))
    assert "lead <b>bold</b> tail" in html and "<em>open</em></div>" in html


def test_a_page_without_forms_is_read_as_python_markdown_reads_it() -> None:
    text = "<div>\n\n*raw*\n\n</div>\n\n```\n<b>\n\ntext"
    plain = Markdown(
        extensions=[name for name in EXTENSIONS if "containers" not in name],
        extension_configs=dict(EXTENSION_CONFIGS),
    )
    assert site().convert(text) == plain.convert(text)


@pytest.mark.parametrize(
    "wild",
    [
        "```python\nunclosed",
        "~~~~",
        "<div class='a'>",
        "<table><tr><td>",
        "<!-- unclosed",
        "</section></div>",
        "<details><summary>x",
        "    ```\n    x",
        "> ```\n> a",
        "<?php",
        "<![CDATA[",
        "- ```\n  x",
        "<pre><code>",
        "$$\nx",
        "\\[",
        "<script>",
    ],
)
def test_what_a_note_leaves_open_ends_before_the_next_form(wild: str) -> None:
    html = page(
        open_("section", class_="one"), wild, close(), open_("section", class_="two"), "t", close()
    )
    assert flat(html).endswith('</section><section class="two"><p>t</p></section>')
    assert html.count("<section") == html.count("</section>") == 2


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a </section></div> b", "<p>a  b</p>"),
        ("a <b>bold, never closed", "<p>a <b>bold, never closed</b></p>"),
        ("*a <b>b* c", "<p><em>a <b>b</em> c</b></p>"),
        ("a <kbd>K</kbd> <br> b", "<p>a <kbd>K</kbd> <br> b</p>"),
        ("x <img src=a onerror=b> <script>c</script>", '<p>x <img src="a"> c</p>'),
        ("- a <i>b\n    - c", "<ul><li>a <i>b</i><ul><li>c</li></ul></li></ul>"),
    ],
)
def test_inline_tags_of_a_note_stay_in_their_paragraph(written: str, shown: str) -> None:
    html = page(open_("section"), written, close())
    assert flat(html) == f"<section>{shown}</section>"


@given(st.lists(NOTE_TEXT, min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_no_note_text_can_break_the_structure_around_it(notes: list[str]) -> None:
    blocks = [part for note in notes for part in (open_("section", class_="n"), note, close())]
    html = page(*blocks, element("<hr class='end'>"))
    assert html.count('<section class="n">') == len(notes)
    assert len(re.findall(r"<section\b", html)) == len(re.findall(r"</section\b", html))
    assert html.count('<hr class="end" />') == 1
    assert forms.START not in html and "\x02" not in html
    assert "syntopic-" not in html or any("syntopic-" in note for note in notes)


@pytest.mark.parametrize("wrong", [[close()], [close(), close(), open_("div")], [open_("div")] * 3])
def test_an_unmatched_form_loses_no_content(wrong: list[str]) -> None:
    html = page("a", *wrong, "b", open_("i"), "c", close(), "d")
    assert re.sub(r"<[^>]*>|\s", "", html) == "abcd"
    assert html.count("<div>") == html.count("</div>")


def test_a_list_item_that_opens_without_closing_closes_with_the_item() -> None:
    html = page("- a", "    " + open_("div"), "    b", "c")
    assert "<div><p>b</p></div></li></ul><p>c</p>" in flat(html)


def test_forms_glued_to_other_lines_are_still_read() -> None:
    html = page(f"a\n{open_('div')}\nb\n{raw('<svg></svg>')}\nc\n{close()}\nd")
    assert flat(html) == "<p>a</p><div><p>b</p><svg></svg><p>c</p></div><p>d</p>"


def test_block_forms_in_running_text_are_read_as_inline_and_lose_nothing() -> None:
    html = page(f"a {raw('<b>x</b>')} b {close()} c {element('<i>y</i>')}")
    assert html == "<p>a <b>x</b> b  c <i>y</i></p>"


def test_note_text_can_imitate_no_form() -> None:
    stolen = without_forms(f"{raw('<script>')} and \x02wzxhzdk:0\x03")
    assert forms.FORM.search(stolen) is None and "\x02" not in stolen
    assert "and" in stolen


def test_a_form_survives_every_other_rule_of_the_dialect() -> None:
    line = open_("div", title="==a== **b** ~~c~~ *[HTML]: x [^1]")
    assert re.fullmatch(r"[\ufdd0\ufdd1A-Za-z0-9:+/-]+", line)
    assert "=" not in line and "\n" not in raw("a\nb")


def test_two_pages_in_a_row_do_not_share_anything() -> None:
    md = site()
    first = md.convert("\n\n".join([open_("div"), raw("<svg></svg>"), "```\nx\n```", close()]))
    md.reset()
    second = md.convert("\n\n".join([open_("div"), raw("<svg></svg>"), "```\nx\n```", close()]))
    assert re.sub(r"__\w+", "", first) == re.sub(r"__\w+", "", second)


def test_a_large_figure_is_put_in_with_no_more_work_than_a_small_one() -> None:
    small, large = ("<svg>" + "<path d='M0 0'/>" * count + "</svg>" for count in (20, 20_000))
    assert large in page(raw(large))
    assert lines_run(lambda: page(raw(large))) < 1.5 * lines_run(lambda: page(raw(small)))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<div><b>x</div></b> y", "<div><b>x</b></div> y"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<table><tr><td>a<td>b<tr><td>c", None),
        ("</div></section>z", "z"),
        ("a < b & c <3", "a &lt; b & c &lt;3"),
        ("<div class='a\"b' x=1 hidden>q</div>", '<div class="a&quot;b" x="1" hidden>q</div>'),
        ("a<!-- b -->c<!-- d", "ac"),
        ("<div/>a", "<div></div>a"),
        (
            '<svg viewBox="0 0 1 1"><path d="M"/></svg>',
            '<svg viewBox="0 0 1 1"><path d="M"/></svg>',
        ),
        ("<svg><![CDATA[a<b]]></svg>", "<svg>a&lt;b</svg>"),
        ('<a title="<!--">x</a>', '<a title="&lt;!--">x</a>'),
        ('<div class="a', '&lt;div class="a'),
        ("<textarea></div></textarea>", "<textarea>&lt;/div></textarea>"),
        ("<textarea>a</div>", "&lt;textarea>a"),
        ("<html><body><b>x</body></html>", "<b>x</b>"),
        ("<base href=x><meta http-equiv=refresh><link rel=y>z", "z"),
        ("<style>a > b {}</style>", "<style>a > b {}</style>"),
        ("<style>a > b {}", "&lt;style>a > b {}"),
        ("<script>a <b>word", "&lt;script>a <b>word</b>"),
    ],
)
def test_a_notes_html_is_closed_and_stays_in_its_place(written: str, expected: str | None) -> None:
    if expected is None:
        expected = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert balanced(written) == expected


@pytest.mark.parametrize(
    ("active", "names"),
    [
        ("<script>alert(1)</script>", ("script",)),
        ("<SCRIPT src=x></SCRIPT>", ("script",)),
        ("<img src=x onerror=alert(1)>", ("onerror",)),
        ("<img/onload=alert(1) src=x>", ("onload",)),
        ("<a href=' java\nscript:alert(1)'>x</a>", ("href",)),
        ("<a href='&#106;avascript:alert(1)'>x</a>", ("href",)),
        ("<iframe srcdoc='<script>alert(1)</script>'></iframe>", ("srcdoc",)),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>", ()),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", ("onerror",)),
        ("<svg><animate attributeName=href values='javascript:alert(1)'/></svg>", ("values",)),
        ("<scr<script>ipt>alert(1)</script>", None),
    ],
)
def test_nothing_in_a_notes_html_runs(active: str, names: tuple[str, ...] | None) -> None:
    safe = balanced(active)
    tags = re.findall(r"<[^<>]*>", safe)
    assert not any(re.search(r"<script|\son\w+=|javascript:|srcdoc", tag) for tag in tags)
    if names is not None:
        assert dropped(active) == names


def test_scripts_stay_when_the_author_says_so() -> None:
    html = '<script>a < b</script><b onclick="x">c</b>'
    assert balanced(html, scripts=True) == html


@given(st.text(alphabet="<>/!-ab \"'=&[]dip", max_size=60))
@settings(max_examples=200, deadline=None)
def test_balanced_html_is_balanced_and_stays_as_it_is(html: str) -> None:
    once = balanced(html)
    assert balanced(once) == once
    starts = re.findall(r"<([a-z][^\s/<>]*)(?:\s[^<>]*)?>", once)
    assert sorted(starts) == sorted(re.findall(r"</([a-z][^<>]*)>", once))


@pytest.mark.parametrize("piece", HTML)
def test_work_on_hostile_html_grows_with_its_length_and_not_with_its_square(piece: str) -> None:
    few, many = piece * 100, piece * 800
    balanced(few)
    assert lines_run(lambda: balanced(many)) < 16 * lines_run(lambda: balanced(few))
