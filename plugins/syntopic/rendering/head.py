"""The head of a topic page: where it belongs, one line of facts, what to know first."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from syntopic.languages import Language
from syntopic.model import Block, Claim, Topic
from syntopic.names import slug
from syntopic.rendering.context import Context, Named, href
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.identity import Same

NOTHING = Markup("")

MOST_NAMED = 5
"""Topics that are named at once after "Leads to": about two lines; the others are one click away.
"""

WORDS_PER_MINUTE = 200
"""Reading speed for prose with formulas; Brysbaert (2019) finds 238 for plain English prose."""


def crumb(topic: Topic, page: str, context: Context) -> Markup:
    """The area, and the concept's place in its order."""
    area = topic.concept.area
    if not area:
        return Markup("")
    number, count = context.place_in_area(topic)
    place = f" · {number} / {count}" if count > 1 else ""
    link = el("a", area, href=href(page, "topics/index.md", area_anchor(area)))
    return el("p", link, place, class_="crumb")


def area_anchor(area: str) -> str:
    """The anchor of an area on a page that lists by areas; "C", "C++" and "C#" stay apart."""
    return f"area-{slug(area.replace('+', ' plus ').replace('#', ' sharp '))}"


def aka(topic: Topic, context: Context) -> Markup:
    """The concept's other names."""
    said = {topic.concept.name.casefold(): topic.concept.name}
    others = [a for a in topic.concept.aliases if said.setdefault(a.casefold(), a) is a]
    if not others:
        return Markup("")
    also = context.language.label("also-called")
    return el("p", f"{also}: {', '.join(others)}", class_="aka")


def facts(topic: Topic, context: Context) -> Markup:
    """Date, reading time, sources; and that a synthesis is still to come, where it is."""
    label = context.language.label
    draft = topic.synthesis is not None and topic.synthesis.note.note.front.draft
    pieces = [draft_mark(context.language)] if draft else []
    if date := published(topic) or dated(topic):
        pieces.append(el("time", when(date, context.language), datetime=date))
    if revised := updated(topic):
        day = el("time", when(revised, context.language), datetime=revised)
        pieces.append(el("span", f"{label('updated')} ", day))
    pieces.append(el("span", f"{minutes(topic)} {label('min-read')}"))
    count = len(context.sources_of(topic))
    if count and context.sources:
        pieces.append(el("span", f"{count} {label('source' if count == 1 else 'sources')}"))
    if topic.synthesis is None:
        pieces.append(el("span", label("notes-in-progress"), class_="in-progress"))
    return line("p", *pieces, class_="facts")


def path(topic: Topic, page: str, context: Context) -> Markup:
    """What to know first, with the way to all of it, and what this leads to."""
    rows = (
        *named(
            "know-first",
            context.know_first(topic),
            page,
            context,
            _whole_path(topic, page, context),
        ),
        *named("leads-to", context.leads_to(topic), page, context),
    )
    return el("dl", *rows, class_="path") if rows else Markup("")


def named(
    key: str, topics: Sequence[Named], page: str, context: Context, more: Markup = NOTHING
) -> tuple[Markup, ...]:
    """A label and links to topics, of which all but the first are folded where they are many."""
    if not topics:
        return ()
    links = [el("a", topic.name, href=href(page, topic.page)) for topic in topics]
    few = len(links) if len(links) <= MOST_NAMED + 1 else MOST_NAMED
    shown = [joined(" · ", links[:few])]
    if links[few:]:
        said = context.language.label("and-more").format(count=len(links) - few)
        rest = el("summary", said), el("span", joined(" · ", links[few:]))
        shown.append(el("details", *rest, class_="also"))
    shown += [more] if more else []
    return el("dt", context.language.label(key)), el("dd", joined(" ", shown))


def _whole_path(topic: Topic, page: str, context: Context) -> Markup:
    """The way to the path that ends with this topic, where there is one."""
    found = context.paths.concepts.get(topic.concept.name)
    if found is None:
        return NOTHING
    said = context.language.label("whole-path").format(count=found.length)
    return el("a", said, href=href(page, found.page), class_="whole-path")


def dated(topic: Topic) -> str:
    """The date of the synthesis, else the newest date of its notes (ISO, or empty)."""
    notes = [topic.synthesis.note.note] if topic.synthesis is not None else topic.notes
    dates = [day for n in notes if (day := iso(n.front.updated or n.front.created))]
    return max(dates, default="")


def published(topic: Topic) -> str:
    """The date of the synthesis, which makes it a post (ISO, or empty)."""
    return iso(topic.synthesis.note.note.front.created) if topic.synthesis is not None else ""


def updated(topic: Topic) -> str:
    """When the synthesis was last revised, where that is later than its date (ISO, or empty)."""
    if topic.synthesis is None:
        return ""
    revised, first = iso(topic.synthesis.note.note.front.updated), published(topic)
    return revised if first and revised > first else ""


def when(date: str, language: Language) -> str:
    """An ISO date as the language writes it; anything else stays as it is."""
    if not iso(date):
        return date
    year, month, day = iso(date).split("-")
    name = language.words["months"][int(month) - 1]
    return language.label("date").format(day=int(day), month=name, year=year)


def minutes(topic: Topic) -> int:
    """Reading time in minutes, at least one: the synthesis, else all passages."""
    return _minutes(Same(topic.claims if topic.synthesis is None else topic.synthesis))


@lru_cache(maxsize=1 << 13)
def _minutes(told: Same[Claim | tuple[Claim, ...]]) -> int:
    """Counted once: many ask, in each build."""
    claims = told.value if isinstance(told.value, tuple) else (told.value,)
    return reading_time(p for c in claims for p in c.content if isinstance(p, Block))


def reading_time(blocks: Iterable[Block]) -> int:
    """Reading time in minutes, at least one."""
    words = sum(len(re.findall(r"\w+", block.text)) for block in blocks)
    return max(1, round(words / WORDS_PER_MINUTE))


def draft_mark(language: Language) -> Markup:
    """What marks a draft, which only its author sees."""
    return el("b", language.label("draft-mark"), class_="draft-mark")


@lru_cache(maxsize=1 << 12)
def iso(date: str) -> str:
    """The day of a date that is written year first; empty when there is no such day."""
    found = re.match(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", date)
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
