"""Which names are the same name, and what addresses they get."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.names import name_key, slug

SAME = [
    ("Eigenvectors", "eigenvector"),
    ("Gradient Descent", "gradient-descent"),
    ("gradient_descent", "Gradient descent"),
    ("Overfitting", "over-fitting"),
    ("data sets", "Dataset"),
    ("Bayes' theorem", "Bayes’ Theorem"),
    ("K‑means", "k-means"),
    ("4.2 Eigenvectors", "Eigenvectors"),
    ("3) Matrices", "matrix"),
    ("04-eigenvectors", "Eigenvector"),
    ("1_intro", "Intro"),
    ("Lecture 14: Eigenvectors", "eigenvectors"),
    ("Week 2 - Loss functions", "Loss Function"),
    ("Chapter 3. Basis", "bases"),
    ("Probabilities", "probability"),
    ("Hypotheses", "hypothesis"),
    ("Losses", "loss"),
    ("Processes", "process"),
    ("Biases", "bias"),
    ("Local minima", "local minimum"),
    ("Evaluation metrics", "evaluation metric"),
    ("ﬁlters", "filter"),
    ("Café", "Cafe\u0301"),
    ("SVMs", "SVM"),
    ("LLM's", "LLM"),
    ("ROC AUC", "ROC-AUC"),
    ("LINEAR ALGEBRA", "linear algebra"),
    ("ROC curve", "roc-curves"),
    ("R²", "r2"),
    ("zero\u200bwidth", "zerowidth"),
    ("Straße", "Strasse"),
    ("Overfitting:", "overfitting"),
]
DIFFERENT = [
    ("MAPs", "maps"),
    ("MAP", "map"),
    ("PCA", "pca"),
    ("SAT", "Sat"),
    ("Statistics", "Statistic"),
    ("10-fold cross-validation", "fold cross-validation"),
    ("0-1 loss", "loss"),
    ("0-1 loss", "01 loss"),
    ("2D convolution", "convolution"),
    ("68-95-99.7 rule", "rule"),
    ("Type 1 error", "Type 2 error"),
    ("Week 2", "Week 3"),
    ("4.2", "4.3"),
    ("C", "C++"),
    ("Lecture 1-2", "Lecture 12"),
    ("supervised learning", "unsupervised learning"),
    ("Loss", "Los"),
    ("Mode", "Model"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(min_size=1))
@settings(max_examples=200, deadline=None)
def test_any_name_has_a_key_and_unicode_form_and_hyphens_never_change_it(name: str) -> None:
    assert name_key(name) == name_key(unicodedata.normalize("NFC", name))
    assert (
        name_key(name.strip())
        or not "".join(c for c in name if unicodedata.category(c) not in ("Cf",)).strip()
    )


@given(st.lists(st.from_regex(r"[a-zé]{2,9}", fullmatch=True), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_words_joined_by_space_hyphen_or_underscore_are_one_name(words: list[str]) -> None:
    keys = {name_key(gap.join(words)) for gap in (" ", "-", "_", " – ")}
    assert len(keys) == 1
    assert name_key(" ".join(words).title()) in keys


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gradient Descent", "gradient-descent"),
        ("Bayes' theorem", "bayes-theorem"),
        ("A/B testing", "a-b-testing"),
        ("σ-Algebra", "σ-algebra"),
        ("Größe", "größe"),
        ("勾配降下法", "勾配降下法"),
        ("हिन्दी", "हिन्दी"),
        ("../../etc/passwd", "etc-passwd"),
        ("snake_case name", "snake-case-name"),
        ("\U0001f5a5\ufe0f Gradient descent", "gradient-descent"),
        ("1\ufe0f\u20e3 Sets", "1-sets"),
        ("+", "u2b"),
        ("", "unnamed"),
        ("Index", "index-topic"),
        ("aux", "aux-topic"),
    ],
)
def test_a_slug_is_readable_and_keeps_every_script(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_long_names_that_differ_only_at_the_end_get_short_different_slugs() -> None:
    one, other = slug("wort " * 80 + "a"), slug("wort " * 80 + "b")
    assert one != other
    assert len(one.encode()) <= 150


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_name_has_a_slug_that_is_safe_in_an_address_and_stable(name: str) -> None:
    one = slug(name)
    assert one
    assert slug(one) == one
    assert one == unicodedata.normalize("NFC", one).lower()
    assert not set(one) & set("/\\.:?#%&<>\"' _")
    assert "--" not in one
