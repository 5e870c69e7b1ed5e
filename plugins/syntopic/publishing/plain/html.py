"""A note's own HTML, and the tables that code printed as HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from syntopic.markdown.html import balanced, balanced_piece, closing
from syntopic.publishing.plain.text import cell, escaped, visible
from syntopic.rendering.rewriting import LinkKind, Request, Resolve

__all__ = ["block", "closing", "table", "table_of", "tag"]

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w:-]*).*?(?P<empty>/?)>\Z", re.DOTALL)
_ADDRESS = re.compile(r'(<(?P<tag>\w+)\b[^<>]*?)\s(?P<name>src|href)="(?P<value>[^"]*)"')
_BLANK_LINES = re.compile(r"\n[ \t]*(?=\n)")


def block(text: str, resolve: Resolve, open_: list[str]) -> str:
    """Return a block of HTML without scripts, its links resolved.

    ``open_`` are the elements that earlier blocks left open, changed to those open after this one;
    ``closing`` ends them. A blank line would end the block, so there is none in it.
    """
    text = visible(text).strip()
    after = [*open_]
    written, whole = balanced_piece(text, after), balanced(text)
    if whole.count("&lt;") > written.count("&lt;"):
        # A script or the like that never ends is text, not everything that follows it.
        return _resolved(whole, resolve)
    open_[:] = after
    return _resolved(_BLANK_LINES.sub("", written), resolve)


def tag(text: str, resolve: Resolve) -> str:
    """Return one tag of a pair inside a line; nothing for comments and what may not stand there."""
    found = _TAG.match(text)
    if found is None:
        return ""
    if found["closing"]:
        return text if balanced(f"<{found['name']}>") else ""
    written = balanced(text)
    kept = written if found["empty"] else re.sub(r"</[^<>]*>\Z", "", written)
    return _resolved(kept, resolve)


def _resolved(text: str, resolve: Resolve) -> str:
    def rebased(found: re.Match[str]) -> str:
        kind = LinkKind.IMAGE if found["name"] == "src" else LinkKind.PLAIN
        target, _, fragment = html.unescape(found["value"]).partition("#")
        href = resolve(Request(kind, target, fragment)).href
        if href is None:
            return found[1]
        return f'{found[1]} {found["name"]}="{html.escape(href)}"'

    return _ADDRESS.sub(rebased, text)


@dataclass
class _Cell:
    text: str = ""
    plain: bool = True


@dataclass
class _Reader(HTMLParser):
    """Collects the rows of one simple table; ``plain`` turns false where it is anything more."""

    rows: list[list[_Cell]] = field(default_factory=list)
    tables: int = 0
    plain: bool = True
    silent: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables += 1
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append(_Cell())
            spans = (v for k, v in attrs if k in ("colspan", "rowspan"))
            self.plain &= all(value in ("1", None) for value in spans)
        elif tag == "style":
            self.silent += 1
        elif tag not in ("div", "thead", "tbody", "tfoot", "p", "caption", "span", "b", "br"):
            self.plain = False

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        if self.silent or not data.strip():
            return
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].text += data
        else:
            self.plain = False


def table(text: str) -> str:
    """Return HTML output as a Markdown table, or as it stands where it is more than a table."""
    reader = _Reader()
    reader.feed(visible(text))
    reader.close()
    rows = [[cell(escaped(one.text)) for one in row] for row in reader.rows if row]
    width = max(map(len, rows), default=0)
    simple = reader.plain and reader.tables == 1 and all(len(row) == width for row in rows)
    if not simple or len(rows) < 2:
        return _BLANK_LINES.sub("", balanced(visible(text)).strip())
    return table_of(rows[0], rows[1:])


def table_of(head: list[str], rows: list[list[str]], align: list[str] | None = None) -> str:
    """Return a table of cells that are Markdown on one line, bars escaped already."""
    rule = align or ["---"] * len(head)
    lines = (f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
    return "\n".join(re.sub(r"\|  +(?=\|)", "| ", line) for line in lines)
