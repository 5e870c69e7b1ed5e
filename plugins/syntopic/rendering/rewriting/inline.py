"""The text inside a block: its tokens written as one line of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from syntopic.markdown.forms import inline_raw
from syntopic.rendering.rewriting import escaping, references, tags
from syntopic.rendering.rewriting.values import Node, Rules

_PLAIN_EMPHASIS = re.compile(r"[^\W_]|[^\W_][^\W_ ,'-]*(?:[ ,'-]+[^\W_]+)*")
_TAGS = {"em": "em", "strong": "strong", "s": "del", "mark": "mark"}
_MARKS = {"em": "*", "strong": "**"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where inline text stands, as far as that changes how it is written."""

    rules: Rules
    in_table: bool = False
    in_link: bool = False
    in_emphasis: bool = False
    flat: bool = False


def inline(children: Sequence[Node], place: Place) -> str:
    """Return inline tokens as Markdown on one line, not yet safe in front (``escaping.line``)."""
    children = tags.paired(children)
    pieces = [_piece(children, index, place) for index in range(len(children))]
    return _joined(pieces)


def _joined(pieces: Sequence[str]) -> str:
    out = ""
    for piece in pieces:
        # A digit behind the closing dollar would make it a price.
        if piece[:1].isdigit() and out.endswith("$"):
            piece = escaping.entity(piece[0]) + piece[1:]
        # An exclamation mark would turn the link behind it into an image.
        if piece.startswith("[") and out.endswith("!"):
            out = out[:-1] + "&#33;"
        out += piece
    return out


def _piece(children: Sequence[Node], index: int, place: Place) -> str:
    node = children[index]
    content = node.token.content
    match node.type:
        case "text" | "text_special":
            return escaping.text(content)
        case "mention":
            return _mention(node, place)
        case "em" | "strong" | "s" | "mark":
            return _emphasis(children, index, place)
        case "code_inline":
            return code(content)
        case "math_inline":
            return f"${escaping.tex(content, in_table=place.in_table)}$"
        case "math_inline_double":
            return f"$${escaping.tex(content, display=True, in_table=place.in_table)}$$"
        case "softbreak":
            return " "
        case "hardbreak":
            return "<br />"
        case "html_inline":
            return tags.tag(content)
        case "link" if not place.in_link:
            inside = replace(place, in_link=True)
            return references.link(node, inline(node.children, inside), place.rules)
        case "image":
            return references.image(node, place.rules)
        case "wikilink":
            inside = replace(place, in_link=True)
            return references.wiki(node, inline(node.children, inside), place.rules)
        case "embed":
            return references.embed(node, place.rules)
        case "task":
            return _task(node, place)
        case "footnote_ref":
            return references.footnote(node, place.rules)
        case "footnote_inline":
            return f"[^{references.remark_label(node)}]"
        case "block_id":
            return references.item_anchor(node, place.rules)
        case "stray":
            return escaping.text(content)
    return inline(node.children, place) if node.children else escaping.text(content)


def _task(node: Node, place: Place) -> str:
    checked = node.token.meta["checked"]
    if place.flat:
        return inline_raw(f'<input type="checkbox" disabled{" checked" if checked else ""}>')
    return "[x]" if checked else "[ ]"


def _mention(node: Node, place: Place) -> str:
    mention = node.token.meta["mention"]
    shown = inline(node.children, replace(place, in_link=True))
    return references.written(shown, mention.href, mention.title, mention.css)


def _emphasis(children: Sequence[Node], index: int, place: Place) -> str:
    """Write stars where no reading of stars can differ, else tags."""
    node = children[index]
    inside = inline(node.children, replace(place, in_emphasis=True))
    mark = _MARKS.get(node.type)
    plain = _PLAIN_EMPHASIS.fullmatch(inside) and not place.in_emphasis
    if mark and plain and _stands_alone(children, index):
        return f"{mark}{inside}{mark}"
    tag = _TAGS[node.type]
    return f"<{tag}>{inside}</{tag}>"


def _stands_alone(children: Sequence[Node], index: int) -> bool:
    before = children[index - 1].token if index else None
    after = children[index + 1].token if index + 1 < len(children) else None
    starts = before is None or before.type == "softbreak" or before.content.endswith((" ", "("))
    ends = after is None or after.type == "softbreak" or after.content[:1] in set(" .,;:?)")
    known = {"text", "softbreak"}
    return (
        starts and ends and all(token is None or token.type in known for token in (before, after))
    )


def code(content: str) -> str:
    """Return a piece of code; between backticks where they hold it, else as HTML."""
    content = re.sub(r"\s", " ", content)
    if re.fullmatch(r"[^`<\\|$\s\u0080-\u00a0](?:[^`<\\|$]*[^`<\\|$\s])?", content):
        return f"`{content}`" if not content.startswith(("#!", ":::")) else _code_tag(content)
    return _code_tag(content)


def _code_tag(content: str) -> str:
    return inline_raw(f"<code>{escaping.markup(content)}</code>")
