"""What names recorded outputs, and what a session's scratch copy holds."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

from syntopic.execution import ExecutionOptions, Mode, Session, run_sessions
from syntopic.execution.engine import Ending, Job, Ran, Run
from syntopic.execution.fonts import drawing_font
from syntopic.execution.kernels import Installed, Kernel, find_kernel, installed_beside
from syntopic.execution.packages import environment, versions_for, versions_of
from syntopic.execution.planning import planned
from syntopic.execution.problems import line_origin
from syntopic.execution.scratch import imported, left_behind, make, readable
from syntopic.execution.serving import worth_preloading
from syntopic.execution.surroundings import variables
from syntopic.model import NotePath, Origin, Problem, Snippet

PYTHON = Kernel("python3", "python", ("python",), "Python 3")
INSTALLED = Installed("3.11.9", {"numpy": "2.4.6", "scikit-learn": "1.8.0", "rich": "13.1.0"})


def snippet(code: str, first: int = 1, path: str = "stats/clt.md", **more: object) -> Snippet:
    origin = Origin(NotePath(path), first, first + code.count("\n") + 2)
    plain = Snippet(first, code, "python", True, origin)
    return replace(plain, **more)  # type: ignore[arg-type]


def session(notes: Path, *codes: str | Snippet, path: str = "stats/clt.md") -> Session:
    snippets = tuple(
        snippet(code, 10 * place + 1, path) if isinstance(code, str) else code
        for place, code in enumerate(codes)
    )
    return Session(NotePath(path), (notes / path).parent, "", snippets)


def key(one: Session, **options: object) -> str:
    return planned(one, replace(ExecutionOptions(), **options)).key  # type: ignore[arg-type]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes" / "stats"
    folder.mkdir(parents=True)
    (folder / "clt.md").write_text("# CLT\n")
    (folder / "heights.csv").write_text("1\n2\n")
    (folder / "tools.py").write_text("def f(): ...\n")
    return tmp_path / "notes"


def test_only_the_code_makes_the_key(notes: Path) -> None:
    before = key(session(notes, "x = 1", "print(x)"))
    moved = session(
        notes,
        snippet("x = 1", 31, alt="words", caption="more", label="lead"),
        snippet("print(x)", 51, echo=False),
        path="stats/other.md",
    )
    assert key(moved) == before
    assert key(session(notes, "x = 1", "print(x)"), cell_timeout=5, memory=10**9) == before


def test_code_and_its_order_are_part_of_the_key(notes: Path) -> None:
    keys = [
        key(session(notes, "x = 1", "y = 2")),
        key(session(notes, "y = 2", "x = 1")),
        key(session(notes, "x = 1\ny = 2")),
        key(session(notes, "x = 1", snippet("y = 2", may_raise=True))),
        key(session(notes, *(snippet(code, language="r") for code in ("x = 1", "y = 2")))),
        key(session(notes, "x = 1", "y = 2"), output_limit=5),
    ]
    assert len(set(keys)) == len(keys)


def test_each_snippet_has_a_key_that_goes_on_from_the_one_before(notes: Path) -> None:
    plan = planned(session(notes, "x = 1", "y = 2", "z = 3"), ExecutionOptions())
    other = planned(session(notes, "x = 1", "y = 9", "z = 3"), ExecutionOptions())
    same = [one == another for one, another in zip(plan.chain, other.chain, strict=True)]
    assert same == [True, False, False]


def test_where_nothing_is_told_the_code_says_which_versions_matter() -> None:
    assert versions_for("import numpy as np", INSTALLED, frozenset(), "") == (
        ("numpy", "2.4.6"),
        ("scikit-learn", "1.8.0"),
    )
    rich = ("rich", "13.1.0")
    assert rich in versions_for("x = 1", INSTALLED, frozenset(), "# a\nRich>=13\n-r b\n")
    assert rich not in versions_for("import tools", INSTALLED, frozenset({"tools"}), "")
    assert rich in versions_for("import untraceable", INSTALLED, frozenset(), "")


def test_only_versions_of_packages_that_were_imported_matter() -> None:
    assert versions_of(["numpy", "json", "__mp_main__", "_ext"], [], INSTALLED) == (
        ("numpy", "2.4.6"),
    )
    missed = versions_of(["numpy"], ["bs4", "yaml", "winreg", "numpy"], INSTALLED)
    assert missed == (("beautifulsoup4", ""), ("numpy", "2.4.6"), ("pyyaml", ""))
    assert versions_of(["sklearn"], [], INSTALLED) == (("scikit-learn", "1.8.0"),)
    assert versions_of(["untraceable"], [], INSTALLED) == tuple(sorted(INSTALLED.versions.items()))


def test_modules_are_traced_to_the_packages_that_brought_them() -> None:
    kernel = find_kernel("python", ("python3",))
    assert kernel is not None
    traced = versions_of(["mpl_toolkits", "PIL", "pylab"], [], installed_beside(kernel))
    assert [name for name, _ in traced] == ["ipykernel", "ipython", "matplotlib", "pillow"]


def test_the_environment_reads_as_a_person_would_say_it() -> None:
    code = "import os\nimport numpy as np\nfrom sklearn import svm"
    assert environment(code, PYTHON, INSTALLED) == "Python 3.11, numpy 2.4, scikit-learn 1.8"
    known = (("numpy", "2.3.1"),)
    assert environment(code, PYTHON, INSTALLED, known) == "Python 3.11, numpy 2.3"
    r = Kernel("ir", "r", ("R",), "R 4.4")
    assert environment("library(x)", r, Installed("R 4.4", {})) == "R 4.4"


def test_nothing_is_imported_beforehand_for_code_that_imports_no_package() -> None:
    wanted = ("numpy", "matplotlib")
    assert worth_preloading(wanted, ["print(1)", "import os, json\n%time 1"]) == ()
    assert worth_preloading(wanted, ["print(1)", "import seaborn"]) == wanted


def test_imports_are_found_in_code_that_is_no_plain_python() -> None:
    code = (
        "%matplotlib inline\n!pip list\nimport a.b as c, d\n  from e.f import g\nimport h # i, j\n"
    )
    assert imported(code) == {"a", "d", "e", "h"}


def test_the_kernel_beside_the_tool_knows_its_packages() -> None:
    kernel = find_kernel("python", ("no-such-kernel", "python3"))
    assert kernel is not None and kernel.name == "python3"
    assert {"numpy", "nbclient"} <= set(installed_beside(kernel).versions)
    assert find_kernel("brainfuck", ("python3",)) is None


def test_a_kernel_is_found_by_its_file_without_loading_a_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    spec = {"argv": ["x", "-f"], "language": "Bash", "display_name": "A shell"}
    for name in ("kernels/my-shell", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "kernel.json").write_text(json.dumps(spec))
    shell = Kernel("my-shell", "bash", ("x", "-f"), "A shell")
    assert find_kernel("bash", ("../elsewhere", "my-shell")) == shell
    assert find_kernel("bash", ("python3",)) == shell


def test_code_gets_no_note_nothing_private_and_nothing_hidden(notes: Path) -> None:
    folder = notes / "stats"
    for name in ("private/x.csv", ".env", ".git/x.csv", "_d/x.csv", "sub/y.csv", "draft.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    (folder / "diary.py").write_text("# %% a note of its own\n")
    (folder / "leak.csv").symlink_to(folder / "private" / "x.csv")
    (folder / "dead.csv").symlink_to(folder / "nowhere.csv")
    found = readable(folder, "clt.md", "import tools")
    assert found == ("_d/x.csv", "heights.csv", "sub/y.csv", "tools.py")
    assert "diary.py" in readable(folder, "clt.md", "from diary import x")


def test_pictures_come_along_only_when_the_code_speaks_of_them(notes: Path) -> None:
    folder = notes / "stats"
    (folder / "cat.png").write_bytes(b"x")
    (folder / "dog.jpg").write_bytes(b"x")
    assert "cat.png" not in readable(folder, "clt.md", "x = 1")
    assert "cat.png" in readable(folder, "clt.md", "plt.imread('cat.png')")
    assert "dog.jpg" not in readable(folder, "clt.md", "plt.imread('cat.png')")
    assert "dog.jpg" in readable(folder, "clt.md", "Path().glob('*')")


def test_a_scratch_copy_is_the_codes_to_change_and_tells_what_it_changed(
    notes: Path, tmp_path: Path
) -> None:
    folder = notes / "stats"
    (folder / "large.bin").write_bytes(bytes(1024**2 + 1))
    (notes / "common.csv").write_text("3\n")
    names = ("heights.csv", "large.bin", "../common.csv")
    scratch = make(folder, names, tmp_path / "scratch", "stats")
    assert left_behind(scratch) == ()
    assert scratch.linked == ((folder / "large.bin").resolve(),)
    (scratch.folder / "heights.csv").write_text("changed by code")
    (scratch.folder / "out").mkdir()
    (scratch.folder / "out" / "a.txt").write_text("")
    (scratch.folder / "__pycache__").mkdir()
    (scratch.folder / "__pycache__" / "tools.pyc").write_text("")
    (scratch.folder / "../common.csv").write_text("changed too")
    assert left_behind(scratch) == ("../common.csv", "heights.csv", "out/a.txt")
    assert (folder / "heights.csv").read_text() == "1\n2\n"


def test_a_session_sees_no_secret_of_its_surroundings(tmp_path: Path) -> None:
    outer = {"PATH": "/bin", "AWS_SECRET_ACCESS_KEY": "s", "HOME": "/home/anna", "LANG": "de_DE"}
    seen = variables(outer, tmp_path / "h", tmp_path / "t", tmp_path / "m")
    assert seen["PATH"] == "/bin"
    assert seen["HOME"] == str(tmp_path / "h")
    assert (seen["LANG"], seen["TZ"], seen["PYTHONHASHSEED"]) == ("C.UTF-8", "UTC", "0")
    assert not {"s", "/home/anna", "de_DE"} & set(seen.values())


def test_a_font_packed_for_the_web_is_unpacked_once(tmp_path: Path) -> None:
    plain = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSansMono.ttf"
    with TTFont(plain) as font:
        font.flavor = "woff2"
        font.save(tmp_path / "mono.woff2")
    unpacked = drawing_font(tmp_path / "mono.woff2", tmp_path / "fonts")
    assert unpacked is not None and unpacked.read_bytes()[:4] == b"\0\1\0\0"
    assert drawing_font(tmp_path / "mono.woff2", tmp_path / "fonts") == unpacked
    assert drawing_font(plain, tmp_path) == plain
    (tmp_path / "broken.woff2").write_bytes(b"wOF2")
    assert drawing_font(tmp_path / "broken.woff2", tmp_path / "fonts") is None
    assert drawing_font(tmp_path / "absent.ttf", tmp_path) is None


@pytest.mark.parametrize(
    ("path", "first", "last", "line", "expected"),
    [
        ("a.md", 10, 13, 2, 12),  # a fence and two lines of code
        ("a.md", 10, 15, 2, 14),  # two lines of options above the code
        ("a.py", 10, 11, 2, 11),  # a cell of a script has no closing line
        ("a.ipynb", 10, 12, 1, 11),  # an option above the code
        ("a.md", 10, 13, 99, 13),
        ("a.md", 10, 10, 1, 10),
    ],
)
def test_a_problem_points_at_the_line_of_the_note(
    path: str, first: int, last: int, line: int, expected: int
) -> None:
    one = replace(snippet("a\nb"), origin=Origin(NotePath(path), first, last))
    assert line_origin(one, line) == Origin(NotePath(path), expected, expected)


class Pretend:
    """An engine that runs nothing, says so, and counts its sessions."""

    def __init__(self, ending: Ending = Ending.DONE, raised: str = "", message: str = "") -> None:
        self.jobs: list[Job] = []
        self.ending, self.raised, self.message = ending, raised, message

    async def __call__(self, job: Job) -> Run:
        self.jobs.append(job)
        sent = {"output_type": "stream", "name": "stdout", "text": job.cells[0][0]}
        return Run((Ran((sent,), self.raised, self.message),) * len(job.cells), self.ending)


def run(
    notes: Path, engine: Pretend, mode: Mode = Mode.AUTO, one: Session | None = None
) -> tuple[str, tuple[Problem, ...], list[str]]:
    """What the first snippet shows, the problems, and the progress that was told."""
    said: list[str] = []
    asked = one or session(notes, "print(1)")
    options = ExecutionOptions(mode=mode)
    results, problems = run_sessions(
        [asked],
        options,
        notes.parent / "cache",
        None,
        lambda path, what: said.append(what),
        engine,
    )
    shown = results[asked.path].outputs[0] if results else ()
    return (shown[0].text if shown else ""), problems, said


def test_what_ran_once_does_not_run_again_until_told_to(notes: Path) -> None:
    engine = Pretend()
    assert run(notes, engine) == ("print(1)", (), ["running", "done"])
    assert run(notes, engine) == ("print(1)", (), ["cached"])
    assert run(notes, engine, Mode.CACHED) == ("print(1)", (), ["cached"])
    assert len(engine.jobs) == 1
    run(notes, engine, Mode.ALWAYS)
    assert len(engine.jobs) == 2


def test_without_running_a_missing_output_is_an_error_at_the_note(notes: Path) -> None:
    engine = Pretend()
    shown, (problem,), _ = run(notes, engine, Mode.CACHED)
    assert (shown, problem.code, str(problem.origin)) == ("", "output-missing", "stats/clt.md:1")
    assert engine.jobs == []


def test_a_program_with_an_event_loop_of_its_own_can_run_notes_too(notes: Path) -> None:
    async def build() -> str:
        return run(notes, Pretend())[0]

    assert asyncio.run(build()) == "print(1)"


def test_a_file_that_vanishes_while_it_is_copied_stops_nothing(notes: Path, tmp_path: Path) -> None:
    scratch = make(notes / "stats", ("gone.csv", "heights.csv"), tmp_path / "scratch")
    assert [path.name for path in scratch.folder.iterdir()] == ["heights.csv"]


def test_never_runs_nothing_and_shows_nothing_that_ran(notes: Path) -> None:
    engine = Pretend()
    run(notes, engine)
    assert run(notes, engine, Mode.NEVER) == ("", (), [])


@pytest.mark.parametrize(
    ("engine", "code"),
    [
        (Pretend(Ending.CELL_TIMEOUT), "snippet-timeout"),
        (Pretend(Ending.NOTE_TIMEOUT), "note-timeout"),
        (Pretend(Ending.TOO_LARGE), "output-too-large"),
        (Pretend(Ending.DIED), "kernel-died"),
        (Pretend(Ending.NOT_STARTED), "kernel-died"),
        (Pretend(Ending.RAISED, "ValueError", "no"), "snippet-failed"),
        (Pretend(Ending.RAISED, "_ArrayMemoryError", "no"), "memory-exceeded"),
        (
            Pretend(Ending.RAISED, "ModuleNotFoundError", "No module named 'sklearn'"),
            "package-missing",
        ),
    ],
)
def test_whatever_went_wrong_is_an_error_and_runs_again_next_time(
    notes: Path, engine: Pretend, code: str
) -> None:
    for _ in range(2):
        _, (problem,), said = run(notes, engine)
        assert (problem.code, problem.severity.value, said[-1]) == (code, "error", "failed")
        assert str(notes) not in problem.message
    assert len(engine.jobs) == 2


def test_a_missing_package_is_named_as_one_installs_it(notes: Path) -> None:
    engine = Pretend(Ending.RAISED, "ModuleNotFoundError", "No module named 'sklearn'")
    _, (problem,), _ = run(notes, engine)
    assert "stats/clt.md" in problem.message and "sklearn" in problem.message
    assert "scikit-learn" in problem.fix and "notes/requirements.txt" in problem.fix


def test_lack_of_memory_is_not_recorded_even_where_code_may_raise(notes: Path) -> None:
    engine = Pretend(Ending.DONE, "MemoryError")
    run(notes, engine)
    run(notes, engine)
    assert len(engine.jobs) == 2


def test_a_language_without_a_kernel_is_an_error_and_nothing_runs(notes: Path) -> None:
    engine = Pretend()
    one = session(notes, replace(snippet("print(1)"), language="cobol"))
    _, (problem,), _ = run(notes, engine, one=one)
    assert problem.code == "kernel-missing" and "cobol" in problem.message
    assert engine.jobs == []


def test_a_second_language_in_a_note_is_an_error_and_the_first_still_runs(notes: Path) -> None:
    engine = Pretend()
    other = replace(snippet("println(1)", 31), language="julia")
    results, (problem,) = run_sessions(
        [session(notes, "print(1)", other, "x = 1")],
        ExecutionOptions(),
        notes.parent / "cache",
        None,
        lambda path, what: None,
        engine,
    )
    assert (problem.code, str(problem.origin)) == ("languages-mixed", "stats/clt.md:31")
    result = results[NotePath("stats/clt.md")]
    assert [len(shown) for shown in result.outputs] == [1, 0, 1]
    assert not result.ran


def test_words_for_a_figure_are_added_to_what_is_recorded(notes: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'

    async def engine(job: Job) -> Run:
        sent = {"output_type": "display_data", "data": {"image/svg+xml": svg}}
        return Run((Ran((sent,)),), Ending.DONE)

    def label(one: Snippet) -> str:
        results, _ = run_sessions(
            [session(notes, one)],
            ExecutionOptions(),
            notes.parent / "cache",
            None,
            lambda path, what: None,
            engine,
        )
        return results[NotePath("stats/clt.md")].outputs[0][0].text.split("aria-label=")[1][:8]

    assert label(snippet("draw()")) == '"clt" id'
    assert label(snippet("draw()", alt="a bell")) == '"a bell"'
    assert label(snippet("draw()", caption="a hill")) == '"a hill"'
