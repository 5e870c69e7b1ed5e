"""Which files of a folder become notes, and where they belong."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

import gardens
from syntopic.execution.scratch import candidates
from syntopic.model import Severity
from syntopic.reading import Memory, Reading, ReadingOptions, read_garden


def garden(folder: Path, files: dict[str, str | bytes], **options: object) -> Reading:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_garden(folder, ReadingOptions(**options))  # type: ignore[arg-type]


def paths(reading: Reading) -> list[str]:
    return [note.path for note in reading.notes]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_an_untidy_folder_gives_its_notes_and_nothing_else(tmp_path: Path) -> None:
    reading = garden(
        tmp_path,
        {
            "clt.md": "# CLT\n",
            "Upper.MD": "x\n",
            "README.md": "x\n",
            "LICENSE.md": "x\n",
            "empty.md": "",
            "blank.md": " \n\n",
            "templates/note.md": "x\n",
            "attachments/text.md": "x\n",
            "attachments/plot.png": b"\x89PNG",
            "drawing.excalidraw.md": "x\n",
            ".hidden/a.md": "x\n",
            "helpers.py": "x = 1\n",
            "sampling.py": "# %%\nx = 1\n",
            "requirements.txt": "numpy\n",
            "stats/table.csv": "a,b\n",
            "node_modules/pkg/readme2.md": "x\n",
        },
    )
    assert paths(reading) == ["clt.md", "sampling.py", "Upper.MD"]
    assert list(reading.attachments) == ["attachments/plot.png", "helpers.py", "stats/table.csv"]
    assert reading.problems == ()
    assert reading.withheld == 0


def test_every_row_of_a_note_knows_its_line_on_disk(tmp_path: Path) -> None:
    [note] = garden(tmp_path, {"a.md": "---\ntitle: A\n---\n\n# A\n\ntext"}).notes
    assert note.text == "\n# A\n\ntext\n"
    assert note.lines == (4, 5, 6, 7)


REGISTER = "- key: mml-book\n  title: Mathematics for Machine Learning\n- Practical Statistics\n"


@pytest.mark.parametrize(
    ("path", "front", "source", "locator", "area"),
    [
        ("mml-book/x.md", "", "mml-book", "", ""),
        ("MML Book/ch04/x.md", "", "mml-book", "ch04", ""),
        ("mathematics-for-machine-learning/x.md", "", "mml-book", "", ""),
        ("books/mml-book/ch04/s2/x.md", "", "mml-book", "ch04, s2", ""),
        ("mml-book/practical-statistics/x.md", "", "practical-statistics", "", ""),
        ("mml-book/ch04/x.md", "locator: p. 105", "mml-book", "p. 105", ""),
        ("mml-book/ch04/x.md", "source: Practical Statistics", "practical-statistics", "", ""),
        ("statistics/deep/x.md", "", "own", "", "Statistics"),
        ("linear-algebra/x.md", "", "own", "", "Linear Algebra"),
        ("02 machine_learning/x.md", "", "own", "", "Machine Learning"),
        ("AI tools/x.md", "", "own", "", "AI tools"),
        ("statistics/x.md", "area: Probability", "own", "", "Probability"),
        ("x.md", "", "own", "", ""),
    ],
)
def test_source_locator_and_area_come_from_front_matter_then_folders(
    tmp_path: Path, path: str, front: str, source: str, locator: str, area: str
) -> None:
    text = f"---\n{front}\n---\ntext\n" if front else "text\n"
    [note] = garden(tmp_path, {"sources.yml": REGISTER, path: text}).notes
    assert (note.source, note.locator, note.area) == (source, locator, area)
    assert not note.synthesis


def test_an_area_folder_is_spelled_as_the_syllabus_spells_it(tmp_path: Path) -> None:
    files = {"syllabus.yml": "areas:\n- name: Linear algebra\n", "linear-algebra/x.md": "x\n"}
    assert garden(tmp_path, files).notes[0].area == "Linear algebra"


def test_the_synthesis_folder_holds_the_authors_own_words(tmp_path: Path) -> None:
    [note] = garden(tmp_path, {"synthesis/eigenvectors.md": "text\n"}).notes
    assert note.synthesis
    assert note.source == "own"


def test_an_unknown_source_is_reported_once_with_the_line_that_names_it(tmp_path: Path) -> None:
    named = "---\ntitle: A\nsource: mlm-book\n---\nx\n"
    files: dict[str, str | bytes] = {"sources.yml": REGISTER, "a.md": named, "b.md": named}
    [problem] = garden(tmp_path, files).problems
    assert (problem.code, str(problem.origin)) == ("source-unknown", "a.md:3")
    assert problem.severity is Severity.ERROR
    assert "mlm-book" in problem.message


def test_all_unknown_folders_that_look_like_sources_are_one_hint(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Deep Learning Course/a.md": "x\n",
        "strang/week 1/a.md": "x\n",
        "strang/week 2/a.md": "x\n",
        "statistics/a.md": "x\n",
    }
    [problem] = garden(tmp_path, files).problems
    assert (problem.code, problem.severity) == ("source-unregistered", Severity.HINT)
    assert "Deep Learning Course" in problem.message
    assert "strang" in problem.message
    assert "statistics" not in problem.message


def test_scripts_that_notes_import_are_modules_and_the_author_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "stats/shared.py": "# %%\ndef f(): return 1\n",
        "stats/boot.py": "# %%\nfrom shared import f\n",
        "stats/other.md": "```python exec\nimport numpy as np, pkg.deep\n```\n",
        "stats/pkg/deep.py": "# %%\nx = 1\n",
    }
    reading = garden(tmp_path, files)
    assert paths(reading) == ["stats/boot.py", "stats/other.md"]
    assert codes(reading) == ["script-imported", "script-imported"]
    assert "stats/shared.py" in reading.attachments


def test_names_that_differ_by_case_only_are_an_error_at_the_topmost_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"Stats/a.md": "x\n", "stats/a.md": "x\n", "stats/A.md": "x\n"}
    reading = garden(tmp_path, files)
    clashes = [p for p in reading.problems if p.code == "names-differ-by-case"]
    assert [p.severity for p in clashes] == [Severity.ERROR]
    assert len(reading.notes) == 3


def test_with_a_memory_names_that_differ_by_case_are_told_as_long_as_they_do(
    tmp_path: Path,
) -> None:
    memory, other = Memory(), tmp_path / "Stats" / "b.md"
    told = []
    for there in (False, True, True, False):
        gardens.write(tmp_path, {"stats/a.md": "x\n"} | ({"Stats/b.md": "x\n"} if there else {}))
        if not there:
            other.unlink(missing_ok=True)
        told.append(codes(read_garden(tmp_path, ReadingOptions(), memory)))
    assert told == [[], ["names-differ-by-case"], ["names-differ-by-case"], []]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the administrator")
def test_a_folder_that_is_closed_is_a_problem_and_its_files_are_nothing_to_code(
    tmp_path: Path,
) -> None:
    gardens.write(tmp_path, {"a.md": "a\n", "a.csv": "1\n", "shut/b.md": "b\n", "shut/b.csv": ""})
    (tmp_path / "shut").chmod(0)
    try:
        reading = read_garden(tmp_path, ReadingOptions())
        assert (paths(reading), codes(reading)) == (["a.md"], ["folder-unreadable"])
        assert candidates(tmp_path) == ("a.csv",)
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_links_out_of_the_folder_and_in_circles_are_skipped_with_a_hint(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret\n")
    notes = tmp_path / "notes"
    (notes / "private").mkdir(parents=True)
    (notes / "private" / "p.md").write_text("secret\n")
    (notes / "a.md").write_text("a\n")
    (notes / "in.md").symlink_to("a.md")
    (notes / "hidden.md").symlink_to("private/p.md")
    (notes / "out.md").symlink_to(outside / "secret.md")
    (notes / "loop").symlink_to(".")
    (notes / "self.md").symlink_to("self.md")
    os.mkfifo(notes / "pipe.md")
    reading = read_garden(notes, ReadingOptions())
    assert paths(reading) == ["a.md", "in.md"]
    assert codes(reading) == ["link-to-folder", "link-outside", "link-broken"]
    assert {p.severity for p in reading.problems} == {Severity.HINT}
    assert reading.withheld == 2


def test_the_result_does_not_depend_on_the_order_or_time_of_writing(tmp_path: Path) -> None:
    files: list[tuple[str, str]] = [
        (name, f"# {name}\n")
        for name in ("b.md", "A.md", "é.md", "z/x.md", "Z2/x.md", "e\u0301f.md")
    ]
    readings = []
    for seed in range(3):
        random.Random(seed).shuffle(files)
        readings.append(garden(tmp_path / str(seed), dict(files)))
    assert readings[0] == readings[1] == readings[2]
    assert paths(readings[0]) == ["A.md", "b.md", "z/x.md", "Z2/x.md", "é.md", "e\u0301f.md"]


def test_a_missing_folder_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    reading = read_garden(tmp_path / "nowhere", ReadingOptions())
    assert codes(reading) == ["folder-unreadable"]


def test_folders_in_the_configuration_let_code_run_and_a_note_can_refuse(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "run/a.md": "x\n",
        "run/b.md": "---\nexecute: false\n---\nx\n",
        "runs/c.md": "x\n",
    }
    reading = garden(tmp_path, files, execute=("run/",))
    assert [note.front.execute for note in reading.notes] == [True, False, None]


@pytest.mark.parametrize(
    ("raw", "text", "found"),
    [
        (b"\xef\xbb\xbfh\xc3\xa9\r\nx\ry\n", "hé\nx\ny\n", []),
        ("\ufeffhé\n".encode("utf-16-le"), "hé\n", []),
        ("\ufeffhé\n".encode("utf-16-be"), "hé\n", []),
        (b"ok\nh\xe9 \x93q\x94\n", "ok\nhé “q”\n", [("encoding-unknown", 2)]),
        (b"a\nb\x00c\n", "a\nbc\n", [("nul-character", 2)]),
        (b"a\x07\tb\n", "a\tb\n", [("control-character", 1)]),
        ("a\u2028b\uf8ff\ufdd0\n".encode(), "a b\n", [("control-character", 1)]),
    ],
)
def test_any_encoding_becomes_clean_lines_and_what_is_lost_is_said(
    tmp_path: Path, raw: bytes, text: str, found: list[tuple[str, int]]
) -> None:
    reading = garden(tmp_path, {"a.md": raw})
    assert reading.notes[0].text == text
    assert [(p.code, p.origin.first_line) for p in reading.problems] == found


def test_a_large_note_is_read_and_a_hint_says_so(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"a.md": "word " * 250_000 + "\n"})
    assert len(reading.notes) == 1
    assert codes(reading) == ["note-large"]


def areas(folder: Path, files: dict[str, str]) -> dict[str, str]:
    return {note.path: note.area for note in garden(folder, files).notes}


def test_a_folder_that_holds_everything_is_divided_by_the_folders_in_it(tmp_path: Path) -> None:
    found = areas(tmp_path, {p: "x\n" for p in ("a/b/1.md", "a/c/d/2.md", "a/3.md", "4.md")})
    assert found == {"a/b/1.md": "B", "a/c/d/2.md": "C", "a/3.md": "A", "4.md": ""}


def test_a_large_folder_is_divided_unless_the_syllabus_names_it(tmp_path: Path) -> None:
    files = {f"big/{'xy'[n % 2]}/{n}.md": "x\n" for n in range(60)} | {"small/1.md": "x\n"}
    assert set(areas(tmp_path / "1", files).values()) == {"X", "Y", "Small"}
    files["syllabus.yml"] = "areas:\n- name: Big\n"
    assert set(areas(tmp_path / "2", files).values()) == {"Big", "Small"}


def test_folders_that_only_say_where_are_no_areas(tmp_path: Path) -> None:
    files = {f"a/week {n}/{n}.md": "x\n" for n in (1, 2)}
    assert set(areas(tmp_path, files).values()) == {"A"}


def test_areas_of_one_name_in_two_folders_stay_two(tmp_path: Path) -> None:
    files = {f"{top}/{low}/{n}.md": "x\n" for top in "ab" for low in "cd" for n in range(30)}
    assert set(areas(tmp_path, files).values()) == {"A / C", "A / D", "B / C", "B / D"}
