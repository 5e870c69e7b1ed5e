"""What an Anki package is made of."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass

from syntopic.model import Asking

MOMENT = 1_577_836_800
"""Seconds, 2020-01-01: when something without a date was changed. Nobody sees it; what matters is
that it never moves, since Anki takes over only what is newer than what it has."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that cards show; ``name`` holds a hash of its content, as Anki has one folder."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One note of an Anki collection: a card of ours, which may be asked in several ways.

    ``question`` and ``answer`` are HTML for Anki; of a card with gaps the question holds them as
    Anki writes them, and there is no answer. ``topic``, ``area`` and ``source`` are plain names,
    ``url`` is the card's place on the site, empty where the site has no address. ``changed`` is
    when it was last edited, in seconds. ``named`` tells that its id is written in the note.
    """

    id: str
    asking: Asking
    question: str
    answer: str
    topic: str
    area: str = ""
    source: str = ""
    url: str = ""
    changed: int = MOMENT
    named: bool = True
    media: tuple[Media, ...] = ()

    @property
    def has_gaps(self) -> bool:
        """Whether it is of Anki's kind for sentences with gaps."""
        return self.asking is Asking.GAPS

    @property
    def guid(self) -> str:
        """What Anki knows it by, whatever is edited; Anki can make no question of a sentence.

        So a card that becomes one with gaps is another one.
        """
        kind = "gaps" if self.has_gaps else "sides"
        digest = _hashed(f"syntopic {kind} {self.id}")
        return base64.b32encode(digest[:10]).decode().lower()

    @property
    def tag(self) -> str:
        """Its topic below its area, as Anki writes a tag within a tag."""
        return "::".join(_tag(part) for part in (self.area, self.topic) if part)

    @property
    def fingerprint(self) -> str:
        """A hash of all that Anki is told, times aside: it changes when something is edited."""
        said = (self.question, self.answer, self.topic, self.area, self.source, self.url)
        return _hashed(json.dumps([self.asking, *said]))[:8].hex()


def _tag(name: str) -> str:
    """A name as a tag: without blanks, which part tags, and colons, which nest them."""
    return "_".join(name.replace("::", " ").replace('"', "").split())


def _hashed(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
