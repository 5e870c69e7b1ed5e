"""Files whose content is made when somebody asks for it.

In a preview that is when pages are shown already, so that none of these waits for it. In a build it
is when they are written, for those of which there are so many that nobody should hold them all.
"""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.mkdocs_plugin.files import replace

Content = str | bytes
Make = Callable[[], Content]


class LateFile(File):
    """A file whose content is made when somebody asks, for the first time or each time."""

    quickbuild_late = True  # see QuickBuild
    _made: Content | None = None
    _make: Make | None = None
    _keeps = True

    @property
    def _content(self) -> Content | None:
        if self._make is None:
            return self._made
        if not self._keeps:
            return self._make()
        self._made, self._make = self._make(), None
        return self._made

    @_content.setter
    def _content(self, content: Content | None) -> None:
        self._made, self._make = content, None

    @classmethod
    def of(cls, config: MkDocsConfig, place: str, make: Make, *, keeps: bool = True) -> File:
        """The file that will stand at a place of the site; without ``keeps`` it holds nothing."""
        file = cls.generated(config, place, content=b"")
        assert isinstance(file, cls)
        file._make, file._keeps = make, keeps
        return file


def add(files: Files, config: MkDocsConfig, place: str, make: Make, *, late: bool) -> None:
    """Adds a file; one that is not ``late`` is made now."""
    made = LateFile.of(config, place, make) if late else None
    replace(files, made or File.generated(config, place, content=make()))
