"""The symbols of a formula, and the lists that say what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from markdown_it.token import Token

from syntopic.model import SymbolMeaning
from syntopic.parsing.inlining import apply, content_edits
from syntopic.parsing.languages import COPULAS, LEADS, NAMING, words
from syntopic.parsing.symbol_runs import runs

# Longer TeX is a formula of its own, not a symbol.
LONGEST_SYMBOL = 40
LONGEST_LEAD_IN = 80

_ITEM = re.compile(
    rf"\s*(?:\*\*|__)?\s*(?:(?:{words(COPULAS)}|{words(NAMING)}):?\s|[:–—=→]|->?\s|--)"
    r"\s*(?:\*\*|__)?\s*(?P<meaning>\S.*)",
    re.DOTALL,
)
# "stands on the diagonal": the verb is part of what is said.
_VERB = re.compile(r"\s+(?P<meaning>[^\W\d_A-Z].*)", re.DOTALL)
_CONTENTS = ("inline", "fence", "code_block", "html_block", "math_block", "hr")
_LINE = ["paragraph_open", "inline", "paragraph_close", "list_item_close"]
_FORMULA = re.compile(r"\$[^$]*\$")
# A size alone ("is $m \times n$") is no meaning in words.
FEWEST_WORDS = 2
_LEAD_IN = re.compile(rf"[*_]*(?:{words(LEADS)})[*_]*\s*:?[*_]*", re.IGNORECASE)
_RELATION = re.compile(r"\\(?:in|subset|subseteq|sim)(?![A-Za-z])")
_NO_SYMBOL = re.compile(r"[=<>]|\\(?:le|ge|leq|geq|approx|to|rightarrow)(?![A-Za-z])")
# Brackets hold a symbol's arguments; outside of them a comma, or half a bracket, means several.
_BRACKETS = re.compile(
    r"\\langle(?![A-Za-z])[^(){}]*?\\rangle(?![A-Za-z])|\([^(){}]*\)|\{[^(){}]*\}|\[[^][]*\]"
)
_SEVERAL = re.compile(r"[,;(){}]")
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9][\w-]+$")


def symbol(tex: str) -> str:
    r"""Return the symbol that TeX names, nothing if it is none.

    The set it is taken from is no part of it: ``x \in \mathbb{R}`` is ``x``.
    """
    name = _RELATION.split(tex, maxsplit=1)[0].strip()
    if len(name) > LONGEST_SYMBOL or _NO_SYMBOL.search(name):
        return ""
    if not re.search(r"[^\W_]", name):
        return ""
    bare, pairs = name, 1
    while pairs:
        bare, pairs = _BRACKETS.subn("", bare)
    return "" if _SEVERAL.search(bare) else name


def symbols(tex: str) -> str:
    """Return the symbol, or several with commas between them ("x, y"); nothing if one is none."""
    parts = [part.strip() for part in tex.split(",")]
    return symbol(tex) or (", ".join(parts) if all(map(symbol, parts)) else "")


def symbols_of(formulas: Sequence[Token]) -> str:
    """Return the symbols of one or more formulas in the same way; nothing if one is none."""
    parts = [symbols(formula.content) for formula in formulas]
    return ", ".join(parts) if all(parts) else ""


def is_lead_in(content: str) -> bool:
    """Tell whether a paragraph only leads over to a list: "where", "The symbols are:"."""
    plain = content.strip()
    short = len(plain) <= LONGEST_LEAD_IN and plain.endswith(":")
    return short or _LEAD_IN.fullmatch(plain) is not None


def symbol_list(tokens: Sequence[Token], label: str) -> tuple[SymbolMeaning, ...]:
    """Return the meanings that a list or a definition list gives; nothing unless all items do.

    ``label`` is the note's, for what is written by reference. Lines are counted from 0.
    """
    definitions = tokens[0].type == "dl_open"
    found = _definitions(tokens, label) if definitions else _items(tokens, label)
    known = tuple(meaning for meaning in found if meaning is not None)
    return known if len(known) == len(found) else ()


def _items(tokens: Sequence[Token], label: str) -> list[SymbolMeaning | None]:
    level = tokens[0].level + 1
    return [
        # An item that holds more than its line would lose the rest in a table of symbols.
        _item(tokens[index + 2], label)
        if [t.type for t in tokens[index + 1 : index + 5]] == _LINE
        else None
        for index, token in enumerate(tokens)
        if token.type == "list_item_open" and token.level == level
    ]


def _item(token: Token, label: str) -> SymbolMeaning | None:
    children = [child for child in token.children or () if child.type == "math_inline"]
    spans = [child.meta["span"] for child in children]
    # Emphasis may stand around the symbol, nothing else before it.
    if not children or token.content[: spans[0][0]].strip("*_"):
        return None
    _, last = runs(token.content, spans)[0]
    text, end = freed(token, label), spans[last][1]
    match = _ITEM.fullmatch(text, end) or _VERB.fullmatch(text, end)
    tex = symbols_of(children[: last + 1])
    if match is None or not tex or not _says(match["meaning"]):
        return None
    return SymbolMeaning(tex, tidy(match["meaning"]), _line(token))


def _says(meaning: str) -> bool:
    """Tell whether something is said in words, and not by a formula alone."""
    said = re.findall(r"[^\W\d_]{2,}", _FORMULA.sub(" ", meaning))
    return not meaning.startswith("$") or len(said) >= FEWEST_WORDS


def _definitions(tokens: Sequence[Token], label: str) -> list[SymbolMeaning | None]:
    level = tokens[0].level + 1
    terms = [i for i, t in enumerate(tokens) if t.type == "dt_open" and t.level == level]
    return [_definition(tokens[start:], label) for start in terms]


def _definition(tokens: Sequence[Token], label: str) -> SymbolMeaning | None:
    rest = list(takewhile(lambda t: t.type != "dt_open", tokens[2:]))
    body = next((t for t in rest if t.type == "inline"), None)
    if sum(t.type in _CONTENTS for t in rest) != 1 or body is None:
        return None
    tex = _term(tokens[1])
    return SymbolMeaning(tex, tidy(freed(body, label)), _line(tokens[1])) if tex else None


def _term(token: Token) -> str:
    """The symbols that a term consists of, with commas or "and" between them."""
    formulas = [child for child in token.children or () if child.type == "math_inline"]
    spans = [formula.meta["span"] for formula in formulas]
    content = token.content.strip()
    whole = formulas and spans[0][0] == 0 and spans[-1][1] == len(content)
    return symbols_of(formulas) if whole and len(runs(content, spans)) == 1 else ""


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def freed(token: Token, label: str) -> str:
    """Return an inline token's content with its references written out."""
    return apply(content_edits(token.content, token.children or (), label), token.content)


def tidy(meaning: str) -> str:
    """Return a meaning on one line, without block id and without what joined it to the next."""
    return " ".join(_BLOCK_ID.sub("", meaning.strip()).split()).rstrip(",;:").rstrip()
