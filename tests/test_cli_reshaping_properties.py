"""Random gardens are reshaped and put back: no link strays, and every byte returns."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import gardens
from commands import contents, garden, run
from syntopic.cli.reshaping.comparing import SEVERAL, leads
from syntopic.cli.reshaping.prose import file_text, stretches
from syntopic.garden import Garden
from syntopic.model import Block
from syntopic.names import name_key

OLD = ("Vectors", "Gradient descent", "Bayes' theorem", "SGD", "Größe", "k-means++")
NEW = (
    "Arrows",
    "Steepest descent",
    "A: b, c",
    "[x]",
    "行列",
    'it\'s "so"',
    "C# (basics)",
    "Rule|s",
)
SPELLINGS = ("{}", "{}s", " {} ", "4.2 {}", "{}#{}", "{}|these", "notes/{}", "{}.md", "{}|a [b] c")
FORMS = (
    "See [[{}]] here.",
    "- a\n  - b [[{}]]\n\n> [[{}]]",
    "| a | b |\n|---|---|\n| [[{}]] | x |",
    "> [!note] On [[{}]]\n> text",
    "`[[{}]]` $[[{}]]$ ![[{}]] [^1]\n\n[^1]: [[{}]]",
    "```\n[[{}]]\n```",
    "%% [[{}]] %% and [t](week-3.md#{}) [u](../{}.md)",
    "<!-- [[{}]] --> **[[{}]]** ^id-1",
)
HEADS = (
    "# {}",
    "# Week 3\n\n## {}",
    "# Week 3\n\n## 3.1 {}\n\nx\n\n## Other",
    "",
    "# Other\n\n## {}",
)
FRONTS = (
    "",
    "title: {}",
    "concept: {}",
    "concept: [{}, Other]",
    "requires: [Other, {}]",
    'related: "[[{}]]"',
    "aliases: [thing]\ndraft: true",
)
SYLLABUSES = (
    "areas:\n- name: A\n  concepts:\n  - Other\n  - {}\nroles:\n  R: [{}, A]\n",
    "areas:\n  A:\n  - name: {}\n    aliases: [thing]\n  - name: Other\n    requires: [{}]\n",
    "areas: [{{name: A, concepts: [Other]}}]\n",
    "",
)


def quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


@st.composite
def files(draw: st.DrawFn, name: str) -> dict[str, bytes]:
    """A few notes that name a concept in many ways, in several formats."""
    made: dict[str, bytes] = {}
    paths = ("n.md", "a/week-3.md", f"a/{name}.md", "b.ipynb", "s.py", f"synthesis/{name}.md")
    for path in draw(st.lists(st.sampled_from(paths), min_size=1, max_size=4, unique=True)):
        spelled = st.sampled_from(SPELLINGS).map(lambda one: one.replace("{}", name))
        pieces = draw(st.lists(st.sampled_from(FORMS), max_size=3))
        text = "\n\n".join(
            "".join(
                part + (draw(spelled) if i < piece.count("{}") else "")
                for i, part in enumerate(piece.split("{}"))
            )
            for piece in pieces
        )
        head = draw(st.sampled_from(HEADS)).replace("{}", name)
        front = draw(st.sampled_from(FRONTS)).replace("{}", quoted(name))
        front = f"---\n{front}\n---\n\n" if front else ""
        made[path] = draw(raw_note(path, f"{front}{head}\n\nSome words.\n\n{text}\n"))
    listed = draw(st.sampled_from(SYLLABUSES))
    if listed:
        made["syllabus.yml"] = (
            listed.replace("{}", quoted(name)).replace("{{", "{").replace("}}", "}").encode()
        )
    made["other.md"] = f"# Other\n\nNear [[{name}]], far.\n".encode()
    return made


@st.composite
def raw_note(draw: st.DrawFn, path: str, text: str) -> bytes:
    """A note's bytes in its format, with one of the line ends and marks that there are."""
    if path.endswith(".ipynb"):
        cell = {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}
        ascii_only = draw(st.booleans())
        return json.dumps(
            {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
            ensure_ascii=ascii_only,
            indent=draw(st.sampled_from([None, 1])),
        ).encode()
    if path.endswith(".py"):
        rows = "".join(f"# {row}\n" if row else "#\n" for row in text.split("\n"))
        text = f"# %% [markdown]\n{rows}\n# %%\nx = '[[Vectors]]'\n"
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    text = text if draw(st.booleans()) else text.rstrip("\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


@contextmanager
def garden_of(made: dict[str, bytes]) -> Iterator[Path]:
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
        gardens.write(root / "notes", made)
        os.chdir(root)
        try:
            yield root
        finally:
            os.chdir(here)


def ends(found: Garden, renamed: dict[str, str], *, by_path: bool = True) -> Counter[str]:
    """Where the links of a garden lead, each as often as one does.

    Those that name a note by its path are left out on request: it may stand on several pages.
    """
    names = {name_key(old): new for old, new in renamed.items()}
    nowhere = ("", SEVERAL)
    keys = (name_key(lead.ends) for lead in leads(found).values() if by_path or not lead.note)
    return Counter(name_key(names.get(key, key)) for key in keys if key not in nowhere)


def blocks_of(found: Garden) -> int:
    """How many blocks the topics of a garden hold, those of syntheses included."""
    claims = (claim for topic in found.topics for claim in (*topic.claims, topic.synthesis))
    return sum(isinstance(part, Block) for claim in claims if claim for part in claim.content)


cases = st.sampled_from(OLD).flatmap(lambda old: st.tuples(st.just(old), files(old)))


@settings(max_examples=40, deadline=None)
@given(cases, st.sampled_from(NEW), st.sampled_from([(), ("--files",), ("--no-alias",)]))
def test_a_new_name_moves_no_link_and_taking_it_back_returns_every_byte(
    case: tuple[str, dict[str, bytes]], new: str, flags: tuple[str, ...]
) -> None:
    old, made = case
    with garden_of(made) as root:
        before, links = contents(root), ends(garden(), {old: new}, by_path=False)
        told = run("rename", old, new, "--yes", *flags)
        event(f"exit {told.exit_code}")
        if told.exit_code:
            assert told.exit_code == 2, told.output
            assert contents(root) == before
            return
        assert name_key(old) not in {name_key(t.concept.name) for t in garden().topics}
        assert not (links - ends(garden(), {})), told.output
        assert run("undo", "--yes").exit_code == 0
        assert contents(root) == before


@settings(max_examples=25, deadline=None)
@given(cases, st.data())
def test_taking_a_part_out_of_a_concept_loses_no_text_and_can_be_taken_back(
    case: tuple[str, dict[str, bytes]], choice: st.DataObject
) -> None:
    old, made = case
    with garden_of(made) as root:
        before, count = contents(root), blocks_of(garden())
        paths = sorted({path for path in made if not path.endswith("yml")})
        note = choice.draw(st.sampled_from(paths)) + choice.draw(st.sampled_from(["", f"#{old}"]))
        told = run("split", old, "--into", "Part", "--note", note, "--yes")
        event(f"exit {told.exit_code}")
        if told.exit_code:
            assert told.exit_code == 2, told.output
            assert contents(root) == before
            return
        assert "Part" in {topic.concept.name for topic in garden().topics}
        assert blocks_of(garden()) == count
        assert run("undo", "--yes").exit_code == 0
        assert contents(root) == before


CONCEPTS = ("Alpha", "Bayes' theorem", "C++", "SGD", "Größe", "Zeta: a, b")
TOLD = (
    "# {}\n\nWords.\n",
    "---\ntitle: {q}\ntags: [x]\n---\nWords.\n",
    "---\naliases:\n  - thing {}\nconcept: {q}   # mine\n---\n# Another title\n\nWords.\n",
    "---\nconcept: [{q}, Other]\n---\n# {}\n\nWords.\n\n## Other\n\nText.\n",
    "# Week 3\n\n## {}\n\nWords.\n",
    "---\n---\n# {}\n\nWords of [[Alpha]] and [[SGD|it]].\n",
)
LISTS = (
    "",
    "areas:\n- name: A\n  concepts: [Other]\n",
    "areas:\n  A:\n  - Zed\n  - SGD\n  - C++\n",
)


@st.composite
def many_concepts(draw: st.DrawFn) -> dict[str, bytes]:
    """Notes of several sources on several concepts, most of them in no syllabus."""
    folders = ("a", "b/ch2", "mine", "synthesis")
    made = {"sources.yml": draw(st.sampled_from([b"[a, b]", b"[b, a]"]))}
    for name in CONCEPTS:
        for folder in draw(st.lists(st.sampled_from(folders), min_size=1, max_size=2, unique=True)):
            told = TOLD[0] if folder == "synthesis" else draw(st.sampled_from(TOLD))
            text = told.replace("{}", name).replace("{q}", quoted(name))
            path = f"{folder}/{draw(st.integers(1, 30))}{CONCEPTS.index(name)}.md"
            made[path] = draw(raw_note(path, text))
    listed = draw(st.sampled_from(LISTS))
    return made | ({"syllabus.yml": listed.encode()} if listed else {})


@settings(max_examples=30, deadline=None)
@given(many_concepts(), st.lists(st.sampled_from(CONCEPTS), min_size=2, max_size=2, unique=True))
def test_two_concepts_become_one_and_all_others_stay_as_and_where_they_are(
    made: dict[str, bytes], names: list[str]
) -> None:
    with garden_of(made) as root:
        before, count = contents(root), blocks_of(garden())
        order = [topic.concept.name for topic in garden().topics]
        links = ends(garden(), {names[1]: names[0]}, by_path=False)
        told = run("same", *names, "--yes")
        event(f"exit {told.exit_code}")
        if told.exit_code:
            assert told.exit_code == 2, told.output
            assert contents(root) == before
            return
        after = garden()
        joined = {name_key(name) for name in names}
        now = [topic.concept.name for topic in after.topics]
        assert len(joined & set(map(name_key, now))) == 1
        rest = [name for name in order if name_key(name) not in joined]
        assert [name for name in now if name_key(name) not in joined] == rest
        (one,) = [t.concept for t in after.topics if name_key(t.concept.name) in joined]
        assert joined <= {name_key(name) for name in (one.name, *one.aliases)}
        assert (blocks_of(after), after.errors) == (count, ())
        if b"SGD" not in before.get("notes/syllabus.yml", b""):
            assert one.name == names[0]
            assert contents(root).get("notes/syllabus.yml") == before.get("notes/syllabus.yml")
            assert links == ends(after, {names[1]: names[0]}, by_path=False)
        assert run("undo", "--yes").exit_code == 0
        assert contents(root) == before


def test_the_sample_garden_survives_a_new_name_with_all_its_links_and_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = Path(__file__).resolve().parent.parent
    for name in ("notes", "site_src"):
        shutil.copytree(sample / name, tmp_path / name)
    shutil.copy(sample / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    old, new = "Gradient descent", "Steepest descent"
    before = garden()
    assert run("accept-urls").exit_code == 0
    everything = contents(tmp_path)
    assert run("rename", old, new, "--yes", "--files").exit_code == 0
    assert b"gradient-descent.md" not in contents(tmp_path)["notes/.syntopic/urls.json"]
    after = garden()
    assert after.errors == before.errors == ()
    assert ends(after, {}) == ends(before, {old: new})
    stale = {t.concept.name: t.changes for t in before.topics}
    assert {t.concept.name: t.changes for t in after.topics if t.concept.name in stale} == {
        name: changes for name, changes in stale.items() if name != old
    }
    assert not any(name.endswith("/gradient-descent.md") for name in contents(tmp_path))
    assert run("undo", "--yes").exit_code == 0
    assert contents(tmp_path) == everything


@given(cases, st.data())
def test_the_text_of_a_file_can_be_written_back_and_each_character_is_where_it_is_said_to_be(
    case: tuple[str, dict[str, bytes]], choice: st.DataObject
) -> None:
    path, raw = choice.draw(st.sampled_from(sorted(case[1].items())))
    file = file_text(raw)
    assert file is not None
    assert file.encoded(file.text) == raw
    for prose in stretches(path, file.text):
        assert len(prose.text) == len(prose.starts) == len(prose.ends)
        for place, sign in enumerate(prose.text):
            edit = prose.edit(place, place + 1, "Q")
            if edit is not None:
                spelled = file.text[edit.start : edit.end]
                plain = (
                    json.loads(f'"{spelled}"', strict=False) if path.endswith("ipynb") else spelled
                )
                assert plain in ((sign,) if sign != "\n" else ("\n", "\r\n", "\r"))
