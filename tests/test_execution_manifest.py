"""What recorded outputs depend on: only what the code read, imported and is run by."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import gardens
from syntopic.configuration import Options
from syntopic.execution import ExecutionOptions, Mode, depender
from syntopic.execution.engine import Ending, Job, Ran, Run
from syntopic.execution.planning import planned
from syntopic.execution.present import Present, look
from syntopic.execution.recall import reasons, recall
from syntopic.execution.sessions import run_sessions
from syntopic.execution.values import Session
from syntopic.execution.watching import watched
from syntopic.garden import build_garden
from syntopic.garden_code import asked_sessions
from syntopic.model import NotePath
from syntopic.parsing import parse_note
from syntopic.reading import read_garden

READS = """\
import numpy as np, tools
print(open("heights" + ".csv").read(), open("large" + ".bin").read(1), np.ones(1))
"""
BY_OTHERS = """\
import ctypes
ctypes.CDLL(None).fopen(b"by_c" + b".dat", b"r")
!cat $(echo by_shell | cat).txt ../common/$(echo mean).csv
"""
NOTE = f"""\
---
depends: [../common/*.csv, "../other.txt"]
---
# CLT

```python exec
{READS}```

```python exec
{BY_OTHERS}```
"""
FILES = {
    "stats/clt.md": NOTE,
    "stats/heights.csv": "1",
    "stats/weights.csv": "2",
    "stats/by_c.dat": "3",
    "stats/by_shell.txt": "4",
    "stats/large.bin": "5" * (1024**2 + 1),
    "stats/tools.py": "import more",
    "stats/more.py": "",
    "stats/apart.py": "",
    "common/mean.csv": "6",
    "common/private/mean.csv": "7",
    "other.txt": "8",
}


def sessions(notes: Path) -> tuple[Session, ...]:
    reading = read_garden(notes, Options().reading)
    parsed = [parse_note(note)[0] for note in reading.notes]
    return asked_sessions(parsed, reading.closed, notes)[0]


def why(root: Path, mode: Mode = Mode.AUTO, present: Present | None = None) -> tuple[str, ...]:
    """Why the one note would run again; nothing when it would not."""
    (session,) = sessions(root / "notes")
    options = ExecutionOptions(mode)
    now = present or look(None)
    looked = recall(planned(session, options), options, root / "cache", now)
    return reasons(looked, mode, root / "cache", now)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A garden whose one note has run in a real kernel."""
    folder = tmp_path_factory.mktemp("garden")
    gardens.write(folder / "notes", FILES)
    garden = build_garden(folder / "notes", Options(), cache=folder / "cache")
    assert not garden.errors
    (result,) = garden.results.values()
    assert [output.text for output in result.outputs[1]] == ["46"]
    return folder


def head(root: Path) -> dict[str, dict[str, str]]:
    (path,) = (root / "cache").rglob("*.jsonl")
    found: dict[str, dict[str, str]] = json.loads(path.read_text().splitlines()[1])["manifest"]
    return found


def test_what_was_read_is_recorded_whoever_read_it_and_nothing_else(root: Path) -> None:
    assert sorted(head(root)["files"]) == [
        "../common/mean.csv",
        "../other.txt",
        "by_c.dat",
        "by_shell.txt",
        "heights.csv",
        "large.bin",
        "more.py",
        "tools.py",
    ]


def test_only_packages_that_were_imported_are_recorded(root: Path) -> None:
    packages = head(root)["packages"]
    assert {"numpy", "ipython"} <= set(packages)
    assert not {"pandas", "matplotlib", "mkdocs"} & set(packages)


EDITS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "data": ("stats/heights.csv", "9", ("heights.csv has changed",)),
    "by C": ("stats/by_c.dat", "9", ("by_c.dat has changed",)),
    "by a program": ("stats/by_shell.txt", "9", ("by_shell.txt has changed",)),
    "large": ("stats/large.bin", "9" * (1024**2 + 1), ("large.bin has changed",)),
    "module": ("stats/tools.py", "import more, math", ("tools.py has changed",)),
    "module of a module": ("stats/more.py", "x = 1", ("more.py has changed",)),
    "declared": ("other.txt", "9", ("../other.txt has changed",)),
    "one more declared": ("common/new.csv", "9", ("../common/new.csv is new in depends",)),
    "not read": ("stats/weights.csv", "9", ()),
    "module not imported": ("stats/apart.py", "x = 1", ()),
    "private": ("common/private/mean.csv", "9", ()),
    "prose": ("stats/clt.md", NOTE + "\nMore prose.\n", ()),
    "another note": ("stats/other.md", "# Other\n", ()),
    "requirements": ("requirements.txt", "rich\n", ()),
    "code": (
        "stats/clt.md",
        NOTE.replace("import ctypes", "import ctypes, os"),
        ("the code of snippet 2 (stats/clt.md:11) has changed",),
    ),
    "not recorded": (
        "stats/clt.md",
        NOTE.replace("[../", "[../").replace("---\n# CLT", "cache: false\n---\n# CLT"),
        ("the note says cache: false",),
    ),
    "a snippet not recorded": (
        "stats/clt.md",
        NOTE.replace("import ctypes", "#| cache: false\nimport ctypes"),
        ("snippet 2 (stats/clt.md:11) says cache: false",),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_only_an_edit_of_what_was_read_runs_a_note_again(root: Path, edit: str) -> None:
    name, text, expected = EDITS[edit]
    path = root / "notes" / name
    before = path.read_text() if path.exists() else None
    path.write_text(text)
    try:
        assert why(root) == expected
        # the machine that publishes compares the same, but needs no kernel
        assert why(root, Mode.CACHED) == expected
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before)
    assert why(root) == ()


def test_a_file_that_was_read_and_is_gone_runs_a_note_again(root: Path) -> None:
    path = root / "notes" / "stats" / "heights.csv"
    path.unlink()
    try:
        assert why(root) == ("heights.csv is gone",)
    finally:
        path.write_text(FILES["stats/heights.csv"])


def test_a_moved_note_and_another_folder_find_what_is_recorded(root: Path) -> None:
    moved = root.rename(root.parent / "elsewhere")
    try:
        (moved / "notes" / "stats").rename(moved / "notes" / "statistics")
        (moved / "notes" / "statistics" / "clt.md").rename(
            moved / "notes" / "statistics" / "limit.md"
        )
        assert why(moved) == ()
    finally:
        (moved / "notes" / "statistics" / "limit.md").rename(
            moved / "notes" / "statistics" / "clt.md"
        )
        (moved / "notes" / "statistics").rename(moved / "notes" / "stats")
        moved.rename(root)


def with_versions(**changed: str) -> Present:
    now = look(None)

    def installed_for(kernel: object) -> object:
        installed = now.installed_for(kernel)  # type: ignore[arg-type]
        return replace(installed, versions={**installed.versions, **changed})

    return replace(now, installed_for=installed_for)  # type: ignore[arg-type]


def test_another_version_counts_only_of_what_was_imported(root: Path) -> None:
    assert why(root, present=with_versions(mkdocs="0.1", pandas="0.1")) == ()
    (reason,) = why(root, present=with_versions(numpy="99.1.0"))
    assert reason.startswith("numpy 2.") and reason.endswith("→ 99.1")
    assert why(root, Mode.CACHED, with_versions(numpy="99.1.0")) == ()


def test_publishing_from_a_record_needs_no_kernel(root: Path) -> None:
    none = replace(look(None), kernel_for=lambda language, names: None)
    assert why(root, Mode.CACHED, none) == ()


class Pretend:
    """An engine that runs nothing and sends the first code back."""

    def __init__(self, text: str = "") -> None:
        self.text, self.jobs = text, 0

    async def __call__(self, job: Job) -> Run:
        self.jobs += 1
        job.told.write_text("[]")
        sent = {"output_type": "stream", "name": "stdout", "text": self.text or job.cells[0][0]}
        return Run((Ran((sent,)),) * len(job.cells), Ending.DONE)


def ran(root: Path, engine: Pretend, *, mode: Mode = Mode.AUTO) -> tuple[str, tuple[str, ...]]:
    """What the first note shows, and the codes of the problems."""
    asked = sessions(root / "notes")
    options = ExecutionOptions(mode)
    results, problems = run_sessions(
        asked, options, root / "cache", None, lambda path, what: None, engine
    )
    shown = results[asked[0].path].outputs[0]
    return shown[0].text if shown else "", tuple(problem.code for problem in problems)


def fence(code: str, front: str = "") -> str:
    return f"{front}# A\n\n```python exec\n{code}\n```\n"


ARRIVALS: dict[str, tuple[str, str, int]] = {
    "named": ("x = 'new.csv'", "new.csv", 1),
    "its stem is named": ("f'{new}.csv'", "new.csv", 1),
    "a package": ("import new.tools", "new/__init__.py", 1),
    "a picture that is named": ("x = 'new.png'", "new.png", 1),
    "the folder is listed": ("import os; os.listdir()", "b.csv", 1),
    "a program runs": ("!ls", "b.csv", 1),
    "nobody asks for it": ("x = 1", "b.csv", 0),
}


@pytest.mark.parametrize("arrival", ARRIVALS)
def test_a_new_file_counts_when_the_code_may_look_for_it(tmp_path: Path, arrival: str) -> None:
    code, name, more = ARRIVALS[arrival]
    gardens.write(tmp_path / "notes", {"stats/a.md": fence(code)})
    engine = Pretend()
    for _ in range(2):
        ran(tmp_path, engine)
    assert engine.jobs == 1
    gardens.write(tmp_path / "notes", {f"stats/{name}": "x"})
    for _ in range(2):
        ran(tmp_path, engine)
    assert engine.jobs == 1 + more


def test_outputs_name_the_note_that_they_stand_in(tmp_path: Path) -> None:
    engine = Pretend("Cell In[1], line 1")
    gardens.write(tmp_path / "notes", {"a & b.md": fence("x = 1")})
    assert ran(tmp_path, engine)[0] == "a & b.md, snippet 1, line 1"
    (tmp_path / "notes" / "a & b.md").rename(tmp_path / "notes" / "c.md")
    assert ran(tmp_path, engine)[0] == "c.md, snippet 1, line 1"
    assert engine.jobs == 1


def test_outputs_that_speak_of_their_folder_do_not_follow_a_moved_note(tmp_path: Path) -> None:
    engine = Pretend("in stats")
    gardens.write(tmp_path / "notes", {"stats/a.md": fence("x = 1")})
    for _ in range(2):
        ran(tmp_path, engine)
    assert engine.jobs == 1
    (tmp_path / "notes" / "stats").rename(tmp_path / "notes" / "moved")
    ran(tmp_path, engine)
    assert engine.jobs == 2


def test_what_opted_out_is_never_recorded_and_cannot_be_shown_without_running(
    tmp_path: Path,
) -> None:
    engine = Pretend()
    gardens.write(tmp_path / "notes", {"a.md": fence("x = 1", "---\ncache: false\n---\n")})
    for _ in range(2):
        ran(tmp_path, engine)
    assert engine.jobs == 2 and not list((tmp_path / "cache").rglob("*.jsonl"))
    assert ran(tmp_path, engine, mode=Mode.CACHED) == ("", ("output-missing",))


def test_a_damaged_record_runs_again_and_is_reported_once(tmp_path: Path) -> None:
    engine = Pretend()
    gardens.write(tmp_path / "notes", {"a.md": fence("x = 1")})
    ran(tmp_path, engine)

    def damage() -> None:
        (path,) = (tmp_path / "cache").rglob("*.jsonl")
        path.write_bytes(path.read_bytes()[:-9])

    damage()
    assert ran(tmp_path, engine) == ("x = 1", ("record-damaged",))
    assert ran(tmp_path, engine) == ("x = 1", ())
    damage()
    assert ran(tmp_path, engine, mode=Mode.CACHED) == ("", ("output-missing",))


@pytest.mark.parametrize(
    ("pattern", "names", "codes"),
    [
        ("../common/*.csv", ["../common/mean.csv"], []),
        ("../common", ["../common/mean.csv"], []),
        ("../**/mean.csv", ["../common/mean.csv"], []),
        ("../other.txt", ["../other.txt"], []),
        ("../common/private/mean.csv", [], ["depends-refused"]),
        ("../common/private/*", [], ["depends-missing"]),
        ("../../outside.txt", [], ["depends-refused"]),
        ("/etc/hostname", [], ["depends-refused"]),
        ("clt.md", [], ["depends-refused"]),
        ("../sources.yml", [], ["depends-refused"]),
        ("../leak.csv", [], ["depends-refused"]),
        ("../linked.csv", [], ["depends-refused"]),
        ("../withheld.csv", [], ["depends-refused"]),
        ("../private/link.csv", [], ["depends-refused"]),
        ("nowhere.csv", [], ["depends-missing"]),
    ],
)
def test_code_gets_what_it_declares_and_never_what_is_withheld(
    tmp_path: Path, pattern: str, names: list[str], codes: list[str]
) -> None:
    notes = tmp_path / "notes"
    gardens.write(notes, {**FILES, "sources.yml": "[]", "withheld.csv": "x"})
    (tmp_path / "outside.txt").write_text("x")
    (notes / "leak.csv").symlink_to(tmp_path / "outside.txt")
    (notes / "private").mkdir()
    (notes / "private" / "link.csv").symlink_to(notes / "other.txt")
    (notes / "linked.csv").symlink_to(notes / "common" / "private" / "mean.csv")
    found, problems = depender(notes, {"withheld.csv"})(NotePath("stats/clt.md"), (pattern,))
    assert (list(found), [problem.code for problem in problems]) == (names, codes)
    assert all(problem.private for problem in problems)


def test_a_public_note_that_declares_a_file_says_that_it_is_public(tmp_path: Path) -> None:
    front = "---\ndepends: data/weights.csv\n---\n"
    gardens.write(
        tmp_path,
        {
            "a.md": fence("x = 1", front),
            "b.md": "---\ndraft: true\n---\ndata/weights.csv\n",
            "data/weights.csv": "1",
        },
    )
    (session,) = sessions(tmp_path)
    assert session.depends == ("data/weights.csv",)


WARM = """
import sys
from pathlib import Path
from syntopic.configuration import Options
from syntopic.garden import build_garden

root = Path(sys.argv[1])
said = []
garden = build_garden(
    root / "notes", Options(), cache=root / "cache", progress=lambda *told: said.append(told[1])
)
print(said, {"nbclient", "ipykernel", "syntopic.execution.running"} & set(sys.modules))
"""


def test_where_all_is_recorded_nothing_is_loaded_that_runs_code(root: Path) -> None:
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", WARM, str(root)]
    assert subprocess.check_output(command, env=variables, text=True) == "['cached'] set()\n"


def test_where_nobody_can_tell_what_is_opened_every_file_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gardens.write(tmp_path / "notes", {"a.md": fence("x = 1"), "unread.csv": "1"})
    engine = Pretend()
    monkeypatch.setattr(sys, "platform", "darwin")
    for text, runs in (("1", 1), ("1", 1), ("2", 2)):
        (tmp_path / "notes" / "unread.csv").write_text(text)
        ran(tmp_path, engine)
        assert engine.jobs == runs


def test_a_watch_that_has_missed_something_says_that_it_does_not_know(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("folder/a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("x")
    with watched(tmp_path, tmp_path / "folder", {}) as watch:
        (tmp_path / "folder" / "a.txt").read_text()
        (tmp_path / "b.txt").rename(tmp_path / "moved.txt")
        seen = watch.opened() or frozenset()
        assert {"a.txt", "../b.txt"} <= seen and "../c.txt" not in seen
        limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
        for _ in range(limit // 2 + 1):
            (tmp_path / "moved.txt").open().close()
            (tmp_path / "c.txt").open().close()
        assert watch.opened() is None
