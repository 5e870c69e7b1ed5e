"""References to what is private: they lead nowhere, on purpose, and only their author is told."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from syntopic.linking.folders import spelled
from syntopic.model import Link, NotePath, Origin, Problem, Severity
from syntopic.names import name_key


@dataclass(frozen=True, slots=True)
class Private:
    """Private files by their path, with and without ending, and by the name that wikilinks use.

    ``titles`` are what they call themselves, by key: titles, concepts, aliases.
    """

    paths: dict[str, NotePath] = field(default_factory=dict)
    names: dict[str, NotePath] = field(default_factory=dict)
    titles: dict[str, NotePath] = field(default_factory=dict)

    def named(self, written: str, wiki: bool, origin: NotePath) -> NotePath | None:
        """The private file that a reference means which is written in the note at ``origin``."""
        path = self.at(written, origin)
        if path is not None or not wiki:
            return path
        name = posixpath.basename(written)
        by_file = self.names.get(_name(name)) or self.names.get(name_key(name))
        return by_file or self.titles.get(name_key(written))

    def at(self, written: str, origin: NotePath) -> NotePath | None:
        """The private file at a path that is written in the note at ``origin``."""
        if not written.strip():
            return None
        for base in (posixpath.dirname(origin), ""):
            path = posixpath.normpath(posixpath.join(base, written.strip("/")))
            if spelled(path, fold=True) in self.paths:
                return self.paths[spelled(path, fold=True)]
        return None


def private_files(files: Mapping[NotePath, Iterable[str]]) -> Private:
    """Private files with their names, to be looked up; of two of one name, the first counts."""
    found = Private()
    for path, names in files.items():
        key = spelled(path, fold=True)
        for one in (key, key.rsplit(".", 1)[0]):
            found.paths.setdefault(one, path)
        found.names.setdefault(_name(posixpath.basename(path)), path)
        for name in names:
            found.titles.setdefault(name_key(name), path)
    return found


def private_problem(link: Link, origin: NotePath, path: NotePath) -> Problem:
    """What to say of a reference to the private file at ``path``; to the author alone."""
    written = f"[[{link.target}]]" if link.wiki else link.target
    shown = "readers see nothing" if link.embed else "readers see its words and no link"
    return Problem(
        "link-private",
        Severity.HINT,
        Origin(origin, link.line, link.line),
        f"{written} means {path}, which is private: {shown}",
        "Publish that, or take this out; the words that stand here are public.",
        private=True,
    )


def _name(file: str) -> str:
    return name_key(file.rsplit(".", 1)[0])
