"""Languages: which facet a heading opens, and what every language file has to say."""

from __future__ import annotations

from importlib import resources

import pytest
import snowballstemmer
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.cli.beginnings import NAMED
from syntopic.languages import facet_of, known_languages, language
from syntopic.model import Facet

# As learners write them in their notes, decorations included.
ENGLISH = {
    Facet.PLAIN_ENGLISH: """
        Definition | Definitions | Definition: | 1. Definition | 2.1 Definition | What is it? |
        What is PCA? | What is a vector space? | What are eigenvectors | TL;DR | TLDR | Overview |
        Definition of an eigenvector | Definition (informal) | **In my words** | In plain English |
        Key takeaways | The main idea | Main idea behind boosting | Summary | In a nutshell |
        📌 Overview | Intro | ELI5 | The big idea | Definition & notation""",
    Facet.INTUITION: """
        Motivation | Geometric view | Why | Why? | Intuition | Intuition (geometric) |
        🧠 Intuition |
        Intuition behind the kernel trick | Geometric interpretation | Picture | Why it works |
        Why does it work? | Why it matters | Why do we need regularization? | Big picture |
        An analogy | Analogy: rolling downhill | My mental model | Visual intuition |
        Geometric intuition - stretching space | Probabilistic interpretation""",
    Facet.FORMULA: """
        Formula | Derivation | Derivation of the update | Properties | Properties of determinants |
        Proof | Proof sketch | The math | Math behind PCA | Formal definition | Notation |
        Equation | Key properties | Proof that the trace is linear | Useful identities |
        Derivation: least squares | Closed-form solution""",
    Facet.HOW_IT_WORKS: """
        Algorithm | The algorithm | Steps | How it works | How does backpropagation work? |
        How k-means works | Algorithm (batch version) | Step by step | Pseudocode | Procedure |
        How to compute it | Steps to diagonalize a matrix | Update rule""",
    Facet.EXAMPLE: """
        Example | Examples | Worked example | A worked example | Example: two coins | Example 1 |
        Example with numbers | Simple example | Examples in 2D | Toy example | By hand |
        Real-world examples | Counterexample""",
    Facet.CODE: """
        Code | Implementation | From scratch | Try it | Python | `numpy` | Code: gradient descent |
        Implementation in NumPy | Implementation from scratch | Python code | In scikit-learn |
        Code (PyTorch) | Try it yourself | My implementation""",
    Facet.USED_IN_ML: """
        Where I met it | Applications | Applications in machine learning | Use cases |
        Used in machine learning | Where is it used? | Where PCA is used | In ML | When to use it |
        Why it matters for ML | What is it used for? | Connection to machine learning""",
    Facet.PITFALLS: """
        Gotchas | Limitations | Assumptions | Assumptions of linear regression | Pitfalls |
        ⚠️ Common mistakes | Caveats | Drawbacks | Pros and cons | Pros & cons | Watch out! |
        What can go wrong | When k-means fails | Limitations of accuracy | Trade-offs""",
    Facet.INTERVIEW: """
        Questions | Interview questions | Q&A | FAQ | Quiz | Test yourself |
        Questions to ask | Questions (self-check) | Interview prep""",
    Facet.RESOURCES: """
        References | Further reading | Resources | See also | Links | 🔗 Links | Sources | Videos |
        Further reading: books | Resources for practice""",
}

# Headings that name something of their own, many of them one word away from a facet.
NONE = """
    Code division multiplexing | Example spaces | Eigenvectors | Example-based learning |
    Why eigenvalues of symmetric matrices are real | Formula One | Summary statistics |
    Method of Lagrange multipliers | Method of moments | Proof by induction | Proof theory |
    Definition lists | Property testing | Code generation models | Links between layers |
    Picture of Dorian Gray | Source coding | Reference frames | Assumption-free inference |
    Question answering | Steps per epoch | Algorithmic fairness | Process mining |
    Overview of supervised learning | Introduction to linear algebra | Motivational interviewing |
    What is the difference between L1 and L2? | What is the difference? | Idea exchange |
    Intuitionistic logic | Mathematics for machine learning | Python decorators |
    Equation of motion | Architecture search | Interpretation of quantum mechanics today |
    Experiments with rare events | Use of force | Papers we love | Objective Bayes |
    The normal distribution | Symbolic regression | Why eigenvectors | Notation systems |
    Example of a matrix that is not diagonalizable over the reals | Sources of error |
    Week 2 | Lecture 14 | 2024-05-01 | Recall | Recall vs precision | Recall and precision |
    Concept drift | Concept learning | Description length | Explanation methods |
    Meaning and truth |
    Visualization of high-dimensional data | Simulation-based inference | Pros of Bayes |
    Warning signs | Usage-based pricing | Goal programming | Purpose tremor | Geometry of SGD |
    Process | Procedure codes | Objective function | Quiz bowl | More | Basics of Git |
    Questions of identifiability | What is next? | Formulation of hypotheses | Uses and abuses |
    Book of proofs | Batch normalization | The kernel trick | Bias | Variance | Odds"""


def headings(text: str) -> list[str]:
    return [heading.strip() for heading in " ".join(text.split()).split("|")]


@pytest.mark.parametrize(
    ("facet", "heading"), [(f, h) for f, text in ENGLISH.items() for h in headings(text)]
)
def test_a_heading_as_learners_write_it_opens_its_facet(facet: Facet, heading: str) -> None:
    assert facet_of(heading, language("en"), {}) is facet


@pytest.mark.parametrize("heading", headings(NONE))
def test_a_heading_that_names_something_of_its_own_opens_no_facet(heading: str) -> None:
    assert facet_of(heading, language("en"), {}) is None


@pytest.mark.parametrize(
    ("code", "heading", "facet"),
    [
        ("de", "Was ist ein Vektor?", Facet.PLAIN_ENGLISH),
        ("de", "Definition der Determinante", Facet.PLAIN_ENGLISH),
        ("de", "Anschauung", Facet.INTUITION),
        ("de", "Herleitung", Facet.FORMULA),
        ("de", "Eigenschaften der Determinante", Facet.FORMULA),
        ("de", "Wie funktioniert Backpropagation?", Facet.HOW_IT_WORKS),
        ("de", "Ein einfaches Beispiel", Facet.EXAMPLE),
        ("de", "Umsetzung in Python", Facet.CODE),
        ("de", "Anwendungen", Facet.USED_IN_ML),
        ("de", "Häufige Fehler", Facet.PITFALLS),
        ("de", "Fragen", Facet.INTERVIEW),
        ("de", "Weiterführende Literatur", Facet.RESOURCES),
        ("de", "Beispielraum", None),
        ("de", "Quellencodierung", None),
        ("de", "Codierungstheorie", None),
        ("fr", "Définition", Facet.PLAIN_ENGLISH),
        ("fr", "Définition d\u2019un vecteur propre", Facet.PLAIN_ENGLISH),
        ("fr", "Qu\u2019est-ce qu\u2019un vecteur propre ?", Facet.PLAIN_ENGLISH),
        ("fr", "L\u2019intuition", Facet.INTUITION),
        ("fr", "Démonstration", Facet.FORMULA),
        ("fr", "Comment ça marche ?", Facet.HOW_IT_WORKS),
        ("fr", "Exemple : deux pièces", Facet.EXAMPLE),
        ("fr", "Implémentation en Python", Facet.CODE),
        ("fr", "À quoi ça sert ?", Facet.USED_IN_ML),
        ("fr", "Limites", Facet.PITFALLS),
        ("fr", "Questions d\u2019entretien", Facet.INTERVIEW),
        ("fr", "Pour aller plus loin", Facet.RESOURCES),
        ("fr", "Limites d\u2019une fonction", None),
        ("fr", "Calcul des variations", None),
        ("fr", "Codes correcteurs", None),
    ],
)
def test_german_and_french_headings_open_their_facets(
    code: str, heading: str, facet: Facet | None
) -> None:
    assert facet_of(heading, language(code), {}) is facet


def test_an_author_s_own_heading_synonyms_come_before_the_table() -> None:
    mine = {"Aha": Facet.INTUITION, "Overview": Facet.HOW_IT_WORKS}
    assert facet_of("Aha!", language("en"), mine) is Facet.INTUITION
    assert facet_of("Aha: the shadow of a vector", language("en"), mine) is Facet.INTUITION
    assert facet_of("Overview", language("en"), mine) is Facet.HOW_IT_WORKS
    assert facet_of("Ahab", language("en"), mine) is None


def test_the_skeleton_s_headings_open_the_facets_they_ask_for() -> None:
    assert {name: facet_of(name, language("en"), {}) for name in NAMED} == NAMED


@pytest.mark.parametrize("code", known_languages())
def test_a_page_s_own_facet_title_opens_that_facet_again(code: str) -> None:
    tongue = language(code)
    opened = [f for f in Facet if f is not Facet.OTHER]
    assert {f: facet_of(tongue.facet(f), tongue, {}) for f in opened} == {f: f for f in opened}


@pytest.mark.parametrize("code", known_languages())
def test_every_language_has_every_label_list_and_facet_of_the_english_one(code: str) -> None:
    tongue, english = language(code), language("en")
    assert set(tongue.labels) == set(english.labels)
    assert set(tongue.words) == set(english.words)
    assert set(tongue.headings) == set(Facet) - {Facet.OTHER}
    assert {f"facet-{facet.value}" for facet in Facet} <= set(tongue.labels)
    assert len(tongue.words["months"]) == 12


@pytest.mark.parametrize("code", known_languages())
def test_every_entry_is_text_and_none_was_read_as_a_boolean(code: str) -> None:
    tongue = language(code)
    texts = [
        *tongue.labels,
        *tongue.labels.values(),
        *(word for pair in tongue.opposites for word in pair),
        *(word for words in tongue.words.values() for word in words),
        *tongue.unfaceted,
        *(phrase for phrases in tongue.headings.values() for phrase in phrases),
    ]
    assert all(isinstance(text, str) and text.strip() for text in texts)
    assert not [text for text in texts if "True" in text.split() or "False" in text.split()]


@pytest.mark.parametrize("code", known_languages())
def test_a_heading_phrase_means_one_facet_only(code: str) -> None:
    seen: dict[str, Facet] = {}
    for facet, phrases in language(code).headings.items():
        for phrase in phrases:
            assert seen.setdefault(phrase, facet) is facet, phrase


@pytest.mark.parametrize("code", known_languages())
def test_every_language_names_a_stemmer_that_exists(code: str) -> None:
    assert language(code).stemmer in snowballstemmer.algorithms()


@pytest.mark.parametrize("code", known_languages())
def test_opposites_are_pairs_of_single_different_lower_case_words(code: str) -> None:
    for pair in language(code).opposites:
        assert len(set(pair)) == 2
        assert all(word == word.lower() and " " not in word for word in pair)


def test_a_regional_code_is_its_language_and_an_unknown_one_is_named() -> None:
    assert language("de-AT") == language("de")
    assert language("en_GB") is language("en")
    with pytest.raises(LookupError, match=r"'tlh'.*de, en, fr"):
        language("tlh")


def test_a_missing_label_shows_its_key_instead_of_breaking_the_page() -> None:
    assert language("de").label("sources") == "Quellen"
    assert language("de").label("no-such-label") == "no-such-label"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_heading_breaks_the_reading_of_facets(heading: str) -> None:
    for code in known_languages():
        found = facet_of(heading, language(code), {})
        assert found is None or found in Facet


@pytest.mark.parametrize("code", known_languages())
def test_no_language_file_says_the_same_key_twice(code: str) -> None:
    text = (resources.files("syntopic.languages") / f"{code}.yml").read_text(encoding="utf-8")
    document = yaml.compose(text, Loader=yaml.SafeLoader)
    mappings = [document, *(value for _, value in document.value)]
    for mapping in (m for m in mappings if isinstance(m, yaml.MappingNode)):
        keys = [key.value for key, _ in mapping.value]
        assert sorted(keys) == sorted(set(keys))
