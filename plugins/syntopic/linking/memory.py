"""What linking a garden has found, kept for the next time: while an author writes, little changes.

Nothing is kept without what it was found from, and it is found again where that differs in any way:
a garden is linked the same with a memory as without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from syntopic.linking.embeds import Embed
from syntopic.linking.graph import Edges
from syntopic.linking.index import Index
from syntopic.linking.joining import Joining
from syntopic.linking.leading import Led
from syntopic.linking.mentions.choosing import Known
from syntopic.linking.mentions.kept import Looked
from syntopic.linking.mentions.pages import Stretch
from syntopic.linking.placing import Placing
from syntopic.linking.private import Private
from syntopic.linking.resolutions import Part
from syntopic.linking.tellings import Key, Telling
from syntopic.memory import Last, Lasts

__all__ = ["Last", "Lasts", "Memory"]


@dataclass(slots=True)
class Process:
    """What is kept as long as a process lasts, for it is soon found again, or tells of the private.

    ``link`` are all links of the garden. By telling: ``stretches`` are its sections, ``led`` where
    its links lead. ``index`` are all names that links may use, ``private`` those of private files,
    ``words`` what is compared of topics, ``edges`` those of the graph of topics.
    """

    link: Last[Any] = field(default_factory=Last)
    stretches: Lasts[Key, tuple[Stretch, ...]] = field(default_factory=Lasts)
    placing: Placing = field(default_factory=Placing)
    index: Last[Index] = field(default_factory=Last)
    private: Last[Private] = field(default_factory=Last)
    led: Lasts[Key, Led] = field(default_factory=Lasts)
    embeds: Lasts[Part, Embed] = field(default_factory=Lasts)
    joining: Joining = field(default_factory=Joining)
    words: Lasts[str, str] = field(default_factory=Lasts)
    edges: Last[Edges] = field(default_factory=Last)


@dataclass(slots=True)
class Memory:
    """What is kept of one garden.

    ``tellings`` are what is told at each place of the site, ``mentions`` what was found of the
    names that are ``known`` in the text of each, ``related`` the related concepts.
    """

    tellings: Lasts[Key, Telling] = field(default_factory=Lasts)
    known: Last[Known] = field(default_factory=Last)
    mentions: Lasts[Key, Looked] = field(default_factory=Lasts)
    related: Last[Any] = field(default_factory=Last)
    process: Process = field(default_factory=Process)

    def rest(self) -> None:
        """Says of a build that asked for nothing of what links are made of that it made nothing."""
        self.known.why, self.mentions.changed = "", False

    def __reduce__(self) -> tuple[Any, ...]:
        """What a file has of it."""
        return Memory, (self.tellings, self.known, self.mentions, self.related)
