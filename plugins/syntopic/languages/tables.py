"""Reads a language's file: stemmer, opposites, heading synonyms, labels, function words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from syntopic.model import Facet

GAP = "…"
"""In a heading phrase: one to four words, whatever they are (articles are not counted)."""

SEPARATOR = ":"
"""Stands in a heading's words for a colon, dash, bracket, slash or comma."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as its file describes it; equal languages have equal codes.

    ``stemmer`` is the name of a Snowball algorithm. ``opposites`` are pairs of words, lower case.
    ``headings`` holds the phrases that a heading of a facet matches (``facet_of`` has the rule),
    ``unfaceted`` those that look like one and are none. ``labels`` are the texts on the pages by
    key, ``words`` lists of function words by purpose (``symbol-lead-ins``, ``negations``, …).
    """

    code: str
    stemmer: str
    opposites: tuple[tuple[str, str], ...] = field(compare=False)
    headings: Mapping[Facet, tuple[str, ...]] = field(compare=False)
    unfaceted: tuple[str, ...] = field(compare=False)
    labels: Mapping[str, str] = field(compare=False)
    words: Mapping[str, tuple[str, ...]] = field(compare=False)

    def label(self, key: str) -> str:
        """Return the text of a label; an unknown key is its own text, so that no page breaks."""
        return self.labels.get(key, key)

    def facet(self, facet: Facet) -> str:
        """Return a facet's title on the page."""
        return self.label(f"facet-{facet.value}")


@cache
def known_languages() -> tuple[str, ...]:
    """Return the codes that ``language`` knows, in alphabetical order."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".yml") for f in files if f.name.endswith(".yml")))


def language(code: str) -> Language:
    """Return the language of a code; a region ("de-AT", "en_GB") is taken off.

    Raises LookupError for a language without a file; ``known_languages`` says which there are.
    """
    base = code.strip().replace("_", "-").partition("-")[0].casefold()
    if base not in known_languages():
        raise LookupError(f"no language {code!r}; there are {', '.join(known_languages())}")
    return _read(base)


@cache
def _read(code: str) -> Language:
    text = (resources.files(__package__) / f"{code}.yml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {key: tuple(values) for key, values in table["words"].items()}
    return Language(
        code=code,
        stemmer=table["stemmer"],
        opposites=tuple((first, second) for first, second in table["opposites"]),
        headings={
            Facet(name): _phrases(group, words["connectives"])
            for name, group in table["headings"].items()
        },
        unfaceted=tuple(table["unfaceted"]),
        labels=dict(table["labels"]),
        words=words,
    )


def _phrases(group: Mapping[str, list[str]], connectives: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases that are the whole heading, and those that a connective may carry on."""
    whole, opening = group.get("whole", []), group.get("opening", [])
    colons = [f"{phrase} {SEPARATOR} {GAP}" for phrase in (*whole, *opening) if GAP not in phrase]
    longer = [f"{phrase} {link} {GAP}" for phrase in opening for link in connectives]
    return (*whole, *opening, *colons, *longer)
