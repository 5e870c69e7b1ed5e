"""Cheat sheets: what is worth a look right before an interview, on one or two sheets of paper.

One for each area and each interview role. ``composing`` chooses what stands on them, ``words`` cuts
sentences, ``pages`` writes them for the site, ``plain`` for a terminal.
"""

from __future__ import annotations

from syntopic.rendering.sheets.composing import Sheet, SheetFormula, SheetTopic, sheets
from syntopic.rendering.sheets.pages import SHEETS, sheet_links, sheet_of, sheet_page, sheet_ways
from syntopic.rendering.sheets.plain import plain_sheet

__all__ = [
    "SHEETS",
    "Sheet",
    "SheetFormula",
    "SheetTopic",
    "plain_sheet",
    "sheet_links",
    "sheet_of",
    "sheet_page",
    "sheet_ways",
    "sheets",
]
