from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.cli import main
from syntopic.cli.opening import find, opened
from syntopic.cli.wording import differences, marked
from syntopic.garden import Garden, pages

FIRST = "An eigenvector keeps its direction when the matrix acts on it, it is only stretched."
AGAIN = "An eigenvector keeps its direction when the matrix acts on it; it is only stretched."


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        'site_name: G\nplugins: [syntopic: {headings: {"My adventures": used-in-ml}}]\n', "utf-8"
    )
    (folder / "sources.yml").write_text("- {key: a, title: Book A}\n- {key: b}\n", "utf-8")
    write(
        folder,
        "a/eigenvector.md",
        f"# Eigenvector\n\n{FIRST}\n\n## Picture\n\nArrows that stay on their line.\n\n"
        "### A sketch of mine\n\nOn paper.\n\n## My adventures\n\nIn PageRank.\n\n"
        "## Odd one\n\nSomething.\n",
    )
    write(
        folder, "b/eigenvector.md", f"# Eigenvector\n\n{AGAIN}\n\n```python exec\nprint(1)\n```\n"
    )
    monkeypatch.chdir(tmp_path)
    return folder


def write(notes: Path, path: str, text: str) -> None:
    (notes / path).parent.mkdir(parents=True, exist_ok=True)
    (notes / path).write_text(text, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def garden() -> Garden:
    return opened(find(Path("mkdocs.yml")))


def synthesis(notes: Path, text: str = "Mine, in my own words.") -> None:
    run("new", "synthesis", "Eigenvector")
    write(notes, "synthesis/eigenvector.md", f"# Eigenvector\n\n{text}\n")


def row(output: str, place: str) -> str:
    (found,) = [line for line in output.splitlines() if f"  {place}  " in f"{line}  "]
    return " ".join(found.split())


def test_explain_says_for_each_passage_what_decided_its_part(notes: Path) -> None:
    told = run("explain", "eigenvectors").output
    a, b = "notes/a/eigenvector.md", "notes/b/eigenvector.md"
    assert "(topics/eigenvector/)" in told.splitlines()[0]
    assert row(told, f"{a}:3").endswith(f"Book A {a}:3 default: no heading of a part above")
    assert row(told, f"{a}:7").endswith('heading "Picture"')
    assert row(told, f"{a}:15").endswith('heading "My adventures", by your option headings')
    assert row(told, f"{a}:19").endswith('heading "Odd one", which names no part')
    assert row(told, f"{b}:5").endswith("kind: what its blocks are")
    assert [line.split()[0] for line in told.splitlines()[3:] if line[0] != " "][:2] == ["#", "1"]


def test_explain_says_what_is_folded_into_what(notes: Path) -> None:
    told = run("explain", "eigenvector").output
    assert "not shown by itself:" in told
    assert "line 3 folded into notes/a/eigenvector.md:3" in told


def test_explain_puts_the_synthesis_on_top_and_says_what_is_folded_into_it(notes: Path) -> None:
    synthesis(notes, FIRST)
    told = run("explain", "eigenvector").output
    assert row(told, "notes/synthesis/eigenvector.md:1").startswith("1 Synthesis own")
    assert "folded into notes/synthesis/eigenvector.md:3" in told


def test_explain_of_a_note_says_on_which_page_and_in_which_part_its_text_stands(
    notes: Path,
) -> None:
    told = run("explain", "notes/a/eigenvector.md").output
    assert row(told, "Eigenvector  In plain English").startswith("3 Eigenvector In plain English")
    assert 'heading "Odd one", which names no part' in told and "Another part:" in told
    assert (
        "line 3 folded into notes/a/eigenvector.md:3" in run("explain", "b/eigenvector.md").output
    )


def test_explain_of_a_line_says_where_what_stands_there_went(notes: Path) -> None:
    told = run("explain", "notes/a/eigenvector.md:7").output
    assert 'heading "Picture"' in told and "Odd one" not in told
    assert "No text of a page stands in this line" in run("explain", "a/eigenvector.md:6").output


def test_explain_of_a_note_without_a_concept_names_the_page_of_its_source(notes: Path) -> None:
    write(notes, "a/2024-03-12.md", "What a day.\n")
    told = run("explain", "notes/a/2024-03-12.md").output
    assert "Book A" in told and "about no concept" in told


def test_explain_tells_its_author_that_a_note_is_private_and_what_would_change_that(
    notes: Path,
) -> None:
    write(notes, "private/eigenvector.md", "# Eigenvector\n\nSecret.\n")
    told = run("explain", "notes/private/eigenvector.md").output
    assert "is private: its place is private" in told and "Move it" in told
    of_concept = run("explain", "eigenvector").output
    assert "Not on it: notes/private/eigenvector.md is private" in of_concept
    assert "Secret" not in told + of_concept


def test_explain_takes_nothing_that_looks_like_a_path_for_a_concept_to_begin(notes: Path) -> None:
    told = run("explain", "notes/a/eigenvektor.md")
    assert told.exit_code == 2 and "no note is" in told.output
    assert "a/eigenvector.md" in told.output and "syntopic new note" not in told.output
    assert 'no concept is called "TCP/IP"' in run("explain", "TCP/IP").output
    write(notes, "a/empty.md", "")
    assert "is no note; a file without text" in run("explain", "notes/a/empty.md").output


def test_explain_says_that_one_note_keeps_its_own_order(notes: Path) -> None:
    (notes / "b/eigenvector.md").unlink()
    assert "own order" in run("explain", "eigenvector").output


def test_no_line_of_explain_is_wrapped_where_another_program_reads_it(notes: Path) -> None:
    long = "very-long-folder-name-" * 8
    write(notes, f"{long}/eigenvector.md", "# Eigenvector\n\nQuite another view of them.\n")
    assert f"notes/{long}/eigenvector.md:3" in run("explain", "eigenvector").output


@pytest.mark.parametrize("what", ["changed", "reviewed"])
def test_without_a_synthesis_the_command_that_begins_one_is_named(notes: Path, what: str) -> None:
    told = run(what, "eigenvector")
    assert told.exit_code == 2
    assert "syntopic new synthesis Eigenvector" in told.stderr
    assert not (notes / ".syntopic").exists()


def test_a_synthesis_without_a_record_is_unknown_and_not_stale(notes: Path) -> None:
    write(notes, "synthesis/eigenvector.md", "# Eigenvector\n\nMine.\n")
    told = run("changed", "eigenvector")
    assert told.exit_code == 0
    assert "not known" in told.output
    assert "syntopic reviewed Eigenvector" in told.output


def test_changed_shows_old_and_new_word_by_word_and_reviewed_ends_it(notes: Path) -> None:
    synthesis(notes)
    assert "Nothing has changed" in run("changed", "eigenvector").output
    text = (notes / "a/eigenvector.md").read_text("utf-8")
    write(notes, "a/eigenvector.md", text.replace("In PageRank.", "In spectral clustering today."))
    told = run("changed", "eigenvector").output
    assert "notes/a/eigenvector.md:15  changed" in told
    assert "In [-PageRank.-]{+spectral clustering today.+}" in told
    assert "Your synthesis is notes/synthesis/eigenvector.md" in told
    assert "\x1b" not in told
    assert run("reviewed", "eigenvector").exit_code == 0
    assert "Nothing has changed" in run("changed", "eigenvector").output


def test_new_and_vanished_passages_are_told_apart(notes: Path) -> None:
    synthesis(notes)
    (notes / "b/eigenvector.md").unlink()
    write(notes, "c.md", "# Eigenvector\n\nAnother thought, from a long walk by the river.\n")
    told = run("changed", "eigenvector").output
    assert "notes/c.md:3  new" in told
    assert "{+Another thought, from a long walk by the river.+}" in told
    assert re.search(r"notes/b/eigenvector\.md:1  gone\n\[-```python exec", told)


def test_reviewed_changes_the_record_and_no_note(notes: Path) -> None:
    synthesis(notes)
    files = {path: path.read_bytes() for path in notes.rglob("*.md")}
    write(notes, "c.md", "# Eigenvector\n\nAnother thought.\n")
    told = run("reviewed", "eigenvector")
    assert "notes/.syntopic/syntheses/eigenvector.json" in told.output
    assert {path: path.read_bytes() for path in files} == files


@pytest.fixture
def several(notes: Path) -> Path:
    """Syntheses of which one is behind, one is up to date, and one has no record."""
    for name in ("Limit", "Series"):
        write(notes, f"a/{name}.md", f"# {name}\n\nSomething on what a {name} is.\n")
    run("new", "synthesis", "Limit")
    for name in ("limit", "series"):
        write(notes, f"synthesis/{name}.md", f"# {name.title()}\n\nMine.\n")
    synthesis(notes)
    write(notes, "c.md", "# Eigenvector\n\nAnother thought, from a walk.\n")
    return notes


def test_changed_alone_lists_what_is_behind_with_the_command_to_see_more(several: Path) -> None:
    told = run("changed").output.splitlines()
    assert told[0] == "Eigenvector  1 change  syntopic changed Eigenvector"
    assert "  syntopic reviewed Eigenvector" in told
    assert "What these were written against is not known: Series." in told
    assert "Limit" not in "".join(told)
    run("reviewed", "--all")
    assert run("changed").output == "No synthesis is known to be behind your notes.\n"


def test_all_that_is_not_known_to_be_up_to_date_is_reviewed_at_once(several: Path) -> None:
    records = several / ".syntopic/syntheses"
    before = {path: path.read_bytes() for path in records.iterdir()}
    shown = run("reviewed", "--all", "--dry-run").output.splitlines()[1:]
    assert shown == [
        "  Eigenvector: 1 change, 8 passages",
        "  Series: not known until now, 1 passage",
    ]
    assert {path: path.read_bytes() for path in records.iterdir()} == before
    told = run("reviewed", "--all").output.splitlines()[1:]
    assert told == [
        "  Eigenvector: 1 change, 8 passages, in notes/.syntopic/syntheses/eigenvector.json",
        "  Series: not known until now, 1 passage, in notes/.syntopic/syntheses/series.json",
    ]
    kept = records / "limit.json"
    assert kept.read_bytes() == before[kept]
    assert run("reviewed", "--all").output == "Every synthesis is up to date.\n"


def test_several_are_reviewed_or_none_if_one_of_them_cannot_be(several: Path) -> None:
    before = {path: path.read_bytes() for path in several.rglob("*.json")}
    assert run("reviewed", "Series", "Eigenvectro").exit_code == 2
    assert {path: path.read_bytes() for path in several.rglob("*.json")} == before
    told = run("reviewed", "series", "eigenvectors", "Series").output.splitlines()
    assert [line.split(":")[0].strip() for line in told[1:]] == ["Series", "Eigenvector"]
    assert run("reviewed", "--all").output == "Every synthesis is up to date.\n"


@pytest.mark.parametrize("words", [(), ("Limit", "--all")])
def test_which_ones_were_reviewed_has_to_be_said(several: Path, words: tuple[str, ...]) -> None:
    told = run("reviewed", *words)
    assert told.exit_code == 2 and "syntopic changed" in told.stderr


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab \n-", max_size=30), st.text(alphabet="ab \n-", max_size=30))
def test_a_difference_holds_both_wordings_whole(old: str, new: str) -> None:
    runs = list(differences(old, new))
    assert "".join(run for kind, run in runs if kind != "new") == old
    assert "".join(run for kind, run in runs if kind != "old") == new


def test_in_colour_nothing_but_the_words_is_printed() -> None:
    text = marked("one two", "one three", colour=True)
    assert text.plain == "one twothree"
    assert [str(span.style) for span in text.spans] == ["red strike", "green"]


@pytest.fixture
def dispute(notes: Path) -> str:
    sentence = "The variance of the sample is divided by the number of observations {} one."
    write(notes, "a/variance.md", f"# Variance\n\n{sentence.format('with')}\n")
    write(notes, "b/variance.md", f"# Variance\n\n{sentence.format('without')}\n")
    (found,) = [d for topic in garden().topics for d in topic.disagreements]
    return found.id


def test_a_settled_disagreement_stands_on_the_page_and_is_no_hint_any_more(
    notes: Path, dispute: str
) -> None:
    told = run("settle", dispute, "One of them  means the sample.")
    assert told.exit_code == 0
    assert "notes/a/variance.md:3" in told.output
    assert "notes/.syntopic/settled.yml" in told.output
    (found,) = [d for topic in garden().topics for d in topic.disagreements]
    assert found.reason == "One of them means the sample."
    assert dispute not in run("status", "--all").output


def test_a_settlement_can_be_worded_anew(notes: Path, dispute: str) -> None:
    run("settle", dispute, "One.")
    assert "Settled again" in run("settle", dispute[:5], "Another.").output
    (found,) = [d for topic in garden().topics for d in topic.disagreements]
    assert found.reason == "Another."


def test_an_unknown_id_is_answered_with_the_open_ones(notes: Path, dispute: str) -> None:
    told = run("settle", "zzzz", "Because.")
    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1
    assert f"open are: {dispute} (Variance:" in told.stderr
    run("settle", dispute, "Done.")
    assert "nothing is open" in run("settle", "zzzz", "Because.").stderr
    assert run("settle", "", "Because.").exit_code == 2


@pytest.mark.parametrize("asked", [["--all"], ["--concept", "variance"]])
def test_a_possible_disagreement_shows_both_sentences_and_the_two_commands_that_end_it(
    notes: Path, dispute: str, asked: list[str]
) -> None:
    lines = run("status", *asked).output.splitlines()
    sentence = "The variance of the sample is divided by the number of observations {} one."
    first = next(n for n, line in enumerate(lines) if 'opposite words: "with" in one and' in line)
    (one, other, why, not_so) = (line.strip() for line in lines[first + 1 : first + 5])
    assert one == f"notes/a/variance.md:3  {sentence.format('with')}"
    assert other == f"notes/b/variance.md:3  {sentence.format('without')}"
    assert f'syntopic settle {dispute} "reason"' in why
    assert f"syntopic settle {dispute} --no-conflict" in not_so


def test_of_long_passages_the_sentences_that_differ_are_shown_cut_to_a_line(notes: Path) -> None:
    words = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    text = (
        "# Variance\n\n- Another point.\n- It is a mean. The sum of {} is divided by {} of them.\n"
    )
    write(notes, "a/variance.md", text.format(words, "5"))
    write(notes, "b/variance.md", text.format(words, "7"))
    shown = run("status", "--all").output.splitlines()
    one, other = (line.strip() for line in shown if "variance.md:4" in line)
    assert one.startswith("notes/a/variance.md:4  … word") and one.endswith("by 5 of them.")
    assert other.endswith("by 7 of them.")
    assert max(map(len, (one, other))) < 130


def test_what_is_no_conflict_is_not_asked_again_and_stands_on_no_page_until_a_passage_changes(
    notes: Path, dispute: str
) -> None:
    told = run("settle", dispute, "--no-conflict")
    assert told.exit_code == 0
    assert "notes/.syntopic/settled.yml" in told.output
    assert dispute not in run("status", "--all").output
    assert "contradict" not in run("status", "--concept", "variance").output
    made = garden()
    assert not any(problem.code == "sources-differ" for problem in made.problems)
    for workings in (False, True):
        (page,) = [p for p in pages(made, workings=workings) if p.src == "topics/variance.md"]
        assert "differ" not in page.markdown and "conflict" not in page.markdown
    changed = (notes / "b/variance.md").read_text("utf-8").replace("divided", "split")
    write(notes, "b/variance.md", changed)
    assert "syntopic settle " in run("status", "--all").output


def test_what_was_settled_or_dismissed_can_be_taken_back(notes: Path, dispute: str) -> None:
    run("settle", dispute, "--no-conflict")
    run("settle", dispute, "One of them means the sample.")
    assert run("undo", "--yes").exit_code == 0
    (found,) = [d for topic in garden().topics for d in topic.disagreements]
    assert (found.reason, found.dismissed) == ("", True)
    run("undo", "--yes")
    assert dispute in run("status", "--all").output


def test_a_settlement_needs_a_reason_or_that_there_is_no_conflict(
    notes: Path, dispute: str
) -> None:
    assert run("settle", dispute, "  ").exit_code == 2
    assert "--no-conflict" in run("settle", dispute).stderr
    assert run("settle", dispute, "Because.", "--no-conflict").exit_code == 2
    assert not (notes / ".syntopic").exists()
