"""The service worker's script: what of the site it keeps. How it keeps it, ``worker.ts`` says."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from syntopic.review.cutting import OUTSIDE
from syntopic.review.values import Deck

WORKER: Final = "sw.js"
"""The file's place: at the site's root, since a worker serves what lies below its own place."""

_PICTURES = re.compile(r"""<(?:img|source|video|audio)\b[^>]*\s(?:src|poster)="([^"#?]+)""")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept on a device, by addresses below the site.

    Without ``first`` nothing works; ``then`` is kept as far as there is time and room. ``tops`` are
    the first parts of all addresses of the site: what else lies below its root is another site's.
    """

    first: tuple[str, ...]
    then: tuple[str, ...]
    tops: tuple[str, ...]


NOTHING: Final = Kept((), (), ())
"""What a site keeps that is no app, or is none any more."""


def worker(kept: Kept, contents: Iterable[bytes]) -> str:
    """The script; other ``contents`` of the site give another one, for which browsers look."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    told = {
        "version": digest.hexdigest()[:16],
        "first": kept.first,
        "then": [address for address in kept.then if address not in kept.first],
        "tops": kept.tops,
    }
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f'self.syntopicKept = {written};\nimportScripts("assets/syntopic/worker.js");\n'


def pictures(deck: Deck) -> tuple[str, ...]:
    """The addresses of what cards show, below the site."""
    sides = (side for card in deck.cards for side in (card.question, card.answer))
    found = (html.unescape(one) for side in sides for one in _PICTURES.findall(side))
    return tuple(dict.fromkeys(one for one in found if not OUTSIDE.match(one)))
