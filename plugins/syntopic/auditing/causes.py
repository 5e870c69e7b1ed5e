"""Whether each file of the site has a cause: the notes, the page or the program that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from syntopic.auditing.findings import error
from syntopic.auditing.values import Finding, Place


def site_files(site: Path) -> tuple[str, ...]:
    """Return every file of a site, hidden ones too, with forward slashes and in order."""
    found = (file for file in site.rglob("*") if file.is_file() or file.is_symlink())
    return tuple(sorted(file.relative_to(site).as_posix() for file in found))


def without_cause(files: tuple[str, ...], causes: Mapping[str, str]) -> Iterator[Finding]:
    """Yield one finding for each file that nothing is known to have caused."""
    for path in files:
        if not causes.get(path):
            yield error(
                "file-without-cause",
                Place.SITE,
                path,
                1,
                "Nothing that the build knows of made this file.",
                "Delete it and build again; if it comes back, one of your other plugins writes it.",
                (path,),
            )
