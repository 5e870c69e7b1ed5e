"""Letters that only formulas have, cut out of their large font for what draws the cards."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.values import Card
from syntopic.publishing.fonts import subset_version


def mathematical_font(card: Card, cache: Path) -> str:
    """The file with the mathematical letters of a card; empty where it has none."""
    said = [(card.title, faces.TITLE), (card.text, faces.TEXT)]
    said += [(text, faces.LABEL) for text in (card.label, card.site, *card.facts)]
    wanted = {
        ord(char)
        for text, face in said
        for run in faces.runs(faces.readable(text, face), face)
        if run.family == faces.MATHEMATICAL
        for char in run.text
    }
    return str(_cut(sorted(wanted), cache)) if wanted else ""


def _cut(wanted: list[int], cache: Path) -> Path:
    original = faces.MATHEMATICS.read_bytes()
    key = hashlib.sha256(original + repr(wanted).encode() + subset_version()).hexdigest()[:32]
    file = cache / f"mathematics-{key}.ttf"
    if file.is_file():
        return file
    from fontTools import subset  # slow to import, and seldom needed
    from fontTools.ttLib import TTFont

    cutter = subset.Subsetter(subset.Options(layout_features=[], recalc_timestamp=False))
    with TTFont(BytesIO(original), recalcTimestamp=False) as font:
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.flavor = None
        cache.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".part")
        font.save(partial)
        partial.replace(file)
    return file
