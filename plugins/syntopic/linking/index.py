"""All names that a link may use, ready to be looked up: what it means depends on little else."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from syntopic.linking.files import Files, files_of
from syntopic.linking.folders import ByFolder, by_folder
from syntopic.linking.nearest import Names, names_of
from syntopic.linking.places import Place, Places
from syntopic.model import NotePath
from syntopic.names import name_key


@dataclass(frozen=True, eq=False)
class Index:
    """The names of places, with the places of concepts, and the files: see ``Places``.

    Everything else is found out when somebody asks, and then once.
    """

    concepts: dict[str, Place]
    titles: dict[str, tuple[NotePath, ...]]
    names: dict[str, None]
    notes: tuple[NotePath, ...]
    attachments: frozenset[NotePath]
    _titles: dict[str, ByFolder] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Places) -> Index:
        """The index of these places."""
        return cls(
            places.concepts, places.titles, places.names, tuple(places.notes), places.attachments
        )

    def titled(self, key: str) -> ByFolder:
        """The notes that have a title or an alias."""
        if key not in self._titles:
            self._titles[key] = by_folder(self.titles.get(key, ()))
        return self._titles[key]

    @cached_property
    def files(self) -> Files:
        """Notes and attachments by the ways in which links name them."""
        return files_of(self.notes, self.attachments)

    @cached_property
    def wiki_names(self) -> Names:
        """What a wikilink can name: concepts, titles, notes whose files are called otherwise."""
        keys = {name_key(name) for name in self.names}
        stems = (posixpath.basename(path).rsplit(".", 1)[0] for path in self.notes)
        return names_of((*self.names, *(s for s in stems if name_key(s) not in keys)))

    @cached_property
    def by_stem(self) -> dict[str, list[NotePath]]:
        """Notes by their files' names."""
        found: dict[str, list[NotePath]] = defaultdict(list)
        for path in sorted(self.notes):
            found[posixpath.basename(path).rsplit(".", 1)[0]].append(path)
        return found

    @cached_property
    def stems(self) -> Names:
        """The names of notes' files."""
        return names_of(self.by_stem)

    @cached_property
    def folded_names(self) -> dict[str, tuple[str, ...]]:
        """The names of concepts without regard to case, each concept once."""
        found: dict[str, dict[Place, str]] = defaultdict(dict)
        for name in self.names:
            if place := self.concepts.get(name_key(name)):
                found[name_key(name).casefold()].setdefault(place, name)
        return {key: tuple(names.values()) for key, names in found.items()}

    @cached_property
    def has_signs(self) -> bool:
        """Whether any name holds a sign that divides links."""
        return any("#" in name or "^" in name for name in (*self.names, *self.notes))
