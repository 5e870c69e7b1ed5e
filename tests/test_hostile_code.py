"""Code that does harm: it ends in time, alone, and leaves nothing behind."""

from __future__ import annotations

import ctypes
import hashlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

import hostile_notes
from hostile_notes import AGAINST_THE_BUILD, FINE, NOTES, PIECE, Hostile, Seen
from syntopic.execution import Result
from syntopic.execution.clearing import passing_folder
from syntopic.model import NotePath, Problem

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what a note may do to others is held on Linux"
)

HARMFUL = [name for name in NOTES if "innocent" not in name]
LONGEST = 240
"""Seconds after which a build counts as one that never ends."""


@dataclass(frozen=True)
class Ended:
    """A build that ran hostile notes, seen from outside.

    ``left`` are processes that outlived it, ``scratch`` what stayed in the folder for temporary
    files, ``before`` and ``after`` tell the notes folder.
    """

    base: Path
    status: int
    left: tuple[str, ...]
    scratch: tuple[str, ...]
    before: dict[str, tuple[str, int]]
    after: dict[str, tuple[str, int]]

    @property
    def seen(self) -> Seen:
        assert self.status == 0, "the build itself came to harm"
        seen = pickle.loads((self.base / "seen.pickle").read_bytes())
        assert isinstance(seen, Seen)
        return seen

    def result(self, name: str) -> Result:
        return self.seen.results[NotePath(f"stats/{name}.md")]

    def errors(self, name: str) -> list[Problem]:
        path = f"stats/{name}.md"
        return [p for p in self.seen.problems if p.origin.path == path and p.severity == "error"]


def listing(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.lstat().st_mtime_ns,
        )
        for path in (folder, *sorted(folder.rglob("*")))
    }


def watched_build(base: Path, chosen: str) -> Ended:
    """Run a build, and find and end every process that outlives it."""
    notes = base / "notes"
    (notes / "stats").mkdir(parents=True)
    (base / "tmp").mkdir()
    (notes / "stats" / "heights.csv").write_text("1\n2\n")
    (notes / "stats" / "large.bin").write_bytes(bytes(1024**2 + 1))
    for name in NOTES:
        (notes / "stats" / f"{name}.md").write_text(name)
    before, running = listing(notes), descendants()
    modules = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    with adopting():
        building = subprocess.Popen(
            [sys.executable, hostile_notes.__file__, str(base), chosen],
            env={**os.environ, "PYTHONPATH": modules, "TMPDIR": str(base / "tmp")},
            start_new_session=True,
        )
        try:
            status = building.wait(LONGEST)
        except subprocess.TimeoutExpired:
            building.kill()
            status = building.wait()
        left = end_adopted(running)
    scratch = tuple(os.listdir(base / "tmp"))
    subprocess.run(["rm", "-rf", str(base / "tmp")], check=True)  # pytest could not, if it is deep
    return Ended(base, status, left, scratch, before, listing(notes))


@contextmanager
def adopting() -> Iterator[None]:
    """Orphans of this process' children become its own children, so none gets lost."""
    adopts = 36  # PR_SET_CHILD_SUBREAPER
    assert ctypes.CDLL(None).prctl(adopts, 1, 0, 0, 0) == 0
    yield
    assert ctypes.CDLL(None).prctl(adopts, 0, 0, 0, 0) == 0


def end_adopted(before: set[int]) -> tuple[str, ...]:
    """Kill what is left below this process but was not there before, and tell what it was."""
    time.sleep(0.5)  # what is about to end by itself may
    told: dict[int, str] = {}
    deadline = time.monotonic() + 30
    while (running := descendants() - before) and time.monotonic() < deadline:
        for process in running:
            told.setdefault(process, command(process))
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        reap(before)
        time.sleep(0.01)
    reap(before)
    return tuple(told.values())


def reap(before: set[int]) -> None:
    for process in descendants(dead=True) - before:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def descendants(*, dead: bool = False) -> set[int]:
    """The processes below this one, those that run or those that only wait to be reaped."""
    parents: dict[int, int] = {}
    zombies = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            parents[int(process.name)] = int(parent)
            zombies |= {int(process.name)} if state == "Z" else set()
    below = {os.getpid()}
    while found := {p for p, parent in parents.items() if parent in below} - below:
        below |= found
    below.discard(os.getpid())
    return below & zombies if dead else below - zombies


def command(process: int) -> str:
    try:
        folder = Path("/proc") / str(process)
        words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return f"{(folder / 'comm').read_text().strip()}: {words}"
    except OSError:
        return "?"


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return watched_build(tmp_path_factory.mktemp("hostile"), "NOTES")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    return watched_build(tmp_path_factory.mktemp("attacked"), "AGAINST_THE_BUILD")


def texts(result: Result) -> list[str]:
    return ["\n".join(output.text for output in shown) for shown in result.outputs]


@pytest.mark.parametrize("name", HARMFUL)
def test_harm_is_an_error_where_it_was_done_and_what_was_said_before_stays(
    ended: Ended, name: str
) -> None:
    note, result, errors = NOTES[name], ended.result(name), ended.errors(name)
    assert len(errors) <= 1
    assert (errors[0].code if errors else FINE) in note.codes
    assert_blamed(note, errors)
    for said, shown in zip(note.shown, texts(result), strict=False):
        assert said in shown
    assert result.ran is (not errors)


def assert_blamed(note: Hostile, errors: list[Problem]) -> None:
    for error in errors if note.codes[1:] == () else ():
        first = PIECE * note.at + 1
        last = first + note.cells[note.at].count("\n") + 2
        assert first <= error.origin.first_line <= last


@pytest.mark.parametrize("name", ["innocent-first", "innocent-last"])
def test_other_notes_are_what_they_were(ended: Ended, name: str) -> None:
    path = NotePath(f"stats/{name}.md")
    assert ended.seen.results[path] == ended.seen.calm[path]
    assert ended.seen.results[path].ran
    assert any(texts(ended.seen.results[path]))
    assert ended.errors(name) == []


def test_no_process_of_a_note_outlives_the_build(ended: Ended) -> None:
    assert ended.left == ()


def test_no_process_of_a_note_outlives_the_note(ended: Ended) -> None:
    assert ended.seen.alive == ()


def test_nothing_in_the_notes_folder_is_touched(ended: Ended) -> None:
    assert ended.before == ended.after
    assert len(ended.before) > len(NOTES)


def test_no_scratch_copy_stays_behind(ended: Ended) -> None:
    assert ended.scratch == ()


def test_a_build_closes_what_it_opened_for_notes(ended: Ended) -> None:
    before, after = ended.seen.open_files
    assert after <= before


def test_whatever_notes_put_out_can_be_written_down(ended: Ended) -> None:
    said = [text for result in ended.seen.results.values() for text in texts(result)]
    said += [part for p in ended.seen.problems for part in (p.message, p.fix)]
    for text in said:
        text.encode("utf-8")


def test_a_folder_goes_whatever_was_made_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("stays")
    with passing_folder() as folder:
        (folder / "flat-0" / "flat-1" / "in").mkdir(parents=True)
        (folder / "flat-0" / "flat-1" / "in" / "file").touch()
        (folder / "link").symlink_to(tmp_path)
        (folder / "closed" / "in").mkdir(parents=True)
        (folder / "closed").chmod(0)
        at = os.open(folder, os.O_RDONLY)
        for _ in range(3000):
            os.mkdir("deeper", dir_fd=at)
            below = os.open("deeper", os.O_RDONLY, dir_fd=at)
            os.close(at)
            at = below
        os.close(at)
    assert not folder.exists()
    assert outside.read_text() == "stays"
    with passing_folder() as gone:
        gone.rmdir()


def test_files_that_a_note_wrote_are_told(ended: Ended) -> None:
    (hint,) = (p for p in ended.seen.problems if p.origin.path == "stats/writes.md")
    assert hint.code == "files-left-behind"
    assert "heights.csv" in hint.message and "new.txt" in hint.message


def test_a_note_that_attacks_the_build_itself_harms_no_other(attacked: Ended) -> None:
    for name in AGAINST_THE_BUILD:
        if "innocent" in name:
            path = NotePath(f"stats/{name}.md")
            assert attacked.seen.results[path] == attacked.seen.calm[path]
            assert attacked.errors(name) == []
        else:
            assert "begun" in texts(attacked.result(name))[0]
            codes = [problem.code for problem in attacked.errors(name)]
            assert (codes or [FINE])[0] in AGAINST_THE_BUILD[name].codes
    assert (attacked.left, attacked.seen.alive, attacked.scratch) == ((), (), ())
