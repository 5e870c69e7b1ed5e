"""What linking a garden has found, kept for the next time: while an author writes, little changes.

Nothing is kept without what it was found from, and it is found again where that differs in any way:
a garden is linked the same with a memory as without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from syntopic.memory import Last, Lasts

__all__ = ["Last", "Lasts", "Memory"]


@dataclass(slots=True)
class Memory:
    """What is kept of one garden in one process.

    ``link`` are all its links, ``known`` its names, ready to be looked for, ``related`` the related
    concepts. ``mentions`` and the ``backlinks`` that they make go by page, and by how often the
    page has come up before.
    """

    link: Last[Any] = field(default_factory=Last)
    known: Last[Any] = field(default_factory=Last)
    related: Last[Any] = field(default_factory=Last)
    mentions: Lasts[tuple[str, int], Any] = field(default_factory=Lasts)
    backlinks: Lasts[tuple[str, int], Any] = field(default_factory=Lasts)
