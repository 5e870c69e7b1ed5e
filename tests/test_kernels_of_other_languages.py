"""A note in another language runs through the same client, in that language's own kernel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from syntopic.execution import ExecutionOptions, Mode, Result, Session, run_sessions
from syntopic.model import NotePath, Origin, Problem, Snippet

# The kernel's own specification has a key that Jupyter does not know.
pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")

PIPES = NotePath("shell/pipes.md")
FAILING = NotePath("shell/failing.md")
NOTES = {
    PIPES: (
        'count=3\necho "in $(basename "$PWD") as $USER"\nsort heights.csv | head -n 1',
        'for ((i = 0; i < count; i++)); do echo "line $i"; done | tail -n 1\necho late >&2',
        "ls no-such-file\necho 'after an error'",
        'echo "found: ${MY_API_TOKEN:-nothing}"; echo "$PWD"',
    ),
    FAILING: (
        "echo before; (exit 7)",
        "sleep 271 &\nsetsid sleep 272 &\necho begun; (exit 3)",
        "echo never",
    ),
}

Outcome = tuple[dict[NotePath, Result], dict[NotePath, Problem]]


def _session(notes: Path, path: NotePath, language: str) -> Session:
    snippets = tuple(
        Snippet(
            place,
            code,
            language,
            True,
            Origin(path, 10 * place + 1, 10 * place + code.count("\n") + 3),
            may_raise=path == FAILING and place == 0,
        )
        for place, code in enumerate(NOTES[path])
    )
    return Session(path, (notes / path).parent, "", snippets)


def _run(base: Path, language: str, mode: Mode) -> tuple[Outcome, list[tuple[str, str]]]:
    said: list[tuple[str, str]] = []
    results, problems = run_sessions(
        [_session(base / "notes", path, language) for path in NOTES],
        ExecutionOptions(mode),
        base / "cache",
        None,
        lambda path, what: said.append((path, what)),
    )
    errors = {NotePath(p.origin.path): p for p in problems if p.severity == "error"}
    return (results, errors), said


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with notes, and the bash kernel installed where the tool looks for kernels."""
    base = tmp_path_factory.mktemp("bash")
    (base / "notes" / "shell").mkdir(parents=True)
    (base / "notes" / "shell" / "heights.csv").write_text("b,2\na,1\n")
    installing = [sys.executable, "-m", "bash_kernel.install", "--prefix", str(base)]
    subprocess.run(installing, check=True, capture_output=True)
    return base


@pytest.fixture(scope="module")
def outcome(base: Path) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(base / "share" / "jupyter"))
        patch.setenv("MY_API_TOKEN", "token-of-the-author")
        return _run(base, "bash", Mode.AUTO)[0]


def _texts(outcome: Outcome, path: NotePath, place: int) -> list[tuple[str, str]]:
    return [(shown.kind.value, shown.text) for shown in outcome[0][path].outputs[place]]


def test_a_note_in_bash_runs_beside_its_files_and_keeps_its_variables(outcome: Outcome) -> None:
    assert _texts(outcome, PIPES, 0) == [("stdout", "in shell as notes\na,1")]
    assert _texts(outcome, PIPES, 1) == [("stdout", "line 2\nlate")]
    assert outcome[0][PIPES].ran


def test_what_fails_inside_a_snippet_of_bash_is_shown_where_it_happened(outcome: Outcome) -> None:
    ((_, text),) = _texts(outcome, PIPES, 2)
    assert "no-such-file" in text and text.endswith("after an error")


def test_bash_finds_no_secret_and_tells_no_folder(base: Path, outcome: Outcome) -> None:
    assert _texts(outcome, PIPES, 3) == [("stdout", "found: nothing\n.")]
    assert str(base) not in str(outcome)


def test_a_snippet_of_bash_that_fails_is_an_error_at_its_line(outcome: Outcome) -> None:
    result, problem = outcome[0][FAILING], outcome[1][FAILING]
    assert _texts(outcome, FAILING, 0)[0] == ("stdout", "before")  # it may fail
    assert "begun" in _texts(outcome, FAILING, 1)[0][1].splitlines()
    assert (result.ran, result.reached, result.outputs[2]) == (False, 2, ())
    assert (problem.code, problem.origin.first_line) == ("snippet-failed", 12)
    assert "3" in problem.message


def test_bash_and_what_it_left_running_end_with_the_note(base: Path, outcome: Outcome) -> None:
    commands = [_command(process) for process in Path("/proc").glob("[0-9]*")]
    left = [c for c in commands if c in ("sleep 271", "sleep 272") or str(base) in c]
    assert left == []


def test_a_page_says_which_kernel_ran_a_note(outcome: Outcome) -> None:
    assert outcome[0][PIPES].environment == "Bash"


def test_what_bash_put_out_is_recorded_like_anything_else(
    base: Path, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(base / "share" / "jupyter"))
    (results, errors), said = _run(base, "bash", Mode.CACHED)
    assert said == [(PIPES, "cached")]
    assert results[PIPES] == outcome[0][PIPES]
    assert errors[FAILING].code == "output-missing"


@pytest.mark.parametrize("language", ["sh", "shell", "Bash"])
def test_bash_goes_by_several_names(
    base: Path, outcome: Outcome, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(base / "share" / "jupyter"))
    (_, errors), _ = _run(base, language, Mode.CACHED)
    assert "kernel-missing" not in {problem.code for problem in errors.values()}


def test_without_its_kernel_a_note_is_an_error_that_says_what_to_install(base: Path) -> None:
    (_, errors), _ = _run(base, "bash", Mode.AUTO)
    assert {p.code for p in errors.values()} == {"kernel-missing"}
    assert "kernel for bash" in errors[PIPES].fix


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""
