"""Names in running text become links: which names are found, and which of them are linked."""

from __future__ import annotations

from typing import Any

import pytest

from gardens import gathered, linked, note, syllabus, topics
from syntopic.linking import Links, Why, link
from syntopic.model import ParsedNote

PCA = note("book/pca.md", "# Principal component analysis\n\nx", aliases=("PCA",))
DESCENT = note("book/gd.md", "# Gradient descent\n\nx")
STOCHASTIC = note("book/sgd.md", "# Stochastic gradient descent\n\nx", aliases=("SGD",))
ENTROPY = note("book/ce.md", "# Cross-entropy\n\nx")
RANK = note("book/rank.md", "# Rank\n\nx")
RELU = note("book/relu.md", "# ReLU\n\nx")
MAP = note("book/map.md", "# Maximum a posteriori\n\nx", aliases=("MAP",))
BAYES = note("book/bayes.md", "# Bayes' theorem\n\nx")
FREEDOM = note("book/df.md", "# Degree of freedom\n\nx")
DATA = note("book/data-set.md", "# Data set\n\nx")
DASHED = note("book/204.md", "# MTE 204 - Numerical Methods\n\nx")
NUMBERED = note("book/attention.md", "# 2017 - Attention Is All You Need (Paper)\n\nx")
NOTES = (PCA, DESCENT, STOCHASTIC, ENTROPY, RANK, RELU, MAP, BAYES, FREEDOM, DATA, DASHED, NUMBERED)


def garden(text: str, *others: ParsedNote, **front: Any) -> Links:
    """The links of a garden in which a note of its own says a text."""
    return linked(note("book/new.md", f"# New\n\n{text}", **front), *NOTES, *others)


def said(links: Links, why: Why = Why.LINKED) -> list[str]:
    """What is named on the new page, as it is written there."""
    return [m.text for m in links.mentions if m.page == "topics/new.md" and m.why is why]


# --- which names are found ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("principal component analysis", ["principal component analysis"]),
        ("Principal\ncomponent *x* analysis", []),
        ("Principal\ncomponent analysis.", ["Principal component analysis"]),
        ("PRINCIPAL COMPONENT ANALYSES", ["PRINCIPAL COMPONENT ANALYSES"]),
        ("principal-component analysis", ["principal-component analysis"]),
        ("principal\u00a0component\u2011analysis", ["principal\u00a0component\u2011analysis"]),
        ("the principal — component analysis", []),
        ("principal component. Analysis", []),
        ("PCA, (PCA), PCA's, PCA-based", ["PCA"]),
        ("PCAs", ["PCAs"]),
        ("PCA-II PCA-2 PCA-Net", []),
        ("pca", []),
        ("PCAx xPCA PCA2", []),
        ("cross-entropy", ["cross-entropy"]),
        ("cross entropy", ["cross entropy"]),
        ("crossentropy", []),
        ("ReLUs", ["ReLUs"]),
        ("relu", []),
        ("MAPs of maps", ["MAPs"]),
        ("Maps", []),
        ("Bayes theorem", ["Bayes theorem"]),
        ("Bayes\u2019 theorem", ["Bayes\u2019 theorem"]),
        ("the degrees of freedom", ["degrees of freedom"]),
        ("data sets", ["data sets"]),
        ("datasets", []),
        ("see MTE 204 - Numerical Methods.", ["MTE 204 - Numerical Methods"]),
        ("2017 - Attention is all you need (paper)", ["2017 - Attention is all you need (paper)"]),
        ("in 2018 attention is all you need (paper)", ["attention is all you need (paper)"]),
        ("ﬁrst stochastic gradient descent", ["stochastic gradient descent"]),
        ("e\u0301 gradient descent e\u0301", ["gradient descent"]),
        ("Straße: gradient descent", ["gradient descent"]),
        ("**gradient descent**", ["gradient descent"]),
        ("non-gradient descent", []),
        ("mini-batch — gradient descent", ["gradient descent"]),
        ("PCA.fit(x), sklearn.PCA, PCA(2), #PCA, @PCA, my_PCA", []),
        ("https://a.b/gradient-descent gradient descent", ["gradient descent"]),
    ],
)
def test_names_are_found_as_people_write_them(text: str, names: list[str]) -> None:
    assert said(garden(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "`gradient descent`",
        "```\ngradient descent\n```",
        "    gradient descent",
        "$gradient descent$",
        "$$\ngradient descent\n$$",
        "[gradient descent](https://a.b)",
        "[[nothing|gradient descent]]",
        "![gradient descent](https://a.b/c.png)",
        "<div>\ngradient descent\n</div>",
        "<a href='https://a.b'>gradient descent</a>",
        "## gradient descent in general\n\nx",
        "> [!note] gradient descent\n> x",
        "> gradient descent",
        "Q: gradient descent?\nA: gradient descent",
        "x[^1]\n\n[^1]: gradient descent",
        "*[GD]: gradient descent",
        "%%gradient%%",
    ],
)
def test_nothing_becomes_a_link_in_code_formulas_links_headings_and_what_others_say(
    text: str,
) -> None:
    assert said(garden(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "- gradient descent",
        "1. x\n   - gradient descent",
        "| a |\n|---|\n| gradient descent |",
        "> [!note] x\n> gradient descent",
        "!!! note\n    gradient descent",
        "$$x$$\n\nIn words: gradient descent",
        "term\n:   gradient descent",
        "~~gradient descent~~ ==x==",
    ],
)
def test_lists_tables_callouts_and_readings_are_running_text(text: str) -> None:
    assert said(garden(text)) == ["gradient descent"]


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        (
            "🔎 Google file system (GFS)",
            "the Google file systems, GFS, gfs",
            ["Google file systems"],
        ),
        ("🔎 Google file system (GFS)", "the GFS", ["GFS"]),
        ("Maximum depth (LC 104)", "LC 104 by maximum depth", ["maximum depth"]),
        ("⛓️ Markov chain", "⛓️ Markov chain, Markov chains", ["⛓️ Markov chain"]),
        ("Heap (data structure)", "The heap, a data structure.", []),
        ("Naive Bayes (XY)", "XY", []),
        ("Kirchhoff's voltage law (KVL)", "by KVL", ["KVL"]),
    ],
)
def test_emoji_and_brackets_may_be_left_out_of_a_name(
    name: str, text: str, names: list[str]
) -> None:
    assert said(garden(text, note("book/other.md", "x", title=name))) == names


def test_a_name_without_what_tells_it_apart_is_a_link_only_where_it_is_one_already() -> None:
    other = note("book/other.md", "x", title="Normal form (databases)")
    (mention,) = garden("In logic, a normal form is a shape.", other).mentions
    assert mention.why is Why.SINGLE
    links = garden("See [[Normal form (databases)]].\n\n## More\n\nA normal form.", other)
    assert said(links) == ["normal form"]
    whole = note("book/whole.md", "x", title="GFS (Google file system)")
    assert said(garden("The GFS is fast.", whole)) == ["GFS"]


def test_a_name_among_letters_without_spaces_is_not_seen() -> None:
    other = note("book/other.md", "x", title="主成分分析", autolink=True)
    assert said(garden("先看主成分分析的例子。", other)) == []
    assert said(garden("先看:主成分分析。", other)) == ["主成分分析"]


def test_what_two_names_are_without_their_brackets_is_neither() -> None:
    one = note("book/one.md", "x", title="Binary heap (LC 1)")
    two = note("book/two.md", "x", title="Binary heap (LC 2)")
    assert said(garden("A binary heap.", one)) == ["binary heap"]
    assert said(garden("A binary heap.", one, two)) == []
    whole = note("book/three.md", "x", title="Binary heap")
    (mention,) = (m for m in garden("A binary heap.", one, whole).mentions if m.linked)
    assert mention.concept == "Binary heap"


def test_the_longest_name_wins_even_if_it_is_not_linked_itself() -> None:
    links = garden("Stochastic gradient descent is it.\n\nAgain stochastic gradient descent.")
    assert said(links) == ["Stochastic gradient descent"]
    assert said(links, Why.AGAIN) == ["stochastic gradient descent"]
    own = linked(
        note(
            "book/sgd.md",
            "# Stochastic gradient descent\n\n[[x]] SGD is stochastic gradient descent",
        ),
        DESCENT,
    )
    assert own.mentions == ()


def test_a_name_that_only_the_syllabus_knows_is_not_cut_into_others() -> None:
    known = syllabus(Batch_gradient_descent=None)
    found = gathered(note("book/new.md", "# New\n\nBatch gradient descent."), DESCENT, known=known)
    concepts = [gathered.concept for gathered in found.concepts]
    links = link(topics(found), found.leftovers, (), None, concepts)
    assert links.mentions == ()
    assert len(link(topics(found), found.leftovers, ()).mentions) == 1


@pytest.mark.parametrize("text", ["gradient \ud800 gradient descent", "ﬁ\udfff gradient descent"])
def test_half_a_character_harms_nothing(text: str) -> None:
    assert said(garden(text, note("book/half.md", "# Half \ud83d of it\n\nx"))) == [
        "gradient descent"
    ]


def test_a_text_without_an_end_is_searched_in_reasonable_time() -> None:
    endless = "a" * 100_000
    (name,) = said(garden(f"{endless} @ {endless}:// gradient {' ' * 100_000} descent"))
    assert name.split() == ["gradient", "descent"]


def test_no_page_names_itself_and_private_concepts_have_no_page() -> None:
    assert [m for m in linked(*NOTES).mentions] == []


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        ("de", "Lineare Regression", "der linearen Regressionen"),
        ("de", "Eigenwert einer Matrix", "den Eigenwert einer Matrix"),
        ("de", "Bedingte Wahrscheinlichkeit", "mit bedingter Wahrscheinlichkeit"),
        ("de", "Vektorraum", "die Vektorräume"),
        ("de", "Zentraler Grenzwertsatz", "von zentralen Grenzwertsätzen"),
        ("de", "Linearer Ausdruck", "lineare Ausdrücke"),
        ("de", "Zufallswald", "in Zufallswäldern"),
        ("de", "Notizblock", "mit Notizblöcken"),
        ("fr", "Valeur propre", "les valeurs propres"),
        ("fr", "Réseau de neurones", "des réseaux de neurones"),
        ("en", "Measure of location", "measures of location"),
    ],
)
def test_each_language_inflects_names_in_its_own_way(language: str, name: str, text: str) -> None:
    found = gathered(note("book/new.md", f"# New\n\n{text}"), note("book/x.md", f"# {name}\n\nx"))
    (mention,) = link(topics(found), found.leftovers, (), language=language).mentions
    assert mention.concept == name


@pytest.mark.parametrize(("name", "text"), [("Zahl", "Zähle sie."), ("Punkt", "Pünkte")])
def test_no_german_noun_takes_an_umlaut_that_its_plural_does_not_have(name: str, text: str) -> None:
    found = gathered(note("book/new.md", f"# New\n\n{text}"), note("book/x.md", f"# {name}\n\nx"))
    assert link(topics(found), found.leftovers, (), language="de").mentions == ()


# --- which of them are linked -------------------------------------------------------------------


def test_the_first_mention_in_each_section_is_linked() -> None:
    links = garden("PCA and SGD, then PCA.\n\nPCA\n\n## More\n\nPCA\n\n## Still more\n\nPCA")
    assert said(links) == ["PCA", "SGD", "PCA", "PCA"]
    assert said(links, Why.AGAIN) == ["PCA", "PCA"]


def test_smaller_headings_begin_no_section_whatever_levels_the_author_uses() -> None:
    links = garden("### One\n\nPCA\n\n#### Small\n\nPCA\n\n## Two\n\nPCA\n\n### Small\n\nPCA")
    assert [m.line for m in links.mentions if m.linked] == [5, 13]


def test_a_long_page_with_many_small_headings_links_a_name_once_in_each_part() -> None:
    small = "".join(f"### Step {n}\n\nBy PCA.\n\n" for n in range(20))
    assert len(said(garden(f"## How\n\n{small}## Why\n\n{small}"))) == 2


def test_where_facets_order_the_page_the_headings_in_them_begin_no_section() -> None:
    one = note(
        "book/new.md", "# New\n\n## Pitfalls\n\nPCA.\n\n### First\n\nPCA.\n\n## Tale\n\nPCA."
    )
    two = note("course/new.md", "# New\n\n## Pitfalls\n\n### Last\n\nPCA.\n\n## Story\n\nPCA.")
    links = linked(one, two, *NOTES)
    assert [(m.note, m.line) for m in links.mentions if m.linked] == [
        ("book/new.md", 13),
        ("book/new.md", 5),
    ]


def test_what_is_linked_by_hand_in_the_section_is_not_linked_again() -> None:
    links = garden("PCA first.\n\nThen [[PCA|by hand]].\n\n## More\n\nPCA")
    assert said(links) == ["PCA"]
    assert said(links, Why.BY_HAND) == ["PCA"]
    assert [m.line for m in links.mentions if m.linked] == [9]


def test_a_link_in_a_heading_counts_for_what_stands_below_it() -> None:
    links = garden("x\n\n## On [[PCA]]\n\n### In short\n\nPCA.\n\n## More\n\nPCA.")
    assert [m.line for m in links.mentions if m.linked] == [13]


def test_a_single_word_is_linked_where_the_note_links_it_elsewhere() -> None:
    assert said(garden("The rank of it.")) == []
    assert said(garden("The rank of it."), Why.SINGLE) == ["rank"]
    links = garden("The rank of it.\n\n## More\n\n[[Rank]]")
    assert said(links) == ["rank"]
    assert said(garden("Is rank-deficient. [[Rank]]"), Why.BY_HAND) == []


def test_a_single_word_is_linked_where_another_note_of_the_topic_links_it() -> None:
    other = note("course/new.md", "# New\n\n## Pitfalls\n\nSee [[Rank]].")
    assert said(garden("The rank of it.", other)) == ["rank"]


def test_a_concept_can_ask_for_links_of_its_single_words_or_against_any() -> None:
    eager = note("book/norm.md", "# Norm\n\nx", autolink=True)
    shy = note("book/svd.md", "# Singular value\n\nx", autolink=False)
    links = garden("The norm of a singular value.", eager, shy)
    assert said(links) == ["norm"]
    assert said(links, Why.VETOED) == ["singular value"]


@pytest.mark.parametrize(
    ("veto", "names"),
    [
        (("PCA",), ["principal component analysis", "SGD"]),
        (("Principal component analysis",), ["SGD"]),
        (("pcas", "sgd"), ["PCA", "SGD"]),
        (("SGDs",), ["PCA"]),
        (("true",), []),
        (("all",), []),
    ],
)
def test_a_note_can_veto_a_name_a_concept_or_all(veto: tuple[str, ...], names: list[str]) -> None:
    links = garden("PCA, principal component analysis and SGD.", no_autolink=veto)
    assert said(links) == names


# --- phrases in which a name means something else ------------------------------------------------

VARIANCE = note(
    "book/variance.md",
    "# Variance\n\nx",
    autolink=True,
    not_in=("variance inflation factor", "bias-variance trade-off"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the variance inflation factor", []),
        ("Variance Inflation Factors", []),
        ("variance-inflation\nfactor", []),
        ("the bias variance trade-off and the variance", ["variance"]),
        ("a variance. Inflation factor", ["variance"]),
        ("variance inflation", ["variance"]),
        ("the variance inflation factory", ["variance"]),
    ],
)
def test_a_name_within_a_phrase_that_means_something_else_is_no_mention(
    text: str, names: list[str]
) -> None:
    links = garden(text, VARIANCE)
    assert [m.text for m in links.mentions if m.page == "topics/new.md"] == names == said(links)


def test_links_that_an_author_wrote_count_within_such_phrases_too() -> None:
    links = garden("The [[variance]] inflation factor.\n\n## More\n\nA variance.", VARIANCE)
    assert "topics/variance.md" in links.outgoing["topics/new.md"]
    assert said(links) == ["variance"]


def test_the_syllabus_and_notes_add_up_in_what_they_say_of_phrases() -> None:
    known = syllabus(Variance={"autolink": True, "not_in": ("variance ratio",)})
    text = "# New\n\nThe variance ratio, and the variance inflation factor."
    found = gathered(note("book/new.md", text), VARIANCE, known=known)
    assert link(topics(found), found.leftovers, ()).mentions == ()


def test_a_phrase_that_a_concept_is_called_by_is_a_mention_of_it() -> None:
    factor = note("book/vif.md", "# Variance inflation factor\n\nx")
    links = garden("The variance inflation factor.", VARIANCE, factor)
    assert said(links) == ["variance inflation factor"]


def test_a_veto_counts_in_its_own_note_only() -> None:
    other = note("course/new.md", "# New\n\n## Pitfalls\n\nNo PCA here.", no_autolink=("PCA",))
    links = garden("PCA here.", other)
    assert said(links) == ["PCA"]
    assert said(links, Why.VETOED) == ["PCA"]


def test_without_autolink_the_garden_has_no_links_but_those_that_were_written() -> None:
    found = gathered(note("book/new.md", "# New\n\nPCA and [[SGD]]"), *NOTES)
    links = link(topics(found), found.leftovers, (), autolink=False)
    assert links.marks == {}
    assert [m.why for m in links.mentions] == [Why.VETOED]
    assert links.outgoing["topics/new.md"] == ("topics/stochastic-gradient-descent.md",)


def test_facets_order_the_page_and_so_the_first_mention() -> None:
    one = note(
        "book/new.md", "# New\n\n## Pitfalls\n\nPCA fails.\n\n## Definition\n\nIt is no PCA."
    )
    two = note("course/new.md", "# New\n\n## Definition\n\nPCA is another thing.")
    links = linked(one, two, *NOTES)
    marked = [(m.note, m.line) for m in links.mentions if m.linked]
    assert marked == [("book/new.md", 9), ("book/new.md", 5)]


def test_what_is_folded_away_has_no_links_and_tells_nobody() -> None:
    text = "The gradient points in the direction of steepest ascent, says PCA."
    one = note("book/new.md", f"# New\n\n{text}")
    two = note("course/new.md", f"# New\n\n- {text}\n- And SGD is something else altogether.")
    links = linked(one, two, *NOTES)
    assert said(links) == ["PCA", "SGD"]
    assert said(links, Why.FOLDED) == ["PCA"]
    assert len(links.backlinks["topics/principal-component-analysis.md"]) == 1


def test_the_synthesis_and_text_of_no_concept_are_searched_as_well() -> None:
    mine = note("synthesis/new.md", "# New\n\nMy PCA.\n\n## More\n\nMy SGD.")
    left = note("book/week 2.md", "Left-over PCA.")
    links = linked(mine, left, *NOTES)
    assert [(m.page, m.text) for m in links.mentions if m.linked] == [
        ("topics/new.md", "PCA"),
        ("topics/new.md", "SGD"),
        ("sources/book.md", "PCA"),
    ]


def test_who_names_a_topic_is_among_its_backlinks_behind_those_who_link_it() -> None:
    other = note("book/other.md", "# Other\n\nBefore. One sees it in\nPCA too. After.")
    hand = note("book/zero.md", "# Zero\n\nBy hand: [[PCA]].")
    links = linked(other, hand, *NOTES)
    first, second = links.backlinks["topics/principal-component-analysis.md"]
    assert (first.title, first.by_hand) == ("Zero", True)
    assert (second.title, second.by_hand) == ("Other", False)
    assert second.sentence == "One sees it in PCA too."
    assert second.sentence[second.at :].startswith(second.text)
    assert links.outgoing["topics/other.md"] == ("topics/principal-component-analysis.md",)
