"""Whatever the notes hold: the site is built, says what is wrong, and loses no public word."""

from __future__ import annotations

import re

import pytest

import sites

MARKUP: dict[str, str | bytes] = {
    "div.md": "# Div\n\nbefore word\n\n<div>\nunclosed inside\n\nafterdiv word\n",
    "script.md": "# Script\n\nbefore\n\n<script>alert('xx')\n\nafterscript word\n",
    "style.md": "# Style\n\nbefore\n\n<style>p{}\n\nafterstyle word\n",
    "textarea.md": "# Area\n\n<textarea>\n\nafterarea word\n\n<title>foo\n\naftertitle word\n",
    "frame.md": (
        "# Frame\n\n<iframe>\n\nafterframe\n\n<svg><title>z\n\naftersvg\n\n<b\n\naftertag\n"
    ),
    "break.md": (
        "# Break\n\nbefore\n\n</section></article></div>\n\nafterbreak </section> inline\n\n"
        "- item</li></ul></section>\n- itemtwo\n\n> quoted</blockquote></section>\n\n"
        "| a</td></table> | b |\n|---|---|\n| celltext</section> | d |\n"
    ),
    "inline.md": (
        "# Inline <b>bold & <i>it\n\nafter <section class='passage'> inlineword\n\n"
        "## H </div> x\n\ntext <em>open\n\nafterem\n"
    ),
    "x < y.md": "comparison words\n",
    "x <section> & \"q\" 'p' `code` *it* {#x}.md": "odd words\n",
    "title.md": (
        "---\ntitle: '<script>alert(1)</script> T'\naliases: ['<b>Al', '</section>']\n"
        "area: '</section> <b>Area {#z} **x**'\ndescription: '<i>desc\"'\n---\n"
        "words T [[x < y]] [[<b>Al]]\n"
    ),
    "u/v.md": (
        '# V\n\nSee [[x < y|</section>]] and [t](../div.md "</section>") ![</section>](p.png)\n'
    ),
    "u/p.png": b"x",
    "sources.yml": (
        "- key: '<s>src'\n  title: '</section><b>Title'\n  short: '<i>'\n"
        "  verdict: '</p></section>v'\n  authors: ['<u>x']\n  level: '<b>next'\n"
    ),
    "<s>src/n.md": (
        "# Div\n\nSource words </section> here.\n\n"
        "$$y = ax$$\n\n- $a$ is the <b>slope\n- $x$: </dl>x\n"
    ),
}


@pytest.fixture(scope="module")
def markup(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    built = sites.build(tmp_path_factory.mktemp("markup"), MARKUP, settings="show_workings: true")
    assert built.code == 0, built.said
    return built


def pages(site: sites.Site) -> list[tuple[str, str]]:
    return [
        (str(file.relative_to(site.folder)), file.read_text(encoding="utf-8"))
        for file in site.files()
        if file.suffix == ".html"
    ]


def test_html_in_notes_names_and_registers_never_breaks_out_of_its_place(
    markup: sites.Site,
) -> None:
    assert len(pages(markup)) > 12
    for name, html in pages(markup):
        assert sites.unbalanced(html) == [], name


def test_words_after_tags_that_never_close_are_still_read(markup: sites.Site) -> None:
    told = {
        "topics/div": "before unclosed afterdiv Source slope",
        "topics/script": "before afterscript",
        "topics/style": "before afterstyle",
        "topics/area": "afterarea aftertitle",
        "topics/frame": "afterframe aftersvg aftertag",
        "topics/break": "before afterbreak inline item itemtwo quoted celltext",
        "topics/inline-bold-it": "inlineword text open afterem",
    }
    for page, wanted in told.items():
        seen = " ".join(sites.passages(markup.html(page)))
        for word in wanted.split():
            assert word in seen, f"{word} on {page}"


def test_a_name_with_angle_brackets_is_shown_as_it_is_written(markup: sites.Site) -> None:
    page = markup.html("topics/x-y")
    assert re.search(r"<h1[^>]*>x &lt; y<", page)
    assert "<title>x &lt; y - Hostile</title>" in page
    listed = markup.html("topics")
    assert "</section> <b>Area {#z} **x**" in sites.visible(listed)
