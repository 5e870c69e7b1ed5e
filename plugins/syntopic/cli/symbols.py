"""The symbols of formulas that no note explains yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syntopic.model import Block, Kind, NotePath, Topic

_LETTERS = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi
    omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta
    Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar nabla""".split()
)
_DRESSED = (
    "mathbf|boldsymbol|bm|vec|hat|bar|tilde|mathcal|dot|ddot|widehat|widetilde|overline|mathit"
    "|mathsf|pmb|mathfrak|underline|symbf|mathscr"
)
_UNREAD = re.compile(
    r"\\begin\s*\{array\}\s*\{[^{}]*\}|\\\\\s*\[[^\[\]]*\]"
    r"|_\s*[ijk](?![A-Za-z])|_\s*\{\s*[A-Za-z]{2,}\s*\}"
    r"|\\(?:text\w*|operatorname\*?|mathrm|mathbb|begin|end|label|tag|hspace|mbox|hbox|color)"
    r"\s*\{[^{}]*\}|\\mathbb\s*[A-Z]"
)
_INDEX = re.compile(
    r"\\(?:sum|prod|bigcup|bigcap|lim|max|min|arg\w*)(?:\\limits)?\s*_\s*\{?\s*([a-z])"
)
_SUBSCRIPT = re.compile(r"_\s*\{[^{}]*\}")
_COUNTER = re.compile(r"(?<![\\A-Za-z])[ijk](?![A-Za-z])")
_BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|pmb|symbf)\{(.+)\}")
_SYMBOL = re.compile(
    rf"\\(?:{_DRESSED})(?![A-Za-z])\s*(?:\{{[^{{}}]*\}}|\\[A-Za-z]+|[A-Za-z])"
    r"|\\[A-Za-z]+|[A-Za-z]"
)
_DIFFERENTIAL = re.compile(r"(?<![A-Za-z\\])d\s*(?=[A-Za-z\\])|(?<=\\frac\{)d(?=\}|\^)")
_EXPONENTIAL = re.compile(r"(?<![A-Za-z\\])e\s*(?=\^)")
_TRANSPOSED = re.compile(r"\^\s*(?:\{\s*)?(?:\\top|\\intercal|T)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A formula and those of its symbols that nobody explains, in reading order."""

    path: NotePath
    line: int
    tex: str
    symbols: tuple[str, ...]


def unexplained(topic: Topic) -> tuple[Unexplained, ...]:
    """Formulas of a topic with symbols that none of its notes explains; each symbol once."""
    blocks = tuple(_blocks(topic))
    explained = {one for b in blocks for s in b.symbols for one in (s.tex, *symbols_in(s.tex))}
    known = explained | set(map(_light, explained))
    found: list[Unexplained] = []
    for block in blocks:
        if block.kind is Kind.FORMULA:
            missing = [one for one in symbols_in(block.tex) if one not in known]
            bold = {_light(one) for one in missing if _light(one) != one}
            new = tuple(one for one in missing if one not in bold)
            known.update(new, bold)
            if new:
                place = block.origin
                found.append(Unexplained(place.path, place.first_line, block.tex.strip(), new))
    return tuple(found)


def symbols_in(tex: str) -> tuple[str, ...]:
    r"""The letters of a formula that stand for something: ``m``, ``\lambda``, ``\mathbf{x}``.

    Left out: words, functions, number sets, running indices, words and i, j, k as subscripts,
    differentials, e with a power, and the T of a transpose.
    """
    plain = _UNREAD.sub(" ", tex)
    running = set(_INDEX.findall(plain))
    plain = _SUBSCRIPT.sub(lambda below: _COUNTER.sub(" ", below[0]), plain)
    for pattern in (_TRANSPOSED, _EXPONENTIAL, _DIFFERENTIAL):
        plain = pattern.sub(" ", plain)
    found = (_normal(match[0]) for match in _SYMBOL.finditer(plain))
    return tuple(dict.fromkeys(one for one in found if one and one not in running))


def _light(symbol: str) -> str:
    """A bold letter or an arrow's without it: what ``r_1`` is follows from what **r** is."""
    bold = _BOLD.fullmatch(symbol)
    return bold[1] if bold else symbol


def _normal(symbol: str) -> str:
    if not symbol.startswith("\\"):
        return symbol
    dressed = re.match(rf"\\({_DRESSED})(?![A-Za-z])\s*(.*)", symbol, re.DOTALL)
    if dressed is None:
        return symbol if symbol[1:] in _LETTERS else ""
    inside = dressed[2].strip("{} \t\n")
    meant = len(inside) == 1 or inside.startswith("\\")
    return f"\\{dressed[1]}{{{inside}}}" if meant and inside else ""


def _blocks(topic: Topic) -> Iterator[Block]:
    for claim in (*topic.claims, *([topic.synthesis] if topic.synthesis else [])):
        yield from (part for part in claim.content if isinstance(part, Block))
