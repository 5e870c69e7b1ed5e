"""Text that all may read: hand-written pages, the configuration, programs and their labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from syntopic.auditing.decoding import is_binary, text_of
from syntopic.auditing.folders import MACHINERY
from syntopic.auditing.values import Wishes

_PROGRAM_TEXTS = (".html", ".css", ".js", ".yml", ".yaml", ".json", ".py", ".txt", ".xml", ".md")
_KNOWN = "Python 3 (ipykernel) python3 jupytext nbformat matplotlib http www w3 org xmlns svg xml"


def public_texts(wishes: Wishes) -> Iterator[str]:
    """Yield every text that says nothing about the notes, in no certain order."""
    yield _KNOWN
    for file in page_files(wishes):
        yield file.name
        yield _read(file)
    if wishes.config is not None:
        yield from _scalars(wishes.config)
    for place in wishes.public:
        for file in [place] if place.is_file() else _files(place):
            if file.suffix.lower() in _PROGRAM_TEXTS:
                yield file.name
                yield _read(file)


def page_files(wishes: Wishes) -> list[Path]:
    """Return all files in the folder of hand-written pages."""
    return list(_files(wishes.pages)) if wishes.pages is not None else []


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        if file.is_file() and not MACHINERY.intersection(parts) and ".icons" not in parts:
            yield file


def _read(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError:
        return ""
    return "" if is_binary(raw) else text_of(raw)


def _scalars(config: Path) -> Iterator[str]:
    """Yield the settings without the comments between them, which nobody is shown."""
    try:
        for token in yaml.scan(_read(config), Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken):
                yield str(token.value)
    except yaml.YAMLError:
        return
