"""The headings of notes, by every way in which a link may spell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syntopic.names import name_key, slug

_NO_PART = re.compile(r"[^\w\- ]")


def spellings(path: Sequence[str]) -> Iterator[str]:
    """The keys of a heading; ``path`` are the names of the headings down to it, itself the last.

    Its name, behind those of the headings above it where they are given, and its name as a part of
    an address: as here, and as GitHub makes one.
    """
    keys = [name_key(name) for name in path]
    for first in reversed(range(len(keys))):
        yield "#".join(keys[first:])
    yield f"#{slug(path[-1])}"
    yield f"##{as_on_github(path[-1])}"


def asked(fragment: str) -> Iterator[str]:
    """The keys that a fragment of a link may mean, the best first; none of an empty one."""
    names = [name for name in fragment.split("#") if name.strip()]
    if names:
        yield "#".join(map(name_key, names))
        yield name_key(names[-1])
        yield f"##{as_on_github(names[-1])}"
        yield f"#{slug(names[-1])}"


def as_on_github(name: str) -> str:
    """A heading's name as the anchor that GitHub gives it."""
    return _NO_PART.sub("", name.strip().lower()).replace(" ", "-")
