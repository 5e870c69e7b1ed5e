"""Make blocks stand alone: what a note defines elsewhere is written into them.

Reference links and images become inline ones, footnotes get labels that no other note has, and
definitions that must stay inside a block get such labels too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from syntopic.parsing.lines import Text, absolute, cell_positions, line_offsets

_ENTITY = re.compile(r"&(?=#?\w+;)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace what stands from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


def note_label(path: str) -> str:
    """Return a word that names a note in the labels of its footnotes."""
    return re.sub(r"[\W_]+", "-", path.rsplit(".", 1)[0].casefold()).strip("-") or "note"


def apply(edits: Iterable[Edit], text: str, offset: int = 0) -> str:
    """Return the text with the edits made; ``offset`` is where the text begins.

    Edits must not overlap.
    """
    parts: list[str] = []
    reached = 0
    for edit in sorted(edits):
        parts += [text[reached : edit.start - offset], edit.text]
        reached = edit.end - offset
    return "".join([*parts, text[reached:]])


def content_edits(content: str, tokens: Iterable[Token], label: str, base: int = 0) -> list[Edit]:
    """Return the edits that free inline tokens from their note, in positions of the content."""
    found: list[Edit] = []
    for token in tokens:
        start, end = token.meta.get("span", (0, 0))
        if token.type == "footnote_ref" and end:
            found.append(Edit(base + start + 2, base + start + 2, f"{label}-"))
        elif token.type in ("link_open", "image") and "text_end" in token.meta:
            tail = _destination(token)
            found.append(Edit(base + token.meta["text_end"], base + end, tail))
        if token.type in ("image", "footnote_inline") and token.children:
            found += content_edits(content, token.children, label, base + start + 2)
    return found


def _destination(token: Token) -> str:
    href = str(token.attrs.get("href", token.attrs.get("src", "")))
    href = _ENTITY.sub("&amp;", href)
    if not href or re.search(r"[()\s]", href):
        href = f"<{href}>"
    title = str(token.attrs.get("title", ""))
    if not title:
        return f"({href})"
    title = _ENTITY.sub("&amp;", title.replace("\\", "\\\\").replace('"', '\\"'))
    return f'({href} "{" ".join(title.split())}")'


def text_edits(text: Text, tokens: Sequence[Token], env: dict[str, Any], label: str) -> list[Edit]:
    """Return all edits of a note, in positions of its text, sorted."""
    found = [Edit(at + 1, at + 1, f"{label}-") for _, _, at in env.get("definitions", ())]
    for index, token in enumerate(tokens):
        if token.type == "footnote_reference_open" and token.map:
            column = text.lines[token.map[0]].find(f"[^{token.meta['label']}]:")
            at = text.starts[token.map[0]] + column + 2
            found += [Edit(at, at, f"{label}-")] if column >= 0 else []
        elif token.type == "tr_open":
            found += _row_edits(text, tokens, index + 1, label)
        elif token.type == "inline" and tokens[index - 1].type not in ("th_open", "td_open"):
            found += _inline_edits(text, token, label)
    return sorted(set(found))


def _inline_edits(text: Text, token: Token, label: str) -> Iterator[Edit]:
    edits = content_edits(token.content, token.children or (), label)
    offsets = line_offsets(text, token) if edits else ()
    for edit in edits:
        start, end = absolute(offsets, edit.start), absolute(offsets, edit.end)
        if 0 <= start <= end:
            yield Edit(start, end, edit.text)


def _row_edits(text: Text, tokens: Sequence[Token], start: int, label: str) -> Iterator[Edit]:
    row = []
    for token in tokens[start:]:
        if token.type == "tr_close":
            break
        row += [token] if token.type == "inline" else []
    edits = [content_edits(t.content, t.children or (), label) for t in row]
    if not any(edits):
        return
    for (_, positions), cell in zip(cell_positions(text, row), edits, strict=True):
        for edit in cell if positions else ():
            tail = edit.text.replace("|", "\\|")
            yield Edit(positions[edit.start], positions[edit.end], tail)
