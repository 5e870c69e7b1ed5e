"""Other people's words are marked as such, and a note that holds too many of them is told."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gardens
import sites
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, context, pages
from syntopic.markdown.tree import read, write
from syntopic.model import Severity
from syntopic.parsing.quotations import count_words, quotation
from syntopic.publishing.export import export
from syntopic.publishing.feeds.simplified import simplified

ROOT = Path(__file__).resolve().parent.parent

SOURCES = """\
sources:
  - key: mml-book
    title: Mathematics for Machine Learning
    short: MML book
    authors: [Marc Peter Deisenroth, "A. Aldo Faisal"]
    year: 2020
    url: https://mml-book.github.io/
  - key: video
    title: Essence of <linear> algebra
    short: Essence
    url: https://www.youtube.com/watch?v=abc
"""
QUOTE = "> A vector is an arrow,\n> and an arrow is a vector.\n"
CREDITED = QUOTE + "> — [Ada](https://example.org/ada), *Arrows*, p. 12\n"
NOTES = {
    "sources.yml": SOURCES,
    "mml-book/ch02/vector.md": (
        f"# Vector\n\nMine first.\n\n{QUOTE}\n> [!tip] Try it\n> on paper.\n"
    ),
    "video/vector.md": (
        f"---\nlocator: '1:30'\n---\n# Vector\n\nSeen.\n\n{QUOTE.replace('A', 'The')}"
    ),
    "vectors/vector.md": f"# Vector\n\nOwn.\n\n> Plain words of mine.\n\n{CREDITED}",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = sites.build(tmp_path_factory.mktemp("quotations"), NOTES, strict=True)
    assert site.code == 0, site.said
    return site.html("topics/vector")


def figures(page: str) -> list[str]:
    return [part.split("</figure>")[0] for part in page.split('<figure class="quotation">')[1:]]


# On pages


def test_a_quote_in_notes_from_a_source_is_that_source_s_with_the_place_in_it(page: str) -> None:
    book, video, _ = figures(page)
    assert '<blockquote cite="https://mml-book.github.io/">' in book
    credit = sites.words(book.split("<figcaption>")[1])
    assert credit == "Mathematics for Machine Learning, ch02"
    assert 'href="../../sources/mml-book/"' in book
    assert '<blockquote cite="https://www.youtube.com/watch?v=abc&amp;t=90s">' in video
    assert "<cite>Essence of &lt;linear&gt; algebra</cite>" in video


def test_a_line_behind_a_dash_credits_a_quote_also_in_my_own_notes(page: str) -> None:
    own = figures(page)[2]
    assert '<blockquote cite="https://example.org/ada">' in own
    body, credit = own.split("<figcaption>")
    assert sites.words(body) == "A vector is an arrow, and an arrow is a vector."
    assert sites.words(credit) == "Ada, Arrows, p. 12"
    assert '<a href="https://example.org/ada">Ada</a>' in credit
    assert "<em>Arrows</em>" in credit


def test_my_own_quotes_and_callouts_are_no_quotations(page: str) -> None:
    assert len(figures(page)) == 3
    for mine in ("Plain words of mine.", "on paper."):
        assert mine in page and all(mine not in figure for figure in figures(page))
    assert page.count("<blockquote") == 4


def test_every_source_of_a_topic_is_credited_on_its_page(page: str) -> None:
    listed = page.split('<ul class="credits">')[1].split("</ul>")[0].split("</li>")[:-1]
    assert [sites.words(one) for one in listed] == [
        "Mathematics for Machine Learning, Marc Peter Deisenroth, A. Aldo Faisal, 2020, "
        "mml-book.github.io",
        "Essence of <linear> algebra, youtube.com",
    ]
    assert 'href="https://mml-book.github.io/"' in listed[0]


def test_the_sample_garden_credits_all_sources_on_all_topics() -> None:
    garden = build_garden(ROOT / "notes", Options(), cache=None)
    credited = {source.key for source in garden.reading.sources}
    texts = pages_of(garden)
    assert len(garden.topics) >= 15
    for topic in garden.topics:
        text = texts[topic.concept.name]
        for note in topic.notes:
            source = next((s for s in garden.reading.sources if s.key == note.source), None)
            if source is not None and source.key in credited:
                credits = text.split("credits")[1]
                wanted = (source.title, *source.authors, str(source.year or ""), source.url)
                missing = [one for one in wanted if one and one not in credits]
                assert missing == [], (topic.concept.name, source.key)


def pages_of(garden: Garden) -> dict[str, str]:
    return {
        page.title: unescape(gardens.readable(page.markdown))
        for page in pages(garden, workings=False)
    }


# What is a credit


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("> Words.\n> — Ada, Arrows, p. 12", "Ada, Arrows, p. 12"),
        ("> Words.\n>\n> – Ada", "Ada"),
        ("> Words.\\\n> -- Ada", "Ada"),
        ("> Words.  \n>— Ada\n>\n", "Ada"),
        ("> Words.\n— Ada", "Ada"),
        ("> Words, said — Ada.", ""),
        ("> Words.\n> - an item", ""),
        ("> Words.\n> ---", ""),
        ("> — Who is there?\n> — Ada.", ""),
        ("> — Ada", ""),
        ("> Words.\n> — …", ""),
        ("> Words.\n> — " + "long " * 41, ""),
        (">     code\n>     — Ada", ""),
    ],
)
def test_a_credit_is_a_last_line_of_its_own_behind_a_dash(text: str, credit: str) -> None:
    assert quotation(text).credit == credit


@given(st.text(alphabet="> —-\n\\aé*`.", max_size=60))
def test_no_word_is_lost_between_the_words_and_their_credit(text: str) -> None:
    found = quotation(text)
    assert count_words(found.body) + count_words(found.credit) == count_words(text)
    assert found.credit == "" or count_words(found.body) >= 0


# How much


def told(tmp_path: Path, notes: dict[str, str], most: int = 30) -> list[str]:
    gardens.write(tmp_path, {"sources.yml": SOURCES, **notes})
    garden = build_garden(tmp_path, replace(Options(), quoted_share=most), cache=None)
    found = [p for p in garden.problems if p.code == "quoted-much"]
    assert all(p.severity is Severity.HINT and "own" in p.fix for p in found)
    return [f"{p.origin} {p.message}" for p in found]


MINE, THEIRS = "word " * 60, "quoted " * 20
LONG = f"# Vector\n\n{MINE}\n\n> {THEIRS}\n\n> {THEIRS * 2}\n> — {'Ada ' * 9}\n\n```\n{MINE}\n```\n"


def test_a_note_that_is_quoted_for_the_most_part_is_told_with_its_longest_quotation(
    tmp_path: Path,
) -> None:
    (line,) = told(tmp_path, {"video/vector.md": LONG})
    assert line.startswith("video/vector.md:7 50 of 100 words of this note are quoted")


@pytest.mark.parametrize(
    ("path", "text", "most"),
    [
        ("video/vector.md", LONG, 50),
        ("video/vector.md", f"> {THEIRS * 9}\n", 100),
        ("vectors/vector.md", LONG, 30),
        ("synthesis/vector.md", LONG, 30),
        ("video/vector.md", f"# Vector\n\nMine.\n\n> {THEIRS * 4}\n", 30),
        ("video/vector.md", f"# Vector\n\n{MINE * 2}\n\n> [!note]\n> {THEIRS * 4}\n", 30),
    ],
    ids=["not more than is set", "switched off", "own", "synthesis", "short", "callout"],
)
def test_nobody_is_told_who_quotes_little_or_themselves(
    tmp_path: Path, path: str, text: str, most: int
) -> None:
    assert told(tmp_path, {path: text}, most) == []


# Elsewhere


def test_in_exported_notes_a_quotation_is_a_plain_quote_with_its_credit(tmp_path: Path) -> None:
    gardens.write(tmp_path / "notes", NOTES)
    garden = build_garden(tmp_path / "notes", Options(), cache=None)
    export(context(garden, workings=False), tmp_path / "notes", tmp_path / "out")
    text = (tmp_path / "out/topics/vector.md").read_text("utf-8")
    assert "> A vector is an arrow,\n> and an arrow is a vector.\n>\n> *— [MML book](" in text
    assert "> — [Ada](https://example.org/ada), *Arrows*, p. 12" in text
    assert "> Plain words of mine.\n\n" in text
    assert "<figure" not in text


def test_in_a_feed_a_quotation_keeps_its_words_and_its_credit(page: str) -> None:
    told = write(simplified(read(figures(page)[2]), "https://example.org/garden/topics/vector/"))
    assert "<blockquote>" in told and "Ada</a>" in told and "class=" not in told
