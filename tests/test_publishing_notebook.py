"""The notebook that a topic page offers for download."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

from syntopic.configuration import Options
from syntopic.garden import build_garden, notebooks

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


def written(notes: Path) -> dict[str, nbformat.NotebookNode]:
    """Build a garden of two notes and read its notebooks."""
    (notes / "a.md").write_text(BOOK, encoding="utf-8")
    (notes / "b.md").write_text(TWO, encoding="utf-8")
    texts = notebooks(build_garden(notes, Options()), "https://example.org/garden/")
    return {path: nbformat.reads(text, as_version=4) for path, text in texts.items()}


def test_each_topic_with_running_code_has_a_valid_notebook(tmp_path: Path) -> None:
    made = written(tmp_path)
    assert sorted(made) == ["topics/line.ipynb", "topics/slope.ipynb"]
    for notebook in made.values():
        nbformat.validate(notebook)


def test_a_notebook_runs_from_its_first_cell_to_its_last(tmp_path: Path) -> None:
    notebook = written(tmp_path)["topics/line.ipynb"]
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    printed = [o.text for c in notebook.cells for o in c.get("outputs", []) if "text" in o]
    assert printed == ["six 6\n"]


def test_code_that_stands_on_another_page_is_in_a_setup_cell(tmp_path: Path) -> None:
    cells = written(tmp_path)["topics/line.ipynb"].cells
    setup = [c.source for c in cells if "setup" in c.metadata.get("tags", [])]
    assert setup == ["rise, run = 6, 3"]


def test_each_note_starts_in_an_empty_namespace(tmp_path: Path) -> None:
    cells = written(tmp_path)["topics/line.ipynb"].cells
    assert [c.source for c in cells].count("%reset -f") == 2


def test_code_that_did_not_ask_to_run_is_not_in_the_notebook(tmp_path: Path) -> None:
    cells = written(tmp_path)["topics/line.ipynb"].cells
    assert not any("never" in c.source for c in cells)


def test_equal_notes_give_equal_bytes(tmp_path: Path) -> None:
    garden = build_garden(tmp_path, Options())
    written(tmp_path)
    first = notebooks(build_garden(tmp_path, Options()))
    assert first == notebooks(build_garden(tmp_path, Options()))
    assert notebooks(garden) == {}
