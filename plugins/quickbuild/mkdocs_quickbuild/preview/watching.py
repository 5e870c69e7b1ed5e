"""Hearing of edits: by events of the file system where there are any, else by looking again."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import Any

import watchdog.events
import watchdog.observers
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

DELAY_SECONDS = 0.05
"""How long nothing must happen before an edit counts as finished: programs save in several steps.
The engine waits 0.1."""
WRITTEN_SECONDS = 0.005
"""The same where the last that happened is that a program has written a file to its end and let go
of it, which Linux tells: only other files may follow, such as with "save all"."""
_EDITS = frozenset({"created", "modified", "deleted", "moved", "closed"})
_FOLDERS = frozenset({".git", ".hg", ".svn", "__pycache__", ".ipynb_checkpoints", "node_modules"})
_ENDINGS = ("~", ".swp", ".swx", ".swo", ".tmp", ".part", ".crdownload")
_PROBE = "4913"  # by which Vim finds out whether it can write


def is_of_editor(path: str) -> bool:
    """Whether a file is one that editors and other programs write for themselves."""
    *folders, name = Path(path).parts
    itself = name.startswith((".#", "#")) or name.endswith(_ENDINGS) or name == _PROBE
    return itself or not _FOLDERS.isdisjoint(folders)


class Watching:
    """Stands in for the `watch` of the engine's server, which looks at every file twice a second.

    With `polling` that is left so, for folders of which the system tells nothing. Edits are noted
    until they are taken.
    """

    def __init__(self, server: Any, *, polling: bool = False) -> None:
        self._server, self._polling = server, polling
        self._lock = threading.Lock()
        self._edited: set[str] = set()
        self._watched: dict[str, bool] = {path: True for path in server._watched_paths}

    def take_over(self) -> str | None:
        """Hear of what the server watches already, and of all that it will.

        Why no events are heard, if so; files are looked at again and again then.
        """
        self._server.watch = self.watch
        if not self._polling:
            try:
                self._observe(watchdog.observers.Observer())
            except OSError as error:  # too many folders for the system, or no events at all
                self._polling = True
                self._observe(PollingObserver())
                return f"the system tells of no edits ({error}); files are looked at once a second"
        else:
            self._observe(PollingObserver())
        return None

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Hear of edits of a file, or of all below a folder."""
        path = os.path.abspath(path)
        if path in self._watched:
            return
        self._watched[path] = recursive
        self._server._watched_paths[path] = 1
        try:
            self._schedule(self._server.observer, path, recursive=recursive)
        except OSError:
            self._polling = True
            self._observe(PollingObserver())

    def take(self) -> frozenset[str]:
        """What was edited since the last time."""
        with self._lock:
            taken, self._edited = frozenset(self._edited), set()
        return taken

    def _observe(self, observer: BaseObserver) -> None:
        """Let this observer tell of everything; the one before tells nothing any more."""
        try:
            for path, recursive in self._watched.items():
                self._schedule(observer, path, recursive=recursive)
            observer.start()
        except OSError:
            with contextlib.suppress(RuntimeError):  # it may not have begun
                observer.stop()
            raise
        before = self._server.observer
        before.unschedule_all()
        if before.is_alive():
            before.stop()
        observer.start = lambda: None  # type: ignore[method-assign]  # as the server will
        self._server.observer = observer

    def _schedule(self, observer: BaseObserver, path: str, *, recursive: bool) -> None:
        if not os.path.isdir(path):
            # An editor may put another file into the place of the one that it edits.
            observer.schedule(_Heard(self, path), os.path.dirname(path), recursive=False)
            return
        observer.schedule(_Heard(self, None), path, recursive=recursive)
        if recursive and not self._polling:  # which looks behind links by itself
            for linked in _linked_folders(path):
                observer.schedule(_Heard(self, None), linked, recursive=True)

    def edited(self, paths: set[str], *, whole: bool) -> None:
        """Note edits, and wake the server; `whole` says that a program has written a file to its
        end.
        """
        with self._lock:
            self._edited |= paths
        with self._server._rebuild_cond:
            self._server.build_delay = WRITTEN_SECONDS if whole else DELAY_SECONDS
            self._server._want_rebuild = True
            self._server._rebuild_cond.notify_all()


def _linked_folders(folder: str) -> list[str]:
    """The folders elsewhere to which links below this one lead: no events are told of them."""
    found, seen, todo = [], {os.path.realpath(folder)}, [folder]
    while todo:
        for root, names, _ in os.walk(todo.pop()):
            for path in (os.path.join(root, name) for name in names):
                real = os.path.realpath(path)
                if os.path.islink(path) and real not in seen:
                    seen.add(real)
                    found.append(real)  # of the link itself, no events are told
                    todo.append(real)
    return found


class _Heard(watchdog.events.FileSystemEventHandler):
    """What happens in one folder, to all files in it or to one of them."""

    def __init__(self, watching: Watching, alone: str | None) -> None:
        self._watching, self._alone = watching, alone

    def on_any_event(self, event: watchdog.events.FileSystemEvent) -> None:
        """Note it, if it is the edit of a file: reading is told, too."""
        if event.event_type not in _EDITS or (event.is_directory and event.event_type != "moved"):
            return
        both = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path or ""))
        paths = {path for path in both if path and not is_of_editor(path)}
        if self._alone is not None:
            paths &= {self._alone}
        if paths:
            self._watching.edited(paths, whole=event.event_type == "closed")
