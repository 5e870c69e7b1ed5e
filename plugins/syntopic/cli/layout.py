"""What a folder holds already, and how a garden fits into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from syntopic.cli.yaml_text import composed, walk
from syntopic.configuration import ConfigurationError, load
from syntopic.reading.kinds import format_of, may_be_note
from syntopic.reading.tree import read_tree

NOTES = "notes"
PAGES = "site_src"
SITE = "site"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a folder keeps notes, hand-written pages and the built site, as mkdocs.yml names them.

    ``exclude`` is what lies among the notes and is none; ``count`` is how many notes there are.
    """

    notes_dir: str
    pages: str
    exclude: tuple[str, ...]
    count: int
    site: str = SITE


def survey(folder: Path) -> Layout:
    """Look where notes are: where mkdocs.yml says, in ``notes``, anywhere, or nowhere yet."""
    named, pages, built = _configured(folder / "mkdocs.yml")
    if named:
        return Layout(named, pages, (), _notes_in(folder / named, ()), built)
    inside = _notes_in(folder / NOTES, ())
    if inside:
        return Layout(NOTES, pages, (), inside, built)
    beside = tuple(f"/{one.strip('./')}/" for one in (pages, built))
    around = _notes_in(folder, (*beside, f"/{NOTES}/"))
    if around:
        return Layout(".", pages, beside, around, built)
    return Layout(NOTES, pages, (), 0, built)


def has_plugin(text: str) -> bool:
    """Whether a mkdocs.yml names our plugin."""
    found = (node for node in walk(composed(text)) if isinstance(node, yaml.ScalarNode))
    return any(node.value == "syntopic" for node in found)


def _configured(file: Path) -> tuple[str, str, str]:
    """The notes folder (if our plugin is set up), the folder of pages and the built site's."""
    if not file.exists():
        return "", PAGES, SITE
    try:
        site, options = load(file)
        notes = options.notes_dir if has_plugin(file.read_text("utf-8")) else ""
    except (ConfigurationError, ValueError, TypeError, AttributeError):
        return "", PAGES, SITE
    return notes, str(site.get("docs_dir") or "docs"), str(site.get("site_dir") or SITE)


def _notes_in(folder: Path, exclude: tuple[str, ...]) -> int:
    """How many texts there are that could be notes; scripts alone make no notes folder."""
    if not folder.is_dir():
        return 0
    paths = [found.path for found in read_tree(folder, exclude).files if not found.private]
    return sum(may_be_note(path) and format_of(path) != "script" for path in paths)
