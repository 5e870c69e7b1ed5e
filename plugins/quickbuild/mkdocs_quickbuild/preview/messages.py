"""What a build warns of, by where it did, so that a part of it can be made again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection

from mkdocs.structure.pages import Page

_ENGINE = logging.getLogger(Page.__module__.split(".")[0])


class Messages(logging.Handler):
    """All warnings since the last whole build; `where` names the page or the step of each."""

    def __init__(self, where: Callable[[], str]) -> None:
        super().__init__(logging.WARNING)
        self._where = where
        self._found: dict[str, list[str]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning."""
        self._found.setdefault(self._where(), []).append(record.getMessage())

    def begin(self, steps: Collection[str] | None = None) -> None:
        """Forget what these pages and steps have told, or everything."""
        if steps is None:
            self._found.clear()
        for step in steps or ():
            self._found.pop(step, None)

    def all(self) -> tuple[str, ...]:
        """Each warning once."""
        return tuple(dict.fromkeys(line for lines in self._found.values() for line in lines))

    def listen(self) -> None:
        """Begin to hear."""
        if self not in _ENGINE.handlers:
            _ENGINE.addHandler(self)

    def leave(self) -> None:
        """Hear no more."""
        _ENGINE.removeHandler(self)
