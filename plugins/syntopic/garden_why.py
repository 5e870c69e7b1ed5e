"""Why a build made something anew: a line for each note, each topic and each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from syntopic.garden_memory import GardenMemory
from syntopic.memory import NEW
from syntopic.rendering import Memory, Page
from syntopic.rendering.memory import SETTINGS, STEPS, Name

_NOTES = {
    NEW: "it is new",
    "text": "its text changed",
    "execute": "whether its code runs changed",
    "opt_in": "publish changed",
    "drafts": "whether drafts are shown changed",
}
_TOPICS = {
    NEW: "it is new",
    "notes": "its notes changed",
    "settlements": "what you settled changed",
    "language": "the language changed",
}
_PARTS = {
    "_colours": "the sources changed",
    "_left": "text of {key} that belongs to no concept changed",
    "_named": "the page of {key} changed",
    "_places": "its place in its area changed",
    "_sizes": "its area changed",
    "cards": "the names of cards changed",
    "links.backlinks": "who links to {key} changed",
    "links.embedded": "what it shows of other notes changed",
    "links.marks": "which names in it become links changed",
    "links.outgoing": "where {key} links to changed",
    "links.places": "where headings and passages stand changed",
    "links.resolver": "what a link to “{key}” means changed",
    "leftovers": "text that belongs to no concept changed",
    "notes": "{key} changed",
    "order": "the order of learning changed",
    "paths": "the learning paths changed",
    "portable": "code changed",
    "notebooks": "code changed",
    "related": "what is related to {key} changed",
    "results": "what the code of {key} puts out changed",
    "sessions": "code changed",
    "sources": "the sources changed",
    "syllabus": "the syllabus changed",
    "topics": "what is told of {key} changed",
    SETTINGS: "{key} changed in mkdocs.yml",
}
_WHOLE = ("keys", "items", "length", "whole")


def reasons(memory: GardenMemory) -> Iterator[str]:
    """What the last build made anew, each with the first reason that was found."""
    for path, why in sorted(memory.reading.opened.made()):
        yield f"{path}: {_told(_NOTES, why)}"
    for name, why in sorted(memory.topics.made()):
        yield f"{name}: {_told(_TOPICS, why)}"
    for node in memory.pages.why:
        found = memory.pages.nodes.get(node)
        if found is not None and isinstance(found.value, Page):
            yield f"{found.value.src}: {_page(node, memory.pages)}"


def _told(words: dict[str, str], why: str) -> str:
    return " and ".join(words.get(one, f"{one} changed") for one in why.split(", "))


def _page(name: Name, memory: Memory) -> str:
    """Why a page was made: what it read otherwise, or what the step read that it read."""
    why = memory.why.get(name)
    if why is None:
        return "it is new"
    part, key = why
    if part == STEPS:
        return _page(key, memory) if key in memory.why else "what it lists changed"
    return _read(part.rstrip("?*"), key)


def _read(part: str, key: Any) -> str:
    """In words: that a part of the garden reads otherwise."""
    begins = (known for known in _PARTS if part == known or part.startswith(f"{known}."))
    words = _PARTS[found] if (found := next(begins, None)) else "what stands around it changed"
    first = key[0] if isinstance(key, tuple) else key
    if "{key}" in words and (not isinstance(first, str) or first in _WHOLE):
        return "a topic changed that it lists"
    return words.format(key=first)
