from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syntopic.cli.source_edit import with_sources
from syntopic.cli.syllabus_edit import with_alias, with_joined
from syntopic.cli.yaml_text import create_file, replace_file, written
from syntopic.model import Source
from syntopic.names import name_key
from syntopic.reading.sources import read_sources
from syntopic.reading.syllabus import read_syllabus

NAMES = ("Vectors", "Matrix product", "Bayes' theorem", "C++", "yes", "3-way: a, b", "Größe", "[x]")


def only_inserted(old: bytes, new: bytes) -> bool:
    """Whether every old byte is still there, in order."""
    rest = iter(new)
    return all(byte in rest for byte in old)


def listed(key: str, title: str) -> Source:
    return Source(key=key, title=title, short=title)


def aliases_of(raw: bytes, name: str) -> tuple[str, ...]:
    syllabus, _ = read_syllabus("syllabus.yml", raw)
    found = [c for area in syllabus.areas for c in area.concepts if c.name == name]
    return found[0].aliases


@st.composite
def concepts(draw: st.DrawFn, name: str) -> str:
    """One entry, in any of the forms that people write; lines after the first are not indented."""
    said = draw(st.sampled_from([written(name), "'" + name.replace("'", "''") + "'"]))
    comment = draw(st.sampled_from(["", "  # a comment: [with] {signs}"]))
    form = draw(st.sampled_from(["bare", "block", "flow", "list", "empty", "one", "titled"]))
    return {
        "bare": f"{said}{comment}",
        "block": f"name: {said}{comment}\n  requires: [Sets]{comment}",
        "flow": f"{{name: {said}, requires: [Sets]}}{comment}",
        "list": f"aliases:{comment}\n  - one{comment}\n  - two\n  name: {said}",
        "empty": f"name: {said}\n  aliases:{comment}",
        "one": f"name: {said}\n  aliases: just one{comment}\n  enough: true",
        "titled": f"{said}: {{requires: [Sets]}}{comment}",
    }[form]


@st.composite
def syllabuses(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """Two names of a syllabus, and the syllabus as somebody may have written it."""
    first, second = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
    indent = " " * draw(st.integers(0, 3))
    blank = draw(st.sampled_from(["", "\n", "\n# between\n"]))
    rows = ["# mine", "goal: Role", "areas:", f"{indent}- name: Area", f"{indent}  concepts:"]
    for name in (first, second):
        entry = draw(concepts(name)).replace("\n", f"\n{indent}    ")
        rows.append(f"{indent}    - {entry}{blank}")
    rows += ["roles:", "  Role: [Area]  # all of it"]
    text = "\n".join(rows) + draw(st.sampled_from(["", "\n", "\n\n# end"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    mark = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    return first, second, mark + text.encode()


@settings(max_examples=150, deadline=None)
@given(syllabuses(), st.sampled_from(["PCA", "a: b", "it's", "null", "Ω"]))
def test_an_alias_is_added_to_a_concept_in_any_form_and_no_other_byte_changes(
    written_so: tuple[str, str, bytes], alias: str
) -> None:
    first, second, raw = written_so
    for name in (first, second):
        new = with_alias("syllabus.yml", raw, name, [alias])
        assert new is not None
        assert only_inserted(raw, new)
        assert aliases_of(new, name) == (*aliases_of(raw, name), alias)


@settings(max_examples=100, deadline=None)
@given(syllabuses())
def test_joining_two_entries_comments_one_out_and_loses_no_byte(
    written_so: tuple[str, str, bytes],
) -> None:
    kept, lost, raw = written_so
    new = with_joined("syllabus.yml", raw, kept, lost, [lost])
    assert new is not None
    assert only_inserted(raw, new)
    assert lost in aliases_of(new, kept)
    names = [c.name for a in read_syllabus("syllabus.yml", new)[0].areas for c in a.concepts]
    assert names == [kept]


@pytest.mark.parametrize(
    "raw",
    [
        "areas:\n  - name: A\n    concepts: [Vector, {name: Matrix}]\n",
        "areas:\n  A: [Vector, Matrix]\n",
        "areas:\n  A:\n  - Vector\n  - Matrix\n",
        "areas:\n- A:\n  - Vector\n",
        "areas: [{name: A, concepts: [Vector]}]",
        "areas:\n- name: A\n  concepts:\n  - Vector:\n      requires: [Sets]\n",
        "areas:\n- name: A\n  concepts:\n  - Vector:\n",
        "areas:\n- name: A\n  concepts:\n  - name: Vector\n    aliases: [\n      a, # one\n    ]\n",
        "areas:\n- name: A\n  concepts:\n  - {name: Vector, aliases: []}\n",
    ],
)
def test_every_form_of_a_syllabus_takes_an_alias(raw: str) -> None:
    new = with_alias("syllabus.yml", raw.encode(), "Vector", ["arrow"])
    assert new is not None
    assert only_inserted(raw.encode(), new)
    assert aliases_of(new, "Vector")[-1] == "arrow"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
@example(b"areas:\n- name: A\n  concepts: [Vector]\n...\nmore: 1")
@example(b"areas: &a\n- name: A\n  concepts: [Vector]\nroles: *a\n")
@example(b"\xff\xfe")
def test_what_cannot_be_edited_safely_is_left_alone(raw: bytes) -> None:
    for new in (
        with_alias("syllabus.yml", raw, "Vector", ["arrow"]),
        with_sources("sources.yml", raw, [listed("mml-book", "MML")]),
    ):
        assert new is None or only_inserted(raw, new)


@pytest.mark.parametrize(
    "raw",
    [
        "areas:\n- name: A\n  concepts:\n  - name: Vector\n    aliases: [[Arrow]], [[Line]]\n",
        "areas:\n- name: A\n  concepts:\n  - name: Vector\n    aliases: [[Arrow]]\n",
        "areas: [\n",
    ],
)
def test_an_alias_is_refused_where_it_would_break_what_stands_there(raw: str) -> None:
    assert with_alias("syllabus.yml", raw.encode(), "Vector", ["x"]) is None


@st.composite
def registers(draw: st.DrawFn) -> bytes:
    indent = " " * draw(st.integers(0, 3))
    items = draw(
        st.lists(
            st.sampled_from(
                [
                    "key: a\n  title: A  # first",
                    "key: b\n  authors:\n    - One\n    - Two\n  verdict: >\n    long\n    text",
                    "key: c\n  authors: [One,\n    Two]",
                    "{key: d, title: D}  # flow",
                    "key: e\n  verdict: |\n    kept\n",
                ]
            ),
            max_size=4,
            unique=True,
        )
    )
    gap = draw(st.sampled_from(["", "\n"]))
    rows = [f"{indent}- " + item.replace("\n", f"\n{indent}") for item in items]
    head = draw(st.sampled_from(["# my sources\nsources:\n", "sources: # these\n"]))
    text = head + f"\n{gap}".join(rows) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


@settings(max_examples=150, deadline=None)
@given(registers(), st.sampled_from(["Mathematics: a book", "MML", "'quoted'", "2020"]))
def test_a_source_is_added_at_the_end_and_no_other_byte_changes(raw: bytes, title: str) -> None:
    new = with_sources("sources.yml", raw, [listed("mml-book", title)])
    assert new is not None
    assert only_inserted(raw, new)
    sources, _ = read_sources("sources.yml", new)
    before, _ = read_sources("sources.yml", raw)
    assert [s.key for s in sources] == [*(s.key for s in before), "mml-book"]
    assert sources[-1].title == title
    assert [(s.verdict, s.authors) for s in sources[:-1]] == [
        (s.verdict, s.authors) for s in before
    ]


@pytest.mark.parametrize("raw", ["", "# none yet\n", "sources: []\n", "- key: a\n", "[{key: a}]"])
def test_every_form_of_a_register_takes_a_source(raw: str) -> None:
    new = with_sources("sources.yml", raw.encode(), [listed("mml-book", "MML")])
    assert new is not None
    assert only_inserted(raw.encode(), new)
    assert read_sources("sources.yml", new)[0][-1].key == "mml-book"


def test_entries_stay_apart_by_an_empty_line_where_the_author_keeps_them_apart() -> None:
    raw = b"sources:\n  - key: a\n\n  - key: b\n"
    new = with_sources("sources.yml", raw, [listed("c", "C")])
    assert new == b"sources:\n  - key: a\n\n  - key: b\n\n  - key: c\n    title: C\n"


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_a_written_name_is_read_back_as_it_is_or_nothing_is_written(name: str) -> None:
    raw = b"areas:\n- name: A\n  concepts:\n  - Vector\n"
    new = with_alias("syllabus.yml", raw, "Vector", [name])
    if new is not None:
        assert [name_key(a) for a in aliases_of(new, "Vector")] == [name_key(name)]
    elif re.fullmatch(r"[A-Za-z0-9 :,#'\"-]*[A-Za-z0-9]", name) and name == " ".join(name.split()):
        pytest.fail(f"{name!r} was refused")


def test_a_file_keeps_its_permissions_and_its_link_when_it_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yml", tmp_path / "link.yml"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.yml", "real.yml"]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        create_file(file, "other")
    assert file.read_text(encoding="utf-8") == "mine"
