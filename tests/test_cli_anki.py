"""``syntopic anki``: what it writes, records, updates in Anki, and says is gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import sites
from desk import Desk
from gardens import PIXEL, write
from syntopic.cli import main

RECORD = "notes/.syntopic/anki.json"
NOTES: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: My garden\nsite_url: https://me.example/g/\ndocs_dir: pages\n"
    "plugins: [syntopic]\n",
    "notes/syllabus.yml": "areas:\n  - name: Calculus\n    concepts: [Slope, Gradient]\n",
    "notes/slope.md": "# Slope\n\nQ: What is it? ^what\nA: Rise over run.\n\n"
    "R: steep ^steep\nA: large slope\n",
    "notes/gradient.md": "---\nupdated: 2026-03-01\n---\n# Gradient\n\n"
    "C: It points ==up==, and ==$x^{2^{3}}$== is a formula. ^up\n\n"
    "Q: Which picture?\nA: ![this](dot.png)\n",
    "notes/dot.png": PIXEL,
    "notes/private/secret.md": "# Slope\n\nQ: Zanzibar? ^zanzibar\nA: Zanzibar.\n",
    "notes/slope-draft.md": "---\ndraft: true\n---\n# Slope\n\nQ: Draft zanzibar?\nA: No.\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write(tmp_path / "garden", NOTES)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "anki")
    yield made
    made.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["anki", *arguments])


def packed(*arguments: str) -> str:
    told = run("cards.apkg", *arguments)
    assert told.exit_code == 0, told.output
    return told.output


def refused(*arguments: str) -> str:
    told = run(*arguments)
    assert told.exit_code == 2
    assert told.output == told.stderr
    assert told.output.count("\n") == 1
    return told.stderr


def edit(root: Path, name: str, old: str, new: str) -> None:
    file = root / "notes" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_every_public_card_reaches_anki_with_its_picture_and_its_way_back(
    root: Path, desk: Desk
) -> None:
    told = packed()
    assert "Wrote 4 cards into cards.apkg" in told
    assert "1 card without an id" in told
    assert desk.take(root / "cards.apkg") == {"new": 4}
    notes = desk.notes()
    (bare,) = notes.keys() - {"what", "steep", "up"}
    assert desk.decks() == ["My garden", "My garden::Calculus"]
    assert notes["up"]["Text"].endswith(r"and {{c2::\(x^{2^{3} }\)}} is a formula.")
    assert notes["what"]["Link"] == "https://me.example/g/topics/slope/#what"
    (shown,) = re.findall(r'src="([^"]+)"', notes[bare]["Answer"])
    assert desk.media() == [shown]
    assert len(desk.cards()) == 6


def test_importing_an_unchanged_garden_again_changes_nothing(root: Path, desk: Desk) -> None:
    packed()
    first, record = (root / "cards.apkg").read_bytes(), (root / RECORD).read_bytes()
    desk.take(first)
    desk.answer(4)
    before = desk.schedule()
    assert "(0 new, 0 edited)" in packed()
    assert (root / "cards.apkg").read_bytes() == first
    assert (root / RECORD).read_bytes() == record
    assert desk.take(root / "cards.apkg") == {"duplicate": 4}
    assert desk.schedule() == before


def test_an_edit_without_a_date_is_updated_in_anki_and_keeps_its_schedule(
    root: Path, desk: Desk
) -> None:
    packed()
    desk.take(root / "cards.apkg")
    desk.answer(6)
    before = desk.schedule()
    assert len(before) == 6
    edit(root, "slope.md", "Rise over run.", "Change of y over change of x.")
    edit(root, "gradient.md", "points ==up==", "points ==uphill==")
    assert "(0 new, 2 edited)" in packed()
    assert desk.take(root / "cards.apkg") == {"updated": 2, "duplicate": 2}
    assert desk.notes()["what"]["Answer"] == "Change of y over change of x."
    assert desk.schedule() == before


def test_a_topic_with_another_name_moves_tags_and_links_and_no_card(root: Path, desk: Desk) -> None:
    packed()
    desk.take(root / "cards.apkg")
    desk.answer(6)
    before = desk.schedule()
    told = CliRunner().invoke(main, ["rename", "Slope", "Steepness", "--yes"])
    assert told.exit_code == 0, told.output
    assert "(0 new, 2 edited)" in packed()
    assert desk.take(root / "cards.apkg") == {"updated": 2, "duplicate": 2}
    what = desk.notes()["what"]
    assert what.tags == ["Calculus::Steepness"]
    assert what["Link"] == "https://me.example/g/topics/steepness/#what"
    assert desk.schedule() == before


def test_what_is_gone_is_listed_with_a_search_that_finds_it_in_anki(root: Path, desk: Desk) -> None:
    packed()
    desk.take(root / "cards.apkg")
    edit(root, "slope.md", "R: steep ^steep\nA: large slope\n", "")
    told = packed()
    assert "1 card (steep)" in told
    search = told.splitlines()[-1].strip()
    assert [*desk.notes(search)] == ["steep"]
    assert desk.take(root / "cards.apkg") == {"duplicate": 3}
    assert len(desk.notes()) == 4
    assert "No longer" not in packed()
    assert run("--removed").output.splitlines()[-1].strip() == search


def test_a_card_that_comes_back_is_updated(root: Path, desk: Desk) -> None:
    packed()
    desk.take(root / "cards.apkg")
    edit(root, "slope.md", "R: steep ^steep\nA: large slope\n", "")
    packed()
    edit(root, "slope.md", "Rise over run.\n", "Rise over run.\n\nR: steep ^steep\nA: much slope\n")
    packed()
    assert desk.take(root / "cards.apkg") == {"updated": 1, "duplicate": 3}
    assert desk.notes()["steep"]["Answer"] == "much slope"
    assert "still in your notes" in run("--removed").output


def test_nothing_private_is_packed_or_recorded(root: Path, desk: Desk) -> None:
    packed()
    desk.take(root / "cards.apkg")
    assert not [*desk.collection.find_notes("*anzibar*")]
    assert "zanzibar" not in (root / RECORD).read_text("utf-8")
    edit(root, "gradient.md", "updated: 2026-03-01", "publish: false")
    packed()
    assert "up" not in names(root)


def names(root: Path) -> list[str]:
    """The ids in the record."""
    found: list[Any] = json.loads((root / RECORD).read_text("utf-8"))["cards"]
    return [card[2] for card in found if card[2:]]


def test_cards_without_a_site_address_are_packed_and_lead_nowhere(root: Path, desk: Desk) -> None:
    edit(root, "../mkdocs.yml", "site_url: https://me.example/g/\n", "")
    packed()
    desk.take(root / "cards.apkg")
    assert desk.notes()["what"]["Link"] == ""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "say where to write"),
        (("cards.zip",), "end in .apkg"),
        (("notes/cards.apkg",), "among your notes"),
        (("notes/sources.yml",), "among your notes"),
        (("pages/cards.apkg",), "among the pages"),
        (("nowhere/cards.apkg",), "no folder nowhere"),
        (("mine.apkg",), "no package of Syntopic"),
        (("cards.apkg", "--removed"), "goes alone"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_writes_nothing(
    root: Path, arguments: tuple[str, ...], reason: str
) -> None:
    write(root, {"mine.apkg": b"my own", "pages/index.md": "# Home\n"})
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert reason in refused(*arguments)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_package_can_lie_in_a_vault_that_is_the_notes_folder_and_its_site_stays_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = {"syntopic": {"notes_dir": ".", "exclude": ["/pages/", "/site/"]}}
    named = {"site_name": "Vault", "docs_dir": "pages", "theme": {"name": "material"}}
    config = yaml.safe_dump({**named, "plugins": [plugin]})
    slope = NOTES["notes/slope.md"]
    files = {"mkdocs.yml": config, "pages/index.md": "# Home\n", "deep/slope.md": slope}
    monkeypatch.chdir(write(tmp_path / "vault", files))
    packed()
    assert "pages of your site" in refused("pages/cards.apkg")
    assert sites.built(Path()).code == 0
    assert "2 cards" in packed()
    audited = CliRunner().invoke(main, ["audit"])
    assert audited.exit_code == 0, audited.output


def test_a_garden_without_cards_says_how_to_write_one(root: Path) -> None:
    for name in ("slope.md", "gradient.md"):
        (root / "notes" / name).write_text("# Slope\n\nText.\n", "utf-8")
    assert "no public note has a card" in refused("cards.apkg")


def test_a_record_that_cannot_be_read_is_said_and_kept(root: Path) -> None:
    write(root, {RECORD: "<<<<<<< ours\n"})
    assert "cannot be read" in refused("cards.apkg")
    assert (root / RECORD).read_text("utf-8") == "<<<<<<< ours\n"


def test_writing_the_id_that_a_card_would_get_keeps_it_the_same_in_anki(
    root: Path, desk: Desk
) -> None:
    packed()
    desk.take(root / "cards.apkg")
    desk.answer(6)
    before = desk.schedule()
    (bare,) = set(names(root)) - {"what", "steep", "up"}
    edit(root, "gradient.md", "Q: Which picture?", f"Q: Which picture? ^{bare}")
    assert "without an id" not in packed()
    edit(root, "gradient.md", "Q: Which picture?", "Q: Which one?")
    packed()
    assert desk.take(root / "cards.apkg") == {"updated": 1, "duplicate": 3}
    assert desk.notes()[bare]["Question"] == "Which one?"
    assert desk.schedule() == before
