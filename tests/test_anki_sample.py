"""The cards of the sample garden as Anki gets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desk import Desk
from syntopic.configuration import load
from syntopic.garden import build_garden, context
from syntopic.markdown.tree import each, read, words
from syntopic.publishing.anki import AnkiNote, collected, package
from syntopic.publishing.values import Site

ROOT = Path(__file__).resolve().parent.parent
OURS = re.compile(r"data-|card-text|math\b|nobreak|headerlink|highlight|admonition|[\ufdd0\ufdd1]")
MARKUP = re.compile(r"\*\*|\[\[|\]\]|\$|(?<!=)==(?!=)|^[QRAC]: |\s\^[a-z]|```", re.MULTILINE)


@pytest.fixture(scope="module")
def cards() -> tuple[AnkiNote, ...]:
    _, chosen = load(ROOT / "mkdocs.yml")
    view = context(build_garden(ROOT / "notes", chosen), workings=False)
    return collected(view, Site("Garden", "https://me.example/garden/"), ROOT / "notes")


def test_no_side_shows_markup_of_notes_or_of_the_site(cards: tuple[AnkiNote, ...]) -> None:
    assert len(cards) >= 90
    for card in cards:
        for side in (card.question, card.answer):
            tree = read(side)
            prose = re.sub(r"\\\(.*?\\\)|\\\[.*?\\\]", "", words(tree), flags=re.DOTALL)
            code = [words(found.children) for found in each(tree) if found.tag == "code"]
            for piece in code:
                prose = prose.replace(piece, "")
            assert not MARKUP.search(prose), side
            assert not OURS.search(re.sub(r"\\\(.*?\\\)", "", side)), side


def test_every_card_of_the_sample_reaches_anki_and_shows_both_sides(
    cards: tuple[AnkiNote, ...], tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "anki")
    assert desk.take(package(cards, "Garden")) == {"new": len(cards)}
    assert desk.take(package(cards, "Garden")) == {"duplicate": len(cards)}
    files = set(desk.media())
    for card in desk.cards():
        assert words(read(card.question())).strip()
        assert words(read(card.answer())).strip()
        assert set(re.findall(r'src="(syntopic-[^"]+)"', card.answer())) <= files
    problems = desk.collection.media.check()
    assert (list(problems.missing), list(problems.unused)) == ([], [])
    desk.close()
