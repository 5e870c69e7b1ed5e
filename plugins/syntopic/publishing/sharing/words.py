"""Formulas in letters, for places without mathematics: Unicode has powers, indices and accents.

Read from the MathML that pages show, so that what a page draws and what is read here is the same.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from syntopic.markdown.tex import Formula, Macros, to_mathml

_ITALIC: Final = ("\ufdd4", "\ufdd5")
_HEAVY: Final = ("\ufdd6", "\ufdd7")
"""Around names of variables and of vectors, which look different where there are such looks."""
_MARKS = re.compile("[\ufdd4-\ufdd7]")

_ABOVE: Final = str.maketrans(
    "0123456789+−-=()abcdefghijklmnoprstuvwxyzT⊤∗*",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ**",
)
_BELOW: Final = str.maketrans(
    "0123456789+−-=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)
_ACCENTS: Final = dict(
    zip(
        "ˆ^¯‾̲˜~→⃗˙¨ˇ˘",
        "\u0302\u0302\u0304\u0304\u0304\u0303\u0303\u20d7\u20d7\u0307\u0308\u030c\u0306",
        strict=True,
    )
)
_RELATIONS: Final = frozenset("=<>≤≥≈≠≡∼∝→←↦⇒⇔∈∉⊂⊆⊃⊇≪≫:∣|≔∧∨")
_SIGNS: Final = frozenset("+−-±∓·×⋅⊗⊕∘∪∩")
_OPENING: Final = frozenset("([{,‖∑∏∫")
_LARGE: Final = frozenset("∑∏∐∫∬∮⋃⋂")
_SETS: Final = "ℝℕℤℚℂℙ𝔼"
_BOLD: Final = (
    range(0x1D400, 0x1D434),
    range(0x1D468, 0x1D49C),
    range(0x1D6A8, 0x1D6E2),
    range(0x1D71C, 0x1D756),
    range(0x1D7CE, 0x1D7D8),
)
"""Letters, Greek letters and digits in bold; the second and fourth are in italics, too."""
_STYLED = re.compile("[\U0001d400-\U0001d537\U0001d56c-\U0001d7d7\U0001d7e2-\U0001d7ff]")
"""Letters of mathematical alphabets, without those whose look is their meaning (ℝ, 𝔼, ℒ)."""
_APPLIED = re.compile("(?<=[A-Za-z])\u2061(?=[(\\[|‖]|\\Z)")
_UNSEEN = re.compile("[\u2063\ufe00-\ufe0f]")


def plain(tex: str, macros: Macros = ()) -> str:
    """Return a formula (TeX without dollars) as plain text on one line: ``xᵢ²/(n − 1)``.

    TeX that cannot be read stays as it is. Letters in bold lose their weight.
    """
    return _upright(_bare(_read(tex, macros)))


def marked(tex: str, macros: Macros = ()) -> str:
    """Return a formula as HTML within a line: variables in italics, vectors in bold."""
    text = html.escape(_read(tex, macros), quote=False)
    for (start, end), tag in ((_ITALIC, "em"), (_HEAVY, "strong")):
        text = text.replace(end + start, "").replace(start, f"<{tag}>").replace(end, f"</{tag}>")
    return _upright(text)


def _read(tex: str, macros: Macros) -> str:
    found = to_mathml(tex, False, macros)
    if not isinstance(found, Formula):
        return tex
    text = _UNSEEN.sub("", _said(ElementTree.fromstring(found.mathml)))
    text = _APPLIED.sub("", text).replace("\u2061", " ")
    return " ".join(text.split())


def _upright(text: str) -> str:
    plainer = _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", plainer)


def _said(node: Element) -> str:
    match node.tag:
        case "mi" | "mn" | "mtext" | "ms":
            return _name(node)
        case "mo":
            return _operator(node.text or "")
        case "mspace":
            return " " if _width(node) > 0 else ""
    parts = [_said(child) for child in node]
    match node.tag, parts:
        case "msup", [base, above]:
            return _scripted(base, _power(above))
        case (("msub" | "munder"), [base, below]):
            return _scripted(base, _index(below))
        case (("msubsup" | "munderover"), [base, below, above]):
            return _scripted(base, _index(below) + _power(above))
        case "mover", [base, above]:
            return _accented(base, above) if node.get("accent") else base + _power(above)
        case "mfrac", [above, below] if node.get("linethickness") == "0":
            return f"{above} over {below}"
        case "mfrac", [above, below]:
            return f"{_group(above)}/{_group(below)}"
        case "msqrt", _:
            return f"√{_group(''.join(parts))}"
        case "mroot", [inside, degree]:
            return f"{_above(degree) or ''}√{_group(inside)}"
        case "mtable", _:
            return "; ".join(parts)
        case "mtr", _:
            return ", ".join(parts)
    return _row(node, parts)


def _row(node: Element, parts: list[str]) -> str:
    """Pieces side by side; a sign between two of them stands free, a sign before one does not."""
    text = ""
    for child, part in zip(node, parts, strict=True):
        sign = part.strip()
        if (
            child.tag == "mo"
            and sign in _SIGNS
            and text.strip()
            and text.rstrip()[-1] not in _OPENING
        ):
            part = f" {sign} "
        text += part
    return text


def _name(node: Element) -> str:
    text = node.text or ""
    if text and all(any(ord(c) in bold for bold in _BOLD) for c in text):
        return f"{_HEAVY[0]}{text}{_HEAVY[1]}"
    if node.tag != "mi" or len(text) != 1 or node.get("mathvariant") == "normal":
        return text
    return f"{_ITALIC[0]}{text}{_ITALIC[1]}" if text.isalpha() and text not in _SETS else text


def _operator(sign: str) -> str:
    if sign in (",", ";"):
        return f"{sign} "
    return f" {sign} " if sign in _RELATIONS or sign in _LARGE else sign


def _scripted(base: str, scripts: str) -> str:
    """A base with what stands above and below it; a large sign keeps its distance."""
    return f" {base.strip()}{scripts} " if _bare(base) in _LARGE else base + scripts


def _width(node: Element) -> float:
    found = re.match(r"-?[\d.]+", node.get("width", ""))
    return float(found[0]) if found else 0.0


def _bare(part: str) -> str:
    return _MARKS.sub("", part).strip()


def _above(part: str) -> str | None:
    """A power in raised letters, where there are some for all of it."""
    text = "".join(_bare(part).split())
    return text.translate(_ABOVE) if text and all(ord(c) in _ABOVE for c in text) else None


def _power(part: str) -> str:
    if _bare(part) in ("′", "″", "‴"):
        return _bare(part)
    return _above(part) or f"^{_group(part)}"


def _index(part: str) -> str:
    text = "".join(_bare(part).split())
    if text and all(ord(c) in _BELOW for c in text):
        return text.translate(_BELOW)
    return f"_{_group(part)}"


def _accented(base: str, accent: str) -> str:
    sign = _ACCENTS.get(_bare(accent))
    if sign is None:
        return base
    return "".join(c + sign if c.isalnum() else c for c in base)


def _group(part: str) -> str:
    """What is more than a name or a number stands in parentheses."""
    text = "".join(c for c in _bare(part) if not unicodedata.combining(c))
    alone = text.removeprefix("∂").isalnum() or len(text) < 2
    return part.strip() if alone else f"({part.strip()})"
