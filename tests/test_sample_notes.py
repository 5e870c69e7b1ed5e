"""The sample garden keeps what it shows of the tool."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from syntopic.cli.symbols import unexplained
from syntopic.configuration import load
from syntopic.garden import Garden, build_garden
from syntopic.linking.web import web_of
from syntopic.merging.coverage import gaps
from syntopic.model import Block, Card, Kind, Topic

PROJECT = Path(__file__).resolve().parent.parent
FROM_SCRATCH = {
    "Gradient descent": "lstsq",
    "Linear regression": "lstsq",
    "Logistic regression": "sklearn",
    "Naive Bayes": "sklearn",
    "Principal component analysis": "linalg.svd",
    "Eigenvalues and eigenvectors": "linalg.eigh",
    "Backpropagation": "2 * h",
    "Maximum likelihood estimation": "x.mean()",
    "Sampling": "scipy",
    "Bayesian optimization": "sklearn",
    "Neural network from scratch": "sklearn",
}
"""What is coded in plain numpy, and a word of what its result is held against."""

CENTRAL = (
    *("Vectors", "Matrix multiplication", "Eigenvalues and eigenvectors", "Derivative"),
    *("Gradient descent", "Chain rule", "Backpropagation", "Variance", "Normal distribution"),
    *("Maximum likelihood estimation", "Linear regression", "Logistic regression"),
    *("Neural network from scratch", "Principal component analysis"),
)

WHY = re.compile(
    r"\b(why|when (do|does|is|are|would|can)|fails?|go(es)? wrong|notice|mislead\w*)\b", re.I
)


@cache
def garden() -> Garden:
    """The sample garden, without running its code."""
    _, options = load(PROJECT / "mkdocs.yml")
    return build_garden(PROJECT / "notes", options)


def syllabus() -> list[str]:
    """The concepts that the sample garden's author wants to know."""
    return [c.name for area in garden().reading.syllabus.areas for c in area.concepts]


def topic(name: str) -> Topic:
    """A topic by its concept."""
    return next(t for t in garden().topics if t.concept.name == name)


def test_the_whole_syllabus_is_noted() -> None:
    assert len(syllabus()) >= 34
    assert [t.concept.name for t in garden().topics if t.concept.position is not None] == syllabus()


@pytest.mark.parametrize("name", syllabus())
def test_every_concept_has_words_a_picture_a_formula_code_and_three_sources(name: str) -> None:
    value = topic(name)
    assert gaps(value.coverage) == ()
    assert value.picture is not None
    sources = {claim.note.note.source for claim in value.claims}
    assert len(sources) >= (4 if name in CENTRAL else 3)


@pytest.mark.parametrize("name", syllabus())
def test_every_concept_has_a_formula_with_every_symbol_in_words(name: str) -> None:
    value = topic(name)
    told = {claim.note.note.path for claim in value.claims}
    formulas = {
        block.tex.strip()
        for note in garden().notes
        if note.note.path in told
        for block in note.blocks
        if block.kind is Kind.FORMULA
    }
    assert formulas - {found.tex for found in unexplained(value)}


def cards(value: Topic) -> list[Card]:
    """What the notes on a topic ask."""
    parts = [part for claim in value.claims for part in claim.content if isinstance(part, Block)]
    return [part.card for part in parts if part.card is not None]


@pytest.mark.parametrize("name", syllabus())
def test_every_concept_is_asked_about_in_small_cards_that_have_a_name(name: str) -> None:
    asked = cards(topic(name))
    assert len(asked) >= 5
    assert all(card.id and len(card.answer) < 500 for card in asked)


def test_a_third_of_the_cards_ask_why_or_when_something_fails() -> None:
    asked = [card.question for value in garden().topics for card in cards(value)]
    assert len(asked) == len(set(asked)) >= 250
    assert 3 * sum(bool(WHY.search(question)) for question in asked) >= len(asked)


def test_the_roles_are_those_that_people_apply_for() -> None:
    roles = garden().reading.syllabus.roles
    assert [role.name for role in roles] == ["Data scientist", "ML engineer", "Applied scientist"]
    areas = {a.name: {c.name for c in a.concepts} for a in garden().reading.syllabus.areas}
    needed = {need for role in roles for need in role.needs}
    assert needed <= {*syllabus(), *areas}
    covered = set[str]().union(*(areas.get(need, {need}) for need in needed))
    assert covered == set(syllabus()), "what no role needs, nobody has to learn"
    shares = [len(set[str]().union(*(areas.get(n, {n}) for n in r.needs))) for r in roles]
    assert max(shares) < len(syllabus()), "a role asks for less than everything"


def test_pages_written_by_hand_count_the_concepts_that_there_are() -> None:
    pages = (PROJECT / "site_src").rglob("*.md")
    told = [n for page in pages for n in re.findall(r"(\d+) concepts", page.read_text("utf-8"))]
    assert told and set(told) == {str(len(syllabus()))}


@pytest.mark.parametrize(("name", "known"), FROM_SCRATCH.items())
def test_what_is_coded_from_scratch_is_checked_against_a_known_result(
    name: str, known: str
) -> None:
    runs = [[s.code for s in c.note.snippets if s.runs] for c in topic(name).claims]
    assert any("assert" in code and known in code for code in map("\n".join, runs))


def test_every_source_and_a_project_of_the_author_s_own_are_there() -> None:
    notes = Counter(note.note.source for note in garden().notes)
    assert len(garden().reading.sources) == 11
    assert all(notes[source.key] >= 3 for source in garden().reading.sources)
    assert [s.key for s in garden().reading.sources if s.kind == "project"] != []


def test_the_garden_shows_each_thing_that_can_happen_to_notes() -> None:
    assert len(garden().notes) >= 120
    assert {"md", "ipynb", "qmd", "myst", "script"} <= {n.note.format for n in garden().notes}
    assert all(t.synthesis is not None for t in garden().topics)
    assert [t.concept.name for t in garden().topics if t.changes] != [], "a synthesis is stale"
    assert any(d.reason for t in garden().topics for d in t.disagreements), "one is settled"
    assert not any(d.is_open for t in garden().topics for d in t.disagreements), "none is left"
    assert any(s.also for t in garden().topics for e in t.entries for s in e.shown)


def test_every_concept_can_be_reached_from_every_other_by_links_alone() -> None:
    value = garden()
    web = web_of(value.topics, value.links.bonds)
    seen, waiting = set[str](), [next(iter(web.names))]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            waiting += (*web.links.get(page, ()), *web.back.get(page, ()))
    assert seen == set(web.names)


def test_the_garden_links_in_all_ways_that_people_use() -> None:
    notes = garden().notes
    links = [link for note in notes for block in note.blocks for link in block.links]
    assert any(link.wiki and link.text != link.target for link in links), "other words"
    assert any(link.wiki and "/" in link.target for link in links), "a path"
    assert any(not link.wiki and link.target.endswith(".md") for link in links), "Markdown"
    assert any(link.fragment.startswith("^") and not link.embed for link in links), "a block"
    assert any(link.embed and link.fragment for link in links), "an embedded passage"
    assert any(mention.linked for mention in garden().links.mentions)
    assert any(topic.concept.autolink for topic in garden().topics)
    assert any(note.note.front.no_autolink for note in notes)
    assert any(topic.concept.related for topic in garden().topics)
    folded = [b for n in notes for b in n.blocks if b.kind is Kind.CALLOUT and "]-" in b.text]
    assert any("$" in block.text.splitlines()[0] for block in folded), "math in a callout's title"


def test_only_hints_are_left() -> None:
    assert garden().errors == ()
