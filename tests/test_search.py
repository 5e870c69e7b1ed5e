"""The search: it finds all that the theme's own finds, the page of a name first, and is quick."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from benchmarks.search.asking import queries

import sites
from finding import CONFIG, Answers, asked
from syntopic.mkdocs_plugin.search import FINDER, with_search

MANY = 700
"""Pages of three entries each, more than the search takes for few."""

WHOLE = ("value", "exact", "exact1", "the word77 counts", "of exact1 value", "topics value")
"""What is asked of many pages, in whole words."""

BEST = 100
"""So many pages come with their passages."""

NAMES = ("Rank", "Bias & variance", "Self-attention", "K-means")
"""Of pages; other pages have these words in their titles, too, and more often in their text."""

NOTES = {
    "rank.md": "# Rank\n\nCount columns that are independent; see pi.\n\n## Zeugma\n\nIt.\n",
    "rank-one.md": "# Low-rank matrix\n\nRank rank rank rank, says the quokka.\n\n"
    "```python\nwombat = 1\n```\n\nQ: What is an axolotl?\nA: An amphibian.\n",
    "bias.md": "# Bias & variance\n\nA trade, of **unboldened** words.\n\n| a | b |\n|---|---|\n"
    "| tapir | okapi |\n",
}


def entry(location: str, title: str, text: str) -> dict[str, Any]:
    return {"location": location, "title": title, "text": f"<p>{text}</p>"}


def pages(count: int) -> list[dict[str, Any]]:
    """Pages that all have one word; every third has its section about another one."""
    found = []
    for n in range(count):
        found += [
            entry(f"topics/{n}/", f"Topic {n}", "Four minutes"),
            entry(f"topics/{n}/#plain", "In plain English", f"Every value counts. Word{n} x{n}"),
            entry(f"topics/{n}/#more", "Ranks of things", "value " * (n % 7) + f"exact{n % 3}"),
        ]
        found[-3]["text"] += " Of exact value" * (n % 11 == 0)
    return found


def named() -> list[dict[str, Any]]:
    """Pages with names, each with rivals that have more of the same words."""
    found = []
    for n, name in enumerate(map(_escaped, NAMES)):
        found += [
            entry(f"{n}/a/", f"{name} {name} of {name}", f"{name} " * 9),
            entry(f"{n}/b/", f"A {name}ing {name}", f"{name} " * 9),
            entry(f"{n}/", name, "Words."),
            entry(f"{n}/#more", "More", "Words."),
        ]
    return found


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;")


@pytest.fixture(scope="module")
def large() -> tuple[Answers, Answers]:
    """What our search and the theme's say of the same large index."""
    queries = (*WHOLE, "topic 5", "c", "ran")
    return asked(pages(MANY), *queries), asked(pages(MANY), *queries, ours=False)


def test_the_page_that_bears_a_name_comes_before_all_that_speak_of_it() -> None:
    answers = asked([*named(), *pages(3)], *NAMES, "rank", "  SELF attention ")
    first = [answers.places(query)[0] for query in (*NAMES, "rank", "  SELF attention ")]
    assert first == ["0/", "1/", "2/", "3/", "0/", "2/"]


def test_a_large_garden_finds_every_page_that_the_theme_finds_in_the_same_order(
    large: tuple[Answers, Answers],
) -> None:
    ours, theirs = large
    for query in (*WHOLE, "topic 5", "ran"):
        assert sorted(ours.places(query)) == sorted(theirs.places(query)), query
        assert ours.places(query)[:50] == theirs.places(query)[:50], query
    assert len(ours.places("value")) == MANY, "and the number that is shown is the true one"


def test_the_best_pages_come_with_their_passages_and_the_rest_by_their_names(
    large: tuple[Answers, Answers],
) -> None:
    ours, theirs = large
    for query in WHOLE:
        assert ours.pages[query][:BEST] == theirs.pages[query][:BEST], query
        assert not any(one["text"] for page in ours.pages[query][BEST:] for one in page), query
    assert "<mark>" in ours.pages["value"][0][0]["text"]
    assert all(one["title"][0] == "T" for one, *_ in ours.pages["topic 5"][BEST:]), "unmarked"
    last = ours.pages["value"][-1]
    assert [one["text"] for one in last] == [""] * len(last)
    assert all(one["title"] for one in last), "it can be opened all the same"


def test_the_page_of_a_name_comes_with_its_passages_however_many_have_more_of_its_words() -> None:
    rivals = [entry(f"r/{n}/", "Rank rank of rank", "rank " * 9) for n in range(2 * BEST)]
    page = [entry("rank/", "Rank", "Words."), entry("rank/#more", "More", "A rank.")]
    best = asked([*rivals, *page], "rank").pages["rank"][0]
    assert [one["text"] for one in best] == ["<p>Words.</p>", "<p>A <mark>rank.</mark></p>"]


def test_one_letter_finds_words_of_one_letter_and_titles_that_begin_with_it(
    large: tuple[Answers, Answers],
) -> None:
    ours, theirs = large
    assert len(theirs.places("c")) == MANY, "they all have counts in their text"
    assert ours.places("c") == []
    more = entry("c/", "The chain rule", "Words."), entry("z/", "Z", "Plus a constant c")
    assert sorted(asked([*pages(MANY), *more], "c").places("c")) == ["c/", "z/"]


def test_in_a_small_garden_one_letter_finds_every_word_that_begins_with_it() -> None:
    ours, theirs = (asked(pages(30), "e", "va", ours=one) for one in (True, False))
    assert ours.pages == theirs.pages
    assert len(ours.places("e")) == 30


def test_one_character_is_a_word_in_writing_without_letters() -> None:
    found = asked([*pages(MANY), entry("c/", "Note", "行列式 ist ein Wort")], "行")
    assert found.places("行") == ["c/"]


def test_a_garden_in_another_language_loads_what_the_theme_has_for_it() -> None:
    config = {**CONFIG, "lang": ["de"], "pipeline": ["stopWordFilter", "stemmer"]}
    found = asked([entry("a/", "Ableitung", "Die Ableitungen.")], "ableitungen", config=config)
    assert found.places("ableitungen") == ["a/"]
    assert "/assets/javascripts/lunr/min/lunr.de.min.js" in found.loaded


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    """Give a small garden, built."""
    return sites.build(tmp_path_factory.mktemp("search"), NOTES)


def test_every_concept_heading_and_word_of_the_notes_is_found(site: sites.Site) -> None:
    assert site.code == 0, site.said
    index = (site.folder / "search" / "search_index.json").read_text("utf-8")
    titles = [re.search("# (.*)", text)[1] for text in NOTES.values()]  # type: ignore[index]
    words = sorted({w.lower() for t in NOTES.values() for w in re.findall(r"[a-zA-Z]{2,}", t)})
    told = json.loads(index)
    found = asked(told["docs"], *titles, "zeugma", *words, config=told["config"])
    for title in titles:
        (place,) = [
            one["location"]
            for one in told["docs"]
            if unescape(one["title"]) == title and re.fullmatch("topics/[^/#]+/", one["location"])
        ]
        assert found.places(title)[0] == place, title
    assert found.pages["zeugma"][0][0]["location"].startswith("topics/rank/#")
    unfound = {word for word in words if not found.pages[word]}
    stop = {"an", "and", "are", "by", "how", "is", "of", "says", "that", "the", "what"}
    assert unfound - stop == {"python"}, "which is no word of it, but how a fence begins"


def test_each_page_searches_with_our_worker(site: sites.Site) -> None:
    for page in ("topics/rank/index.html", "404.html"):
        html = (site.folder / page).read_text("utf-8")
        (worker,) = re.findall(r'"search": "([^"]*)"', html)
        assert worker.endswith(FINDER)
    first, second = (site.folder / FINDER).read_text("utf-8").splitlines()
    (theirs,) = site.folder.glob("assets/javascripts/workers/search.*.js")
    assert first == f'self.syntopicFinder = "{theirs.name}";'
    assert second == 'importScripts("search.js");'
    assert (site.folder / "assets/syntopic/search.js").is_file()


def test_a_worker_of_the_authors_own_stays() -> None:
    own = '<script id="__config" type="application/json">{"search": "../mine.js"}</script>'
    theirs = "assets/javascripts/workers/search.1.js"
    assert with_search(own, theirs) == own
    spoken = f'<p>"search": "{theirs}"</p>'
    assert with_search(spoken, theirs) == spoken
    assert with_search(own.replace("mine.js", theirs), theirs).count(FINDER) == 1


def test_a_site_that_is_read_from_a_folder_keeps_the_search_that_the_theme_has_for_it(
    tmp_path: Path,
) -> None:
    made = sites.build(tmp_path, {"a.md": "# A\n\nWords.\n"})
    assert made.code == 0, made.said
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "  - offline\n", "utf-8")
    made = sites.built(tmp_path)
    assert made.code == 0, made.said
    assert FINDER not in (made.folder / "index.html").read_text("utf-8")


def test_the_benchmark_asks_common_words_and_rare_ones_and_types_one_letter_by_letter() -> None:
    texts = ["often " * (n % 2) + "seldom" * (n % 5 == 0) for n in range(400)]
    told = [entry(f"{n}/", "Linear mapping", text) for n, text in enumerate(texts)]
    asked_for = queries(told)
    assert asked_for["two words"] == ("linear mapping",) * 3
    assert asked_for["a word"][:2] == ("often", "seldom")
    assert asked_for["common words"][:2] == ("linear mapping", "linear mapping often")
    assert asked_for["letter by letter"] == ("s", "se", "sel", "seld", "seldo", "seldom")
