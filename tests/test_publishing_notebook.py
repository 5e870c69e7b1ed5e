"""The notebook that a topic page offers for download."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import gardens
from syntopic.configuration import Options
from syntopic.garden import build_garden, context, notebooks
from syntopic.model import NotePath, Severity
from syntopic.publishing.deploying import colab
from syntopic.rendering import render

BOOK = """# Line

A line is straight.

```python exec
slope = 2
```

```python exec
assert slope * 3 == 6
print("six", slope * 3)
```
"""

TWO = """---
concept: [Line, Slope]
---

## Slope

```python exec
rise, run = 6, 3
```

## Line

```python exec
assert rise / run == 2
```

```python
never = "shown, but it did not ask to run"
```
"""


AGAIN = """---
concept: [Line, Slope]
---

## Line

```python exec
import random, numpy as np
first = random.random()
```

## Slope

```python exec
second = np.random.rand()
```

## Line

```python exec
print(first, second)
```
"""


def written(notes: Path, **files: str) -> dict[str, nbformat.NotebookNode]:
    """Build a garden of two notes, or of these, and read its notebooks."""
    for name, text in (files or {"a": BOOK, "b": TWO}).items():
        (notes / f"{name}.md").write_text(text, encoding="utf-8")
    texts = notebooks(build_garden(notes, Options()), "https://example.org/garden/")
    return {path: nbformat.reads(text, as_version=4) for path, text in texts.items()}


def sources(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_each_topic_with_running_code_has_a_valid_notebook(tmp_path: Path) -> None:
    made = written(tmp_path)
    assert sorted(made) == ["topics/line.ipynb", "topics/slope.ipynb"]
    for notebook in made.values():
        nbformat.validate(notebook)


def test_a_notebook_runs_to_its_end_and_says_what_the_page_says(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(AGAIN, encoding="utf-8")
    (notes / "b.md").write_text(BOOK, encoding="utf-8")
    garden = build_garden(notes, Options(), cache=tmp_path / "cache")
    notebook = nbformat.reads(notebooks(garden)["topics/line.ipynb"], as_version=4)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    printed = [o.text for c in notebook.cells for o in c.get("outputs", []) if "text" in o]
    drawn, counted = (garden.results[NotePath(path)].outputs[-1] for path in ("a.md", "b.md"))
    assert printed == [f"{drawn[0].text}\n", f"{counted[0].text}\n"]
    environment = notebook.metadata.syntopic.environment
    assert any("numpy" in text and "Python 3." in text for text in environment)
    assert "`pip install numpy`" in notebook.cells[0].source
    assert all(text in notebook.cells[0].source for text in environment)


def test_code_between_two_snippets_of_a_page_is_run_where_it_stood(tmp_path: Path) -> None:
    notebook = written(tmp_path, a=AGAIN)["topics/line.ipynb"]
    assert [s.partition("\n")[0] for s in sources(notebook)] == [
        "%reset -f",
        "import random, numpy as np",
        "second = np.random.rand()",
        "print(first, second)",
    ]
    tagged = [c.source for c in notebook.cells if "setup" in c.metadata.get("tags", [])]
    assert tagged == ["second = np.random.rand()"]


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("open('heights.csv')", "heights.csv"),
        ("np.loadtxt(f'data/{name}.csv')", "data/"),
        ("import glob\nglob.glob('data/*.csv')", "data/*.csv"),
        ("from tools import mean", "tools"),
        ("%time open('heights.csv')", "heights.csv"),
    ],
)
def test_code_that_needs_a_file_beside_its_note_is_in_no_notebook_and_a_hint_says_so(
    tmp_path: Path, code: str, named: str
) -> None:
    (tmp_path / "heights.csv").write_text("1\n")
    (tmp_path / "tools.py").write_text("mean = sum\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "one.csv").write_text("1\n")
    fence = f"# Line\n\n```python exec\n{code}\n```\n"
    assert written(tmp_path, b=fence) == {}
    made = written(tmp_path, a=BOOK, b=fence)["topics/line.ipynb"]
    assert not any(code in source for source in sources(made))
    found = build_garden(tmp_path, Options()).problems
    (hint,) = [p for p in found if p.code == "notebook-section-left-out"]
    assert (str(hint.origin), hint.severity) == ("b.md:3", Severity.HINT)
    assert f"its code needs {named} beside it" in hint.message


def test_words_that_are_no_files_leave_nothing_out(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    code = "names = ['data', 'notes', '', '.', '/etc', '*', 'a.md?', 'nul\\0', 'x' * 999]"
    made = written(tmp_path, a=f"# Line\n\n```python exec\n{code}\n```\n")
    assert code in sources(made["topics/line.ipynb"])


def test_code_that_failed_here_is_in_no_notebook(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("# Line\n\n```python exec\n1 / 0\n```\n", encoding="utf-8")
    garden = build_garden(notes, Options(), cache=tmp_path / "cache")
    assert notebooks(garden) == {}
    assert "notebook-section-left-out" in {problem.code for problem in garden.problems}


def test_colab_opens_what_will_be_on_a_branch_of_github_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path)
    garden = build_garden(tmp_path, Options())
    where = colab("git@github.com:ann/garden.git", "gh-pages")
    shown = render(context(garden, workings=False, colab=where))
    address = "https://colab.research.google.com/github/ann/garden/blob/gh-pages/topics/line.ipynb"
    page = next(p for p in shown if p.src == "topics/line.md")
    assert f'href="{address}"' in gardens.readable(page.markdown)
    assert colab("https://codeberg.org/ann/garden.git", "pages") == ""
    assert "colab" not in "".join(
        gardens.readable(p.markdown) for p in render(context(garden, workings=False))
    )


def test_code_that_stands_on_another_page_is_in_a_setup_cell(tmp_path: Path) -> None:
    cells = written(tmp_path)["topics/line.ipynb"].cells
    setup = [c.source for c in cells if "setup" in c.metadata.get("tags", [])]
    assert setup == ["rise, run = 6, 3"]


def test_each_note_starts_in_an_empty_namespace(tmp_path: Path) -> None:
    cells = written(tmp_path)["topics/line.ipynb"].cells
    begun = [c.source for c in cells if c.source.startswith("%reset -f\n")]
    assert len(begun) == 2 and all("random.seed(0)" in source for source in begun)


def test_code_that_did_not_ask_to_run_is_not_in_the_notebook(tmp_path: Path) -> None:
    cells = written(tmp_path)["topics/line.ipynb"].cells
    assert not any("never" in c.source for c in cells)


def test_equal_notes_give_equal_bytes(tmp_path: Path) -> None:
    garden = build_garden(tmp_path, Options())
    written(tmp_path)
    first = notebooks(build_garden(tmp_path, Options()))
    assert first == notebooks(build_garden(tmp_path, Options()))
    assert notebooks(garden) == {}
