"""Files of a site that is read while it is written: whoever reads one gets it whole, old or new."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

from mkdocs import utils
from mkdocs.structure.files import File


@contextlib.contextmanager
def whole_files() -> Iterator[None]:
    """Meanwhile the engine writes each file beside its place, and then puts it there at once."""
    write, copy, copy_file = utils.write_file, utils.copy_file, File.copy_file

    def write_whole(content: bytes, output_path: str) -> None:
        _placed(output_path, lambda path: write(content, path))

    def copy_whole(source_path: str, output_path: str) -> None:
        _placed(output_path, lambda path: copy(source_path, path))

    def copied(self: File, dirty: bool = False) -> None:
        content: Any = self._content
        if content is None or dirty:
            copy_file(self, dirty)
        else:  # as the engine writes it: text with the line ends of the system
            text = content.replace("\n", os.linesep) if isinstance(content, str) else content
            raw = text.encode() if isinstance(text, str) else text
            write_whole(raw, self.abs_dest_path)

    utils.write_file, utils.copy_file = write_whole, copy_whole
    File.copy_file = copied  # type: ignore[method-assign]
    try:
        yield
    finally:
        utils.write_file, utils.copy_file = write, copy
        File.copy_file = copy_file  # type: ignore[method-assign]


def _placed(place: str, write: Callable[[str], None]) -> None:
    folder, name = os.path.split(place)
    part = os.path.join(folder, f".{name}.{os.getpid()}.part")  # a name that no file of a site has
    try:
        write(part)
        os.replace(part, place)
    except OSError:  # the name is too long, or (on Windows) somebody has the file open
        with contextlib.suppress(OSError):
            os.unlink(part)
        write(place)
