"""The sample garden's code: run from an empty cache by the first build, and not again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from syntopic.configuration import load
from syntopic.execution import Mode
from syntopic.garden import Garden, build_garden
from syntopic.theme import FONT

pytestmark = pytest.mark.xdist_group("sample-garden")


def again(garden: Path, mode: Mode) -> tuple[Garden, set[str]]:
    """Take the garden through once more, with what the first build recorded; what was told."""
    said = set[str]()
    _, options = load(garden / "mkdocs.yml")
    built = build_garden(
        garden / "notes",
        replace(options, run=mode),
        cache=garden / ".cache" / "syntopic",
        font=FONT,
        progress=lambda path, what: said.add(what),
    )
    return built, said


def test_all_code_passes_from_an_empty_cache_and_nothing_runs_again(
    garden: Path, site: Path
) -> None:
    built, said = again(garden, Mode.AUTO)
    assert said == {"cached"}
    assert len(built.results) >= 20
    assert all(result.ran for result in built.results.values())
    assert [str(problem) for problem in built.errors] == []


def test_a_machine_that_must_not_run_code_shows_the_same_in_another_folder(
    garden: Path, site: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "a longer name"
    shutil.copytree(garden, elsewhere)
    assert again(elsewhere, Mode.CACHED)[0].results == again(garden, Mode.AUTO)[0].results


def test_pixels_within_a_drawing_are_shown(site: Path, browser: Browser) -> None:
    # matplotlib writes them, base64, behind a line break, which browsers skip.
    page = browser.new_page()
    page.goto((site / "topics" / "singular-value-decomposition" / "index.html").as_uri())
    addresses = page.eval_on_selector_all(
        "svg image", "all => all.map(one => one.href.baseVal || one.getAttribute('xlink:href'))"
    )
    widths = page.evaluate(
        """all => Promise.all(all.map(address => {
            const image = new Image(); image.src = address;
            return image.decode().then(() => image.naturalWidth, () => 0);
        }))""",
        addresses,
    )
    page.close()
    assert widths and all(widths)
