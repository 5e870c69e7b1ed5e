"""Blocks, one after the other, each written so that Python-Markdown reads the same one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syntopic.markdown.forms import close, inline_raw, open_, raw
from syntopic.markdown.html import balanced
from syntopic.rendering.rewriting import callouts, escaping, references
from syntopic.rendering.rewriting.fences import fence
from syntopic.rendering.rewriting.flat import inline_of, opened, without_mentions
from syntopic.rendering.rewriting.indents import INDENT, indented
from syntopic.rendering.rewriting.inline import Place
from syntopic.rendering.rewriting.lists import list_
from syntopic.rendering.rewriting.values import Node, Rules

_ALIGN = {"left": ":---", "right": "---:", "center": ":---:"}


def blocks(nodes: Sequence[Node], rules: Rules) -> list[str]:
    """Return the blocks of Markdown, to be joined by blank lines; none is empty."""
    return [text for node in nodes for text in _block(node, rules) if text]


def _block(node: Node, rules: Rules) -> list[str]:
    token = node.token
    match node.type:
        case "paragraph":
            shown = references.alone(node, rules)
            return shown or [escaping.line(inline_of(node, Place(rules)))]
        case "heading":
            return [_heading(node, rules)]
        case "fence" | "code_block":
            return [fence(token)]
        case "math_block":
            return [f"$${escaping.tex(token.content, display=True)}$$"]
        case "hr":
            # Three hyphens on a page's first line would begin its front matter.
            return ["***"]
        case "html_block":
            html = balanced(token.content)
            return [raw(html)] if html.strip() else []
        case "bullet_list" | "ordered_list":
            return list_(node, rules, blocks)
        case "blockquote":
            return [open_("blockquote"), *blocks(node.children, rules), close()]
        case "table":
            return [_table(node, rules)]
        case "dl":
            return [_definitions(node, rules)]
        case "container":
            return [_container(node, rules)]
        case "abbreviation" | "footnote_reference":
            return []
    return blocks(node.children, rules) if node.children else [escaping.text(token.content)]


def _heading(node: Node, rules: Rules) -> str:
    level = min(6, int(node.token.tag[1:]) + rules.heading_shift)
    text = inline_of(node, Place(without_mentions(rules), flat=True)).strip(" ")
    return "#" * level + " " + re.sub(r"#(?=#*$)", "&#35;", text)


def _container(node: Node, rules: Rules) -> str:
    title, content = callouts.divided(node)
    shown = (
        inline_of(title, Place(without_mentions(rules)))
        if title
        else escaping.text(callouts.name(node))
    )
    inside = ["", *"\n\n".join(blocks(content, rules)).split("\n")] if content else []
    return "\n".join([callouts.head(node, escaping.line(shown)), *indented(inside)])


def _definitions(node: Node, rules: Rules) -> str:
    lines: list[str] = []
    for child in node.children:
        if child.type == "dt":
            if lines and lines[-1].startswith((":", INDENT)):
                lines.append("")
            lines.append(escaping.line(inline_of(child, Place(rules))) or inline_raw(""))
        else:
            first, *rest = opened(child.children, rules)
            lines.append(f":   {first}")
            lines += indented(rest)
    return "\n".join(lines)


def _table(node: Node, rules: Rules) -> str:
    rows = [row for part in node.children for row in part.children]
    styles = [str(cell.token.attrGet("style") or "") for cell in rows[0].children]
    rule = [_ALIGN.get(style.removeprefix("text-align:"), "---") for style in styles]
    written = [[inline_of(cell, Place(rules, in_table=True)) for cell in r.children] for r in rows]
    written.insert(1, rule)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in written)
