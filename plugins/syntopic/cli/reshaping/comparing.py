"""Two gardens, before and after a change: does every link lead where it led?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.opened_notes import by_path
from syntopic.cli.reshaping.spelling import same
from syntopic.garden import Garden
from syntopic.linking import Resolver, topic_page
from syntopic.linking.resolve import Ambiguous, Found, Missing, Resolution
from syntopic.model import Block, Disagreement, Link, NotePath, ParsedNote

_ELSEWHERE = ("url-", "image-", "record-")
"""Problems that other parts of a command take care of, or that copies without content have."""


SEVERAL = "?"
"""Where a link leads that could mean several things."""

Names = Callable[[str], str]
Paths = Callable[[NotePath], NotePath]


@dataclass(frozen=True, slots=True)
class Lead:
    """A link and the page that it leads to: a concept's name, a file, or nothing.

    ``note`` is the note that it names by its path, if it does: that may stand on several pages.
    ``lost`` tells that there is no such heading or block.
    """

    path: NotePath
    link: Link
    ends: str
    note: NotePath
    lost: bool = False


def leads(garden: Garden) -> dict[tuple[NotePath, int], Lead]:
    """Every link of the notes, by note and ordinal."""
    owners = {topic_page(topic.concept): topic.concept.name for topic in garden.topics}
    paths = by_path(garden, (note.note.path for note in garden.notes))
    found: dict[tuple[NotePath, int], Lead] = {}
    for note in garden.notes:
        path = note.note.path
        for number, link in enumerate(_links(note)):
            meant = garden.links.resolver.resolve(link.target, link.fragment, link.wiki, path)
            note_meant = _note(paths, link, path)
            lost = isinstance(meant, Found) and meant.lost
            found[path, number] = Lead(path, link, _end(meant, owners), note_meant, lost)
    return found


def _links(note: ParsedNote) -> Iterator[Link]:
    """The links of a note's blocks, then those of its headings."""
    for block in note.blocks:
        yield from block.links
    for section in note.sections:
        if section.heading is not None:
            yield from section.heading.links


def _note(paths: Resolver, link: Link, origin: NotePath) -> NotePath:
    named = paths.resolve(link.target, "", link.wiki, origin) if link.target else None
    return NotePath(named.place.page if isinstance(named, Found) else "")


def _end(meant: Resolution, owners: Mapping[str, str]) -> str:
    if isinstance(meant, Found):
        return owners.get(meant.place.page, meant.place.page)
    return "" if isinstance(meant, Missing) else SEVERAL if isinstance(meant, Ambiguous) else "://"


def strayed(before: Garden, after: Garden, name: Names, path: Paths) -> Iterator[tuple[Lead, str]]:
    """Links that led somewhere and would lead elsewhere, with where that is.

    ``name`` says what becomes of where a link led, ``path`` what of a note.
    """
    now = leads(after)
    for (note, number), lead in leads(before).items():
        there = now.get((path(note), number))
        if lead.ends in ("", SEVERAL):
            continue
        if there is not None and there.lost and not lead.lost:
            yield lead, "no heading"
        elif not _is_there(lead, there, name, path):
            yield lead, there.ends if there is not None else ""


def _is_there(lead: Lead, now: Lead | None, name: Names, path: Paths) -> bool:
    if now is None:
        return False
    by_path = bool(lead.note) and now.note == path(lead.note)
    return by_path or same(now.ends, name(lead.ends))


def refuse_strayed(place: Place, leads: Sequence[tuple[Lead, str]], why: str = "") -> None:
    """A Refusal that names the first of the links, if there are any; ``why`` explains it."""
    if leads:
        told = "; ".join(
            f"{place.shown(lead.path)}:{lead.link.line} [[{lead.link.target}]] "
            f"to {end or 'nothing'}"
            for lead, end in leads[:3]
        )
        reason = f" ({why})" if why else ""
        raise Refusal(f"links would lead elsewhere, so nothing was written{reason}: {told}")


def found_now(before: Garden, after: Garden, name: str) -> tuple[Lead, ...]:
    """Links that led nowhere, and would lead to a concept."""
    old = leads(before)
    return tuple(
        lead
        for key, lead in leads(after).items()
        if same(lead.ends, name) and key in old and not old[key].ends
    )


def new_errors(before: Garden, after: Garden) -> tuple[str, ...]:
    """What would be wrong that is not now, as ``file:line: message``.

    Kinds of errors of which there would be more; what is said of one now comes last.
    """
    known = Counter(problem.code for problem in before.errors)
    found = [
        problem
        for problem in after.errors
        if not problem.code.startswith(_ELSEWHERE) and not problem.private
    ]
    more = {code for code, number in Counter(p.code for p in found).items() if number > known[code]}
    old = {(problem.code, problem.message) for problem in before.errors}
    told = [problem for problem in found if problem.code in more]
    told.sort(key=lambda problem: (problem.code, problem.message) in old)
    return tuple(f"{problem.origin}: {problem.message}" for problem in told)


def blocks(garden: Garden) -> dict[tuple[NotePath, int], Block]:
    """Every block of the notes, by note and ordinal."""
    return {
        (note.note.path, number): block
        for note in garden.notes
        for number, block in enumerate(note.blocks)
    }


def questions(
    garden: Garden, path: Paths = lambda path: path
) -> dict[tuple[str, ...], tuple[str, Disagreement]]:
    """Every possible disagreement with its concept, by what it is about and not by its words.

    ``path`` says what becomes of a note.
    """
    number = {block.id: f"{path(key[0])} {key[1]}" for key, block in blocks(garden).items()}
    count: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[str, ...], tuple[str, Disagreement]] = {}
    for topic in garden.topics:
        for one in topic.disagreements:
            sides = sorted(number.get(side.block.id, "") for side in (one.first, one.second))
            count[one.kind, *sides] += 1
            found[one.kind, *sides, str(count[one.kind, *sides])] = topic.concept.name, one
    return found
