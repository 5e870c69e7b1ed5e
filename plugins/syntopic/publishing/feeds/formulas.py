"""Formulas in feeds: MathML that still reads as a formula where a reader takes its tags away.

Feed readers differ. Those with a browser inside draw MathML; several of them, and the libraries
that many build on, let only known elements through, and of an unknown element they keep the text:
x² becomes "x2", a/b becomes "ab", and nobody sees that something is missing. Looked up or tried:

- feedparser and Miniflux keep MathML, and Miniflux minds that it names its namespace.
- bleach and sanitize-html leave the bare text; Sanitize, which Feedbin uses, cannot let MathML
  through (rgrove/sanitize). In Kagi's feed of small sites e^(kt) once arrived as "e kt"
  (kagisearch/smallweb).
- ammonia (nh3) drops a formula with all that it holds, so there nothing within it helps.
- DOMPurify keeps MathML but for ``semantics`` and ``annotation``, whose text it leaves in the
  formula. So TeX as an annotation, the usual way, would stand beside the formula there and in all
  of the above. Neither is an attribute a way: ``alttext`` goes with its element.

So what the shape of a formula says (a power, a fraction, a root) is also said by characters in it
that take no room and cannot be seen: a phantom of width, height and depth zero (MathML Core,
"mpadded" and "mphantom"). Without tags they appear, and x² reads "x^2". Where MathML is
drawn nothing is doubled.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from syntopic.markdown.tree import Element, Node, element, words

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
_PRIMES: Final = frozenset("′″‴*∗")
_SCRIPTS: Final = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))
_TALL: Final = frozenset(("mfrac", "mroot", "msqrt", "msup"))
_LARGE: Final = frozenset("√∑∏∫⋃⋂")
_APPLIED: Final = "\u2061"
_WIDE: Final = 0.5
"""Of an em: a space from here on separates words; a smaller one only looks better."""


def readable(math: Element) -> Element:
    """A formula with its namespace, and with the unseen characters that stand in for its shape."""
    pairs = tuple((name, value) for name, value in math.attributes if name == "display")
    return Element("math", (("xmlns", NAMESPACE), *pairs), _row(math.children))


def unseen(text: str) -> Element:
    """Text that shows only where MathML is not understood."""
    phantom = element("mphantom", element("mtext", text))
    return element("mpadded", phantom, width="0", height="0", depth="0")


def _row(nodes: Sequence[Node]) -> tuple[Node, ...]:
    made: list[Node] = []
    for node, after in zip_longest(nodes, nodes[1:], fillvalue=""):
        made.append(_shaped(node) if isinstance(node, Element) else node)
        if isinstance(node, Element) and _ends_word(node, after):
            made.append(unseen(" "))
    return tuple(made)


def _ends_word(node: Element, after: Node) -> bool:
    """Whether something ends that would run into what follows without the look of the formula."""
    if node.tag == "mspace":
        return _width(node) >= _WIDE
    begins = "√" if isinstance(after, Element) and after.tag == "msqrt" else words([after])[:1]
    more = begins.isalnum() or begins in _LARGE
    text = words([node])
    if text == _APPLIED:  # the function's name is applied to what follows
        return begins not in ("", "(", "[")
    if node.tag in ("mfrac", "mroot"):
        return more or begins == "("
    return more and (node.tag in _SCRIPTS or (node.tag == "mi" and len(text) > 1))


def _width(space: Element) -> float:
    try:
        return float(space.get("width").removesuffix("em"))
    except ValueError:
        return 0.0


def _shaped(node: Element) -> Element:
    parts = [part for part in node.children if isinstance(part, Element)]
    match node.tag, parts:
        case "msup", [base, power]:
            return _with(node, _base(base), _script(power, "^"))
        case "mover", [base, above] if not _is_mark(node, above):
            return _with(node, _base(base), _script(above, "^"))
        case "msub", [base, below]:
            return _with(node, _base(base), _script(below, "_"))
        case "munder", [base, below] if not _is_mark(node, below):
            return _with(node, _base(base), _script(below, "_"))
        case "msubsup" | "munderover", [base, below, power]:
            return _with(node, _base(base), _script(below, "_"), _script(power, "^"))
        case "mfrac", [above, below]:
            stroke = ", " if node.get("linethickness") == "0" else "/"
            return _with(node, _numerator(above), _denominator(below, stroke))
        case "msqrt", _:
            inside = Element("mrow", (), node.children)
            return _with(node, _said(inside, "√", _is_single(inside)))
        case "mroot", [base, index]:
            return _with(node, _said(base, "", _is_single(base)), _said(index, "^(1/", True, ")"))
        case "mtable", _:
            return _with(node, *(_line(row, number) for number, row in enumerate(parts)))
    return _with(node, *_row(node.children))


def _with(node: Element, *children: Node) -> Element:
    return Element(node.tag, node.attributes, children)


def _is_mark(node: Element, part: Element) -> bool:
    """Whether what stands above or below is a mark, such as a hat, and no limit."""
    return "true" in (node.get("accent"), node.get("accentunder")) or part.tag == "mo"


def _base(part: Element) -> Element:
    return _said(part, "", part.tag not in _TALL)


def _script(part: Element, sign: str) -> Element:
    text = words([part])
    if text in _PRIMES:
        return _shaped(part)
    return _said(part, sign, _is_single(part) or (sign == "_" and text.isalnum()))


def _numerator(part: Element) -> Element:
    return _said(part, "", words([part]).isalnum() or part.tag in (*_SCRIPTS, "msqrt"))


def _denominator(part: Element, stroke: str) -> Element:
    return _said(part, stroke, _is_single(part) or part.tag in (*_SCRIPTS, "msqrt"))


def _is_single(part: Element) -> bool:
    """Whether it is one name, number or sign."""
    inside = [child for child in part.children if isinstance(child, Element)]
    if len(inside) == 1 and part.tag in ("mrow", "mstyle"):
        return _is_single(inside[0])
    return not inside


def _said(part: Element, before: str, alone: bool, after: str = "") -> Element:
    """A part with what stands before and after it, in parentheses where it cannot stand alone."""
    if not alone:
        before, after = f"{before}(", f"){after}"
    if not before and not after:
        return _shaped(part)
    pieces = (unseen(before) if before else "", _shaped(part), unseen(after) if after else "")
    return Element("mrow", (), tuple(piece for piece in pieces if piece))


def _line(row: Element, number: int) -> Element:
    """A row of a matrix, or of equations, whose cells go on without a sign between them."""
    cells: list[Node] = []
    for place, cell in enumerate(c for c in row.children if isinstance(c, Element)):
        goes_on = "padding-left: 0" in cell.get("style") or "padding-left:0" in cell.get("style")
        sign = "" if goes_on else ", "
        before = sign if place else "; " if number else ""
        inside = _row(cell.children)
        cells.append(_with(cell, *((unseen(before), *inside) if before else inside)))
    return _with(row, *cells)
