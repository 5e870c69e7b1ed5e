"""``check-links``: what it asks the web for, what it says, and what it keeps."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
import searching
import web
from syntopic.checking import Answer, Remembered, Verdict
from syntopic.checking import read as remembered
from syntopic.checking import write as remember
from syntopic.cli import main

NOTES = {
    "sources.yml": "- key: book\n  title: The Book\n  url: http://book.example/old\n",
    "book/slope.md": (
        "---\nurl: http://book.example/slope\n---\n# Slope\n\n"
        "See [this](http://fine.example/a#part) and <http://fine.example/b>,\n"
        "not `http://code.example/`, but [that](http://gone.example/x 'T').\n\n"
        "![Far](http://fine.example/picture.png) and [home](http://localhost:8888/lab).\n\n"
        "<a class='x' href=\"http://gone.example/a?b&amp;c\">There</a>\n\n"
        "%% http://comment.example/ [c](http://comment.example/) %%\n"
    ),
    "mine/line.md": "# Line\n\n[Again](http://gone.example/x), [shy](http://shy.example/).\n",
    "private/diary.md": "Dear [diary](http://diary.example/key?token=opossum).\n",
    "mine/draft.md": "---\ndraft: true\n---\n# Draft\n\n(see http://draft.example/a_(b)).\n",
}
PAGES = {
    "index.md": "---\ntitle: Home\n---\n\n[Gone](http://gone.example/page)\n",
    "later.md": "---\ndraft: true\n---\n\n[Later](http://later.example/)\n",
}
ROUTES: dict[str, web.Route] = {
    "fine.example/a": (200, {}),
    "fine.example/b": (200, {}),
    "fine.example/picture.png": (200, {}),
    "book.example/old": (301, {"Location": "http://book.example/new"}),
    "book.example/new": (200, {}),
    "book.example/slope": (200, {}),
    "shy.example/": (403, {}),
    "diary.example/key?token=opossum": (200, {}),
    "draft.example/a_(b)": (410, {}),
}
PUBLIC = {
    *("fine.example/a", "fine.example/b", "fine.example/picture.png", "book.example/old"),
    *("book.example/new", "book.example/slope", "shy.example/", "gone.example/x"),
    "gone.example/page",
    "gone.example/a?b&c",
}


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    gardens.write(tmp_path / "notes", NOTES)
    gardens.write(tmp_path / "docs", PAGES)
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site() -> Iterator[web.Web]:
    with web.serving(ROUTES) as served:
        yield served


def check(site: web.Web, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check-links", *arguments], env=site.proxy)


def asked(site: web.Web) -> set[str]:
    return {address for _, address, _ in site.asked}


def test_what_is_wrong_is_told_by_kind_with_its_places(garden: Path, site: web.Web) -> None:
    told = check(site)
    assert told.exit_code == 1, told.output
    lines = [line.strip() for line in told.stdout.splitlines() if line.strip()]
    assert lines == [
        "4 addresses are broken, in 5 places",
        "notes/book/slope.md:7  http://gone.example/x",
        "404 Not Found",
        "notes/book/slope.md:9  http://localhost:8888/lab",
        "only your own machine or network can open it; nobody was asked",
        "notes/book/slope.md:11  http://gone.example/a?b&c",
        "404 Not Found",
        "notes/mine/line.md:3  http://gone.example/x",
        "404 Not Found",
        "docs/index.md:5  http://gone.example/page",
        "404 Not Found",
        "1 address has moved for good: write the new one",
        "notes/sources.yml:3  http://book.example/old",
        "http://book.example/new",
        "1 address is not certain: look for yourself",
        "notes/mine/line.md:3  http://shy.example/",
        "403 Forbidden",
        "4 addresses work.",
        "2 notes private: nobody was asked for what they name (--private)",
    ]
    assert asked(site) == PUBLIC


def test_addresses_in_headings_are_asked_for_too(garden: Path, site: web.Web) -> None:
    text = "# Row\n\n## [Web](http://fine.example/b)\n\n### <a href='http://gone.example/h'>H</a>\n"
    gardens.write(garden / "notes", {"mine/row.md": text})
    gardens.write(garden / "docs", {"index.md": "# [Page](http://gone.example/page)\n"})
    told = check(site)
    assert "notes/mine/row.md:5  http://gone.example/h" in told.stdout
    assert "docs/index.md:1  http://gone.example/page" in told.stdout
    assert {"fine.example/b", "gone.example/h", "gone.example/page"} <= asked(site)


@pytest.mark.parametrize("home", ["localhost/lab", "127.0.0.1:8080/", "192.168.0.1/", "127.1/"])
def test_nothing_is_asked_in_the_own_network_because_a_server_says_so(
    garden: Path, site: web.Web, home: str
) -> None:
    site.routes["sly.example/"] = (302, {"Location": f"http://{home}"})
    gardens.write(garden / "notes", {"mine/row.md": "# Row\n\n<http://sly.example/>\n"})
    told = check(site)
    assert f"it leads on to http://{home}, which only your own machine" in told.stdout
    assert asked(site) == PUBLIC | {"sly.example/"}


def test_where_everything_works_one_line_says_so(garden: Path, site: web.Web) -> None:
    skipped = ("*gone*", "*localhost*", "*shy*", "*old")
    told = check(site, *(word for one in skipped for word in ("--skip", one)))
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0] == "4 addresses work."


def test_good_answers_count_for_days_and_only_the_others_are_asked_again(
    garden: Path, site: web.Web
) -> None:
    first = check(site)
    site.asked.clear()
    again = check(site)
    assert asked(site) == {one for one in PUBLIC if "gone" in one or "shy" in one}
    assert again.stdout == first.stdout
    site.asked.clear()
    check(site, "--refresh")
    assert asked(site) == PUBLIC
    site.asked.clear()
    check(site, "--days", "0")
    assert asked(site) == PUBLIC


def test_private_notes_are_asked_for_on_request_only_and_nothing_of_them_is_kept(
    garden: Path, site: web.Web
) -> None:
    told = check(site, "--private")
    assert asked(site) == PUBLIC | {"diary.example/key?token=opossum", "draft.example/a_(b)"}
    assert "notes/mine/draft.md:6  http://draft.example/a_(b)\n" in told.stdout
    assert "nobody was asked for what they name" not in told.stdout
    kept = tuple(searching.files_below(garden / ".cache"))
    assert searching.places("shy.example", kept)
    for word in ("opossum", "diary.example", "draft.example", "comment.example"):
        assert not searching.places(word, kept), word


def test_what_is_remembered_goes_when_no_public_text_names_it_any_more(
    garden: Path, site: web.Web
) -> None:
    check(site)
    gardens.write(garden / "notes", {"mine/line.md": "---\nprivate: true\n---\n# Line\n"})
    check(site)
    kept = json.loads((garden / ".cache/syntopic/links.json").read_text("utf-8"))
    assert "http://gone.example/x" in kept["answers"]
    assert "http://shy.example/" not in kept["answers"]


def test_a_machine_without_network_blames_no_address(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gardens.write(garden / "notes", {"a.md": "<http://one.invalid/> <http://two.invalid/>\n"})
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    told = CliRunner().invoke(
        main, ["check-links", "--skip", "*.example*", "--skip", "*localhost*"]
    )
    assert told.exit_code == 2
    assert "is this machine online?" in told.output
    assert not (garden / ".cache").exists()


def test_dead_servers_are_told_when_all_others_answered_lately(garden: Path, site: web.Web) -> None:
    text = "<http://fine.example/a> <http://one.invalid/> <http://two.invalid/>\n"
    gardens.write(garden / "notes", {"a.md": text})
    patterns = ("*book*", "*gone*", "*shy*", "*localhost*")
    skipped = [word for one in patterns for word in ("--skip", one)]
    environment = site.proxy | {"no_proxy": ".invalid", "NO_PROXY": ".invalid"}
    for _ in range(2):
        told = CliRunner().invoke(main, ["check-links", *skipped], env=environment)
        assert "notes/a.md:1  http://one.invalid/" in told.stdout, told.output
        assert "notes/a.md:1  http://two.invalid/" in told.stdout
        assert "is this machine online?" not in told.output


def test_without_network_what_answered_lately_stays_remembered(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gardens.write(garden / "notes", {"a.md": "".join(f"<http://{n}.invalid/>\n" for n in "abc")})
    file = garden / ".cache" / "syntopic" / "links.json"
    lately = {"http://a.invalid/": Remembered(int(time.time()), Answer(Verdict.WORKS))}
    remember(file, lately)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    skipped = ["--skip", "*.example*", "--skip", "*localhost*"]
    told = CliRunner().invoke(main, ["check-links", *skipped])
    assert (told.exit_code, "is this machine online?" in told.output) == (2, True)
    assert remembered(file) == lately


def test_a_garden_without_addresses_asks_nobody_and_writes_nothing(
    garden: Path, site: web.Web
) -> None:
    for name in (*NOTES, *PAGES):
        for folder in ("notes", "docs"):
            (garden / folder / name).unlink(missing_ok=True)
    gardens.write(garden / "notes", {"a.md": "# A\n\nNo address.\n"})
    told = check(site)
    assert (told.exit_code, told.stdout) == (0, "Your notes name no address on the web.\n")
    assert not (garden / ".cache").exists()


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--days", "-1"),
        ("--days", "nan"),
        ("--timeout", "0"),
        ("--timeout", "-3"),
        ("--timeout", "nan"),
        ("--timeout", "inf"),
        ("--at-once", "0"),
        ("--at-once", "-2"),
        ("--at-once", "1.5"),
    ],
)
def test_a_number_that_means_nothing_is_refused_and_nobody_is_asked(
    garden: Path, site: web.Web, flag: str, value: str
) -> None:
    told = check(site, flag, value)
    assert told.exit_code == 2
    assert flag in told.stderr
    assert not asked(site)
