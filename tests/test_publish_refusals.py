"""What ``syntopic publish`` says to somebody who has never used it, before anything is built."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from publishing import SETTINGS, Author, Done, author
from syntopic.cli.branch import fetched, pushed, trees
from syntopic.cli.git import GitError, environment, without_password
from syntopic.cli.publishing_checks import check_names, git_refusal
from syntopic.cli.refusal import Refusal
from syntopic.cli.target import Target, settings
from syntopic.publishing.deploying import changes_between


@pytest.fixture
def ada(tmp_path: Path) -> Author:
    """An author with a repository and an empty remote."""
    return author(tmp_path)


def refused(done: Done, *parts: str) -> None:
    """The command did nothing, and said why in one line."""
    assert done.code == 2, done.said
    assert done.said.startswith("syntopic: ")
    assert done.said.count("\n") == 1
    for part in parts:
        assert part in done.said


def test_without_anybody_to_ask_it_wants_a_yes(ada: Author) -> None:
    refused(ada.call("publish"), "syntopic publish --dry-run", "--yes")


def test_notes_in_no_repository_need_an_address(tmp_path: Path) -> None:
    ada = author(tmp_path, repository=False)
    refused(
        ada.call("publish", "--yes"),
        "in no git repository",
        "syntopic publish --to https://github.com/YOU/NAME.git",
    )


def test_a_repository_without_a_remote_is_told_how_to_add_one(ada: Author) -> None:
    ada.git("remote", "remove", "origin")
    refused(ada.call("publish", "--yes"), "git remote add origin https://github.com/YOU/NAME.git")


def test_a_misspelled_remote_is_answered_with_those_there_are(ada: Author) -> None:
    refused(ada.call("publish", "--yes", "--to", "orign"), "syntopic publish --to origin")


def test_without_git_it_says_where_to_get_it(
    ada: Author, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(ada.call("publish", "--yes"), "git is not installed")


def test_a_remote_that_is_not_there_is_named(ada: Author) -> None:
    shutil.rmtree(ada.remote)
    refused(ada.call("publish", "--yes"), "there is no repository at", str(ada.remote))


def test_without_a_network_it_asks_whether_the_computer_is_online(ada: Author) -> None:
    address = "https://ada:hunter2@localhost:9/x.git"
    done = ada.call("publish", "--yes", "--to", address)
    refused(done, "https://localhost:9/x.git cannot be reached", "online")
    assert "hunter2" not in done.said


@pytest.mark.parametrize("branch", ["main", "..", "a b", "-x"])
def test_a_branch_that_cannot_hold_the_site_is_refused(ada: Author, branch: str) -> None:
    refused(ada.call("publish", "--yes", f"--branch={branch}"), "gh-pages")


def test_a_branch_that_holds_notes_is_never_replaced_not_even_by_force(ada: Author) -> None:
    ada.git("push", "--quiet", "origin", "main")
    to = ("publish", "--yes", "--force", "--branch", "main", "--to", "../remote.git")
    refused(ada.call(*to), "holds notes (mkdocs.yml is there)")
    assert ada.published("main") == [ada.git("rev-parse", "HEAD")]


def test_a_site_of_somebody_else_is_not_replaced(ada: Author) -> None:
    other = ada.home / "other"
    other.mkdir()
    ada.git("init", "--quiet", "--initial-branch", "gh-pages", folder=other)
    for name in ("b.html", "a.html", "d.html", "c.html"):
        (other / name).write_text("x")
    ada.git("add", ".", folder=other)
    named = ("-c", "user.name=B", "-c", "user.email=b@example.org")
    ada.git(*named, "commit", "--quiet", "--message", "B", folder=other)
    ada.git("push", "--quiet", str(ada.remote), "gh-pages", folder=other)
    refused(ada.call("publish", "--yes"), "(a.html, b.html, c.html, …)", "--force")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://ada.github.io/", "site_url: https://ada.github.io/notes/"),
        ("https://notes.ada.example/", "put its name into pages/CNAME"),
    ],
)
def test_a_wrong_address_of_the_site_is_told_with_the_line_to_write(
    ada: Author, url: str, line: str
) -> None:
    """GitHub itself is not asked: the author's own way there is a program that leads back here."""
    ada.git("remote", "set-url", "origin", "git@github.com:Ada/notes.git")
    shutil.copytree(ada.remote, ada.home / "hub" / "Ada" / "notes.git")
    ada.write({"mkdocs.yml": SETTINGS.replace("https://ada.example/repo/", url)})
    ada.git("config", "core.sshCommand", stand_in(ada))
    refused(ada.call("publish", "--yes"), line)


def stand_in(ada: Author) -> str:
    """A program in the place of ssh, which runs the other side on this machine."""
    program = ada.home / "ssh"
    last = "for last; do :; done"
    program.write_text(f'#!/bin/sh\n{last}\ncd "{ada.home}/hub" && eval "$last"\n')
    program.chmod(0o755)
    return str(program)


# What git says, as what it means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "online?"),
        ("ssh: connect to host github.com port 22: Connection timed out", "online?"),
        ("fatal: could not read Username for 'https://github.com'", "sign in once"),
        ("remote: Permission to a/b.git denied to c.\nfatal: error: 403", "sign in once"),
        ("git@github.com: Permission denied (publickey).", "sign in once"),
        ("Host key verification failed.", "sign in once"),
        ("remote: Repository not found.\nfatal: repository 'x' not found", "make the repository"),
        (" ! [rejected] gh-pages -> gh-pages (fetch first)", "run the command again"),
        (" ! [rejected] gh-pages -> gh-pages (stale info)", "run the command again"),
        ("remote: error: GH006: Protected branch.\n ! [remote rejected] x", "Protected branch"),
        ("", "did not take the site"),
    ],
)
def test_an_error_of_git_is_told_with_what_to_do(said: str, means: str) -> None:
    target = Target("https://github.com/a/b.git", "https://github.com/a/b.git", "gh-pages")
    told = git_refusal(target, GitError(said)).message
    assert means in told
    assert "published" in told


def test_passwords_in_addresses_are_never_shown() -> None:
    assert without_password("push https://ada:s3cret@x.example/y") == "push https://x.example/y"
    assert without_password("https://ghp_token@x.example/y") == "https://x.example/y"


def test_git_asks_nothing_where_nobody_can_answer() -> None:
    assert environment()["GIT_TERMINAL_PROMPT"] == "0"
    assert "BatchMode=yes" in environment()["GIT_SSH_COMMAND"] or "GIT_SSH_COMMAND" in os.environ
    assert environment(interactive=True).get("GIT_TERMINAL_PROMPT") != "0"


def test_the_authors_ways_to_sign_in_are_used_and_nothing_else_of_theirs(ada: Author) -> None:
    ada.git("config", "credential.helper", "store")
    ada.git("config", "core.hooksPath", "hooks")
    ada.git("config", "http.https://x.example/.extraheader", "A: b")
    kept = dict(settings(ada.garden))
    assert kept["credential.helper"] == "store"
    assert kept["http.https://x.example/.extraheader"] == "A: b"
    assert kept["user.name"] == "Ada"
    assert not [key for key in kept if key.startswith(("core.hooks", "remote.", "branch."))]


def test_the_surroundings_of_a_hook_do_not_lead_to_another_repository(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert not {"GIT_DIR", "GIT_INDEX_FILE"} & set(environment())


# The branch itself


def site(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_whoever_comes_second_does_not_replace_what_the_first_one_published(
    ada: Author, tmp_path: Path
) -> None:
    target = Target(str(ada.remote), "there", "gh-pages")
    both = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        both.append(fetched(target, ada.garden, tmp_path / name, interactive=False))
    first = site(tmp_path / "first", {"garden.json": "{}", "index.html": "1"})
    pushed(both[0], first, "First")
    with pytest.raises(GitError) as error:
        pushed(both[1], site(tmp_path / "second", {"index.html": "2"}), "Second")
    assert "somebody else changed gh-pages" in git_refusal(target, error.value).message
    assert ada.git("log", "--format=%s", "gh-pages", folder=ada.remote) == "First"


def test_a_history_is_not_forgotten_over_somebody_elses_work(ada: Author, tmp_path: Path) -> None:
    target = Target(str(ada.remote), "there", "gh-pages")
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    start = fetched(target, ada.garden, tmp_path / "a", interactive=False)
    pushed(start, site(tmp_path / "s1", {"index.html": "1"}), "One")
    seen = fetched(target, ada.garden, tmp_path / "b", interactive=False)
    other = fetched(target, ada.garden, tmp_path / "c", interactive=False)
    pushed(other, site(tmp_path / "s2", {"index.html": "2"}), "Two")
    with pytest.raises(GitError):
        pushed(seen, site(tmp_path / "s3", {"index.html": "3"}), "Three", history=False)
    assert ada.git("log", "--format=%s", "gh-pages", folder=ada.remote) == "Two\nOne"


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot exist there")
def test_any_file_of_a_site_arrives_byte_for_byte(ada: Author, tmp_path: Path) -> None:
    target = Target(str(ada.remote), "there", "gh-pages")
    made = site(
        tmp_path / "s",
        {
            "index.html": "a\r\nb\n",
            "topics/größe/index.html": "ß",
            "a b/'c' & %20.txt": "x",
            ".gitattributes": "* text=auto\n",
            ".gitignore": "*.txt\n",
            "search/x.txt": "",
        },
    )
    (made / "p.png").write_bytes(bytes(range(256)))
    (tmp_path / "t").mkdir()
    branch = fetched(target, ada.garden, tmp_path / "t", interactive=False)
    assert branch.empty
    pushed(branch, made, "All of it")
    (tmp_path / "u").mkdir()
    again = fetched(target, ada.garden, tmp_path / "u", interactive=False)
    there = {path for path in again.files if path != ".nojekyll"}
    assert there == {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert all(again.read(path) == (made / path).read_bytes() for path in there)
    assert not changes_between(*trees(again, made))


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot exist there")
@pytest.mark.parametrize("name", ['"quoted".png', "two\nlines.png"])
def test_a_name_that_no_branch_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    with pytest.raises(Refusal, match="rename it"):
        check_names(tmp_path)
