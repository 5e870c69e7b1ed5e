"""What symbols mean, as far as a note says it."""

from __future__ import annotations

import pytest

from syntopic.model import Note, NotePath
from syntopic.parsing import parse_note
from syntopic.parsing.symbols import symbol


def meanings(text: str) -> list[tuple[str, str]]:
    """Return the symbols that the text below a formula explains."""
    value = Note(NotePath("a.md"), "md", f"$$f$$\n\n{text}", tuple(range(1, 50)))
    blocks = parse_note(value)[0].blocks
    return [(s.tex, s.meaning) for block in blocks for s in block.symbols]


@pytest.mark.parametrize(
    "text",
    [
        "- $m$ is the slope\n- $b$ is where it crosses",
        "where:\n- $m$: the slope\n- $b$: where it crosses",
        "In words: all.\n\nThe symbols:\n\n1. $m$ – the slope\n2. $b$ = where it crosses",
        "* **$m$**: the slope,\n* $b$ denotes where it\n  crosses ^b-id",
        "$m$\n: the slope\n\n$b$\n: where it crosses",
    ],
)
def test_a_list_below_a_formula_explains_its_symbols(text: str) -> None:
    assert meanings(text) == [("m", "the slope"), ("b", "where it crosses")]


@pytest.mark.parametrize(
    "text",
    [
        "- $m$ is the slope\n- and more",
        "- $m$ is the slope\n- $x$",
        "- $A$ is $n \\times n$",
        "- $a = b$ is the case",
        "Some prose.\n\n- $m$ is the slope",
        "# Heading\n\n- $m$ is the slope",
    ],
)
def test_other_lists_stay_lists(text: str) -> None:
    assert meanings(text) == []


def test_a_list_of_symbols_is_a_block_of_its_own_kind() -> None:
    value = Note(NotePath("a.md"), "md", "$$f$$\n\n- $m$ is the slope\n\nx\n\n- $m$ is\n", (9,) * 9)
    kinds = [str(b.kind) for b in parse_note(value)[0].blocks]
    assert kinds == ["formula", "symbols", "paragraph", "list"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "where $x$ is the input and $y$ the output.",
            [("x", "the input"), ("y", "the output")],
        ),
        (
            "Here, $\\eta$ is the learning rate, $w_t$ denotes weights at step $t$, and\n"
            "$\\epsilon$ is a small constant. We also have $z$ is the rest.",
            [
                ("\\eta", "the learning rate"),
                ("w_t", "weights at step $t$"),
                ("\\epsilon", "a small constant"),
            ],
        ),
        (
            "Where $P(A \\cap B)$ is the probability of both $A$ and $B$.",
            [("P(A \\cap B)", "the probability of both $A$ and $B$")],
        ),
        ("with $x \\in \\mathbb{R}^n$ the input", [("x", "the input")]),
        (
            "wobei $x$ die Eingabe und $y$ die Ausgabe ist.",
            [("x", "die Eingabe"), ("y", "die Ausgabe")],
        ),
        ("Hier ist $x$ die Eingabe.", [("x", "die Eingabe")]),
        (
            "où $x$ est l'entrée et $y$ désigne la sortie.",
            [("x", "l'entrée"), ("y", "la sortie")],
        ),
    ],
)
def test_a_where_sentence_explains_symbols(text: str, expected: list[tuple[str, str]]) -> None:
    assert meanings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "where $x$ is large",
        "where $x$ is positive and $y$ is negative.",
        "where $a$ and $b$ are positive.",
        "where $a$ and $b$ are always positive.",
        "where $a, b$ are positive.",
        "where $a = b$ and $c$ are the cases.",
        "where $x$ or $y$ are the ends.",
        "with $m$ and $n$ of the sizes",
        "where $a = b$ is the case",
        "with probability $p$ the coin falls.",
        "where $j$ counts, such that $j+1$ is the next and $j$ is the last.",
        "The value $x$ is the input.",
        "where `$x$` is the input",
    ],
)
def test_a_sentence_that_names_no_thing_explains_nothing(text: str) -> None:
    assert meanings(text) == []


@pytest.mark.parametrize(
    ("text", "tex", "meaning"),
    [
        ("- $F$ and $I$ are the classes", "F, I", "the classes"),
        ("- $F, I$ are the classes", "F, I", "the classes"),
        ("- **$F$**, $I$ & $J$: the classes", "F, I, J", "the classes"),
        ("1. $w_j$ und $b_j$ sind die Gewichte", "w_j, b_j", "die Gewichte"),
        ("$F$ and $I$\n: the classes", "F, I", "the classes"),
        ("where $a$ and $b$ are the ends.", "a, b", "the ends"),
        ("where $a, b$ are the ends.", "a, b", "the ends"),
        ("with $m$, $n$ the sizes", "m, n", "the sizes"),
        ("with $m$, $n$, and $k$ real numbers", "m, n, k", "real numbers"),
        (
            "where $a$ and $b$ are the slope and the intercept.",
            "a, b",
            "the slope and the intercept",
        ),
        ("where $r$ and $s$ are two sides of it.", "r, s", "two sides of it"),
        ("where $F$,\n$I \\in C$ denote what we choose", "F, I", "what we choose"),
        ("Here are $a$ and $b$ the ends.", "a, b", "the ends"),
        ("wobei $m$ und $n$ die Anzahlen sind.", "m, n", "die Anzahlen"),
        ("Hier sind $a$ und $b$ die Enden.", "a, b", "die Enden"),
        ("où $a$ et $b$ sont les bornes.", "a, b", "les bornes"),
        ("avec $m$ et $n$ les tailles", "m, n", "les tailles"),
    ],
)
def test_symbols_that_are_named_together_are_explained_together(
    text: str, tex: str, meaning: str
) -> None:
    assert meanings(text) == [(tex, meaning)]


def test_what_only_one_thing_can_be_is_said_of_the_last_symbol_alone() -> None:
    assert meanings("with $x$, $b$ the bias") == [("b", "the bias")]
    assert meanings("with $x$, $b$ denotes the bias") == [("b", "the bias")]


def test_a_sentence_may_name_some_symbols_together_and_others_alone() -> None:
    text = "where $x$ is the input, $a$ and $b$ are the ends, and $k$ is how many there are."
    assert meanings(text) == [("x", "the input"), ("a, b", "the ends")]
    text = "where $S$ is the sum around their means, and $A$, $B$ the sums of squares."
    assert meanings(text) == [("S", "the sum around their means"), ("A, B", "the sums of squares")]
    text = "where $a$ and $b$ are two sides of a box and $a - b$ the third one."
    assert meanings(text) == [("a, b", "two sides of a box"), ("a - b", "the third one")]


def test_a_symbol_is_one_name_and_no_equation() -> None:
    assert [
        symbol(tex)
        for tex in ("x", "\\langle a, b\\rangle", "h(x; w)", "\\frac{a}{\\sqrt{n}}", "x \\in A")
    ] == [
        "x",
        "\\langle a, b\\rangle",
        "h(x; w)",
        "\\frac{a}{\\sqrt{n}}",
        "x",
    ]
    assert [symbol(t) for t in ("a = b", "a, b", "\\{x | x \\in A\\}", "*", "x" * 99)] == [""] * 5


@pytest.mark.parametrize(
    ("item", "tex", "meaning"),
    [
        (r"$x, y$ are two random variables", "x, y", "two random variables"),
        ("$a, d$ stand on the diagonal", "a, d", "stand on the diagonal"),
        (r"$\prod$ means: multiply all of them", r"\prod", "multiply all of them"),
        (r"$U$ is $m \times m$; its columns are long", "U", r"$m \times m$; its columns are long"),
    ],
)
def test_a_list_under_a_formula_may_say_it_in_other_ways(item: str, tex: str, meaning: str) -> None:
    assert meanings(f"- {item}\n- $z$ is a number") == [(tex, meaning), ("z", "a number")]


@pytest.mark.parametrize(
    "more",
    [
        "- $m$ is the slope\n    - and more of it",
        "- $m$ is the slope\n\n    A second paragraph.",
        "- $m$ is the slope\n\n      code",
        "$m$\n: the slope\n\n    A second paragraph.",
        "$m$\n: the slope\n: again",
        "- ",
    ],
)
def test_a_list_that_says_more_than_a_table_of_symbols_holds_stays_a_list(more: str) -> None:
    assert meanings(f"{more}\n") == []
