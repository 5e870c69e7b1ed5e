"""Whether a text can be the name of a concept."""

from __future__ import annotations

from syntopic.cli.refusal import Refusal
from syntopic.garden import Garden
from syntopic.gathering.titles import is_locator
from syntopic.languages import facet_of


def checked(garden: Garden, text: str) -> str:
    """The name without needless spaces; a Refusal where no note could be about it."""
    name = " ".join(text.split())
    if not any(letter.isalnum() for letter in name):
        raise Refusal('a name needs letters, such as  "Chain rule"')
    if is_locator(name):
        raise Refusal(f'"{name}" reads as a place in a source, so no note could be about it')
    if facet_of(name, garden.options.words, garden.options.synonyms) is not None:
        raise Refusal(f'"{name}" is a heading of a part of a page, so no note could be about it')
    return name
