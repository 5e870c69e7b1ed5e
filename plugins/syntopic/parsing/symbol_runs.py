"""Symbols that are named together: "$F$ and $I$ are the classes", "with $m$, $n$ the sizes"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syntopic.parsing.languages import (
    ANDS,
    ARTICLES,
    COPULAS,
    NAMING,
    PLURAL_ADVERBS,
    PLURALS,
    SEVERAL,
    words,
)

_JOINED = re.compile(rf"[*_]*(?:\s*,\s*|\s+)(?:(?:{words(ANDS)}|&)\s+)?[*_]*", re.IGNORECASE)
_SAID = re.compile(
    rf"\s*(?:(?P<verb>{words(PLURALS)})\s+|(?:as|als|comme|:)\s+)?(?P<meaning>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
# "wobei $m$ und $n$ die Anzahlen sind"
_LAST = re.compile(
    rf"\s(?P<verb>{words(PLURALS)})[\s,;]*(?:\s(?:{words(ANDS)}))?[\s,;]*$", re.IGNORECASE
)
_ARTICLE = rf"(?:{words(ARTICLES)})\s+"
_NUMBER = re.compile(rf"(?:{words(SEVERAL)})\s", re.IGNORECASE)
_NAMED = re.compile(rf"{_ARTICLE}|l['’]", re.IGNORECASE)
# "the sizes", "learning rates", "real numbers": a noun in the plural, perhaps behind another word.
# Words in "-ss", "-us", "-is" and "-as" are none, nor are "always" and the like.
_NOUNS = re.compile(
    rf"(?!(?:{words(NAMING)})\b)(?:{_ARTICLE})?(?:[^\W\d_]+[\s-]+)?(?!(?:{words(PLURAL_ADVERBS)})\b)[^\W\d_]{{3,}}(?<![suia])s\b",
    re.IGNORECASE,
)


def runs(content: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the formulas with nothing but commas and "and" between them, as first and last.

    ``spans`` are where formulas stand in the content. Every formula is in exactly one run.
    """
    found: list[tuple[int, int]] = []
    for index, (at, _) in enumerate(spans):
        before = content[spans[index - 1][1] : at] if index else ""
        if index and _JOINED.fullmatch(before):
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found


def said_of_several(said: str) -> str:
    """Return what a text that follows several symbols says all of them are; nothing if unsure.

    "are the slope and the intercept", "denote sizes", "the sizes": a verb or a noun in the plural.
    What only one thing can be ("$x$, $b$ the bias") belongs to the last symbol alone.
    """
    match = _SAID.fullmatch(said)
    if match is None:
        return ""
    meaning, last = match["meaning"], _LAST.search(match["meaning"])
    verb = match["verb"] or (last["verb"] if last else "")
    copulas = {word for language in COPULAS.values() for word in language}
    if verb and (verb.casefold() not in copulas or _NAMED.match(meaning)):
        return meaning
    return meaning if _NUMBER.match(meaning) or _NOUNS.match(meaning) else ""
