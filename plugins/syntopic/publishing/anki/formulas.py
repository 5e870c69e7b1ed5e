"""Formulas as Anki has them: TeX between brackets, which its own MathJax sets."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from syntopic.markdown.elements import literal
from syntopic.markdown.formulas import FormulaExtension
from syntopic.markdown.mended import mended
from syntopic.publishing.macros import expanded

TEX: Final = "anki-tex"
"""The class of an element that holds TeX and nothing else."""

_CLOSING = re.compile(r"\}(?=\})")
_COLONS = re.compile(r":(?=:)")


class TexExtension(FormulaExtension):
    """Reads the same formulas as the site and leaves them TeX, without the author's commands."""

    def written(self, tex: str, display: bool, tag: str) -> Element:
        r"""An element with the TeX between ``\(`` and ``\)``, or ``\[`` and ``\]``."""
        told = expanded(mended(tex.strip(), display), self.macros)
        wrapper = Element(tag, {"class": TEX})
        wrapper.text = literal(f"\\[{told}\\]" if display else f"\\({told}\\)")
        return wrapper


def in_gap(tex: str) -> str:
    """TeX that says the same without what ends or divides a gap of Anki: ``}}`` and ``::``.

    Blanks mean nothing in formulas (Anki's manual, "Cloze deletion").
    """
    return _COLONS.sub(": ", _CLOSING.sub("} ", tex))
