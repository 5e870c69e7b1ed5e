"""What an audit is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from syntopic.model import Severity


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author wants kept private, and where else public text of theirs is.

    ``exclude`` and ``opt_in`` (only notes with ``publish: true``) are the options of these names.
    ``repository_private`` says that nobody else can read the repository. ``allowed`` are texts that
    look like secrets and are meant to be shown. ``secrets`` are names and values of variables that
    nobody may read. ``pages`` is the folder of hand-written pages,
    ``config`` the ``mkdocs.yml``; ``public`` are files and folders of programs whose words say
    nothing about the notes: the theme's templates, labels, styles. ``shipped`` are folders of
    programs by the place on the site that their files have: what is byte for byte one of those
    holds nothing of the author's and is not searched.
    """

    exclude: tuple[str, ...] = ()
    opt_in: bool = False
    repository_private: bool = False
    allowed: tuple[str, ...] = ()
    secrets: tuple[tuple[str, str], ...] = ()
    pages: Path | None = None
    config: Path | None = None
    public: tuple[Path, ...] = ()
    shipped: tuple[tuple[str, Path], ...] = ()


class Place(StrEnum):
    """Which folder a path starts from."""

    NOTES = "notes"
    PAGES = "pages"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands together, such as a paragraph, a title or a value.

    ``what`` says in plain words what it is ("its title"); ``line`` counts from 1 in the file on
    disk. A ``name`` is searched for as a whole.
    """

    what: str
    path: str
    line: int
    text: str
    name: bool = False
    place: Place = Place.NOTES


@dataclass(frozen=True, slots=True)
class Told:
    """A folder as the audit reads it.

    ``private`` and ``public`` are the pieces of text by who may see them; ``private_notes`` and
    ``public_notes`` paths of notes, ``closed`` all files in private places, ``files`` every other
    file that is no note. ``unread`` could not be read at all.
    """

    private: tuple[Piece, ...] = ()
    public: tuple[Piece, ...] = ()
    private_notes: tuple[str, ...] = ()
    public_notes: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be, or should be looked at, with the place to mend it.

    ``path`` and ``line`` are in the folder that ``place`` says; ``files`` are the files of the site
    where it shows. No message quotes what is private; ``words`` do, for the author's eyes only.
    """

    code: str
    severity: Severity
    place: Place
    path: str
    line: int
    message: str
    fix: str
    files: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found: ``files`` of the site with their causes (empty: none is known).

    ``phrases`` is how many private phrases were searched for, ``ordinary`` how many private names
    are not, since public text says the same.
    """

    findings: tuple[Finding, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    private_notes: int = 0
    phrases: int = 0
    ordinary: int = 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What forbids publishing."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)
