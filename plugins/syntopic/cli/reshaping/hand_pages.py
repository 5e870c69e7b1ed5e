"""Pages that the author wrote by hand, and ``mkdocs.yml``: their links to a page of the garden."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

import yaml

from syntopic.cli.opening import Place
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.prose import file_text, stretches
from syntopic.cli.reshaping.written_links import inlines, links
from syntopic.cli.yaml_text import composed, start_of, walk
from syntopic.configuration import load
from syntopic.parsing.inlining import Edit, apply


def page_changes(place: Place, pages: Mapping[str, str]) -> Iterator[Change]:
    """What changes in them if generated pages (``topics/old.md``) get other names."""
    if not pages:
        return
    for file in _files(place):
        change = _changed(file, tuple(_page_edits(place, file, pages)))
        if change is not None:
            yield change
    change = _changed(place.config, tuple(_settings(place.config, pages)))
    if change is not None:
        yield change


def folder_of(place: Place) -> Path:
    """The folder of the pages that are written by hand."""
    site, _ = load(place.config)
    return place.root / str(site.get("docs_dir") or "docs")


def _files(place: Place) -> Iterator[Path]:
    notes = place.notes.resolve()
    for path, folders, names in os.walk(folder_of(place)):
        folders.sort()
        if Path(path).resolve() == notes:
            folders.clear()
            continue
        yield from (Path(path) / name for name in sorted(names) if name.endswith(".md"))


def _page_edits(place: Place, file: Path, pages: Mapping[str, str]) -> Iterator[Edit]:
    here = file.relative_to(folder_of(place)).as_posix()
    raw = file.read_bytes()
    text = file_text(raw)
    if text is None:
        return
    for prose in stretches("page.md", text.text):
        found, defined = inlines(prose.text)
        for link in (*(link for one in found for link in links(one)), *defined):
            page = posixpath.normpath(posixpath.join(posixpath.dirname(here), link.target))
            if link.wiki or not link.target or page not in pages:
                continue
            edit = _edit(prose.text, link.target_at, posixpath.basename(pages[page]))
            changed = prose.edit(edit.start, edit.end, edit.text)
            if changed is not None:
                yield changed


def _edit(text: str, at: tuple[int, int], name: str) -> Edit:
    """An edit of the last part of an address alone."""
    written = text[at[0] : at[1]]
    path = written.partition("#")[0].removesuffix(">")
    start = at[0] + (path.rfind("/") + 1 if "/" in path else written.startswith("<"))
    shown = name if path.startswith("<") or unquote(path) == path else quote(name)
    return Edit(start, at[0] + len(path), shown)


def _settings(file: Path, pages: Mapping[str, str]) -> Iterator[Edit]:
    """Places of pages in the navigation."""
    text = file_text(file.read_bytes())
    for node in walk(composed(text.text)) if text is not None else ():
        if isinstance(node, yaml.ScalarNode) and node.value in pages:
            start = start_of(node) + (node.style is not None)
            if text is not None and text.text[start : start + len(node.value)] == node.value:
                yield Edit(start, start + len(node.value), pages[node.value])


def _changed(file: Path, edits: tuple[Edit, ...]) -> Change | None:
    if not edits:
        return None
    before = file.read_bytes()
    text = file_text(before)
    assert text is not None
    return Change(file, before, text.encoded(apply(dict.fromkeys(edits), text.text)))
