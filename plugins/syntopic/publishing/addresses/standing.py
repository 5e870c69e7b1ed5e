"""Where a garden's addresses stand: what is recorded, what is there, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from syntopic.model import Problem
from syntopic.publishing.addresses.comparing import Comparison, compare
from syntopic.publishing.addresses.finding import published
from syntopic.publishing.addresses.problems import address_problems
from syntopic.publishing.addresses.recording import read_record
from syntopic.publishing.addresses.values import PageAddress, Record, place_key
from syntopic.publishing.addresses.withdrawn import Withheld, withheld
from syntopic.rendering import Context


@dataclass(frozen=True, slots=True)
class Standing:
    """``record`` is None where nothing was recorded; then nothing is compared either."""

    record: Record | None
    now: tuple[PageAddress, ...]
    comparison: Comparison
    withheld: Withheld
    problems: tuple[Problem, ...] = ()


def standing(folder: Path, context: Context, exclude: tuple[str, ...]) -> Standing:
    """Compares a garden with the record in its notes folder, which it only reads.

    Withheld files are looked at only where an old address could name one of them.
    """
    record, problems = read_record(folder)
    now = published(context)
    if record is None:
        return Standing(None, now, Comparison(new=now), Withheld(), problems)
    hidden = _withheld(folder, context, exclude) if _differs(record, now) else Withheld()
    comparison = compare(record, now, hidden)
    return Standing(record, now, comparison, hidden, (*problems, *address_problems(comparison)))


def _differs(record: Record, now: tuple[PageAddress, ...]) -> bool:
    here = {place_key(page.url) for page in now}
    return bool(record.redirects) or any(place_key(p.url) not in here for p in record.pages)


def _withheld(folder: Path, context: Context, exclude: tuple[str, ...]) -> Withheld:
    concepts = [topic.concept for topic in context.topics.values()]
    names = [name for concept in concepts for name in (concept.name, *concept.aliases)]
    names += [name for source in context.sources.values() for name in (source.key, source.title)]
    for area in context.syllabus.areas:
        names += [name for entry in area.concepts for name in (entry.name, *entry.aliases)]
    notes = tuple(note.note for note in context.notes.values())
    return withheld(folder, notes, names, exclude)
