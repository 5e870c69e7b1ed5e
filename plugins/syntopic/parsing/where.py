"""Sentences that explain a formula's symbols: "where $x$ is the input and $y$ the output".

Silence is better than a wrong meaning: only the parts of a sentence that name a thing are taken.
"$x$ is small" tells a property, "$a$ and $b$ are the slope and the intercept" cannot be divided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from syntopic.model import SymbolMeaning
from syntopic.parsing.languages import (
    ANDS,
    ARTICLES,
    COPULAS,
    LEADS,
    NAMING,
    ORS,
    PLURALS,
    THATS,
    words,
)
from syntopic.parsing.symbols import symbol, tidy

# Longer explanations are prose about a symbol rather than its meaning.
LONGEST_MEANING = 200

_IS, _NAMES, _AND, _WHERE = words(COPULAS), words(NAMING), words(ANDS), words(LEADS)
_ARTICLE = rf"(?:(?:{words(ARTICLES)})\s|[ld]['’])"
_LEAD = re.compile(rf"[*_]*(?:{_WHERE})\b[*_]*\s*[:,]?\s*", re.IGNORECASE)
_NAMED = re.compile(
    rf"\s*(?:(?:{_NAMES})\s+|(?:(?:{_IS}|as|als|comme|:)\s+)?(?={_ARTICLE})|als\s+)"
    r"(?P<meaning>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_INVERTED = re.compile(rf"(?:{_IS}|{_NAMES})\s+", re.IGNORECASE)
_TAIL = re.compile(
    rf"(?:\s+(?:{_IS}|{_NAMES}|darstellt))?[\s,;]*"
    rf"(?:(?<=\s)(?:{_AND}|{words(ORS)}|{_WHERE})(?:\s+(?:{_WHERE}))?)?[\s,;]*$",
    re.IGNORECASE,
)
_PLURAL = re.compile(rf"\s*(?:{words(PLURALS)})\b", re.IGNORECASE)
_SAID = re.compile(rf"\s*(?:(?:{_IS}|{_NAMES}|als|as|comme)\s|:\s|{_ARTICLE})", re.IGNORECASE)
_NEXT = re.compile(rf"(?:,|\s(?:{_AND})\b)(?:\s+(?:{_AND}))?\s+\$", re.IGNORECASE)
_CONDITION = re.compile(rf"\b(?:{words(THATS)})\b", re.IGNORECASE)
# A symbol begins a part of the sentence after one of these; elsewhere it belongs to the part.
_JOINT = re.compile(rf"(?:[,;]|\s(?:{_AND}))(?:\s+(?:{_AND}|{_WHERE}))*\s+$", re.IGNORECASE)
_GROUP = re.compile(rf"\$\s*,?\s*(?:{_AND})?\s*$", re.IGNORECASE)
_STOP = re.compile(r"(?<!i\.e)(?<!e\.g)(?<!\bcf)(?<!resp)[.!?](?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Part:
    """One symbol of a sentence: its formula, what stands before it and what is said of it."""

    formula: Token
    before: str
    said: str


def where_sentence(token: Token) -> tuple[SymbolMeaning, ...]:
    """Return the meanings in a paragraph that begins with "where", "with" or "here".

    ``token`` is its inline token. Lines are counted from 0.
    """
    lead = _LEAD.match(token.content)
    if lead is None:
        return ()
    first = token.map[0] if token.map else 0
    found = []
    for part in _parts(token, lead.end()):
        meaning = _meaning(part)
        tex = symbol(part.formula.content)
        if meaning and tex:
            line = first + token.content.count("\n", 0, part.formula.meta["span"][0])
            found.append(SymbolMeaning(tex, meaning, line))
    return tuple(found)


def _parts(token: Token, start: int) -> list[_Part]:
    content, children = token.content, token.children or []
    formulas = [child for child in children if child.type == "math_inline"]
    # What is written by reference could not stand alone in a meaning.
    if any("text_end" in c.meta or c.type.startswith("footnote") for c in children):
        return []
    stop = _sentence_end(content, start, formulas)
    spans = [formula.meta["span"] for formula in formulas]
    begins = [
        index
        for index, (at, end) in enumerate(spans)
        if start <= at and end <= stop and _begins(content[start:at], content[end:stop])
    ]
    ends = [*(spans[index][0] for index in begins[1:]), stop]
    return [
        _Part(formulas[i], content[start : spans[i][0]], content[spans[i][1] : end])
        for i, end in zip(begins, ends, strict=False)
    ]


def _sentence_end(content: str, start: int, formulas: Sequence[Token]) -> int:
    spans = [formula.meta["span"] for formula in formulas]
    for match in _STOP.finditer(content, start):
        if not any(a <= match.start() < b for a, b in spans):
            return match.start()
    return len(content)


def _begins(before: str, after: str) -> bool:
    if not before or _INVERTED.fullmatch(before):
        return True
    return _JOINT.search(before) is not None and _SAID.match(after) is not None


def _meaning(part: _Part) -> str:
    said = part.said
    if _INVERTED.fullmatch(part.before):
        said = f" {part.before}{said.lstrip()}"
    match = _NAMED.fullmatch(said)
    if match is None or _CONDITION.search(part.before) or _is_grouped(part):
        return ""
    meaning = tidy(_TAIL.sub("", match["meaning"], count=1))
    return meaning if len(meaning) <= LONGEST_MEANING and _is_whole(meaning) else ""


def _is_grouped(part: _Part) -> bool:
    """Tell whether the sentence speaks of this symbol together with the one before it."""
    group = _GROUP.search(part.before)
    return group is not None and ("," not in group[0] or _PLURAL.match(part.said) is not None)


def _is_whole(meaning: str) -> bool:
    """Tell whether a meaning speaks of one thing, and was not cut inside of brackets."""
    pairs = all(meaning.count(a) == meaning.count(b) for a, b in ("()", "[]"))
    marks = all(meaning.count(mark) % 2 == 0 for mark in "$*")
    # A formula behind a comma, or the first one behind "and", may begin a part that is not known
    # as one: "the input, $y$ (the output)". Two formulas joined belong together: "$a$ and $b$".
    joined = _NEXT.search(meaning)
    strange = joined is not None and (
        joined[0].startswith(",") or "$" not in meaning[: joined.start()]
    )
    return pairs and marks and not strange
