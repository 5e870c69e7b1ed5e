"""Which of several files is nearest to a folder."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from syntopic.model import NotePath


def spelled(path: str, fold: bool) -> str:
    """A path as it is compared."""
    plain = unicodedata.normalize("NFC", path)
    return unicodedata.normalize("NFC", plain.casefold()) if fold else plain


@dataclass(frozen=True, slots=True)
class ByFolder:
    """Files by every folder above them, so that a garden of files of one name is looked up fast."""

    below: dict[str, tuple[NotePath, ...]]
    fold: bool = False

    def nearest(self, folder: str) -> tuple[NotePath, ...]:
        """Those that share the deepest folder with this one; several when that decides nothing."""
        here = spelled(folder, self.fold)
        while here and here not in self.below:
            here = posixpath.dirname(here)
        return self.below.get(here, ())


def by_folder(paths: Iterable[NotePath], *, fold: bool = False) -> ByFolder:
    """The index of some files, in their order; with ``fold``, without regard to case."""
    found: dict[str, list[NotePath]] = {}
    for path in sorted(paths):
        above = spelled(path, fold)
        while above:
            above = posixpath.dirname(above)
            found.setdefault(above, []).append(path)
    return ByFolder({folder: tuple(within) for folder, within in found.items()}, fold)
