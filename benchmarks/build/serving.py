"""How soon a saved note is seen while serving, how soon the first page, and what idling costs."""

from __future__ import annotations

import contextlib
import http.client
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.build.places import Place
from benchmarks.build.tools import ADDRESS, Tool
from benchmarks.measuring.accounting import adopt_orphans, family_seconds, reap
from benchmarks.measuring.conditions import Unfit, free_port

PATIENCE = 900
PAUSE = 0.005
QUIET, JITTER = 2.0, 0.13
"""Seconds between an edit that was seen and the next, a little more each time: watchers that look
around every half a second shall be met at every moment of it."""

_EPOCH = re.compile(rb"livereload\((\d+), *(\d+)\)")


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds: from the start of serving to the first page, and from each save to its page."""

    first: float
    saves: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A served site."""

    port: int

    def get(self, path: str) -> bytes:
        """What stands there; nothing while there is nothing."""
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{path}")
            answer = connection.getresponse()
            text = answer.read()
            return text if answer.status == http.client.OK else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    def shows(self, page: str, words: bytes, woken: threading.Event) -> float:
        """The moment at which a page shows words; TimeoutError if it never does."""
        deadline = time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline:
            if words in self.get(page):
                return time.perf_counter()
            if woken.wait(PAUSE):
                # What wakes once stays so, and asking goes on at the same pace.
                time.sleep(PAUSE)
        raise TimeoutError(f"{page} does not show {words.decode()!r} after {PATIENCE} s")

    def woken(self, page: str) -> threading.Event:
        """An event that comes when the preview tells an open browser to load the page again."""
        woken = threading.Event()
        if found := _EPOCH.search(self.get(page)):
            path = f"livereload/{found[1].decode()}/{found[2].decode()}"

            def listen() -> None:
                self.get(path)
                woken.set()

            threading.Thread(target=listen, daemon=True).start()
        return woken


def seen(place: Place, tool: Tool, edits: int, begun: int) -> Seen:
    """Serve once to fill caches, then again; so many edits. ``begun`` makes their words new.

    Both times at one address, as people do, since pages name it.
    """
    before, port = tool.edit(begun).encode(), free_port()
    with served(place, tool, before, port):
        pass
    with served(place, tool, before, port) as (preview, first):
        saves = [_save(preview, tool, begun + n) for n in range(1, edits + 1)]
    return Seen(first, tuple(saves))


def idle(place: Place, tool: Tool, seconds: float) -> float:
    """CPU seconds per minute of a preview that nobody asks for anything."""
    with served(place, tool, b"</html>", free_port()):
        time.sleep(QUIET * 2)
        before, began = family_seconds(), time.perf_counter()
        time.sleep(seconds)
        used, lasted = family_seconds() - before, time.perf_counter() - began
    return 60 * used / lasted


@contextlib.contextmanager
def served(place: Place, tool: Tool, words: bytes, port: int) -> Iterator[tuple[Preview, float]]:
    """A preview whose page shows the words, and how long that took; ended afterwards."""
    adopt_orphans()
    preview = Preview(port)
    log = place.root / f"{tool.name}-serve.txt"
    with log.open("wb") as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            tool.serve(preview.port),
            cwd=tool.folder,
            env=place.variables(tool),
            stdout=said,
            stderr=said,
        )
        try:
            yield preview, _first(preview, tool, process, words) - began
        except (TimeoutError, Unfit) as error:
            told = log.read_text(encoding="utf-8", errors="replace")[-3000:]
            raise Unfit(f"{tool.name}: {error}\n{told}") from error
        finally:
            process.terminate()
            process.wait()
            reap()


def _first(preview: Preview, tool: Tool, process: subprocess.Popen[bytes], words: bytes) -> float:
    deadline = time.perf_counter() + PATIENCE
    while process.poll() is None and time.perf_counter() < deadline:
        if words in preview.get(tool.page):
            return time.perf_counter()
        time.sleep(PAUSE)
    raise Unfit(f"/{tool.page} is not there with its words")


def _save(preview: Preview, tool: Tool, count: int) -> float:
    time.sleep(QUIET + count * JITTER % 0.5)
    woken = preview.woken(tool.page)
    began = time.perf_counter()
    words = tool.edit(count)
    return preview.shows(tool.page, words.encode(), woken) - began
