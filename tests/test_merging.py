"""What a topic page shows of the notes that feed it, and what it leaves to the author."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gardens import ENGLISH, concept, gathered, note, topic, topics
from syntopic.merging import Records, merge, record
from syntopic.merging.coverage import gaps
from syntopic.merging.formulas import left_side, plain_tex, same_tex
from syntopic.model import Change, Facet, Heading, ParsedNote, Shown, Topic
from syntopic.names import name_key

RULE = "$$f'(x) = 2x$$\n\n- $x$ is the input\n\nIn words: twice the input."


def page(value: Topic) -> list[tuple[Facet, list[tuple[str, list[str]]]]]:
    """Facets with their passages: the note's path, and what stands there."""
    return [
        (s.facet, [(e.passage.note.path, told(e.content)) for e in s.entries if e.content])
        for s in value.sections
    ]


def told(content: tuple[Heading | Shown, ...]) -> list[str]:
    return [f"# {part.text}" if isinstance(part, Heading) else part.text for part in content]


def variants(value: Topic) -> list[tuple[str, str, str]]:
    """What was folded: into which text, from which note, in which words."""
    shown = [*value.opening, *(part for entry in value.entries for part in entry.content)]
    return [
        (part.text, v.note.path, v.text)
        for part in shown
        if isinstance(part, Shown)
        for v in part.also
    ]


def two(first: str, second: str) -> Topic:
    """The topic of two sources' notes."""
    return topic(note("book/m.md", first, concept="M1"), note("course/m.md", second, concept="M1"))


# --- order ------------------------------------------------------------------------------------


def test_one_note_is_shown_as_written_with_its_own_headings_and_order() -> None:
    value = topic(note("book/m.md", "# Matrix\n\na\n\n## Gotchas\n\ng\n\n## Definition\n\nd"))
    assert value.as_written
    ((_, [(_, content)]),) = page(value)
    assert content == ["a", "# Gotchas", "g", "# Definition", "d"]


def test_from_the_second_note_on_the_facets_order_the_page_and_the_sources_each_facet() -> None:
    value = two("## Gotchas\n\ng\n\n## Definition\n\nd", "intro\n\n## Pitfalls\n\np")
    assert not value.as_written
    assert page(value) == [
        (Facet.PLAIN_ENGLISH, [("book/m.md", ["d"]), ("course/m.md", ["intro"])]),
        (Facet.PITFALLS, [("book/m.md", ["g"]), ("course/m.md", ["p"])]),
    ]


def test_a_second_note_of_the_same_source_stands_behind_the_first() -> None:
    text = "## Intuition\n\n{0}\n\n## Gotchas\n\n{0}"
    paths = ("book/ch10.md", "book/ch2.md", "course/a.md")
    value = topic(*(note(path, text.format(path), concept="M1") for path in paths))
    order = [("book/ch2.md", 0), ("book/ch10.md", 0), ("course/a.md", 0)]
    assert [[(path, 0) for path, _ in entries] for _, entries in page(value)] == [order, order]


def test_one_note_that_speaks_twice_of_a_concept_gets_two_addresses() -> None:
    (value,) = topics(gathered(note("book/week-1.md", "## Matrix\n\na\n\n## Matrices\n\nb")))
    assert value.as_written
    anchors = [entry.passage.anchor for entry in value.entries]
    assert len(anchors) == len(set(anchors)) == 2


# --- folding ----------------------------------------------------------------------------------

SAID = "A gradient points in the direction of the steepest ascent of a function."
ALIKE = "The gradient points in the direction of steepest ascent of the function."


def test_what_a_later_source_says_alike_is_folded_into_the_first_wording() -> None:
    value = two(SAID, f"{ALIKE}\n\nMore.")
    assert [text for _, entries in page(value) for _, [*all_] in entries for text in all_] == [
        SAID,
        "More.",
    ]
    assert variants(value) == [(SAID, "course/m.md", ALIKE)]


def test_list_items_fold_one_by_one_and_the_rest_of_the_list_stays() -> None:
    value = two(f"- {SAID}\n- Rows.", f"- Columns.\n- {ALIKE}\n- Ranks.")
    ((_, [_, (_, [rest])]),) = page(value)
    assert rest == "- Columns.\n- Ranks."
    assert [(path, text) for _, path, text in variants(value)] == [("course/m.md", f"- {ALIKE}")]


def test_nothing_folds_across_facets_or_within_one_source() -> None:
    assert variants(two(SAID, f"## Gotchas\n\n{ALIKE}")) == []
    assert variants(two(f"{SAID}\n\n{ALIKE}", "x")) == []


def test_headings_under_which_everything_is_folded_disappear() -> None:
    value = two(f"## History\n\n{SAID}", f"## Names\n\n{ALIKE}\n\n## Places\n\np")
    assert page(value) == [
        (
            Facet.OTHER,
            [("book/m.md", ["# History", SAID]), ("course/m.md", ["# Places", "p"])],
        )
    ]


def test_an_equal_formula_folds_with_its_symbols_its_reading_and_its_announcement() -> None:
    later = "It is:\n\n$$f'(x) = 2 \\, x.$$\n\n- $x$ is an input\n\nIn words: the input twice."
    value = two(RULE, later + "\n\nRest.")
    assert [path for _, path, _ in variants(value)] == ["course/m.md"] * 4
    left = [e.content for e in value.entries if e.passage.note.path == "course/m.md"]
    assert [told(content) for content in left if content] == [["Rest."]]


@pytest.mark.parametrize(
    "later",
    [
        RULE.replace("input\n", "output of a machine\n"),
        RULE.replace("- $x$ is the input", "- $x$ is the input\n- $f$ is a function"),
    ],
)
def test_a_formula_that_is_explained_differently_or_more_stays_in_sight(later: str) -> None:
    assert not [v for v in variants(two(RULE, later)) if "f'" in v[2]]


def test_a_formula_explained_only_by_the_later_source_stays_with_its_explanation() -> None:
    assert variants(two("## Formula\n\n$$f'(x) = 2x$$", RULE)) == []


def test_a_bare_formula_within_prose_leaves_no_hole() -> None:
    value = two("Start:\n\n$$f'(x) = 2x$$\n\nthen go on.", "Begin at\n\n$$f'(x)=2x$$\n\nand stop.")
    assert variants(value) == []


def test_three_sources_with_one_formula_fold_into_the_first() -> None:
    texts = {"book/m.md": RULE, "course/m.md": RULE, "video/m.md": RULE}
    value = topic(*(note(path, text, concept="M1") for path, text in texts.items()))
    formulas = [path for _, path, text in variants(value) if text.startswith("$$")]
    assert formulas == ["course/m.md", "video/m.md"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"A v = \lambda\,v.", r"Av=\lambda v"),
        (r"\left( x \right)", "(x)"),
        ("x^{2}", "x^2"),
        (r"\mathbf{y}", r"\mathbf y"),
        (r"\frac{a}{b}", r"\frac ab"),
        (r"y = x \label{eq:a}", "y=x"),
    ],
)
def test_only_the_look_of_a_formula_does_not_make_it_another(one: str, other: str) -> None:
    assert same_tex(one) == same_tex(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(r"\lambda v", r"\lambdav"), ("x^{10}", "x^10"), (r"a \leftarrow b", r"a \rightarrow b")],
)
def test_formulas_that_mean_something_else_are_different(one: str, other: str) -> None:
    assert same_tex(one) != same_tex(other)


PIECES = st.sampled_from(
    (r"\lambda", "v", "2", "{x}", r"\mathbf{y}", r"\frac{a}{b}", "+", "(", "=")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES), st.lists(st.sampled_from((" ", r"\,", "~", "\n", r"\quad ", "{}"))))
def test_spaces_of_any_width_between_symbols_make_no_other_formula(
    pieces: list[str], gaps: list[str]
) -> None:
    spaced = "".join(a + b for a, b in zip_longest(pieces, gaps[: len(pieces)], fillvalue=" "))
    assert same_tex(spaced) == same_tex(" ".join(pieces))
    assert plain_tex(spaced) == plain_tex(" ".join(pieces))


@pytest.mark.parametrize(
    ("tex", "side"),
    [
        (r"\mathbf{y} = Ax", "y"),
        ("y := 2", ""),
        ("a = b = c", ""),
        ("x \\le 2", ""),
        (r"\begin{aligned} a = b \end{aligned}", ""),
        ("", ""),
    ],
)
def test_the_left_hand_side_is_what_a_single_equation_defines(tex: str, side: str) -> None:
    assert left_side(tex) == side


# --- the author's synthesis -------------------------------------------------------------------


def with_synthesis(mine: str, *others: ParsedNote, records: Records | None = None) -> Topic:
    return topic(note("synthesis/m1.md", mine), *others, records=records)


def test_a_synthesis_keeps_its_own_headings_and_what_notes_repeat_is_folded_into_it() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    code = "```python exec\nprint(1)\n```"
    mine = f"# M1\n\n## My way\n\n{SAID}\n\n{RULE}\n\n{table}\n\n{code}"
    text = f"{ALIKE}\n\n{RULE}\n\n{table}\n\n{code}\n\nOnly here."
    value = with_synthesis(mine, note("book/m1.md", text))
    assert told(value.opening)[:2] == ["# My way", SAID]
    assert [t for e in value.entries for t in told(e.content)] == ["Only here."]
    assert next((path, v) for _, path, v in variants(value)) == ("book/m1.md", ALIKE)
    assert len(variants(value)) == 6


def test_a_note_with_other_code_or_another_table_is_not_folded_into_the_synthesis() -> None:
    mine = "# M1\n\n```python\nprint(1)\n```"
    value = with_synthesis(mine, note("book/m1.md", "```python\nprint(2)\n```"))
    assert variants(value) == []


# --- the picture ------------------------------------------------------------------------------


def test_the_synthesis_picture_comes_before_that_of_the_first_source_in_order() -> None:
    a, b = note("course/m1.md", "x", picture="c.png"), note("book/m1.md", "x", picture="b.png")
    mine = note("synthesis/m1.md", "x", picture="s.png")
    assert [topic(*ns).picture.target for ns in ((a,), (a, b), (a, b, mine))] == [  # type: ignore[union-attr]
        "c.png",
        "b.png",
        "s.png",
    ]


def test_without_a_named_picture_it_is_the_first_figure_under_intuition() -> None:
    value = two(
        "![no](no.png)\n\n## Intuition\n\nw\n\n![yes](yes.png)", "## Intuition\n\n![2](2.png)"
    )
    assert value.picture is not None and value.picture.block is not None
    assert value.picture.block.text == "![yes](yes.png)"


def test_without_any_figure_under_intuition_it_is_the_snippet_labelled_lead() -> None:
    value = topic(note("m1.md", "![no](no.png)\n\n```python exec label=lead\nplot()\n```"))
    assert value.picture is not None and value.picture.block is not None
    assert value.picture.block.snippet is not None
    assert topic(note("m1.md", "![no](no.png)\n\n```python exec\nplot()\n```")).picture is None


# --- disagreements ----------------------------------------------------------------------------

WITH = "Sampling with replacement keeps every draw independent of all the others before it."
WITHOUT = WITH.replace("with", "without")


def kinds(value: Topic) -> list[str]:
    return [d.kind for d in value.disagreements]


def test_opposite_words_and_different_numbers_are_possible_disagreements_and_never_fold() -> None:
    value = two(WITH, WITHOUT)
    assert kinds(value) == ["opposites"]
    assert variants(value) == []
    rates = "The learning rate of {} made the loss of this model explode at once."
    assert kinds(two(rates.format("0.1"), rates.format("0.3"))) == ["numbers"]


def test_two_formulas_for_one_left_hand_side_are_a_possible_disagreement() -> None:
    value = two("$$\\mathbf{y} = 2x$$", "$$y = 3x$$")
    assert kinds(value) == ["formulas"]
    assert kinds(two("$$y = 2x$$", "$$y=2 x.$$")) == []
    assert kinds(two("$$y = 2x$$\n\n$$y = 3x$$", "x")) == []


def test_one_symbol_with_two_meanings_is_a_possible_disagreement() -> None:
    one, other = "$$y = mx$$\n\n- $m$ is the slope", "$$z = mx$$\n\n- $m$ is the mass"
    (found,) = two(one, other).disagreements
    assert found.kind == "symbols"
    assert "slope" in found.message and "mass" in found.message
    assert kinds(two(one, other.replace("mass", "slope of a line"))) == []


def test_each_symbol_of_two_lists_is_a_question_of_its_own() -> None:
    one = "$$y = mx + b$$\n\n- $m$ is the slope\n- $b$ is the intercept"
    other = "$$z = mx + b$$\n\n- $m$ is the mass\n- $b$ is the bias"
    found = two(one, other).disagreements
    assert [d.kind for d in found] == ["symbols", "symbols"]
    assert len({d.id for d in found}) == 2


def test_every_source_that_differs_is_told_not_only_the_second() -> None:
    text = "$$y = mx^{n}$$\n\n- $m$ is the {}"
    value = topic(
        *(
            note(f"{source}/m1.md", text.replace("{}", word).replace("{n}", str(n)))
            for n, (source, word) in enumerate(
                {"book": "slope", "course": "mass", "video": "median"}.items(), start=2
            )
        )
    )
    assert sorted(kinds(value)) == ["formulas", "formulas", "symbols", "symbols"]


def test_a_settlement_gives_its_reason_until_either_passage_changes() -> None:
    (open_one,) = two(WITH, WITHOUT).disagreements
    assert open_one.reason == ""
    records = Records(settled={open_one.id: "The book is right."})

    def reasons(first: str, second: str) -> list[str]:
        a, b = note("book/m.md", first, concept="M1"), note("course/m.md", second, concept="M1")
        return [d.reason for d in topic(a, b, records=records).disagreements]

    assert reasons(WITH, WITHOUT) == ["The book is right."]
    assert reasons(f"New.\n\n{WITH}", WITHOUT) == ["The book is right."]
    assert reasons(WITH.replace("every", "each"), WITHOUT) == [""]
    assert reasons(WITH, WITHOUT.replace("every", "each")) == [""]


def test_a_settlement_survives_moved_notes_and_another_spelling_of_the_concept() -> None:
    (one,) = two(WITH, WITHOUT).disagreements
    moved = topic(
        note("course/z.md", WITHOUT, concept="M-1"), note("book/new/z.md", WITH, concept="M-1")
    )
    assert name_key("M-1") == name_key("M1")
    assert [d.id for d in moved.disagreements] == [one.id]


# --- symbols and coverage ---------------------------------------------------------------------


def test_one_meaning_is_one_row_with_each_sources_notation_the_first_one_first() -> None:
    one = "$$y = mx$$\n\n- $m$ is the slope\n- $x$: the input"
    value = two(one, "$$y = wx$$\n\n- $w$ is a slope (of the line)\n- $x$ is an input")
    rows = [(r.meaning, [(n.tex, n.note.source) for n in r.notations]) for r in value.symbols]
    assert rows == [("the slope", [("m", "book"), ("w", "course")]), ("the input", [("x", "book")])]


def test_coverage_counts_facets_and_kinds_wherever_they_stand() -> None:
    value = two(
        "## Intuition\n\n$$y=x$$\n\n```python exec\n1\n```",
        "## Gotchas\n\n![a](p.png)\n\nQ: a\nA: b",
    )
    assert {row.facet: row.sources for row in value.coverage} == {
        Facet.INTUITION: ("book", "course"),
        Facet.FORMULA: ("book",),
        Facet.CODE: ("book",),
        Facet.PITFALLS: ("course",),
        Facet.INTERVIEW: ("course",),
    }
    assert gaps(value.coverage) == (Facet.PLAIN_ENGLISH,)


def test_what_is_folded_away_still_counts_for_its_source() -> None:
    assert two(SAID, ALIKE).coverage[0].sources == ("book", "course")


# --- what changed since the synthesis ---------------------------------------------------------


def changed(before: list[ParsedNote], after: list[ParsedNote]) -> tuple[Change, ...] | None:
    mine = note("synthesis/m1.md", "Mine.")
    old = concept(gathered(mine, *before), "m1")
    new = concept(gathered(mine, *after), "m1")
    kept = Records(syntheses={name_key("M1"): record(old.passages)})
    return merge(new, kept, ENGLISH).changes


def test_without_a_record_it_is_unknown_what_changed() -> None:
    assert with_synthesis("Mine.", note("book/m1.md", "x")).changes is None
    kept = Records(syntheses={name_key("M1"): record(())})
    assert topic(note("book/m1.md", "x"), records=kept).changes is None


def test_new_changed_and_vanished_blocks_are_told_with_both_wordings() -> None:
    before = [
        note("book/m1.md", "First words.\n\nOld sentence about rows."),
        note("course/m1.md", "Gone."),
    ]
    after = [
        note("book/m1.md", "First words.\n\nColumns are what matters."),
        note("video/m1.md", "New."),
    ]
    assert changed(before, after) == (
        Change("book/m1.md", 3, "Old sentence about rows.", "Columns are what matters."),
        Change("video/m1.md", 1, "", "New."),
        Change("course/m1.md", 1, "Gone.", ""),
    )


def test_moved_notes_other_order_and_near_identical_edits_are_no_change() -> None:
    text = f"{SAID}\n\n{WITH}\n\n- a\n- b"
    before = [note("book/m1.md", text)]
    lightly = text.replace("points in", "points into").replace("- a\n- b", "- a\n- b\n")
    after = [note("course/ch2/m1.md", "\n\n" + "\n\n".join(reversed(lightly.split("\n\n"))))]
    assert changed(before, after) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WITH, WITHOUT),
        (f"{SAID} It takes 10 steps.", f"{SAID} It takes 100 steps."),
        (SAID, SAID.replace("points", "does not point")),
    ],
)
def test_an_edit_that_turns_the_meaning_is_a_change_however_small(old: str, new: str) -> None:
    assert changed([note("book/m1.md", old)], [note("book/m1.md", new)]) == (
        Change("book/m1.md", 1, old, new),
    )


def test_equal_records_have_equal_digests_whatever_the_order_of_the_notes() -> None:
    notes = [note("book/m1.md", "a\n\nb"), note("course/m1.md", "c")]
    one, other = (record(gathered(*ns).concepts[0].passages) for ns in (notes, notes[::-1]))
    assert one.digest == other.digest
    assert one.digest != replace(one, blocks=one.blocks[:-1]).digest
