"""Blocks written inside a line, where Python-Markdown would not read blocks as such.

The items of a tight list, definitions and the like hold text; blocks in there are written as text
between tags. Only fences, which are read before anything else, keep lines of their own.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

from syntopic.markdown.forms import inline_raw
from syntopic.markdown.html import balanced
from syntopic.rendering.rewriting import callouts, escaping
from syntopic.rendering.rewriting.fences import fence
from syntopic.rendering.rewriting.inline import Place, inline
from syntopic.rendering.rewriting.mentioned import marked
from syntopic.rendering.rewriting.values import Node, Rules, nodes, none

_ELEMENTS = {
    "bullet_list": "ul",
    "blockquote": "blockquote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
}


def flat(nodes: Sequence[Node], rules: Rules, *, first: bool = False) -> str:
    """Return blocks as text; with ``first``, the text's beginning is a list item's beginning.

    Each line of it is safe in front.
    """
    text = " ".join(
        _flat(node, rules, may_task=first and not index) for index, node in enumerate(nodes)
    )
    return "\n".join(_safe_lines(text))


def opened(nodes: Sequence[Node], rules: Rules, *, first: bool = False) -> list[str]:
    """Return the lines of ``flat`` to stand behind a marker: the first one is never a fence's."""
    lines = flat(nodes, rules, first=first).split("\n")
    if lines[0].startswith("```"):
        return [inline_raw(""), *lines]
    if lines[0].startswith("$$"):
        # A block that begins with a display formula is read before the definition's own rule.
        return [inline_raw("") + lines[0], *lines[1:]]
    return [lines[0] or inline_raw(""), *lines[1:]]


def _safe_lines(text: str) -> list[str]:
    lines: list[str] = []
    fenced = ""
    for line in text.split("\n"):
        if fenced:
            lines.append(line)
            fenced = "" if line == fenced else fenced
        elif line.startswith("```"):
            lines.append(line)
            fenced = line[: len(line) - len(line.lstrip("`"))]
        elif line.strip(" "):
            lines.append(escaping.line(line))
    return lines


def _flat(node: Node, rules: Rules, *, opens_item: bool = False, may_task: bool = False) -> str:
    token = node.token
    match node.type:
        case "paragraph":
            return _paragraph(node, rules, opens_item=opens_item, may_task=may_task)
        case "heading":
            level = min(6, int(token.tag[1:]) + rules.heading_shift)
            return _tagged(f"h{level}", inline_of(node, Place(without_mentions(rules), flat=True)))
        case "fence" | "code_block":
            return f"\n{fence(token)}\n"
        case "math_block":
            return f"$${escaping.tex(token.content, display=True)}$$"
        case "hr":
            return inline_raw("<hr>")
        case "html_block":
            return inline_raw(balanced(token.content))
        case "list_item":
            parts = (_flat(c, rules, opens_item=not n) for n, c in enumerate(node.children))
            return _tagged("li", " ".join(parts))
        case "ordered_list":
            start = token.attrGet("start")
            extra = f' start="{int(start)}"' if start not in (None, 1) else ""
            return _tagged("ol", _inside(node, rules), extra)
        case "th" | "td":
            style = token.attrGet("style")
            extra = f' style="{html.escape(str(style))}"' if style else ""
            return _tagged(node.type, inline_of(node, Place(rules)), extra)
        case "dt":
            return _tagged("dt", inline_of(node, Place(rules)))
        case "container":
            return _container(node, rules)
        case "abbreviation" | "footnote_reference":
            return ""
    return _tagged(_ELEMENTS[node.type], _inside(node, rules))


def _paragraph(node: Node, rules: Rules, *, opens_item: bool, may_task: bool) -> str:
    text = inline_of(node, Place(rules, flat=not may_task))
    if node.token.hidden:
        return text
    alone = [child.token for part in node.children for child in part.children]
    if not opens_item and [token.type for token in alone] == ["math_inline"]:
        return f"$${escaping.tex(alone[0].content, display=True)}$$"
    return _tagged("p", text)


def _inside(node: Node, rules: Rules) -> str:
    return " ".join(_flat(child, rules) for child in node.children)


def _container(node: Node, rules: Rules) -> str:
    title, content = callouts.divided(node)
    shown = (
        inline_of(title, Place(without_mentions(rules)))
        if title
        else escaping.text(callouts.name(node))
    )
    inside = " ".join(_flat(child, rules) for child in content)
    classes = " ".join(callouts.classes(node))
    if callouts.is_foldable(node):
        unfolded = " open" if node.token.meta["open"] else ""
        shown = _tagged("summary", shown)
        return _tagged("details", f"{shown} {inside}", f' class="{classes}"{unfolded}')
    if node.token.meta["title"] != "":
        inside = _tagged("p", shown, ' class="admonition-title"') + " " + inside
    return _tagged("div", inside, f' class="admonition {classes}"')


def _tagged(tag: str, inside: str, attributes: str = "") -> str:
    return inline_raw(f"<{tag}{attributes}>") + inside + inline_raw(f"</{tag}>")


def inline_of(node: Node, place: Place) -> str:
    """Return the text of a block that holds an ``inline`` token."""
    if place.rules.mentions is none:
        return "".join(inline(child.children, place) for child in node.children)
    told = (marked(child.token, place.rules.mentions) for child in node.children)
    return "".join(inline(nodes(children), place) for children in told)


def without_mentions(rules: Rules) -> Rules:
    """Return rules for headings, in which nothing becomes a link by itself."""
    return replace(rules, mentions=none)
