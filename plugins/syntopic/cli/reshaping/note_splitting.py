"""What one note gets so that it, or a section of it, is about another concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import yaml

from syntopic.cli.alias_edit import list_edits
from syntopic.cli.reshaping.heads import field_node, renamed, with_line
from syntopic.cli.reshaping.note_renaming import heading_edit
from syntopic.cli.reshaping.picking import Part
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.yaml_names import name_at, removal
from syntopic.cli.yaml_text import end_of, start_of, written
from syntopic.configuration import Options
from syntopic.model import Block, Claim
from syntopic.names import name_key
from syntopic.parsing.inlining import Edit

Mine = Callable[[str], bool]
"""Whether a name is one of the concept that is divided."""


def split_edits(
    sheet: Sheet, part: Part, mine: Mine, new: str, options: Options
) -> tuple[Edit, ...] | None:
    """The edits of a note after which that part of it is about the new concept.

    None where none of the ways to say so leaves all other text where it is.
    """
    claims = sheet.claims(options)
    meant = [claim for claim in claims if mine(claim.name)]
    if part.whole and all(same(claim.name, new) for claim in meant):
        return ()  # it is called so already
    headings = _chosen(meant, part)
    titles = tuple(_heading_edits(sheet, headings, new))
    if len(titles) != sum(not same(name, new) for name in headings):
        return None
    if part.whole and any(claim.whole for claim in meant):
        ways: Iterable[tuple[Edit, ...]] = _whole(sheet, new)
    else:
        ways = _listed(sheet, claims, meant, part, mine, new)
    for way in ways:
        tried = (*way, *titles)
        if tried and _is_good(sheet, tried, headings, mine, new, options):
            return tried
    return None


def without_alias(sheet: Sheet, name: str) -> tuple[Edit, ...]:
    """Edits by which a note does not tell a name any more as another one of its concept."""
    node, text, at = field_node(sheet.head, "aliases")
    found: list[Edit] = []
    if isinstance(node, yaml.SequenceNode):
        for index, one in enumerate(node.value):
            gone = removal(text, node, index) if same(name_at(text, one), name) else None
            edit = sheet.head.prose.edit(at + gone.start, at + gone.end, "") if gone else None
            found += [edit] if edit is not None else []
    return tuple(found)


def _chosen(meant: Iterable[Claim], part: Part) -> tuple[str, ...]:
    """The names of the headings that open the new concept."""
    if not part.whole:
        return part.headings
    return tuple(claim.name for claim in meant if not claim.whole)


def _heading_edits(sheet: Sheet, names: Iterable[str], new: str) -> Iterator[Edit]:
    headings = sheet.headings()
    if len(headings) != len(sheet.heading_inlines):
        return
    for name in names:
        pairs = zip(headings, sheet.heading_inlines, strict=True)
        prose, inline = next(pair for heading, pair in pairs if same(heading.name, name))
        edit = heading_edit(prose, inline, name, new) if not same(name, new) else None
        if edit is not None:
            yield edit


def _whole(sheet: Sheet, new: str) -> Iterator[tuple[Edit, ...]]:
    """``concept: NEW`` claims the whole note, whatever its title is."""
    if sheet.head.front.concept_headings:
        return
    yield tuple(renamed(sheet.head, {"concept": lambda name: new}))
    line = with_line(sheet.head, "concept", written(new))
    if line is not None and not sheet.head.front.concept:
        yield (line,)


def _listed(
    sheet: Sheet, claims: Iterable[Claim], meant: Iterable[Claim], part: Part, mine: Mine, new: str
) -> Iterator[tuple[Edit, ...]]:
    """A list of all concepts of the note, of which the new one is one."""
    kept = [claim.name for claim in claims]
    yield ()
    if sheet.head.front.concept_headings:
        yield tuple(renamed(sheet.head, {"concept": lambda name: new if mine(name) else None}))
        yield tuple(_more(sheet, new))
        return
    names = list(dict.fromkeys((*kept, new)))
    listed = f"[{', '.join(map(written, names))}]"
    title = with_line(sheet.head, "title", written(kept[0])) if kept else None
    if sheet.head.front.concept:
        replaced = tuple(_replaced(sheet, listed))
        yield replaced
        yield (*replaced, title) if title is not None else ()
        return
    line = with_line(sheet.head, "concept", listed)
    yield (line,) if line is not None else ()


def _more(sheet: Sheet, new: str) -> Iterator[Edit]:
    node, text, at = field_node(sheet.head, "concept")
    if node is not None:
        for insertions in list_edits(text, node, [new]):
            for one in insertions:
                edit = sheet.head.prose.edit(at + one.at, at + one.at, one.text)
                if edit is not None:
                    yield edit
            return


def _replaced(sheet: Sheet, value: str) -> Iterator[Edit]:
    node, _, at = field_node(sheet.head, "concept")
    if node is not None:
        edit = sheet.head.prose.edit(at + start_of(node), at + end_of(node), value)
        if edit is not None:
            yield edit


def _is_good(
    sheet: Sheet,
    edits: tuple[Edit, ...],
    headings: tuple[str, ...],
    mine: Mine,
    new: str,
    options: Options,
) -> bool:
    """Whether the new concept has what it shall have, and everything else stays where it is."""
    after = open_sheet(sheet.path, sheet.changed(edits))
    if after is None:
        return False
    now = _shares(after.claims(options))
    before = _shares(sheet.claims(options))
    others = [name for name in before if not mine(name)]
    total = sum(before.values())
    taken = now[name_key(new)] > before[name_key(new)]
    steady = all(now[name_key(name)] == before[name] for name in others if not same(name, new))
    return taken and steady and sum(now.values()) == total


def _shares(claims: Iterable[Claim]) -> Counter[str]:
    """How many blocks of a note are about each concept."""
    count: Counter[str] = Counter()
    for claim in claims:
        count[name_key(claim.name)] += sum(isinstance(part, Block) for part in claim.content)
    return count
