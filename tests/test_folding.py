"""Folding: what several sources say alike is shown once, and nothing is lost."""

from __future__ import annotations

import math

import pytest
from benchmarks.folding.measure import HELD_OUT, LABELS, Pair, bare, halves, lowest, pairs, score
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.languages import language
from syntopic.merging import folding
from syntopic.merging.folding import NEAR, NEAR_IDENTICAL, THRESHOLD, Group, Unit, fold

EN = language("en")
FIRST = "An eigenvector is a vector that the matrix only stretches."
SAME = "An eigenvector is a vector that is only stretched by the matrix."


def units(*texts: str, sources: str = "abcdefgh") -> list[Unit]:
    return [
        Unit(str(n), source, text)
        for n, (source, text) in enumerate(zip(sources, texts, strict=False))
    ]


def test_the_second_source_s_paraphrase_folds_into_the_first_wording() -> None:
    groups, near, disputes = fold(units(FIRST, SAME), EN)
    assert groups == (Group("0", ("1",)),)
    assert (near, disputes) == ((), ())


def test_a_list_of_measurements_quarrels_with_nobody() -> None:
    rows = [f"The loss of the model after the run was {n} on the test set." for n in range(12)]
    groups, _, disputes = fold(units(*rows, *rows, sources="a" * 12 + "b" * 12), EN)
    assert [group.also for group in groups] == [(str(n),) for n in range(12, 24)]
    assert disputes == ()


def test_a_text_is_in_dispute_with_the_most_similar_text_of_a_source_only() -> None:
    rows = [f"The loss of the model after the run was {n} on the test set." for n in range(12)]
    _, _, disputes = fold(units(*rows, rows[0].replace("0", "77"), sources="a" * 12 + "b"), EN)
    assert len(disputes) == 1


def test_beyond_all_measure_equal_texts_still_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "MOST_COMPARED", 0)
    groups, _, _ = fold(units(FIRST, SAME, FIRST, sources="aab"), EN)
    assert groups == (Group("0", ("2",)), Group("1", ()))


def test_what_one_source_says_twice_stays_twice() -> None:
    groups, _, _ = fold(units(FIRST, SAME, sources="aa"), EN)
    assert groups == (Group("0", ()), Group("1", ()))


def test_a_source_folds_into_a_group_once() -> None:
    groups, _, _ = fold(units(FIRST, SAME, SAME, sources="abb"), EN)
    assert groups == (Group("0", ("1",)), Group("2", ()))


def test_several_sources_fold_into_one_group_in_the_order_of_the_page() -> None:
    groups, _, _ = fold(units(FIRST, "Something else entirely is said here.", SAME, FIRST), EN)
    assert groups == (Group("0", ("2", "3")), Group("1", ()))


def test_a_text_is_compared_with_first_members_only_so_that_groups_do_not_drift() -> None:
    chain = [
        "the gradient points uphill and its length is the slope",
        "the gradient points uphill and its length is the slope there",
        "the gradient points uphill there",
    ]
    groups, _, _ = fold(units(*chain), EN, threshold=0.8)
    assert groups == (Group("0", ("1",)), Group("2", ()))


def test_of_two_groups_the_more_similar_one_takes_the_text() -> None:
    groups, _, _ = fold(units(FIRST, SAME, SAME, sources="aab"), EN)
    assert groups == (Group("0", ()), Group("1", ("2",)))


@pytest.mark.parametrize(
    ("one", "two", "kind", "words"),
    [
        ("We draw five cards with replacement.", "We draw five cards without replacement.",
         "opposites", ("with", "without")),
        ("Reject the null hypothesis below 0.05.", "Reject the null hypothesis below 0.01.",
         "numbers", ("0.05", "0.01")),
        ("The eigenvalue of a projection is zero.", "The eigenvalue of a projection is never zero.",
         "negation", ("", "never")),
    ],
)  # fmt: skip
def test_a_contradiction_never_folds_and_is_a_possible_disagreement(
    one: str, two: str, kind: str, words: tuple[str, str]
) -> None:
    groups, near, disputes = fold(units(one, two), EN, threshold=0.4)
    assert groups == (Group("0", ()), Group("1", ()))
    assert near == ()
    assert [(d.a, d.b, d.kind, d.words) for d in disputes] == [("0", "1", kind, words)]
    assert NEAR <= disputes[0].similarity <= 1


def test_texts_on_the_same_matter_that_do_not_fold_stand_side_by_side_as_near() -> None:
    longer = f"{FIRST} If the eigenvalue is negative it flips, and zero squashes it to a point."
    groups, near, disputes = fold(units(FIRST, longer), EN)
    assert len(groups) == 2
    assert near == (("0", "1"),)
    assert disputes == ()


def test_a_later_text_that_tells_more_stays_visible_and_a_shorter_one_folds() -> None:
    long = "The rank is the dimension of the column space, the number of independent columns."
    short = "The rank is the dimension of the column space."
    assert len(fold(units(short, long), EN, threshold=0.5)[0]) == 2
    assert len(fold(units(long, short), EN, threshold=0.5)[0]) == 1


def test_very_short_texts_fold_only_when_near_identical() -> None:
    assert len(fold(units("Scale your features", "Scale features"), EN)[0]) == 2
    assert len(fold(units("Scale your features", "*Scale* your features!"), EN)[0]) == 1


def test_formulas_that_differ_keep_texts_apart() -> None:
    one = "Bayes needs the conditional probability $P(A|B)$ of one event."
    two = "Bayes needs the conditional probability $P(B|A)$ of one event."
    assert len(fold(units(one, two), EN)[0]) == 2
    assert len(fold(units(one, one.replace("|", r" \mid ")), EN)[0]) == 1


def test_texts_without_words_fold_only_with_themselves() -> None:
    groups, near, disputes = fold(units("***", "---", "***"), EN)
    assert [g.first for g in groups] == ["0", "1"]
    assert groups[0].also == ("2",)
    assert (near, disputes) == ((), ())


PIECES = st.sampled_from(
    [FIRST, SAME, "", "a", "It is never zero.", "It is zero.", "two rows", "two columns", "$x^2$"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), PIECES), max_size=8), st.floats(0, 1))
def test_every_text_is_in_exactly_one_group_and_no_source_folds_with_itself(
    given_texts: list[tuple[str, str]], threshold: float
) -> None:
    all_units = [Unit(str(n), source, text) for n, (source, text) in enumerate(given_texts)]
    groups, near, disputes = fold(all_units, EN, threshold)
    keys = [key for group in groups for key in (group.first, *group.also)]
    assert sorted(keys) == sorted(unit.key for unit in all_units)
    sources = {unit.key: unit.source for unit in all_units}
    for group in groups:
        assert len({sources[key] for key in (group.first, *group.also)}) == 1 + len(group.also)
    apart = {(d.a, d.b) for d in disputes}
    assert not apart & set(near)
    assert not apart & {(group.first, key) for group in groups for key in group.also}
    assert fold(all_units, EN, threshold) == (groups, near, disputes)


@pytest.fixture(scope="module")
def labelled() -> tuple[Pair, ...]:
    return pairs()


@pytest.fixture(scope="module")
def held_out() -> tuple[Pair, ...]:
    return pairs(HELD_OUT)


def test_the_benchmark_has_enough_labelled_pairs_of_every_kind(labelled: tuple[Pair, ...]) -> None:
    assert len(labelled) >= 220
    assert {pair.label for pair in labelled} == set(LABELS)
    assert min(sum(pair.label == label for pair in labelled) for label in LABELS) >= 40
    assert len({(pair.a, pair.b) for pair in labelled}) == len(labelled)


def test_the_shipped_threshold_folds_rightly_at_least_19_times_in_20(
    labelled: tuple[Pair, ...],
) -> None:
    shipped = score(labelled, THRESHOLD)
    assert shipped.precision >= 0.95
    assert shipped.surely >= 0.95
    assert shipped.recall >= 0.7
    assert lowest(labelled) <= THRESHOLD


def test_the_threshold_holds_on_each_half_and_on_all_pairs_with_those_held_out(
    labelled: tuple[Pair, ...], held_out: tuple[Pair, ...]
) -> None:
    for half in halves(labelled):
        assert score(half, THRESHOLD).precision >= 0.95
    assert score((*labelled, *held_out), THRESHOLD).precision >= 0.95
    assert score(held_out, THRESHOLD).folded >= 15


def test_the_guards_are_what_makes_folding_precise(labelled: tuple[Pair, ...]) -> None:
    assert score(labelled, THRESHOLD, bare).precision < 0.95
    assert lowest(labelled, rule=bare) == math.inf


def test_the_limits_are_in_the_order_of_the_design() -> None:
    assert NEAR < THRESHOLD < NEAR_IDENTICAL


def test_a_negation_somewhere_in_other_words_is_no_disagreement() -> None:
    one = "Read the product $\\mathbf{A}\\mathbf{B}$ from right to left: first $\\mathbf{B}$ acts."
    two = "The product is not commutative, $\\mathbf{A}\\mathbf{B}$ and $\\mathbf{B}\\mathbf{A}$."
    assert fold(units(one, two), EN, threshold=0.2)[2] == ()


def test_most_possible_disagreements_among_the_labelled_pairs_are_contradictions(
    labelled: tuple[Pair, ...],
) -> None:
    raised = [pair for pair in labelled if fold(units(pair.a, pair.b), EN)[2]]
    assert len(raised) >= 70
    assert sum(pair.label == "opposite" for pair in raised) >= 0.95 * len(raised)
