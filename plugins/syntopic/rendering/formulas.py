"""Formulas in plain text of ours, such as the sentence around a link."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from syntopic.markdown.tex import Formula, Macros, to_mathml
from syntopic.rendering.html import el

_TEX = re.compile(r"\$([^$]+)\$")


def with_formulas(text: str, macros: Macros) -> Markup:
    """Plain text in which formulas stand between dollars; one that cannot be read stays as TeX."""
    pieces: list[Markup] = []
    for index, piece in enumerate(_TEX.split(text)):
        formula = to_mathml(piece, False, macros) if index % 2 else None
        if isinstance(formula, Formula):
            mathml = Markup(formula.mathml)
            pieces.append(el("span", mathml, class_="math", data_search_exclude=True))
        else:
            pieces.append(escape(f"${piece}$") if index % 2 else escape(piece))
    return Markup("").join(pieces)
