"""A file that somebody changes while code reads it: what is recorded is never another content's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from syntopic.execution import ExecutionOptions, Result, Session, run_sessions
from syntopic.model import NotePath, Origin, Snippet

LARGE = 1024**2 + 1
"""Bytes from which a file is linked instead of copied."""

OLD, NEW = "old", "newer"

CODE = """
import os, time
from pathlib import Path
Path(BEGUN).touch()
while not os.path.exists(CHANGED): time.sleep(0.02)
print(open("heights.csv").read().strip())
"""

CASES = {"before it is copied": 0, "while code runs": 0, "while code runs, and it is large": LARGE}
"""When the file changes, and how many bytes it has at least."""


def _place(base: Path, name: str, file: str) -> Path:
    return base / name.replace(" ", "-") / file


def _session(base: Path, name: str) -> Session:
    code = CODE.replace("BEGUN", repr(str(_place(base, name, "begun"))))
    code = code.replace("CHANGED", repr(str(_place(base, name, "changed"))))
    path = NotePath(f"{name}/note.md")
    snippet = Snippet(0, code, "python", True, Origin(path, 1, code.count("\n") + 3))
    return Session(path, _place(base, name, "notes"), "", (snippet,))


def _write(base: Path, name: str, content: str) -> None:
    file = _place(base, name, "notes") / "heights.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = file.with_suffix(".part")  # as editors save: another file in the old one's place
    whole.write_text(content.ljust(CASES[name]))
    whole.replace(file)


def _run(base: Path, progress: Callable[[NotePath, str], None]) -> dict[str, str]:
    sessions = [_session(base, name) for name in CASES]
    results, problems = run_sessions(sessions, ExecutionOptions(), base / "cache", None, progress)
    assert [problem.message for problem in problems] == []
    return {name: _shown(results[NotePath(f"{name}/note.md")]) for name in CASES}


def _shown(result: Result) -> str:
    ((output,),) = result.outputs
    return output.text


def _quiet(path: NotePath, what: str) -> None:
    return


@dataclass(frozen=True)
class Builds:
    """What was shown while files changed, when they were new, and when they were old again."""

    changing: dict[str, str]
    new: dict[str, str]
    old: dict[str, str]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    base = tmp_path_factory.mktemp("changing")

    def change_at_once(path: NotePath, what: str) -> None:
        if what == "running" and path.startswith("before"):
            _write(base, "before it is copied", NEW)
            _place(base, "before it is copied", "changed").touch()

    def change_in_between(name: str) -> None:
        end = time.monotonic() + 60
        while not _place(base, name, "begun").exists() and time.monotonic() < end:
            time.sleep(0.02)
        _write(base, name, NEW)
        _place(base, name, "changed").touch()

    for name in CASES:
        _write(base, name, OLD)
    _, *later = CASES
    editing = [threading.Thread(target=change_in_between, args=(name,)) for name in later]
    for thread in editing:
        thread.start()
    changing = _run(base, change_at_once)
    for thread in editing:
        thread.join()
    new = _run(base, _quiet)
    for name in CASES:
        _write(base, name, OLD)
    return Builds(changing, new, _run(base, _quiet))


@pytest.mark.parametrize("name", CASES)
def test_code_reads_a_file_as_it_was_or_as_it_is(builds: Builds, name: str) -> None:
    assert builds.changing[name] in (OLD, NEW)


@pytest.mark.parametrize("name", CASES)
def test_the_next_build_shows_what_a_file_holds_now(builds: Builds, name: str) -> None:
    assert builds.new[name] == NEW


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_is_as_before_gives_what_it_gave_before(builds: Builds, name: str) -> None:
    assert builds.old[name] == OLD
