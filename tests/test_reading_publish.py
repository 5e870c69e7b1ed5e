"""What an author says about publishing: note by note, source by source, or only by saying so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from syntopic.reading import Why
from syntopic.reading.mentions import Text, only_named_in
from test_reading import codes, garden, paths

HEADER = "---\n{}\n---\nText.\n"


@pytest.mark.parametrize(
    "said", ["publish: true", "Publish: Yes", "published: on", "public: TRUE", "dg-publish: 'true'"]
)
def test_with_opt_in_a_note_is_public_that_says_so(tmp_path: Path, said: str) -> None:
    reading = garden(tmp_path, {"a.md": HEADER.format(said)}, opt_in=True)
    assert paths(reading) == ["a.md"]


@pytest.mark.parametrize(
    "said",
    [
        *("title: A", "publish:", "publish: 2024-01-05", "publish: maybe", "publish: false"),
        *("publish: 1", "publish: [true]", "draft: false", "private: false", "x: {publish: true}"),
        *("publish: true\ndraft: true", "publish: true\nprivate: yes", "publish: yes\npublic: no"),
    ],
)
def test_with_opt_in_everything_else_is_private(tmp_path: Path, said: str) -> None:
    reading = garden(tmp_path, {"a.md": HEADER.format(said)}, opt_in=True)
    assert paths(reading) == []
    assert [one.path for one in reading.private] == ["a.md"]


def test_opt_in_holds_for_every_format_and_for_syntheses(tmp_path: Path) -> None:
    cells = [{"cell_type": "markdown", "source": "# A", "metadata": {}}]
    yes = [{"cell_type": "raw", "source": "---\npublish: true\n---", "metadata": {}}]

    def book(*more: object) -> str:
        inner = [*more, *cells]
        return json.dumps({"cells": inner, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})

    reading = garden(
        tmp_path,
        {
            "no.md": "Text.\n",
            "no.qmd": HEADER.format("title: x"),
            "no.Rmd": "Text.\n",
            "no.ipynb": book(),
            "no.py": "# %%\nx = 1\n",
            "synthesis/no.md": "Text.\n",
            "yes.qmd": HEADER.format("publish: true"),
            "yes.ipynb": book(*yes),
            "yes.py": "# ---\n# publish: true\n# ---\n# %%\nx = 1\n",
            "synthesis/yes.md": HEADER.format("publish: true"),
        },
        opt_in=True,
    )
    assert sorted(paths(reading)) == ["synthesis/yes.md", "yes.ipynb", "yes.py", "yes.qmd"]
    assert {one.why for one in reading.private} == {Why.NOT_SAID}
    assert reading.withheld == 6


def test_with_opt_in_public_code_may_still_import_what_says_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "---\npublish: true\n---\n```python exec\nimport steps, hidden\n```\n",
        "steps.py": "# %%\nx = 1\n",
        "hidden.py": "# ---\n# draft: true\n# ---\n# %%\nx = 1\n",
    }
    reading = garden(tmp_path, files, opt_in=True)
    assert reading.closed == ("hidden.py",)
    assert [one.path for one in reading.private] == ["hidden.py"]


def test_each_private_note_says_why_it_is_private(tmp_path: Path) -> None:
    reading = garden(
        tmp_path,
        {
            "draft.md": HEADER.format("draft: true"),
            "private/a.md": "x\n",
            "_a.md": "x\n",
            "old/a.md": "x\n",
            "broken.md": "---\ntitle: x\n",
            "inner/a.md": "x\n",
            "public.md": "x\n",
            "sources.yml": "- key: inner\n  private: true\n",
        },
        exclude=("old",),
    )
    assert {one.path: one.why for one in reading.private} == {
        "draft.md": Why.SAID,
        "private/a.md": Why.PLACE,
        "_a.md": Why.PLACE,
        "old/a.md": Why.EXCLUDED,
        "broken.md": Why.UNREADABLE,
        "inner/a.md": Why.SOURCE,
    }


SOURCE = "- key: open\n- key: inner\n  title: Inner course\n  year: secret-year\n  {}\n"


@pytest.mark.parametrize("said", ["private: true", "draft: maybe", "publish: false", "Public: no"])
def test_a_private_source_keeps_itself_and_its_notes_private(tmp_path: Path, said: str) -> None:
    reading = garden(
        tmp_path,
        {
            "sources.yml": SOURCE.format(said),
            "inner/a.md": "x %%\n",
            "b.md": "---\nsource: Inner course\n---\nx\n",
            "synthesis/c.md": "---\nsource: inner\n---\nx\n",
            "open/a.md": "x\n",
        },
    )
    assert [source.key for source in reading.sources] == ["open"]
    assert paths(reading) == ["open/a.md"]
    assert reading.withheld == 3
    assert [problem for problem in reading.problems if not problem.private] == []


@pytest.mark.parametrize("said", ["private: false", "published: 1999", "kind: book"])
def test_a_source_that_says_nothing_of_the_kind_is_public(tmp_path: Path, said: str) -> None:
    reading = garden(tmp_path, {"sources.yml": SOURCE.format(said), "inner/a.md": "x\n"})
    assert [source.key for source in reading.sources] == ["open", "inner"]
    assert paths(reading) == ["inner/a.md"]


SYLLABI = [
    "areas:\n- name: M\n  concepts: [A, {name: S, aliases: [T], private: true}]\n",
    "areas:\n- name: M\n  concepts: [A, {S: {draft: yes}}]\n",
    "areas:\n- M: [A]\n- name: S\n  private: true\n  concepts: [T, S]\n",
    "areas:\n- M: [A]\n- S: [S]\n  publish: false\n",
]


@pytest.mark.parametrize("syllabus", SYLLABI)
def test_a_private_entry_of_the_syllabus_is_left_out_everywhere(
    tmp_path: Path, syllabus: str
) -> None:
    roles = "roles:\n  ML: [A, S]\ngoal: ML\n"
    reading = garden(tmp_path, {"syllabus.yml": syllabus + roles, "a.md": "x\n"})
    [area] = reading.syllabus.areas
    assert [concept.name for concept in area.concepts] == ["A"]
    assert [role.needs for role in reading.syllabus.roles] == [("A",)]
    assert codes(reading) == []


def test_a_script_that_says_so_is_private_without_being_a_note(tmp_path: Path) -> None:
    reading = garden(
        tmp_path, {"a.py": "# ---\n# draft: true\n# ---\nx = 1\n", "b.py": "x = 1\n", "c.md": "x\n"}
    )
    assert reading.attachments == ("b.py",)
    assert reading.closed == ("a.py",)


# --- files that only private notes name -------------------------------------------------------


def closed(folder: Path, public: str, private: str, name: str = "plot 1.png") -> bool:
    files: dict[str, str | bytes] = {
        "a.md": f"{public}\n",
        "b.md": f"---\ndraft: true\n---\n{private}\n",
        f"img/{name}": b"x",
    }
    return f"img/{name}" in garden(folder, files).closed


@pytest.mark.parametrize(
    "written",
    [
        *("![[plot 1.png]]", "![](img/plot%201.png)", "![](<img/PLOT 1.PNG>)", "plot&#32;1.png"),
        *("open('img/plot 1.png')", "<img src='img/plot 1.png'>", "see plot 1.png."),
    ],
)
def test_a_file_that_only_a_private_note_names_is_closed_to_code(
    tmp_path: Path, written: str
) -> None:
    assert closed(tmp_path / "1", "x", written)
    assert not closed(tmp_path / "2", written, written)
    assert not closed(tmp_path / "3", written, "x")
    assert closed(tmp_path / "4", f"x %%{written}%% <!-- {written} -->", written)


def test_a_notebook_names_files_in_its_own_way(tmp_path: Path) -> None:
    cells = [{"cell_type": "raw", "source": "---\ndraft: true\n---", "metadata": {}}]
    cells += [{"cell_type": "code", "source": "x\nété.csv", "metadata": {}, "outputs": []}]
    book = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    reading = garden(tmp_path, {"a.ipynb": book, "été.csv": b"1", "b.md": "x\n"})
    assert reading.closed == ("a.ipynb", "été.csv")


def test_a_file_counts_as_public_when_code_that_public_notes_import_names_it(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "```python exec\nimport load, _more\n```\n",
        "load.py": "open('points.csv')\n",
        "_more.py": "open('more.csv')\n",
        "draft.md": "---\ndraft: true\n---\npoints.csv more.csv other.csv\n",
        "private/x.md": "third.csv\n",
        **{f"{name}.csv": b"1" for name in ("points", "more", "other", "third")},
    }
    assert set(garden(tmp_path, files).closed) == {
        *("draft.md", "private/x.md", "other.csv", "third.csv")
    }


def test_of_several_files_of_one_name_a_note_means_the_nearest() -> None:
    paths = ("a/fig.png", "b/fig.png")

    def own(private: str, public: str) -> tuple[str, ...]:
        return only_named_in([Text(private, "fig.png")], [Text(public, "fig.png")], paths)

    assert own("a/x.md", "b/y.md") == ("a/fig.png",)
    assert own("x.md", "b/y.md") == ("a/fig.png",)
    assert own("a/x.md", "y.md") == ()


def test_code_that_lists_a_folder_is_told_what_it_does_not_get(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "```python exec\nimport glob\nglob.glob('data/*.csv')\n```\n",
        "draft.md": "---\ndraft: true\n---\ndata/jan.csv\n",
        "data/jan.csv": "1\n",
        "data/feb.csv": "1\n",
    }
    [problem] = garden(tmp_path, files).problems
    assert (problem.code, str(problem.origin)) == ("file-withheld", "data/jan.csv:1")
    assert problem.private


@pytest.mark.parametrize("path", ["a.md", "elsewhere/a.md", "elsewhere/ch1/a.md"])
def test_a_note_may_name_its_source_wherever_it_lies(tmp_path: Path, path: str) -> None:
    files: dict[str, str | bytes] = {
        "sources.yml": "- key: book\n",
        path: "---\nsource: book\n---\nx\n",
    }
    [note] = garden(tmp_path, files).notes
    assert (note.source, note.locator) == ("book", "")
