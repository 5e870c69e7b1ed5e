"""What is private is told to its author, and to nobody who only reads the log of a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import gardens
import sites
from syntopic.cli import main
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.mkdocs_plugin.privacy import told, without_comments

NOTES = {
    "a.md": "# A\n\nPublic words.\n",
    "plans.md": "---\ndraft: true\n---\nPlans.\n",
    "private/diary.md": "Dear diary.\n",
    "old/b.md": "Once.\n",
    "broken.md": "---\ntitle: x\n",
}


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: G\nplugins: [{syntopic: {exclude: [old]}}]\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return gardens.write(tmp_path / "notes", NOTES)


def status(*arguments: str) -> str:
    return CliRunner().invoke(main, ["status", *arguments]).output


def test_status_counts_private_notes_and_says_where_to_see_them(notes: Path) -> None:
    said = status()
    assert "4 notes private; which and why: syntopic status --all" in said
    assert "plans" not in said
    assert "diary" not in said


def test_status_with_all_lists_each_private_note_with_the_reason(notes: Path) -> None:
    said = status("--all")
    assert "4 notes private\n" in said
    assert "notes/plans.md  it says so itself\n" in said
    assert "notes/private/diary.md  its place is private\n" in said
    assert "notes/old/b.md  exclude fits it\n" in said
    assert "notes/broken.md  it cannot be read\n" in said


def test_the_report_of_status_lists_private_notes_too(notes: Path) -> None:
    private = json.loads(status("--json"))["private"]
    assert {"path": "notes/plans.md", "why": "it says so itself"} in private
    assert len(private) == 4


def test_a_garden_where_nothing_is_public_says_so(notes: Path) -> None:
    (notes.parent / "mkdocs.yml").write_text(
        "site_name: G\nplugins: [{syntopic: {publish: opt-in}}]\n", "utf-8"
    )
    assert "None of your notes is public yet." in status()
    assert "notes/a.md  it does not say “publish: true”" in status("--all")


def test_a_build_names_errors_of_public_files_and_counts_private_ones(notes: Path) -> None:
    gardens.write(notes, {"c.md": "[x](nowhere.md)\n", "nb.ipynb": "{"})
    garden = build_garden(notes, Options(exclude=("old",)))
    shown, hidden = told(garden, serving=False)
    assert [str(problem.origin) for problem in shown] == ["c.md:1"]
    assert hidden == 2
    shown, hidden = told(garden, serving=True)
    assert {problem.origin.path for problem in shown} == {"broken.md", "c.md", "nb.ipynb"}
    assert hidden == 0


RECORD = {"version": 1, "concept": "A", "blocks": [{"note": "a.md", "text": "Public words."}]}


@pytest.mark.parametrize(
    ("become", "told_of"),
    [
        ({}, False),
        ({"a.md": "---\ndraft: true\n---\nPublic words.\n"}, True),
        ({"a.md": "", "private/a.md": "Public words.\n"}, True),
        ({"private/a.md": "Other words.\n"}, False),
    ],
)
def test_a_record_with_text_of_a_note_that_became_private_is_told(
    notes: Path, become: dict[str, str], told_of: bool
) -> None:
    gardens.write(notes, {".syntopic/syntheses/a.json": json.dumps(RECORD), **become})
    for path, text in become.items():
        if not text:
            (notes / path).unlink()
    found = [p for p in build_garden(notes, Options()).problems if p.code == "record-private"]
    assert [problem.private for problem in found] == [True] * told_of


COMMENTS = [
    ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
    ("<p>a<!--b\n\n-c--d-->e", "<p>ae"),
    ("a<!-- never closed", "a"),
    ("a<!-- b --!>c", "ac"),
    ("<script>'<!-- b -->'</script><!-- c -->", "<script>'<!-- b -->'</script>"),
    ("<style>/*<!--*/a{}</style>b", "<style>/*<!--*/a{}</style>b"),
    ("<code>&lt;!-- b --&gt;</code>", "<code>&lt;!-- b --&gt;</code>"),
]


@pytest.mark.parametrize(("html", "shown"), COMMENTS)
def test_no_page_holds_a_comment(html: str, shown: str) -> None:
    assert without_comments(html) == shown


def site_with(root: Path, docs_dir: str, notes_dir: str) -> sites.Site:
    (root / "mkdocs.yml").write_text(
        f"site_name: G\ndocs_dir: {docs_dir}\ntheme: {{name: material}}\n"
        f"plugins: [search, {{syntopic: {{notes_dir: {notes_dir}}}}}]\n",
        "utf-8",
    )
    gardens.write(root / "docs", {"index.md": "# Home\n\nHand <!-- unsaid --> written.\n"})
    gardens.write(root / notes_dir, {**NOTES, "private/x.png": b"x", "b.png": b"x"})
    return sites.built(root)


def test_notes_inside_the_folder_of_pages_are_not_published_by_the_engine(tmp_path: Path) -> None:
    site = site_with(tmp_path, "docs", "docs/notes")
    assert site.code == 0, site.said
    names = {file.relative_to(site.folder).as_posix() for file in site.files()}
    assert "topics/a/index.html" in names
    assert not [name for name in names if name.startswith("notes/") or name.endswith("/x.png")]
    assert "Hand  written." in site.html("")
    assert "unsaid" not in site.html("")


def test_one_folder_for_pages_and_notes_is_refused(tmp_path: Path) -> None:
    site = site_with(tmp_path, "docs", "docs")
    assert site.code == 1
    assert "docs_dir and notes_dir are one folder, 'docs'" in site.said
    assert not site.folder.exists()


PAGES = {
    "index.md": "# Home\n",
    "plans.md": "---\ndraft: true\n---\n# Secret plans\n",
    "never.md": "---\npublish: false\n---\n# Never\n",
    "slip.md": "---\ntitle: x\nText.\n",
    "shown.md": "---\ndraft: false\n---\n# Shown\n",
    "blog/posts/slip.md": "---\ndate: 2026-01-01\ntitle: [\n---\n# Slip\n",
}


def test_pages_written_by_hand_are_private_when_they_say_so(tmp_path: Path) -> None:
    gardens.write(tmp_path / "docs", PAGES)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: G\ntheme: {name: material}\nplugins: [search, syntopic]\n", "utf-8"
    )
    gardens.write(tmp_path / "notes", {"a.md": "# A\n\nWords.\n"})
    site = sites.built(tmp_path)
    assert site.code == 0, site.said
    assert "Shown" in site.html("shown")
    emitted = "".join(file.read_text("utf-8", "ignore") for file in site.files())
    assert not [name for name in ("plans", "never/", "slip") if name in emitted + site.said]
    assert site.said.count("cannot be read") == 2


def test_a_new_note_says_that_it_is_private_where_notes_have_to_opt_in(notes: Path) -> None:
    told_of = CliRunner().invoke(main, ["new", "note", "B", "--new"]).output
    assert "publish: true" not in told_of
    (notes.parent / "mkdocs.yml").write_text(
        "site_name: G\nplugins: [{syntopic: {publish: opt-in}}]\n", "utf-8"
    )
    told_of = CliRunner().invoke(main, ["new", "note", "C", "--new"]).output
    assert "It stays private until its front matter says  publish: true" in told_of
