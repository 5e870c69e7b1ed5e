"""What is kept between builds holds nothing of a note that has become private."""

from __future__ import annotations

from pathlib import Path

import pytest

import gardens
import searching
from syntopic.configuration import Options
from syntopic.execution import Mode, cache
from syntopic.execution.cache import Entry
from syntopic.garden import build_garden
from syntopic.model import Output, OutputKind

CODE = "# {0}\n\n```python exec\nprint('{0}'.upper(), {1})\n```\n"
KEY, OTHER = "ab" + "0" * 38, "cd" + "1" * 38


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
    entry = Entry(((Output(OutputKind.STDOUT, "opossum"),),))
    cache.store(tmp_path / "cache", KEY, entry, "a.md")
    gardens.write(tmp_path / "notes", {"private/a.md": CODE.format("opossum", 1), "b.md": "# B\n"})
    build_garden(tmp_path / "notes", Options(run=mode), cache=tmp_path / "cache")
    assert not kept(tmp_path / "cache", "opossum")


def test_outputs_are_kept_while_their_note_is_public_or_their_key_is_used(tmp_path: Path) -> None:
    entry = Entry(((Output(OutputKind.STDOUT, "one"),),))
    cache.store(tmp_path, KEY, entry, 'é/a "quoted".md')
    cache.store(tmp_path, OTHER, entry)
    cache.forget(tmp_path, {OTHER}, {'é/a "quoted".md'})
    assert cache.load(tmp_path, KEY, 1) == cache.load(tmp_path, OTHER, 1) == entry
    cache.forget(tmp_path, {KEY}, ())
    assert cache.load(tmp_path, KEY, 1) == entry
    assert cache.load(tmp_path, OTHER, 1) is None


def test_other_files_in_the_folder_of_the_cache_stay(tmp_path: Path) -> None:
    gardens.write(tmp_path, {"fonts/a.ttf": "x", "ab/notes.txt": "x", "ab/bad.json": "{"})
    cache.forget(tmp_path, (), ())
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a.ttf", "notes.txt"]
    cache.forget(tmp_path / "nowhere", (), ())
