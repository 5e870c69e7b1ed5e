"""Files by the ways in which links name them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from syntopic.model import NotePath

Index = dict[str, tuple[NotePath, ...]]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a garden by path and by name; notes also without their ending.

    One pair of tables as the files are spelled, one without regard to upper and lower case. How an
    accent is stored (as a letter of its own or not) never matters.
    """

    exact: tuple[Index, Index]
    folded: tuple[Index, Index]

    def meant(
        self, written: str, folder: str, *, wiki: bool, fold: bool = False
    ) -> tuple[NotePath, ...]:
        """The files that a reference in ``folder`` means; several where nothing decides.

        A Markdown link counts from its own folder, then from the notes folder. A wikilink counts
        from the notes folder, then from its own; then it means the nearest of all files whose path
        ends so. What begins with a slash or a dot says itself where it counts from.
        """
        by_path, by_name = self.folded if fold else self.exact
        name, here = spelled(written.strip("/"), fold), spelled(folder, fold)
        for base in _bases(written, here, wiki):
            if found := by_path.get(posixpath.normpath(posixpath.join(base, name))):
                return found
        if not wiki or written.startswith(("/", "./", "../")):
            return ()
        ending = by_name.get(posixpath.basename(name), ())
        return nearest(here, [path for path in ending if _ends_with(spelled(path, fold), name)])


def files_of(notes: Iterable[NotePath], attachments: Iterable[NotePath]) -> Files:
    """The index of notes and attachments."""
    known = [(path, True) for path in notes] + [(path, False) for path in attachments]
    return Files(_tables(known, fold=False), _tables(known, fold=True))


def spelled(path: str, fold: bool) -> str:
    """A path as it is compared."""
    plain = unicodedata.normalize("NFC", path)
    return unicodedata.normalize("NFC", plain.casefold()) if fold else plain


def nearest(folder: str, paths: Iterable[NotePath]) -> tuple[NotePath, ...]:
    """The paths that share the deepest folder with the note; several when that decides nothing."""
    here = folder.split("/") if folder else []

    def shared(path: str) -> int:
        there = path.split("/")[:-1]
        pairs = zip(here, there, strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
        return min(len(here), len(there)) if same is None else same

    found = tuple(paths)
    best = max(map(shared, found), default=0)
    return tuple(sorted(path for path in found if shared(path) == best))


def _bases(written: str, here: str, wiki: bool) -> tuple[str, ...]:
    if written.startswith("/"):
        return ("",)
    if written.startswith(("./", "../")):
        return (here,)
    return ("", here) if wiki else (here, "")


def _ends_with(path: str, name: str) -> bool:
    stem = path.rsplit(".", 1)[0]
    return any(one == name or one.endswith("/" + name) for one in (path, stem))


def _tables(known: Iterable[tuple[NotePath, bool]], *, fold: bool) -> tuple[Index, Index]:
    by_path: dict[str, set[NotePath]] = defaultdict(set)
    by_name: dict[str, set[NotePath]] = defaultdict(set)
    for path, is_note in known:
        key = spelled(path, fold)
        for one in {key, key.rsplit(".", 1)[0]} if is_note else {key}:
            by_path[one].add(path)
            by_name[posixpath.basename(one)].add(path)
    return _sorted(by_path), _sorted(by_name)


def _sorted(index: dict[str, set[NotePath]]) -> Index:
    return {key: tuple(sorted(paths)) for key, paths in index.items()}
