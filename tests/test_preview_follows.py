"""The preview of a garden: whatever is edited, it shows what a fresh one would."""

from __future__ import annotations

import json
import os
import shutil
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from quickbuild_serving import Serving

from random_gardens import RandomGarden

SOAK = "SOAK" in os.environ
ALONE = "made again:"
PAGE = "# Welcome\n\n<!-- syntopic:topics -->\n"


def _configure(root: Path, garden: RandomGarden, engine: str) -> Path:
    """Write the configuration if it has changed."""
    settings = {"run": "never", **garden.settings}
    told = {
        "site_name": "Mine",
        "site_url": "https://example.org/mine/",
        "docs_dir": "site_src",
        "theme": {"name": "material"},
        "use_directory_urls": engine == "mkdocs",
        "plugins": ["search", {"syntopic": settings}, "quickbuild"],
    }
    file, text = root / "mkdocs.yml", yaml.safe_dump(told)
    if not file.exists() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")
    return file


def _state(root: Path) -> dict[str, bytes]:
    """All that an author has written."""
    files = (root / name for name in ("notes", "site_src"))
    found = {str(p): p.read_bytes() for f in files for p in f.rglob("*") if p.is_file()}
    return found | {"": (root / "mkdocs.yml").read_bytes()}


def _copy(root: Path, to: Path) -> Path:
    """The same garden elsewhere, where nothing was kept of it."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to, ignore=shutil.ignore_patterns(".cache", "serving.log"))
    return to / "mkdocs.yml"


@pytest.mark.parametrize(
    ("engine", "seed", "steps"),
    [("mkdocs", 5, 14), ("properdocs", 8, 7)]
    + [
        (engine, seed, 100) for seed in range(20, 23) for engine in ("mkdocs", "properdocs") if SOAK
    ],
)
def test_after_any_edit_the_preview_of_a_garden_is_as_a_fresh_one(
    tmp_path: Path, engine: str, seed: int, steps: int
) -> None:
    root = tmp_path / "mine"
    garden = RandomGarden.of(root / "notes", seed)
    (root / "site_src" / "blog" / "posts").mkdir(parents=True)
    (root / "site_src" / "index.md").write_text(PAGE, "utf-8")
    file = _configure(root, garden, engine)
    said: list[str] = []
    done: list[str] = []
    with Serving(file, engine, "mine/") as serving:
        for step in range(steps):
            seen, before = serving.ended, _state(root)
            done.append(garden.step() if step % 2 else f"append {garden.append()}")
            if step % 5 == 4:
                page = f"{PAGE}\n{garden.chance.word()}\n"
                (root / "site_src" / "index.md").write_text(page, "utf-8")
            _configure(root, garden, engine)
            if _state(root) == before:
                continue
            said.append(serving.follow(seen))
            clean = tmp_path / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            serving.clean(clean, _copy(root, tmp_path / "copy"))
            wrong = serving.differences(clean)
            assert wrong == [], f"step {step} of {done}: {wrong[:9]}\n{said[-1]}"
    alone = sum(ALONE in one for one in said)
    assert alone > len(said) // 8, "some edits are followed alone, or nothing is shown"


def _small(root: Path) -> Path:
    """A garden of three notes, one of which links to another; its configuration."""
    notes = root / "notes"
    notes.mkdir(parents=True)
    (root / "site_src").mkdir()
    for name in ("One", "Two", "Übung"):
        text = f"# {name}\n\nIt is about {name}.\n\n```python exec\nprint('{name}')\n```\n"
        (notes / f"{name}.md").write_text(f"{text}\nQ: What?\nA: {name}.\n", "utf-8")
    _append(notes / "Übung.md", "See [[One]].")
    told = {"site_name": "Mine", "docs_dir": "site_src", "theme": {"name": "material"}}
    ours: dict[str, object] = {"syntopic": {"run": "never"}}
    file = root / "mkdocs.yml"
    file.write_text(yaml.safe_dump({**told, "plugins": ["search", ours]}), "utf-8")
    return file


def _shows(serving: Serving, words: str, place: str) -> bool:
    return words.encode() in serving.get(place, page=True)


def _append(note: Path, text: str) -> None:
    with note.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{text}\n")


def test_whoever_asks_for_what_no_page_waits_for_is_told_as_the_edit_has_it(
    tmp_path: Path,
) -> None:
    file = _small(tmp_path / "mine")
    with Serving(file) as serving:
        _append(file.parent / "notes" / "Two.md", "It has zebras: see [[One]].")
        serving.wait(lambda: b"zebras" in serving.get("topics/two/", page=True))
        manifest = json.loads(serving.get("garden.json"))
        linked = {topic["concept"]: topic["links"] for topic in manifest["topics"]}
        assert linked["Two"] == ["one"], "not as it was before the edit"
        assert b"zebras" in serving.get("search/search_index.json")
        assert b"[[0,1],[0,2]]" in serving.get("assets/syntopic/garden-map.js")
        assert "builds the whole site" not in serving.said


def test_the_notebook_of_a_name_that_is_not_ascii_is_waited_for_too(tmp_path: Path) -> None:
    file = _small(tmp_path / "mine")
    note, number = file.parent / "notes" / "Übung.md", 0
    with Serving(file) as serving:
        (place,) = (
            topic["notebook"]
            for topic in json.loads(serving.get("garden.json"))["topics"]
            if topic["concept"] == "Übung"
        )
        before = note.read_text("utf-8")
        for number in range(5):
            note.write_text(before.replace("print('", f"print('zebra {number} "), "utf-8")
            shows = partial(_shows, serving, f"zebra {number}")
            serving.wait(partial(shows, quote("topics/übung/")))
            assert shows(quote(place))
        assert number and "builds the whole site" not in serving.said


def test_what_cannot_be_made_when_pages_are_shown_leads_to_a_whole_build(tmp_path: Path) -> None:
    file, folder = _small(tmp_path / "mine"), tmp_path / "shown"
    folder.mkdir()
    with Serving(file, variables={"TMPDIR": str(folder)}) as serving:
        (told,) = folder.rglob("garden.json")
        told.unlink()
        (told / "in the way").mkdir(parents=True)
        seen = serving.ended
        _append(file.parent / "notes" / "Two.md", "It has zebras: see [[One]].")
        said = serving.follow(seen)
        assert "builds the whole site, since the rest could not be made" in said
        assert b"zebras" in serving.get("topics/two/", page=True)
        manifest = json.loads(serving.get("garden.json"))
        assert {topic["concept"]: topic["links"] for topic in manifest["topics"]}["Two"] == ["one"]
