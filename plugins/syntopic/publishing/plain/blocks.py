"""A note's blocks laid out anew, so that CommonMark and Python-Markdown read the same ones.

Content is indented by four: both know that as nesting.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from syntopic.parsing.plain import plain_text
from syntopic.publishing.plain import html
from syntopic.publishing.plain.dialects import GITHUB, Dialect
from syntopic.publishing.plain.inline import inline, one_line, remarks
from syntopic.publishing.plain.spans import parser
from syntopic.publishing.plain.text import (
    at_start,
    escaped,
    fence,
    prefixed,
    quoted,
    visible,
)
from syntopic.rendering.rewriting import Resolve
from syntopic.rendering.rewriting.callouts import divided, is_foldable, is_tab, name
from syntopic.rendering.rewriting.values import Node, nodes

INDENT = 4

ALERTS = {
    "note": "NOTE",
    "info": "NOTE",
    "abstract": "NOTE",
    "summary": "NOTE",
    "example": "NOTE",
    "tip": "TIP",
    "hint": "TIP",
    "success": "TIP",
    "important": "IMPORTANT",
    "question": "IMPORTANT",
    "warning": "WARNING",
    "attention": "WARNING",
    "caution": "CAUTION",
    "danger": "CAUTION",
    "error": "CAUTION",
    "bug": "CAUTION",
    "failure": "CAUTION",
}
"""Callouts by what GitHub calls them; any other is a note."""

_ALIGN = {"left": ":---", "right": "---:", "center": ":---:"}
# Indentation of a line in a paragraph says nothing, unless the line would begin a block without it.
_INDENTED = re.compile(r"\n[ \t]++(?![-+*>#=|~`:$<!?]|\d+[.)])")
_WRAPPED = re.compile(r"(?<!\\) ?(?<! {2})\n")
_LANGUAGE = re.compile(r"\{?\s*\.?(?P<name>[A-Za-z0-9_+#][\w+#.-]*)?")


@dataclass(frozen=True, slots=True)
class Rules:
    """How links resolve, who reads it, whether a block stands at the outermost level of its page,
    and which elements of HTML are open there.
    """

    resolve: Resolve
    dialect: Dialect = GITHUB
    outermost: bool = True
    open_: list[str] = field(default_factory=list)


def markdown(
    text: str, resolve: Resolve, open_: list[str] | None = None, dialect: Dialect = GITHUB
) -> str:
    """Return a note's Markdown as CommonMark with a reader's additions; never raises.

    ``open_`` names the elements of HTML that texts before this one left open, and is changed to
    those open after it. Without it, all are closed at the end.
    """
    tokens = parser().parse(visible(text), {})
    rules = Rules(resolve, dialect, True, [] if open_ is None else open_)
    written = blocks(nodes(tokens), rules)
    if open_ is None:
        written += filter(None, [html.closing(rules.open_)])
    for label, token in dict(remarks(tokens)).items():
        (told,) = parser().parseInline(token.content, {})
        written.append(f"[^{label}]: {' '.join(inline(told, resolve, dialect).split())}")
    return "\n\n".join(written)


def markdown_line(text: str, resolve: Resolve, dialect: Dialect = GITHUB) -> str:
    """Return the text of a heading or a meaning, on one line."""
    (token,) = parser().parseInline(visible(text), {})
    return one_line(token, resolve, dialect)


def blocks(tree: Sequence[Node], rules: Rules, *, opens_item: bool = False) -> list[str]:
    """Return the blocks, to be joined by blank lines; none is empty."""
    found = [_block(node, rules, opens_item and not n) for n, node in enumerate(tree)]
    return [text for text in found if text.strip()]


def heading(level: int, text: str) -> str:
    """Return a heading of Markdown on one line; signs at its end stay a part of it."""
    text = re.sub(r"(?:(?<=\s)|\A)#(?=#*\Z)", r"\\#", text.strip())
    return f"{'#' * min(6, level)} {text}".rstrip()


def _inside(tree: Sequence[Node], rules: Rules, *, opens_item: bool = False) -> list[str]:
    """The blocks inside of a block, which HTML does not reach beyond."""
    inner = Rules(rules.resolve, rules.dialect, False)
    written = blocks(tree, inner, opens_item=opens_item)
    return [*written, *filter(None, [html.closing(inner.open_)])]


def _block(node: Node, rules: Rules, opens_item: bool) -> str:
    token = node.token
    match node.type:
        case "paragraph":
            return _paragraph(node, rules, opens_item)
        case "heading":
            return heading(int(token.tag[1:]), _line(node, rules))
        case "fence" | "code_block":
            return fence(token.content, _language(token.info))
        case "math_block":
            return rules.dialect.block(token.content)
        case "hr":
            return "---"
        case "html_block":
            return html.block(token.content, rules.resolve, rules.open_)
        case "bullet_list" | "ordered_list":
            return _list(node, rules)
        case "blockquote":
            return quoted("\n\n".join(_inside(node.children, rules)))
        case "table":
            return _table(node, rules)
        case "dl":
            return _definitions(node, rules)
        case "container":
            return _container(node, rules)
        case "abbreviation":
            return f"- **{escaped(token.meta['label'])}**: {escaped(token.meta['title'])}"
        case "footnote_reference":
            inside = "\n\n".join(_inside(node.children, rules))
            return prefixed(inside, f"[^{token.meta['label']}]: ", " " * INDENT)
    return "\n\n".join(blocks(node.children, rules))


def _paragraph(node: Node, rules: Rules, opens_item: bool) -> str:
    token = node.children[0].token
    shown = [c for c in token.children or () if c.type != "block_id"]
    if [c.type for c in shown] == ["math_inline"] and not (node.token.hidden or opens_item):
        return rules.dialect.block(shown[0].content)
    text = _INDENTED.sub("\n", inline(token, rules.resolve, rules.dialect))
    if rules.dialect.unwrapped:
        text = _WRAPPED.sub(" ", text)
    # What came from a link or a formula could begin a block; what the author wrote does not.
    return text if token.content.startswith(text[:1]) else at_start(text)


def _line(node: Node, rules: Rules) -> str:
    return one_line(node.children[0].token, rules.resolve, rules.dialect) if node.children else ""


def _language(info: str) -> str:
    found = _LANGUAGE.match(info.strip())
    return (found["name"] or "") if found else ""


def _list(node: Node, rules: Rules) -> str:
    tight = _is_tight(node)
    number = int(node.token.attrGet("start") or 1) if node.type == "ordered_list" else None
    if node.type == "ordered_list" and node.token.attrGet("start") == 0:
        number = 0
    items = []
    for index, item in enumerate(node.children):
        marker = node.token.markup if number is None else f"{number + index}{node.token.markup}"
        items.append(_item(item, marker, rules, tight))
    return ("\n" if tight else "\n\n").join(items)


def _item(item: Node, marker: str, rules: Rules, tight: bool) -> str:
    inside = _inside(item.children, rules, opens_item=True)
    if not inside:
        return marker
    width = max(INDENT, len(marker) + 1)
    simple = item.children[0].type == "paragraph"
    first = f"{marker} " if simple else marker.ljust(width)
    return prefixed(("\n" if tight else "\n\n").join(inside), first, " " * width)


def _is_tight(node: Node) -> bool:
    """Whether nothing in the list needs a blank line before it, here or in Python-Markdown."""
    paragraphs = [c for item in node.children for c in item.children if c.type == "paragraph"]
    after = [c.type for item in node.children for c in item.children[1:]]
    close = all(kind in ("bullet_list", "ordered_list", "fence") for kind in after)
    return close and all(paragraph.token.hidden for paragraph in paragraphs)


def _table(node: Node, rules: Rules) -> str:
    rows = [row for part in node.children for row in part.children]
    styles = [str(cell.token.attrGet("style") or "") for cell in rows[0].children]
    align = [_ALIGN.get(style.removeprefix("text-align:"), "---") for style in styles]
    head, *body = (
        [
            inline(c.children[0].token, rules.resolve, rules.dialect, in_table=True)
            for c in row.children
        ]
        for row in rows
    )
    return html.table_of(head, body, align)


def _definitions(node: Node, rules: Rules) -> str:
    """A list whose items begin with the term: GitHub has no definition lists."""
    items: list[str] = []
    for child in node.children:
        if child.type == "dt":
            items.append(f"- **{_line(child, rules)}**")
        else:
            inside = "\n\n".join(_inside(child.children, rules, opens_item=True))
            plain = bool(child.children) and child.children[0].type == "paragraph"
            first = plain and bool(items) and items[-1].endswith("**")
            gap = ": " if first else "\n\n" + " " * INDENT
            items[-1:] = [(items or ["-"])[-1] + gap + prefixed(inside, "", " " * INDENT)]
    return ("\n\n" if any("\n" in item for item in items) else "\n").join(items)


def _container(node: Node, rules: Rules) -> str:
    title, content = divided(node)
    inside = "\n\n".join(_inside(content, rules))
    if is_foldable(node):
        shown = plain_text(title.children[0].token.children or ()) if title else name(node)
        return rules.dialect.folded(entities.escape(shown), inside, bool(node.token.meta["open"]))
    shown = _line(title, rules) if title else ""
    if is_tab(node):
        return f"**{shown}**\n\n{inside}" if shown else inside
    known = ALERTS.get(node.token.info)
    if node.token.meta["title"] != "" and (not known or not rules.outermost):
        shown = shown or escaped(name(node))
    bold = f"**{shown}**" if shown else ""
    if not rules.outermost:
        return quoted("\n\n".join(filter(None, (bold, inside))))
    return rules.dialect.alert(known or "NOTE", bold, inside)
