"""Files by the ways in which links name them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from syntopic.linking.folders import ByFolder, by_folder, spelled
from syntopic.model import NotePath

Index = dict[str, tuple[NotePath, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """The files of a garden by path and by name; notes also without their ending.

    How an accent is stored (as a letter of its own or not) never matters; with ``fold``, neither do
    upper and lower case.
    """

    by_path: Index
    by_name: Index
    fold: bool
    _by_end: dict[str, dict[str, list[NotePath]]] = field(default_factory=dict)
    _near: dict[str, ByFolder] = field(default_factory=dict)

    def ending(self, name: str) -> ByFolder:
        """The files whose path ends so; found out once, for many notes may name the same."""
        if name not in self._near:
            last = posixpath.basename(name)
            if last not in self._by_end:
                self._by_end[last] = self._ends(last)
            self._near[name] = by_folder(self._by_end[last].get(name, ()), fold=self.fold)
        return self._near[name]

    def _ends(self, last: str) -> dict[str, list[NotePath]]:
        """The files of one name by all that their paths end with."""
        found: dict[str, list[NotePath]] = defaultdict(list)
        for path in self.by_name.get(last, ()):
            key = spelled(path, self.fold)
            for end in {end for one in (key, key.rsplit(".", 1)[0]) for end in _ends_of(one)}:
                found[end].append(path)
        return dict(found)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a garden as they are spelled, and without regard to upper and lower case."""

    exact: Table
    folded: Table

    def meant(
        self, written: str, folder: str, *, wiki: bool, fold: bool = False
    ) -> tuple[NotePath, ...]:
        """The files that a reference in ``folder`` means; several where nothing decides.

        A Markdown link counts from its own folder, then from the notes folder. A wikilink counts
        from the notes folder, then from its own; then it means the nearest of all files whose path
        ends so. What begins with a slash or a dot says itself where it counts from.
        """
        table = self.folded if fold else self.exact
        name, here = spelled(written.strip("/"), fold), spelled(folder, fold)
        for base in _bases(written, here, wiki):
            if found := table.by_path.get(posixpath.normpath(posixpath.join(base, name))):
                return found
        if not wiki or written.startswith(("/", "./", "../")):
            return ()
        return table.ending(name).nearest(folder)


def files_of(notes: Iterable[NotePath], attachments: Iterable[NotePath]) -> Files:
    """The index of notes and attachments."""
    known = [(path, True) for path in notes] + [(path, False) for path in attachments]
    return Files(_table(known, fold=False), _table(known, fold=True))


def _bases(written: str, here: str, wiki: bool) -> tuple[str, ...]:
    if written.startswith("/"):
        return ("",)
    if written.startswith(("./", "../")):
        return (here,)
    return ("", here) if wiki else (here, "")


def _ends_of(path: str) -> Iterator[str]:
    """All that a path ends with, name by name."""
    yield path
    while "/" in path:
        path = path.split("/", 1)[1]
        yield path


def _table(known: Iterable[tuple[NotePath, bool]], *, fold: bool) -> Table:
    by_path: dict[str, set[NotePath]] = defaultdict(set)
    by_name: dict[str, set[NotePath]] = defaultdict(set)
    for path, is_note in known:
        key = spelled(path, fold)
        for one in {key, key.rsplit(".", 1)[0]} if is_note else {key}:
            by_path[one].add(path)
            by_name[posixpath.basename(one)].add(path)
    return Table(_sorted(by_path), _sorted(by_name), fold)


def _sorted(index: dict[str, set[NotePath]]) -> Index:
    return {key: tuple(sorted(paths)) for key, paths in index.items()}
