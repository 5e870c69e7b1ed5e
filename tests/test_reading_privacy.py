"""Private fails closed: what the author did not clearly publish leaves nothing behind."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.model import Severity
from syntopic.reading import Reading, ReadingOptions, comments, read_garden
from syntopic.reading.comments import without_comments
from test_reading import codes, garden, paths

CANARY = "xylocanaryz"


def everything_public(reading: Reading) -> str:
    public = [p for p in reading.problems if not p.private]
    values = (reading.notes, reading.sources, reading.syllabus, public, reading.attachments)
    return repr(values).casefold()


PRIVATE = {
    "draft": f"---\ntitle: {CANARY}\ndraft: true\n---\n{CANARY}\n",
    "draft of any value": f"---\nDraft: maybe\n---\n{CANARY}\n",
    "draft without a value": f"---\ndraft:\n---\n{CANARY}\n",
    "draft twice": f"---\ndraft: false\ndraft: yes\n---\n{CANARY}\n",
    "draft merged in": f"---\na: &a {{draft: true}}\n<<: *a\n---\n{CANARY}\n",
    "draft without a space": f"---\ndraft:true\n---\n{CANARY}\n",
    "draft after an empty row": f"\n---\n\ndraft: true\n\n---\n{CANARY}\n",
    "not published": f"---\npublish: false\n---\n{CANARY}\n",
    "published never": f"---\npublish: never\n---\n{CANARY}\n",
    "never closed": f"---\ntitle: {CANARY}\n\n{CANARY}\n",
    "closed by a rule far below": f"---\ntitle: a\n\n{CANARY} text.\n\n---\n{CANARY}\n",
    "broken YAML": f'---\ntitle: "{CANARY}\n---\n{CANARY}\n',
    "undefined alias": f"---\ntitle: *{CANARY}\n---\n{CANARY}\n",
    "deep YAML": f"---\ntitle: {'[' * 3000}{CANARY}\n---\n{CANARY}\n",
    "deep block YAML": f"---\ntitle:\n  {'- ' * 3000}{CANARY}\n---\n{CANARY}\n",
    "tab": f"---\ntitle: a\n\tb: {CANARY}\n---\n{CANARY}\n",
}


@pytest.mark.parametrize("text", PRIVATE.values(), ids=PRIVATE.keys())
def test_a_note_that_is_not_clearly_public_is_withheld_whole(tmp_path: Path, text: str) -> None:
    reading = garden(tmp_path, {f"{CANARY}.md": text, "a.md": "public\n"})
    assert CANARY not in everything_public(reading)
    assert paths(reading) == ["a.md"]
    assert reading.withheld == 1
    assert not any(CANARY in p.message + p.fix for p in reading.problems)


@pytest.mark.parametrize("text", PRIVATE.values(), ids=PRIVATE.keys())
def test_front_matter_of_scripts_and_notebooks_withholds_them_too(
    tmp_path: Path, text: str
) -> None:
    header = "".join(f"# {row}\n" for row in text.strip().split("\n"))
    script = f"#!/usr/bin/env python\n{header}\n# %%\nprint('{CANARY}')\n"
    cells = [
        {"cell_type": "code", "source": "import x", "outputs": [], "metadata": {}},
        {"cell_type": "raw", "source": text, "metadata": {}},
    ]
    book = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    reading = garden(
        tmp_path,
        {f"{CANARY}.py": script, f"{CANARY}.ipynb": book, f"{CANARY}.qmd": text},
    )
    assert CANARY not in everything_public(reading)
    assert reading.withheld == 3


@pytest.mark.parametrize("value", ["false", "False", "no", "off", '"false"'])
def test_an_explicit_false_publishes_a_draft(tmp_path: Path, value: str) -> None:
    assert len(garden(tmp_path, {"a.md": f"---\ndraft: {value}\n---\nx\n"}).notes) == 1


@pytest.mark.parametrize("value", ["true", "yes", "2024-01-05", ""])
def test_publish_with_a_yes_or_a_date_or_nothing_publishes(tmp_path: Path, value: str) -> None:
    assert len(garden(tmp_path, {"a.md": f"---\npublish: {value}\n---\nx\n"}).notes) == 1


@pytest.mark.parametrize(
    "path",
    ["private/a.md", "x/Private/y/a.md", "_a.md", "x/_y/a.md", "x/drafts/a.md", "x/DRAFTS/b/a.md"],
)
def test_private_and_excluded_places_leave_neither_notes_nor_attachments(
    tmp_path: Path, path: str
) -> None:
    image = path.replace("a.md", f"{CANARY}.png").replace("_x", "_")
    image = f"_{CANARY}.png" if path == "_a.md" else image
    reading = garden(tmp_path, {path: CANARY, image: CANARY, "b.md": "x\n"}, exclude=("drafts/",))
    assert CANARY not in everything_public(reading)
    assert paths(reading) == ["b.md"]
    assert reading.attachments == ()
    assert reading.withheld == 1


@pytest.mark.parametrize(
    ("pattern", "path", "hidden"),
    [
        ("*.secret.md", "x/a.secret.md", True),
        ("x/*.md", "x/a.md", True),
        ("x/*.md", "x/y/a.md", False),
        ("x/**/a.md", "x/y/z/a.md", True),
        ("x/**/a.md", "x/a.md", True),
        ("/x", "x/y/a.md", True),
        ("./X/", "x/a.md", True),
        ("notes/x/*", "x/a.md", True),
        ("a?.md", "ab.md", True),
        ("[!a]b.md", "cb.md", True),
        ("[!a]b.md", "ab.md", False),
        ("a[", "b.md", False),
        ("caf\u00e9", "cafe\u0301/a.md", True),
        ("", "a.md", False),
    ],
)
def test_exclude_patterns_are_globs_without_regard_to_case(
    tmp_path: Path, pattern: str, path: str, hidden: bool
) -> None:
    reading = garden(tmp_path / "notes", {path: "x\n"}, exclude=(pattern,))
    assert (reading.notes == ()) is hidden


def test_an_unclosed_front_matter_is_a_private_error_at_its_line(tmp_path: Path) -> None:
    [problem] = garden(tmp_path, {"a.md": "---\ntitle: x\n"}).problems
    assert (problem.code, problem.severity) == ("front-matter-unclosed", Severity.ERROR)
    assert problem.private


def test_an_error_in_yaml_is_reported_at_the_line_to_mend(tmp_path: Path) -> None:
    [problem] = garden(tmp_path, {"a.md": "---\ntitle: x\ntags: [a\nb: c\n---\n"}).problems
    assert (problem.code, str(problem.origin)) == ("front-matter-invalid", "a.md:3")
    assert "opens here with “[” and never closes" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nSome prose.\n\nKey: value\n\n---\nmore\n",
        "---\nSome prose: with a colon\n",
        "---\n",
        "---\n# Heading\n---\ntext\n",
        "----\ndraft: true\n",
        "text\n---\ndraft: true\n---\n",
    ],
)
def test_a_rule_that_only_looks_like_front_matter_is_text(tmp_path: Path, text: str) -> None:
    [note] = garden(tmp_path, {"a.md": text}).notes
    assert note.text == text


HIDDEN = [
    ("a %%S%% b", "a  b"),
    ("a %%S\nS\n\nS%% b", "a \n\n\n b"),
    ("a\n%%S", "a\n"),
    ("<!-- S -->a <!--\nS\n--> b", "a \n\n b"),
    ("a <!-- S", "a "),
    ("`x` %%S%% `y`", "`x`  `y`"),
    ("a ` b %%S%% c", "a ` b  c"),
    ("- a ` b\n- %%S%% ` c", "- a ` b\n-  ` c"),
    ("$5 and %%S%% $6", "$5 and  $6"),
    ("$$\n\n%%S%%", "$$\n\n"),
    ("\\\\%%S%%", "\\\\"),
    ("%%\n```\nx = 1 %%S\n```\nS\n%%\nb", "\n\n\n\n\n\nb"),
    ("%%\n```\n%%\nb", "\n\n\nb"),
    ("<!%%x%%-- S -->", ""),
    ("<div>`%%S%%`</div>", "<div>``</div>"),
    ("| a | b |\n| - | - |\n| ` | %%S%% ` |", "| a | b |\n| - | - |\n| ` |  ` |"),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_comments_are_blanked_and_the_rows_stay(text: str, shown: str) -> None:
    assert without_comments(tuple(text.split("\n"))).rows == tuple(shown.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "```python\n%%timeit\nx\n```\nb",
        "~~~\n<!-- x -->\n~~~",
        "> ```\n> %%timeit\n> ```\n> b",
        "- a\n\n      %%timeit\n",
        "a `%%x%%` and ``a ` %%`` b",
        "$a %% b$ c",
        "$$\na %% b\n$$",
        "$$a %% b$$",
        "`a\n%%b`",
        "100\\%\\% sure",
        "| a | b |\n| - | - |\n| `%%` | c |",
        "5 % and 6 %",
        "<b>x</b> -->",
    ],
)
def test_comment_signs_in_code_and_formulas_mean_themselves(text: str) -> None:
    rows = tuple(text.split("\n"))
    assert without_comments(rows).rows == rows
    assert without_comments(rows).unclosed is None


def test_an_unclosed_comment_is_a_hint_at_its_line(tmp_path: Path) -> None:
    reading = garden(tmp_path, {"a.md": f"---\ntitle: x\n---\na\n%%b\n{CANARY}\n"})
    [problem] = reading.problems
    assert (problem.code, str(problem.origin)) == ("comment-unclosed", "a.md:5")
    assert CANARY not in everything_public(reading)


def test_comments_in_front_matter_and_registers_are_dropped(tmp_path: Path) -> None:
    note = (
        f"---\ntitle: A %%{CANARY}%%\nmine: [b, 'c<!-- {CANARY} -->'] # {CANARY}\n"
        f"url: %%{CANARY}%%\n---\nx\n"
    )
    files: dict[str, str | bytes] = {
        "a.md": note,
        "sources.yml": f"- key: a\n  verdict: good %%{CANARY}%% # {CANARY}\n",
    }
    reading = garden(tmp_path, files)
    assert CANARY not in everything_public(reading)
    assert reading.notes[0].front.title == "A"
    assert reading.sources[0].verdict == "good"


def test_a_hidden_notebook_cell_takes_its_outputs_with_it(tmp_path: Path) -> None:
    def code(source: str, printed: str) -> dict[str, object]:
        out = {"output_type": "stream", "name": "stdout", "text": printed}
        return {"cell_type": "code", "source": source, "outputs": [out], "metadata": {}}

    cells = [
        code("1", "first"),
        {"cell_type": "markdown", "source": "%%", "metadata": {}},
        code(f"%%timeit\n{CANARY}", CANARY),
        {"cell_type": "markdown", "source": f"{CANARY} %% shown", "metadata": {}},
        code("%%time\n3", "third"),
    ]
    book = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    reading = garden(tmp_path, {"a.ipynb": book})
    [note] = reading.notes
    assert CANARY not in everything_public(reading)
    assert [out.text for outputs in note.stored for out in outputs] == ["first", "third"]
    assert note.text.count(" cell\n") == 2
    assert "shown" in note.text


PIECES = st.sampled_from(
    [
        *("---", "...", "draft: true", "title: x", "%%", "<!--", "-->", "```", "```python", "~~~"),
        *("`", "$", "$$", "\\", "word", " ", "\n", "\n\n", "    ", "- ", "> ", "|", "# %%"),
        *("key:", "[", '"'),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["%%{}%%", "<!-- {} -->"]))
@settings(max_examples=200, deadline=None)
def test_a_comment_in_its_own_paragraph_never_leaks_before_any_text(tail: str, form: str) -> None:
    rows = tuple(f"para\n\n{form.format(CANARY)}\n\n{tail}".split("\n"))
    shown = without_comments(rows)
    assert len(shown.rows) == len(rows)
    assert CANARY not in "\n".join(shown.rows)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_without_comment_signs_no_row_is_changed(text: str) -> None:
    plain = text.replace("%%", "").replace("<!--", "")
    rows = tuple(plain.split("\n"))
    assert without_comments(rows).rows == rows


WILD = st.one_of(
    st.binary(max_size=200), st.lists(PIECES, max_size=40).map("".join).map(str.encode)
)
NAMES = ("a.md", "b.ipynb", "c.qmd", "d.py", "e.Rmd", "f.R", "sources.yml", "syllabus.yml")


@given(st.dictionaries(st.sampled_from(NAMES), WILD, max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_bytes_in_any_file_never_raise(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        reading = garden(Path(folder), dict(files))
    for note in reading.notes:
        assert note.text.count("\n") == len(note.lines) == len(note.text.splitlines())
        assert all(line >= 1 for line in note.lines)
        note.text.encode()


@given(st.binary(min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_bytes_in_a_file_name_never_raise(raw: bytes) -> None:
    name = raw.replace(b"/", b"").replace(b"\0", b"") + b".md"
    with TemporaryDirectory() as folder:
        (Path(folder) / "b").mkdir()
        with open(folder.encode() + b"/b/" + name, "wb") as file:
            file.write(b"text\n")
        reading = read_garden(Path(folder), ReadingOptions())
    assert len(reading.notes) + reading.withheld + len(reading.problems) >= 1 or name[:1] == b"."
    repr(reading).encode()


SHOWABLE = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="%<-$`~")


@given(st.lists(st.text(SHOWABLE, max_size=30)))
@settings(max_examples=100, deadline=None)
def test_no_public_row_is_lost(rows: list[str]) -> None:
    text = "\n".join(["first", *rows])
    with TemporaryDirectory() as folder:
        [note] = garden(Path(folder), {"a.md": text.encode()}).notes
    words = [word for word in text.split() if word.isalnum()]
    assert [word for word in note.text.split() if word.isalnum()] == words


@given(st.sampled_from(sorted(PRIVATE)), st.sampled_from(["md", "qmd", "Rmd"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_private_canary_is_nowhere_whatever_stands_around_it(
    kind: str, ending: str, windows: bool
) -> None:
    text = PRIVATE[kind].replace("\n", "\r\n") if windows else PRIVATE[kind]
    files: dict[str, str | bytes] = {
        f"area/{CANARY}.{ending}": text,
        f"private/{CANARY}/a.md": CANARY,
        f"lectures {CANARY}/private/a.md": CANARY,
        f"_{CANARY}/{CANARY}.png": b"x",
        "public.md": f"%%{CANARY}%% public <!-- {CANARY} -->\n",
    }
    with TemporaryDirectory() as folder:
        reading = garden(Path(folder), files)
    assert CANARY not in everything_public(reading)
    assert codes(reading) == [p.code for p in reading.problems if p.private]


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        ("a.md", "---\ntitle: T\nalias: A\npublish: false\n---\n# H\n", ("T", "A", "H")),
        ("private/a.md", "# Heading #\n\n# Other\n", ("Heading",)),
        ("private/a.md", "---\nconcept: [C, D]\n---\nText\n# Below\n", ("C", "D")),
        ("_a.qmd", "---\ntitle: T\n---\n```{python}\n# code\n```\n", ("T",)),
        ("private/a.md", "---\ntitle: T\n\nnever closed\n", ()),
        ("private/a.ipynb", "no notebook", ()),
        ("private/a.md", b"\xff\x00", ()),
        ("private/a.md", "", ()),
    ],
)
def test_a_private_note_keeps_what_it_calls_itself_for_links_to_it(
    tmp_path: Path, path: str, text: str | bytes, names: tuple[str, ...]
) -> None:
    reading = garden(tmp_path, {path: text})
    assert [(one.path, one.names) for one in reading.private] == [(path, names)]
    assert not reading.notes


def test_hundreds_of_comments_hide_nothing_else_and_take_no_time() -> None:
    one = f"%%\n{CANARY}\n%%\n\n```\n%%timeit\nx\n```\n\nword %%{CANARY}%%\n\n"
    shown = "\n".join(without_comments(tuple((one * 400).split("\n"))).rows)
    assert CANARY not in shown
    assert shown.count("%%timeit\nx") == 400
    assert shown.count("word") == 400


def test_beyond_all_measure_the_rest_of_a_note_is_hidden_rather_than_guessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comments, "_MOST_ROWS_READ", 1000)
    blocks = f"- %%\n{CANARY}\n%%\n" * 50
    note = f"{blocks}\n```\n%%timeit\n```\n\n%%{CANARY}%%\n"
    shown = without_comments(tuple(note.split("\n")))
    assert CANARY not in "\n".join(shown.rows)
    assert shown.unclosed is not None
