"""What kind of block a group of tokens is, as far as it can be told by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from syntopic.model import Kind
from syntopic.parsing.languages import READINGS, words

_KINDS = {
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "dl_open": Kind.LIST,
    "fence": Kind.FENCE,
    "code_block": Kind.FENCE,
    "math_block": Kind.FORMULA,
    "table_open": Kind.TABLE,
    "blockquote_open": Kind.QUOTE,
    "container_open": Kind.CALLOUT,
    "html_block": Kind.HTML,
    "hr": Kind.RULE,
    "footnote_reference_open": Kind.FOOTNOTE,
    "abbreviation": Kind.FOOTNOTE,
}
_READING = re.compile(rf"[*_]*(?:{words(READINGS)})[*_]*\s?:", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|excalidraw)$", re.I)
_ATTRIBUTES = re.compile(r"\s*(?:\{[^{}]*\})?\s*")
_MATH = ("math_inline", "math_inline_double")


def kind_of(tokens: Sequence[Token]) -> Kind | None:
    """Return the kind of a block by its outermost tokens; None for a heading."""
    first = tokens[0]
    if first.type == "heading_open":
        return None
    if first.type in _KINDS:
        return _KINDS[first.type]
    inline = tokens[1] if len(tokens) > 1 else first
    children = inline.children or []
    if lone_formula(children):
        return Kind.FORMULA
    if _is_figure(children):
        return Kind.FIGURE
    return Kind.READING if _READING.match(inline.content) else Kind.PARAGRAPH


def lone_formula(children: Sequence[Token]) -> Token | None:
    """Return the formula that is all of a paragraph, but for the stop that ends its sentence."""
    rest = [token for token in children if token.type not in (*_MATH, "block_id")]
    found = [token for token in children if token.type in _MATH]
    stop = "".join(token.content for token in rest).strip()
    plain = all(token.type == "text" for token in rest)
    return found[0] if len(found) == 1 and plain and stop in ("", ".", ",", ";") else None


def _is_figure(children: Sequence[Token]) -> bool:
    images = [token for token in children if is_image(token)]
    return bool(images) and all(is_image(token) or _is_around_image(token) for token in children)


def is_image(token: Token) -> bool:
    """Tell whether an inline token is an image, or an embed of one."""
    if token.type == "embed":
        return bool(_IMAGE.search(token.meta["target"]))
    return token.type == "image"


def _is_around_image(token: Token) -> bool:
    if token.type == "text":
        return _ATTRIBUTES.fullmatch(token.content) is not None
    return token.type in ("softbreak", "hardbreak", "link_open", "link_close", "block_id")
