"""Resolves links: the one place where a reference becomes found, missing or ambiguous."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from syntopic.linking.index import Index
from syntopic.linking.nearest import MOST, Names, names_of
from syntopic.linking.places import Place, Places, attachment_page
from syntopic.linking.private import Private
from syntopic.linking.reads import HIDDEN, Read, Reading, note_of, page_of, piece, read
from syntopic.linking.resolutions import (
    Ambiguous,
    External,
    Found,
    Missing,
    Part,
    Resolution,
)
from syntopic.model import NotePath
from syntopic.names import name_key

__all__ = ["Ambiguous", "External", "Found", "Missing", "Part", "Resolution", "Resolver"]

_EXTERNAL = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_MOST_SIGNS = 8
"""Signs within a link that may belong to a name; no name has more."""

_ON_THE_WEB = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


Asked = tuple[str, str, bool, str]
"""What is asked of the resolver, as it is remembered: target, fragment, kind, folder or note."""


def asked(target: str, fragment: str, wiki: bool, origin: NotePath) -> Asked:
    """What stands for a reference: it means the same in all notes of a folder."""
    return target, fragment, wiki, posixpath.dirname(origin) if target else origin


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reference means, and what besides the index of names that was found from."""

    resolution: Resolution
    reads: frozenset[Read] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves references against the garden's places.

    The order, for a wikilink: a concept's name or alias; the path from the notes folder; the path
    from the note's own folder; the nearest file whose path ends so; a note's title or alias; a
    file, then a concept, in another case, which is reported; last, what the end of a path names,
    which is told. A Markdown link is a path from the note's own folder, then from the notes folder,
    then in another case; last, what its end names. Where several files are equally near, it is
    ambiguous. What means a file that is ``withheld`` is missing, and no other file is shown in its
    place. ``hidden`` are the private files: what means one of these is missing on purpose.

    ``known`` is what has been asked before.
    """

    places: Places
    index: Index
    withheld: frozenset[NotePath] = frozenset()
    hidden: Private = field(default_factory=Private)
    known: dict[Asked, Meaning] = field(default_factory=dict, compare=False)
    _reads: list[set[Read]] = field(default_factory=list, compare=False)

    def resolve(self, target: str, fragment: str, wiki: bool, origin: NotePath) -> Resolution:
        """What a reference written in the note at ``origin`` means."""
        return self.meaning(target, fragment, wiki, origin)[1].resolution

    def meaning(
        self, target: str, fragment: str, wiki: bool, origin: NotePath
    ) -> tuple[Asked, Meaning]:
        """The same with what it was found from, and the name by which it is remembered."""
        key = asked(target, fragment, wiki, origin)
        if key not in self.known:
            self._reads.append(set())
            resolution = self._resolve(target, fragment, wiki, origin)
            self.known[key] = Meaning(resolution, frozenset(self._reads.pop()))
        meaning = self.known[key]
        if self._reads:
            self._reads[-1] |= meaning.reads
        return key, meaning

    def read(self, what: Read) -> object:
        """What is there now of what a meaning was found from."""
        return self.hidden if what == HIDDEN else read(self.places, what)

    def without(self, withheld: Iterable[NotePath]) -> Resolver:
        """The same where these files are not there for anybody."""
        gone = frozenset(withheld)
        kept = {
            key: meaning
            for key, meaning in self.known.items()
            if not (isinstance(meaning.resolution, Found) and meaning.resolution.attachment in gone)
        }
        return replace(self, withheld=gone, known=kept)

    def _resolve(self, target: str, fragment: str, wiki: bool, origin: NotePath) -> Resolution:
        if (_ON_THE_WEB if wiki else _EXTERNAL).match(target):
            return External()
        if not target:
            return self._within(origin, fragment)
        written = target if wiki else unquote(target).strip()
        for name, part in self._readings(written, fragment) if wiki else ((written, fragment),):
            found = self._named(name, part, wiki, origin)
            if found is not None:
                return found
        private = self._hidden.named(written, wiki, origin)
        return Missing(
            () if private else self._nearest(written, wiki, posixpath.dirname(origin)), private
        )

    def _readings(self, target: str, fragment: str) -> Iterator[tuple[str, str]]:
        """A name and a fragment, the longest name first: in ``[[F# basics]]`` there is no heading.

        What stands in the name of nothing divides nothing, so most gardens need one reading.
        """
        if self.index.has_signs:
            parts = fragment.split("#", _MOST_SIGNS) if fragment else []
            for count in range(len(parts), 0, -1):
                rest = "#".join(parts[count:])
                yield "#".join((target, *parts[:count])), rest
                yield "# ".join((target, *parts[:count])), rest
            if fragment.startswith("^"):
                yield target + fragment, ""
        yield target, fragment
        if target.endswith("#"):
            yield target.rstrip("# "), fragment

    def _named(
        self, name: str, fragment: str, wiki: bool, origin: NotePath
    ) -> Found | Ambiguous | Missing | None:
        folder = posixpath.dirname(origin)
        key = name_key(name) if wiki else ""
        if wiki and (place := self.places.concepts.get(key)):
            return self._of_concept(place, name, fragment)
        if files := self.index.files.meant(name, folder, wiki=wiki):
            return self._of_files(files, name, fragment)
        if wiki and (files := self.index.titled(key).nearest(folder)):
            return self._of_files(files, name, fragment, shown=name)
        if found := self._in_other_case(name, fragment, wiki, folder):
            return found
        if private := self._hidden.at(name, origin):
            return Missing(private=private)
        return self._by_end(name, fragment, wiki, origin)

    def _in_other_case(
        self, name: str, fragment: str, wiki: bool, folder: str
    ) -> Found | Ambiguous | Missing | None:
        if files := self.index.files.meant(name, folder, wiki=wiki, fold=True):
            found = self._of_files(files, name, fragment)
            return replace(found, other_case=files[0]) if isinstance(found, Found) else found
        names = self.index.folded_names.get(name_key(name).casefold(), ()) if wiki else ()
        if len(names) == 1:
            place = self.places.concepts[name_key(names[0])]
            return replace(self._of_concept(place, name, fragment), other_case=names[0])
        return Ambiguous(names) if names else None

    def _by_end(
        self, written: str, fragment: str, wiki: bool, origin: NotePath
    ) -> Found | Ambiguous | None:
        """What other programs make of a path that leads nowhere: what has that name.

        A Markdown link is its path, so where several things have the name, it is broken.
        """
        name = posixpath.basename(written.rstrip("/"))
        stem = name.removesuffix(".md")
        if "://" in written or not stem or (wiki and "/" not in written):
            return None
        several = None
        for reference in dict.fromkeys((name, stem)):
            meant = self.resolve(reference, fragment, True, origin)
            if isinstance(meant, Found) and not meant.other_case:
                return replace(meant, by_name=True)
            several = several or (meant if wiki and isinstance(meant, Ambiguous) else None)
        return several

    def _within(self, origin: NotePath, fragment: str) -> Resolution:
        if not fragment:
            return External()
        found = self._piece(origin, fragment)
        if found is None:
            return Missing(self._headings(origin).nearest(fragment))
        return Found(found[0], part=found[1], fragment=fragment)

    def _of_files(
        self, files: tuple[NotePath, ...], name: str, fragment: str, *, shown: str = ""
    ) -> Found | Ambiguous | Missing:
        if len(files) > 1:
            return Ambiguous(files)
        (path,) = files
        shown = shown or posixpath.basename(name).removesuffix(".md")
        if path in self.withheld:
            return Missing()
        if path in self.places.attachments:
            place = Place(attachment_page(path), fragment)
            return Found(place, path, name=shown, fragment=fragment)
        self._note_read(Reading.PLACE, path)
        whole = Found(self.places.notes[path], part=Part(path), name=shown, fragment=fragment)
        return self._narrowed(whole, (path,))

    def _of_concept(self, place: Place, name: str, fragment: str) -> Found:
        own = "#" in name and name_key(place.title) == name_key(name)
        shown = place.title if own else name
        whole = Found(place, part=Part(page=place.page), name=shown, fragment=fragment)
        if not fragment:
            return whole
        on_page, facet = page_of(self.places, place.page), name_key(fragment)
        self._note_read(Reading.FACET, place.page, facet)
        if there := on_page.facets.get(facet):
            return replace(whole, place=there, part=Part(page=place.page, block=there.anchor))
        self._note_read(Reading.NOTES, place.page)
        return self._narrowed(whole, on_page.notes)

    def _narrowed(self, whole: Found, notes: tuple[NotePath, ...]) -> Found:
        """The heading or block of one of the notes that the fragment names, else all of it."""
        if not whole.fragment:
            return whole
        of_page = whole.part.page if whole.part is not None else ""
        for path in notes:
            found = self._piece(path, whole.fragment)
            if found is not None and of_page in ("", found[0].page):
                return replace(whole, place=found[0], part=found[1])
        near = (name for path in notes for name in self._headings(path).nearest(whole.fragment))
        return replace(whole, lost=True, nearest=tuple(dict.fromkeys(near))[:MOST])

    def _piece(self, path: NotePath, fragment: str) -> tuple[Place, Part] | None:
        self._note_read(Reading.PIECE, path, fragment)
        return piece(self.places, path, fragment)

    def _nearest(self, written: str, wiki: bool, folder: str) -> tuple[str, ...]:
        """Names that look like it; none of files, for private notes may be all that use one."""
        stem = posixpath.basename(unquote(written).rstrip("/")).removesuffix(".md")
        if wiki:
            return self.index.wiki_names.nearest(stem)
        paths = [path for one in self.index.stems.nearest(stem) for path in self.index.by_stem[one]]
        return tuple(posixpath.relpath(path, folder or ".") for path in paths[:MOST])

    def _headings(self, path: NotePath) -> Names:
        self._note_read(Reading.HEADINGS, path)
        return names_of(note_of(self.places, path).heading_names)

    def _note_read(self, what: Reading, of: str = "", part: str = "") -> None:
        self._reads[-1].add((what, of, part))

    @property
    def _hidden(self) -> Private:
        self._reads[-1].add(HIDDEN)
        return self.hidden
