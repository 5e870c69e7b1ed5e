"""Links to headings that get another name, or that stand on another page from now on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from syntopic.cli.reshaping.link_renaming import readdressed
from syntopic.cli.reshaping.picking import Part
from syntopic.cli.reshaping.prose import Prose
from syntopic.cli.reshaping.sheets import Sheet
from syntopic.cli.reshaping.spelling import is_linkable, same
from syntopic.cli.reshaping.written_links import WrittenLink
from syntopic.linking import Resolver
from syntopic.linking.headings import as_on_github
from syntopic.linking.resolve import Found
from syntopic.model import Claim, Concept, Gathered, Heading, NotePath
from syntopic.names import name_key
from syntopic.parsing.inlining import Edit


@dataclass(frozen=True, slots=True)
class MovedHeadings:
    """What links have to know of a part that is taken out of a concept.

    ``opening`` are the headings that get the name of the new concept, by note; ``moved`` the keys
    of all headings that stand on its page from now on, and not on that of the old one as well.
    """

    old: Concept
    new: str
    opening: Mapping[NotePath, tuple[str, ...]]
    moved: frozenset[str]

    @classmethod
    def of(
        cls, gathered: Gathered, old: Concept, new: str, picked: Mapping[NotePath, Part]
    ) -> MovedHeadings:
        """The headings of what is picked."""
        moving: set[str] = set()
        staying: set[str] = set()
        opening: dict[NotePath, tuple[str, ...]] = {}
        synthesis = (gathered.synthesis,) if gathered.synthesis else ()
        for claim in (*synthesis, *gathered.claims):
            path = claim.note.note.path
            part = picked.get(path)
            inside, outside = _divided(claim, part)
            moving |= {name_key(name) for name in inside}
            staying |= {name_key(name) for name in outside}
            if part is not None:
                names = part.headings if not part.whole else () if claim.whole else (claim.name,)
                opening[path] = (*opening.get(path, ()), *names)
        return cls(old, new, opening, frozenset(moving - staying))

    @property
    def names(self) -> tuple[str, ...]:
        """The headings that get another name."""
        every = (name for names in self.opening.values() for name in names)
        return tuple(dict.fromkeys(name for name in every if not same(name, self.new)))

    def opens(self, path: NotePath, fragment: str) -> bool:
        """Whether a heading of a note gets the new concept's name; as a name or as an anchor."""
        names = self.opening.get(path, ())
        return any(same(fragment, name) or fragment == as_on_github(name) for name in names)


def link_edits(
    sheet: Sheet, heads: MovedHeadings, paths: Resolver, made: Sequence[Edit]
) -> tuple[Edit, ...]:
    """Edits of a note's links to such headings; ``made`` are those that it gets already."""
    taken = {(edit.start, edit.end) for edit in made}
    found: list[Edit] = []
    for prose, link in sheet.links:
        for start, end, text in _changes(prose, sheet.path, link, heads, paths):
            edit = prose.edit(start, end, text)
            if edit is not None and (edit.start, edit.end) not in taken:
                found.append(edit)
    return tuple(dict.fromkeys(found))


def _changes(
    prose: Prose, origin: NotePath, link: WrittenLink, heads: MovedHeadings, paths: Resolver
) -> Iterator[tuple[int, int, str]]:
    before, mark, last = link.fragment.rpartition("#")
    if not last or last.startswith("^"):
        return
    names = (heads.old.name, *heads.old.aliases)
    if link.wiki and any(same(link.target, name) for name in names):
        if name_key(last) in heads.moved and is_linkable(heads.new):
            yield from _to_new(link, heads, last)
        return
    path = origin
    if link.target:
        meant = paths.resolve(link.target, "", link.wiki, origin)
        path = NotePath(meant.place.page) if isinstance(meant, Found) else NotePath("")
    if heads.opens(path, last) and not same(last, heads.new):
        if link.wiki:
            name = heads.new if is_linkable(heads.new) else as_on_github(heads.new)
            yield (*link.fragment_at, before + mark + name)
        elif " " not in last:
            address = readdressed(prose, link, link.target, before + mark + as_on_github(heads.new))
            yield (*link.target_at, address)


def _to_new(link: WrittenLink, heads: MovedHeadings, last: str) -> Iterator[tuple[int, int, str]]:
    opening = any(same(last, name) for names in heads.opening.values() for name in names)
    yield (*link.target_at, heads.new)
    if opening:  # the heading is what its page is called
        yield link.fragment_at[0] - 1, link.fragment_at[1], ""


def _divided(claim: Claim, part: Part | None) -> tuple[list[str], list[str]]:
    """The names of a claim's headings, those that move and those that stay."""
    moving: list[str] = []
    staying: list[str] = []
    within = 0  # the level of the chosen heading that is open
    for one in (one for one in claim.content if isinstance(one, Heading)):
        if one.level <= within:
            within = 0
        if part is not None and any(same(one.name, name) for name in part.headings):
            within = within or one.level
        goes = part is not None and (part.whole or within > 0)
        (moving if goes else staying).append(one.name)
    return moving, staying
