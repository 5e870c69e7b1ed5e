"""What kind of file a name stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from syntopic.reading.formats.scripts import languages

_TEXTS = {".md": "md", ".ipynb": "ipynb", ".qmd": "qmd", ".rmd": "rmd"}
SCRIPTS = frozenset({".py", ".r", ".jl", ".js", ".sh"})
NO_SCRIPTS = frozenset(
    {
        *("", ".yml", ".yaml", ".toml", ".json", ".csv", ".tsv", ".txt", ".bib", ".html", ".css"),
        *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".heic", ".bmp", ".tiff"),
        *(".pdf", ".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".webm", ".mov", ".canvas"),
        *(".npy", ".npz", ".pkl", ".parquet", ".h5", ".zip", ".gz", ".docx", ".pptx", ".xlsx"),
    }
)
"""What most gardens hold besides texts, and whether it is code: to ask jupytext takes a tenth of a
second, in which it is imported."""

REMEMBERED = 65_536
"""Paths of which it is remembered what their names say: a preview asks for the same ones again."""

_ATTACHMENT_FOLDERS = frozenset(
    {
        *("asset", "assets", "attachment", "attachments", "figs", "figure", "figures", "image"),
        *("images", "img", "imgs", "media", "pics", "pictures", "screenshots", "static"),
    }
)
_TEMPLATE_FOLDERS = frozenset(["template", "templates"])
_NO_NOTE = re.compile(r"(?:readme|licen[cs]e)(?:[._-].*)?$|.*\.excalidraw\.md$", re.IGNORECASE)
_REGISTERS = ("sources.yml", "sources.yaml", "syllabus.yml", "syllabus.yaml", "requirements.txt")


def ending(path: str) -> str:
    """Return a file's ending with its dot, in lower case."""
    name = path.rsplit("/", 1)[-1]
    return f".{name.rsplit('.', 1)[1]}".lower() if "." in name else ""


@lru_cache(maxsize=REMEMBERED)
def format_of(path: str) -> str:
    """Return ``md``, ``ipynb``, ``qmd``, ``rmd`` or ``script`` for what could be a note."""
    end = ending(path)
    if end in _TEXTS or end in NO_SCRIPTS:
        return _TEXTS.get(end, "")
    return "script" if end in SCRIPTS or end in languages() else ""


@lru_cache(maxsize=REMEMBERED)
def may_be_note(path: str) -> bool:
    """Tell whether a file's place and name allow it to be a note."""
    *folders, name = path.split("/")
    lower = {folder.casefold() for folder in folders}
    apart = lower & (_ATTACHMENT_FOLDERS | _TEMPLATE_FOLDERS)
    return bool(format_of(path)) and not apart and not _NO_NOTE.match(name)


@lru_cache(maxsize=REMEMBERED)
def may_be_attachment(path: str) -> bool:
    """Tell whether a page may use a file: texts that could be notes and registers it never uses."""
    folders = {folder.casefold() for folder in path.split("/")[:-1]}
    return ending(path) not in _TEXTS and path not in _REGISTERS and not folders & _TEMPLATE_FOLDERS
