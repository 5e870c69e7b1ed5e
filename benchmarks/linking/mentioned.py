"""How automatic links compare with those that the author made by hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.linking.stripping import HandMade
from syntopic.garden import Garden
from syntopic.linking import Mention, topic_page
from syntopic.linking.resolve import Found
from syntopic.model import NotePath
from syntopic.names import name_key

Pair = tuple[NotePath, str]
"""A note, and the page of a topic that it links to."""

_SINGLE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part / self.whole:.3f}  ({self.part} of {self.whole})" if self.whole else "–"


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of one vault; pairs of a note and a topic count once.

    ``recall``: links by hand that are found. ``agreement``: links found that are there by hand.
    ``spans``: of links found where the author had linked a concept by one of its names, those with
    the very same words and target. (Where he linked words of his own, nobody can agree.)
    ``single``: links found that are single words. ``single_agreement``: those of them that are
    there by hand. ``every_single``: the same if all single words were linked.
    """

    recall: Share
    agreement: Share
    spans: Share
    single: Share
    single_agreement: Share
    every_single: Share
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def compared(
    links: Sequence[HandMade], every: Sequence[HandMade], original: Garden, stripped: Garden
) -> Compared:
    """Compare the mentions of a stripped vault with the links that were taken out of it.

    ``every`` are all links that it had; those that were left in it count for agreement.
    """
    public = {note.note.path for note in original.notes}
    links, every = ([o for o in some if o.note in public] for some in (links, every))
    meant = {link: page for link in links if (page := page_of(link, original))}
    own = pages_of_notes(original)
    taken = _pairs(links, original, own)
    by_hand = _pairs(every, original, own)
    linked = [m for m in stripped.links.mentions if m.linked and m.target not in own[m.note]]
    found = pairs(linked)
    single = [m for m in linked if is_single(m)]
    unlinked = [m for m in stripped.links.mentions if m.why.name == "SINGLE"]
    exact, wrong = _spans(linked, meant, stripped)
    return Compared(
        Share(len(found & taken), len(taken)),
        Share(len(found & by_hand), len(found)),
        Share(exact, exact + len(wrong)),
        Share(len(pairs(single)), len(found)),
        Share(len(pairs(single) & by_hand), len(pairs(single))),
        Share(len(pairs(unlinked) & by_hand), len(pairs(unlinked))),
        tuple(wrong),
        tuple(_missed(meant, taken - found)),
        tuple(_extra(linked, by_hand)),
    )


def _pairs(links: Iterable[HandMade], garden: Garden, own: dict[NotePath, set[str]]) -> set[Pair]:
    found = ((NotePath(link.note), page_of(link, garden)) for link in links)
    return {(note, page) for note, page in found if page and page not in own[note]}


def pairs(mentions: Iterable[Mention]) -> set[Pair]:
    """Which notes mention which topics."""
    return {(mention.note, mention.target) for mention in mentions}


def is_single(mention: Mention) -> bool:
    """Whether a mention is one word, and no acronym."""
    return bool(_SINGLE.fullmatch(mention.text)) and not mention.text[:-1].isupper()


def page_of(link: HandMade, garden: Garden) -> str:
    """The topic page that a link by hand leads to; empty where it leads elsewhere or nowhere."""
    found = garden.links.resolver.resolve(link.target, "", link.wiki, NotePath(link.note))
    page = found.place.page if isinstance(found, Found) else ""
    return page if page.startswith("topics/") else ""


def pages_of_notes(garden: Garden) -> dict[NotePath, set[str]]:
    """The topic pages on which each note stands."""
    found: dict[NotePath, set[str]] = defaultdict(set)
    for topic in garden.topics:
        for note in topic.notes:
            found[note.path].add(topic_page(topic.concept))
    return found


def _spans(
    linked: Iterable[Mention], meant: dict[HandMade, str], garden: Garden
) -> tuple[int, list[str]]:
    """How many links found are exactly those by hand at their place, and those that are not."""
    by_line: dict[tuple[str, int], list[HandMade]] = defaultdict(list)
    exact, wrong = 0, list[str]()
    lines, names = _Lines(garden), _names(garden)
    for link in meant:
        if name_key(link.text) in names:
            by_line[link.note, link.line].append(link)
    for mention in linked:
        near = by_line.get((mention.note, mention.line), ())
        start = lines.column(mention) if near else -1
        end = start + len(mention.text)
        for link in near:
            if start >= 0 and start < link.end and link.start < end:
                same = start == link.start and link.end <= end <= link.word_end
                if same and mention.target == meant[link]:
                    exact += 1
                else:
                    wrong.append(
                        f"{link.note}:{link.line}  by hand [{link.text}]({meant[link]}), "
                        f"found [{mention.text}]({mention.target})"
                    )
    return exact, wrong


def _names(garden: Garden) -> set[str]:
    concepts = (topic.concept for topic in garden.topics)
    return {name_key(name) for one in concepts for name in (one.name, *one.aliases)}


class _Lines:
    """The lines of stripped notes, read once."""

    def __init__(self, garden: Garden) -> None:
        self._notes = {
            n.note.path: dict(zip(n.note.lines, n.note.text.split("\n"), strict=False))
            for n in garden.notes
        }

    def column(self, mention: Mention) -> int:
        """Where a mention begins in its line; -1 where it cannot be found there."""
        row = self._notes.get(mention.note, {}).get(mention.line, "")
        begin = max((o for o, _ in mention.prose.lines if o <= mention.start), default=0)
        before = mention.prose.text[begin : mention.start].count(mention.text)
        at = -1
        for _ in range(before + 1):
            at = row.find(mention.text, at + 1)
            if at < 0:
                return row.find(mention.text)
        return at


def _missed(meant: dict[HandMade, str], missing: set[Pair]) -> Iterable[str]:
    for link, page in meant.items():
        if (NotePath(link.note), page) in missing:
            yield f"{link.note}:{link.line}  [{link.text}]({page})"


def _extra(linked: Iterable[Mention], by_hand: set[Pair]) -> Iterable[str]:
    for mention in linked:
        if (mention.note, mention.target) not in by_hand:
            yield f"{mention.note}:{mention.line}  [{mention.text}]({mention.target})"
