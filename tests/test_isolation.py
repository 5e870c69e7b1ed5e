"""Kernels from the server: like fresh ones, apart, and nothing is left of them (Linux only)."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from processes import alive, soon
from syntopic.execution import ExecutionOptions, startup
from syntopic.execution.engine import Ending, Job, Run, run_in_kernel
from syntopic.execution.isolation.client import KernelServer
from syntopic.execution.isolation.provisioner import forked_arguments
from syntopic.execution.surroundings import variables

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

THREADED = """\
import threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
LOADED = "import sys; print([n for n in ('numpy', 'matplotlib', 'supervisor') if n in sys.modules])"
IMPORTS = """\
import numpy, numpy.linalg, random
print(type(numpy.__spec__.loader).__name__, numpy.__spec__._initializing, random.random())
print(numpy.random.rand(), 'numpy.linalg' in sys.modules, 'matplotlib' in sys.modules)
print([type(finder).__name__ for finder in sys.meta_path][:2])
"""
DETACHED = """\
import os, subprocess, sys, time
code = '''
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open({place!r}, "a").write(str(os.getpid()) + " ")
        time.sleep(100)
'''
subprocess.Popen([sys.executable, "-c", code], env={{}}, start_new_session=True)
while not os.path.exists({place!r}): time.sleep(0.05)
"""
WITHOUT_END = """\
import os, time
print("begun", flush=True)
for _ in range(600):
    if os.fork() == 0:
        time.sleep(100); os._exit(0)
time.sleep(100)
"""
LIMITS = """\
import resource
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])
print('x')
"""


@dataclass(frozen=True)
class Place:
    """Where sessions run, and the server that they get their kernels from."""

    root: Path
    server: KernelServer

    def run(self, *codes: str, **options: int) -> Run:
        (run,) = self.run_all(codes, **options)
        return run

    def run_all(self, *sessions: tuple[str, ...], **options: int) -> list[Run]:
        async def together() -> list[Run]:
            jobs = (self.job(codes, **options) for codes in sessions)
            return await asyncio.gather(*(run_in_kernel(job, self.server) for job in jobs))

        return asyncio.run(together())

    def job(self, codes: tuple[str, ...], **options: int) -> Job:
        at = self.root / f"session-{len(list(self.root.iterdir()))}"
        for name in ("notes", "home", "tmp"):
            (at / name).mkdir(parents=True)
        begin = startup.cell(ink="#000000", font="", linked=[], told=str(at / "told.json"))
        return Job(
            "python3",
            tuple((code, False) for code in codes),
            begin,
            at / "notes",
            at / "kernel.json",
            at / "told.json",
            environment(at),
            replace(ExecutionOptions(), **options),  # type: ignore[arg-type]
        )


def environment(at: Path, **more: str) -> dict[str, str]:
    return {**variables(os.environ, at / "home", at / "tmp", at.parent / "drawing"), **more}


def printed(run: Run, cell: int = 0) -> str:
    return "".join(o["text"] for o in run.cells[cell].outputs if o["output_type"] == "stream")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    # A short path: the names of sockets have at most 107 bytes.
    root = tmp_path_factory.mktemp("s")
    server = KernelServer(("numpy", "matplotlib", "no_such_package"), environment(root))
    yield Place(root, server)
    server.close()


@pytest.fixture(scope="module")
def runs(place: Place) -> list[Run]:
    return place.run_all(
        (LOADED, IMPORTS),
        ("x = 1", LIMITS),
        ("import numpy, matplotlib.pyplot as plt; print(plt.rcParams['lines.linewidth'])",),
        ("print('x' in globals())\ntry: import no_such_module\nexcept ImportError: pass",),
    )


def test_kernels_are_forked_and_find_nothing_imported_that_a_fresh_one_would_not(
    runs: list[Run],
) -> None:
    assert {run.ordinary for run in runs} == {""}
    assert {run.ending for run in runs} == {Ending.DONE}
    assert printed(runs[0]) == "[]\n"


def test_what_comes_back_is_as_if_it_had_just_been_imported_and_is_seeded(runs: list[Run]) -> None:
    first, second, third, _ = printed(runs[0], 1).split("\n")
    assert first == "SourceFileLoader False 0.8444218515250481"
    assert second == "0.5488135039273248 True False"
    assert "_Finder" in third


def test_a_session_tells_just_what_its_code_imported(runs: list[Run]) -> None:
    assert runs[0].imported and runs[2].imported
    assert "numpy" in runs[0].imported and "matplotlib" not in runs[0].imported
    assert {"numpy", "matplotlib"} <= set(runs[2].imported)
    assert (runs[3].imported, runs[3].missed) == ((), ("no_such_module",))


def test_figures_have_the_sites_style_as_soon_as_matplotlib_is_imported(runs: list[Run]) -> None:
    assert printed(runs[2]) == "1.5\n"


def test_notes_share_no_namespace_and_each_has_its_limits(runs: list[Run]) -> None:
    assert printed(runs[3]) == "False\n"
    assert printed(runs[1], 1).split("\n")[0] == f"{ExecutionOptions().open_files} 0"


def test_without_a_server_kernels_are_ordinary_and_have_the_same_limits(place: Place) -> None:
    run = asyncio.run(run_in_kernel(place.job((LIMITS,), open_files=300)))
    assert (run.ending, run.ordinary) == (Ending.DONE, "")
    assert printed(run).split("\n")[0] == "300 0"


def test_what_detaches_itself_and_clears_its_environment_ends_with_its_note(
    place: Place, tmp_path: Path
) -> None:
    told = tmp_path / "processes"
    run = place.run(DETACHED.format(place=str(told)))
    assert run.ending is Ending.DONE, run.cells
    assert told.read_text().split() and not any(map(alive, told.read_text().split()))


def test_code_that_starts_processes_without_end_is_stopped_and_what_it_said_stays(
    place: Place,
) -> None:
    run = place.run(WITHOUT_END)
    assert run.ending is Ending.RUNAWAY
    assert printed(run) == "begun\n"


def test_a_note_that_kills_its_supervisor_or_the_server_harms_only_itself(place: Place) -> None:
    supervisor = (
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(9)"
    )
    server = (
        "import os, signal\n"
        "stat = open(f'/proc/{os.getppid()}/stat').read()\n"
        "os.kill(int(stat.rsplit(')', 1)[1].split()[1]), signal.SIGKILL)\n"
    )
    assert place.run(supervisor).ending is Ending.DIED
    place.run(server)
    assert printed(place.run("print('well')")) == "well\n"


def test_where_an_import_has_started_threads_kernels_are_ordinary_and_it_says_why(
    tmp_path: Path,
) -> None:
    (tmp_path / "threaded.py").write_text(THREADED)
    at = tmp_path / "s"
    at.mkdir()
    server = KernelServer(("threaded",), environment(at, PYTHONPATH=str(tmp_path)))
    try:
        run = Place(at, server).run("print('ran')")
    finally:
        server.close()
    assert (run.ending, printed(run)) == (Ending.DONE, "ran\n")
    assert "threads" in run.ordinary


def test_only_the_kernel_of_this_interpreter_is_forked() -> None:
    ours = [sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"]
    assert forked_arguments(ours) == ("-f", "x.json")
    assert forked_arguments(["/usr/bin/python9", *ours[1:]]) is None
    assert forked_arguments(["bash", "-c", "exec kernel"]) is None


KILLED = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_isolation import Place, environment
from syntopic.execution.isolation.client import KernelServer
root = Path({root!r})
code = '''
import os, subprocess, time
child = subprocess.Popen(["sleep", "100"], start_new_session=True)
with open({ids!r} + ".new", "w") as file:
    file.write(f"{{os.getpid()}} {{os.getppid()}} {{child.pid}}")
os.rename({ids!r} + ".new", {ids!r})
time.sleep(100)
'''
Place(root, KernelServer(("numpy",), environment(root))).run(code)
"""


def test_nothing_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    ids, root = tmp_path / "ids", tmp_path / "s"
    root.mkdir()
    names = {"tests": str(Path(__file__).parent), "root": str(root), "ids": str(ids)}
    build = subprocess.Popen([sys.executable, "-c", KILLED.format(**names)])
    try:
        assert soon(ids.exists)
        build.send_signal(signal.SIGKILL)
        build.wait()
    finally:
        build.kill()
    assert soon(lambda: not any(map(alive, ids.read_text().split())))
