"""How soon a saved note is seen while serving: a garden is served, edited and asked for pages."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.execution.gardens import made_notes
from benchmarks.execution.places import CODE, made_place
from benchmarks.measuring.conditions import free_port, variables

NOTES = 20
SLOW_SECONDS = 5
PATIENCE = 120
PAUSE = 0.02
QUIET = 2
"""Seconds between an edit that has been seen and the next: what a preview still does is done."""

NOTE = """\
---
title: {title}
execute: true
---

Edited {count} times.

```python
{code}
print("seen", {start} + {count})
```
"""
START = 7000
SLOW = f"import time\ntime.sleep({SLOW_SECONDS})"

COMMAND = "from syntopic.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds from a save to the new prose and to the new output, as the page shows them.

    ``answer`` is the longest that one request waited for any page meanwhile.
    """

    prose: float
    output: float
    answer: float


@dataclass(frozen=True, slots=True)
class Preview:
    """A served garden."""

    notes: Path
    port: int

    def page(self, title: str) -> str:
        """The text of a note's page; empty while there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/topics/{title.lower()}/")
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", errors="replace")
            return text if answer.status == http.client.OK else ""
        except OSError:
            return ""
        finally:
            connection.close()

    def write(self, title: str, code: str, count: int) -> None:
        """Save a note as it is after so many edits."""
        text = NOTE.format(title=title, code=code, start=START, count=count)
        (self.notes / f"{title.lower()}.md").write_text(text, encoding="utf-8")


def latencies(rounds: int) -> Iterator[str]:
    """Serve a garden, edit a quick and a slow note so often, and tell the medians in lines."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _served(folder) as site:
        yield f"{NOTES + 2} notes, seconds from a save, medians of {rounds} (least–most)"
        for title, code in (("Quick", ""), ("Slow", SLOW)):
            seen = [_seen(site, title, code, count) for count in range(1, rounds + 1)]
            yield _line(f"{title.lower()} note: its prose on the page", [s.prose for s in seen])
            yield _line(f"{title.lower()} note: its output on the page", [s.output for s in seen])
            yield _line(f"{title.lower()} note: longest wait for a page", [s.answer for s in seen])


def _seen(site: Preview, title: str, code: str, count: int) -> Seen:
    time.sleep(QUIET)
    site.write(title, code, count)
    saved = time.perf_counter()
    prose = answer = 0.0
    while time.perf_counter() - saved < PATIENCE:
        asked = time.perf_counter()
        text = site.page(title)
        now = time.perf_counter()
        answer = max(answer, now - asked)
        if not prose and f"Edited {count} times" in text:
            prose = now - saved
        if f"seen {START + count}" in text:
            return Seen(prose, now - saved, answer)
        time.sleep(PAUSE)
    raise TimeoutError(f"{title}: the output of edit {count} is on no page after {PATIENCE} s")


@contextlib.contextmanager
def _served(folder: str) -> Iterator[Preview]:
    place = made_place(Path(folder) / "garden", made_notes(NOTES))
    root = place.root / "syntopic"
    shutil.copy(root / CODE, root / "mkdocs.yml")
    site = Preview(root / "notes", free_port())
    site.write("Quick", "", 0)
    site.write("Slow", SLOW, 0)
    call = [sys.executable, "-c", COMMAND, "serve", "--port", str(site.port)]
    log = place.root / "log.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            call, cwd=root, env=variables(place.home), stdout=said, stderr=said
        )
        try:
            if not _shows_both(site, process):
                raise RuntimeError(f"the preview shows no outputs:\n{log.read_text()[-3000:]}")
            yield site
        finally:
            process.terminate()
            process.wait()


def _shows_both(site: Preview, process: subprocess.Popen[bytes]) -> bool:
    """Wait until both notes have run, unless the preview ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if all(f"seen {START}" in site.page(title) for title in ("Quick", "Slow")):
            return True
        time.sleep(PAUSE)
    return False


def _line(what: str, seconds: list[float]) -> str:
    return f"{what:<42}{median(seconds):>7.2f}   ({min(seconds):.2f}–{max(seconds):.2f})"
