"""Takes a paragraph of Markdown apart into comparable tokens: stems of words, tokens of TeX."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from syntopic.languages import Language

if TYPE_CHECKING:
    import snowballstemmer

_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)  # whichever opens first
# What a reader does not see, or sees as text: images, links, footnote marks, ids, tags. Each with a
# sign without which a text has none of it, and need not be looked through.
_INVISIBLE = (
    ("[[", re.compile(r"!?\[\[[^\]|]*\|([^\]]*)\]\]"), r"\1"),
    ("[[", re.compile(r"!?\[\[([^\]]*)\]\]"), r"\1"),
    ("[^", re.compile(r"\[\^[^\]]*\]"), " "),
    ("](", re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    ("^", re.compile(r"(?:^|\s)\^[\w-]+\s*$"), " "),
    ("://", re.compile(r"<https?://[^>]*>|https?://\S+"), " "),
    ("<", re.compile(r"</?[A-Za-z][^<>]*>"), " "),
)
_MATH = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$(?!\s)([^$]+?)(?<![\s\\])\$(?!\d)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*\d*|(?<![^\W_])[-\u2212]?\d+(?:[.,]\d+)*")
# A prefix that a hyphen sets apart belongs to its word: "non-linear" is "nonlinear".
_PREFIXES = re.compile(
    r"\b(non|un|multi|semi|anti|counter|hyper|sub|pre|over|under|sous|sur)-(?=\w)"
)
_NOT = re.compile(r"(\w)n't\b")

_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")
_TEX = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|\d+(?:[.,]\d+)*|[^\W\d_]|[^\s\w]|_")
_ENVIRONMENT = re.compile(r"\\(?:begin|end|tag|label)\s*\{[^{}]*\}")
_DROPPED = frozenset(
    r"""\left \right \big \Big \bigl \bigr \Bigl \Bigr \bigg \Bigg \mathbf \boldsymbol \bm \mathrm
    \mathit \mathsf \mathbb \vec \text \textbf \textrm \operatorname \displaystyle
    \textstyle \limits \nolimits \quad \qquad \, \; \: \! \  { } , ; . \cdot \times & \\
    \nonumber""".split()
) | {"\\ "}
_SAME = {
    "\\le": "<=", "\\leq": "<=", "\\leqslant": "<=", "\\ge": ">=", "\\geq": ">=",
    "\\geqslant": ">=", "\\ne": "!=", "\\neq": "!=", "\\to": "->", "\\rightarrow": "->",
    "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\lVert": "\\|", "\\rVert": "\\|", "\\Vert": "\\|",
    "\\vert": "|", "\\lvert": "|", "\\rvert": "|", "\\mid": "|", "\\top": "T", "\\intercal": "T",
    "\\ldots": "...", "\\dots": "...", "\\cdots": "...", "\\epsilon": "\\varepsilon",
    "\\phi": "\\varphi", "\\colon": ":", "\\prime": "'", "\\infin": "\\infty",
    "\\lbrace": "\\{", "\\rbrace": "\\}", "\\gets": "<-",
    "\\leftarrow": "<-", "\\coloneqq": "=", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "−": "-",
    "∞": "\\infty", "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∂": "\\partial", "∇": "\\nabla",
    "√": "\\sqrt", "∈": "\\in", "·": "\\cdot", "×": "\\times", "‖": "\\|", "∥": "\\|",
    "²": "2", "³": "3",
}  # fmt: skip


REMEMBERED = 4096
"""Texts, several kilobytes each. Only those of one page, and of a page and those that it is related
to, are compared with each other, so it does not take those of a whole garden.
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's words in order (as written, lower case), their stems, and its formulas' tokens."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    formulas: tuple[tuple[str, ...], ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Stems and TeX tokens; a TeX token begins with a dollar, so ``$a$`` is no article."""
        return (*self.stems, *(f"${token}" for formula in self.formulas for token in formula))


@lru_cache(maxsize=REMEMBERED)
def tokens(text: str, language: Language) -> Tokens:
    """Take a text in Markdown apart. Emphasis, link targets and ids do not count; never raises."""
    plain = unicodedata.normalize("NFC", text)
    formulas: list[tuple[str, ...]] = []

    def lift(found: re.Match[str]) -> str:
        formulas.append(tex_tokens(found[1] or found[2]))
        return " "

    plain = _MATH.sub(lift, plain)
    if "<!--" in plain or "%%" in plain:
        plain = _COMMENT.sub(" ", plain)
    for sign, pattern, replacement in _INVISIBLE:
        if sign in plain:
            plain = pattern.sub(replacement, plain)
    plain = (
        plain.replace("\u2019", "'").replace("%", f" {language.words['percent'][0]} ").casefold()
    )
    plain = _PREFIXES.sub(r"\1", _NOT.sub(r"\1 not", plain.replace("can't", "can not")))
    found = (_split(word) for word in _WORD.findall(plain.replace("cannot", "can not")))
    words: list[str] = []
    for word in (part for parts in found for part in parts):
        word = word.replace("\u2212", "-")
        if _greek(word):
            formulas.append(tex_tokens(word))
        else:
            words.append(word)
    return Tokens(tuple(words), tuple(stem(w, language.stemmer) for w in words), tuple(formulas))


def stems(text: str, language: Language) -> tuple[str, ...]:
    """Return the stems of a text's words, in order, without its formulas."""
    return tokens(text, language).stems


def tex_tokens(tex: str) -> tuple[str, ...]:
    r"""Return a formula's tokens without fonts, spacing and sizes; ``\leq`` is ``\le``."""
    kept: list[str] = []
    for token in _TEX.findall(_ENVIRONMENT.sub(" ", unicodedata.normalize("NFC", tex))):
        plain = _SAME.get(token, token)
        plain = _greek(plain) or plain
        if plain not in _DROPPED:
            kept.append(plain)
    return tuple(kept)


def _greek(letter: str) -> str:
    """Return a Greek letter as TeX has it, or nothing for any other text."""
    found = _GREEK.match(unicodedata.name(letter, "")) if len(letter) == 1 else None
    if found is None:
        return ""
    name = "lambda" if found[2] == "LAMDA" else found[2].lower()
    tex = "\\" + (name.capitalize() if found[1] == "CAPITAL" else name)
    return _SAME.get(tex, tex)


@lru_cache(maxsize=65536)
def stem(word: str, algorithm: str) -> str:
    """Return a word's stem; a number is its own."""
    return str(_stemmer(algorithm).stemWord(word))


@cache
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    import snowballstemmer  # all its languages at once, which a build that folds nothing can spare

    return snowballstemmer.stemmer(algorithm)


def _split(word: str) -> tuple[str, ...]:
    """A possessive is its word, an elision two words."""
    head, mark, tail = word.partition("'")
    if not mark:
        return (word,)
    return (head,) if tail == "s" else (head, *_split(tail))
