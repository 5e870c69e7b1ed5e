"""A garden is published to a repository on this machine; a page is renamed; it is done again."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin
from urllib.request import urlopen

import pytest

from publishing import SETTINGS, Author, Done, author
from test_addresses import Redirect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("publish")

NEW = "topics/steepness/"
OLD = "topics/slope/"


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, step by step."""

    ada: Author
    states: tuple[dict[str, str], dict[str, str]]
    """Before and after the first publishing."""
    later: tuple[dict[str, str], dict[str, str]]
    """Before and after the last one."""
    objected: Done
    reached: str
    """What was in the remote after the audit had objected."""
    first: Done
    unsaid: Done
    second: Done
    third: Done
    withdrawn: Done
    before: Path
    after: Path
    commits: tuple[list[str], list[str], list[str]]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Ada works on something else meanwhile, in every way that git offers."""
    ada = author(tmp_path_factory.mktemp("ada"))
    ada.write({"mkdocs.yml": SETTINGS.replace(": {repository: private}", "")})
    objected = ada.call("publish", "--yes")
    reached = ada.git("for-each-ref", folder=ada.remote)
    ada.write({"mkdocs.yml": SETTINGS})
    other = ada.home / "elsewhere"
    ada.git("worktree", "add", "--quiet", "--detach", str(other))
    ada.git("checkout", "--quiet", "--orphan", "gh-pages", folder=other)
    ada.git("rm", "-r", "--quiet", "--force", ".", folder=other)
    ada.git("commit", "--quiet", "--allow-empty", "--message", "My own plans", folder=other)
    ada.write({"notes/half.md": "# Half\n\nA thought.\n", "notes/staged.md": "# Staged\n\nS.\n"})
    ada.git("stash", "push", "--quiet", "--include-untracked", "--", "notes/half.md")
    ada.git("add", "notes/staged.md")
    ada.write({"pages/index.md": "# Home\n\nNot committed.\n"})
    start = ada.state()
    first = ada.call("publish", "--yes")
    states = (start, ada.state())
    commits = [ada.published()]
    before = ada.site("before")

    ada.write({"notes/calc.md": "# Steepness\n\nHow steep a line is.\n"})
    ada.write({"notes/staged.md": "# Größe\n\nS.\n"})
    unsaid = ada.call("publish", "--yes")
    commits.append(ada.published())
    ada.call("accept-urls")
    ada.git("checkout", "--quiet", "--detach")
    middle = ada.state()
    second = ada.call("publish", "--yes")
    after = ada.site("after")
    third = ada.call("publish", "--yes")
    commits.append(ada.published())
    last = ada.state()
    ada.write({"notes/vectors.md": "---\ndraft: true\n---\n# Vectors\n\nArrows.\n"})
    withdrawn = ada.call("publish", "--yes")
    return Story(
        ada,
        states,
        (middle, last),
        objected,
        reached,
        first,
        unsaid,
        second,
        third,
        withdrawn,
        before,
        after,
        (commits[0], commits[1], commits[2]),
    )


def test_nothing_is_published_that_the_audit_objects_to(story: Story) -> None:
    """The repository of the notes has a draft in it, and nobody has said that it is private."""
    assert story.objected.code == 1
    assert "notes/secret.md" in story.objected.said
    assert "nothing was published" in story.objected.said
    assert "quokkafish" not in story.objected.said
    assert story.reached == ""


def test_the_first_time_everything_is_new_and_pushed(story: Story) -> None:
    assert story.first.code == 0, story.first.said
    assert "To be published for the first time" in story.first.said
    assert f"Slope  ({OLD})" in story.first.said
    assert "https://ada.example/repo/" in story.first.said
    assert (story.before / OLD / "index.html").is_file()
    assert len(story.commits[0]) == 1


def test_neither_the_notes_nor_anything_of_their_repository_is_touched(story: Story) -> None:
    for before, after in (story.states, story.later):
        assert after == before
    assert "gh-pages" in story.states[0]["refs"]


def test_the_addresses_are_remembered_beside_the_notes(story: Story) -> None:
    assert OLD in (story.ada.garden / "notes/.syntopic/urls.json").read_text()
    assert "notes/.syntopic/urls.json" in story.first.said


def test_the_branch_holds_the_built_site_and_nothing_else(story: Story) -> None:
    for folder in (story.before, story.after):
        files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
        names = {path.relative_to(folder).as_posix() for path in files}
        assert ".nojekyll" in names
        assert not {name for name in names if name.endswith((".md", ".yml")) or "notes/" in name}
        for path in files:
            assert b"quokkafish" not in path.read_bytes().lower()
            assert b"zanzibarian" not in path.read_bytes().lower()


def test_a_rename_that_nobody_accepted_stops_the_publishing(story: Story) -> None:
    assert story.unsaid.code == 1
    assert "url-changed" in story.unsaid.said
    assert "nothing was published" in story.unsaid.said
    assert story.commits[1] == story.commits[0]


def test_the_second_time_only_what_a_reader_would_notice_is_told(story: Story) -> None:
    assert story.second.code == 0, story.second.said
    assert f"Moved    Slope  ({OLD} → {NEW})" in story.second.said
    assert "Changed" in story.second.said
    assert "Home" not in story.second.said  # its menu changed, and that is only counted
    assert len(story.commits[2]) == 2
    assert story.commits[2][1:] == story.commits[0]


def test_nothing_new_is_said_and_not_pushed(story: Story) -> None:
    assert story.third.code == 0
    assert "Nothing has changed for a reader" in story.third.said


def test_a_page_that_became_private_is_gone_from_the_site_the_record_and_all_messages_of_the_branch(
    story: Story,
) -> None:
    assert story.withdrawn.code == 0, story.withdrawn.said
    assert "Gone     Vectors" in story.withdrawn.said
    assert "syntopic publish --no-history" in story.withdrawn.said
    site = story.ada.site("withdrawn")
    files = [path for path in site.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert not [path for path in files if "vectors" in path.as_posix().casefold()]
    theirs = site / "assets" / "javascripts"  # the theme's search speaks of vectors of its own
    ours = [path for path in files if theirs not in path.parents]
    assert not [path for path in ours if b"vectors" in path.read_bytes().lower()]
    assert "ectors" not in (story.ada.garden / "notes/.syntopic/urls.json").read_text()
    told = story.ada.git("log", "--format=%B", "gh-pages", folder=story.ada.remote)
    assert "ectors" not in told


def test_the_commit_is_the_authors(story: Story) -> None:
    told = story.ada.git("log", "-1", "--format=%cn %ce %s", "gh-pages", folder=story.ada.remote)
    assert told.startswith("Ada ada@example.org Publish the site")


# The old address answers


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=["/", "/repo/"])
def base(story: Story, request: pytest.FixtureRequest) -> Iterator[str]:
    """The published branch on a server, at its root or below a path."""
    folder = story.after
    if request.param == "/repo/":
        folder = story.ada.home / "server"
        folder.mkdir(exist_ok=True)
        if not (folder / "repo").exists():
            (folder / "repo").symlink_to(story.after, target_is_directory=True)
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{request.param}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_old_address_leads_to_the_page_without_scripts(base: str) -> None:
    with urlopen(base + OLD) as answer:
        read = Redirect(answer.read().decode())
    assert urljoin(base + OLD, read.refresh) == urljoin(base + OLD, read.link) == base + NEW
    assert read.canonical == "https://ada.example/repo/" + NEW
    with urlopen(urljoin(base + OLD, read.refresh)) as answer:
        assert "How steep a line is" in answer.read().decode()


def test_letters_of_every_language_may_stand_in_addresses(base: str) -> None:
    with urlopen(base + "topics/staged/") as answer:
        way = urljoin(base + "topics/staged/", Redirect(answer.read().decode()).refresh)
    assert unquote(way) == base + "topics/größe/"
    with urlopen(way) as answer:
        assert "Größe" in answer.read().decode()


def test_the_old_address_stays_out_of_the_search_and_the_site_map(story: Story) -> None:
    for name in ("sitemap.xml", "search/search_index.json", "garden.json"):
        assert "slope/" not in (story.after / name).read_text()
        assert "steepness/" in (story.after / name).read_text()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_a_browser_that_opens_the_old_address_shows_the_page(
    browser: Browser, base: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(base + OLD + "#coverage")
    page.wait_for_url(base + NEW + ("#coverage" if scripts else "*"))
    assert page.locator("h1").first.inner_text().strip("¶ ") == "Steepness"
    context.close()


@pytest.mark.browser
def test_the_old_address_leads_on_from_a_disk_too(browser: Browser, story: Story) -> None:
    page = browser.new_page()
    page.goto((story.after / OLD / "index.html").as_uri())
    page.wait_for_url((story.after / NEW / "index.html").as_uri())
    assert page.locator("h1").first.inner_text().strip("¶ ") == "Steepness"
    page.context.close()


# Notes that are in no repository


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Notes in no repository, published to one that has a domain and somebody's old branch."""

    ada: Author
    refused: Done
    looked: Done
    done: Done


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """The branch has a history, which is to go."""
    ada = author(tmp_path_factory.mktemp("no-git"), repository=False)
    ada.write({"mkdocs.yml": SETTINGS.replace("ada.example/repo", "notes.ada.example")})
    other = ada.home / "other"
    other.mkdir()
    ada.git("init", "--quiet", "--initial-branch", "gh-pages", folder=other)
    (other / "CNAME").write_text("notes.ada.example\n")
    (other / "index.html").write_text("<h1>Old</h1>")
    ada.git("add", ".", folder=other)
    named = ("-c", "user.name=B", "-c", "user.email=b@example.org")
    ada.git(*named, "commit", "--quiet", "--message", "Old", folder=other)
    ada.git("push", "--quiet", str(ada.remote), "gh-pages", folder=other)
    to = ("publish", "--to", "../remote.git", "--yes")
    refused = ada.call(*to)
    looked = ada.call(*to, "--force", "--dry-run")
    done = ada.call(*to, "--force", "--no-history", "--message", "My site")
    return Elsewhere(ada, refused, looked, done)


def test_what_somebody_else_put_on_the_branch_is_not_replaced(elsewhere: Elsewhere) -> None:
    assert elsewhere.refused.code == 2
    assert "holds something else (index.html)" in elsewhere.refused.said
    assert "--force" in elsewhere.refused.said


def test_a_dry_run_shows_everything_and_pushes_nothing(elsewhere: Elsewhere) -> None:
    assert elsewhere.looked.code == 0, elsewhere.looked.said
    assert "Slope" in elsewhere.looked.said
    assert "Published" not in elsewhere.looked.said


def test_notes_without_git_are_published_to_any_address_and_a_domain_is_kept(
    elsewhere: Elsewhere,
) -> None:
    assert elsewhere.done.code == 0, elsewhere.done.said
    site = elsewhere.ada.site("site")
    assert (site / "CNAME").read_text() == "notes.ada.example\n"
    assert (site / OLD / "index.html").is_file()
    assert not (elsewhere.ada.garden / ".git").exists()
    assert "https://notes.ada.example/" in elsewhere.done.said


def test_history_is_forgotten_where_the_author_wants_that(elsewhere: Elsewhere) -> None:
    assert len(elsewhere.ada.published()) == 1
    told = elsewhere.ada.git("log", "-1", "--format=%s", "gh-pages", folder=elsewhere.ada.remote)
    assert told == "My site"


def test_notebooks_open_in_colab_from_the_very_branch_that_is_pushed(tmp_path: Path) -> None:
    ada = author(tmp_path)
    address = "https://github.com/Ada/garden.git"
    ada.git("config", "--global", f"url.{ada.remote.as_uri()}.insteadOf", address)
    told = SETTINGS.replace("ada.example/repo/", "ada.github.io/garden/")
    ada.write({"mkdocs.yml": told.replace("private}", "private, run: never}")})
    ada.write({"notes/calc.md": "# Slope\n\n```python exec\nrise = 2\n```\n"})
    done = ada.call("publish", "--yes", "--to", address)
    assert done.code == 0, done.said
    site = ada.site("site")
    assert (site / "topics/slope.ipynb").is_file()
    page = (site / "topics/slope/index.html").read_text(encoding="utf-8")
    where = "https://colab.research.google.com/github/Ada/garden/blob/gh-pages/topics/slope.ipynb"
    assert f'href="{where}"' in page
