"""Files of the site that stay where they are, because this build would write them as they stand.

An engine empties the folder of its site and writes every file into it anew, and removing and making
files is what file systems are slowest at. Here, files whose content is known from the build before
are left, what is to be written with the same content is not touched, and what this build has no
use for is removed before a plugin looks at the finished site.
"""

from __future__ import annotations

import atexit
import contextlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.structure.files import File

from mkdocs_quickbuild.leftovers import (
    State,
    Turn,
    above,
    settled,
    state_of,
    tells_cases_apart,
    without_others,
)
from mkdocs_quickbuild.packing import packed, unpacked
from mkdocs_quickbuild.store import digest

if TYPE_CHECKING:
    from mkdocs_quickbuild.store import Store

KIND = "standing"
_LARGEST = 32 << 20
"""Bytes. What is larger is copied rather than read and compared."""


class Standing:
    """The files in the folder of one site, while one build goes on.

    From `begin` to `end` it takes the place of three functions of the engine.
    """

    def __init__(self, store: Store, site: str) -> None:
        self._store, self._site = store, os.path.abspath(site)
        self._key = digest(os.fsencode(self._site))
        self._turn = Turn(store.folder / f"building-{self._key.hex()}")
        self._last: bytes | None = None
        self._known: dict[str, tuple[State, bytes]] = {}
        self._folders: set[str] = set()
        self._written: dict[str, bytes] = {}
        self._cleaned = False
        self._engine: tuple[Any, Any, Any] | None = None
        self._process = os.getpid()
        self._left: set[str] = set()

    @property
    def told(self) -> str:
        """How many files were left, and how many this build had to write."""
        return f"files: {len(self._left)} left, {len(self._written.keys() - self._left)} written"

    def begin(self) -> None:
        """Hear what the engine is about to empty and to write."""
        self._turn.begin()
        self._engine = (utils.clean_directory, utils.write_file, File.copy_file)
        utils.clean_directory, utils.write_file = self._clean, self._write
        File.copy_file = _method(self._copy)  # type: ignore[method-assign]
        atexit.register(self.end)  # an interrupted build leaves only what it has written, too

    def end(self) -> None:
        """All that the engine writes is written, or never will be: nothing else is to be there."""
        if self._engine is None or os.getpid() != self._process:
            return
        atexit.unregister(self.end)
        utils.clean_directory, utils.write_file, File.copy_file = self._engine  # type: ignore[method-assign]
        self._engine = None
        for path in self._known.keys() - self._written.keys():
            self._remove(path)
        states = settled(self._written)
        if self._turn.end() and self._cleaned:
            self._note(states)

    # --- what stands in for the engine ------------------------------------------------------------

    def _clean(self, directory: str) -> None:
        assert self._engine is not None
        if os.path.abspath(directory) != self._site:
            self._engine[0](directory)
            return
        self._cleaned = True
        known = self._recalled()
        if not tells_cases_apart(self._site, known):
            self._engine[0](directory)
            return
        for path in without_others(self._site, {path: state for path, (state, _) in known.items()}):
            self._known[path] = known[path]
            self._folders.update(above(path, self._site))

    def _write(self, content: bytes, output_path: str) -> None:
        assert self._engine is not None
        path = os.path.abspath(output_path)
        if not self._stands(path, content):
            self._make_way(path)
            self._engine[1](content, output_path)

    def _copy(self, file: File, dirty: bool) -> None:
        assert self._engine is not None
        path = os.path.abspath(file.abs_dest_path)
        content = None if dirty or not self._cleaned else _content(file, path)
        if content is None or not self._stands(path, content):
            self._make_way(path)
            self._engine[2](file, dirty)

    # --- what stands ------------------------------------------------------------------------------

    def _stands(self, path: str, content: bytes) -> bool:
        """Whether the file holds this already; it is noted as what it will hold in any case."""
        if not self._cleaned or not path.startswith(self._site + os.sep):
            return False
        self._written[path] = own = digest(content)
        known = self._known.get(path)
        if known is None or known[1] != own or known[0] != state_of(path):
            self._known.pop(path, None)
            self._left.discard(path)
            return False
        self._left.add(path)
        return True

    def _make_way(self, path: str) -> None:
        """Remove what would not stand, if a folder is to be where a file is, or a file instead."""
        for folder in above(path, self._site):
            if folder in self._known and folder not in self._written:
                self._remove(folder)
        if path in self._folders:
            for below in [known for known in self._known if known.startswith(path + os.sep)]:
                if below not in self._written:
                    self._remove(below)

    def _remove(self, path: str) -> None:
        """Remove a file of the build before, and folders that it leaves empty."""
        if state_of(path) != self._known[path][0]:
            return  # a plugin has written it in this build
        with contextlib.suppress(OSError):
            os.unlink(path)
            for folder in above(path, self._site):
                os.rmdir(folder)

    # --- from build to build ----------------------------------------------------------------------

    def _recalled(self) -> dict[str, tuple[State, bytes]]:
        self._last = piece = self._store.get(KIND, self._key)
        if piece is None:
            return {}
        return {
            os.path.join(self._site, name): (tuple(state), bytes.fromhex(own))
            for name, (state, own) in unpacked(piece).items()
        }

    def _note(self, states: dict[str, State]) -> None:
        names = ((os.path.relpath(path, self._site), path) for path in sorted(states))
        piece = packed(
            {
                name: (states[path], self._written[path].hex())
                for name, path in names
                if not name.startswith(".")  # which the engine leaves, and writes again
            }
        )
        if piece != self._last:  # to replace a piece is dear where all that was is forgotten
            self._store.put(KIND, self._key, piece)


def _method(function: Callable[[File, bool], None]) -> Any:
    """A method of another class that calls this function."""

    def copy_file(self: File, dirty: bool = False) -> None:
        function(self, dirty)

    return copy_file


def _content(file: File, path: str) -> bytes | None:
    """What the engine would copy; None if comparing costs more, or it would copy nothing."""
    source = file.abs_src_path
    try:
        if source is not None and os.path.getsize(source) > _LARGEST:
            return None
        if source is not None and os.path.exists(path) and os.path.samefile(source, path):
            return None
        return file.content_bytes
    except OSError:
        return None  # the engine says it best
