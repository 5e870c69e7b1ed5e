"""The gardens that costs are measured with: the same each time, whole, and of the right shape."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from benchmarks.gardens import write_garden
from benchmarks.gardens.plan import Kind, plan

from syntopic.configuration import Options
from syntopic.garden import build_garden


def _bytes(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_seed_gives_the_same_garden_byte_for_byte_and_another_seed_another(
    tmp_path: Path,
) -> None:
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        write_garden(tmp_path / name, 30, seed)
    one, same, other = (_bytes(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert one.keys() != other.keys()


def test_nothing_is_written_over_what_somebody_has(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    with pytest.raises(FileExistsError):
        write_garden(tmp_path, 30)


def test_a_garden_of_a_hundred_notes_has_no_errors_and_is_counted_as_it_was_planned(
    tmp_path: Path,
) -> None:
    planned = write_garden(tmp_path / "garden", 100)
    garden = build_garden(tmp_path / "garden" / "notes", Options())
    assert [str(problem) for problem in garden.errors] == []
    hidden = {n.path for n in planned.notes if n.kind in (Kind.DRAFT, Kind.PRIVATE)}
    shown = {n.path for n in planned.notes if n.kind is not Kind.SYNTHESIS} - hidden
    private = {str(note.path) for note in garden.reading.private}
    public = {str(note.note.path) for note in garden.notes}
    assert hidden <= private
    assert shown <= public
    assert len(private) + len(public) == len(planned.notes) == 100
    noted = {concept.name for concept in planned.concepts if concept.noted}
    assert {topic.concept.name for topic in garden.topics} == noted
    keys = {source.key for source in planned.sources}
    assert {note.note.source for note in garden.notes} - {"own"} <= keys


def test_it_has_what_real_gardens_have(tmp_path: Path) -> None:
    write_garden(tmp_path / "garden", 200)
    garden = build_garden(tmp_path / "garden" / "notes", Options())
    texts = [path.read_text() for path in (tmp_path / "garden" / "notes").rglob("*.md")]
    share = {
        what: sum(text in one for one in texts) / len(texts)
        for what, text in (
            ("a fence", "```python"),
            ("code that runs", "execute: true"),
            ("a wikilink", "[["),
            ("a formula", "$$\n"),
            ("a table", "| ---"),
            ("a card", "\nA: "),
            ("a picture", "../images/"),
            ("an embed", "![["),
            ("no heading", "\n## "),
        )
    }
    assert share.pop("no heading") < 0.55
    assert {what: found for what, found in share.items() if not 0.005 < found < 0.95} == {}
    sizes = sorted(map(len, texts))
    assert 1500 < sizes[len(sizes) // 2] < 3500 < sizes[-1] < 20_000
    assert any(topic.synthesis for topic in garden.topics)
    assert garden.links.mentions
    assert garden.related


def test_concepts_are_spoken_of_by_few_or_many_and_sources_grow_slowly() -> None:
    gardens = [plan(notes, 7) for notes in (100, 1000, 10_000)]
    assert [len(garden.notes) for garden in gardens] == [100, 1000, 10_000]
    assert [len(garden.sources) for garden in gardens] == [10, 25, 40]
    assert [len(garden.areas) for garden in gardens] == [8, 14, 20]
    spoken = Counter(number for note in gardens[1].notes for number in note.concepts)
    often = sorted(spoken.values())
    assert often[0] == 1
    assert often[len(often) // 2] in (2, 3)
    assert often[-1] > 8
    assert all(r < n for g in gardens for n, c in enumerate(g.concepts) for r in c.requires)
    assert all(a.path < b.path for g in gardens for a, b in pairwise(g.notes))


def test_the_registers_and_the_configuration_are_yaml_that_can_be_read(tmp_path: Path) -> None:
    planned = write_garden(tmp_path / "garden", 50, quickbuild=True, executed=0.0)
    config = yaml.safe_load((tmp_path / "garden" / "mkdocs.yml").read_text())
    assert config["plugins"] == ["search", "quickbuild", "syntopic"]
    syllabus = yaml.safe_load((tmp_path / "garden" / "notes" / "syllabus.yml").read_text())
    listed = [entry["name"] for area in syllabus["areas"] for entry in area["concepts"]]
    assert listed == [concept.name for concept in planned.concepts if concept.listed]
    assert syllabus["goal"] in syllabus["roles"]
    assert not any("execute:" in p.read_text() for p in (tmp_path / "garden").rglob("*.md"))
