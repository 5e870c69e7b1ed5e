"""Links by hand in place of mentions: brackets around the words, every other byte as it was."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.prose import Prose
from syntopic.cli.reshaping.sheets import Sheet, open_sheet
from syntopic.cli.reshaping.spelling import is_linkable, is_spelled
from syntopic.cli.reshaping.written_links import Inline
from syntopic.garden import Garden
from syntopic.linking import Mention
from syntopic.linking.resolve import Found, Resolver
from syntopic.model import NotePath
from syntopic.parsing import parser
from syntopic.parsing.inlining import Edit
from syntopic.parsing.plain import piece, plain_text
from syntopic.parsing.prose import inline_prose


@dataclass(frozen=True, slots=True)
class Writing:
    """What becomes of the files, and the mentions that cannot be written, each with the reason."""

    changes: tuple[Change, ...]
    left: tuple[tuple[Mention, str], ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a file as it has them, each found once for all mentions in it."""

    by_text: dict[str, list[tuple[Prose, Inline]]]
    by_line: dict[tuple[str, int], tuple[Prose, Inline]]

    def standing(self, mention: Mention) -> tuple[Prose, Inline] | None:
        """The text of a mention; of several, the one on the same line."""
        found = self.by_text.get(mention.prose.text, [])
        if len(found) < 2:
            return found[0] if found else None
        return self.by_line.get((mention.prose.text, mention.prose.lines[0][1]))


def planned(place: Place, garden: Garden, mentions: Iterable[Mention]) -> Writing:
    """The changes that make links of mentions; each note is read again before it counts.

    A mention is left out where the note, with the link in it, would read otherwise in any word.
    """
    by_note: dict[NotePath, list[Mention]] = {}
    for mention in mentions:
        by_note.setdefault(mention.note, []).append(mention)
    changes: list[Change] = []
    left: list[tuple[Mention, str]] = []
    for path, found in by_note.items():
        file = place.notes / path
        raw = file.read_bytes()
        sheet = open_sheet(path, raw)
        if sheet is None:
            left += ((one, "its file cannot be written back byte for byte") for one in found)
            continue
        edits, refused = _edits(sheet, found, garden.links.resolver)
        left += refused
        if edits:
            changes.append(Change(file, raw, sheet.changed(edits)))
    return Writing(tuple(changes), tuple(left))


def _edits(
    sheet: Sheet, mentions: Sequence[Mention], resolver: Resolver
) -> tuple[tuple[Edit, ...], list[tuple[Mention, str]]]:
    """The edits that can be made together, one by one if all of them at once cannot."""
    proposed: list[tuple[Mention, Edit]] = []
    left: list[tuple[Mention, str]] = []
    texts = _texts(sheet)
    for mention in mentions:
        edit = _edit(texts, mention, resolver)
        if isinstance(edit, str):
            left.append((mention, edit))
        else:
            proposed.append((mention, edit))
    together = tuple(dict.fromkeys(edit for _, edit in proposed))
    if _keeps_all_words(sheet, together):
        return together, left
    kept: tuple[Edit, ...] = ()
    for mention, edit in proposed:
        if _keeps_all_words(sheet, (*kept, edit)):
            kept = (*kept, edit)
        else:
            left.append((mention, "the note would read otherwise"))
    return kept, left


def _edit(texts: _Texts, mention: Mention, resolver: Resolver) -> Edit | str:
    """The edit of the file's text that makes a link of a mention, or why there is none."""
    link = _link(mention, resolver)
    if not link:
        return f'no link can be written that means "{mention.concept}"'
    standing = texts.standing(mention)
    if standing is None:
        return "it does not stand in the file as it is read"
    prose, inline = standing
    at = _at(inline, mention, link)
    if at is None:
        over = "\n" in inline.token.content
        return "it runs over the end of a line" if over else "the note would read otherwise"
    first = inline.place(at)
    if first < 0 or not prose.text.startswith(mention.text, first):
        return "it does not stand in the file as it is read"
    written = link.replace("|", "\\|") if inline.in_table else link
    edit = prose.edit(first, first + len(mention.text), written)
    return edit or "it does not stand in the file as it is read"


def _link(mention: Mention, resolver: Resolver) -> str:
    """The link, by the shortest name that surely means the concept; nothing if there is none."""
    if not is_linkable(mention.text) or not is_linkable(mention.concept):
        return ""
    found = resolver.resolve(mention.concept, "", True, mention.note)
    if not isinstance(found, Found) or found.place.page != mention.target:
        return ""
    plain = is_spelled(mention.text, mention.concept)
    return f"[[{mention.text}]]" if plain else f"[[{mention.concept}|{mention.text}]]"


def _texts(sheet: Sheet) -> _Texts:
    breaks = [found.start() for found in re.finditer("\n", sheet.file.text)]
    texts = _Texts(defaultdict(list), {})
    for prose, inline in sheet.inlines:
        text, first = plain_text(inline.token.children or (), running=True), inline.place(0)
        texts.by_text[text].append((prose, inline))
        if text and first >= 0:
            line = bisect_left(breaks, prose.starts[first]) + 1
            texts.by_line.setdefault((text, line), (prose, inline))
    return texts


def _at(inline: Inline, mention: Mention, link: str) -> int | None:
    """Where in the Markdown of a text the words of a mention stand: not in code, not in a link.

    Known by trying: with the link there, the text must read as before, and the link must stand
    where the mention does.
    """
    content, words = inline.token.content, mention.text
    before = plain_text(_read(content), running=True)
    nth = mention.prose.text.count(words, 0, mention.start)
    for match in re.finditer(re.escape(words), content):
        children = _read(content[: match.start()] + link + content[match.end() :])
        if plain_text(children, running=True) == before:
            starts = _wikilinks(children, link[2:-2])
            if any(before.count(words, 0, start) == nth for start in starts):
                return match.start()
    return None


def _read(content: str) -> Sequence[Token]:
    return parser().parseInline(content, {})[0].children or ()


def _wikilinks(children: Iterable[Token], content: str) -> Iterator[int]:
    """Where in the plain text the wikilinks of this content begin."""
    at = 0
    for child in children:
        if child.type == "wikilink" and child.content == content:
            yield at
        at += len(piece(child, running=True))


def _keeps_all_words(sheet: Sheet, edits: Sequence[Edit]) -> bool:
    """Whether the file with edits has the same texts, and as many links more as there are edits."""
    try:
        after = open_sheet(sheet.path, sheet.changed(edits))
    except UnicodeEncodeError:
        return False
    if after is None or after.head.front != sheet.head.front:
        return False
    texts, links = _told(sheet)
    return _told(after) == (texts, links + len(edits))


def _told(sheet: Sheet) -> tuple[list[str], int]:
    tokens = [inline.token for _, inline in sheet.inlines]
    links = sum(c.type == "wikilink" for token in tokens for c in token.children or ())
    return [inline_prose(token).text for token in tokens], links
