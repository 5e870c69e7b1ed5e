"""Private notes that others can read in the repository, asked of real git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import gardens
from auditors import Files, found, only
from syntopic.auditing import Causes, Report, Wishes, audit, site_files
from syntopic.cli.auditing import ask_git

NOTES: Files = {
    "notes/a.md": "# A\n\n![](pic.csv)\n",
    "notes/pic.csv": "1,2\n",
    "notes/plan.md": "---\ndraft: true\n---\nThe plan is long enough to be told from others.\n"
    "![](sketch.csv)\n",
    "notes/sketch.csv": "3,4,5,6,7,8,9,10,11,12\n",
    "notes/private/diary.md": "Dear diary, today I wrote more than a few words into you.\n",
    "pages/index.md": "# Home\n",
    "pages/soon.md": "---\ndraft: true\n---\nSoon.\n",
    "site/index.html": "Home",
    ".gitignore": "notes/private/\nsite/\n",
}


def git(root: Path, *arguments: str) -> None:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    names |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **names}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    root = tmp_path / "garden"
    gardens.write(root, NOTES)
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", "https://example.org/notes.git")
    return root


def commit(root: Path, *paths: str) -> None:
    force = [] if paths == (".",) else ["--force"]
    git(root, "add", *force, *paths)
    git(root, "commit", "--quiet", "--message", "x")


def audited(root: Path, *, hidden: bool = False) -> Report:
    wished = Wishes(pages=root / "pages", repository_private=hidden)
    causes = Causes({path: "x" for path in site_files(root / "site")})
    return audit(root / "site", root / "notes", wished, causes, ask_git)


CODES = ("private-in-repository", "private-in-history", "history-unknown", "comments-in-repository")


def told(root: Path, *, hidden: bool = False) -> dict[str, list[str]]:
    report = audited(root, hidden=hidden)
    return {code: paths for code in CODES if (paths := [p for p, _ in found(report, code)])}


def test_a_repository_without_private_notes_is_fine(garden: Path) -> None:
    commit(garden, ".gitignore", "notes/a.md", "notes/pic.csv", "pages/index.md")
    assert told(garden) == {}


def test_private_notes_pages_and_files_that_git_keeps_are_errors(garden: Path) -> None:
    commit(garden, ".")
    assert told(garden) == {"private-in-repository": ["plan.md", "sketch.csv", "soon.md"]}
    finding = audited(garden).errors[0]
    assert "origin" in finding.message
    assert "git rm --cached -- notes/plan.md" in finding.fix


def test_what_is_only_added_counts_as_kept(garden: Path) -> None:
    git(garden, "add", "notes/plan.md")
    assert told(garden) == {"private-in-repository": ["plan.md"]}


def test_a_private_folder_that_was_added_by_force_is_an_error(garden: Path) -> None:
    commit(garden, "notes/private/diary.md")
    assert told(garden) == {"private-in-repository": ["private/diary.md"]}


@pytest.mark.parametrize("branch", ["main", "other"])
def test_a_draft_that_was_committed_once_on_any_branch_is_an_error(
    garden: Path, branch: str
) -> None:
    commit(garden, ".gitignore")
    git(garden, "switch", "--quiet", "--force-create", branch)
    commit(garden, "notes/plan.md")
    git(garden, "rm", "--quiet", "--cached", "notes/plan.md")
    git(garden, "commit", "--quiet", "--message", "y")
    (garden / "notes" / "plan.md").rename(garden / "kept.md")
    git(garden, "switch", "--quiet", "main")
    (garden / "kept.md").rename(garden / "notes" / "plan.md")
    assert told(garden) == {"private-in-history": ["plan.md"]}
    assert "git filter-repo" in audited(garden).errors[0].fix


def test_what_came_in_by_a_merge_and_by_a_tag_is_found(garden: Path) -> None:
    commit(garden, ".gitignore")
    git(garden, "switch", "--quiet", "--create", "side")
    commit(garden, "notes/plan.md")
    git(garden, "tag", "v1")
    git(garden, "rm", "--quiet", "--cached", "notes/plan.md")
    git(garden, "commit", "--quiet", "--message", "y")
    git(garden, "switch", "--quiet", "main")
    git(garden, "branch", "--quiet", "-D", "side")
    assert told(garden) == {"private-in-history": ["plan.md"]}


def test_a_note_that_was_moved_to_the_private_folder_is_known_again(garden: Path) -> None:
    (garden / "notes" / "private" / "diary.md").rename(garden / "notes" / "diary.md")
    commit(garden, "notes/diary.md", ".gitignore")
    git(garden, "rm", "--quiet", "--cached", "notes/diary.md")
    git(garden, "commit", "--quiet", "--message", "y")
    moved = garden / "notes" / "private" / "other-name.md"
    (garden / "notes" / "diary.md").rename(moved)
    assert told(garden) == {"private-in-history": ["private/other-name.md"]}
    assert "as notes/diary.md" in only(audited(garden), "private-in-history").message
    moved.rename(garden / "notes" / "private" / "diary.md")
    (garden / "notes" / "private" / "diary.md").write_text("Rewritten from the start.\n", "utf-8")
    assert told(garden) == {"private-in-history": ["private/diary.md"]}


def test_nobody_reads_a_repository_without_a_remote_or_one_that_is_private(garden: Path) -> None:
    commit(garden, ".")
    assert told(garden, hidden=True) == {}
    git(garden, "remote", "remove", "origin")
    assert told(garden) == {}


def test_a_folder_that_is_in_no_repository_is_fine(tmp_path: Path) -> None:
    gardens.write(tmp_path, NOTES)
    assert told(tmp_path) == {}


def test_a_copy_of_the_newest_commits_says_what_is_not_known(garden: Path, tmp_path: Path) -> None:
    commit(garden, ".gitignore", "notes/a.md")
    commit(garden, "pages/index.md")
    git(tmp_path, "clone", "--quiet", "--depth", "1", garden.as_uri(), "copy")
    gardens.write(tmp_path / "copy", {"site/index.html": "Home"})
    report = audited(tmp_path / "copy")
    assert only(report, "history-unknown").fix.endswith("git fetch --unshallow")
    assert report.errors == ()


def test_without_git_it_is_said_that_nothing_is_known(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert told(garden) == {"history-unknown": [""]}


def test_comments_that_can_be_read_in_the_repository_are_one_hint(garden: Path) -> None:
    more: Files = {"notes/b.md": "Text %%not for all%%.\n", "notes/c.md": "<!-- nor this -->\n"}
    gardens.write(garden, more)
    commit(garden, ".gitignore", "notes/b.md", "notes/c.md")
    assert told(garden) == {"comments-in-repository": ["b.md"]}
    assert only(audited(garden), "comments-in-repository").message.startswith("2 public notes")


def test_names_with_any_letters_are_found(garden: Path) -> None:
    gardens.write(garden, {"notes/Über “x”.md": "---\ndraft: true\n---\nText.\n"})
    commit(garden, "notes/Über “x”.md")
    assert told(garden) == {"private-in-repository": ["Über “x”.md"]}
    assert '"notes/Über “x”.md"' in audited(garden).errors[0].fix
