"""A note's Markdown, rewritten so that Python-Markdown reads the tree that markdown-it read.

The two disagree about nesting, lists, emphasis, HTML and much more. So a note is read once, by
``syntopic.parsing.dialect``, and its tree is written anew in the few ways that cannot be misread:
one line for each paragraph, characters as entities, structure as forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from syntopic.markdown.forms import without_forms
from syntopic.parsing.dialect import parser
from syntopic.rendering.rewriting.blocks import blocks
from syntopic.rendering.rewriting.indents import indented
from syntopic.rendering.rewriting.inline import Place, inline
from syntopic.rendering.rewriting.references import footnote_label, remark_label
from syntopic.rendering.rewriting.values import (
    Anchors,
    LinkKind,
    Mention,
    Mentions,
    Node,
    Request,
    Resolve,
    Rules,
    Shape,
    Target,
    leave,
    nodes,
    none,
    unanchored,
)

__all__ = [
    "LinkKind",
    "Mention",
    "Mentions",
    "Request",
    "Resolve",
    "Shape",
    "Target",
    "leave",
    "none",
    "rewrite",
    "rewrite_inline",
]

_NO_FOOTNOTES: Mapping[str, str] = MappingProxyType({})


def rewrite(
    markdown: str,
    *,
    resolve: Resolve = leave,
    mentions: Mentions = none,
    heading_shift: int = 0,
    footnotes: Mapping[str, str] = _NO_FOOTNOTES,
    anchors: Anchors = unanchored,
) -> str:
    """Return ``markdown`` as the site's dialect, blocks separated by blank lines.

    ``footnotes`` maps the labels that the note defines, here or in another block, to the labels
    that they have on the page; ``anchors`` says by which anchor the page knows an item that has a
    ``^id``. Never raises on any text.
    """
    rules = Rules(resolve, mentions, heading_shift, footnotes, anchors=anchors)
    env = {"footnotes": {"refs": {f":{label}": -1 for label in footnotes}}}
    tree = nodes(parser().parse(without_forms(markdown), env))
    written = blocks(tree, rules)
    written += dict.fromkeys(text for node in tree for text in _footnotes(node, rules))
    return "\n\n".join(written)


def rewrite_inline(
    markdown: str,
    *,
    resolve: Resolve = leave,
    mentions: Mentions = none,
) -> str:
    """Return the text of a title, a caption or a meaning as the site's dialect, on one line."""
    rules = Rules(resolve, mentions)
    tokens = parser().parseInline(without_forms(markdown), {})
    return "".join(inline(node.children, Place(rules, flat=True)) for node in nodes(tokens))


def _footnotes(node: Node, rules: Rules) -> Iterator[str]:
    """Yield the definitions that stand anywhere in a block; a page collects them at its end."""
    if node.type == "footnote_reference":
        label = node.token.meta["label"]
        label = footnote_label(rules.footnotes.get(label, label))
        # Python-Markdown wants text in the last paragraph of a footnote.
        yield _definition(label, blocks(node.children, replace(rules, shows=False)))
    if node.type == "footnote_inline":
        yield _definition(remark_label(node), [inline(node.children, Place(rules))])
    for child in node.children:
        yield from _footnotes(child, rules)


def _definition(label: str, content: Sequence[str]) -> str:
    return "\n".join([f"[^{label}]:", *indented("\n\n".join(content).split("\n"))])
