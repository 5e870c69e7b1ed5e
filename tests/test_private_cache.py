"""What is kept between builds holds nothing of a note that has become private."""

from __future__ import annotations

from pathlib import Path

import pytest

import gardens
import searching
import sites
from syntopic.configuration import Options
from syntopic.execution import Mode, cache
from syntopic.execution.entries import Entry, Head, Manifest
from syntopic.garden import build_garden
from syntopic.model import Output, OutputKind

CODE = "# {0}\n\n```python exec\nprint('{0}'.upper(), {1})\n```\n"
KEY, OTHER = "ab" + "0" * 38, "cd" + "1" * 38


def head(note: str, key: str = OTHER, read: str = "") -> Head:
    return Head(note, (key,), Manifest(files=((read, "d1"),) if read else ()))


def entry(word: str) -> Entry:
    return Entry(((Output(OutputKind.STDOUT, word),),))


def kept(folder: Path, word: str) -> bool:
    return bool(searching.places(word, searching.files_below(folder)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("garden")
    notes = {"a.md": CODE.format("opossum", 1), "b.md": CODE.format("wombat", 2)}
    gardens.write(root / "notes", notes)
    build_garden(root / "notes", Options(), cache=root / "cache")
    assert kept(root / "cache", "OPOSSUM 1")
    return root


def test_outputs_of_a_note_that_became_private_are_forgotten(built: Path) -> None:
    gardens.write(built / "notes", {"a.md": "---\ndraft: true\n---\n" + CODE.format("opossum", 1)})
    build_garden(built / "notes", Options(), cache=built / "cache")
    assert not kept(built / "cache", "opossum")
    assert kept(built / "cache", "wombat")


@pytest.mark.parametrize("mode", [Mode.NEVER, Mode.CACHED, Mode.AUTO])
def test_outputs_of_what_is_there_no_more_are_forgotten_in_every_mode(
    tmp_path: Path, mode: Mode
) -> None:
    cache.store(tmp_path / "cache", head("a.md"), entry("opossum"))
    gardens.write(tmp_path / "notes", {"private/a.md": CODE.format("opossum", 1), "b.md": "# B\n"})
    build_garden(tmp_path / "notes", Options(run=mode), cache=tmp_path / "cache")
    assert not kept(tmp_path / "cache", "opossum")


def test_outputs_are_kept_while_their_note_is_public_or_they_are_used(tmp_path: Path) -> None:
    one = cache.store(tmp_path, head('é/a "quoted".md'), entry("one"))
    other = cache.store(tmp_path, head("gone.md", KEY), entry("other"))
    cache.forget(tmp_path, {other}, {'é/a "quoted".md': ()})
    assert sorted(path.name for path in tmp_path.rglob("*.jsonl")) == sorted([one, other])
    cache.forget(tmp_path, {other}, {})
    assert [path.name for path in tmp_path.rglob("*.jsonl")] == [other]


def test_what_another_note_put_out_by_the_same_code_is_no_reason_to_keep_it(
    tmp_path: Path,
) -> None:
    used = cache.store(tmp_path, head("public.md", read="heights.csv"), entry("wombat"))
    cache.store(tmp_path, head("private.md", read="opossum.csv"), entry("opossum"))
    cache.forget(tmp_path, {used}, {"public.md": {"heights.csv"}})
    assert kept(tmp_path, "wombat") and not kept(tmp_path, "opossum")


def test_outputs_that_came_of_a_file_that_became_private_are_forgotten(tmp_path: Path) -> None:
    code = "# A\n\n```python exec\nprint(open('opossum.csv').read().upper())\n```\n"
    files = {"a.md": code, "opossum.csv": "pouch"}
    gardens.write(tmp_path / "notes", files)
    build_garden(tmp_path / "notes", Options(), cache=tmp_path / "cache")
    assert kept(tmp_path / "cache", "POUCH")
    gardens.write(tmp_path / "notes", {"a.md": "# A\n\n```python exec\n1\n```\n"})
    options = Options(exclude=("*.csv",), run=Mode.CACHED)
    build_garden(tmp_path / "notes", options, cache=tmp_path / "cache")
    assert not kept(tmp_path / "cache", "pouch") and not kept(tmp_path / "cache", "opossum")


def test_outputs_of_a_moved_note_are_forgotten_when_it_becomes_private(tmp_path: Path) -> None:
    notes, store = tmp_path / "notes", tmp_path / "cache"
    gardens.write(notes, {"a.md": CODE.format("opossum", 1)})
    build_garden(notes, Options(), cache=store)
    (notes / "a.md").rename(notes / "moved.md")
    garden = build_garden(notes, Options(run=Mode.CACHED), cache=store)
    assert not garden.errors and kept(store, "OPOSSUM 1")
    gardens.write(notes, {"moved.md": "---\ndraft: true\n---\n" + CODE.format("opossum", 1)})
    build_garden(notes, Options(), cache=store)
    assert not kept(store, "opossum")


def test_other_files_in_the_folder_of_the_cache_stay(tmp_path: Path) -> None:
    files = {"fonts/a.ttf": "x", "ab/notes.txt": "x", "ab/bad.jsonl": "{", f"ab/{KEY}.json": "{"}
    gardens.write(tmp_path, files)
    cache.forget(tmp_path, (), {})
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a.ttf", "notes.txt"]
    cache.forget(tmp_path / "nowhere", (), {})


def test_the_build_cache_holds_nothing_of_what_became_private(tmp_path: Path) -> None:
    notes = {
        "a.md": "# Opossum\n\nSee [[Wombat]], a pouched one.\n",
        "b.md": "# Wombat\n\nSee [[Opossum]].\n",
    }
    sites.build(tmp_path, notes)
    home = tmp_path / "pages" / "index.md"
    home.write_text("# Home\n\nBy hand. <!-- numbat -->\n", "utf-8")
    store = tmp_path / ".cache" / "syntopic" / "quickbuild"
    sites.built(tmp_path)
    assert kept(store, "opossum") and kept(store, "pouched") and kept(store, "wombat")
    assert kept(store, "by hand") and not kept(store, "numbat")
    gardens.write(tmp_path / "notes", {"a.md": f"---\ndraft: true\n---\n{notes['a.md']}"})
    gardens.write(tmp_path / "notes", {"b.md": "# Wombat\n\nAlone.\n"})
    assert " kept, " in sites.built(tmp_path).said
    assert kept(store, "wombat")
    assert not kept(tmp_path / ".cache", "opossum") and not kept(tmp_path / ".cache", "pouched")


def test_no_cache_holds_the_only_notebook_of_a_garden_once_its_note_is_private(
    tmp_path: Path,
) -> None:
    notes = {"a.md": CODE.format("opossum", 1), "b.md": "# Wombat\n\nAlone.\n"}
    sites.build(tmp_path, notes, settings="run: never")
    assert list((tmp_path / "site").rglob("*.ipynb"))
    assert kept(tmp_path / ".cache", "opossum")
    gardens.write(tmp_path / "notes", {"a.md": f"---\ndraft: true\n---\n{notes['a.md']}"})
    sites.built(tmp_path)
    assert not list((tmp_path / "site").rglob("*.ipynb"))
    assert not kept(tmp_path / ".cache", "opossum")
