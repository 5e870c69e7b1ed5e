"""The file in which a garden is remembered spares work, and tells nothing that is private."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

import gardens
from syntopic.configuration import options
from syntopic.garden import Garden, build_garden, notebooks, pages
from syntopic.garden_file import Kind, code_key, garden_file
from syntopic.garden_memory import GardenMemory
from syntopic.merging import record
from syntopic.records import write_synthesis

NOTES: dict[str, str | bytes] = {
    "sources.yml": "- key: book\n  title: The Book\n",
    "syllabus.yml": "areas:\n- name: Calculus\n  concepts: [Limit, {name: Slope}]\n",
    "book/slope.md": "---\naliases: [otteralias]\n---\n# Slope\n\nHow steep an otterline is.\n\n"
    "## Otterheading\n\n![[otterfig.png]] $otter$\n\nQ: What is otterasked?\nA: It. ^ottercard\n\n"
    "```python exec\nprint('ottercode')\n```\n",
    "book/otterfig.png": gardens.PIXEL,
    "course/limit.md": "# Limit\n\nWhat a [[slope]] comes to, otheralias or not.\n",
    "synthesis/limit.md": "---\nconcept: Limit\n---\n\nWhere it ends.\n",
}
SLOPE = str(NOTES["book/slope.md"])


def built(folder: Path, kind: Kind = Kind.BUILD, **chosen: Any) -> Garden:
    """One build in a process of its own, as far as memory goes."""
    file, preview = garden_file(folder / ".cache", kind), kind is Kind.PREVIEW
    notes = folder / "notes"
    garden = build_garden(notes, options(chosen), drafts=preview, memory=file.memory)
    pages(garden, workings=preview, memory=file.memory)
    notebooks(garden, memory=file.memory)
    file.save()
    return garden


def remembered(folder: Path) -> bytes:
    """All that any file of the memory holds, names of files included."""
    files = [file for file in (folder / ".cache").rglob("*") if file.is_file()]
    return b"".join(file.name.encode() + file.read_bytes() for file in files)


@pytest.mark.parametrize(
    ("change", "chosen"),
    [
        ({"book/slope.md": SLOPE.replace("---\n", "---\ndraft: true\n", 1)}, {}),
        ({"book/slope.md": SLOPE.replace("---\n", "---\npublish: soon\n", 1)}, {}),
        ({"book/slope.md": SLOPE.replace("---\n", "---\nx: [\n", 1)}, {}),
        ({"book/slope.md": None, "private/slope.md": SLOPE}, {}),
        ({"book/slope.md": None}, {}),
        ({"sources.yml": "- key: book\n  title: The Book\n  private: true\n"}, {}),
        ({}, {"exclude": ["book/*"]}),
        ({}, {"publish": "opt-in"}),
        ({"book/slope.md": "# Slope\n\n%%\n" + SLOPE.split("---\n")[2] + "\n%%\n"}, {}),
    ],
    ids=(
        *(
            "draft",
            "unclear",
            "broken",
            "folder",
            "gone",
            "source",
            "excluded",
            "opt-in",
            "comment",
        ),
    ),
)
def test_what_became_private_is_in_no_byte_of_it_after_the_next_build(
    tmp_path: Path, change: dict[str, str | None], chosen: dict[str, Any]
) -> None:
    notes = gardens.write(tmp_path / "notes", NOTES)
    told = built(tmp_path)
    for one in told.gathering.concepts:
        if one.synthesis is not None:
            write_synthesis(notes, one.concept.name, record(one.passages))
    built(tmp_path)
    assert b"otterline" in remembered(tmp_path)
    for path, text in change.items():
        if text is None:
            (notes / path).unlink()
        else:
            gardens.write(notes, {path: text})
    garden = built(tmp_path, **chosen)
    kept = remembered(tmp_path)
    words = (b"otteralias", b"otterline", b"otterasked", b"ottercode", b"Otterheading")
    assert [word for word in words if word in kept] == []
    shown = "book/slope.md" in {note.note.path for note in garden.notes}
    assert (b"book/slope.md" in kept) is shown


def test_a_private_entry_of_the_syllabus_is_in_no_byte_of_it(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path / "notes", NOTES)
    hidden = "areas:\n- name: Calculus\n  concepts: [Limit, {name: Otterconcept%s}]\n"
    for private in ("", ", private: true"):
        gardens.write(notes, {"syllabus.yml": hidden % private})
        built(tmp_path)
        assert (b"Otterconcept" in remembered(tmp_path)) is not bool(private)


def test_a_build_finds_no_draft_that_a_preview_has_shown(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path / "notes", NOTES)
    draft = "---\nconcept: Limit\ndraft: true\n---\n\nAn otterdraft.\n"
    gardens.write(notes, {"synthesis/limit.md": draft})
    built(tmp_path, Kind.PREVIEW)
    garden = built(tmp_path)
    assert all(topic.synthesis is None for topic in garden.topics)
    build = tmp_path / ".cache" / "memory" / "build.pickle"
    assert b"otterdraft" not in build.read_bytes()
    assert b"otterdraft" in build.with_name("preview.pickle").read_bytes()


def test_a_garden_whose_records_tell_of_a_private_note_is_not_remembered(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path / "notes", NOTES)
    kept = {"concept": "Limit", "blocks": [{"note": "book/slope.md", "text": "An otterline."}]}
    built(tmp_path)
    file = notes / ".syntopic" / "syntheses" / "limit.json"
    gardens.write(notes, {"book/slope.md": SLOPE.replace("---\n", "---\ndraft: true\n", 1)})
    gardens.write(file.parent, {file.name: json.dumps(kept)})
    garden = built(tmp_path)
    assert "record-private" in {problem.code for problem in garden.problems}
    assert remembered(tmp_path) == b""


def test_the_next_build_makes_nothing_anew_and_the_file_stays(tmp_path: Path) -> None:
    gardens.write(tmp_path / "notes", {**NOTES, "private/shy.md": "# Shy\n\nQ: Who?\nA: I. ^c1\n"})
    first = pages(built(tmp_path), workings=False)
    file = tmp_path / ".cache" / "memory" / "build.pickle"
    before = file.stat()
    kept = garden_file(tmp_path / ".cache", Kind.BUILD).memory
    garden = build_garden(tmp_path / "notes", options({}), memory=kept)
    assert pages(garden, workings=False, memory=kept) == first
    assert notebooks(garden, memory=kept)
    assert not kept.unsaved
    assert (kept.pages.why, kept.notebooks.why) == ({}, {})
    assert [*kept.parsed.made(), *kept.topics.made()] == []
    built(tmp_path)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_what_an_edit_took_away_is_remembered_no_more(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path / "notes", NOTES)
    built(tmp_path)
    gardens.write(notes, {"book/slope.md": SLOPE.replace("otteralias", "weaselalias")})
    built(tmp_path)
    assert b"otteralias" not in remembered(tmp_path)


def test_a_picture_that_is_damaged_or_mended_is_noticed(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path / "notes", NOTES)
    memory = GardenMemory()
    memory.reading.clock = lambda: time.time_ns() + 10**11  # by which all files are at rest
    for picture in (gardens.PIXEL, gardens.PIXEL[:-9], gardens.PIXEL):
        gardens.write(notes, {"book/otterfig.png": picture})
        garden = build_garden(notes, options({}), memory=memory)
        damaged = "image-damaged" in {problem.code for problem in garden.problems}
        assert damaged is (picture is not gardens.PIXEL)


def test_how_files_look_is_saved_when_many_have_come_to_rest(tmp_path: Path) -> None:
    notes = gardens.write(tmp_path / "notes", {f"n{n}.md": f"# N{n}\n\nText.\n" for n in range(60)})
    built(tmp_path)
    later, told = time.time_ns() + 10**11, []
    for _ in range(2):
        file = garden_file(tmp_path / ".cache", Kind.BUILD)
        file.memory.reading.clock = lambda: later
        build_garden(notes, options({}), memory=file.memory)
        told.append((file.memory.unsaved, len(file.memory.reading.seen)))
        file.save()
    assert told == [(True, 60), (False, 60)]


def test_two_builds_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    gardens.write(tmp_path / "notes", NOTES)
    both = [garden_file(tmp_path / ".cache", Kind.BUILD) for _ in range(2)]
    for one in both:
        build_garden(tmp_path / "notes", options({}), memory=one.memory)
    for one in both:
        one.save()
    assert garden_file(tmp_path / ".cache", Kind.BUILD).memory.parsed.known.keys() == {
        *("book/slope.md", "course/limit.md", "synthesis/limit.md"),
    }


def test_the_key_is_that_of_the_code_however_often_it_is_asked_for() -> None:
    assert code_key() == code_key()
