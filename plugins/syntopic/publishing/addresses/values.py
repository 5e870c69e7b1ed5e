"""What is known of a published address."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from syntopic.model import NotePath


@dataclass(frozen=True, slots=True)
class PageAddress:
    """A page that readers can have linked to.

    ``name`` is the concept or the source's title, ``notes`` are the public notes that made the
    page. ``aliases`` are known of today's pages only; they are not recorded. ``first`` is the
    address under which a renamed page was first recorded, by which feed readers know it.
    """

    url: str
    name: str
    notes: tuple[NotePath, ...] = ()
    aliases: tuple[str, ...] = ()
    first: str = ""

    @property
    def kind(self) -> str:
        """The folder of the site that holds pages of this kind."""
        return self.url.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Record:
    """What was published last, and where addresses of earlier pages lead by now."""

    pages: tuple[PageAddress, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)


def place_key(url: str) -> str:
    """Equal for addresses that some disk or server would take for one: case and accents' form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", url).casefold())
