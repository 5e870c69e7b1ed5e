"""What social cards need to know of fonts besides their outlines, for ``build_frontend.py``."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

SIDES = {"\N{COMBINING ACUTE ACCENT}": "above", "\N{COMBINING DOT BELOW}": "below"}
"""Marks that every face has: others that fonts join to letters in the same place are like them."""


def write_measures(file: Path, *, kerned: bool = True) -> None:
    """Write beside a font how wide letters are, how close they stand, and where marks are joined.

    All by character, in units of the font, of which ``size`` are one font size. So cards are set
    without opening the tables of a font, which takes longer than drawing one. ``kerning`` of two
    letters is ``rows[left[one]][right[other]]``.
    """
    font = TTFont(file)
    letters = characters(font)
    widths = {chr(code): font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}
    told = {
        **{"size": font["head"].unitsPerEm, "widths": widths},
        **(in_classes(kerning(font, letters)) if kerned else {}),
        **with_guesses(joints(font, letters), font),
    }
    written = json.dumps(told, separators=(",", ":"), sort_keys=True)
    file.with_suffix(".json").write_text(written, encoding="utf-8")


def characters(font: Any) -> dict[str, list[str]]:
    """Return the characters of each glyph, also of the copies that merging scripts leaves.

    Such an A stands with Greek letters as the first A stands with Latin ones. (What a language
    puts in a letter's place may look otherwise, and is none of these.)
    """
    found: dict[str, list[str]] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        found.setdefault(glyph, []).append(chr(code))
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable if lookup.LookupType == 1 else ():
            for glyph, copy in part.mapping.items():
                if outline(font, copy) == outline(font, glyph):
                    found.setdefault(copy, found.get(glyph, []))
    return found


def outline(font: Any, glyph: str) -> tuple[int, list[tuple[int, int]]]:
    """Return how wide a glyph is, and its points."""
    points, _, _ = font["glyf"][glyph].getCoordinates(font["glyf"])
    return font["hmtx"][glyph][0], list(points)


def subtables(font: Any, feature: str, kind: int) -> Iterator[tuple[int, Any]]:
    """Yield what the positions of a feature stand in, of one kind, with the number of its table."""
    table = font["GPOS"].table
    records = [one for one in table.FeatureList.FeatureRecord if one.FeatureTag == feature]
    for number in sorted({i for one in records for i in one.Feature.LookupListIndex}):
        for part in table.LookupList.Lookup[number].SubTable:
            part = part.ExtSubTable if part.LookupType == 9 else part
            if part.LookupType == kind:
                yield number, part


def kerning(font: Any, letters: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    """Return how much closer (or less close) two characters stand, one after the other."""
    found: dict[str, dict[str, int]] = {}
    decided: set[tuple[int, str, str]] = set()
    for number, part in subtables(font, "kern", 2):
        for one, other, value in pairs(part):
            if (number, one, other) in decided:
                continue
            decided.add((number, one, other))
            for left in letters.get(one, ()) if value else ():
                for right in letters.get(other, ()):
                    found.setdefault(left, {}).setdefault(right, value)
    return found


def pairs(part: Any) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs of glyphs of a table, by name or by class, with their kerning."""
    if part.Format == 1:
        for glyph, follow in zip(part.Coverage.glyphs, part.PairSet, strict=True):
            for record in follow.PairValueRecord:
                yield glyph, record.SecondGlyph, getattr(record.Value1, "XAdvance", 0)
        return
    classes = part.ClassDef2.classDefs
    for glyph in part.Coverage.glyphs:
        row = part.Class1Record[part.ClassDef1.classDefs.get(glyph, 0)].Class2Record
        for other, number in classes.items():
            yield glyph, other, getattr(row[number].Value1, "XAdvance", 0)


def in_classes(found: dict[str, dict[str, int]]) -> dict[str, Any]:
    """Return the same with letters that stand alike in one class: a tenth of the pairs."""
    columns: dict[str, dict[str, int]] = {}
    for one, row in found.items():
        for other, value in row.items():
            columns.setdefault(other, {})[one] = value
    left, right = classes(found), classes(columns)
    rows = [[0] * (max(right.values()) + 1) for _ in set(left.values())]
    for one, row in found.items():
        for other, value in row.items():
            rows[left[one]][right[other]] = value
    return {"left": left, "right": right, "rows": rows}


def classes(found: dict[str, dict[str, int]]) -> dict[str, int]:
    """Return numbers for characters, the same for those that stand alike to all others."""
    alike = {char: tuple(sorted(row.items())) for char, row in found.items()}
    numbers = {row: number for number, row in enumerate(dict.fromkeys(alike.values()))}
    return {char: numbers[row] for char, row in alike.items()}


def joints(font: Any, letters: dict[str, list[str]]) -> dict[str, Any]:
    """Return where marks are joined to letters, or to marks that already are: above or below.

    The ``marks`` on a side have one anchor, with that side; ``above`` and ``below`` have those of
    the letters. A mark of another font can be put on a letter by them, too.
    """
    found: dict[str, dict[str, Any]] = {"marks": {}, "above": {}, "below": {}}
    for feature, kind, one, other in (("mark", 4, "Mark", "Base"), ("mkmk", 6, "Mark1", "Mark2")):
        for _, part in subtables(font, feature, kind):
            marks = list(records(part, one, "Mark", letters))
            sides = {mark.Class: SIDES[char] for char, mark in marks if char in SIDES}
            for char, mark in marks:
                if mark.Class in sides:
                    found["marks"].setdefault(char, [sides[mark.Class], *place(mark.MarkAnchor)])
            for char, base in records(part, other, other, letters):
                for number, anchor in enumerate(getattr(base, f"{other}Anchor")):
                    if anchor and number in sides:
                        found[sides[number]].setdefault(char, place(anchor))
    return found


def records(
    part: Any, kind: str, record: str, letters: dict[str, list[str]]
) -> Iterator[tuple[str, Any]]:
    """Yield the characters of one kind in a table of joints, each with what it says of them."""
    said = getattr(getattr(part, f"{kind}Array"), f"{record}Record")
    for glyph, one in zip(getattr(part, f"{kind}Coverage").glyphs, said, strict=True):
        for char in letters.get(glyph, ()):
            yield char, one


def place(anchor: Any) -> list[int]:
    """Return the two coordinates of an anchor."""
    return [anchor.XCoordinate, anchor.YCoordinate]


def with_guesses(found: dict[str, Any], font: Any) -> dict[str, Any]:
    """Return the same for letters and marks that a font says nothing of: the middle of their ink.

    Marks of such a font are drawn as they belong to an x, or to a letter without a foot.
    """
    heights = {"above": font["OS/2"].sxHeight, "below": 0}
    for code, glyph in font.getBestCmap().items():
        char, ink = chr(code), font["glyf"][glyph]
        if not hasattr(ink, "xMin"):
            continue
        middle = round((ink.xMin + ink.xMax) / 2)
        if side := {230: "above", 220: "below"}.get(unicodedata.combining(char)):
            found["marks"].setdefault(char, [side, middle, heights[side]])
            found[side].setdefault(char, [middle, ink.yMax if side == "above" else ink.yMin])
        elif unicodedata.category(char).startswith("L"):
            found["above"].setdefault(char, [middle, max(ink.yMax, heights["above"])])
            found["below"].setdefault(char, [middle, min(ink.yMin, 0)])
    return found
