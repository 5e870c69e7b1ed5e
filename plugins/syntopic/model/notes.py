"""What is read from disk: notes, sources, the syllabus, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

NotePath = NewType("NotePath", str)
"""A file below the notes folder: relative, with forward slashes, spelled as on disk."""

Slug = NewType("Slug", str)
"""The last part of a topic's address: lower case, NFC, letters of any script kept."""

OWN_KEY = "own"
"""The key of the source that stands for the author."""


class Severity(StrEnum):
    """How much a problem matters: an ``error`` fails a strict build, a ``hint`` never does."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was written: lines are counted from 1 in the file on disk, both included."""

    path: NotePath
    first_line: int = 1
    last_line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.first_line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding: what is wrong where, and how to mend it.

    ``private`` problems concern something withheld from the site: the command line may show them,
    nothing published or served may. ``places`` are those that the message names besides its own.
    """

    code: str
    severity: Severity
    origin: Origin
    message: str
    fix: str
    private: bool = False
    places: tuple[Origin, ...] = ()

    def told(self, shown: Callable[[NotePath], str]) -> str:
        """The message, with the files of its places as ``shown`` names them."""
        names = {str(place): f"{shown(place.path)}:{place.first_line}" for place in self.places}
        longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        found = re.compile(rf"(?<![\w./-])(?:{longest})(?!\d)")
        return found.sub(lambda one: names[one[0]], self.message) if names else self.message


@dataclass(frozen=True, slots=True)
class Source:
    """A course, book, video series, article, paper or project that notes are taken from.

    ``private`` ones never leave the stage that reads them, and neither do their notes.
    """

    key: str
    title: str
    short: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    kind: str = ""
    url: str = ""
    level: str = ""
    status: str = ""
    verdict: str = ""
    origin: Origin = Origin(NotePath("sources.yml"))
    private: bool = False


@dataclass(frozen=True, slots=True)
class SyllabusConcept:
    """A concept as the syllabus names it; ``requires_lines`` are as those of ``FrontMatter``."""

    name: str
    aliases: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    autolink: bool | None = None
    enough: bool = False
    origin: Origin = Origin(NotePath("syllabus.yml"))
    requires_lines: tuple[tuple[str, int], ...] = ()
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the syllabus: its concepts in learning order."""

    name: str
    concepts: tuple[SyllabusConcept, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """An interview role: the names of the concepts or areas that it needs."""

    name: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Syllabus:
    """What the author wants to know, in the order of learning it."""

    areas: tuple[Area, ...] = ()
    roles: tuple[Role, ...] = ()
    goal: str = ""


class OutputKind(StrEnum):
    """What a snippet printed or drew; images in base64, the others as text."""

    STDOUT = "stdout"
    STDERR = "stderr"
    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    LATEX = "latex"
    SVG = "svg"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    JSON = "json"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that a snippet printed, drew or raised (an ``error``'s text is its traceback).

    ``size`` is the width and height of an image in CSS pixels, zeros where it is not known. Of the
    escape sequences of a terminal, printed text keeps those that colour it (``syntopic.printed``).
    """

    kind: OutputKind
    text: str
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a note says of itself; everything is optional (docs/note-format.md has the spellings).

    Keys that are not known here stay in the file: nobody has said that they may be published.
    ``concept`` claims the whole note; ``concept_headings`` (a list in the file) names headings that
    open concepts. A ``draft`` is private and read for a preview only. ``depends`` are files that
    the code needs, ``cache`` false says that its outputs are never recorded. ``requires_lines`` has
    each name in ``requires`` with its line on disk.
    """

    title: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    concept: str = ""
    concept_headings: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    area: str = ""
    source: str = ""
    url: str = ""
    locator: str = ""
    author: str = ""
    description: str = ""
    created: str = ""
    updated: str = ""
    status: str = ""
    permalink: str = ""
    language: str = ""
    picture: str = ""
    execute: bool | None = None
    depends: tuple[str, ...] = ()
    cache: bool | None = None
    autolink: bool | None = None
    no_autolink: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    pinned: bool = False
    draft: bool = False
    enough: bool = False
    kernel: str = ""
    requires_lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One public note, read: never holds a private word.

    ``text`` is its body as Markdown without front matter and without ``%%comments%%``; scripts and
    notebooks have become Markdown too (code cells as fences, see ``syntopic.reading.formats``).
    ``lines[i]`` is the line on disk (from 1) that the i-th line of ``text`` came from.
    ``stored`` holds, for each code cell in order, the outputs that a notebook carries. ``more`` is
    the line on disk of ``<!-- more -->``, 0 where the note has none.
    """

    path: NotePath
    format: str
    text: str
    lines: tuple[int, ...]
    front: FrontMatter = FrontMatter()
    source: str = OWN_KEY
    locator: str = ""
    area: str = ""
    synthesis: bool = False
    stored: tuple[tuple[Output, ...], ...] = ()
    more: int = 0
