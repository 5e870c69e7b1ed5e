"""What a preview says of edits and of what went wrong."""

from __future__ import annotations

import contextlib
import os
import re
import traceback
from typing import TYPE_CHECKING

from mkdocs_quickbuild.preview.built import Built
from mkdocs_quickbuild.preview.replaying import Replayed
from mkdocs_quickbuild.surroundings import named_places

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_MARK = re.compile(r'in "([^"]+)", line (\d+), column (\d+)')


def of_configuration(changed: frozenset[str], config: MkDocsConfig) -> str | None:
    """An edited file on which more depends than pages."""
    own = os.path.abspath(config.config_file_path) if config.config_file_path else ""
    folders = tuple(os.path.join(os.path.abspath(folder), "") for folder in config.theme.dirs)
    for path in sorted(changed):
        if path == own or path.startswith(folders):
            return path
    return None


def beside(changed: frozenset[str], built: Built) -> str | None:
    """An edited file that is no source of the site, but that the author has named: as one to watch,
    or in an option of an extension.
    """
    config = built.config
    known = {os.path.abspath(file.abs_src_path or "") for file in built.files or ()}
    base = os.path.dirname(config.config_file_path or "")
    told: list[str] = next(
        (given["watch"] for given in reversed(config.user_configs) if given.get("watch")), []
    )
    watched = tuple(os.path.abspath(os.path.join(base, place)) for place in told)
    named = tuple(os.path.abspath(place) for place in named_places(config))
    docs = os.path.abspath(config.docs_dir)
    for path in sorted(changed):
        of_site = path in known or _is_at(path, (docs,))
        if _is_at(path, named) or (_is_at(path, watched) and not of_site):
            return path
    return None


def _is_at(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(os.path.join(place, "")) for place in places)


def told(done: Replayed) -> str:
    """What an edit has led to, on one line."""
    few = ", ".join(f"'{src}'" for src in done.pages[:3])
    more = f" and {len(done.pages) - 3} others" if len(done.pages) > 3 else ""
    return f"made again: {few}{more}" if few else "files of the site made again"


def _place(mark: re.Match[str]) -> str:
    """Where YAML says that something is wrong, as other places are told."""
    path, line, column = mark.groups()
    with contextlib.suppress(ValueError):  # another drive
        path = os.path.relpath(path)
    return f"in {path}:{line}, column {column}"


def failure_of(error: BaseException) -> str:
    """What an exception tells an author; of those that nobody expected, also where it came from."""
    expected = isinstance(error, SystemExit) or type(error).__module__.startswith(
        ("mkdocs.", "properdocs.", "click.", "yaml.")
    )
    if expected:
        return _MARK.sub(_place, str(error)) or type(error).__name__
    return "".join(traceback.format_exception(error)).rstrip()
