"""``syntopic run`` and ``syntopic cache``: what a person sees who runs code by hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
from syntopic.cli import main

FENCE = "# {0}\n\n```python exec\n{1}\n```\n"
NOTES = {
    "stats/clt.md": FENCE.format("CLT", "print(open('heights.csv').read())"),
    "stats/heights.csv": "4711",
    "stats/llt.md": FENCE.format("LLT", "x = 1\n1 / 0"),
    "algebra/vectors.md": FENCE.format("Vectors", "2"),
    "algebra/prose.md": "# Prose\n\nNo code.\n",
    "private/secret.md": FENCE.format("Secret", "3"),
}


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def is_page(path: Path) -> bool:
    return path.suffix in (".md", ".html") and path.is_file()


def lines(shown: Result) -> list[str]:
    return [re.sub(r"\d+\.\d+ s", "… s", line) for line in shown.output.splitlines()]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    root = tmp_path_factory.mktemp("garden")
    gardens.write(root / "notes", NOTES)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(
        "site_name: G\ntheme: {name: material, font: false}\nplugins: [syntopic: {run: never}]\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return root, typed("run")


@pytest.fixture
def garden(ran: tuple[Path, Result], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ran[0])
    return ran[0]


def test_running_by_hand_tells_how_each_note_went_and_fails_if_one_did(
    ran: tuple[Path, Result],
) -> None:
    _, shown = ran
    assert shown.exit_code == 1
    told = lines(shown)
    assert {
        "notes/stats/clt.md  ran in … s",
        "notes/algebra/vectors.md  ran in … s",
        "notes/stats/llt.md  failed",
    } <= set(told)
    assert re.fullmatch(
        r"2 notes ran, 0 recorded, 1 failed; the slowest: notes/\S+ \(… s\)", told[-1]
    )
    assert any(line.startswith("notes/stats/llt.md:5  The code stopped with Zero") for line in told)
    assert "secret" not in shown.output


def test_what_is_recorded_does_not_run_again_unless_it_is_refreshed(garden: Path) -> None:
    shown = typed("run", "clt")
    assert (shown.exit_code, lines(shown)[0]) == (0, "notes/stats/clt.md  recorded")
    again = typed("run", "notes/stats/clt.md", "--refresh")
    assert (again.exit_code, lines(again)[0]) == (0, "notes/stats/clt.md  ran in … s")


def test_why_runs_nothing_and_says_what_has_changed(garden: Path) -> None:
    heights = garden / "notes" / "stats" / "heights.csv"
    heights.write_text("2")
    try:
        told = lines(typed("run", "--why"))
    finally:
        heights.write_text("4711")
    assert told == [
        "A build runs nothing here: mkdocs.yml says run: never.",
        "",
        "notes/algebra/vectors.md  recorded; would not run",
        "notes/stats/clt.md  runs: heights.csv has changed",
        "notes/stats/llt.md  runs: never recorded",
    ]


@pytest.mark.parametrize(
    ("note", "way_out"),
    [
        ("stats/ctl.md", '"stats/clt.md"'),
        ("cltt.md", '"stats/clt.md"'),
        ("stats", '"stats/clt.md" or "stats/llt.md"'),
        ("prose", "syntopic run --why"),
        ("notes/algebra/prose.md", "notes/algebra/prose.md is no note with code that runs"),
        ("algebra/prose.md", "notes/algebra/prose.md is no note with code that runs"),
    ],
)
def test_a_note_that_is_not_known_is_refused_with_the_way_out(
    garden: Path, note: str, way_out: str
) -> None:
    shown = typed("run", note)
    assert shown.exit_code == 2
    assert shown.stderr.count("\n") == 1 and way_out in shown.stderr


def test_a_note_is_named_as_it_lies_from_where_one_stands(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(garden / "notes" / "stats")
    shown = typed("run", "clt.md", "-f", str(garden / "mkdocs.yml"))
    assert lines(shown)[0] == "clt.md  recorded"


@pytest.mark.parametrize("words", [("export", "site"), ("build",)])
def test_the_mode_on_the_command_line_wins_over_the_configuration(
    garden: Path, words: tuple[str, ...]
) -> None:
    assert typed(*words, "--run", "cached").exit_code == 0
    pages = [path.read_text("utf-8") for path in Path("site").rglob("*") if is_page(path)]
    shutil.rmtree("site")
    assert any("4711" in page for page in pages)  # which "run: never" would not have shown


def test_a_mode_that_does_not_exist_is_refused(garden: Path) -> None:
    told = typed("build", "--run", "sometimes")
    assert told.exit_code == 2 and "sometimes" in told.output


def test_the_cache_is_shown_and_cleared_and_nothing_else_goes(garden: Path) -> None:
    kept = garden / ".cache" / "syntopic" / "causes.json"
    kept.write_text("{}")
    shown = lines(typed("cache"))
    assert re.fullmatch(r"\.cache/syntopic: 2 recorded notes, \d+ kB of at most 200 MB", shown[0])
    assert [line.split()[:2] for line in shown[2:]] == [
        ["notes/algebra/vectors.md", "1"],
        ["notes/stats/clt.md", "1"],
    ]
    removed = typed("cache", "--clear").output
    assert re.fullmatch(r"Removed 2 recorded notes \(\d+ kB\) from \.cache/syntopic\n", removed)
    assert kept.exists() and not list(kept.parent.rglob("*.jsonl"))
    assert lines(typed("cache")) == [".cache/syntopic: 0 recorded notes, 0 kB of at most 200 MB"]
