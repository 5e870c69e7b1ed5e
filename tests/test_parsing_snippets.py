"""Which code of a note runs, and what its author said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syntopic.model import (
    Fold,
    FrontMatter,
    Note,
    NotePath,
    Output,
    OutputKind,
    Severity,
    Snippet,
)
from syntopic.parsing import parse_note


def snippets(
    text: str, execute: bool | None = None, stored: tuple[tuple[Output, ...], ...] = ()
) -> tuple[Snippet, ...]:
    """Return the snippets of a text."""
    lines = tuple(range(1, 99))
    front = FrontMatter(execute=execute)
    return parse_note(Note(NotePath("a.md"), "md", text, lines, front, stored=stored))[0].snippets


def fence(info: str, code: str = "1") -> str:
    """Write a fence."""
    return f"```{info}\n{code}\n```\n"


@pytest.mark.parametrize(
    "info",
    [
        "python exec",
        "py exec label=a",
        "{python}",
        "{python3, echo=FALSE}",
        "{.python .exec}",
        'python cell exec="true"',
        "python {.exec}",
    ],
)
def test_a_fence_runs_when_it_says_so(info: str) -> None:
    (one,) = snippets(fence(info))
    assert (one.runs, one.language, one.code) == (True, "python", "1")
    (one,) = snippets(fence(info), execute=False)
    assert not one.runs


@pytest.mark.parametrize(
    "info", ["python", "", "{note}", "{math}", "text exectly", "python title=exec"]
)
def test_other_fences_are_code_to_read(info: str) -> None:
    assert snippets(fence(info)) == ()
    assert snippets(fence(info), execute=False) == ()


def test_all_python_of_a_note_runs_when_the_note_says_so() -> None:
    text = "".join(
        fence(i) for i in ("python", "py", "python noexec", "python eval=false", "bash", "")
    )
    assert [s.runs for s in snippets(text, execute=True)] == [True, True]
    assert [s.ordinal for s in snippets(text, execute=True)] == [0, 1]


def test_options_stand_in_the_info_string_or_at_the_head_of_the_code() -> None:
    (one,) = snippets(fence('python exec label=lead alt="A curve" caption="It\'s &quot;it&quot;"'))
    assert (one.label, one.alt, one.caption) == ("lead", "A curve", 'It\'s "it"')
    code = '#| label: lead\n#| fig-alt: "A curve"\n#| echo: false\n#| error: true\n\nx\n#| y'
    (one,) = snippets(fence("{python}", code))
    assert (one.label, one.alt, one.echo, one.may_raise) == ("lead", "A curve", False, True)
    assert one.code == "\nx\n#| y"
    assert [s.runs for s in snippets(fence("{python}", "#| eval: false\nx"))] == [False]


def test_options_are_yaml_and_may_go_over_several_lines() -> None:
    head = """#| label: lead
#| fig-cap: |
#|   Two lines
#|   of words
#| alt: >-
#|   A curve
#|   that falls
#| code-fold: show
#| code-summary: "Plot: the curve"
#| output: asis
#| warning: false
#| tags: [raises-exception, hide-input]
"""
    (one,) = snippets(fence("{python}", f"{head}plot()"))
    assert (one.label, one.caption, one.alt) == ("lead", "Two lines of words", "A curve that falls")
    assert (one.fold, one.summary) == (Fold.OPEN, "Plot: the curve")
    assert (one.asis, one.show_output, one.warnings) == (True, True, False)
    assert (one.may_raise, one.echo, one.code) == (True, False, "plot()")
    (two,) = snippets(fence("{python}", "#| alt: A line: steep\n#| fold: true\nx"))
    assert (two.alt, two.fold, two.code) == ("A line: steep", Fold.CLOSED, "x")
    (three,) = snippets(fence("python exec fold=false output=hide"))
    assert (three.fold, three.show_output, three.warnings) == (Fold.NEVER, False, True)


def test_what_is_hidden_in_an_option_stays_hidden() -> None:
    head = "#| alt: a %%secret%% b\n#| label: l%%secret%%\n#| code-summary: s %%secret"
    (one,) = snippets(fence("{python}", f"{head}\nx"))
    assert "secret" not in repr(replace(one, code=""))


def test_an_option_that_says_nothing_is_a_hint_at_its_line() -> None:
    code = "#| label: lead\n#| echo: perhaps\n#| output: nowhere %%secret%%\nx"
    text = "Words.\n\n" + fence("{python}", code) + fence("python exec fold=half")
    note = Note(NotePath("a.md"), "md", text, tuple(range(1, 99)))
    found = [(str(p.origin), p.code, p.severity) for p in parse_note(note)[1]]
    hint = ("snippet-option", Severity.HINT)
    assert found == [("a.md:5", *hint), ("a.md:6", *hint), ("a.md:9", *hint)]
    assert "secret" not in repr(parse_note(note)[1])


@pytest.mark.parametrize(
    "said",
    ["echo: no", "output: asis", "results: hide", "code-fold: show", "error: TRUE", "eval: off",
     "warning: false", "fig-width: 4", "layout-ncol: 2"],
)  # fmt: skip
def test_options_that_are_understood_or_not_ours_are_no_hint(said: str) -> None:
    text = fence("{python}", f"#| {said}\nx") + "```{r, eval=FALSE, results='asis'}\n1\n```\n"
    note = Note(NotePath("a.md"), "md", text, tuple(range(1, 99)))
    assert parse_note(note)[1] == ()


def test_tags_mean_what_they_mean_in_notebooks() -> None:
    (one,) = snippets(fence('python cell exec="true" tags="raises-exception,hide-input"'))
    assert (one.may_raise, one.echo, one.show_output, one.runs) == (True, False, True, True)
    (two,) = snippets(fence('python exec tags="skip-execution, hide_output"'))
    assert (two.runs, two.show_output) == (False, False)


def test_cells_that_do_not_run_show_what_the_notebook_stored() -> None:
    outputs = tuple((Output(OutputKind.TEXT, str(n)),) for n in range(3))
    text = (
        fence("python cell") + fence("python") + fence('python cell exec="true"') + fence("r cell")
    )
    found = snippets(text, stored=outputs)
    assert [s.stored for s in found] == [outputs[0], (), outputs[2]]
    assert [s.language for s in found] == ["python", "python", "r"]


def test_a_snippet_knows_its_lines() -> None:
    (one,) = snippets("a\n\n" + fence("python exec", "1\n2"))
    assert (one.origin.first_line, one.origin.last_line) == (3, 6)
