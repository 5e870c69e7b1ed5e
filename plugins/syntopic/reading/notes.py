"""One file to one note: decoding, front matter, cells, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import yaml

from syntopic.model import FrontMatter, Note, NotePath, Problem
from syntopic.reading.comments import without_comments
from syntopic.reading.decoding import decode
from syntopic.reading.drafts import is_draft
from syntopic.reading.fields import read_fields
from syntopic.reading.findings import error, hint
from syntopic.reading.footnotes import without_hidden_footnotes
from syntopic.reading.formats import cells, fenced, notebooks, scripts
from syntopic.reading.front_matter import Split, split_front_matter
from syntopic.reading.kinds import ending, format_of
from syntopic.reading.lines import Body, Piece, prose
from syntopic.reading.privacy import Why, is_private, unclear_draft, withholds
from syntopic.reading.yaml_nodes import line_of, pairs

_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
_LARGE = 1_000_000  # bytes; a book of 500 pages has about as many


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a file: a note, or nothing because it is private or no note at all.

    ``withheld`` says why a note is private; then all of its problems are private too.
    ``source_line`` is where its source is named, for those who judge it.
    """

    note: Note | None
    problems: tuple[Problem, ...] = ()
    withheld: Why | None = None
    source_line: int = 1


def open_note(
    path: str,
    raw: bytes,
    *,
    execute: bool,
    opt_in: bool = False,
    drafts: bool = False,
    own: bool = False,
) -> Opened:
    """Read one file's bytes. ``execute`` is what the configuration says of its folder.

    Returns no note for empty files and for scripts without cells. With ``opt_in`` only a note that
    says ``publish: true`` is public; with ``drafts`` also what is private only until it is done.
    With ``own``, for the author's eyes alone, nothing that a note says makes it private. Never
    raises.
    """
    rows, problems = decode(path, raw)
    kind = format_of(path)
    if not any(row.strip() for row in rows):
        return Opened(None)
    if kind == "script" and not scripts.has_cells(ending(path), rows):
        return _plain_script(path, rows)
    try:
        pieces, kernel = pieces_of(path, kind, rows)
    except notebooks.NotANotebook as failure:
        return _withheld(_not_a_notebook(path, failure.line))
    if not pieces:
        return Opened(None)
    if len(raw) > _LARGE:
        problems = (*problems, _large(path, len(raw)))
    return _with_front(path, kind, pieces, kernel, problems, execute, opt_in, drafts, own)


def _plain_script(path: str, rows: tuple[str, ...]) -> Opened:
    """A script without cells is no note, but its header may say that it is private."""
    split = split_front_matter(scripts.header(ending(path), rows))
    return Opened(None, withheld=Why.SAID if is_private(split.node) else None)


def pieces_of(path: str, kind: str, rows: tuple[str, ...]) -> tuple[tuple[Piece, ...], str]:
    """Return the prose and the code of a file, and the kernel that a notebook names."""
    if kind == "ipynb":
        return notebooks.notebook_pieces(rows)
    if kind == "script":
        return scripts.script_pieces(ending(path), rows), ""
    if rows[-1] == "":
        rows = rows[:-1]
    return (prose(rows, tuple(range(1, len(rows) + 1))),), ""


def _with_front(
    path: str,
    kind: str,
    pieces: tuple[Piece, ...],
    kernel: str,
    problems: tuple[Problem, ...],
    execute: bool,
    opt_in: bool,
    drafts: bool,
    own: bool,
) -> Opened:
    first = _first(pieces)
    head = head_of(pieces)
    split = split_front_matter(head.rows)
    if split.broken:
        return _withheld(_broken(path, split, head))
    inside = head.numbers[_opening(head) + 1 :] if split.node else ()
    draft = drafts and is_draft(split.node, opt_in=opt_in)
    if (why := withholds(split.node, opt_in=opt_in)) and not (draft or own):
        unsure = unclear_draft(split.node)
        said = (_unclear_draft(path, inside[line_of(unsure)]),) if unsure else ()
        return Opened(None, said, withheld=why)
    try:
        front, unclear = read_fields(path, split.node, inside)
    except RecursionError:
        return _withheld(_broken(path, replace(split, broken="front-matter-invalid"), head))
    front = replace(front, kernel=front.kernel or kernel, draft=draft)
    if execute and front.execute is None:
        front = replace(front, execute=True)
    if split.body:
        pieces = (*pieces[:first], head.after(split.body), *pieces[first + 1 :])
    kind, pieces = _marked_cells(kind, pieces, split.node)
    written = cells.write(pieces, front.execute)
    note, found = _shown(path, kind, written, front)
    line = _source_line(split.node, inside)
    return Opened(note, (*problems, *unclear, *found), source_line=line)


def head_of(pieces: Sequence[Piece]) -> Piece:
    """Return the prose that may begin with front matter; empty where code comes first."""
    first = pieces[_first(pieces)] if pieces else None
    return first if first is not None and first.kind == "prose" else prose((), ())


def _first(pieces: Sequence[Piece]) -> int:
    return next((i for i, p in enumerate(pieces) if _speaks(p)), 0)


def _speaks(piece: Piece) -> bool:
    return piece.kind == "prose" and any(row.strip() for row in piece.rows)


def _opening(head: Piece) -> int:
    return next(i for i, row in enumerate(head.rows) if row.strip())


def _marked_cells(
    kind: str, pieces: tuple[Piece, ...], node: yaml.MappingNode | None
) -> tuple[str, tuple[Piece, ...]]:
    """Find the cells of formats that mark them with fences."""
    if kind in ("qmd", "rmd"):
        return kind, fenced.chunk_pieces(pieces[0])
    if kind == "md" and (_names_myst(node) or fenced.has_directive(pieces[0].rows)):
        return "myst", fenced.myst_pieces(pieces[0])
    return kind, pieces


def _names_myst(node: yaml.MappingNode | None) -> bool:
    """Tell whether a jupytext header says MyST, or does not say which format."""
    for key, _, value in pairs(node) if node is not None else ():
        if key == "jupytext":
            text = yaml.serialize(value)
            return "format_name" not in text or "myst" in text
    return False


def _shown(
    path: str, kind: str, body: Body, front: FrontMatter
) -> tuple[Note, tuple[Problem, ...]]:
    """Hide comments; a code cell inside one takes its outputs with it."""
    shown = without_comments(body.rows, body.cells)
    stored = tuple(
        outputs
        for (start, _), outputs in zip(body.cells, body.stored, strict=True)
        if shown.rows[start] == body.rows[start]
    )
    rows = without_hidden_footnotes(body.rows, shown.rows)
    text = "".join(f"{row}\n" for row in rows)
    note = Note(NotePath(path), kind, text, body.numbers, front, stored=stored)
    note = replace(note, more=_more(body, shown.rows))
    if shown.unclosed is None:
        return note, ()
    return note, (_unclosed_comment(path, body.numbers[shown.unclosed]),)


def _more(body: Body, shown: tuple[str, ...]) -> int:
    """The line of the comment that ends the opening; in code its signs stand for themselves."""
    rows = zip(body.numbers, body.rows, shown, strict=True)
    return next((line for line, row, left in rows if row != left and _MORE.search(row)), 0)


def _source_line(node: yaml.MappingNode | None, numbers: tuple[int, ...]) -> int:
    for key, place, _ in pairs(node) if node is not None else ():
        if key.casefold() == "source":
            return numbers[place.start_mark.line] if place.start_mark else 1
    return 1


def _withheld(problem: Problem) -> Opened:
    return Opened(None, (problem,), withheld=Why.UNREADABLE)


def _unclear_draft(path: str, line: int) -> Problem:
    message = "The draft key has no clear value, so the note is not published."
    fix = "Write “draft: false” to publish it, “draft: true” to keep it private."
    return hint("draft-unclear", path, line, message, fix, private=True)


def _broken(path: str, split: Split, head: Piece) -> Problem:
    line = head.numbers[min(split.row, len(head.numbers) - 1)]
    if split.broken == "front-matter-unclosed":
        message = "The front matter opens with “---” and never closes; the note is not published."
        return error(split.broken, path, line, message, "Close it with “---”.", private=True)
    reason = f" ({split.reason})" if split.reason else ""
    message = f"The front matter is not valid YAML{reason}; the note is not published."
    fix = "Mend the line; a value with “: ” or “#” in it, or “[” before it, needs quotes."
    return error(split.broken, path, line, message, fix, private=True)


def _not_a_notebook(path: str, line: int) -> Problem:
    message = "This file is not a Jupyter notebook; it is not published."
    fix = "Save it again in Jupyter, or rename it."
    return error("notebook-invalid", path, line, message, fix, private=True)


def _large(path: str, size: int) -> Problem:
    message = f"This note has {size / 1e6:.1f} MB; its page will be slow to open."
    return hint("note-large", path, 1, message, "Split it, or clear large outputs.")


def _unclosed_comment(path: str, line: int) -> Problem:
    message = "A comment opens here and no end of it is found; the rest of the note is hidden."
    return hint("comment-unclosed", path, line, message, "Close it, or write the sign as code.")
