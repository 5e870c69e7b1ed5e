"""HTML that code put out, made fit to stand in a page beside other such HTML, light or dark."""

from __future__ import annotations

import re
from typing import Final

from syntopic.markdown.html import balanced
from syntopic.markdown.tokens import Start, Text, tokens

_RANDOM_ID = re.compile(
    r"\bT_[0-9a-f]{5}(?=\b|_)|\bsk-(?:container|estimator)-id-\d+\b|\bsk-[0-9a-f-]{36}\b"
)
_SEEN: Final = frozenset(
    "img svg math table video audio iframe object embed hr input progress meter picture".split()
)
_STYLED = re.compile(r"<style\b[^>]*>.*?</style>|<[A-Za-z][^<>]*\sstyle=\"[^<>]*>", re.DOTALL)
_RULE = re.compile(r"(?<=\{)[^{}]*(?=\})|(?<=\sstyle=\")[^\"]*(?=\")")
_GROUND = re.compile(r"(?:^|[;\s])background(?:-color)?\s*:(?!\s*(?:none|transparent|inherit)\b)")
_INK = re.compile(r"(?:^|[;\s])color\s*:")
_BLACK = re.compile(r"(?P<before>^|[;\s])color\s*:\s*(?:black|#000(?:000)?)\s*(?P<end>;|$)")

DARK_INK: Final = "#22252b"
"""Text on a colour that code has chosen without a colour for the text: such code expects black."""


def clean(html: str, prefix: str) -> str | None:
    """The HTML with ids of its own and text that can be read; None if nothing of it would be seen.

    What acts beyond its place is left out, and what needs a script shows nothing then. ``prefix``
    differs for each output of a site: the ids of styled tables are random, those of estimators are
    counted anew in each note.
    """
    html = balanced(html)
    if not _shows(html):
        return None
    numbers: dict[str, str] = {}
    named = _RANDOM_ID.sub(lambda m: numbers.setdefault(m[0], _id(m[0], prefix, numbers)), html)
    return _STYLED.sub(lambda styled: _RULE.sub(_legible, styled[0]), named)


def _id(old: str, prefix: str, known: dict[str, str]) -> str:
    return f"{old.partition('_')[0] if old.startswith('T_') else 'sk'}_{prefix}_{len(known)}"


def _shows(html: str) -> bool:
    return any(
        (isinstance(token, Text) and bool(token.text.strip()))
        or (isinstance(token, Start) and token.name.lower() in _SEEN)
        for token in tokens(html)
    )


def _legible(found: re.Match[str]) -> str:
    """A rule with ink to its ground; black ink on no ground is the page's own."""
    rule = found[0]
    if _GROUND.search(rule):
        return rule if _INK.search(rule) else f"{rule.rstrip().rstrip(';')}; color: {DARK_INK};"
    return _BLACK.sub(lambda m: m["before"], rule)
