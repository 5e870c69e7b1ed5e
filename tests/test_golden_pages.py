"""Whole gardens become exactly these pages, and the same ones on every machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gardens
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, pages

GOLDEN = Path(__file__).resolve().parent / "golden"
CASES = ("two-sources-one-concept", "one-note-concept", "synthesis-and-settled-disagreement")
UPDATE = os.environ.get("SYNTOPIC_UPDATE_GOLDEN") == "1"


def built(notes: Path) -> Garden:
    return build_garden(notes, Options(), cache=None)


@pytest.mark.parametrize("case", CASES)
def test_these_notes_become_exactly_these_pages(case: str) -> None:
    garden = built(GOLDEN / case / "notes")
    told = {page.src: gardens.readable(page.markdown) for page in pages(garden, workings=False)}
    expected = GOLDEN / case / "expected"
    if UPDATE:
        for file in expected.rglob("*.md"):
            file.unlink()
        gardens.write(expected, told)
    files = {str(f.relative_to(expected).as_posix()): f for f in expected.rglob("*.md")}
    assert sorted(files) == sorted(told), "write them with SYNTOPIC_UPDATE_GOLDEN=1, and read them"
    for src, text in told.items():
        assert text == files[src].read_text(encoding="utf-8"), src


@pytest.mark.parametrize("case", CASES)
def test_the_notes_of_the_golden_gardens_have_no_errors(case: str) -> None:
    assert built(GOLDEN / case / "notes").errors == ()


BUILD = """
import json, sys
from pathlib import Path
from syntopic.configuration import Options
from syntopic.garden import build_garden, pages
from syntopic.site import manifest, navigation
garden = build_garden(Path(sys.argv[1]), Options(), cache=None)
told = [[p.src, p.title, p.markdown, p.description] for p in pages(garden, workings=True)]
nav = navigation(garden, pages(garden, workings=True))
problems = [repr(p) for p in garden.problems]
sys.stdout.buffer.write(json.dumps([told, manifest(garden), nav, problems]).encode())
"""


def built_elsewhere(notes: Path, **environment: str) -> bytes:
    variables = {**os.environ, **environment}
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", BUILD, str(notes)],
        capture_output=True,
        env={**variables, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert found.returncode == 0, found.stderr.decode()
    return found.stdout


def test_the_same_notes_give_the_same_bytes_in_any_folder_order_locale_and_time_zone(
    tmp_path: Path,
) -> None:
    files = {
        f"{case}/{file.relative_to(GOLDEN / case / 'notes').as_posix()}": file.read_bytes()
        for case in CASES
        for file in sorted((GOLDEN / case / "notes").rglob("*"))
        if file.is_file()
    }
    wild = {"Ärger/über.md": "# Über\n\nStraße.", "z/I.md": "Text.", "Z2/ı.md": "See [[über]]."}
    files |= {name: text.encode() for name, text in wild.items()}
    one = gardens.write(tmp_path / "a", files)
    two = gardens.write(tmp_path / "another folder é", dict(reversed(files.items())))
    first = built_elsewhere(one, LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1")
    other = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"}
    assert first == built_elsewhere(two, **other)
    told, manifest, _, _ = json.loads(first)
    assert len(told) > 5
    assert json.loads(manifest)["topics"]
    assert str(tmp_path).encode() not in first
