"""Resolves links: the one place where a reference becomes found, missing or ambiguous."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from syntopic.linking.places import Place, Places, attachment_page
from syntopic.model import NotePath
from syntopic.names import name_key

_EXTERNAL = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


@dataclass(frozen=True, slots=True)
class Found:
    """The place that a reference means; ``other_case`` tells that the file is spelled otherwise.

    ``by_name`` tells that a link's path leads nowhere, and that only its last part was found.
    """

    place: Place
    attachment: NotePath | None = None
    other_case: str = ""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """No such place; ``nearest`` are names that look like it."""

    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several files could be meant, and nothing is guessed."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class External:
    """An address outside the garden, or a place on the same page: left as written."""


Resolution = Found | Missing | Ambiguous | External


@dataclass
class Resolver:
    """Resolves references against the garden's places.

    The order: for a bare wikilink a concept's name or alias; then the exact path, the same folder,
    the nearest file of that name (deepest common folder), a unique file name; last, any of these
    in another spelling of upper and lower case, which is reported. What means a file that is
    ``withheld`` is missing, and no other file is shown in its place.
    """

    places: Places
    withheld: frozenset[NotePath] = frozenset()
    _cache: dict[tuple[str, str, bool, str], Resolution] = field(default_factory=dict)

    def resolve(self, target: str, fragment: str, wiki: bool, origin: NotePath) -> Resolution:
        """What a reference written in the note at ``origin`` means."""
        folder = posixpath.dirname(origin)
        key = (target, fragment, wiki, folder if target else origin)
        if key not in self._cache:
            self._cache[key] = self._resolve(target, fragment, wiki, origin)
        return self._cache[key]

    def _resolve(self, target: str, fragment: str, wiki: bool, origin: NotePath) -> Resolution:
        if not wiki and _EXTERNAL.match(target):
            return External()
        if not target:
            return self._within(origin, fragment)
        written = target if wiki else unquote(target).strip()
        if wiki and "/" not in written:
            place = self.places.concepts.get(name_key(written))
            if place is not None:
                return Found(self._part_of_concept(place, fragment))
        candidates, other_case = self._files(written.strip("/"), posixpath.dirname(origin), wiki)
        if len(candidates) > 1:
            return Ambiguous(candidates)
        if not candidates:
            named = None if wiki else self._by_name(written, fragment, origin)
            return named or Missing(self._nearest(written))
        path = NotePath(candidates[0])
        spelled = path if other_case else ""
        if path in self.places.attachments:
            if path in self.withheld:
                return Missing()
            return Found(Place(attachment_page(path)), path, spelled)
        return Found(self._part_of_note(path, fragment), None, spelled)

    def _by_name(self, written: str, fragment: str, origin: NotePath) -> Found | None:
        """What other programs make of a link whose path is wrong: the one thing of that name."""
        name = posixpath.basename(written.rstrip("/"))
        stem = name.removesuffix(".md")
        if "://" in written or not stem:
            return None
        for reference in dict.fromkeys((name, stem)):
            meant = self.resolve(reference, fragment, True, origin)
            if isinstance(meant, Found) and not meant.other_case:
                return replace(meant, by_name=True)
        return None

    def _within(self, origin: NotePath, fragment: str) -> Resolution:
        if not fragment:
            return External()
        place = self._fragment(origin, fragment)
        return Found(place) if place is not None else Missing()

    def _part_of_concept(self, place: Place, fragment: str) -> Place:
        if not fragment:
            return place
        key = name_key(fragment.rsplit("#", 1)[-1])
        return self._headings_by_page.get((place.page, key), place)

    @cached_property
    def _headings_by_page(self) -> dict[tuple[str, str], Place]:
        found: dict[tuple[str, str], Place] = {}
        for (_, name), place in self.places.headings.items():
            found.setdefault((place.page, name), place)
        return found

    def _part_of_note(self, path: NotePath, fragment: str) -> Place:
        place = self._fragment(path, fragment) if fragment else None
        return place if place is not None else self.places.notes[path]

    def _fragment(self, path: NotePath, fragment: str) -> Place | None:
        last = unquote(fragment).rsplit("#", 1)[-1]
        if last.startswith("^"):
            return self.places.blocks.get((path, last[1:]))
        return self.places.headings.get((path, name_key(last))) or self.places.headings.get(
            (path, name_key(last.replace("-", " ")))
        )

    def _files(self, written: str, folder: str, wiki: bool) -> tuple[tuple[str, ...], bool]:
        for fold in (False, True):
            exact, by_name = self._folded if fold else self._exact
            name = written.casefold() if fold else written
            here = folder.casefold() if fold else folder
            # a Markdown link is relative to its note; a wikilink counts from the notes folder first
            bases = ("", here) if wiki else (here, "")
            for base in bases:
                path = posixpath.normpath(posixpath.join(base, name))
                if path in exact:
                    return exact[path], fold
            if wiki:
                found = by_name.get(posixpath.basename(name), ())
                tail = [p for p in found if _ends_with(p, name, fold)]
                if tail:
                    return _nearest_to(folder, tail), fold
        return (), False

    @cached_property
    def _exact(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        return self._index(fold=False)

    @cached_property
    def _folded(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        return self._index(fold=True)

    def _index(self, fold: bool) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        exact: dict[str, set[str]] = defaultdict(set)
        by_name: dict[str, set[str]] = defaultdict(set)
        for path in (*self.places.notes, *self.places.attachments):
            key = path.casefold() if fold else str(path)
            spellings = {key, key.rsplit(".", 1)[0]} if path in self.places.notes else {key}
            for spelling in spellings:
                exact[spelling].add(path)
                by_name[posixpath.basename(spelling)].add(path)
        return _sorted(exact), _sorted(by_name)

    def _nearest(self, written: str) -> tuple[str, ...]:
        stem = posixpath.basename(written).rsplit(".", 1)[0]
        alike = (name for start in _starts(stem) for name in self._by_start.get(start, ()))
        return tuple(difflib.get_close_matches(stem, dict.fromkeys(alike), 3, 0.75))

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        """The titles by how their words begin: comparing all with all would take ever longer."""
        found: dict[str, list[str]] = defaultdict(list)
        for title in dict.fromkeys(place.title for place in self.places.concepts.values()):
            for start in _starts(title):
                found[start].append(title)
        return found


def _starts(name: str) -> set[str]:
    return {word[:3] for word in re.findall(r"\w+", name.casefold())}


def _ends_with(path: str, name: str, fold: bool) -> bool:
    spelled = path.casefold() if fold else path
    return any(
        spelled == tail or spelled.endswith("/" + tail)
        for tail in (name, *(name + "." + spelled.rsplit(".", 1)[-1],))
    )


def _nearest_to(folder: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that share the deepest folder with the note; several when that decides nothing."""
    here = folder.split("/") if folder else []

    def shared(path: str) -> int:
        there = path.split("/")[:-1]
        return next(
            (i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b),
            min(len(here), len(there)),
        )

    found = tuple(paths)
    best = max(map(shared, found))
    return tuple(sorted(path for path in found if shared(path) == best))


def _sorted(index: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(paths)) for key, paths in index.items()}
