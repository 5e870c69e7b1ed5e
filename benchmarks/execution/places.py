"""Where the contenders of one size work: their notes, configurations and caches."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.execution.gardens import Note, write_blocks, write_markdown, write_notebook

SITE = """\
site_name: Experiments
docs_dir: {pages}
theme:
  name: material
  font: false
plugins: {plugins}
"""
SPHINX = """\
project = "Experiments"
extensions = ["myst_nb"]
nb_execution_mode = "{mode}"
nb_execution_raise_on_error = True
"""
CODE, NO_CODE = "code.yml", "no-code.yml"
"""The names of the configurations that run the notes, and that do not."""

KEPT = ("matplotlib",)
"""What stays when Syntopic's cache is emptied: the list of fonts, which others have in the home."""
OUR_CACHES = ("cache", "syntopic/.cache/syntopic")


@dataclass(frozen=True, slots=True)
class Place:
    """One folder with everything for one size; ``edited`` is what the first note becomes."""

    root: Path
    notes: tuple[Note, ...]

    @property
    def edited(self) -> Note:
        """The first note after an edit, different from all others."""
        return replace(self.notes[0], number=len(self.notes) + 1)

    def edit(self, note: Note) -> None:
        """Write a note anew for Syntopic."""
        write_markdown(note, self.root / "syntopic" / "notes")

    @property
    def home(self) -> Path:
        """The home folder of all contenders."""
        return self.root / "home"

    def empty_caches(self) -> None:
        """Forget all that Syntopic has recorded."""
        for cache in (self.root / one for one in OUR_CACHES):
            for entry in cache.iterdir() if cache.is_dir() else ():
                if entry.name not in KEPT:
                    shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def made_place(root: Path, notes: Sequence[Note]) -> Place:
    """Write the notes in every form, below a folder that does not exist yet."""
    folders = {name: root / name for name in ("notebooks", "home", "out")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    _syntopic(root / "syntopic", notes)
    _mkdocs_jupyter(root / "mkdocs-jupyter", notes)
    _myst_nb(root / "myst-nb", notes)
    _markdown_exec(root / "markdown-exec", notes)
    for note in notes:
        write_notebook(note, folders["notebooks"])
    return Place(root, tuple(notes))


def inherit(place: Place, older: Place) -> None:
    """Give a place what machines keep once they have drawn: the home folder, lists of fonts."""
    kept = [f"{cache}/{name}" for cache in OUR_CACHES for name in KEPT]
    for name in ("home", *kept):
        if (older.root / name).is_dir():
            shutil.copytree(older.root / name, place.root / name, dirs_exist_ok=True)


def _syntopic(root: Path, notes: Sequence[Note]) -> None:
    for name in ("notes", "pages"):
        (root / name).mkdir(parents=True)
    for note in notes:
        write_markdown(note, root / "notes")
    for name, mode in ((CODE, "auto"), (NO_CODE, "never")):
        plugins = f"[search, {{syntopic: {{run: {mode}}}}}]"
        (root / name).write_text(SITE.format(pages="pages", plugins=plugins))


def _mkdocs_jupyter(root: Path, notes: Sequence[Note]) -> None:
    pages = _pages(root / "pages")
    for note in notes:
        write_notebook(note, pages)
    for name, runs in ((CODE, "true"), (NO_CODE, "false")):
        plugins = f"[search, {{mkdocs-jupyter: {{execute: {runs}, allow_errors: false}}}}]"
        (root / name).write_text(SITE.format(pages="pages", plugins=plugins))


def _myst_nb(root: Path, notes: Sequence[Note]) -> None:
    for name, mode in (("code", "force"), ("no-code", "off")):
        folder = root / name
        pages = _pages(folder)
        (folder / "conf.py").write_text(SPHINX.format(mode=mode))
        for note in notes:
            write_notebook(note, pages)
        listed = "\n".join(note.name for note in notes)
        (folder / "index.md").write_text(f"# Experiments\n\n```{{toctree}}\n{listed}\n```\n")


def _markdown_exec(root: Path, notes: Sequence[Note]) -> None:
    for name, runs in ((CODE, True), (NO_CODE, False)):
        pages = _pages(root / Path(name).stem)
        for note in notes:
            write_blocks(note, pages, runs=runs)
        plugins = "[search, markdown-exec]" if runs else "[search]"
        more = "markdown_extensions: [pymdownx.superfences]\n"
        text = SITE.format(pages=pages.name, plugins=plugins)
        (root / name).write_text(text + more)


def _pages(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("# Experiments\n", encoding="utf-8")
    return folder
