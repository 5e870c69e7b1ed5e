"""Whether each file of the site has a cause: the notes, the page or the program that made it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from syntopic.auditing.findings import error
from syntopic.auditing.values import Finding, Place

RECORD = "causes.json"
_VERSION = 1

OTHER_SITE = 0.5
"""If more than this share of the files is not as the last build wrote it, it is another build's."""


@dataclass(frozen=True, slots=True)
class Causes:
    """What a build knows of each file that it wrote: why, and a hash of its bytes.

    Without a hash a file may have any content. Paths are below the site, with forward slashes.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)


def site_files(site: Path) -> tuple[str, ...]:
    """Return every file of a site, hidden ones too, with forward slashes and in order."""
    found = (file for file in site.rglob("*") if file.is_file() or file.is_symlink())
    return tuple(sorted(file.relative_to(site).as_posix() for file in found))


def write_causes(cache: Path, site: Path, texts: Mapping[str, str]) -> None:
    """Record what made the files of a finished site; the record is never part of the site."""
    files = {path: [texts[path], _hash(site / path)] for path in sorted(texts)}
    cache.mkdir(parents=True, exist_ok=True)
    told = {"version": _VERSION, "files": files}
    partial = cache / f"{RECORD}.partial"
    partial.write_text(json.dumps(told, indent=0), encoding="utf-8")
    partial.replace(cache / RECORD)


def read_causes(cache: Path) -> Causes | None:
    """Return what the last build recorded, ``None`` if there is no record that can be read."""
    try:
        told = json.loads((cache / RECORD).read_text(encoding="utf-8"))
        files = dict(told["files"]) if told["version"] == _VERSION else None
        if files is None:
            return None
        texts = {str(path): str(cause) for path, (cause, _) in files.items()}
        return Causes(texts, {str(path): str(key) for path, (_, key) in files.items()})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def judged(site: Path, files: tuple[str, ...], causes: Causes | None) -> Iterator[Finding]:
    """Yield what is wrong with the causes of a site's files.

    One finding says all where nothing is known, or where the site is that of another build.
    """
    if causes is None:
        yield _unknown("No build has recorded what made these files.")
        return
    changed = [path for path in files if not _as_built(site, path, causes)]
    if len(changed) > len(files) * OTHER_SITE:
        yield _unknown("The last build has made another site than this one.")
        return
    for path in files:
        if not causes.texts.get(path):
            yield error(
                "file-without-cause",
                Place.SITE,
                path,
                1,
                "Nothing that the build knows of made this file.",
                "Delete it and build again; if it comes back, find out what writes it.",
                (path,),
            )
        elif path in changed:
            yield error(
                "file-changed",
                Place.SITE,
                path,
                1,
                "This file is not as the build wrote it.",
                "Build again, and change nothing in the built site by hand.",
                (path,),
            )


def _as_built(site: Path, path: str, causes: Causes) -> bool:
    known = causes.hashes.get(path)
    return known is None or known == _hash(site / path)


def _unknown(message: str) -> Finding:
    return error(
        "causes-unknown",
        Place.SITE,
        "",
        1,
        message,
        "Build again: syntopic build",
    )


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
