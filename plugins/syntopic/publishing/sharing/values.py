"""The values of sharing: what is said of a topic, and the files that a place is given."""

from __future__ import annotations

from dataclasses import dataclass

from syntopic.model import NotePath


class NothingToShare(Exception):
    """There are notes in progress only; what is shared is the author's own synthesis."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture among the files of a share: ``content``, or a copy of the note's ``attachment``.

    ``name`` is its path below the folder, and says by its ending which format the place takes.
    """

    name: str
    content: bytes = b""
    attachment: NotePath | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What is shared of a topic, in Markdown for one kind of reader.

    ``body`` has no title. ``listed`` are the sources as a list, or nothing; ``closing`` is the
    line that leads to the whole page at ``url``; ``card`` is the address of its social card. Links
    are absolute, pictures are those of ``images``. ``told`` is all that the author says,
    independent of the place and of how it is written there; ``attachments`` are the author's files
    that it shows. They change when the author changes something.
    """

    title: str
    description: str
    url: str
    card: str
    tags: tuple[str, ...]
    body: str
    listed: str
    closing: str
    images: tuple[Image, ...]
    told: tuple[str, ...]
    attachments: tuple[NotePath, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The files for a place: ``texts`` by path, and ``images``; with what to do there, in steps.

    ``told`` and ``attachments`` are what a later version is compared with.
    """

    texts: dict[str, str]
    images: tuple[Image, ...]
    steps: tuple[str, ...]
    told: tuple[str, ...]
    attachments: tuple[NotePath, ...]
