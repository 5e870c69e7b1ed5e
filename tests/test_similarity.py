"""Similarity: how alike two paragraphs are, and what keeps similar ones apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.languages import known_languages, language
from syntopic.merging.opposites import (
    formulas_differ,
    negation_differs,
    numbers_differ,
    opposed,
    substituted,
)
from syntopic.merging.similarity import frequencies, similarity, stems
from syntopic.merging.tokens import tex_tokens, tokens

EN = language("en")
TEXT = st.text(st.sampled_from("ab cdé1²$\\^_{}[]()|*`'’-.,%\nλ∇"), max_size=80)


def test_the_same_text_is_fully_similar_and_unrelated_texts_are_not() -> None:
    text = "An eigenvector keeps its line."
    assert similarity(text, text, EN) == 1.0
    assert similarity(text, "Gradient descent walks downhill", EN) < 0.1


def test_markup_links_case_and_word_endings_do_not_make_texts_differ() -> None:
    plain = "eigenvectors of a matrix keep their line"
    marked = "*Eigenvectors* of a [[Matrices|matrix]] **keep** their [line](https://e.org/x) ^id1"
    assert similarity(plain, marked, EN) == pytest.approx(1.0)
    assert similarity("the vectors span planes", "The vector spans a plane", EN) > 0.5


def test_of_two_kinds_of_comments_the_one_that_opens_first_counts() -> None:
    text = "%% draft <!-- later %% The rank counts. <!-- note -->"
    assert tokens(text, EN).words == ("the", "rank", "counts")


def test_small_words_count_so_that_with_and_without_differ() -> None:
    one, two = "sampling with replacement", "sampling without replacement"
    assert similarity(one, two, EN) < 0.99
    assert "without" in stems(two, EN)


def test_a_word_repeated_often_weighs_less_than_as_many_different_words() -> None:
    once, often = "vector", "vector vector vector vector"
    assert similarity(f"{once} basis", f"{often} basis", EN) > 0.85


def test_rare_words_weigh_more_than_common_ones() -> None:
    text = "the hyperplane of the margin"
    rare, common = "a hyperplane and a margin", "the width of the picture"
    assert similarity(text, rare, EN) > similarity(text, common, EN)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (r"A\mathbf{v} = \lambda\,\mathbf{v}", r"A v=\lambda v"),
        (r"\hat\beta = (X^\top X)^{-1}X^\top y", r"\hat{\beta}=\left(X^T X\right)^{-1} X^T y"),
        (r"x \leq y", r"x \le y"),
        (r"\lVert x \rVert_2", r"\|x\|_2"),
        (r"λ v", r"\lambda v"),
        (r"\begin{aligned} a &= b \end{aligned}", "a = b"),
        (r"P(A \mid B)", "P(A|B)"),
    ],
)
def test_a_formula_written_in_another_font_or_spacing_is_the_same_formula(
    one: str, two: str
) -> None:
    assert tex_tokens(one) == tex_tokens(two)
    assert similarity(f"so ${one}$", f"so ${two}$", EN) == pytest.approx(1.0)


def test_a_symbol_of_a_formula_is_no_word_of_the_text() -> None:
    assert similarity("a", "$a$", EN) == 0.0
    assert tokens("$a$ costs $5 and $6", EN).formulas == (("a",),)


def test_german_and_french_texts_are_compared_by_their_own_stems() -> None:
    german, french = language("de"), language("fr")
    assert stems("Eigenvektoren", german) == stems("Eigenvektor", german)
    assert similarity("Die Matrix streckt Vektoren", "Der Vektor: die Matrix streckt", german) > 0.5
    assert stems("l’image", french)[-1] == stems("images", french)[0]
    assert frequencies("fr") is None


def test_the_shipped_table_is_versioned_small_and_knows_common_from_rare() -> None:
    table = frequencies("en")
    assert table is not None
    assert table.version == "1"
    assert table.documents > 20_000
    assert len(table.counts) > 5_000
    assert table.idf("the") < table.idf("vector") < table.idf("eigenvector")
    assert table.idf("no-such-stem") >= table.idf("eigenvector")


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ("drawn with replacement", "drawn without replacement", ("with", "without")),
        ("a supervised method", "an unsupervised method", ("supervised", "unsupervised")),
        ("rows sum to one", "columns sum to one", ("rows", "columns")),
        ("it increases the bias", "it decreases the bias", ("increases", "decreases")),
        ("a linear map", "a non-linear map", ("linear", "nonlinear")),
    ],
)
def test_opposite_words_are_found_in_any_form_and_either_order(
    one: str, two: str, words: tuple[str, str]
) -> None:
    assert opposed(one, two, EN) == words
    assert opposed(two, one, EN) == words[::-1]


def test_a_text_that_names_both_opposites_opposes_neither() -> None:
    assert opposed("rows and columns", "rows", EN) is None
    assert opposed("rows and columns", "columns and rows", EN) is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("p below 0.05", "p below 0.01"),
        ("$k = 3$ clusters", "$k = 4$ clusters"),
        ("two norms", "three norms"),
        ("95% of the data", "99 percent of the data"),
        ("the L1 norm", "the L2 norm"),
        ("determinant 1", "determinant −1"),
    ],
)
def test_different_numbers_are_found_in_digits_words_and_formulas(one: str, two: str) -> None:
    assert numbers_differ(one, two, EN)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("two classes", "2 classes"),
        ("95% of the data", "0.95 of the data"),
        ("1,000 rows", "1000 rows"),
        ("see chapter 4", "see section 7"),
        ("three points", "points"),
        ("$x^2$ is 4.0", "4 is $x^{2}$"),
    ],
)
def test_the_same_number_written_otherwise_a_place_or_an_added_number_is_no_difference(
    one: str, two: str
) -> None:
    assert numbers_differ(one, two, EN) is None


def test_per_cent_is_percent_and_per_anything_else_is_not() -> None:
    assert numbers_differ("it rises by 5 per cent", "it rises by 5 %", EN) is None
    assert numbers_differ("it rises by 5 per unit", "it rises by 0.05", EN) == ("5", "0.05")


def test_german_numbers_have_a_decimal_comma() -> None:
    german = language("de")
    assert numbers_differ("3,5 von 1.000", "1000 und 3,50", german) is None
    assert numbers_differ("3,5", "3,6", german) == ("3.5", "3.6")


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ("it is zero", "it is never zero", ("", "never")),
        ("it isn't a distance", "it is a distance", ("not", "")),
        ("we cannot invert it", "we can invert it", ("not", "")),
    ],
)
def test_a_negation_on_one_side_only_is_found(one: str, two: str, words: tuple[str, str]) -> None:
    assert negation_differs(one, two, EN) == words


def test_a_formula_turned_around_is_another_formula_and_an_added_one_is_not() -> None:
    assert formulas_differ("so $P(A|B)$", "so $P(B|A)$", EN)
    assert not formulas_differ("so $P(A|B)$", r"so $P(A \mid B)$ and $P(B)$", EN)


def test_one_frame_about_two_things_is_a_substitution_and_a_paraphrase_is_not() -> None:
    one = "A rotation keeps the length of every vector"
    assert substituted(one, "A reflection keeps the length of every vector", EN)
    assert not substituted(one, "The length of every vector is kept by a rotation", EN)
    assert not substituted("each gate changes the state", "every gate changes the state", EN)


@settings(max_examples=100, deadline=None)
@given(TEXT, TEXT)
def test_similarity_is_symmetric_between_zero_and_one_and_never_fails(a: str, b: str) -> None:
    for code in known_languages():
        tongue = language(code)
        score = similarity(a, b, tongue)
        assert 0.0 <= score <= 1.0
        assert score == similarity(b, a, tongue)
        assert similarity(a, a, tongue) == 1.0


@settings(max_examples=100, deadline=None)
@given(TEXT, TEXT)
def test_guards_see_nothing_between_a_text_and_itself_and_the_same_from_both_sides(
    a: str, b: str
) -> None:
    for guard in (opposed, numbers_differ, negation_differs):
        assert guard(a, a, EN) is None
        assert (guard(a, b, EN) is None) == (guard(b, a, EN) is None)
    assert not formulas_differ(a, a, EN)
    assert substituted(a, a, EN) is None
