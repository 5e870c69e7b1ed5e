"""What a social card says and shows."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 1200, 630
"""Pixels: what the networks ask for, and show without cutting anything off."""


@dataclass(frozen=True, slots=True)
class CardPicture:
    """The page's lead picture: an SVG document, or the bytes of an image of any kind."""

    content: bytes
    is_svg: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card: all of it stands on the page, too.

    ``label`` is the area or the kind of page, ``facts`` are a date, a reading time, a number of
    sources; ``text`` says in a sentence what the page is about; ``colours`` are those of its
    sources, from 1 (0: the author's own notes). ``site`` says whose it is: a name, or on the first
    page, which has the name for its title, the address. Everything may be empty.
    """

    site: str
    title: str
    label: str = ""
    facts: tuple[str, ...] = ()
    text: str = ""
    colours: tuple[int, ...] = ()
    picture: CardPicture | None = None
