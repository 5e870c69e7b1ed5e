"""Whatever the notes hold: the site is built, says what is wrong, and loses no public word."""

from __future__ import annotations

import cProfile
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown import markdown

import gardens
import sites
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.garden import pages as generated
from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.merging import folding
from syntopic.site import manifest

CONFIGS = dict(EXTENSION_CONFIGS)

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
    "u/p.png": gardens.PIXEL,
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


DEEP = "".join("  " * n + f"- level{n}\n" for n in range(60))
WRONG = " ".join(
    "title aliases tags concept requires related area source url locator author description "
    "created updated status permalink language picture execute depends cache autolink "
    "no-autolink pinned enough jupytext kernelspec not-in".split()
)
VALUES = "[a, {b: c}]|{x: 1}|3.5|{q: [1]}|12|[1, [2]]|[]|[[x]]|maybe|7|[p]|2024-13-45|!!set {a, b}"

NOTES: dict[str, str | bytes] = {
    "unknown.md": "---\nsource: Nobody Knows\n---\n# Unknown\n\nunknownword\n",
    "alias1.md": "---\naliases: [same]\n---\n# One\n\noneword\n",
    "alias2.md": "---\naliases: [same]\n---\n# Two\n\ntwoword\n",
    "syllabus.yml": (
        "areas:\n- name: A\n  concepts:\n  - name: Egg\n    requires: [Hen]\n"
        "  - name: Hen\n    requires: [Egg]\n  - Nobody wrote\n"
    ),
    "egg.md": "# Egg\n\neggword\n",
    "hen.md": "# Hen\n\nhenword\n",
    "formula.md": "# Formula\n\n$$\\frac{1}{$$\n\nand $\\undefinedmacro{x}$ formulaword\n",
    "fence.md": "# Fence\n\nfenceword\n\n```python\nx = 1\nafterfenceword\n\n# no heading\n",
    "empty.md": "",
    "spaces.md": "   \n\n  \n",
    "bom.md": b"\xef\xbb\xbf---\ntitle: Bommed\n---\nbomword\n",
    "crlf.md": b"---\r\ntitle: Crlf\r\n---\r\n\r\n## Intuition\r\n\r\ncrlfword\r\n",
    "latin.md": "# Latin\n\ncaf\xe9 latinword\n".encode("latin-1"),
    "nul.md": b"# Nul\n\nnul\x00word here\n",
    "with spaces and (parens).md": "spaceword\n",
    "emoji \U0001f600.md": "emojiword\n",
    "\u4e2d\u6587.md": "\u4e2d\u6587word\n",
    "\u05e9\u05dc\u05d5\u05dd.md": "\u05e9\u05dc\u05d5\u05dd rtlword \u202eturned\u202c\n",
    "hash # tag.md": "hashword\n",
    "what?.md": "questionword [[hash # tag]] [[100% sure]] [a](100%25%20sure.md)\n",
    "100% sure.md": "percentword %41\n",
    "a & b.md": "ampword [q](<q\"uo'te.md>)\n",
    "q\"uo'te.md": "quoteword\n",
    "Case.md": "caseoneword\n",
    "case.md": "casetwoword\n",
    "book.ipynb": "{not json",
    "cells.md": "# Cells\n\n```\n# in a fence\n## Intuition\n```\n\ncellsword\n",
    "rule.md": "---\n\nbeforeruleword\n\n---\n\nafterruleword\n",
    "rule2.md": "# Rule two\n\ntext\n---\nkey: value\n---\nruletwoword\n",
    "deep.md": f"# Deep\n\n{DEEP}\n{'>' * 80} deepquoteword\n\nafterdeepword\n",
    "long.md": "# Long\n\n" + "word " * 40_000 + "longendword\n",
    "zero.md": "# Zero\u200bwidth\n\nzero\u200bword\n",
    "index.md": "# Index\n\nindexword\n",
    "sub/index.md": "indexsubword\n",
    "lectures/readme.md": "# README\n\nnever a note\n",
    "topics.md": "# Topics\n\ntopicsword\n",
    "sources.md": "# Sources\n\nsourcesword\n",
    "symbols.md": "# Symbols\n\nsymbolsword\n",
    "coverage.md": "# Coverage\n\ncoverageword\n",
    "C.md": "cword\n",
    "C++.md": "cppword\n",
    "url1.md": "---\npermalink: same-url\n---\nurloneword\n",
    "url2.md": "---\npermalink: same-url\n---\nurltwoword\n",
    "heads.md": "# Heads\n\n" + "".join(f"## Same\n\nheadword{n}x\n\n" for n in range(300)),
    "only.md": "---\ntitle: Only front\n---\n",
    "folder.md/inside.md": "insideword\n",
    "table.md": "# Table\n\n| a | b\n|--\n| c | tableword\n",
    "refs.md": (
        "# Refs\n\n[^1] [^1]: x [a][b] [[ ]] [[]] ![[]] [[#]] [[|]] [](<>) ![]() [[a|b|c]] "
        "refsword\n\n[^1]: footword\n[^2]: unusedfootword\n"
    ),
    "control.md": b"# Control\n\ncontrol\x01\x02\x03word \xef\xb7\x90 x\n",
    "broken.md": "---\ntitle: [\n---\nwithheldtext\n",
    "open.md": "---\ntitle: x\n\nwithheldtext\n",
    **{
        f"types{n}.md": "---\n"
        + "".join(f"{key}: {value}\n" for key in WRONG.split())
        + f"---\n\ntypesword{n}x\n"
        for n, value in enumerate(VALUES.split("|"))
    },
}

PROBLEMS = (
    ("front-matter-invalid", "broken.md", 2),
    ("front-matter-unclosed", "open.md", 1),
    ("source-unknown", "unknown.md", 2),
    ("alias-shared", "alias2.md", 1),
    ("requires-cycle", "syllabus.yml", 5),
    ("concept-without-notes", "syllabus.yml", 8),
    ("formula-broken", "formula.md", 3),
    ("formula-broken", "formula.md", 5),
    ("fence-unclosed", "fence.md", 5),
    ("encoding-unknown", "latin.md", 3),
    ("nul-character", "nul.md", 3),
    ("control-character", "control.md", 3),
    ("notebook-invalid", "book.ipynb", 1),
    ("names-differ-by-case", "case.md", 1),
    ("nesting-too-deep", "deep.md", 30),
    ("url-shared", "C++.md", 1),
    ("url-shared", "url2.md", 1),
    ("concept-without-notes", "only.md", 1),
    ("link-broken", "loop.md", 1),
    ("link-broken", "gone.md", 1),
    ("link-outside", "up", 1),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    gardens.write(made / "notes", NOTES)
    (made / "notes" / "loop.md").symlink_to("loop.md")
    (made / "notes" / "gone.md").symlink_to("nowhere.md")
    (made / "notes" / "up").symlink_to("..")
    return made


@pytest.fixture(scope="module")
def hostile(root: Path) -> sites.Site:
    built = sites.build(root, {})
    assert built.code == 0, built.said
    assert "Traceback" not in built.said
    return built


def test_each_thing_that_is_wrong_is_a_problem_with_file_line_and_fix(root: Path) -> None:
    found = build_garden(root / "notes", Options()).problems
    told = {(p.code, str(p.origin.path), p.origin.first_line) for p in found}
    assert set(PROBLEMS) - told == set()
    for problem in found:
        assert problem.message.strip(), problem.code
        assert problem.fix.strip(), problem.code


def test_no_public_word_of_a_hostile_note_is_lost(hostile: sites.Site) -> None:
    seen = {
        word
        for _, html in pages(hostile)
        if "<article" in html
        for word in re.findall(r"\w+", sites.visible(html).replace("\u200b", ""))
    }
    for path, text in NOTES.items():
        plain = text.decode("latin-1") if isinstance(text, bytes) else text
        plain = re.sub("[\0\x01\x02\x03\u200b]", "", plain)
        wanted = re.findall(r"\b\w*(?:word\w*|level\d+)\b", plain)
        assert set(wanted) - seen == set(), path
    assert "withheldtext" not in seen


def test_the_pages_of_hostile_notes_still_nest_rightly(hostile: sites.Site) -> None:
    assert len(pages(hostile)) > len(NOTES) - 15
    for name, html in pages(hostile):
        assert sites.unbalanced(html) == [], name


def test_every_link_between_the_pages_of_hostile_notes_leads_somewhere(
    hostile: sites.Site,
) -> None:
    for name, html in pages(hostile):
        if name == "404.html":
            continue
        for address in re.findall(r'<a [^>]*href="([^"#?]+)[^"]*"', html):
            target = unquote(unescape(address))
            if "://" in target:
                continue
            found = hostile.folder / Path(name).parent / target
            assert found.exists(), f"{target} on {name}"


def test_names_of_generated_pages_and_names_alike_each_get_their_own_page(
    hostile: sites.Site,
) -> None:
    told = {
        "topics/topics": "topicsword",
        "topics/sources": "sourcesword",
        "topics/symbols": "symbolsword",
        "topics/coverage": "coverageword",
        "topics/index-topic": "indexword",
        "topics/same-url": "urloneword",
        "topics/same-url-2": "urltwoword",
        "topics/c": "cword",
        "topics/c-2": "cppword",
    }
    for page, word in told.items():
        assert word in sites.visible(hostile.html(page)), page
    assert "By hand." in hostile.html("")


def test_three_hundred_headings_of_one_name_have_three_hundred_addresses(
    hostile: sites.Site,
) -> None:
    page = hostile.html("topics/heads")
    ids = re.findall(r' id="([^"]+)"', page)
    assert page.count(">Same<") >= 300
    assert len(ids) == len(set(ids))


def test_nothing_of_the_site_asks_for_what_is_not_there(hostile: sites.Site) -> None:
    warnings = [line for line in hostile.said.splitlines() if line.startswith("WARNING")]
    ours = re.compile(r"syntopic: (?:notes/|\d+ private files must be mended)")
    assert [line for line in warnings if not ours.search(line)] == []


# Pieces whose number once made some stage slow, or looks as if it could; "#" is the piece's number.
MANY = (
    "Some words number # about a thing that is said here.\n\n",
    "- item # of a list\n",
    "## Same\n\ntext #\n\n",
    "$$x_# = y + #$$\n\n- $x_#$ is the thing #\n\n",
    "text[^#]\n\n[^#]: foot #\n\n",
    "see [[Thing #]] and [a](b#.md) here.\n\n",
    "[a#]\n\n[a#]: https://example.org/#\n\n",
    "<div>\nx #\n\n",
    "word %%c#%% word\n\n",
    "para # ^id-#\n\n",
    "Q: why #?\nA: because # ^q#\n\n",
    "> [!note] t\n> quote #\n\n",
    "| a | # |\n|---|---|\n| b | c |\n\n",
    "```python\nx = #\n```\n\n",
)


def work(folder: Path, text: str) -> int:
    """How many calls it takes to make the pages of two sources that say this, and their HTML."""
    files = {f"{key}/big.md": f"# Big\n\n{text}" for key in ("one", "two")}
    gardens.write(folder / "notes", {**files, "sources.yml": "- key: one\n- key: two\n"})
    profile = cProfile.Profile()
    with profile:
        garden = build_garden(folder / "notes", Options())
        told = generated(garden, workings=True)
        manifest(garden)
        for page in told:
            markdown(page.markdown, extensions=EXTENSIONS, extension_configs=CONFIGS)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("piece", MANY)
def test_work_grows_with_the_length_of_a_note_and_not_with_its_square(
    tmp_path: Path, piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "MOST_COMPARED", 300)
    small, large = (
        work(tmp_path / str(count), "".join(piece.replace("#", str(n)) for n in range(count)))
        for count in (30, 180)
    )
    # Six times the text: a square would take 36 times as much.
    assert large < 11 * small


def test_footnotes_that_only_refer_to_one_another_are_shown_where_they_stand(
    tmp_path: Path,
) -> None:
    text = "# A\n\nWord.\n\n[^a]: First, see [^b].\n\n[^b]: Second, see [^a].\n"
    gardens.write(tmp_path, {"a.md": text})
    told = generated(build_garden(tmp_path, Options()), workings=False)
    shown = "".join(page.markdown for page in told if page.src == "topics/a.md")
    assert "First" in shown
    assert "Second" in shown


RUNS: dict[str, str | bytes] = {
    "fails.md": (
        "# Fails\n\nbeforeword\n\n```python exec\nvalue = 1\nraise KeyError('the-reason')\n```\n\n"
        "```python exec\nprint('neverreached')\n```\n\nafterword\n"
    ),
    "works.md": "# Works\n\n```python exec\nprint(6 * 7, 'printed')\n```\n",
}


def test_a_snippet_that_fails_is_shown_with_its_error_and_the_build_goes_on(
    tmp_path: Path,
) -> None:
    site = sites.build(tmp_path, RUNS)
    assert site.code == 0, site.said
    page = sites.visible(site.html("topics/fails"))
    for word in ("beforeword", "afterword", "KeyError", "the-reason", "failed"):
        assert word in page, word
    assert str(tmp_path) not in site.html("topics/fails")
    assert "42 printed" in sites.visible(site.html("topics/works"))
    assert sites.unbalanced(site.html("topics/fails")) == []


def test_a_strict_build_fails_and_names_the_note_the_line_and_the_exception(
    tmp_path: Path,
) -> None:
    site = sites.build(tmp_path, RUNS, strict=True)
    assert site.code != 0
    [line] = [line for line in site.said.splitlines() if "snippet-failed" in line]
    assert "notes/fails.md:7: " in line
    assert "KeyError" in line
    assert "Traceback" not in site.said


# Code that leaves a mark when it runs, in every place where it did not ask to.
LEAVES = "from pathlib import Path; Path({mark!r}).touch()"
CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}


def asleep(mark: str) -> dict[str, str | bytes]:
    code = LEAVES.format(mark=mark)
    cell = {**CELL, "source": code}
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    never = {**book, "metadata": {"execute": True}}
    skipped = f"```python exec tags=skip-execution\n{code}\n```\n"
    return {
        "fence.md": f"# Fence\n\n```python\n{code}\n```\n\n```py\n{code}\n```\n",
        "indented.md": f"# Indented\n\n    {code}\n\n`{code}`\n",
        "other.md": f"# Other\n\n```{{note}}\n{code}\n```\n\n```text exec=false\n{code}\n```\n",
        "denied.md": f"---\nexecute: false\n---\n# Denied\n\n```python exec\n{code}\n```\n",
        "skipped.md": f"# Skipped\n\n{skipped}\n```python exec eval=false\n{code}\n```\n",
        "script.py": f"# %%\n{code}\n",
        "book.ipynb": json.dumps(book),
        "metadata.ipynb": json.dumps(never),
        "module.py": code,
        "conftest.py": code,
        "sitecustomize.py": code,
        "draft.md": f"---\ndraft: true\n---\n```python exec\n{code}\n```\n",
        "broken.md": f"---\ntitle: [\n---\n```python exec\n{code}\n```\n",
        "private/p.md": f"# P\n\n```python exec\n{code}\n```\n",
        "_hidden.md": f"# H\n\n```python exec\n{code}\n```\n",
        "comment.md": f"# Comment\n\nWord.\n\n%%\n```python exec\n{code}\n```\n%%\n",
        "quoted.md": f"# Quoted\n\n~~~~\n```python exec\n{code}\n```\n~~~~\n",
        "yaml.md": f"---\ntitle: !!python/object/apply:os.system ['touch {mark}']\n---\nWord.\n",
        "sources.yml": f"- !!python/object/apply:os.system ['touch {mark}']\n",
        "syllabus.yml": f"goal: !!python/object/apply:os.system ['touch {mark}']\n",
        "html.md": "# Html\n\n<script>alert(1)</script>\n\nWord {{ 7 * 7 }} {% raw %}\n",
    }


def test_no_code_runs_that_did_not_ask_to(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    site = sites.build(tmp_path, asleep(str(mark)))
    assert site.code == 0, site.said
    assert not mark.exists()
    assert "running the code" not in site.said
    assert "not run" in sites.visible(site.html("topics/script"))


def test_with_run_never_nothing_runs_and_the_page_says_so(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    code = LEAVES.format(mark=str(mark))
    asks = {"asks.md": f"# Asks\n\n```python exec\n{code}\nprint('out' + 'put')\n```\n"}
    site = sites.build(tmp_path, {**RUNS, **asks}, settings="run: never", strict=True)
    assert site.code == 0, site.said
    assert not mark.exists()
    page = sites.visible(site.html("topics/asks"))
    assert "not run" in page
    assert "output" not in page
    once = sites.build(tmp_path, {**RUNS, **asks})
    assert mark.exists(), once.said
