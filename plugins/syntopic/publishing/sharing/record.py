"""What was shared where and when, as it is kept with the notes.

The record is public like the notes around it, so of what has become private it keeps no name, only
a digest, by which it is known again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from syntopic.model import Topic
from syntopic.names import name_key

FILE = "shared.json"
_DIGEST = "sha256:"


@dataclass(frozen=True, slots=True)
class Share:
    """One share: ``date`` in ISO, ``content`` the fingerprint of what was said then.

    ``concept`` is a name, or the digest of one; ``notes`` says that notes were shared that had no
    synthesis yet.
    """

    concept: str
    place: str
    date: str
    content: str
    notes: bool = False


def parsed(text: str) -> tuple[Share, ...]:
    """The shares of a record; ValueError where it is none."""
    try:
        kept = [
            Share(
                str(one["concept"]),
                str(one["place"]),
                str(one["date"]),
                str(one["content"]),
                bool(one.get("notes")),
            )
            for one in json.loads(text)["shares"]
        ]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a record of shares") from error
    return tuple(kept)


def written(shares: Iterable[Share]) -> str:
    """The record as it is kept: by concept and place, one entry for each."""
    ordered = sorted(shares, key=lambda share: (share.concept.casefold(), share.place))
    entries = [
        {
            "concept": share.concept,
            "place": share.place,
            "date": share.date,
            "content": share.content,
            **({"notes": True} if share.notes else {}),
        }
        for share in ordered
    ]
    return json.dumps({"version": 1, "shares": entries}, ensure_ascii=False, indent=1) + "\n"


def topic_of(share: Share, topics: Iterable[Topic]) -> Topic | None:
    """The public topic that a share is about; None where there is none (any more)."""
    for topic in topics:
        names = (topic.concept.name, *topic.concept.aliases)
        if any(share.concept == _digest(name) or _same(share.concept, name) for name in names):
            return topic
    return None


def with_share(shares: Iterable[Share], new: Share, topics: tuple[Topic, ...]) -> tuple[Share, ...]:
    """The shares with a new one, in place of an earlier one to there; names of public topics."""
    kept = [_named(share, topics) for share in shares]
    return (*(s for s in kept if (s.concept, s.place) != (new.concept, new.place)), new)


def _named(share: Share, topics: tuple[Topic, ...]) -> Share:
    topic = topic_of(share, topics)
    if topic is not None:
        return replace(share, concept=topic.concept.name)
    hidden = share.concept.startswith(_DIGEST)
    return share if hidden else replace(share, concept=_digest(share.concept))


def _same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other)


def _digest(name: str) -> str:
    return _DIGEST + hashlib.sha256(name_key(name).encode()).hexdigest()
