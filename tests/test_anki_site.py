"""The package for Anki that readers download from the review page, in sites by the real engine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sites
from desk import Desk
from gardens import PIXEL
from syntopic.auditing.emitted import inside
from syntopic.model import Asking
from syntopic.publishing.anki import AnkiNote, package

PLACE = "assets/syntopic/cards.apkg"
LONG = "Words enough to fill more than a page of a database, " * 200
NOTES: dict[str, str | bytes] = {
    "vector.md": f"# Vector\n\nQ: What is it? ^what\nA: {LONG} and at its end an ibex.\n\n"
    "Q: Shown? ^shown\nA: ![a dot](dot.png)\n",
    "dot.png": PIXEL,
    "private/secret.md": "# Vector\n\nQ: Who is the okapi? ^okapi\nA: ![okapi](okapi.png)\n",
    "hidden.md": "---\npublish: false\n---\n# Vector\n\nC: The ==okapi== hides.\n",
    "comment.md": "# Matrix\n\nQ: Rows? ^rows\nA: Numbers. %%okapi%%\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    return sites.build(tmp_path_factory.mktemp("package"), NOTES, strict=True)


def texts(raw: bytes) -> str:
    return "\n".join(part.text for part in inside(raw))


def test_the_review_page_offers_the_package_of_the_public_cards(
    site: sites.Site, tmp_path: Path
) -> None:
    assert site.code == 0, site.said
    assert f'<a download="" href="../{PLACE}">' in site.html("review")
    desk = Desk(tmp_path / "anki")
    assert desk.take(site.folder / PLACE) == {"new": 3}
    notes = desk.notes()
    assert notes["what"]["Link"] == "https://example.org/garden/topics/vector/#what"
    assert 'id="what"' in site.html("topics/vector")
    assert desk.media() == re.findall(r'src="([^"]+)"', notes["shown"]["Answer"])
    desk.close()


def test_nothing_private_is_in_the_package(site: sites.Site) -> None:
    told = texts((site.folder / PLACE).read_bytes())
    assert "an ibex" in told
    assert "okapi" not in told


def test_two_builds_give_the_same_package(site: sites.Site, tmp_path: Path) -> None:
    again = sites.build(tmp_path, NOTES, afresh=True)
    assert (again.folder / PLACE).read_bytes() == (site.folder / PLACE).read_bytes()


def test_a_garden_without_cards_has_no_package(tmp_path: Path) -> None:
    built = sites.build(tmp_path, {"vector.md": "# Vector\n\nAn arrow.\n"})
    assert built.code == 0
    assert not (built.folder / PLACE).exists()


def test_the_audit_knows_where_the_package_comes_from(site: sites.Site) -> None:
    cache = site.folder.parent / ".cache" / "syntopic" / "causes.json"
    assert "their cards, for Anki" in json.dumps(json.loads(cache.read_text("utf-8")))


def test_the_audit_reads_cards_in_a_package_however_long_they_are() -> None:
    note = AnkiNote("x", Asking.QUESTION, "Why?", f"{LONG}<b>private</b> words", "T")
    told = texts(package([note], "G"))
    assert "private</b> words" in told


def test_the_audit_reads_what_it_can_of_a_damaged_database() -> None:
    note = AnkiNote("x", Asking.QUESTION, "Why?", "private words", "T")
    archive = next(p for p in inside(package([note], "G")) if p.raw.startswith(b"SQLite"))
    damaged = archive.raw[:100] + b"\xff" * 200 + archive.raw[300:]
    assert "private words" in texts(damaged)
