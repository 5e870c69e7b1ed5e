"""An example that stands before what it uses says where that is."""

from __future__ import annotations

from pathlib import Path

import pytest

import gardens
from rendered import Element, garden
from syntopic.configuration import Options
from syntopic.execution.names import names_in
from syntopic.garden import build_garden, context
from syntopic.publishing.export import export

NOTE = """# Line

A line is straight.

## Code

```python exec
import math
from math import sqrt
rise, run = 1, 2
def slope(a, b):
    return rise / math.hypot(a, b)
```

## Example

```python exec
print(slope(1, 2), sqrt(rise), [run for run in range(3)])
```
"""
OTHER = "# Line\n\nAnother book says that a line has no end.\n"


def page(folder: Path, note: str, other: str = OTHER) -> Element:
    notes = {"sources.yml": "[book, film]", "book/line.md": note, "film/line.md": other}
    return garden(folder, notes)["topics/line.md"]


def told(found: Element) -> list[str]:
    """What the lines below code say of what comes from below."""
    spans = (text for line in found.all("p.ran") for text in line.says("span"))
    return [text for text in spans if "below" in text]


def test_an_example_before_the_code_that_it_calls_says_so_with_a_link(tmp_path: Path) -> None:
    found = page(tmp_path, NOTE)
    assert found.order("Example", "print(slope", "Code", "def slope")
    assert told(found) == ["uses slope, rise from below"]
    (example, _) = found.all("p.ran")
    target = {link.attributes["href"] for link in example.each("a")}.pop()
    assert "def slope" in found.one(target).text


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("## Example", "## Implementation"),
        NOTE.replace("print(slope(1, 2), sqrt(rise)", "rise = slope = 3\nprint(slope, rise"),
        NOTE.replace("print(slope(1, 2), sqrt(rise)", "print(math, sqrt"),
        NOTE.replace("```python exec\nimport", "```python exec echo=false\nimport"),
        NOTE.replace("exec\nprint", "exec\nthis is no python; print"),
        NOTE.replace("exec\nprint", "\nprint"),
    ],
)
def test_what_stands_above_or_is_its_own_or_cannot_be_known_is_not_told(
    tmp_path: Path, note: str
) -> None:
    assert told(page(tmp_path, note)) == []


def test_a_page_in_its_notes_order_says_nothing(tmp_path: Path) -> None:
    notes = {"book/line.md": NOTE}
    assert told(garden(tmp_path, notes)["topics/line.md"]) == []


def test_only_what_was_defined_last_counts_and_only_of_the_same_note(tmp_path: Path) -> None:
    earlier = "## Plain English\n\n```python exec\n{}\n```\n\n## Example"
    above = NOTE.replace("## Example", earlier.format("rise = 4"))
    assert told(page(tmp_path / "a", above)) == ["uses slope from below"]
    other = f"{OTHER}\n## Code\n\n```python exec\ndef slope(): pass\n```\n"
    lone = "# Line\n\nStraight.\n\n## Example\n\n```python exec\nslope()\n```\n"
    assert told(page(tmp_path / "b", lone, other)) == []


def test_an_exported_page_says_it_too(tmp_path: Path) -> None:
    notes = {"sources.yml": "[book, film]", "book/line.md": NOTE, "film/line.md": OTHER}
    folder = gardens.write(tmp_path / "notes", notes)
    made = context(build_garden(folder, Options()), workings=False)
    export(made, folder, tmp_path / "out")
    text = (tmp_path / "out/topics/line.md").read_text("utf-8")
    assert "uses [`slope`](#book-line-code), [`rise`](#book-line-code) from below*" in text
    assert '<a id="book-line-code"></a>' in text


@pytest.mark.parametrize(
    ("code", "defines", "uses"),
    [
        ("def f(x):\n    y = x\n    return y + z", "f", "z"),
        ("a, (b, *c) = d\nfor e in range(2): pass", "a b c e", "d range"),
        ("import numpy as np\nclass K(Base):\n    n = np.pi", "K", "Base"),
        ("%matplotlib inline\nx = w", "x", "w"),
        ("(n := 1)\n[i for i in n if m]", "n", "m"),
        ("with open(p) as h:\n    h.q = r", "h", "open p r"),
        ("%%bash\nx=1", "", ""),
        ("x +", "", ""),
    ],
)
def test_the_names_of_code_are_those_that_others_can_see(
    code: str, defines: str, uses: str
) -> None:
    found = names_in(code)
    assert found.defines == set(defines.split())
    assert found.uses == set(uses.split())
