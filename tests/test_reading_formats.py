"""Scripts, notebooks, Quarto, R Markdown and MyST become Markdown that knows its lines."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

import gardens
from syntopic.model import Note, OutputKind
from syntopic.reading import kinds
from syntopic.reading.formats.outputs import read_outputs, without_folders
from syntopic.reading.formats.scripts import languages
from test_reading import codes, garden

PIXEL = base64.b64encode(gardens.PIXEL).decode()


def only(folder: Path, path: str, text: str, **options: object) -> Note:
    [note] = garden(folder, {path: text}, **options).notes
    return note


def line_of(note: Note, words: str) -> int:
    [at] = [i for i, row in enumerate(note.text.splitlines()) if words in row]
    return note.lines[at]


SCRIPT = '''#!/usr/bin/env python
# ---
# title: Sampling
# jupytext:
#   text_representation: {extension: .py, format_name: percent}
# kernelspec: {name: python3}
# ---

# %% [markdown]
# # Sampling
#
# - one
#   - two

# %% tags=["a", "skip-execution"]
#| label: lead
#| fig-alt: A "curve", rising
#| fig-cap: >
#|   Two lines
#|   of caption
import random
# %matplotlib inline


def f():
    """
    # %% not a cell
    """
    return "````"

# %%
y = 1
'''


def test_a_script_becomes_text_and_fences_with_true_lines(tmp_path: Path) -> None:
    note = only(tmp_path, "a.py", SCRIPT)
    assert note.front.title == "Sampling"
    assert note.front.kernel == "python3"
    rows = SCRIPT.splitlines()
    for words in ("one", "two", "import random", "not a cell", "return", "y = 1"):
        assert words in rows[line_of(note, words) - 1]
    assert "- one\n  - two\n" in note.text
    assert (
        '`````python cell tags="a,skip-execution" label="lead" '
        'alt="A &quot;curve&quot;, rising" caption="Two lines of caption"\nimport random\n'
    ) in note.text
    assert "#|" not in note.text
    assert "exec=" not in note.text


def test_a_script_runs_only_with_execute_and_never_cells_that_skip_it(tmp_path: Path) -> None:
    note = only(tmp_path, "a.py", SCRIPT, execute=True)
    assert '```python cell exec="true"\ny = 1\n' in note.text
    assert note.text.count("exec=") == 1


def test_scripts_of_other_languages_are_notes_only_with_cells(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.R": "# %% [markdown]\n# Text\n# %%\nx <- 1\n",
        "b.jl": "x = 1\n",
        "c.js": "// %%\nlet x = 1\n",
    }
    first, second = garden(tmp_path, files).notes
    assert first.text == "Text\n\n```r cell\nx <- 1\n```\n\n"
    assert "```javascript cell\nlet x = 1\n" in second.text


def test_quarto_cells_ask_to_run_by_their_own_syntax(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Q\n---\nText\n\n"
        "```{python}\n#| label: fig\n#| echo: false\nx = 1\n```\n\n"
        "- item\n\n  ```{r, eval=FALSE}\n  y\n  ```\n\n"
        "```{python}\n#| eval: false\nz\n```\n\n```python\nplain\n```\n"
    )
    note = only(tmp_path, "a.qmd", text)
    assert '```python cell exec="true" label="fig" echo="false"\nx = 1\n```\n' in note.text
    assert '  ```r cell eval="false"\n  y\n  ```\n' in note.text
    assert '```python cell eval="false"\nz\n```\n' in note.text
    assert "```python\nplain\n```\n" in note.text
    rows = text.splitlines()
    for words in ("Text", "x = 1", "item", "plain"):
        assert words in rows[line_of(note, words) - 1]


@pytest.mark.parametrize("front", ["execute: false", "execute:\n  eval: false"])
def test_a_note_can_forbid_its_cells_to_run(tmp_path: Path, front: str) -> None:
    note = only(tmp_path, "a.Rmd", f"---\n{front}\n---\n```{{python}}\nx\n```\n")
    assert note.text == "```python cell\nx\n```\n"


def test_quartos_way_to_never_record_outputs_is_understood(tmp_path: Path) -> None:
    front = "execute:\n  echo: true\n  cache: false\n"
    note = only(tmp_path, "a.qmd", f"---\n{front}---\n```{{python}}\nx\n```\n")
    assert note.front.cache is False
    assert note.text == '```python cell exec="true"\nx\n```\n'
    note = only(tmp_path, "a.qmd", f"---\n{front}cache: true\n---\nText.\n")
    assert note.front.cache is True


def test_a_code_cell_directive_makes_markdown_myst(tmp_path: Path) -> None:
    text = (
        "# T\n\n+++\n\n% hidden\n```{code-cell} ipython3\n:tags: [a, remove-input]\nx = 1\n```\n"
        "```{note}\n% kept\n```\n"
    )
    note = only(tmp_path, "a.md", text)
    assert note.format == "myst"
    assert '```python cell tags="a,remove-input" exec="true" echo="false"\nx = 1\n```' in note.text
    assert "+++" not in note.text
    assert "hidden" not in note.text
    assert "kept" in note.text
    assert text.splitlines()[line_of(note, "x = 1") - 1] == "x = 1"


def test_plain_markdown_is_never_changed(tmp_path: Path) -> None:
    text = "# T\n\n+++\n\n% x\n```{python}\n#| echo: false\nx\n```\n"
    note = only(tmp_path, "a.md", text)
    assert (note.text, note.format) == (text, "md")


def notebook(*cells: dict[str, object]) -> str:
    full = [{"metadata": {}, **cell} for cell in cells]
    meta = {"kernelspec": {"name": "ir", "language": "R"}}
    return json.dumps({"cells": full, "metadata": meta, "nbformat": 4}, indent=1)


def test_a_notebook_row_knows_its_line_in_the_json(tmp_path: Path) -> None:
    text = notebook(
        {"cell_type": "raw", "source": ["---\n", "title: N\n", "---"]},
        {"cell_type": "markdown", "source": ["# Head\n", "\n", "bo\\u0064y \u00e9 $\\alpha$"]},
        {"cell_type": "code", "source": "one\ntwo", "outputs": []},
        {"cell_type": "code", "source": ["three\n", "four"], "outputs": []},
    )
    note = only(tmp_path, "a.ipynb", text)
    assert note.front.title == "N"
    assert note.front.kernel == "ir"
    assert "```r cell\none\ntwo\n```\n" in note.text
    rows = text.splitlines()
    for words, written in [("Head", "Head"), ("alpha", "alpha"), ("two", "one"), ("four", "four")]:
        assert written in rows[line_of(note, words) - 1]


def test_an_open_fence_in_a_text_cell_does_not_swallow_the_next_cells(tmp_path: Path) -> None:
    text = notebook(
        {"cell_type": "markdown", "source": "```\nopen"},
        {"cell_type": "code", "source": "x", "outputs": []},
    )
    assert "```\nopen\n```\n\n```r cell\nx\n```\n" in only(tmp_path, "a.ipynb", text).text


def test_images_pasted_into_a_notebook_stay_in_its_text(tmp_path: Path) -> None:
    cell: dict[str, object] = {
        "cell_type": "markdown",
        "source": "![p](attachment:a.png)",
        "attachments": {"a.png": {"image/png": f"{PIXEL}\n"}},
    }
    text = only(tmp_path, "a.ipynb", notebook(cell)).text
    assert text.startswith(f"![p](data:image/png;base64,{PIXEL})")


def test_a_notebook_of_format_three_is_read(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Head"]},
        {"cell_type": "code", "input": ["x\n", "y"], "outputs": []},
    ]
    text = json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3, "metadata": {}}, indent=1)
    note = only(tmp_path, "a.ipynb", text)
    assert note.text == "## Head\n\n```python cell\nx\ny\n```\n\n"
    assert '"y"' in text.splitlines()[note.lines[4] - 1]


@pytest.mark.parametrize("text", ["not json", "[]", "{}", '{"cells": 1}', "{" * 9, "[" * 99999])
def test_what_is_no_notebook_is_withheld_and_an_error(tmp_path: Path, text: str) -> None:
    reading = garden(tmp_path, {"a.ipynb": text})
    assert codes(reading) == ["notebook-invalid"]
    assert reading.problems[0].private
    assert reading.notes == ()


def test_stored_outputs_keep_the_best_form_and_join_streams() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": ["a\n"]}
    shown = {
        "text/plain": "<Figure>",
        "image/png": "iVBO\nRw==",
        "image/svg+xml": ["<svg>", "</svg>"],
    }
    wrapped = f"{PIXEL[:9]}\n{PIXEL[9:]}"
    found = read_outputs(
        [
            stream,
            {**stream, "text": "10%\r20%\r100%\n\x1b[31mred\x1b[0m\n"},
            {"output_type": "display_data", "data": shown},
            {
                "output_type": "execute_result",
                "data": {"text/plain": "1", "image/png": wrapped},
            },
            {"output_type": "execute_result", "data": {"text/plain": ["4", "2"]}},
            "nonsense",
        ]
    )
    assert [(out.kind, out.text) for out in found] == [
        (OutputKind.STDOUT, "a\n100%\nred\n"),
        (OutputKind.SVG, "<svg></svg>"),
        (OutputKind.PNG, PIXEL),
        (OutputKind.TEXT, "42"),
    ]


def test_errors_lose_colours_and_the_folders_of_the_machine() -> None:
    traceback = [
        "\x1b[0;31mValueError\x1b[0m Traceback",
        'File "/Users/Max Muster/my notes/a.py", line 3',
        "File ~/code/pkg/b.py:7, in f()",
        "/home/jane doe/x/c.py:1: Warning",
    ]
    [out] = read_outputs([{"output_type": "error", "traceback": traceback}])
    assert out.kind is OutputKind.ERROR
    assert out.text.splitlines() == [
        "ValueError Traceback",
        'File "a.py", line 3',
        "File b.py:7, in f()",
        "c.py:1: Warning",
    ]


@pytest.mark.parametrize("text", ["see https://a.org/b/c.html", "1/2/3", "a/b/c.py", "x / y / z"])
def test_what_is_no_absolute_path_stays(text: str) -> None:
    assert without_folders(text) == text


def test_endings_that_are_told_apart_at_once_are_what_jupytext_says_they_are() -> None:
    assert languages().keys() >= kinds.SCRIPTS
    assert not kinds.NO_SCRIPTS & languages().keys()
