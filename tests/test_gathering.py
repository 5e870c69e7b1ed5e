"""Which concept and which facet each part of a note belongs to."""

from __future__ import annotations

import random

import pytest

from gardens import ENGLISH, SOURCES, concept, gathered, note, syllabus
from syntopic.gathering import Memory, gather, in_source_order
from syntopic.gathering.titles import is_locator
from syntopic.model import Block, Facet, Gathering, Heading, Passage, Severity, Syllabus


def names(garden: Gathering) -> list[str]:
    return [g.concept.name for g in garden.concepts]


def codes(garden: Gathering) -> list[str]:
    return [problem.code for problem in garden.problems]


def texts(passage: Passage) -> list[str]:
    return [p.text for p in passage.content if isinstance(p, Block)]


def facets(text: str, **front: object) -> list[tuple[Facet, list[str]]]:
    (found,) = gathered(note("book/a.md", text, **front)).concepts
    return [(p.facet, texts(p)) for p in found.passages]


def headings(text: str, **front: object) -> list[list[str]]:
    (found,) = gathered(note("book/a.md", text, **front)).concepts
    return [[p.name for p in x.content if isinstance(p, Heading)] for x in found.passages]


# --- concepts ---------------------------------------------------------------------------------


def test_the_front_matters_title_names_the_concept_before_heading_and_file_name() -> None:
    assert names(gathered(note("b.md", "# Other\n\nText", title="Gradient"))) == ["Gradient"]


def test_the_first_level_one_heading_names_the_concept_before_the_file_name() -> None:
    assert names(gathered(note("b.md", "Text\n\n# Gradient\n\nMore"))) == ["Gradient"]


def test_the_file_name_names_the_concept_of_a_note_without_headings() -> None:
    assert names(gathered(note("x/Gradient.md", "Text"))) == ["Gradient"]


def test_concept_claims_the_whole_note_whatever_its_headings_say() -> None:
    garden = gathered(note("b.md", "# Week 2\n\nText\n\n## Matrix\n\nMore", concept="Gradient"))
    assert names(garden) == ["Gradient"]
    assert garden.leftovers == ()


def test_a_list_of_concepts_says_which_headings_open_them_and_the_rest_is_the_sources() -> None:
    text = "# L\n\nhello\n\n### Matrix\n\nm\n\n#### Inside\n\nn\n\n## Gradients\n\ng\n\n# Z\n\nz"
    garden = gathered(note("book/b.md", text, concept_headings=("Matrix", "Gradient")))
    told = {g.concept.name: [t for p in g.passages for t in texts(p)] for g in garden.concepts}
    assert told == {"Matrix": ["m", "n"], "Gradient": ["g"]}
    (leftover,) = garden.leftovers
    assert [p.text for p in leftover.content if isinstance(p, Block)] == ["hello", "z"]


def test_after_a_listed_concept_the_section_around_it_goes_on() -> None:
    text = "## Matrix\n\nm\n\n### SGD\n\ns\n\n### Inside\n\nn\n\n## Z\n\nz"
    garden = gathered(note("book/b.md", text, concept_headings=("Matrix", "SGD")))
    told = {g.concept.name: [t for p in g.passages for t in texts(p)] for g in garden.concepts}
    assert told == {"Matrix": ["m", "n"], "SGD": ["s"]}
    (leftover,) = garden.leftovers
    assert [p.text for p in leftover.content if isinstance(p, Block)] == ["z"]


@pytest.mark.parametrize(
    ("path", "start", "title"),
    [("book/matrix.md", "", ""), ("book/b.md", "# Matrix\n\n", ""), ("book/b.md", "", "Matrix")],
)
def test_a_list_with_the_notes_title_leaves_all_other_text_to_that_concept(
    path: str, start: str, title: str
) -> None:
    text = f"{start}a\n\n## SGD\n\ns\n\n## Inside\n\nn"
    listed = ("Matrix", "SGD")
    garden = gathered(
        note(
            path, text, title=title, concept_headings=listed, requires=("Vectors",), aliases=("M",)
        )
    )
    told = {g.concept.name: [t for p in g.passages for t in texts(p)] for g in garden.concepts}
    assert told == {"Matrix": ["a", "n"], "SGD": ["s"]}
    assert garden.leftovers == ()
    assert concept(garden, "Matrix").concept.requires == ("Vectors",)
    assert concept(garden, "Matrix").concept.aliases == ("M",)
    assert concept(garden, "SGD").concept.requires == ()
    assert [p.code for p in garden.problems if p.severity is Severity.ERROR] == []


def test_a_listed_concept_without_its_heading_is_an_error_at_the_note() -> None:
    garden = gathered(note("book/b.md", "## Matrix\n\nm", concept_headings=("Matrix", "SGD")))
    (found,) = [p for p in garden.problems if p.code == "concept-heading-missing"]
    assert (found.severity, str(found.origin)) == (Severity.ERROR, "book/b.md:1")
    assert "SGD" in found.message


@pytest.mark.parametrize(
    "title",
    (
        *("Week 2", "Lecture 14", "4.2", "2024-03-01", "Chapter IV", "lec 3", "Ch04", "Week 2:"),
        *("March 2024", "Mar. 1st, 2024", "1 March 2024", "3. März 2024", "01/02/2024"),
        *("p. 12-14", "Week 2 notes", "Lecture 3 - Exercises", "Chapter 4: Summary"),
    ),
)
def test_a_title_that_is_only_a_place_or_a_date_is_a_locator(title: str) -> None:
    assert is_locator(title)


@pytest.mark.parametrize(
    "title",
    (
        *("Lecture 14: Eigenvectors", "4.2 Matrix", "Adam 2014", "Attention 2017", "Markov 2020"),
        *("0-1 loss", "ResNet 50", "Decision 2020", "Part of speech", "Classes", "L2", "Day", ""),
        *("Summary", "Week 2: Summary statistics", "3 notes on notation"),
    ),
)
def test_a_title_that_says_what_a_note_is_about_is_no_locator(title: str) -> None:
    assert not is_locator(title)


def test_below_a_locator_title_the_next_headings_open_concepts_unless_they_are_facets() -> None:
    text = (
        "# Week 2\n\nown\n\n## Matrix\n\nm\n\n### Intuition\n\ni\n\n### Rank\n\nr\n\n"
        "## Summary\n\ns\n\n## Gradient\n\ng\n\n##\n\nnameless"
    )
    garden = gathered(note("course/w.md", text))
    assert names(garden) == ["Gradient", "Matrix"]
    (leftover,) = garden.leftovers
    kept = [p.text for p in leftover.content if isinstance(p, Block)]
    assert kept == ["own", "s", "nameless"]
    assert [p.facet for p in concept(garden, "Matrix").passages] == [
        Facet.PLAIN_ENGLISH,
        Facet.INTUITION,
        Facet.OTHER,
    ]


def test_headings_of_an_unfilled_skeleton_disappear_also_from_a_sources_page() -> None:
    text = "# Week 2\n\n## Intuition\n\n## Summary\n\ns\n\n## Code\n\n### Deep\n"
    (leftover,) = gathered(note("course/w.md", text)).leftovers
    assert [p.text for p in leftover.content] == ["Summary", "s"]
    skeleton = note(
        "course/m.md", "# Matrix\n\nm\n\n## Formula\n\n## Rank\n\n### Of what\n\n## Z\n\nz"
    )
    assert headings(skeleton.note.text) == [[], ["Z"]]


def test_a_note_of_headings_only_makes_a_concept_without_notes_and_a_hint() -> None:
    garden = gathered(note("book/a.md", "# Matrix\n\n## Intuition\n"))
    assert concept(garden, "Matrix").claims == ()
    assert codes(garden) == ["concept-without-notes"]


def test_an_empty_heading_never_opens_a_concept() -> None:
    assert names(gathered(note("course/week 1.md", "## \n\nText\n\n## Matrix\n\nm"))) == ["Matrix"]


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gradient", "gradients"),
        ("Gradient descent", "Gradient-Descent"),
        ("4.2 Eigenvectors", "Eigenvector"),
        ("Lecture 14: Eigenvectors", "Eigenvectors"),
        ("Bayes' theorem", "Bayes\u2019 theorem"),
        ("SGD", "SGDs"),
    ],
)
def test_notes_of_equal_names_feed_one_concept(one: str, other: str) -> None:
    garden = gathered(note("book/a.md", "A", title=one), note("course/b.md", "B", title=other))
    (found,) = garden.concepts
    assert len(found.claims) == 2


def test_acronyms_keep_their_case() -> None:
    assert len(names(gathered(note("a.md", "A", title="MAP"), note("b.md", "B", title="map")))) == 2


def test_the_syllabus_decides_how_a_concept_is_spelled_and_where_it_stands() -> None:
    known = syllabus(Vector=None, Eigenvectors={"aliases": ("eigenvalue",)})
    garden = gathered(note("a.md", "A", title="Eigenvalues"), note("Ant.md", "x"), known=known)
    assert names(garden) == ["Vector", "Eigenvectors", "Ant"]
    assert [g.concept.position for g in garden.concepts] == [0, 1, None]
    assert concept(garden, "Eigenvectors").concept.area == "Maths"


def test_a_concept_of_the_syllabus_without_a_note_is_a_hint_at_the_syllabus() -> None:
    garden = gathered(known=syllabus(Vector=None))
    (found,) = garden.problems
    assert (found.code, found.severity) == ("concept-without-notes", Severity.HINT)
    assert found.origin.path == "syllabus.yml"


def test_an_alias_of_a_note_joins_what_others_call_so() -> None:
    garden = gathered(
        note("book/a.md", "A", title="SVD", aliases=("singular value decomposition",)),
        note("course/b.md", "B", title="Singular Value Decomposition"),
    )
    assert names(garden) == ["SVD"]
    assert len(concept(garden, "SVD").claims) == 2


def test_an_alias_that_is_another_concepts_name_is_an_error_with_the_command_that_joins() -> None:
    garden = gathered(
        note("book/a.md", "A", title="Singular value decomposition"),
        note("course/b.md", "B", title="SVD", aliases=("Singular value decompositions",)),
    )
    (found,) = garden.problems
    assert (found.code, found.severity) == ("alias-shared", Severity.ERROR)
    assert found.origin.path == "course/b.md"
    assert 'cannot be a name of "SVD": another concept is called so' in found.message
    assert 'syntopic same "Singular value decomposition" "SVD"' in found.fix
    assert len(names(garden)) == 2


def test_names_in_requires_are_resolved_and_kept_in_the_order_written_each_once() -> None:
    known = syllabus(Determinant={"aliases": ("det",)})
    wanted = ("Matrix", "det", "matrices", "Unknown")
    garden = gathered(
        note("a.md", "A", title="Eigenvalue", requires=wanted), note("matrix.md", "m"), known=known
    )
    found = concept(garden, "Eigenvalue").concept
    assert found.requires == ("matrix", "Determinant", "Unknown")


def test_aliases_keep_the_order_in_which_they_are_written() -> None:
    garden = gathered(note("a.md", "A", title="A1", aliases=("cat", "dog", "cats", "emu")))
    assert garden.concepts[0].concept.aliases == ("cat", "dog", "emu")


def test_two_concepts_at_one_address_get_two_addresses_and_an_error() -> None:
    garden = gathered(note("a.md", "A", title="C"), note("b.md", "B", title="C++"))
    assert sorted(g.concept.slug for g in garden.concepts) == ["c", "c-2"]
    (found,) = garden.problems
    assert (found.code, found.severity) == ("url-shared", Severity.ERROR)
    assert "permalink" in found.fix


def test_a_permalink_is_the_address() -> None:
    garden = gathered(note("a.md", "A", title="C++", permalink="/topics/c-plus-plus/"))
    assert garden.concepts[0].concept.slug == "c-plus-plus"


# --- facets -----------------------------------------------------------------------------------


def test_text_under_the_title_is_plain_english_and_facets_follow_their_headings() -> None:
    text = "# Matrix\n\nt\n\n## Intuition\n\ni\n\n### Rows\n\nr\n\n## Gotchas\n\ng\n\n"
    text += "## Where I met it\n\nw"
    assert facets(text) == [
        (Facet.PLAIN_ENGLISH, ["t"]),
        (Facet.INTUITION, ["i", "r"]),
        (Facet.PITFALLS, ["g"]),
        (Facet.USED_IN_ML, ["w"]),
    ]
    assert headings(text) == [[], ["Rows"], [], []]


def test_a_heading_that_names_no_facet_opens_other_under_its_own_name() -> None:
    (found,) = gathered(note("b.md", "# Matrix\n\n## History\n\nh\n\n## Names\n\nn")).concepts
    (passage,) = found.passages
    assert (passage.facet, passage.heading) == (Facet.OTHER, "History")
    assert [p.text for p in passage.content] == ["History", "h", "Names", "n"]


def test_a_heading_that_says_more_than_its_facet_stays_visible() -> None:
    assert headings("# Matrix\n\n## Intuition: a table that moves\n\ni") == [
        ["Intuition: a table that moves"]
    ]


def test_a_title_in_other_words_than_the_concept_keeps_its_text_plain_english() -> None:
    text = "# What I learned\n\nt\n\n## Intuition\n\ni"
    assert facets(text, concept="Matrix") == [
        (Facet.PLAIN_ENGLISH, ["t"]),
        (Facet.INTUITION, ["i"]),
    ]
    assert headings(text, concept="Matrix") == [["What I learned"], []]


def test_a_heading_above_facets_only_stands_above_the_first_of_them() -> None:
    text = "# Matrix\n\n## Square ones\n\n### Definition\n\nd\n\n### Example\n\ne"
    assert facets(text) == [(Facet.PLAIN_ENGLISH, ["d"]), (Facet.EXAMPLE, ["e"])]
    assert headings(text) == [["Square ones"], []]


def test_a_formula_or_fence_stays_with_the_prose_of_its_facet() -> None:
    text = "# M\n\n## Intuition\n\na\n\n$$x=1$$\n\n- $x$ is it\n\n```python exec\n1\n```"
    ((facet, blocks),) = facets(text)
    assert facet is Facet.INTUITION
    assert len(blocks) == 4


def test_without_headings_explained_formulas_and_code_go_by_kind_and_prose_stays_together() -> None:
    text = (
        "a\n\nThe rule is:\n\n$$x=1$$\n\n- $x$ is it\n\nb\n\n$$z=2$$\n\nc\n\n```python exec\n1\n```"
    )
    assert [(f, len(blocks)) for f, blocks in facets(text)] == [
        (Facet.PLAIN_ENGLISH, 1),
        (Facet.FORMULA, 3),
        (Facet.PLAIN_ENGLISH, 3),
        (Facet.CODE, 1),
    ]


def test_the_authors_own_heading_synonyms_count() -> None:
    parsed = note("b.md", "# Matrix\n\n## Aha\n\ni")
    garden = gather([parsed], SOURCES, Syllabus(), ENGLISH, {"Aha": Facet.INTUITION})
    assert [p.facet for p in garden.concepts[0].passages] == [Facet.INTUITION]


def test_a_passages_address_names_source_note_and_heading_never_its_content() -> None:
    one = gathered(note("book/Big M.md", "# M\n\n## Aha!\n\none")).concepts[0].passages[0]
    two = gathered(note("book/Big M.md", "# M\n\n## Aha!\n\ntwo")).concepts[0].passages[0]
    assert one.anchor == two.anchor == "book-big-m-aha"


# --- order and synthesis ----------------------------------------------------------------------


def test_notes_come_in_the_order_of_sources_then_as_files_count_own_notes_last() -> None:
    paths = ["book/ch2/a.md", "book/ch10/a.md", "course/1.md", "course/02.md", "course/10.md"]
    paths += ["video/Z.md", "mine/a.md"]
    notes = [note(path, "x") for path in paths]
    random.Random(3).shuffle(notes)
    assert [n.note.path for n in in_source_order(notes, SOURCES)] == paths


def test_a_synthesis_is_no_passage_and_a_second_one_is_shown_as_a_note() -> None:
    garden = gathered(
        note("synthesis/matrix.md", "Mine"),
        note("synthesis/matrices.md", "Mine, too"),
        note("book/m.md", "# Matrix\n\nb"),
    )
    (found,) = garden.concepts
    assert found.synthesis is not None
    assert [t for p in found.passages for t in texts(p)] == ["b", "Mine"]
    assert found.synthesis.note.note.path == "synthesis/matrices.md"


def test_only_concepts_of_which_something_new_is_said_are_gathered_anew() -> None:
    memory = Memory()
    notes = [note("book/a.md", "# Slope\n\nSteep."), note("book/b.md", "# Rate\n\nQuick.")]
    notes.append(note("course/w.md", "# Week 1\n\nWelcome.\n\n## Slope\n\nAgain.\n"))
    before = gather(notes, SOURCES, Syllabus(), ENGLISH, memory=memory)
    notes[1] = note("book/b.md", "# Rate\n\nQuicker.")
    after = gather(notes, SOURCES, Syllabus(), ENGLISH, memory=memory)
    assert after == gather(notes, SOURCES, Syllabus(), ENGLISH)
    assert concept(after, "Slope") is concept(before, "Slope")
    assert concept(after, "Rate") is not concept(before, "Rate")
    assert after.leftovers[0] is before.leftovers[0]
