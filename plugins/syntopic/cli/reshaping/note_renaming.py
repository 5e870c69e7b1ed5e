"""What a new name of a concept changes in one note: front matter, headings, links."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.cli.reshaping.heads import field_node, renamed, with_alias, with_line
from syntopic.cli.reshaping.link_renaming import Renaming, link_changes, relinked
from syntopic.cli.reshaping.prose import Prose
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.cli.reshaping.spelling import as_markdown, respelled, same
from syntopic.cli.reshaping.written_links import Inline
from syntopic.cli.yaml_text import written
from syntopic.configuration import Options
from syntopic.model import Heading, NotePath
from syntopic.names import name_key
from syntopic.parsing.inlining import Edit


def opened_headings(sheet: Sheet, old: str, options: Options) -> tuple[Heading, ...]:
    """The headings by which a note says that it is about the concept, or where it begins to be."""
    lines = {c.origin.first_line for c in sheet.claims(options) if same(c.name, old)}
    return tuple(h for h in sheet.headings() if h.origin.first_line in lines and same(h.name, old))


def note_edits(sheet: Sheet, renaming: Renaming, options: Options) -> tuple[Edit, ...]:
    """All edits of a note's file; those of links are made wherever they cannot be misread."""
    fields = {
        "title": renaming.title,
        **dict.fromkeys(("concept", "requires", "related", "no_autolink"), renaming.name),
    }
    if renaming.swapped:
        fields["aliases"] = lambda name: renaming.old if same(name, renaming.new) else None
    found = [
        *renamed(sheet.head, fields, lambda target: relinked(sheet.path, target, renaming)),
        *_headings(sheet, renaming, options),
    ]
    for prose, link in sheet.links:
        found += (edit for edit in link_changes(sheet, prose, link, renaming) if edit is not None)
    return tuple(dict.fromkeys(found))


def completed(
    sheet: Sheet, edits: tuple[Edit, ...], renaming: Renaming, options: Options, path: NotePath
) -> bytes | None:
    """The file with the edits, and a line of front matter if it had another concept without it.

    That is so where the name of the file names the concept. ``path`` is where the note will lie.
    None where no line makes the note say what it has said, in the spelling of the new name if the
    page has its name from this note.
    """
    wanted = [(_now(claim.name, renaming), claim.whole) for claim in sheet.claims(options)]
    for key in ("", "title", "concept"):
        told = field_node(sheet.head, key)[0] is not None
        line = with_line(sheet.head, key, written(renaming.new)) if key and not told else None
        if key and line is None:
            continue
        tried = sheet.changed(edits if line is None else (*edits, line))
        named = sheet.path != renaming.named_by or _is_named(path, tried, renaming, options)
        if named and _claims(path, tried, options) == wanted:
            return tried
    return None


def _is_named(path: NotePath, raw: bytes, renaming: Renaming, options: Options) -> bool:
    """Whether a page would have the new name, letter by letter, from this note."""
    sheet = open_sheet(path, raw)
    names = [claim.name for claim in sheet.claims(options)] if sheet is not None else []
    return renaming.is_spelled(next((name for name in names if same(name, renaming.new)), ""))


def with_other_name(path: NotePath, raw: bytes, name: str, options: Options) -> bytes | None:
    """A note's file in which it tells another name of its concept; None if that is not safe."""
    sheet = open_sheet(path, raw)
    if sheet is None or any(same(one, name) for one in sheet.head.front.aliases):
        return raw if sheet is not None else None
    edit = with_alias(sheet.head, name)
    made = _changed(sheet, edit) or raw
    after = open_sheet(path, made)
    told = after is not None and any(same(one, name) for one in after.head.front.aliases)
    return made if told and _claims(path, made, options) == _claims(path, raw, options) else None


def with_concept(path: NotePath, raw: bytes, name: str, options: Options) -> bytes | None:
    """A note's file in which it says that it is about another concept; None if that is not safe."""
    sheet = open_sheet(path, raw)
    if sheet is None or sheet.head.broken or sheet.head.front.concept_headings:
        return None
    if sheet.head.front.concept:
        edit = next(renamed(sheet.head, {"concept": lambda _: name}), None)
    else:
        edit = with_line(sheet.head, "concept", written(name))
    made = _changed(sheet, edit)
    wanted = [(name_key(name), True)]
    return made if made is not None and _claims(path, made, options) == wanted else None


def _changed(sheet: Sheet, edit: Edit | None) -> bytes | None:
    """The file with an edit; None where there is none, or its encoding cannot hold it."""
    try:
        return sheet.changed([edit]) if edit is not None else None
    except UnicodeEncodeError:
        return None


def _claims(path: NotePath, raw: bytes, options: Options) -> list[tuple[str, bool]]:
    sheet = open_sheet(path, raw)
    claims = sheet.claims(options) if sheet is not None else ()
    return [(name_key(claim.name), claim.whole) for claim in claims]


def _now(name: str, renaming: Renaming) -> str:
    return name_key(renaming.new if same(name, renaming.old) else name)


def _headings(sheet: Sheet, renaming: Renaming, options: Options) -> Iterator[Edit]:
    meant = {heading.origin for heading in opened_headings(sheet, renaming.old, options)}
    headings = sheet.headings()
    if len(headings) != len(sheet.heading_inlines):
        return
    for heading, (prose, inline) in zip(headings, sheet.heading_inlines, strict=True):
        if heading.origin in meant:
            edit = heading_edit(prose, inline, heading.name, respelled(heading.name, renaming.new))
            if edit is not None:
                yield edit


def heading_edit(prose: Prose, inline: Inline, name: str, new: str) -> Edit | None:
    """An edit that gives a heading another name; None where its text is not written as it reads."""
    content = inline.token.content
    if content.count(name) != 1 or name == new:
        return None
    at = content.find(name)
    start, end = inline.place(at), inline.place(at + len(name) - 1) + 1
    shown = as_markdown(new)
    return prose.edit(start, end, shown) if 0 <= start < end == start + len(name) else None
