"""What happens while a page is rendered that its text does not tell: messages, files, processes."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Iterator

from mkdocs.structure.pages import Page

_LOGGERS = (logging.getLogger(), logging.getLogger(Page.__module__.split(".")[0]))
_OUTSIDE = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "socket.connect")
_FINDERS = ("importlib.metadata", "importlib_metadata", "importlib._bootstrap_external")


class Observed:
    """Of one thread: how many messages, which files and folders were read, what left it."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.messages = 0
        self.read: set[str] = set()
        self.listed: set[str] = set()
        self.went_out: str | None = None


class _Counter(logging.Handler):
    def __init__(self, observed: Observed) -> None:
        super().__init__(logging.INFO)
        self._observed = observed

    def emit(self, record: logging.LogRecord) -> None:
        """Count it; others show it."""
        self._observed.messages += record.thread == self._observed.thread


_watching: Observed | None = None
_hooked = False


def _audit(event: str, args: tuple[object, ...]) -> None:
    if _watching is None or _watching.thread != threading.get_ident():
        return
    if event == "open":
        path, mode = args[0], args[1]
        if isinstance(path, str | bytes) and (mode is None or "r" in str(mode)):
            _watching.read.add(os.path.abspath(os.fsdecode(path)))
    elif event in ("os.listdir", "os.scandir") and not _is_looking_for_code():
        _watching.listed.add(os.path.abspath(os.fsdecode(args[0] or ".")))  # type: ignore[arg-type]
    elif event.startswith(_OUTSIDE):
        _watching.went_out = event


def _is_looking_for_code() -> bool:
    """Whether Python lists this folder, to find what is installed: that is looked at apart."""
    return sys._getframe(2).f_globals.get("__name__") in _FINDERS


@contextlib.contextmanager
def observed() -> Iterator[Observed]:
    """Watch this process, and what the engine and all others say, while the block runs."""
    global _watching, _hooked
    if not _hooked:
        sys.addaudithook(_audit)
        _hooked = True
    seen = Observed()
    outer, _watching = _watching, seen
    try:
        with contextlib.ExitStack() as stack:
            for logger in _LOGGERS:
                stack.enter_context(_heard(logger, seen))
            yield seen
    finally:
        _watching = outer


@contextlib.contextmanager
def _heard(logger: logging.Logger, seen: Observed) -> Iterator[None]:
    """Count what this logger is told, and what --quiet would keep from being told at all.

    Nobody else hears more than before, not even the count by which a strict build fails.
    """
    level, others = logger.level, list(logger.handlers)
    counter = _Counter(seen)

    def as_before(record: logging.LogRecord) -> bool:
        return record.levelno >= level

    if quiet := level > logging.INFO and logger is not logging.root:
        for handler in others:
            handler.addFilter(as_before)
        logger.setLevel(logging.INFO)
    logger.addHandler(counter)
    try:
        yield
    finally:
        logger.removeHandler(counter)
        if quiet:
            logger.setLevel(level)
            for handler in others:
                handler.removeFilter(as_before)
