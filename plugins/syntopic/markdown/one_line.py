"""Formulas as one line of plain text: for tables of contents, titles and search results.

The letters of MathML alone would say something else: those of x² are "x2", those of a/b are "ab".
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from syntopic.markdown.tex import Formula, Macros, to_mathml

_SUPERSCRIPTS: Final = str.maketrans("0123456789+−n⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ")
_RELATIONS: Final = frozenset("=<>≤≥≈≠≡∼∝→←↦⇒⇔∈∉⊂⊆∣")


def one_line(tex: str, macros: Macros = ()) -> str:
    """Return a formula as text on one line; TeX that cannot be read stays as it is."""
    found = to_mathml(tex, False, macros)
    return text_of(ElementTree.fromstring(found.mathml)) if isinstance(found, Formula) else tex


def text_of(math: Element) -> str:
    """Return the text of MathML: powers as powers, fractions with a stroke."""
    return " ".join(_read(math).replace("\u2061", "").split())


def _read(node: Element) -> str:
    parts = [_read(child) for child in node]
    match node.tag, parts:
        case "msup", [base, power]:
            return base + _power(power)
        case "msub", [base, below]:
            return f"{base}_{_group(below)}"
        case "msubsup" | "munderover", [base, below, power]:
            return f"{base}_{_group(below)}{_power(power)}"
        case "munder", [base, below]:
            return f"{base}_{_group(below)}"
        case "mover", [base, above]:
            return base if node.get("accent") else base + _power(above)
        case "mfrac", [above, below]:
            return f"{_group(above)}/{_group(below)}"
        case "msqrt", _:
            return f"√{_group(''.join(parts))}"
        case "mtable", _:
            return "; ".join(parts)
        case "mtr", _:
            return ", ".join(parts)
        case "mo", [] if (node.text or "") in _RELATIONS:
            return f" {node.text} "
    return (node.text or "").strip("\n") + "".join(parts)


def _power(power: str) -> str:
    if power in ("′", "″", "*", "∗"):
        return power
    if all(ord(char) in _SUPERSCRIPTS for char in power):
        return power.translate(_SUPERSCRIPTS)
    return f"^{power}" if len(power) < 2 else f"^({power})"


def _group(part: str) -> str:
    """What is longer than a name or a number stands in parentheses."""
    return part if part.isalnum() or len(part) < 2 else f"({part})"
