"""Files that no page waits for: they are made when the pages that an edit touches are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files

LATE = "quickbuild_late"
"""The attribute by which a plugin's own class of files promises that their content is made only
when somebody asks for it, of what does not change any more, and that it can be set."""


def is_late(file: File) -> bool:
    """Whether the content of a file can be made later than the pages."""
    return bool(getattr(type(file), LATE, False))


@dataclass(slots=True)
class Late:
    """Such files of one site: those that are still to be made after an edit, and what was made."""

    _waiting: dict[str, File] = field(default_factory=dict)
    _made: dict[str, str | bytes | None] = field(default_factory=dict)

    def begin(self) -> None:
        """An edit begins to be followed."""
        self._waiting.clear()

    def takes(self, file: File | None) -> bool:
        """Whether this file is one of them, which is then to be made of what is there now."""
        if file is None or not is_late(file):
            return False
        self._waiting[file.src_uri] = file
        return True

    def addresses(self) -> frozenset[str]:
        """Where on the site those are that are still to be made."""
        return frozenset(file.dest_uri for file in self._waiting.values())

    def finish(self, files: Files) -> Iterator[str]:
        """Make them; yields those of which the site holds something else now."""
        for src, new in self._waiting.items():
            content, file = new._content, files.get_file_from_path(src)
            assert file is not None
            if src in self._made and self._made[src] == content:
                continue
            self._made[src] = file._content = content
            if differs(file):
                file.copy_file(False)
                yield src
        self._waiting.clear()


def differs(file: File) -> bool:
    """Whether the site has another content of this file, however it looks on disk."""
    content, place = file._content, Path(file.abs_dest_path)
    try:
        if isinstance(content, str):  # which the engine writes with the line ends of the system
            return place.read_text("utf-8") != content.replace("\r\n", "\n").replace("\r", "\n")
        return place.read_bytes() != file.content_bytes
    except (OSError, ValueError):
        return True
