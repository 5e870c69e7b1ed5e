"""The audit decides by itself what is private: as the note format says, and in doubt private."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditors import audited, found
from syntopic.auditing import Report, Wishes
from syntopic.auditing.comments import without_comments
from syntopic.auditing.front import read_front
from syntopic.auditing.patterns import excluded
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.patterns import excluded as excluded_by_the_build
from syntopic.reading.privacy import withholds

WORD = "quillfeather"
SITE = {"index.html": f"<p>{WORD}</p>"}


def audit(root: Path, notes: dict[str, str | bytes], **wishes: object) -> Report:
    """An audit of a site that says the word, with wishes of the author's."""
    wished = Wishes(pages=root / "pages", **wishes)  # type: ignore[arg-type]
    return audited(root, notes, SITE, wished)


def private(root: Path, notes: dict[str, str | bytes], **wishes: object) -> bool:
    """Whether the word is private in these notes."""
    return bool(found(audit(root, notes, **wishes)))


NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}


def notebook(*cells: dict[str, object], **metadata: object) -> str:
    return json.dumps({**NOTEBOOK, "metadata": metadata, "cells": cells})


def cell(source: str, kind: str = "markdown", **more: object) -> dict[str, object]:
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


PRIVATE: dict[str, dict[str, str | bytes]] = {
    "a draft": {"a.md": f"---\ndraft: true\n---\n{WORD}\n"},
    "a draft of any kind": {"a.md": f"---\nDraft: soon\n---\n{WORD}\n"},
    "a draft without a value": {"a.md": f"---\ndraft:\n---\n{WORD}\n"},
    "not published": {"a.md": f"---\npublish: false\n---\n{WORD}\n"},
    "not published, spelled by others": {"a.md": f"---\ndg-publish: no\n---\n{WORD}\n"},
    "published by a list": {"a.md": f"---\npublish: [true]\n---\n{WORD}\n"},
    "private": {"a.md": f"---\nprivate: 1\n---\n{WORD}\n"},
    "said twice": {"a.md": f"---\ndraft: false\nDRAFT: true\n---\n{WORD}\n"},
    "said by a merged mapping": {"a.md": f"---\nx: &x {{draft: true}}\n<<: *x\n---\n{WORD}\n"},
    "front matter that never closes": {"a.md": f"---\ntitle: {WORD}\n\nText.\n"},
    "front matter that is no YAML": {"a.md": f"---\ntitle: [a\n---\n{WORD}\n"},
    "a tab in front matter": {"a.md": f"---\nx: 1\n\ty: 2\n---\n{WORD}\n"},
    "front matter with invisible ends": {"a.md": f"---\r\ndraft: true\r\n---\r\n{WORD}\r\n"},
    "the folder private": {"x/Private/a.md": f"{WORD}\n"},
    "a table in the folder private": {"private/a.csv": f"{WORD},1\n"},
    "a hidden note": {".trash/a.md": f"{WORD}\n"},
    "a note that begins with an underscore": {"_a.md": f"{WORD}\n"},
    "the name of a private note": {f"private/{WORD}.md": "Text.\n"},
    "the folder of a draft": {f"{WORD}/a.md": "---\ndraft: true\n---\nText.\n"},
    "a comment": {"a.md": f"Text %%{WORD}%% goes on.\n"},
    "a comment over several paragraphs": {"a.md": f"Text %%one\n\ntwo {WORD}\n\n%% on.\n"},
    "a comment that never ends": {"a.md": f"Text %%one\n\n# Head\n\n{WORD}\n"},
    "a comment around a fence with signs": {"a.md": f"%%\n```\n%%\n```\n{WORD}\n%%\n"},
    "a comment in HTML": {"a.md": f"Text <!-- {WORD}\n\n --> goes on.\n"},
    "a comment that others leave behind": {"a.md": f"%<!-- x -->% {WORD} %<!-- y -->%\n"},
    "a comment in a table": {"a.md": f"| a | b |\n| - | - |\n| c %%{WORD}%% | d |\n"},
    "a comment in the title": {"a.md": f"---\ntitle: A %%{WORD}%%\n---\nText.\n"},
    "a comment in a caption": {"a.md": f'```python exec caption="x %%{WORD}%%"\n1\n```\n'},
    "a comment in an option": {"a.md": f'```{{python}}\n#| fig-cap: "x %%{WORD}%%"\n1\n```\n'},
    "a footnote that a comment uses": {
        "a.md": f"Text %%see[^1]%%.\n\n[^1]: First[^2].\n\n[^2]: And\n\n    {WORD}\n"
    },
    "a definition that no link uses": {"a.md": f"Text.\n\n[//]: # ({WORD})\n"},
    "a key that no page shows": {"a.md": f"---\nmood: {WORD}\n---\nText.\n"},
    "a comment in front matter": {"a.md": f"---\ntitle: A # {WORD}\n---\nText.\n"},
    "an unknown key of a source": {"sources.yml": f"- key: a\n  mine: {WORD}\n"},
    "a comment in a register": {"syllabus.yml": f"# {WORD}\nareas: []\n"},
    "a private entry": {
        "syllabus.yml": f"areas:\n- name: A\n  concepts:\n  - {{name: {WORD}, private: true}}\n"
    },
    "a note from a private source": {
        "sources.yml": "- {key: book, title: The Book, private: true}\n",
        "the-book/a.md": f"{WORD}\n",
    },
    "a note that names a private source": {
        "sources.yml": "- {key: book, draft: yes}\n",
        "a.md": f"---\nsource: Book\n---\n{WORD}\n",
    },
    "a notebook that is a draft": {"a.ipynb": notebook(cell("---\ndraft: true\n---"), cell(WORD))},
    "a notebook that cannot be read": {"a.ipynb": f'{{"cells": [{{"source": "{WORD}"}}, '},
    "metadata of a notebook": {"a.ipynb": notebook(cell("Text."), author=WORD)},
    "metadata of a cell": {"a.ipynb": notebook({**cell("Text."), "metadata": {"x": WORD}})},
    "a comment over two cells": {"a.ipynb": notebook(cell("a %%b"), cell(f"{WORD} %% c"))},
    "a script that is a draft": {"a.py": f"# ---\n# draft: true\n# ---\n# %%\nx = '{WORD}'\n"},
    "a draft without cells": {"a.py": f"# ---\n# draft: true\n# ---\nx = '{WORD}'\n"},
    "a comment in a script's text": {"a.py": f"# %% [markdown]\n# A %%{WORD}%% b\n# %%\n1\n"},
    "an editor's copy": {"a.md~": f"{WORD}\n"},
    "a table that only a draft names": {
        "a.md": "---\ndraft: true\n---\nSee [data](x.csv).\n",
        "x.csv": f"{WORD},1\n",
    },
    "a draft in UTF-16": {"a.md": f"---\ndraft: true\n---\n{WORD}\n".encode("utf-16")},
    "a record of a note that became private": {
        "a.md": "---\ndraft: true\n---\nText.\n",
        ".syntopic/syntheses/a.json": json.dumps({"blocks": [{"note": "a.md", "text": WORD}]}),
    },
}

OPEN: dict[str, dict[str, str | bytes]] = {
    "text": {"a.md": f"{WORD}\n"},
    "draft: false": {"a.md": f"---\ndraft: false\n---\n{WORD}\n"},
    "published on a day": {"a.md": f"---\npublish: 2026-01-02\n---\n{WORD}\n"},
    "a rule and text": {"a.md": f"---\n\n{WORD}: a word.\n\n---\n\nText.\n"},
    "links in front matter": {"a.md": f"---\nrelated: [[A]], [[B]]\n---\n{WORD}\n"},
    "signs in code": {"a.md": f"```\n%%{WORD}%%\n```\n"},
    "signs in a code span": {"a.md": f"Write `%%{WORD}%%` for it.\n"},
    "signs in a formula": {"a.md": f"$a %% {WORD} %% b$\n"},
    "a magic in a cell": {"a.ipynb": notebook(cell(f"%%time\nx = '{WORD}'", "code"))},
    "a script": {"a.py": f"# %% [markdown]\n# {WORD}\n# %%\nx = 1\n"},
    "stored output": {
        "a.ipynb": notebook(cell("1", "code", outputs=[{"text": [f"{WORD}\n"]}])),
    },
    "a title": {"a.md": f"---\ntitle: {WORD}\n---\nText.\n"},
    "a footnote that the text uses": {"a.md": f"See[^1] %%and[^1]%%.\n\n[^1]: {WORD}\n"},
    "a footnote that nothing uses": {"a.md": f"See %%it%%.\n\n[^1]: {WORD}\n"},
    "a definition that a link uses": {"a.md": f"See [it].\n\n[it]: /x '{WORD}'\n"},
    "a source": {"sources.yml": f"- {{key: a, title: {WORD}}}\n"},
    "a role": {"syllabus.yml": f"roles:\n  {WORD}: [A]\n"},
    "a note from a public source in a private one's folder": {
        "sources.yml": "- {key: book, private: true}\n- {key: film}\n",
        "book/a.md": f"---\nsource: film\n---\n{WORD}\n",
    },
    "a table that public text names": {"a.md": "See [data](x.csv).\n", "x.csv": f"{WORD},1\n"},
    "a settled disagreement": {
        "slope.md": "# Slope\n\nText.\n",
        ".syntopic/settled.yml": f"- {{id: a, concept: Slope, reason: {WORD}}}\n",
    },
    "a record of what was public": {
        ".syntopic/syntheses/a.json": json.dumps({"blocks": [{"note": "a.md", "text": WORD}]}),
    },
}


@pytest.mark.parametrize("way", PRIVATE)
def test_the_audit_takes_for_private(tmp_path: Path, way: str) -> None:
    assert private(tmp_path, PRIVATE[way])


@pytest.mark.parametrize("way", OPEN)
def test_the_audit_takes_for_public(tmp_path: Path, way: str) -> None:
    draft = f"---\ndraft: true\n---\nSomething else, {WORD}.\n"
    assert not private(tmp_path, {**OPEN[way], "elsewhere/draft.md": draft})


def test_only_what_says_so_is_public_where_the_author_wants_that(tmp_path: Path) -> None:
    assert private(tmp_path / "a", {"a.md": f"{WORD}\n"}, opt_in=True)
    dated = f"---\npublish: 2026-01-02\n---\n{WORD}\n"
    assert private(tmp_path / "b", {"a.md": dated}, opt_in=True)
    said = f"---\npublish: true\n---\n{WORD}\n"
    assert not private(tmp_path / "c", {"a.md": said}, opt_in=True)


def test_excluded_notes_and_files_are_private(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"old/deep/a.md": f"{WORD}\n"}
    assert private(tmp_path / "a", notes, exclude=("Old",))
    assert private(tmp_path / "b", notes, exclude=("/old/**",))
    assert not private(tmp_path / "c", {**notes, "b.md": f"{WORD}\n"}, exclude=("old",))


PAGES = {
    "a draft": ({"a.md": f"---\ndraft: true\n---\n{WORD}\n"}, True),
    "a comment": ({"a.md": f"Text. <!-- {WORD} -->\n"}, True),
    "text": ({"a.md": f"{WORD}\n"}, False),
    "a subtitle": ({"a.md": f"---\nsubtitle: {WORD}\n---\nText.\n"}, False),
}


@pytest.mark.parametrize("way", PAGES)
def test_pages_written_by_hand_are_read_in_the_same_way(tmp_path: Path, way: str) -> None:
    pages, hidden = PAGES[way]
    draft = {"d.md": f"---\ndraft: true\n---\n{WORD}\n"} if not hidden else {}
    assert bool(found(audited(tmp_path, draft, SITE, pages=pages))) is hidden


def test_a_finding_names_the_line_on_disk(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"a.md": f"---\ntitle: A\n---\n\nText.\n\nMore %%{WORD}%%.\n"}
    assert found(audit(tmp_path, notes)) == [("a.md", 7)]


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    from syntopic.auditing.leaks import unread
    from syntopic.auditing.values import Told

    (finding,) = unread(Told(unread=("a.md",)))
    assert (finding.code, finding.path) == ("file-not-auditable", "a.md")


# Both readers mean the same, though they share nothing.

KEYS = st.sampled_from(
    ["draft", "Draft", "private", "publish", "published", "public", "dg_publish", "title", "x y"]
)
VALUES = st.sampled_from(
    ["", "true", "false", "No", "on", "off", "1", "maybe", "2026-01-02", "[a]", "~", "'false'"]
)
FRONTS = st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=4)


@settings(max_examples=150)
@given(FRONTS, st.booleans(), st.sampled_from(["---", "...", ""]))
def test_the_audit_and_the_build_agree_on_front_matter(
    front: list[tuple[str, str]], opt_in: bool, closing: str
) -> None:
    rows = ("---", *(f"{key}: {value}" for key, value in front), closing, "Text.")
    split = split_front_matter(rows)
    built = bool(split.broken) or withholds(split.node, opt_in=opt_in) is not None
    read = read_front(rows)
    assert (read.private or (opt_in and not read.published)) == built


PARTS = st.sampled_from(
    ["a", "%%", "<!--", "-->", "`", "``", "```\n", "\n\n", "\n", "$", "\\", "- "]
)


@settings(max_examples=150)
@given(st.lists(PARTS, max_size=14).map("".join))
def test_no_sign_of_a_comment_is_lost_and_no_text_is_made_up(text: str) -> None:
    rows = tuple(text.split("\n"))
    parts = without_comments(rows)
    assert len(parts.rows) == len(rows)
    kept = sum(map(len, parts.rows)) + sum(len(one.replace("\n", "")) for one, _ in parts.hidden)
    assert kept == sum(map(len, rows))


PATHS = st.lists(st.sampled_from(["a", "B.md", "c d", "_e"]), min_size=1, max_size=4).map("/".join)
GLOBS = st.lists(
    st.sampled_from(["a", "B.md", "c", "*", "**", "?", "/", "[ab]", "[!a]", "_", ".", "notes/"]),
    min_size=1,
    max_size=5,
).map("".join)


@settings(max_examples=150)
@given(PATHS, GLOBS)
def test_the_audit_and_the_build_agree_on_excluded_paths(path: str, pattern: str) -> None:
    assert excluded(path, [pattern], "notes") == excluded_by_the_build(path, [pattern], "notes")
