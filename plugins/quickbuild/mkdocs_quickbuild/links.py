"""Where the links of a page lead, and which of them lead elsewhere now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files


class WatchedFiles:
    """The files of a site, remembering which were asked for and what came back."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, list[Any] | None] = {}
        self.seen_whole = False

    def get_file_from_path(self, path: str) -> File | None:
        """As `Files.get_file_from_path`."""
        file = self._files.get_file_from_path(path)
        self.asked[path] = standing(file)
        return file

    def __getattr__(self, name: str) -> Any:
        self.seen_whole = True
        return getattr(self._files, name)

    def __iter__(self) -> Iterator[File]:
        self.seen_whole = True
        return iter(self._files)

    def __len__(self) -> int:
        self.seen_whole = True
        return len(self._files)

    def __contains__(self, path: str) -> bool:
        self.seen_whole = True
        return path in self._files


def standing(file: File | None) -> list[Any] | None:
    """All that a link takes from the file that it leads to."""
    return None if file is None else [file.src_uri, file.url, file.inclusion.is_excluded()]


def moved(links: Mapping[str, list[Any] | None], files: Files) -> list[str]:
    """The paths that lead elsewhere now than when this was noted by `WatchedFiles`."""
    find, known = files.get_file_from_path, files.src_uris
    # Almost all are written as files call themselves, and then looking is enough.
    return [path for path, was in links.items() if standing(known.get(path) or find(path)) != was]
