"""Sentences that explain a formula's symbols: "where $x$ is the input and $y$ the output".

Silence is better than a wrong meaning: only the parts of a sentence that name a thing are taken.
"$x$ is small" tells a property. What is said of several symbols ("$a$ and $b$ are the ends") stays
theirs together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
from syntopic.parsing.symbol_runs import runs, said_of_several
from syntopic.parsing.symbols import symbol, symbols_of, tidy

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
# A verb may come last in German; "their means" ends in none.
_TAIL = re.compile(
    rf"(?:\s+(?!means\b)(?:{_IS}|{_NAMES}|darstellt))?[\s,;]*"
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
    """One symbol of a sentence, or several: what stands before and what is said of them."""

    formulas: tuple[Token, ...]
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
        tex = symbols_of(part.formulas)
        if meaning and tex:
            line = first + token.content.count("\n", 0, part.formulas[0].meta["span"][0])
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
    inside = [n for n, (at, end) in enumerate(spans) if start <= at and end <= stop]
    begins = [
        part
        for first, last in runs(content, [spans[n] for n in inside])
        for part in _begun(content, start, stop, formulas[inside[first] : inside[last] + 1])
    ]
    ends = [*(part[0].meta["span"][0] for part in begins[1:]), stop]
    return [
        _Part(
            part, content[start : part[0].meta["span"][0]], content[part[-1].meta["span"][1] : end]
        )
        for part, end in zip(begins, ends, strict=False)
    ]


def _begun(
    content: str, start: int, stop: int, run: Sequence[Token]
) -> Iterator[tuple[Token, ...]]:
    """The formulas of a run that begin a part of the sentence: all together, or one by one."""
    before = content[start : run[0].meta["span"][0]]
    after = content[run[-1].meta["span"][1] : stop]
    if len(run) > 1 and _opens(before) and said_of_several(_verb(before) + after):
        yield tuple(run)
        return
    for formula in run:
        at, end = formula.meta["span"]
        if _begins(content[start:at], content[end:stop]):
            yield (formula,)


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


def _opens(before: str) -> bool:
    """Tell whether a part of the sentence can begin behind this."""
    return not before or bool(_INVERTED.fullmatch(before) or _JOINT.search(before))


def _verb(before: str) -> str:
    """The verb that stands in front of its symbols: "Hier sind $a$ und $b$ die Enden"."""
    return f" {before.strip()} " if _INVERTED.fullmatch(before) else ""


def _meaning(part: _Part) -> str:
    said = part.said
    if _verb(part.before):
        said = _verb(part.before) + said.lstrip()
    if _CONDITION.search(part.before):
        return ""
    if len(part.formulas) > 1 or not symbol(part.formulas[0].content):
        found = said_of_several(said)
    else:
        match = _NAMED.fullmatch(said)
        found = match["meaning"] if match and not _is_grouped(part) else ""
    meaning = tidy(_TAIL.sub("", found, count=1))
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
