"""R Markdown, Quarto and MyST: Markdown whose marked fences are code cells.

These formats lose nothing but their fences' own words here, and every row keeps its line, so the
text is not taken apart by jupytext; it reads what the fences say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import yaml

from syntopic.reading.formats.cells import head_options, yaml_options
from syntopic.reading.formats.spans import Span, fence_spans
from syntopic.reading.lines import Piece, prose
from syntopic.reading.yaml_nodes import compose

_Reader = Callable[[Piece, str], Piece | None]

_CHUNK = re.compile(r"\{\s*([A-Za-z][\w+#-]*)(.*)\}\s*$")
_DIRECTIVE = re.compile(r"\{code-cell\}\s*(\S*)\s*$")
_OPTION = re.compile(r"\s*:([\w-]+):\s*(.*)$")


def chunk_pieces(whole: Piece) -> tuple[Piece, ...]:
    """Take R Markdown or Quarto apart: ```` ```{python} ```` fences are cells that ask to run."""
    return tuple(_pieces(whole, _chunk))


def myst_pieces(whole: Piece, language: str = "python") -> tuple[Piece, ...]:
    """Take MyST Markdown apart: ```` ```{code-cell} ```` fences are cells that ask to run.

    Block breaks (``+++``) and comment lines (``% …``) become empty rows.
    """
    pieces = _pieces(whole, lambda cell, words: _directive(cell, words, language))
    return tuple(_without_marks(p) if p.kind == "prose" else p for p in pieces)


def has_directive(rows: tuple[str, ...]) -> bool:
    """Tell whether a text holds a MyST code cell."""
    return any(_DIRECTIVE.match(span.words) for span in fence_spans(rows))


def _pieces(whole: Piece, read: _Reader) -> Iterator[Piece]:
    done = 0
    for span in fence_spans(whole.rows):
        cell = read(_cell(whole, span), span.words)
        if cell is None:
            continue
        yield prose(whole.rows[done : span.opening], whole.numbers[done : span.opening])
        yield cell
        done = span.closing + 1
    yield prose(whole.rows[done:], whole.numbers[done:])


def _cell(whole: Piece, span: Span) -> Piece:
    inside = slice(span.opening + 1, span.closing)
    last = whole.numbers[min(span.closing, len(whole.numbers) - 1)]
    return Piece(
        "code",
        tuple(_outdented(row, span.indent) for row in whole.rows[inside]),
        whole.numbers[inside],
        asks=True,
        opening=whole.numbers[span.opening],
        closing=last,
        indent=span.indent,
    )


def _outdented(row: str, indent: str) -> str:
    return row.removeprefix(indent) if row.startswith(indent) else row.lstrip(" \t")


def _chunk(cell: Piece, words: str) -> Piece | None:
    found = _CHUNK.match(words)
    if not found:
        return None
    language, options = _chunk_words(found[1], found[2])
    return head_options(replace(cell, language=language, options=options))


def _chunk_words(language: str, words: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Let jupytext read knitr's options; what it cannot read says nothing."""
    from jupytext.cell_metadata import rmd_options_to_metadata  # 0.3 s that most gardens don't need

    try:
        _, metadata = rmd_options_to_metadata(f"{language}{words}")
    except Exception:  # it evaluates options, and anything may come of that
        return language.lower(), ()
    return language.lower(), tuple(
        ("label" if key == "name" else key, _plain(value)) for key, value in metadata.items()
    )


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).removeprefix("#R_CODE#")


def _directive(cell: Piece, words: str, language: str) -> Piece | None:
    found = _DIRECTIVE.match(words)
    if not found:
        return None
    lexer = "python" if found[1].startswith("ipython") else found[1]
    return head_options(_directive_options(replace(cell, language=lexer or language)))


def _directive_options(cell: Piece) -> Piece:
    """Options stand as ``:key: value`` lines or as YAML between two ``---`` lines."""
    head = 0
    if cell.rows[:1] == ("---",) and "---" in cell.rows[1:]:
        head = cell.rows.index("---", 1) + 1
        said = cell.rows[1 : head - 1]
    else:
        while head < len(cell.rows) and _OPTION.match(cell.rows[head]):
            head += 1
        said = tuple(_OPTION.sub(r"\1: \2", row) for row in cell.rows[:head])
    node = compose(said) if said else None
    if not isinstance(node, yaml.MappingNode):
        return cell
    return replace(cell.after(head), options=(*cell.options, *yaml_options(node)))


def _without_marks(text: Piece) -> Piece:
    inside = {
        row for span in fence_spans(text.rows) for row in range(span.opening, span.closing + 1)
    }
    rows = tuple(
        "" if i not in inside and re.match(r"\+\+\+(\s|$)|%(?!%)", row) else row
        for i, row in enumerate(text.rows)
    )
    return replace(text, rows=rows)
