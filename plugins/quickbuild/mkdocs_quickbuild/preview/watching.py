"""Hearing of edits: by events of the file system where there are any, else by looking again."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import watchdog.events
import watchdog.observers
from watchdog.observers.api import BaseObserver

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

    `paths` are the files that were edited since they were last taken.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._paths: set[str] = set()

    def take_over(self) -> str | None:
        """Hear of what the server watches already, and of all that it will; why not, or None."""
        observer: BaseObserver = watchdog.observers.Observer()
        watched = list(self._server._watched_paths)
        try:
            for path in watched:
                self._schedule(observer, path, recursive=True)
        except OSError as error:  # too many folders for the system, or no events at all
            return f"the system tells no events of files ({error}); they are looked at again"
        self._server.observer.unschedule_all()
        self._server.observer = observer
        self._server.watch = self.watch
        return None

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Hear of edits of a file, or of all below a folder."""
        path = os.path.abspath(path)
        if path not in self._server._watched_paths:
            refs = self._schedule(self._server.observer, path, recursive=recursive)
            self._server._watch_refs[path] = refs
            self._server._watched_paths[path] = 0
        self._server._watched_paths[path] += 1

    def take(self) -> frozenset[str]:
        """What was edited since the last time."""
        with self._lock:
            taken, self._paths = frozenset(self._paths), set()
        return taken

    def _schedule(self, observer: BaseObserver, path: str, *, recursive: bool) -> Any:
        alone = None if os.path.isdir(path) else path
        # An editor may put another file into the place of the one that it edits.
        folder = os.path.dirname(path) if alone else path
        heard = _Heard(self, alone)
        return observer.schedule(heard, folder, recursive=recursive and alone is None)

    def edited(self, paths: set[str]) -> None:
        """Note edits, and wake the server."""
        with self._lock:
            self._paths |= paths
        with self._server._rebuild_cond:
            self._server._want_rebuild = True
            self._server._rebuild_cond.notify_all()


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
            self._watching.edited(paths)
