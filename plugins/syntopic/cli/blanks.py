"""``status --concept``: what is missing on one concept, as Markdown to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syntopic.cli.differing import endings, sides
from syntopic.cli.opening import Place
from syntopic.cli.steps import has_cards
from syntopic.cli.symbols import Unexplained, unexplained
from syntopic.cli.terminal import command
from syntopic.merging.coverage import gaps
from syntopic.model import Facet, Kind, Topic

PROMPTS = {
    Facet.PLAIN_ENGLISH: ("In my words", "What is it? Say it as you would to a friend."),
    Facet.INTUITION: ("Picture", "What do you see when you think of it?"),
    Facet.FORMULA: ("Formula", "The formula, each symbol in words, and a reading: In words: …"),
    Facet.CODE: ("Try it", 'A few lines of code that show it, in a "python exec" fence.'),
}

_SIGNS = re.compile(r"<!-*|-*-!?>|%%+")
"""What begins or ends a comment, here or in Obsidian."""


def blanks(topic: Topic, place: Place) -> str:
    """Markdown to paste into a note: what may contradict, symbols to explain, then headings that
    nobody has filled, then questions.

    Empty when nothing is missing. What it says to the author stands in comments, which never
    appear on the site.
    """
    return "\n\n".join(
        (
            *_differences(topic, place),
            *_formulas(topic, place),
            *_gaps(topic),
            *_questions(topic),
        )
    )


def _differences(topic: Topic, place: Place) -> Iterator[str]:
    """Passages that may contradict each other, and how to say that they do or do not."""
    for found in topic.disagreements:
        if found.is_open:
            why, not_so = endings(found)
            told = "\n".join(
                (
                    f"These may contradict each other: {found.message}",
                    *sides(place, found),
                    f"If they do, say why: {why}",
                    f"If they do not: {not_so}",
                )
            )
            yield f"<!-- {_SIGNS.sub(' ', told)} -->"


def _formulas(topic: Topic, place: Place) -> Iterator[str]:
    for formula in unexplained(topic):
        where = f"<!-- below the formula in {place.shown(formula.path)}:{formula.line} -->"
        rows = [f"- ${symbol}$ is …" for symbol in formula.symbols]
        rows += [] if _is_read(topic, formula) else ["", "In words: …"]
        yield f"{where}\n\n" + "\n".join(rows)


def _is_read(topic: Topic, formula: Unexplained) -> bool:
    """Whether the formula has its reading: one follows before the next formula of its note."""
    below = False
    for block in (block for claim in topic.claims for block in claim.note.blocks):
        here = block.origin.path == formula.path and block.origin.first_line == formula.line
        below = here or (below and block.kind is not Kind.FORMULA)
        if below and block.kind is Kind.READING:
            return True
    return False


def _gaps(topic: Topic) -> Iterator[str]:
    for facet in gaps(topic.coverage):
        heading, prompt = PROMPTS[facet]
        yield f"## {heading}\n\n<!-- Nobody has said it yet. {prompt} -->"


def _questions(topic: Topic) -> Iterator[str]:
    if not (topic.concept.enough or has_cards(topic)):
        offers = command("cards", "--suggest", topic.concept.name)
        yield (
            "## Interview questions\n\n"
            f"<!-- No card asks about it yet; some to choose from: {offers} -->"
        )
