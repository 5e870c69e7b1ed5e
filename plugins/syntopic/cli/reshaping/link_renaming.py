"""What a new name of a concept, and of the files that are called so, changes in links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from syntopic.cli.reshaping.prose import Prose
from syntopic.cli.reshaping.sheets import Sheet
from syntopic.cli.reshaping.spelling import is_spelled, respelled, same
from syntopic.cli.reshaping.written_links import WrittenLink
from syntopic.linking import Resolver
from syntopic.linking.headings import as_on_github
from syntopic.linking.resolve import Ambiguous, Found
from syntopic.model import NotePath
from syntopic.parsing.inlining import Edit

_QUOTED = re.compile(r"[\s()<>%#?|\\\"']")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A concept's old and new name, and what else the links of all notes have to know.

    ``small`` is the new name as it stands within a sentence. ``linkable`` tells that it can stand
    in a wikilink. ``moves`` are notes that get another path, ``reheaded`` the headings that get the
    new name, by note (the old name itself, where no heading says what a note is about). ``paths``
    find the note that a link means by its path, the first that does. ``swapped`` tells that the new
    name was another name of the concept before. ``named_by`` is the note whose spelling of the name
    is that of the page; none where the syllabus gives it.
    """

    old: str
    new: str
    small: str
    linkable: bool
    paths: tuple[Resolver, ...]
    moves: Mapping[NotePath, NotePath] = field(default_factory=dict)
    reheaded: Mapping[NotePath, tuple[str, ...]] = field(default_factory=dict)
    swapped: bool = False
    named_by: str = ""

    def name(self, name: str) -> str | None:
        """What a name becomes; None of one that stays."""
        return self.new if same(name, self.old) and name != self.new else None

    def title(self, name: str) -> str | None:
        """The same for a title, which keeps its number."""
        new = respelled(name, self.new)
        return new if same(name, self.old) and new != name else None

    def is_spelled(self, name: str) -> bool:
        """Whether a name is the new one letter by letter, its number or place aside."""
        return same(name, self.new) and name in (self.new, respelled(name, self.new))


def link_changes(
    sheet: Sheet, prose: Prose, link: WrittenLink, renaming: Renaming
) -> Iterator[Edit | None]:
    """The edits of one link; None stands for one that cannot be made."""
    path = meant_path(sheet.path, link.target, renaming, wiki=link.wiki, part=link.fragment)
    if link.wiki and link.target and same(link.target, renaming.old) and not path:
        yield from _concept(prose, link, renaming)
        return
    if not path:
        return
    moved = renaming.moves.get(NotePath(path))
    fragment = _fragment(link, renaming, renaming.reheaded.get(NotePath(path), ()))
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
    headings = dict.fromkeys(name for names in renaming.reheaded.values() for name in names)
    fragment = _fragment(link, renaming, (*headings, renaming.old))
    if fragment is not None:
        yield prose.edit(*link.fragment_at, fragment)


def relinked(origin: NotePath, target: str, renaming: Renaming) -> str | None:
    """What becomes of the target of a wikilink in front matter; None of one that stays."""
    path = meant_path(origin, target, renaming)
    if same(target, renaming.old) and not path:
        return renaming.name(target)
    moved = renaming.moves.get(NotePath(path))
    return _moved(target, moved) if moved is not None else None


def meant_path(
    origin: NotePath, target: str, renaming: Renaming, *, wiki: bool = True, part: str = ""
) -> str:
    """The note that a link means by its path, or the one that it stands in; else nothing.

    Of several that could be meant and are moved alike it is the first.
    """
    if not target:
        return origin if part else ""
    for paths in renaming.paths:
        found = paths.resolve(target, "", wiki, origin)
        if isinstance(found, Found) and found.attachment is None:
            return found.place.page
        if isinstance(found, Ambiguous) and set(found.candidates) <= set(renaming.moves):
            return found.candidates[0]
    return ""


def _fragment(link: WrittenLink, renaming: Renaming, headings: Sequence[str]) -> str | None:
    """A fragment with the new name wherever it names one of the headings; None if it does not."""
    parts = link.fragment.split("#")
    words = link.wiki and renaming.linkable
    now = [_part(part, words, renaming.new, headings) for part in parts]
    return "#".join(now) if now != parts else None


def _part(part: str, words: bool, new: str, headings: Sequence[str]) -> str:
    """A heading's name (in ``words``), or the anchor that is made of it, with the new name."""
    for name in headings if part and not part.startswith("^") else ():
        if same(part, name) and words:
            return respelled(part, new)
        if same(part, name) or part == as_on_github(name):
            return as_on_github(respelled(name, new))
    return part


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
