"""A cheat sheet as plain Markdown, for a terminal or another program."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.languages import Language
from syntopic.model import Facet
from syntopic.rendering.sheets import words
from syntopic.rendering.sheets.composing import Sheet, SheetTopic


def plain_sheet(sheet: Sheet, language: Language) -> str:
    """The sheet as Markdown that other programs read, too."""
    parts = [f"# {sheet.name}"]
    for topic in sheet.topics:
        parts += _topic(topic, language)
    if sheet.missing:
        parts.append(f"{language.label('not-written')}: {', '.join(sheet.missing)}")
    return "\n\n".join(parts) + "\n"


def _topic(one: SheetTopic, language: Language) -> Iterator[str]:
    yield f"## {one.concept.name}"
    if one.sentence:
        yield words.plain(one.sentence)
    for formula in one.formulas:
        yield f"$$\n{formula.tex.strip()}\n$$"
        if formula.meaning:
            yield words.plain(formula.meaning)
    if one.pitfalls:
        listed = "\n".join(f"- {words.plain(pitfall)}" for pitfall in one.pitfalls)
        yield f"**{language.facet(Facet.PITFALLS)}**\n\n{listed}"
