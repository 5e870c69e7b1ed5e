"""A preview does not wait for slow code: it shows what was there, and follows when it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from syntopic.execution import ExecutionOptions, Result, Session
from syntopic.execution.live import LiveSessions
from syntopic.model import NotePath, Origin, Problem, Snippet

SLOW = "import time\nwhile not __import__('os').path.exists({gate!r}): time.sleep(0.02)\nprint({n})"


@dataclass
class Preview:
    """A preview of one note, built again and again."""

    root: Path
    sessions: LiveSessions = field(init=False)
    changed: threading.Event = field(default_factory=threading.Event)
    said: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        (self.root / "notes").mkdir()
        self.sessions = LiveSessions(self.changed.set, first=30, later=0.3)

    def build(self, *codes: str, name: str = "a.md") -> Result:
        path = NotePath(name)
        snippets = tuple(
            Snippet(n, code, "python", True, Origin(path, 10 * n + 1, 10 * n + 9))
            for n, code in enumerate(codes)
        )
        session = Session(path, self.root / "notes", "", snippets)
        results, self.problems = self.sessions.run(
            [session],
            ExecutionOptions(),
            self.root / "cache",
            None,
            lambda path, what: self.said.append(what),
        )
        return results[path]

    def gate(self, number: int) -> Path:
        return self.root / f"gate-{number}"

    def slow(self, number: int) -> str:
        return SLOW.format(gate=str(self.gate(number)), n=number)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    preview = Preview(tmp_path)
    yield preview
    preview.sessions.close()


def texts(result: Result) -> list[str]:
    return ["".join(output.text for output in shown) for shown in result.outputs]


def test_slow_code_runs_on_while_its_page_shows_what_the_same_code_put_out_before(
    preview: Preview,
) -> None:
    first = preview.build("print('one')", "print('two')")
    assert (texts(first), first.pending, first.ran) == (["one", "two"], frozenset(), True)
    codes = ("print('one')", preview.slow(1), "print('two')")
    meanwhile = preview.build(*codes)
    assert texts(meanwhile) == ["one", "", "two"]
    assert (meanwhile.pending, meanwhile.ran) == (frozenset({0, 1, 2}), False)
    assert preview.build(*codes).pending, "an edit elsewhere builds again, and it still runs"
    assert not preview.changed.is_set()
    preview.gate(1).touch()
    assert preview.changed.wait(30)
    done = preview.build(*codes)
    assert (texts(done), done.pending, done.ran) == (["one", "1", "two"], frozenset(), True)
    assert preview.said.count("running") == 2


def test_an_edit_ends_what_runs_and_begins_anew(preview: Preview) -> None:
    preview.build("print('first')")
    assert preview.build(preview.slow(1)).pending
    preview.gate(2).touch()
    again = preview.build(preview.slow(2))
    preview.gate(1).touch()
    while again.pending:
        assert preview.changed.wait(30)
        preview.changed.clear()
        again = preview.build(preview.slow(2))
    assert texts(again) == ["2"]
    assert "failed" not in preview.said


def test_code_that_failed_is_not_run_again_until_it_or_a_file_beside_it_changes(
    preview: Preview,
) -> None:
    code = "open('data.csv').read()"
    preview.build(code)
    assert [p.code for p in preview.problems] == ["snippet-failed"]
    preview.build(code)
    assert [p.code for p in preview.problems] == ["snippet-failed"]
    assert preview.said == ["running", "failed"]
    (preview.root / "notes" / "data.csv").write_text("1\n")
    result = preview.build(code)
    while result.pending:
        assert preview.changed.wait(30)
        result = preview.build(code)
    assert (texts(result), preview.problems) == (["'1\\n'"], ())


def test_ending_the_preview_ends_what_still_runs(preview: Preview) -> None:
    preview.build("x = 1")
    place = preview.root / "place"
    code = f"import os; open({str(place)!r}, 'w').write(os.environ['HOME'])\n" + preview.slow(1)
    assert preview.build(code).pending
    while not place.exists() or not place.read_text():
        preview.changed.wait(0.05)
    preview.sessions.close()
    assert not Path(place.read_text()).exists()
