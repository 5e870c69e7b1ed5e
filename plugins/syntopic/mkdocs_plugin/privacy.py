"""What the engine would give away by itself, and what a build says about private notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from syntopic.garden import Garden
from syntopic.mkdocs_plugin.material_blog import folders, material_blog
from syntopic.model import ParsedNote, Problem
from syntopic.reading.drafts import is_draft
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.mentions import Text, only_named_in
from syntopic.reading.privacy import is_private

log = get_plugin_logger("syntopic")

SHOWN = "syntopic serve says which"
"""Where the author finds the name of a file that the log of a build must not tell."""

_COMMENT = re.compile(
    r"(?P<code><(?P<tag>script|style)\b.*?</(?P=tag)\s*>)|<!--.*?(?:--!?>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def refusal(config: MkDocsConfig, notes: Path) -> str:
    """Why a site may not be built at all: the engine copies every file of its own folder.

    Nothing where the notes lie elsewhere, or deeper in that folder (see ``without_notes``).
    """
    if Path(config.docs_dir).resolve() != notes:
        return ""
    return (
        f"docs_dir and notes_dir are one folder, {notes.name!r}: everything in it would be "
        "published, drafts too. Give pages that you write by hand a folder of their own; "
        "write in mkdocs.yml:  docs_dir: site_src"
    )


def without_notes(files: Files, config: MkDocsConfig, notes: Path) -> Files:
    """The engine's files without those among the notes, private ones and all, which it found
    because their folder lies in its own.
    """
    if not notes.is_relative_to(Path(config.docs_dir).resolve()):
        return files
    inside = (f for f in files if f.abs_src_path and _inside(Path(f.abs_src_path), notes))
    for file in tuple(inside):
        files.remove(file)
    return files


def without_drafts(files: Files, config: MkDocsConfig, *, serving: bool) -> Files:
    """The engine's files without pages written by hand whose front matter keeps them private.

    It means what it means in notes; what cannot be read might have said so. A preview shows what is
    clearly a draft. The blog looks after its posts itself.
    """
    withheld = 0
    posts = f"{folders(material_blog(config))[1]}/"
    pages = (f for f in files.documentation_pages() if not f.src_uri.startswith(posts))
    for file in tuple(pages):
        split = split_front_matter(_rows(file))
        private = is_private(split.node) and not (serving and is_draft(split.node))
        if not (private or split.broken):
            continue
        files.remove(file)
        withheld += 1
        if split.broken:
            which = file.src_uri if serving else f"a page written by hand ({SHOWN})"
            log.warning("%s is withheld: its front matter cannot be read", which)
    if withheld:
        log.info("written by hand and withheld: %s", withheld)
    return files


def without_files_of(
    by_hand: Iterable[File], files: Files, config: MkDocsConfig, notes: Iterable[ParsedNote]
) -> None:
    """Takes out the files in ``docs_dir`` that only withheld pages name, such as their pictures.

    ``by_hand`` are all pages that are there; those that are not in ``files`` are withheld. What a
    style, a script or ``mkdocs.yml`` names is public, and so is what a public note names.
    """
    withheld = (file for file in by_hand if file.src_uri not in files)
    private = [Text(file.src_uri, _text(file)) for file in withheld]
    if not private:
        return
    docs = Path(config.docs_dir).resolve()
    own = [file for file in files if file.abs_src_path and _inside(Path(file.abs_src_path), docs)]
    told = [f for f in own if f.is_documentation_page() or f.is_css() or f.is_javascript()]
    public = [Text(file.src_uri, _text(file)) for file in told]
    public += [Text(note.note.path, note.note.text) for note in notes]
    public.append(Text("", Path(config.config_file_path).read_text("utf-8", "replace")))
    paths = {file.src_uri: file for file in own if file not in told}
    for path in only_named_in(private, public, paths):
        files.remove(paths[path])


def without_comments(html: str) -> str:
    """A page's HTML without comments: no reader sees them, and what they say is not for readers.

    In scripts and styles the signs mean something else.
    """
    if "<!--" not in html:
        return html
    return _COMMENT.sub(lambda found: found["code"] or "", html)


def told(garden: Garden, *, serving: bool) -> tuple[tuple[Problem, ...], int]:
    """The errors that may be named, and in how many private files there are others.

    Many read the log of a build; a preview is its author's alone and names everything.
    """
    shown = tuple(problem for problem in garden.errors if serving or not problem.private)
    hidden = {problem.origin.path for problem in garden.errors if problem not in shown}
    return shown, len(hidden)


def _rows(file: File) -> tuple[str, ...]:
    return tuple(_text(file).splitlines())


def _text(file: File) -> str:
    return file.content_bytes.decode("utf-8-sig", "replace")


def _inside(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder)
