"""Our search of an index is the theme's own: the same entries, scores, order and marks."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from finding import CONFIG, asked

BEST = 100
"""So many pages come with their passages."""

WORDS = ("value", "valued", "vale", "matrix", "matrices", "rank", "eigen-value", "x", "x2", "2")
STRANGE = ("constructor", "__proto__", "toString", "naïve", "Größe", "行列式", "&amp;", "e-f-g")
SILENT = ("the", "of", "and")
FIELDS = ("title:", "text:", "tags:", "other:")

_words = st.sampled_from((*WORDS, *STRANGE, *SILENT))
_text = st.lists(_words, max_size=8).map(" ".join)
_plain = st.sampled_from((*WORDS, *STRANGE, "va", "m", "vbl", "matrxi", "nowhere"))
_optional = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "", "", *FIELDS, "-", "*")),
    st.one_of(_plain, st.sampled_from(SILENT)),
    st.sampled_from(("", "", "", "*", "~1", "~2", "^3", "^0")),
)
_required = st.builds("+{}{}".format, _plain, st.sampled_from(("", "*", "~1")))
_quoted = st.lists(_plain, min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"')
_query = st.lists(st.one_of(_optional, _optional, _required, _quoted), max_size=4).map(" ".join)


@st.composite
def indexes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Pages with sections, some with tags, none with a name that anybody asks for."""
    entries = []
    for page in range(draw(st.integers(0, 5))):
        for section in range(draw(st.integers(1, 3))):
            location = f"topics/{page}/" + f"#{section}" * bool(section)
            title = f"{draw(_text)} t{page}"
            entry = {"location": location, "title": title, "text": f"<p>{draw(_text)}</p>"}
            tags = draw(st.lists(_words, max_size=2))
            boost = draw(st.sampled_from((None, None, 0.5, 2)))
            more = {"tags": tags, "boost": boost}
            entries.append(entry | {key: value for key, value in more.items() if value})
    return entries


@settings(max_examples=25, deadline=None)
@given(indexes(), st.lists(_query, min_size=12, max_size=30, unique=True))
@example([{"location": "a/", "title": "Rank", "text": "rank"}], ["-rank", "-nowhere", "", "+rank"])
def test_whatever_is_asked_the_answer_is_the_themes_own(
    entries: list[dict[str, Any]], queries: list[str]
) -> None:
    ours, theirs = (asked(entries, *queries, ours=one) for one in (True, False))
    for query in queries:
        assert ours.pages[query] == theirs.pages[query], query
        assert ours.suggested[query] == theirs.suggested[query], query


def test_of_many_pages_the_first_hundred_are_the_themes_own() -> None:
    chance = random.Random(20)
    words = [f"{letter}word{n}" for n in range(12) for letter in "ab"]
    often = [1 / (n + 1) for n in range(len(words))]

    def text(most: int) -> str:
        return " ".join(chance.choices(words, often, k=chance.randint(0, most)))

    places = [f"{n}/" + f"#{part}" * bool(part) for n in range(250) for part in range(3)]
    entries = [
        {"location": place, "title": f"{text(1)} t{n}", "text": f"The {text(12)}"}
        for n, place in enumerate(places)
    ]
    queries = [
        " ".join((*chance.sample(words[:9], 3), "the")[chance.randint(0, 2) :]) for _ in "x" * 25
    ]
    ours, theirs = (asked(entries, *queries, ours=one) for one in (True, False))
    for query in queries:
        assert ours.pages[query][:BEST] == theirs.pages[query][:BEST], query
        assert ours.places(query) == theirs.places(query), query


def test_of_many_pages_with_stems_and_boosts_the_first_hundred_are_the_themes_own() -> None:
    chance = random.Random(4)
    words = "rank ranks ranking bank banks value values valued thesis theses __proto__".split()
    places = [f"{n}/" + f"#{part}" * bool(part) for n in range(250) for part in range(3)]
    entries = [
        {"location": place, "title": f"t{n}", "text": " ".join(chance.choices(words, k=n % 4))}
        | ({"boost": boost} if (boost := chance.choice((0, 0, 0.5, 2))) else {})
        for n, place in enumerate(places)
    ]
    config = {**CONFIG, "pipeline": ["stemmer", "stopWordFilter", "trimmer"]}
    queries = ["rank~1", "banks~1", "rank~", '"thesis"', "+values", "+ranking", "+rank value^2"]
    queries += [" ".join(chance.sample(words, 2)) for _ in range(12)] + ["value^2 banks __proto__"]
    ours, theirs = (asked(entries, *queries, ours=one, config=config) for one in (True, False))
    for query in queries:
        assert ours.pages[query][:BEST] == theirs.pages[query][:BEST], query
        assert ours.places(query) == theirs.places(query), query


def test_of_two_texts_with_one_address_the_later_one_is_found() -> None:
    entries = [
        {"location": "a/", "title": "A", "text": "wombat"},
        {"location": "a/#b", "title": "B", "text": "quokka quokka"},
        {"location": "a/#b", "title": "B", "text": "numbat"},
    ]
    answers = asked(entries, "quokka", "numbat", "-wombat")
    assert answers.places("quokka") == []
    assert answers.pages["numbat"][0][0]["text"] == "<mark>numbat</mark>"
    assert len(answers.pages["-wombat"][0]) == 2, "the section once, and its page"


def test_a_word_that_says_nothing_is_not_missed_in_what_is_quoted() -> None:
    entries = [
        {"location": "a/", "title": "A", "text": "The rank of a matrix"},
        {"location": "b/", "title": "B", "text": "A matrix"},
    ]
    queries = ('"the rank of the matrix"', '"of the"', "+the matrix", '"rank of the"')
    ours, theirs = (asked(entries, *queries, ours=one) for one in (True, False))
    assert ours.places(queries[0]) == ["a/"]
    assert ours.places(queries[1]) == []
    assert sorted(ours.places(queries[2])) == ["a/", "b/"]
    assert ours.places(queries[3]) == ["a/"]
    assert not any(theirs.pages.values()), "the theme finds nothing: no entry has such words"


def test_a_word_that_says_nothing_is_not_looked_for_as_the_beginning_of_others() -> None:
    entries = [
        {"location": "a/", "title": "Principal analysis of offers", "text": "whatever"},
        {"location": "b/", "title": "Eigenvalues", "text": "One matrix has some."},
    ]
    queries = (
        "what is the eigenvalue of a matrix",
        "eigenvalue of a",
        "what is a",
        "of",
        "-b of m",
    )
    found = asked(entries, *queries)
    assert found.places(queries[0]) == ["b/"]
    assert sorted(found.places(queries[1])) == ["a/", "b/"], "the last one may still be typed"
    assert found.places(queries[2]) == ["a/"], "of nothing but such words all are looked for"
    assert found.places(queries[3]) == ["a/"]
    assert found.places(queries[4]) == ["b/"]
    kept = {**CONFIG, "pipeline": []}
    both = asked(entries, "one of matrix", config=kept).places("one of matrix")
    assert sorted(both) == ["a/", "b/"], "an index that has such words is asked for them"


def test_words_are_found_as_the_index_has_them_in_other_languages_too() -> None:
    config = {**CONFIG, "lang": ["de"], "pipeline": ["stopWordFilter", "stemmer"]}
    entries = [
        {"location": "a/", "title": "Regeln", "text": "Die Ableitungen der Funktionen hier"},
        {"location": "b/", "title": "Gradient", "text": "Eine Ableitung nach der anderen"},
    ]
    queries = ("ableit", '"ableitung"', '"ableitung funktion"', "-gradient", "der gradient")
    quoted = '"die Ableitung der Funktion"'
    ours, theirs = (
        asked(entries, *queries, quoted, ours=one, config=config) for one in (True, False)
    )
    for query in queries:
        assert ours.pages[query] == theirs.pages[query], query
    assert sorted(ours.places('"ableitung"')) == ["a/", "b/"], "of which one has its plural"
    assert ours.places(quoted) == ["a/"]
