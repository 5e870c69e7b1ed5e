"""The build cache, where it is installed: a distribution of its own that knows nothing of notes.

The plugin tells it three things of itself. ``quickbuild_steady``: while pages are built, it changes
nothing that other pages show. ``quickbuild_forgets``: nothing may be kept but what the last build
has shown, since what became private must not stay in a folder that servers keep.
``quickbuild_replays``: ``on_files`` and ``on_env`` can be done again, as a preview does after an
edit.

It tells two things of its files. Of those that are ``quickbuild_late``, the content may be asked
for when the pages of an edit are shown. Those with a ``quickbuild_state`` hold the same where that
is the same.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

FOLDER = ".cache/syntopic/quickbuild"
"""Where the cache is, beside ``mkdocs.yml``, unless the author has named it under ``plugins``."""


class QuickBuild:
    """The cache of all builds in this process, if there is one."""

    def __init__(self) -> None:
        """Nothing is asked for before the first build."""
        self._joined: Any = None

    def join(self, config: MkDocsConfig, *, serving: bool) -> None:
        """Lets it take part in a build; without it, the site is the same and takes longer."""
        if self._joined is None and find_spec("mkdocs_quickbuild") is not None:
            from mkdocs_quickbuild.joining import Joined

            self._joined = Joined(FOLDER)
        if self._joined is not None:
            self._joined.join(config, serving=serving)
