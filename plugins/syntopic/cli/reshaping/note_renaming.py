"""What a new name of a concept changes in one note: front matter, headings, links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from syntopic.cli.reshaping.heads import renamed, with_alias, with_line
from syntopic.cli.reshaping.prose import Prose
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.cli.reshaping.spelling import as_markdown, is_spelled, respelled, same
from syntopic.cli.reshaping.written_links import Inline, WrittenLink
from syntopic.cli.yaml_text import written
from syntopic.configuration import Options
from syntopic.linking import Resolver
from syntopic.linking.resolve import Ambiguous, Found
from syntopic.model import Heading, NotePath
from syntopic.names import name_key, slug
from syntopic.parsing.inlining import Edit

_QUOTED = re.compile(r"[\s()<>%#?|\\\"']")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A concept's old and new name, and what else the links of all notes have to know.

    ``small`` is the new name as it stands within a sentence. ``linkable`` tells that it can stand
    in a wikilink. ``moves`` are notes that get another path, ``reheaded`` those with a heading that
    gets the new name. ``paths`` find the note that a link means by its path, the first that does.
    ``swapped`` tells that the new name was another name of the concept before.
    """

    old: str
    new: str
    small: str
    linkable: bool
    paths: tuple[Resolver, ...]
    moves: Mapping[NotePath, NotePath] = field(default_factory=dict)
    reheaded: frozenset[NotePath] = frozenset()
    swapped: bool = False

    def name(self, name: str) -> str | None:
        """What a name becomes; None of one that stays."""
        return self.new if same(name, self.old) and name != self.new else None

    def title(self, name: str) -> str | None:
        """The same for a title, which keeps its number."""
        new = respelled(name, self.new)
        return new if same(name, self.old) and new != name else None


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
    found = [*renamed(sheet.head, fields), *_headings(sheet, renaming, options)]
    for prose, link in sheet.links:
        found += (edit for edit in _link(sheet, prose, link, renaming) if edit is not None)
    return tuple(dict.fromkeys(found))


def completed(
    sheet: Sheet, edits: tuple[Edit, ...], renaming: Renaming, options: Options, path: NotePath
) -> bytes | None:
    """The file with the edits, and a line of front matter if it had another concept without it.

    That is so where the name of the file names the concept. ``path`` is where the note will lie.
    None where no line makes the note say what it has said.
    """
    wanted = [(_now(claim.name, renaming), claim.whole) for claim in sheet.claims(options)]
    for key in ("", "title", "concept"):
        line = with_line(sheet.head, key, written(renaming.new)) if key else None
        if key and line is None:
            continue
        tried = sheet.changed(edits if line is None else (*edits, line))
        if _claims(path, tried, options) == wanted:
            return tried
    return None


def with_other_name(path: NotePath, raw: bytes, name: str, options: Options) -> bytes | None:
    """A note's file in which it tells another name of its concept; None if that is not safe."""
    sheet = open_sheet(path, raw)
    if sheet is None or any(same(one, name) for one in sheet.head.front.aliases):
        return raw if sheet is not None else None
    edit = with_alias(sheet.head, name)
    made = sheet.changed([edit]) if edit is not None else raw
    after = open_sheet(path, made)
    told = after is not None and any(same(one, name) for one in after.head.front.aliases)
    return made if told and _claims(path, made, options) == _claims(path, raw, options) else None


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


def _link(
    sheet: Sheet, prose: Prose, link: WrittenLink, renaming: Renaming
) -> Iterator[Edit | None]:
    path = _path(sheet.path, link, renaming)
    if link.wiki and link.target and same(link.target, renaming.old) and not path:
        yield from _concept(prose, link, renaming)
        return
    if not path:
        return
    moved = renaming.moves.get(NotePath(path))
    fragment = _fragment(link, renaming) if path in renaming.reheaded else None
    if link.wiki:
        if moved is not None and link.target:
            yield prose.edit(*link.target_at, _moved(link.target, moved))
        if fragment is not None:
            yield prose.edit(*link.fragment_at, fragment)
    elif (moved is not None and link.target) or fragment is not None:
        target = _moved(link.target, moved) if moved is not None and link.target else link.target
        yield prose.edit(*link.target_at, readdressed(prose, link, target, fragment))


def _concept(prose: Prose, link: WrittenLink, renaming: Renaming) -> Iterator[Edit | None]:
    """``[[Old]]`` becomes ``[[New]]``; in another spelling the sentence keeps its words."""
    if renaming.linkable:
        exact = is_spelled(link.target, renaming.old)
        small = link.target[:1].islower()
        new = renaming.small if exact and small and link.plain else renaming.new
        if new != link.target:
            yield prose.edit(*link.target_at, new)
        if link.plain and not exact and not link.embed and not link.fragment:
            bar = "\\|" if link.in_table else "|"
            yield prose.edit(link.end, link.end, f"{bar}{link.target}")
    fragment = _fragment(link, renaming)
    if fragment is not None:
        yield prose.edit(*link.fragment_at, fragment)


def _path(origin: NotePath, link: WrittenLink, renaming: Renaming) -> str:
    """The note that a link means by its path, or the one that it stands in; else nothing.

    Of several that could be meant and are moved alike it is the first.
    """
    if not link.target:
        return origin if link.fragment else ""
    for paths in renaming.paths:
        found = paths.resolve(link.target, "", link.wiki, origin)
        if isinstance(found, Found) and found.attachment is None:
            return found.place.page
        if isinstance(found, Ambiguous) and set(found.candidates) <= set(renaming.moves):
            return found.candidates[0]
    return ""


def _fragment(link: WrittenLink, renaming: Renaming) -> str | None:
    head, mark, last = link.fragment.rpartition("#")
    if not last or last.startswith("^") or not same(last, renaming.old):
        return None
    if not link.wiki and " " not in last:
        return head + mark + slug(renaming.new)
    return head + mark + respelled(last, renaming.new)


def _moved(target: str, path: NotePath) -> str:
    """A target with the new name of its file in place of the old, with its ending if it had one."""
    folder, name = posixpath.split(target)
    stem, ending = posixpath.splitext(posixpath.basename(path))
    new = stem + (ending if name.lower().endswith(ending.lower()) else "")
    return posixpath.join(folder, new)


def readdressed(prose: Prose, link: WrittenLink, target: str, fragment: str | None) -> str:
    """A Markdown link's address as it was written, with another target."""
    start, end = link.target_at
    written_so = prose.text[start:end]
    shown = fragment if fragment is not None else link.fragment
    both = target + (f"#{shown}" if shown else "")
    if written_so.startswith("<"):
        return f"<{both}>"
    if target == link.target and fragment is not None:  # the path stays as it is spelled
        path, _, _ = written_so.partition("#")
        return path + "#" + _percent(shown)
    folder, _, _ = written_so.partition("#")[0].rpartition("/")
    name = _percent(posixpath.basename(target))
    path = f"{folder}/{name}" if "/" in written_so.partition("#")[0] else name
    return path + (f"#{_percent(shown)}" if shown else "")


def _percent(text: str) -> str:
    return (
        _QUOTED.sub(lambda sign: quote(sign[0], safe=""), text) if text == unquote(text) else text
    )
