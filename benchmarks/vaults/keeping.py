"""Whether everything that was noted stands on the site: in the core's values, and in the HTML."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from syntopic.garden import Garden
from syntopic.linking import source_page, topic_page
from syntopic.model import Block, BlockId, Heading, Kind, Shown

_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL)
_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_NOT_PROSE = re.compile(
    r"\$\$.*?\$\$|\$[^$]*\$|\\\(.*?\\\)|\\\[.*?\\\]|!?\[\[.*?\]\]|\]\([^)]*\)|<[^>]*>|https?://\S+"
    r"|\\begin\{.*?\\end\{\w+\*?\}|&\w+;|\^[\w-]+\s*$",
    re.DOTALL | re.MULTILINE,
)
_FORM = re.compile(r"^[ \t>]*(?:`{3,}|~{3,}).*$|^[> \t]*\[![^\]]*\][-+]?", re.MULTILINE)
"""What says how something is shown and is not shown itself: fences' lines, callouts' kinds."""
_WORD = re.compile(r"[^\W\d_]{3,}")
WITHOUT_WORDS = {Kind.FORMULA, Kind.RULE, Kind.FIGURE, Kind.HTML}


def miscounted(garden: Garden) -> dict[BlockId, int]:
    """The blocks of public notes that the core puts on no page, or on several: how often."""
    noted = Counter(block.id for note in garden.notes for block in note.blocks)
    placed = Counter(block.id for _, block in _placed(garden))
    every = noted.keys() | placed.keys()
    return {id_: placed[id_] for id_ in every if placed[id_] != noted[id_]}


def unread(garden: Garden, site: Path) -> list[Block]:
    """The blocks some of whose words are not on the page that should show them."""
    by_page: dict[str, list[Block]] = defaultdict(list)
    for page, block in _placed(garden):
        if block.kind not in WITHOUT_WORDS:
            by_page[page].append(block)
    lost: list[Block] = []
    for page, blocks in by_page.items():
        shown = _words_of(site / page.removesuffix(".md") / "index.html")
        lost += (block for block in blocks if _prose(block.text) - shown)
    return lost


def _placed(garden: Garden) -> Iterator[tuple[str, Block]]:
    """Each block once for each page that holds it, shown or folded into another."""
    for topic in garden.topics:
        page = topic_page(topic.concept)
        claims = (*topic.claims, *([topic.synthesis] if topic.synthesis else []))
        held = {part.id: part for c in claims for part in c.content if isinstance(part, Block)}
        parts: list[Heading | Shown] = [*topic.opening]
        for entry in topic.entries:
            parts += entry.content
        shown = [part for part in parts if isinstance(part, Shown)]
        seen = Counter(part.block.id for part in shown)
        folded = {variant.block.id for part in shown for variant in part.also} - seen.keys()
        yield from ((page, held[id_]) for id_ in (*seen.elements(), *folded) if id_ in held)
    for leftover in garden.gathering.leftovers:
        page = source_page(leftover.note.note.source)
        yield from ((page, part) for part in leftover.content if isinstance(part, Block))


def _prose(text: str) -> set[str]:
    return set(_WORD.findall(_NOT_PROSE.sub(" ", _FORM.sub(" ", text))))


def _words_of(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    text = _MATH.sub(" ", file.read_text(encoding="utf-8"))
    text = text[text.find("<article") :]
    apart = html.unescape(_TAG.sub(" ", text))
    together = html.unescape(_TAG.sub("", text))  # "bold" may stand inside a word
    return {*_WORD.findall(apart), *_WORD.findall(together)}
