from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from syntopic.cli import main
from syntopic.configuration import Options
from syntopic.garden import Garden, addresses, build_garden
from syntopic.model import NotePath, Severity
from syntopic.publishing.addresses import (
    PageAddress,
    Record,
    Withheld,
    accepted,
    compare,
    live_redirects,
    read_record,
    redirect_page,
    write_record,
)
from syntopic.publishing.addresses.recording import URLS, as_text
from syntopic.publishing.addresses.redirects import collapsed


def page(url: str, name: str, *notes: str, aliases: tuple[str, ...] = ()) -> PageAddress:
    return PageAddress(f"topics/{url}/", name, tuple(map(NotePath, notes)), aliases)


def moves(old: tuple[PageAddress, ...], now: tuple[PageAddress, ...]) -> list[tuple[str, str]]:
    return [(m.old.url, m.new.url) for m in compare(Record(old), now, Withheld()).moved]


# What has become of a page


def test_a_renamed_concept_is_recognised_by_its_notes() -> None:
    old = page("slope", "Slope", "book/a.md")
    assert moves((old,), (page("derivative", "Derivative", "book/a.md"),)) == [
        ("topics/slope/", "topics/derivative/")
    ]


def test_a_joined_concept_is_recognised_by_its_alias_before_its_notes() -> None:
    kept, lost = page("pca", "PCA", "a.md"), page("components", "Components", "b.md")
    now = (page("pca", "PCA", "a.md", aliases=("Components",)), page("other", "Other", "b.md"))
    assert moves((kept, lost), now) == [("topics/components/", "topics/pca/")]


def test_a_page_whose_folder_was_renamed_is_recognised_by_the_names_of_its_files() -> None:
    old = PageAddress("sources/mml/", "MML", (NotePath("mml/ch1/a.md"), NotePath("mml/b.md")))
    new = PageAddress("sources/book/", "Book", (NotePath("book/ch1/a.md"), NotePath("book/b.md")))
    assert moves((old,), (new,)) == [("sources/mml/", "sources/book/")]


def test_a_topic_never_becomes_a_source() -> None:
    new = PageAddress("sources/slope/", "Slope", (NotePath("a.md"),))
    found = compare(Record((page("slope", "Slope", "a.md"),)), (new,), Withheld())
    assert [old.name for old in found.gone] == ["Slope"]


def test_a_section_that_is_taken_out_of_a_note_has_not_moved_to_the_rest_of_the_note() -> None:
    before = (page("x", "X", "a.md"), page("y", "Y", "a.md"))
    found = compare(Record(before), before[:1], Withheld())
    assert [old.name for old in found.gone] == ["Y"]
    assert found.moved == ()


def test_when_every_page_takes_the_name_of_the_next_only_the_first_address_is_left_over() -> None:
    before = (page("a", "A", "1.md"), page("b", "B", "2.md"))
    now = (page("b", "B", "1.md"), page("c", "C", "2.md"))
    assert moves(before, now) == [("topics/a/", "topics/b/")]


def test_two_pages_that_swap_their_names_keep_the_addresses_of_these_names() -> None:
    before = (page("a", "A", "1.md"), page("b", "B", "2.md"))
    now = (page("a", "A", "2.md"), page("b", "B", "1.md"))
    found = compare(Record(before), now, Withheld())
    assert (found.same, found.moved, found.gone) == (now, (), ())


def test_a_page_whose_address_was_taken_by_another_one_is_told_and_makes_no_redirect() -> None:
    before = (page("c", "C++", "cpp.md"),)
    now = (page("c", "C", "c.md"), page("c-2", "C++", "cpp.md"))
    found = compare(Record(before), now, Withheld())
    assert [(m.old.url, m.new.url, m.taken) for m in found.moved] == [
        ("topics/c/", "topics/c-2/", True)
    ]
    assert accepted(Record(before), found, now, Withheld()).redirects == {}


def test_a_note_that_became_two_pages_is_for_its_author_to_decide() -> None:
    now = (page("vectors", "Vectors", "a.md"), page("matrices", "Matrices", "a.md"))
    found = compare(Record((page("both", "Vectors and matrices", "a.md"),)), now, Withheld())
    ((old, candidates),) = found.ambiguous
    assert old.name == "Vectors and matrices"
    assert {one.url for one in candidates} == {one.url for one in now}


def test_the_same_letters_stored_in_another_way_are_the_same_address() -> None:
    before = (page("gro\u0308sse", "Größe", "a.md"),)
    found = compare(Record(before), (page("größe", "Größe", "a.md"),), Withheld())
    assert len(found.same) == 1
    assert (found.new, found.moved) == ((), ())


NAMES = st.sampled_from("abcdef")
PAGES = st.dictionaries(
    NAMES, st.sets(st.sampled_from(["1.md", "2.md", "3.md", "4.md"]), min_size=1)
)


def pages_of(made: Mapping[str, set[str]]) -> tuple[PageAddress, ...]:
    return tuple(page(name, name.upper(), *sorted(notes)) for name, notes in sorted(made.items()))


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGES, min_size=2, max_size=5))
def test_over_any_history_each_old_address_leads_in_one_step_to_a_page_or_was_given_up(
    history: list[dict[str, set[str]]],
) -> None:
    record, given_up = Record(pages_of(history[0])), set[str]()
    published = {one.url for one in record.pages}
    for made in history[1:]:
        now = pages_of(made)
        found = compare(record, now, Withheld())
        kinds = (found.same, [m.old for m in found.moved], found.open)
        assert sorted(one.url for kind in kinds for one in kind) == sorted(
            one.url for one in record.pages
        )
        given_up |= {one.url for one in found.open}
        before = dict(record.redirects)
        record = accepted(record, found, now, Withheld())
        given_up |= {old for old, new in before.items() if new in given_up}
        here = {one.url for one in now}
        published |= here
        assert compare(record, now, Withheld()).same == now
        assert set(record.redirects.values()) <= here
        assert set(record.redirects).isdisjoint(here)
        assert published - here - set(record.redirects) <= given_up
        assert live_redirects(record, here, Withheld()) == dict(sorted(record.redirects.items()))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, NAMES))
def test_chains_of_redirects_become_single_steps_and_circles_end(made: dict[str, str]) -> None:
    flat = collapsed(made)
    assert set(flat.values()).isdisjoint(made)
    assert all(old in made for old in flat)


def test_a_place_within_a_page_survives_a_chain() -> None:
    assert collapsed({"a/": "b/#x", "b/": "c/"}) == {"a/": "c/#x", "b/": "c/"}


# The record


RECORD = Record(
    (PageAddress("sources/x/", "X"), page("größe", 'A "name"', "b/ä.md")),
    {"topics/o/": "topics/größe/#a"},
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = write_record(tmp_path, RECORD)
    assert read_record(tmp_path) == (RECORD, ())
    assert [path.name for path in file.parent.iterdir()] == ["urls.json"]
    assert as_text(Record()) and json.loads(as_text(Record()))["pages"] == []


def test_each_page_has_a_line_of_its_own_so_that_histories_can_be_read() -> None:
    assert sum('"url"' in line for line in as_text(RECORD).splitlines()) == len(RECORD.pages)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[]",
        "{}",
        "<<<<<<< HEAD",
        '{"version": 2, "pages": [], "redirects": {}}',
        '{"version": 1, "pages": [{"url": "../x/", "name": "X", "notes": []}], "redirects": {}}',
        '{"version": 1, "pages": [], "redirects": {"/etc/x/": "a/"}}',
        '{"version": 1, "pages": [], "redirects": {"a/../../x/": "a/"}}',
        '{"version": 1, "pages": [], "redirects": {"a/": "https://example.org/"}}',
        '{"version": 1, "pages": [], "redirects": {"a/": "//example.org/"}}',
        '{"version": 1, "pages": [], "redirects": {"": "a/"}}',
        '{"version": 1, "pages": [], "redirects": {"a\\\\b/": "a/"}}',
    ],
)
def test_a_record_that_cannot_be_meant_is_an_error_and_writes_nothing_outside_of_the_site(
    tmp_path: Path, broken: str
) -> None:
    gardens.write(tmp_path, {URLS: broken})
    record, problems = read_record(tmp_path)
    assert record is None
    assert [(p.code, p.severity) for p in problems] == [("record-unreadable", Severity.ERROR)]


# The page at the old address


class Redirect(HTMLParser):
    """What a page says to a browser without scripts, and to a person."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.refresh, self.link, self.canonical, self.robots, self.words = "", "", "", "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "meta" and told.get("http-equiv") == "refresh":
            self.refresh = told["content"].partition("url=")[2]
        if tag == "meta" and told.get("name") == "robots":
            self.robots = told["content"]
        if tag == "link":
            self.canonical = told["href"]
        if tag == "a":
            self.link = told["href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_path_that_leads_to_a_topic_moves_with_it_where_it_still_has_one() -> None:
    record = Record(redirects={"topics/a/": "topics/b/#part", "topics/c/": "topics/d/"})
    urls = ["topics/b/", "paths/to/b/", "topics/d/"]
    found = live_redirects(record, urls, Withheld())
    assert found == {**record.redirects, "paths/to/a/": "paths/to/b/"}
    assert "paths/to/a/" not in live_redirects(record, [*urls, "paths/to/a/"], Withheld())


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/repo/"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("topics/a/", "topics/b/"),
        ("topics/a/", ""),
        ("why/", "topics/größe/"),
        ("topics/a.html", "topics/b.html"),
        ("a/b/c/", "a/"),
        ("topics/a/", "topics/b/#part-2"),
    ],
)
def test_an_old_address_leads_to_the_new_one_without_scripts_wherever_the_site_is(
    base: str, old: str, new: str
) -> None:
    read = Redirect(redirect_page(old, new, title="New", label="Moved:", site_url=base))
    assert unquote(urljoin(base + old, read.refresh)) == base + new
    assert unquote(urljoin(base + old, read.link)) == base + new
    assert unquote(read.canonical) == base + new.partition("#")[0]
    assert read.robots == "noindex"


@settings(max_examples=100, deadline=None)
@given(
    st.text(), st.text(st.characters(exclude_characters="/#?\\:", exclude_categories=["Cc", "Cs"]))
)
def test_no_title_and_no_address_can_break_out_of_the_page(title: str, name: str) -> None:
    text = redirect_page("a/", f"topics/{name}/", title=title, label="Moved:")
    assert text.count("<script>") == text.count("</script>") == 1
    assert text.count("<a ") == 1
    assert unquote(Redirect(text).link).endswith(f"/{name}/") or name in ("", ".", "..")


# In a garden


def garden(root: Path) -> Garden:
    return build_garden(root / "notes", Options())


def problems(root: Path) -> list[tuple[str, bool]]:
    return [(p.code, p.private) for p in garden(root).problems if p.code.startswith("url-")]


def call(root: Path, *words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [*words, "-f", str(root / "mkdocs.yml")], input=typed)


def recorded(root: Path) -> Record:
    record, _ = read_record(root / "notes")
    assert record is not None
    return record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    gardens.write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: G\nsite_url: https://me.example/g/\ndocs_dir: pages\n"
            "theme: {name: material}\nplugins: [syntopic]\n",
            "pages/index.md": "# Home\n",
            "pages/why.md": "# Why\n",
            "notes/calc.md": "# Slope\n\nHow steep it is.\n",
            "notes/vectors.md": "# Vectors\n\nArrows.\n",
        },
    )
    return tmp_path


def rename(root: Path, old: str, new: str, text: str) -> None:
    (root / "notes" / old).unlink()
    gardens.write(root / "notes", {new: text})


def test_nothing_is_checked_before_anything_was_recorded(root: Path) -> None:
    rename(root, "calc.md", "calc.md", "# Derivative\n\nHow steep it is.\n")
    assert problems(root) == []


def test_a_changed_address_is_an_error_that_names_both_and_the_command_mends_it(root: Path) -> None:
    assert call(root, "accept-urls").exit_code == 0
    gardens.write(root / "notes", {"calc.md": "# Derivative\n\nHow steep it is.\n"})
    (problem,) = (p for p in garden(root).problems if p.code == "url-changed")
    assert problem.severity is Severity.ERROR
    assert "topics/slope/" in problem.message
    assert "topics/derivative/" in problem.message
    assert "syntopic accept-urls" in problem.fix
    told = call(root, "accept-urls")
    assert "Slope: topics/slope/ → topics/derivative/" in told.output
    assert problems(root) == []
    assert recorded(root).redirects == {"topics/slope/": "topics/derivative/"}


def test_new_pages_need_no_accepting(root: Path) -> None:
    call(root, "accept-urls")
    gardens.write(root / "notes", {"new.md": "# Matrix\n\nA table.\n"})
    assert problems(root) == []


def test_accepting_twice_changes_nothing(root: Path) -> None:
    call(root, "accept-urls")
    before = (root / "notes" / URLS).read_bytes()
    told = call(root, "accept-urls")
    assert "Every published address is where it was" in told.output
    assert (root / "notes" / URLS).read_bytes() == before


def test_a_page_that_is_gone_has_to_be_decided(root: Path) -> None:
    call(root, "accept-urls")
    (root / "notes" / "calc.md").unlink()
    assert problems(root) == [("url-gone", False)]
    refused = call(root, "accept-urls")
    assert refused.exit_code == 2
    assert "--gone" in refused.output
    assert "syntopic accept-urls topics/slope/ --to" in refused.output
    assert problems(root) == [("url-gone", False)]
    assert (
        call(root, "accept-urls", "/topics/slope", "--to", "https://me.example/g/why/").exit_code
        == 0
    )
    assert recorded(root).redirects == {"topics/slope/": "why/"}
    assert problems(root) == []


def test_where_pages_are_files_an_address_is_taken_as_the_browser_shows_it(root: Path) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "use_directory_urls: false\n", "utf-8")
    call(root, "accept-urls")
    (root / "notes" / "calc.md").unlink()
    there = "https://me.example/g/topics/vectors.html"
    told = call(root, "accept-urls", "topics/slope.html", "--to", there)
    assert told.exit_code == 0, told.output
    assert recorded(root).redirects == {"topics/slope/": "topics/vectors/"}


def test_an_old_address_can_lead_to_the_list_of_posts(root: Path) -> None:
    gardens.write(
        root / "notes", {"synthesis/v.md": "---\ndate: 2026-03-01\n---\n# Vectors\n\nx\n"}
    )
    told = call(root, "accept-urls", "topics/old/", "--to", "blog/")
    assert told.exit_code == 0, told.output
    assert recorded(root).redirects == {"topics/old/": "blog/"}


def test_a_page_that_is_gone_can_be_forgotten(root: Path) -> None:
    call(root, "accept-urls")
    (root / "notes" / "calc.md").unlink()
    assert call(root, "accept-urls", "--gone").exit_code == 0
    assert problems(root) == []
    assert "slope" not in (root / "notes" / URLS).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--to", "why/"], "which address"),
        (["topics/old/"], "say where topics/old/ leads"),
        (["topics/vectors/", "--to", "why/"], "a page of the site"),
        (["topics/old/", "--to", "topics/vector/"], 'did you mean "topics/vectors/"'),
        (["../x/", "--to", "why/"], "no address below the site"),
        (["topics/old/", "--gone"], "nothing to forget"),
    ],
)
def test_wrong_addresses_are_refused_with_the_way_out(
    root: Path, words: list[str], says: str
) -> None:
    told = call(root, "accept-urls", *words)
    assert told.exit_code == 2
    assert says in told.output
    assert not (root / "notes" / URLS).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.parametrize(
    ("typed", "leads"),
    [("topics/vector\ntopics/vectors/\n", {"topics/slope/": "topics/vectors/"}), ("\n", {})],
)
def test_somebody_at_a_terminal_is_asked_where_a_page_that_is_gone_should_lead(
    root: Path, typed: str, leads: dict[str, str]
) -> None:
    call(root, "accept-urls")
    (root / "notes" / "calc.md").unlink()
    said = at_a_terminal(root, typed, "accept-urls")
    assert 'Where should "Slope" (topics/slope/) lead?' in said
    assert ("did you mean" in said) is bool(leads)
    assert recorded(root).redirects == leads


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_somebody_at_a_terminal_can_say_no(root: Path) -> None:
    call(root, "accept-urls")
    gardens.write(root / "notes", {"calc.md": "# Derivative\n\nHow steep it is.\n"})
    assert "Nothing was written" in at_a_terminal(root, "n\n", "accept-urls")
    assert recorded(root).redirects == {}


def at_a_terminal(root: Path, typed: str, *words: str) -> str:
    """What a command says to somebody who types this."""
    ours, theirs = os.openpty()
    os.write(ours, typed.encode())
    code = "from syntopic.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=root,
        stdin=theirs,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    os.close(ours)
    os.close(theirs)
    return done.stdout + done.stderr


def test_a_broken_record_is_not_written_over(root: Path) -> None:
    gardens.write(root / "notes", {URLS: "<<<<<<< HEAD"})
    told = call(root, "accept-urls")
    assert told.exit_code == 2
    assert "restore it from git" in told.output
    assert (root / "notes" / URLS).read_text() == "<<<<<<< HEAD"


# What became private


HIDDEN = {
    "a draft": ("calc.md", "---\ndraft: true\n---\n# Slope\n\nSteep.\n"),
    "not published": ("calc.md", "---\npublish: false\n---\n# Slope\n\nSteep.\n"),
    "a draft under another name": ("calc.md", "---\ndraft: true\n---\n# Derivative\n\nSteep.\n"),
    "moved away": ("private/slope.md", "# Slope\n\nSteep.\n"),
    "moved and renamed": ("private/thoughts.md", "# Week 2\n\n## Slope\n\nSteep.\n"),
    "named by its front matter": ("_x.md", "---\ntitle: Slope\n---\nSteep.\n"),
    "among several": ("_x.md", "---\nconcept:\n  - Slope\n  - Angle\n---\nSteep.\n"),
    "in a notebook": (
        "private/n.ipynb",
        '{"cells": [{"cell_type": "markdown", "source": ["# Slope\\n", "Steep"]}]}',
    ),
    "a comment": ("calc.md", "# Derivative\n\nHow steep.\n\n%%\n# Slope\n\nOld.\n%%\n"),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_name_that_became_private_is_kept_nowhere_and_told_to_its_author_alone(
    root: Path, how: str
) -> None:
    call(root, "accept-urls")
    (root / "notes" / "calc.md").unlink()
    gardens.write(root / "notes", dict([HIDDEN[how]]))
    made = garden(root)
    found = [p for p in made.problems if p.code.startswith("url-")]
    assert [(p.code, p.private, p.severity) for p in found] == [
        ("url-withdrawn", True, Severity.HINT)
    ]
    told = call(root, "accept-urls")
    assert told.exit_code == 0
    assert "slope" not in told.output.casefold()
    assert "slope" not in (root / "notes" / URLS).read_text(encoding="utf-8").casefold()
    assert addresses(made, root / "notes").comparison.moved == ()


def test_a_redirect_from_a_name_that_became_private_is_made_no_more(root: Path) -> None:
    call(root, "accept-urls")
    gardens.write(root / "notes", {"calc.md": "# Derivative\n\nSteep.\n"})
    call(root, "accept-urls")
    standing = addresses(garden(root), root / "notes")
    urls = [one.url for one in standing.now]
    assert standing.record and live_redirects(standing.record, urls, standing.withheld)
    gardens.write(root / "notes", {"private/p.md": "# Slope\n\nWhat I really think.\n"})
    standing = addresses(garden(root), root / "notes")
    assert standing.record and live_redirects(standing.record, urls, standing.withheld) == {}
    call(root, "accept-urls")
    assert recorded(root).redirects == {}


def test_a_redirect_to_a_page_that_became_private_is_forgotten(root: Path) -> None:
    call(root, "accept-urls")
    gardens.write(root / "notes", {"calc.md": "# Derivative\n\nSteep.\n"})
    call(root, "accept-urls")
    gardens.write(root / "notes", {"calc.md": "---\ndraft: true\n---\n# Derivative\n\nSteep.\n"})
    call(root, "accept-urls")
    assert not re.search("slope|derivative", (root / "notes" / URLS).read_text().casefold())


def test_a_name_that_a_public_note_bears_is_no_secret_because_a_private_one_bears_it_too(
    root: Path,
) -> None:
    gardens.write(root / "notes", {"private/vectors.md": "# Vectors\n\nMine.\n"})
    call(root, "accept-urls")
    gardens.write(root / "notes", {"vectors.md": "---\naliases: [Vectors]\n---\n# Arrows\n\nA.\n"})
    assert problems(root) == [("url-changed", False)]
