"""The garden as it would be after changes: built from copies, before any is made."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.spelling import same
from syntopic.garden import Garden, addresses, build_garden
from syntopic.linking import topic_page
from syntopic.publishing.addresses.standing import Standing
from syntopic.reading.kinds import format_of
from syntopic.reading.tree import read_tree
from syntopic.records import FOLDER

_TEXTS = (".yml", ".yaml", ".txt")


@dataclass(frozen=True, slots=True)
class Staged:
    """A garden that would be, and its addresses beside those that are recorded."""

    garden: Garden
    standing: Standing


@contextmanager
def staged(place: Place, changes: Sequence[Change]) -> Iterator[Path]:
    """A folder that is thrown away, with the notes as they would be.

    Files that are no text are empty there: what matters is that they are.
    """
    with tempfile.TemporaryDirectory(prefix="syntopic-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / place.notes.resolve().name
        root = place.notes.resolve()
        for found in read_tree(place.notes, ()).files:
            file = root / found.path
            if not (file.is_symlink() and _linked(file, folder / found.path, root, folder)):
                _copy(file, folder / found.path)
        if (place.notes / FOLDER).is_dir():
            shutil.copytree(place.notes / FOLDER, folder / FOLDER)
        for change in changes:
            target = _below(place, change.file, folder)
            if target is not None and change.after is None:
                target.unlink()
            elif target is not None and change.after is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(change.after)
        yield folder


def built(place: Place, changes: Sequence[Change]) -> Staged:
    """The garden that would be, without its code run."""
    with staged(place, changes) as folder:
        garden = build_garden(folder, place.options)
        return Staged(garden, addresses(garden, folder))


def moved_pages(before: Garden, after: Garden, names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The Markdown files of pages that have others afterwards, by pairs of old and new names.

    They are the pages of topics and of the learning paths to them.
    """
    moved: dict[str, str] = {}
    for old, new in names:
        pairs = zip(_pages_of(before, old), _pages_of(after, new), strict=True)
        moved |= {was: now for was, now in pairs if was and now and was != now}
    return moved


def _pages_of(garden: Garden, name: str) -> tuple[str, str]:
    """The page of a topic and that of the path to it; an empty text for one that is not there."""
    topic = next((t for t in garden.topics if same(t.concept.name, name)), None)
    if topic is None:
        return "", ""
    path = garden.paths.concepts.get(topic.concept.name)
    return topic_page(topic.concept), path.page if path is not None else ""


def _linked(file: Path, copy: Path, root: Path, folder: Path) -> bool:
    """Make a link to the copy of what a link means, since it is as private as that."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        copy.symlink_to(folder / file.resolve().relative_to(root))
    except OSError:
        return False
    return True


def _copy(file: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    if format_of(file.name) or file.suffix.lower() in _TEXTS:
        shutil.copyfile(file, copy)
    else:
        copy.touch()


def _below(place: Place, file: Path, folder: Path) -> Path | None:
    """The copy of a file; None of one that is not among the notes."""
    root = place.notes.resolve()
    path = file.parent.resolve() / file.name
    return folder / path.relative_to(root) if path.is_relative_to(root) else None
