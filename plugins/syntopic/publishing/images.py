"""Files that leave with the pages: images without what they say of their author and place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from syntopic.image_files import ENDINGS, encoded_without_metadata, svg_without_metadata
from syntopic.image_files import without_metadata as image_without_metadata
from syntopic.image_files.cleaning import HEAD, kind_of
from syntopic.image_files.notebooks import cleaned as cleaned_notebook
from syntopic.model import NotePath, Origin, Problem, Severity

_NOTEBOOK = ".ipynb"
_POINTER = b"version https://git-lfs.github.com/spec/"
"""How the small text begins that Git LFS leaves in place of a file."""


def without_metadata(name: str, content: bytes) -> bytes | None:
    """A file to be published: images lose position, author, program, comments and thumbnails.

    JPEG, PNG, WebP, GIF, SVG, AVIF, HEIC, JPEG XL, TIFF, BMP and ICO keep their pixels bit by bit,
    their colours, orientation and frames; a PDF its pages. The images in a notebook are cleaned
    too. Other files come back as they are. None where an image cannot be read to its end: it may
    hold anything, and must not be published. Never raises.
    """
    if name.lower().endswith(_NOTEBOOK):
        return cleaned_notebook(content, _cell_image)
    return image_without_metadata(name, content)


def needs_cleaning(file: Path) -> bool:
    """Whether a file is of a kind that may have to change: by its name or its first bytes."""
    if file.suffix.lower() in ENDINGS or file.suffix.lower() == _NOTEBOOK:
        return True
    try:
        with file.open("rb") as opened:
            return bool(kind_of(file.name, opened.read(HEAD)))
    except OSError:
        return False


def published(file: Path) -> bytes | None:
    """What of a file is published; None where nothing must be, or it cannot be opened."""
    try:
        return without_metadata(file.name, file.read_bytes())
    except OSError:
        return None


def image_problems(notes: Path, used: Iterable[NotePath]) -> tuple[Problem, ...]:
    """A problem for each attachment that is withheld since its metadata could not be taken out."""
    return tuple(
        image_withheld(path, file)
        for path in used
        if (file := notes / path).is_file() and needs_cleaning(file) and published(file) is None
    )


def image_withheld(path: NotePath, file: Path) -> Problem:
    """What to say of the image at ``path``, which is withheld: damaged, or not there at all."""
    return _not_fetched(path) if _is_pointer(file) else _damaged(path)


def _is_pointer(file: Path) -> bool:
    """Whether Git LFS keeps the file elsewhere, so that only the place of it is here."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_POINTER)) == _POINTER
    except OSError:
        return False


def _not_fetched(path: NotePath) -> Problem:
    return Problem(
        "image-not-fetched",
        Severity.ERROR,
        Origin(path),
        "the file itself is not here, only the place where Git LFS keeps it",
        "Fetch it: git lfs pull",
    )


def _damaged(path: NotePath) -> Problem:
    pdf = path.lower().endswith(".pdf")
    return Problem(
        "image-damaged",
        Severity.ERROR,
        Origin(path),
        f"the {'document' if pdf else 'image'} cannot be read to its end, so what it says of its "
        "author or place could not be taken out; it is withheld",
        f"Open it and {'print it to a new PDF' if pdf else 'export it as a new image'}.",
    )


def _cell_image(kind: str, text: str) -> str | None:
    return svg_without_metadata(text) if kind == "svg+xml" else encoded_without_metadata(kind, text)
