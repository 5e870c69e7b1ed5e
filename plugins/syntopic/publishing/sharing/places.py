"""The places that can be shared to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from syntopic.model import Topic
from syntopic.publishing.sharing.devto import devto
from syntopic.publishing.sharing.linkedin import linkedin
from syntopic.publishing.sharing.markdown import markdown
from syntopic.publishing.sharing.medium import medium
from syntopic.publishing.sharing.values import Shared
from syntopic.publishing.values import Site
from syntopic.rendering import Context

Write = Callable[[Topic, Context, Site, bool], Shared]
"""From a topic of the public garden, and whether notes without a synthesis may be shared."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where readers are: its name for people, how a list of steps begins, what writes for it."""

    title: str
    there: str
    write: Write


PLACES: Final[Mapping[str, Place]] = MappingProxyType(
    {
        "medium": Place("Medium", "On Medium", medium),
        "devto": Place("dev.to", "On dev.to", devto),
        "linkedin": Place("LinkedIn", "On LinkedIn", linkedin),
        "markdown": Place("Markdown", "With the file", markdown),
    }
)
"""Every place by the word that the command line takes."""
