"""What readers of Markdown have beyond CommonMark, each in its own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from syntopic.publishing.plain import tex
from syntopic.publishing.plain.text import folded, quoted

InlineFormula = Callable[[str, str, bool, bool], str]
"""From a formula, the text around it, whether a letter or digit touches it, and whether it stands
in a table, to what is written within a line."""


def _inline(formula: str, around: str, touched: bool, in_table: bool) -> str:
    return tex.inline(formula, around, touched=touched, in_table=in_table)


def _line_display(formula: str, around: str, touched: bool, in_table: bool) -> str:
    return tex.in_line_display(formula, around, in_table=in_table)


def _folded(summary: str, text: str, unfolded: bool) -> str:
    return folded(summary, text, unfolded=unfolded)


def _alert(kind: str, title: str, text: str) -> str:
    inside = "\n\n".join(filter(None, (title, text)))
    return quoted("\n".join([f"[!{kind}]", inside]).rstrip())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a reader of Markdown wants formulas, callouts and folded text.

    ``heading`` writes the formulas of headings and titles, ``line_display`` display formulas that
    stand inside a paragraph, ``block`` those on lines of their own. ``folded`` takes a summary in
    HTML, the text, and whether it is open; ``alert`` what GitHub calls a callout, its title in
    Markdown (or nothing), and its text. ``unwrapped`` puts each paragraph on one line, for readers
    to whom the end of a line is a line break. ``told`` adds the quiet line below code that says
    whether and with what it ran.
    """

    inline: InlineFormula = _inline
    heading: InlineFormula = _inline
    line_display: InlineFormula = _line_display
    block: Callable[[str], str] = tex.block
    folded: Callable[[str, str, bool], str] = _folded
    alert: Callable[[str, str, str], str] = _alert
    unwrapped: bool = False
    told: bool = True


GITHUB = Dialect()
"""What GitHub shows, and the generators that follow it."""
