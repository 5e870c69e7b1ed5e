"""``syntopic run --show``: what an author reads and opens without building a site."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
import searching
from syntopic.cli import main

FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><g {0}/></svg>'
SMALL = 'transform="translate(1 2) rotate(-90) scale(0.05 -0.05)"'
SHOWN = f"""# Shown

```python exec
#| label: first-lines
print(*range(1, 41), sep="\\n")
```

```python exec
x = 1
```

```python exec
print("y" * 305)
```

```python exec
from IPython.display import HTML, SVG, display

display(SVG('{FIGURE.format(SMALL)}'), HTML("<b>bold</b>"))
```

```python exec
#| output: false
print("a quiet word")
```
"""
STOPS = """# Stops

```python exec
print("before")
1 / 0
```

```python exec
print("after")
```
"""
SECRET = "# Secret\n\n```python exec\nprint('opos' + 'sum', open('heights.csv').read())\n```\n"
DRAFT = "---\ndraft: true\n---\n" + SECRET.replace("heights.csv", "stats/data.csv")
NOTES = {
    "stats/shown.md": SHOWN,
    "stats/stops.md": STOPS,
    "stats/data.csv": "12",
    "private/secret.md": SECRET,
    "private/heights.csv": "4711",
    "unfinished.md": DRAFT,
    "private/silent.md": "# Silent\n\nNo code.\n",
}


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def blocks(shown: Result) -> dict[str, list[str]]:
    """The lines below each snippet that is named."""
    found = re.split(r"\n\n(?=notes/\S+:\d+)", shown.output.rpartition("\n\n")[0])[1:]
    return {head: rest.splitlines() for head, _, rest in (one.partition("\n") for one in found)}


def found(shown: Result, place: str) -> list[str]:
    """The lines below the only snippet of a place."""
    (lines,) = [lines for head, lines in blocks(shown).items() if place in head]
    return lines


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    root = tmp_path_factory.mktemp("garden")
    gardens.write(root / "notes", NOTES)
    (root / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return root, typed("run", "shown", "stops", "--show", "--to", "seen")


@pytest.fixture
def garden(ran: tuple[Path, Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(ran[0])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return ran[0]


def test_each_snippet_is_named_with_what_it_put_out(ran: tuple[Path, Result]) -> None:
    told = blocks(ran[1])
    long = "notes/stats/shown.md:16  (166 characters in a line; 83 fit)"
    assert [head for head in told if "fit" in head] == [long]
    numbers = told["notes/stats/shown.md:3  first-lines"]
    assert numbers == [*(f"    {n}" for n in range(1, 21)), "    … 20 more lines"]
    assert told["notes/stats/shown.md:8"] == ["    (nothing)"]
    assert told["notes/stats/shown.md:12"] == [f"    {'y' * 300} … 5 more characters"]
    assert told["notes/stats/shown.md:22"] == ["    (not on the page)", "    a quiet word"]


def test_pictures_and_html_are_files_that_git_does_not_take(ran: tuple[Path, Result]) -> None:
    root, shown = ran
    assert found(shown, ":16") == [
        "    seen/stats/shown-1.svg  (its smallest text is 8 pixels high on a telephone)",
        "    seen/stats/shown-2.html",
    ]
    drawn = (root / "seen/stats/shown-1.svg").read_text("utf-8")
    assert 'width="320" height="160"' in drawn and "#fff" in drawn
    assert "<b>bold</b>" in (root / "seen/stats/shown-2.html").read_text("utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    seen = subprocess.run(
        ["git", "status", "--porcelain"], cwd=root, check=True, capture_output=True, text=True
    )
    assert "notes/" in seen.stdout and "seen" not in seen.stdout


def test_what_stopped_is_told_where_it_stopped_and_only_there(ran: tuple[Path, Result]) -> None:
    told = blocks(ran[1])
    stopped = "\n".join(told["notes/stats/stops.md:3"])
    assert stopped.startswith("    before\n")
    assert "    notes/stats/stops.md:5  The code stopped with ZeroDivisionError" in stopped
    assert told["notes/stats/stops.md:8"] == ["    (did not run)"]
    assert ran[1].output.count("The code stopped") == 1
    assert ran[1].exit_code == 1


def test_what_is_recorded_is_shown_without_running_and_nothing_else_is(garden: Path) -> None:
    shown = typed("run", "stats/shown.md", "--show")
    assert shown.output.startswith("notes/stats/shown.md  recorded\n")
    assert "stops" not in shown.output
    (picture, html) = found(shown, ":16")
    assert Path(picture.split("  ")[2]).is_file() and Path(html.strip()).is_file()
    assert not Path(html.strip()).is_relative_to(garden)


@pytest.mark.parametrize(
    ("note", "says"), [("secret", "opossum 4711"), ("notes/unfinished.md", "opossum 12")]
)
def test_a_private_note_that_is_named_runs_and_leaves_no_record(
    garden: Path, note: str, says: str
) -> None:
    shown = typed("run", note, "--show")
    assert shown.exit_code == 0 and says in shown.output
    assert "private" in typed("run", note, "--why").output
    assert not searching.places("opossum", searching.files_below(garden / ".cache"))
    assert "opossum" not in typed("run", "--show").output


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (("shown", "--why", "--show"), "choose one of --show and --why"),
        (("shown", "--to", "seen"), "add --show"),
        (("shown", "--show", "--to", "notes/seen"), "lies in your notes"),
        (("shown", "--show", "--to", "docs/seen"), "lies in your pages"),
        (("shown", "--show", "--to", "notes"), "lies in your notes"),
        (("silent", "--show"), "syntopic run --why"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_way_out(
    garden: Path, words: tuple[str, ...], way_out: str
) -> None:
    told = typed("run", *words)
    assert told.exit_code == 2 and way_out in told.stderr


def test_pictures_are_put_beside_nothing_else_and_replace_those_from_before(garden: Path) -> None:
    gardens.write(garden / "mine", {"letter.txt": "Dear"})
    assert "holds files" in typed("run", "shown", "--show", "--to", "mine").stderr
    gardens.write(garden / "notes", {"stats/less.md": "# L\n\n```python exec\nprint(1)\n```\n"})
    assert typed("run", "less", "--show", "--to", "seen").exit_code == 0
    assert not list((garden / "seen").rglob("*.svg"))
