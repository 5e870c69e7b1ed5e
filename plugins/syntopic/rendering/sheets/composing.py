"""Chooses what stands on a cheat sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from syntopic.gathering.facets import passages_of
from syntopic.languages import Language
from syntopic.linking.paths import area_slug
from syntopic.merging.formulas import groups, same_tex
from syntopic.model import Block, Claim, Concept, Facet, Kind, Role, Shown, Topic
from syntopic.names import name_key, slug, unique
from syntopic.parsing.sentences import halves_of
from syntopic.plurals import singular
from syntopic.rendering.context import Context
from syntopic.rendering.identity import Same
from syntopic.rendering.overview import area_names
from syntopic.rendering.readings import without_lead_in
from syntopic.rendering.sheets import words
from syntopic.rendering.sheets.words import Words
from syntopic.rendering.summary import opening
from syntopic.rendering.tracing import TracedContext, step

FOLDER = "sheets"
MOST_PITFALLS = 5
"""Of a concept: with all that some have a dozen sources warn of, nobody finds one on a sheet."""

_TEXTS = frozenset((Kind.PARAGRAPH, Kind.CALLOUT, Kind.READING))


@dataclass(frozen=True, slots=True)
class SheetFormula:
    """A formula, and what it means: its reading, else its symbols; may be empty."""

    tex: str
    meaning: Words = ()


@dataclass(frozen=True, slots=True)
class SheetTopic:
    """What a sheet says of a concept: one sentence, its formulas, what goes wrong with it."""

    concept: Concept
    sentence: Words
    formulas: tuple[SheetFormula, ...]
    pitfalls: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cheat sheet of an area or a role: its page, its name, its concepts in learning order.

    ``missing`` are concepts that belong on it and of which nothing is noted yet.
    """

    page: str
    name: str
    role: bool
    topics: tuple[SheetTopic, ...]
    missing: tuple[str, ...]


def sheets(context: Context) -> tuple[Sheet, ...]:
    """The sheets of all areas, then of all roles, without those that would say hardly anything."""
    return _all(context) if isinstance(context, TracedContext) else _sheets(Same(context))


@lru_cache(maxsize=2)
def _sheets(same: Same[Context]) -> tuple[Sheet, ...]:
    return _all(same.value)


@step
def _all(context: Context) -> tuple[Sheet, ...]:
    used = Counter(("index",))
    found: list[Sheet] = []
    for name, wanted, role in (*_areas(context), *_roles(context)):
        names = [one.name for one in context.order.concepts.values() if one.name in wanted]
        told = [_told(context, one) for one in names if one in context.topics]
        told = [one for one in told if one.sentence or one.formulas or one.pitfalls]
        if len(told) > 1 or any(one.formulas or one.pitfalls for one in told):
            page = f"{FOLDER}/{unique(slug(name) if role else area_slug(name), used)}.md"
            missing = tuple(one for one in names if one not in context.topics)
            found.append(Sheet(page, name, role, tuple(told), missing))
    return tuple(found)


def _areas(context: Context) -> Iterator[tuple[str, frozenset[str], bool]]:
    for area, _ in area_names(context):
        if area:
            concepts = context.order.concepts.values()
            yield area, frozenset(one.name for one in concepts if one.area == area), False


def _roles(context: Context) -> Iterator[tuple[str, frozenset[str], bool]]:
    for role in context.syllabus.roles:
        concepts = context.order.concepts.values()
        yield role.name, frozenset(one.name for one in concepts if asks_for(role, one)), True


def asks_for(role: Role, concept: Concept) -> bool:
    """Whether a role asks for a concept: by its name, by another name of it, or by its area."""
    keys = {name_key(need) for need in role.needs}
    names = (concept.name, concept.area, *concept.aliases)
    return any(name_key(one) in keys for one in names if one)


@step
def _told(context: Context, name: str) -> SheetTopic:
    """What a sheet says of a topic."""
    topic = context.topics[name]
    return SheetTopic(
        topic.concept,
        _sentence(topic, context),
        _formulas(topic, context.language),
        tuple(islice(_pitfalls(topic, context), MOST_PITFALLS)),
    )


def _sentence(topic: Topic, context: Context) -> Words:
    """One sentence on what it is, which is one that names it, if there is one; two for two halves.

    One in plain English that begins with the name comes first, since that is how one says what
    something is. Then the first ones in plain English, then how the author describes the synthesis,
    then how the page begins, which may be a story.
    """
    concept = topic.concept
    names = tuple(
        dict.fromkeys(
            form
            for name in (concept.name, *concept.aliases)
            for form in (name.casefold(), singular(name.casefold()))
        )
    )
    defining = next(_beginning_with(names, topic, context), ())
    if defining:
        return words.sentence(defining, concept.name)
    found = [
        words.sentence(one, concept.name)
        for one in map(words.paragraph, _beginnings(topic, context))
        if one
    ]
    naming = (one for one in found if _names(words.said(one).casefold(), names))
    return next(naming, found[0] if found else ())


def _beginning_with(names: tuple[str, ...], topic: Topic, context: Context) -> Iterator[Words]:
    """Plain English from where a sentence begins with a name, behind an article or without one."""
    articles = "|".join(map(re.escape, context.language.words["articles"]))
    wanted = "|".join(map(re.escape, names))
    name = re.compile(rf"(?:(?:{articles})(?:\s+|['’]))?(?:{wanted})s?\b")
    for parts in _under(Facet.PLAIN_ENGLISH, topic, context):
        for text in _paragraphs(block for block, _ in parts):
            if any(one in text.casefold() for one in names):
                for left in words.sentences(words.paragraph(text)):
                    if name.match(words.said(left).casefold()):
                        yield left


def _names(said: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names is said, as a whole or half by half."""
    return any(name in said or all(half in said for half in halves_of(name)) for name in names)


def _beginnings(topic: Topic, context: Context) -> Iterator[str]:
    """The texts that may say what a topic is."""
    for parts in _under(Facet.PLAIN_ENGLISH, topic, context):
        yield from islice(_paragraphs(block for block, _ in parts), 1)
    if topic.synthesis is not None:
        yield topic.synthesis.note.note.front.description
    yield from islice(_paragraphs(opening(topic)), 1)


Said = tuple[Block, str]
"""A block, and its text without what was folded into another."""


def _under(facet: Facet, topic: Topic, context: Context) -> Iterator[tuple[Said, ...]]:
    """The passages of a facet, wherever on its page they stand: one note alone keeps its order."""
    if not topic.as_written:
        for entry in topic.entries:
            if entry.passage.facet is facet:
                yield tuple((shown.block, shown.text) for shown in entry.shown)
        return
    for claim in topic.claims:
        yield from _told_under(facet, claim, context)


def _told_under(facet: Facet, claim: Claim, context: Context) -> Iterator[tuple[Said, ...]]:
    for passage in passages_of(claim, claim.name, context.language, dict(context.synonyms)):
        if passage.facet is facet:
            yield tuple((block, block.text) for block in passage.blocks)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.text for block in blocks if block.kind is Kind.PARAGRAPH)


def _formulas(topic: Topic, language: Language) -> tuple[SheetFormula, ...]:
    """Every formula once, in the order of the page; what explains it may stand at another place."""
    parts: list[tuple[Block, ...]] = [_blocks(topic.opening)]
    parts += (_blocks(entry.content) for entry in topic.entries)
    found: dict[str, SheetFormula] = {}
    for blocks in parts:
        for formula, followers in groups(blocks):
            key = same_tex(formula.tex)
            if key not in found or not found[key].meaning:
                tex = found[key].tex if key in found else formula.tex
                found[key] = SheetFormula(tex, _meaning(followers, language))
    for tex in () if found else _asked(block for blocks in parts for block in blocks):
        found.setdefault(same_tex(tex), SheetFormula(tex))
    return tuple(found.values())


def _asked(blocks: Iterable[Block]) -> Iterator[str]:
    """The formulas that are answers, or paragraphs of them: all that some topics have."""
    for block in blocks:
        if block.card is not None:
            yield from words.formulas(block.card.answer)


def _blocks(parts: Iterable[object]) -> tuple[Block, ...]:
    return tuple(part.block for part in parts if isinstance(part, Shown))


def _meaning(followers: Iterable[Block], language: Language) -> Words:
    """The reading of a formula, else its symbols in one line."""
    blocks = tuple(followers)
    for block in blocks:
        if block.kind is Kind.READING:
            return words.begun(words.paragraph(without_lead_in(block.text, language)))
    told = [
        (words.Word(words.Kind.MATH, one.tex), words.Word(words.Kind.TEXT, ": "), *meaning)
        for block in blocks
        for one in block.symbols
        if (meaning := words.paragraph(one.meaning))
    ]
    between = words.Word(words.Kind.TEXT, "; ")
    return tuple(word for one in told for word in (between, *one))[1:]


def _pitfalls(topic: Topic, context: Context) -> Iterator[Words]:
    """How each pitfall begins: each paragraph, and each item of a list; the author's own first.

    What sources say against each other needs more than its beginning, so it is left to the page.
    """
    own = topic.synthesis
    disputed = {
        side.block.id
        for one in topic.disagreements
        if not one.dismissed
        for side in (one.first, one.second)
    }
    mine = _told_under(Facet.PITFALLS, own, context) if own is not None else ()
    seen: set[str] = set()
    for parts in (*mine, *_under(Facet.PITFALLS, topic, context)):
        for found in _warnings(said for said in parts if said[0].id not in disputed):
            first = words.warning(found)
            if words.said(first) not in seen:
                seen.add(words.said(first))
                yield first


def _warnings(parts: Iterable[Said]) -> Iterator[Words]:
    for block, text in parts:
        if block.kind is Kind.LIST:
            yield from words.items(text)
        elif block.kind in _TEXTS and (found := words.paragraph(text)):
            yield found
