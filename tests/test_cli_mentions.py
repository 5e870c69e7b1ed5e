"""``syntopic mentions``: what is listed, and that writing links changes no other byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gardens
from effort import lines_run
from syntopic.cli import main
from syntopic.cli.opening import find, opened
from syntopic.cli.reshaping.mention_writing import Writing, planned

OTHERS = {
    "book/rank.md": "# Rank\n\nx\n",
    "book/gd.md": "---\naliases: [GD]\n---\n# Gradient descent\n\nx\n",
    "book/c.md": "# C#\n\nx\n",
}


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    gardens.write(tmp_path / "notes", OTHERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["mentions", *arguments])


def listed(notes: Path, text: str, *arguments: str) -> list[str]:
    """The places that are listed for a note, with the words that stand there."""
    gardens.write(notes, {"new.md": text})
    told = run(*arguments)
    assert told.exit_code == 0, told.output
    return re.findall(r"^  notes/(new\.md:\d+)", told.output, re.M)


def written(notes: Path, text: str | bytes, *arguments: str, name: str = "new.md") -> str:
    """What a note says after links were written into it."""
    gardens.write(notes, {name: text})
    told = run("--write", "--yes", *arguments)
    assert told.exit_code == 0, told.output
    return (notes / name).read_bytes().decode()


# --- what is listed -----------------------------------------------------------------------------


def test_the_first_single_word_of_each_note_is_listed_with_its_sentence(notes: Path) -> None:
    text = "# New\n\nGD is a link.\nThe rank of it.\n\n## More\n\nAgain the rank.\n"
    assert listed(notes, text) == ["new.md:4"]
    told = run().output
    assert "Rank\n  notes/new.md:4  The rank of it.\n" in told
    assert "1 mention more becomes a link" in told


def test_all_lists_every_mention_with_what_becomes_of_it(notes: Path) -> None:
    text = "# New\n\nGD is a link.\nThe rank of it.\n\n> GD\n\n## More\n\nAgain the rank. GD, GD.\n"
    assert listed(notes, text, "--all") == [f"new.md:{n}" for n in (3, 6, 10, 10, 4, 10)]
    told = run("--all").output
    for why in ("a link on the site", "may mean something else", "in a quotation", "named before"):
        assert why in told


def test_what_has_a_link_or_shall_have_none_is_not_listed(notes: Path) -> None:
    assert listed(notes, "# New\n\nThe rank of [[Rank]].\n", "--all") == []
    vetoed = "---\nno-autolink: [rank]\n---\n# New\n\nThe rank.\n"
    assert listed(notes, vetoed, "--all") == []
    compound = "---\nnot-in: [rank correlation]\n---\n# Rank\n\nx\n"
    gardens.write(notes, {"rank.md": compound})
    assert listed(notes, "# New\n\nThe rank correlation.\n", "--all") == []
    assert "No name is left without a link." in run().output


def test_private_notes_and_comments_are_not_looked_at(notes: Path) -> None:
    gardens.write(notes, {"private/x.md": "The rank canary.", "y.md": "---\ndraft: 1\n---\nrank"})
    assert listed(notes, "# New\n\n%% the rank %% nothing\n", "--all") == []
    assert "canary" not in run("--all").output


def test_concepts_and_places_choose(notes: Path) -> None:
    text = "# New\n\nThe rank of it.\n\nAgain a rank by GD.\n"
    assert listed(notes, text, "gradient descents", "--all") == ["new.md:5"]
    assert listed(notes, text, "--at", "notes/new.md:5") == ["new.md:5", "new.md:5"]
    assert listed(notes, text, "--at", "new.md", "--all") == ["new.md:5", "new.md:3", "new.md:5"]
    assert run("--at", "notes/nwe.md").output.count("did you mean") == 1
    assert run("Ranc").exit_code != 0
    assert run("--yes").exit_code != 0


def test_what_cannot_be_looked_at_is_said_with_the_reason(notes: Path) -> None:
    text = "# New\n\nThe rank of it.\n"
    gardens.write(notes, {"new.md": text, "private/x.md": "The rank.\n", "y.md": text})
    for line in (0, 4, 99):
        told = run("--at", f"notes/new.md:{line}")
        assert told.exit_code == 2
        assert f"notes/new.md has no line {line}, but lines 1 to 3" in told.stderr
    for place in ("notes/private/x.md", "private/x.md:1"):
        told = run("--at", place)
        assert told.exit_code == 2
        assert "notes/private/x.md is private (its place is private)" in told.stderr
    assert "No name without a link stands there." in run("--at", "notes/new.md:1").output
    assert 'No note names "C#" without a link.' in run("C#").output


def test_the_command_that_writes_what_is_listed_is_told_in_full(notes: Path) -> None:
    gardens.write(notes, {"a,b.md": "# A,b\n\nx\n", "new.md": "# New\n\nThe rank, a,b.\n"})
    told = run("Rank", "A,b", "--at", "new.md").output
    assert 'links of them: syntopic mentions Rank "A,b" --at new.md --write' in told


# --- what is written ----------------------------------------------------------------------------


def test_brackets_are_put_around_the_words_and_the_site_links_as_before(notes: Path) -> None:
    text = "# New\n\nThe rank of `rank`, and Ranks.\n"
    assert written(notes, text) == "# New\n\nThe [[rank]] of `rank`, and Ranks.\n"
    garden = opened(find(Path("mkdocs.yml")))
    assert garden.links.outgoing["topics/new.md"] == ("topics/rank.md",)
    assert listed(notes, (notes / "new.md").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("A ranks of it.", "A [[Rank|ranks]] of it."),
        ("By GD.", "By [[Gradient descent|GD]]."),
        ("`GD` GD", "`GD` [[Gradient descent|GD]]"),
        ("[GD](x.md) *GD*", "[GD](x.md) *[[Gradient descent|GD]]*"),
        (
            "| a | GD |\n|---|---|\n| b | c |",
            "| a | [[Gradient descent\\|GD]] |\n|---|---|\n| b | c |",
        ),
        ("- [ ] x\n  - GD ^id-1", "- [ ] x\n  - [[Gradient descent|GD]] ^id-1"),
        ("> [!note] GD\n> by\n> GD", "> [!note] GD\n> by\n> [[Gradient descent|GD]]"),
        ("\\*x\\* &amp; GD", "\\*x\\* &amp; [[Gradient descent|GD]]"),
        ("Gradient\ndescent GD", "Gradient\ndescent [[Gradient descent|GD]]"),
        ("x %% GD %% GD", "x %% GD %% [[Gradient descent|GD]]"),
        ("GD[^1]\n\n[^1]: x", "[[Gradient descent|GD]][^1]\n\n[^1]: x"),
        ("![GD](p.png) a<br>GD", "![GD](p.png) a<br>[[Gradient descent|GD]]"),
        ("GD\n\n## ", "[[Gradient descent|GD]]\n\n## "),
    ],
)
def test_links_are_written_where_the_words_are_read(notes: Path, text: str, result: str) -> None:
    told = f"---\ntitle: New   # a comment\n---\n\n{text}"
    assert written(notes, told, "--at", "new.md", "--all") == told.replace(text, result)


def test_what_cannot_be_written_is_said_and_left(notes: Path) -> None:
    gardens.write(notes, {"new.md": "# New\n\ngradient\ndescent, and a C# (x) or GD](y.md).\n"})
    told = run("--write", "--yes", "--all")
    assert "runs over the end of a line" in told.output
    assert (notes / "new.md").read_text("utf-8").startswith("# New\n\ngradient\ndescent, and a C#")


def test_line_ends_marks_and_missing_last_lines_stay(notes: Path) -> None:
    raw = b"\xef\xbb\xbf# New\r\n\r\nA\r\nrank\r\nof it\t \r\n\r\n\r\nend"
    assert written(notes, raw) == "\ufeff# New\r\n\r\nA\r\n[[rank]]\r\nof it\t \r\n\r\n\r\nend"


def test_notebooks_and_scripts_keep_their_form(notes: Path) -> None:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": ["# Nb\n", "\n", 'A "rank" é.']}]
    book = json.dumps(
        {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=3
    )
    assert written(notes, book, name="nb.ipynb") == book.replace('\\"rank', '\\"[[rank]]').replace(
        '[[rank]]\\"', '[[rank]]\\"'
    )
    script = "# %% [markdown]\n# # Script\n#\n# A rank\n\n# %%\nrank = 1\n"
    assert written(notes, script, name="s.py") == script.replace("A rank", "A [[rank]]")


def test_nothing_is_written_without_a_yes_and_undo_takes_it_back(notes: Path) -> None:
    text = "# New\n\nThe rank of it.\n"
    gardens.write(notes, {"new.md": text})
    assert "[[rank]]" in run("--write", "--dry-run").output
    assert run("--write").exit_code != 0
    assert (notes / "new.md").read_text("utf-8") == text
    assert "[[rank]]" in written(notes, text)
    assert CliRunner().invoke(main, ["undo", "--yes"]).exit_code == 0
    assert (notes / "new.md").read_text("utf-8") == text


_PIECES = st.sampled_from(
    "GD ¦rank ¦ranks¦gradient descent¦Gradient\ndescent¦`GD` ¦$GD$ ¦[GD](x.md) ¦[[Rank]] ¦*¦**¦"
    "\n¦\n\n¦\n- ¦\n> ¦\n## ¦| ¦ | a |\n|---|---|\n| ¦\\¦&amp;¦<b>¦</b>¦[¦]¦(¦)¦![¦%%¦\r\n¦é ¦C# "
    "¦^id-1\n¦Q: ¦```\n¦[^1]: ¦[^1]¦: ¦~~¦==¦_¦C#|".split("¦")
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_whatever_a_note_says_writing_adds_nothing_but_links(notes: Path, text: str) -> None:
    raw = f"# New\n\n{text}".encode()
    after = written(notes, raw, "--at", "new.md", "--all")
    without = re.sub(
        r"\[\[(?:Rank\\?\||Gradient descent\\?\||C#\\?\|)([^\]\[|]+)\]\]", r"\1", after
    )
    assert without.replace("[[", "").replace("]]", "") == raw.decode().replace("[[", "").replace(
        "]]", ""
    )


@pytest.mark.parametrize("many_texts", [True, False])
def test_each_text_is_looked_at_once_for_all_mentions_in_it(notes: Path, many_texts: bool) -> None:
    def work(count: int) -> int:
        text = "".join(f"The rank{n if many_texts else ''} of the rank.\n\n" for n in range(count))
        gardens.write(notes, {"new.md": f"# New\n\n{text}"})
        place = find(notes.parent / "mkdocs.yml")
        garden = opened(place)
        mentions = [one for one in garden.links.mentions if one.note == "new.md"]
        assert len(mentions) >= count
        made: list[Writing] = []
        lines = lines_run(lambda: made.append(planned(place, garden, mentions)))
        assert not made[0].left
        return lines

    work(10)
    assert work(240) < 7 * work(40)
