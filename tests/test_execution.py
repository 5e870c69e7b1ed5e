"""Notes run in real kernels: each fixture runs a few notes at once, and the tests look at them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from matplotlib import get_data_path

from processes import alive, soon
from syntopic.execution import (
    ExecutionOptions,
    Mode,
    Result,
    Session,
    figures,
    run_sessions,
    scheduling,
)
from syntopic.model import NotePath, Origin, OutputKind, Problem, Snippet
from syntopic.printed import plain

FONTS = Path(get_data_path()) / "fonts" / "ttf"

TALK = """\
import getpass, os, sys, warnings
print(os.getcwd(), getpass.getuser(), sys.executable, __name__)
print(sorted(name for name in globals() if "syntopic" in name or name == "PALETTE"))
print({name for name in os.environ if "SECRET" in name}, file=sys.stderr)
"""
WARN = "warnings.warn('careful')\nimport tools\nopen('heights.csv').read().split()"
SEEDED = """\
import random
import numpy as np
print(random.random(), np.random.rand(), hash('word'))
open('new.txt', 'w').write('x'); print(open('large.bin', 'rb').read(3))
try:
    open('large.bin', 'ab')
except OSError as error:
    print(error)
"""
DRAW = """\
import matplotlib.pyplot as plt
from IPython.display import HTML, display
plt.plot([1, 3, 2], label='loss')
plt.xlabel('step')
plt.legend()
"""
RICH = "display(HTML('<b>bold</b>'))\nplt.bar([1, 2], [3, 4]); plt.title('bars')\nplt.show()\n1 + 1"
TWO_FIGURES = "for _ in range(2):\n    plt.plot([1, 2], 'k--')\n    plt.show()"
EXPECTED = "1 / 0"
FAILS = "def f(x):\n    return [][x]\n\nprint('before')\nf(3)"


def snippet(code: str, place: int, path: str, **more: object) -> Snippet:
    first = 10 * place + 1
    origin = Origin(NotePath(path), first, first + code.count("\n") + 2)
    return replace(Snippet(place, code, "python", True, origin), **more)  # type: ignore[arg-type]


def session(notes: Path, path: str, *codes: str, may_raise: int = -1) -> Session:
    snippets = tuple(
        snippet(code, place, path, may_raise=place == may_raise) for place, code in enumerate(codes)
    )
    return Session(NotePath(path), (notes / path).parent, "", snippets)


def texts(result: Result, place: int) -> list[tuple[str, str]]:
    return [(output.kind.value, output.text) for output in result.outputs[place]]


@dataclass(frozen=True)
class Garden:
    notes: Path
    results: dict[NotePath, Result]
    problems: tuple[Problem, ...]

    def __getitem__(self, path: str) -> Result:
        return self.results[NotePath(path)]

    def problem(self, path: str) -> Problem:
        (found,) = (p for p in self.problems if p.origin.path == path and p.severity == "error")
        return found


def write(notes: Path) -> None:
    folder = notes / "stats"
    folder.mkdir(parents=True)
    (folder / "heights.csv").write_text("1 2\n")
    (folder / "tools.py").write_text("print('from beside the note')\n")
    (folder / "large.bin").write_bytes(b"abc" + bytes(1024**2))


def run(
    notes: Path, cache: Path, *sessions: Session, font: Path | None = None, **options: int
) -> Garden:
    chosen = replace(ExecutionOptions(), **options)  # type: ignore[arg-type]
    results, problems = run_sessions(sessions, chosen, cache, font, lambda path, what: None)
    return Garden(notes, results, problems)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("base")


@pytest.fixture(scope="module")
def garden(base: Path) -> Garden:
    notes = base / "notes"
    write(notes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MY_SECRET", "s3cret")
        return run(
            notes,
            base / "cache",
            session(notes, "stats/clt.md", TALK, WARN, SEEDED),
            session(notes, "stats/draw.md", DRAW, RICH, TWO_FIGURES),
            session(notes, "stats/fails.md", "x = 1", EXPECTED, FAILS, "never()", may_raise=1),
        )


@pytest.fixture(scope="module")
def broken(base: Path, garden: Garden) -> Garden:
    notes = base / "notes"
    return run(
        notes,
        base / "cache",
        session(notes, "stats/imports.md", "x = 1\nimport no_such_package_anywhere"),
        session(notes, "stats/forever.md", "print('begun', flush=True)\nwhile True: pass", "x = 1"),
        session(notes, "stats/dies.md", "print('a')", "import os; os._exit(3)", "x = 1"),
        session(notes, "stats/memory.md", "x = bytearray(6 << 30)"),
        session(notes, "stats/quits.md", "print('a'); exit()", "print('b')"),
        session(notes, "stats/prints.md", "while True: print('x' * 1000)"),
        session(notes, "stats/slow.md", "import time; time.sleep(1.2)", "time.sleep(60)", "1"),
        session(notes, "stats/fine.md", "print('fine')"),
        cell_timeout=2,
        note_timeout=3,
        memory=1024**3,
    )


def test_code_runs_beside_its_note_and_tells_nothing_of_the_machine(garden: Garden) -> None:
    (out, err) = texts(garden["stats/clt.md"], 0)
    assert out == ("stdout", ". notes …/bin/python __main__\n[]")
    assert err == ("stderr", "set()")


def test_warnings_name_the_note_and_code_reads_the_files_beside_it(garden: Garden) -> None:
    shown = texts(garden["stats/clt.md"], 1)
    assert (
        "stderr",
        "clt.md, snippet 2, line 1: UserWarning: careful\n  warnings.warn('careful')",
    ) in shown
    assert ("stdout", "from beside the note") in shown
    assert ("text", "['1', '2']") in shown


def test_what_draws_at_random_draws_the_same_each_time(garden: Garden) -> None:
    ((_, text),) = texts(garden["stats/clt.md"], 2)
    numbers = [float(number) for number in text.split("\n")[0].split()]
    assert numbers[:2] == pytest.approx([0.8444218515250481, 0.5488135039273248])
    seen = {"PYTHONHASHSEED": "0", "PATH": os.environ["PATH"]}
    other = subprocess.check_output([sys.executable, "-c", "print(hash('word'))"], env=seen)
    assert numbers[2] == float(other)


def test_the_folder_is_a_copy_and_large_files_cannot_be_written_through(garden: Garden) -> None:
    ((_, text),) = texts(garden["stats/clt.md"], 2)
    assert text.split("\n")[1:] == ["b'abc'", "large.bin is read-only here"]
    assert sorted(p.name for p in (garden.notes / "stats").iterdir()) == [
        "heights.csv",
        "large.bin",
        "tools.py",
    ]
    (hint,) = (p for p in garden.problems if p.code == "files-left-behind")
    assert (hint.severity.value, str(hint.origin)) == ("hint", "stats/clt.md:1")
    assert "new.txt" in hint.message and "heights" not in hint.message


def test_results_say_what_ran_and_where(garden: Garden) -> None:
    result = garden["stats/draw.md"]
    assert (result.ran, result.reached) == (True, 3)
    assert re.fullmatch(r"Python 3\.\d+, ipython \d+\.\d+, matplotlib 3\.\d+", result.environment)


def test_figures_are_small_scoped_and_take_the_colour_of_the_page(garden: Garden) -> None:
    kinds = [[output.kind.value for output in shown] for shown in garden["stats/draw.md"].outputs]
    assert kinds == [["svg"], ["html", "svg", "text"], ["svg", "svg"]]
    all_ids: list[str] = []
    for shown in garden["stats/draw.md"].outputs:
        for output in (o for o in shown if o.kind is OutputKind.SVG):
            assert output.text.startswith("<svg") and "viewBox" in output.text
            assert figures.SENTINEL not in output.text and "#000000" not in output.text
            assert "stroke: currentColor" in output.text
            assert "font-family" not in output.text and "<text" not in output.text
            all_ids += re.findall(r'\bid="([^"]+)"', output.text)
    assert len(all_ids) == len(set(all_ids)) > 10
    (first,) = garden["stats/draw.md"].outputs[0]
    assert "#2f6db5" in first.text
    assert 'aria-label="step, loss"' in first.text
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', first.text)[0])
    assert (width, height) == pytest.approx((5 * 72, 3 * 72), rel=0.15)


def test_a_failing_snippet_shows_its_error_and_ends_its_note_alone(garden: Garden) -> None:
    result = garden["stats/fails.md"]
    assert (result.ran, result.reached) == (False, 3)
    assert [len(shown) for shown in result.outputs] == [0, 1, 2, 0]
    assert texts(result, 2)[0] == ("stdout", "before")
    error = plain(texts(result, 2)[1][1])
    assert "fails.md, snippet 3, line 2, in f(x)" in error
    assert "IndexError: list index out of range" in error


def test_a_failure_is_an_error_at_the_line_that_failed(garden: Garden) -> None:
    problem = garden.problem("stats/fails.md")
    assert problem.code == "snippet-failed"
    assert str(problem.origin) == "stats/fails.md:23"
    assert "IndexError: list index out of range" in problem.message


def test_a_snippet_that_may_raise_shows_its_error_and_its_note_goes_on(garden: Garden) -> None:
    ((kind, text),) = texts(garden["stats/fails.md"], 1)
    assert kind == "error" and "ZeroDivisionError" in text


def test_no_output_or_problem_tells_a_path_or_a_process(garden: Garden, broken: Garden) -> None:
    results = [*garden.results.values(), *broken.results.values()]
    said = [output.text for result in results for shown in result.outputs for output in shown]
    said += [text for p in (*garden.problems, *broken.problems) for text in (p.message, p.fix)]
    for text in said:
        for private in (
            str(garden.notes.parent),
            "ipykernel_",
            "site-packages",
            "syntopic-",
        ):
            assert private not in text


@pytest.mark.parametrize(
    ("path", "code", "line", "shown"),
    [
        ("imports", "package-missing", 3, [1]),
        ("forever", "snippet-timeout", 1, [1, 0]),
        ("dies", "kernel-died", 11, [1, 0, 0]),
        ("memory", "memory-exceeded", 1, [1]),
        ("quits", "kernel-died", 1, [1, 0]),
        ("prints", "output-too-large", 1, [1]),
        ("slow", "note-timeout", 11, [0, 0, 0]),
    ],
)
def test_what_cannot_go_on_is_an_error_and_what_it_showed_stays(
    broken: Garden, path: str, code: str, line: int, shown: list[int]
) -> None:
    problem = broken.problem(f"stats/{path}.md")
    assert (problem.code, problem.origin.first_line) == (code, line)
    assert [len(outputs) for outputs in broken[f"stats/{path}.md"].outputs] == shown


def test_one_broken_note_does_not_keep_another_from_running(broken: Garden) -> None:
    assert broken["stats/fine.md"].ran
    assert texts(broken["stats/fine.md"], 0) == [("stdout", "fine")]


def test_progress_names_the_note_that_takes_long(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduling, "SLOW_SECONDS", 1)
    notes, said = base / "waiting", list[tuple[str, str]]()
    sessions = [
        session(notes, "slow.md", "import time; time.sleep(4)"),
        session(notes, "quick.md", "print(1)"),
    ]
    for _ in range(2):
        run_sessions(
            sessions,
            ExecutionOptions(),
            base / "waiting-cache",
            None,
            lambda path, what: said.append((path, what)),
        )
    slow, quick = ([what for path, what in said if path == one.path] for one in sessions)
    for told in (slow, quick):
        assert [told[0], *told[-2:]] == ["running", "done", "cached"]
    assert slow[1] == "still running after 1 seconds"


def test_too_much_output_is_cut_at_its_limit(broken: Garden) -> None:
    ((_, text),) = texts(broken["stats/prints.md"], 0)
    assert 10_000 < len(text) <= ExecutionOptions().output_limit


def test_only_what_ran_to_its_end_is_recorded(base: Path, garden: Garden, broken: Garden) -> None:
    said: list[tuple[str, str]] = []
    notes = garden.notes
    results, problems = run_sessions(
        [
            session(notes, "stats/draw.md", DRAW, RICH, TWO_FIGURES),
            session(notes, "stats/clt.md", TALK, WARN, SEEDED),
            session(notes, "stats/memory.md", "x = bytearray(6 << 30)"),
        ],
        ExecutionOptions(Mode.CACHED),
        base / "cache",
        None,
        lambda path, what: said.append((path, what)),
    )
    assert said == [("stats/draw.md", "cached"), ("stats/clt.md", "cached")]
    assert results[NotePath("stats/draw.md")] == garden["stats/draw.md"]
    assert results[NotePath("stats/clt.md")] == garden["stats/clt.md"]
    assert [p.code for p in problems] == ["files-left-behind", "output-missing"]


def test_another_folder_gives_the_same_bytes_and_a_font_shapes_the_figures(
    garden: Garden, tmp_path: Path
) -> None:
    notes = tmp_path / "a longer name for the notes"
    write(notes)
    drawing = session(notes, "stats/draw.md", DRAW, RICH, TWO_FIGURES)
    again = run(notes, tmp_path / "cache", drawing)
    assert again["stats/draw.md"] == garden["stats/draw.md"]
    serif = run(notes, tmp_path / "cache", drawing, font=FONTS / "DejaVuSerif.ttf")
    assert serif["stats/draw.md"].ran
    assert serif["stats/draw.md"].outputs[0] != garden["stats/draw.md"].outputs[0]


INTERRUPTED = """
import signal, sys
from pathlib import Path
from syntopic.execution import ExecutionOptions, Session, run_sessions
from syntopic.printed import plain
from syntopic.model import NotePath, Origin, Snippet

code = '''
import os, subprocess, time
child = subprocess.Popen(["sleep", "120"])
with open({ids!r} + ".new", "w") as file:
    file.write(f"{{os.getpid()}} {{child.pid}}")
os.rename({ids!r} + ".new", {ids!r})
time.sleep(120)
'''
path = NotePath("a.md")
one = Snippet(0, code, "python", True, Origin(path, 1, 9))
session = Session(path, Path({notes!r}), "", (one,))
# A shell lets what it starts in the background hear of no interruption.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    run_sessions([session], ExecutionOptions(), Path({cache!r}), None, lambda path, what: None)
except KeyboardInterrupt:
    sys.exit(7)
"""


def test_interrupting_a_build_ends_the_kernel_and_all_that_it_started(tmp_path: Path) -> None:
    ids = tmp_path / "ids"
    names = {"ids": str(ids), "notes": str(tmp_path), "cache": str(tmp_path / "cache")}
    (tmp_path / "build.py").write_text(INTERRUPTED.format(**names))
    path = os.pathsep.join(filter(None, sys.path))
    build = subprocess.Popen(
        [sys.executable, str(tmp_path / "build.py")], env={**os.environ, "PYTHONPATH": path}
    )
    try:
        assert soon(ids.exists)
        build.send_signal(signal.SIGINT)
        assert build.wait(20) == 7
    finally:
        build.kill()
    assert soon(lambda: not any(map(alive, ids.read_text().split())))
