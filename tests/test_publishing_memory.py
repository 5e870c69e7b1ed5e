"""Whatever is edited, what is made of finished pages is with a memory what it is without."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import markdown
import pytest

import gardens
from pictures import noise
from random_gardens import RandomGarden, block
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden, context, pages
from syntopic.garden_file import GardenFile
from syntopic.garden_memory import GardenMemory
from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.memory import keeping
from syntopic.publishing.anki import AnkiNote, collected, site_package
from syntopic.publishing.blog import posts
from syntopic.publishing.feeds import Told, feeds
from syntopic.publishing.memory import Memory
from syntopic.publishing.values import Site, SitePage, page_url
from syntopic.rendering.head import minutes
from syntopic.rendering.review import PACKAGE
from syntopic.review.deck import deck
from syntopic.review.script import deck_script
from syntopic.review.values import RenderedPage
from syntopic.site import manifest
from syntopic.theme import FONT

SEEDS = range(200 if "SOAK" in os.environ else 5)
STEPS = 20
KEY = keeping.signed(b"this code")
SITE = Site("A garden", "https://example.org/garden/", author="Ada")
DRAWING = '<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'


def noise_png() -> bytes:
    made = BytesIO()
    noise().save(made, "PNG")
    return made.getvalue()


@cache
def html(text: str) -> str:
    configs = {name: dict(config) for name, config in EXTENSION_CONFIGS.items()}
    made = markdown.Markdown(extensions=[*EXTENSIONS], extension_configs=configs)
    return made.convert(text) + DRAWING


def told(garden: Garden, folder: Path, site: Site, kept: Memory) -> dict[str, Any]:
    """All that comes of the pages of a garden, and of the cards on them."""
    view = context(garden, workings=False)
    shown = {page.src: html(page.markdown) for page in pages(garden, workings=False)}
    rendered = {src: RenderedPage(src, page_url(src), text) for src, text in shown.items()}
    followed = {post.src: post for post in posts(view)}
    listed = tuple(
        SitePage(src, page_url(src), src, text, post=followed.get(src))
        for src, text in shown.items()
    )
    beside = Told(garden.options.words, view.sources, font=str(FONT))
    kept.begin()
    made: dict[str, Any] = {
        "deck": deck_script(deck(view, rendered, kept.review), site.name, view.language),
        "package": site_package(view, site, folder, kept) if view.cards else b"",
        "manifest": manifest(garden, memory=kept),
        "minutes": [kept.review.minutes_of(topic) for topic in garden.topics],
        **feeds(site, listed, beside, kept),
    }
    kept.forget()
    return made


def known(garden: Garden, folder: Path, site: Site) -> dict[str, Any]:
    """The same without a memory."""
    return told(garden, folder, site, Memory()) | {"minutes": [*map(minutes, garden.topics)]}


def differences(made: dict[str, Any], fresh: dict[str, Any]) -> list[str]:
    keys = dict.fromkeys((*made, *fresh))
    return [key for key in keys if made.get(key) != fresh.get(key)]


def dated(garden: RandomGarden) -> None:
    """A synthesis that is a post, about something else each time."""
    front = "---\ncreated: 2024-01-02\n---\n\n"
    garden.put("synthesis/slope.md", f"{front}My words.\n\n{block(garden.chance)}\n")


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edit_all_that_machines_read_is_as_if_it_were_made_for_the_first_time(
    tmp_path: Path, seed: int
) -> None:
    garden = RandomGarden.of(tmp_path / "notes", seed)
    file = GardenFile(tmp_path / "memory" / "garden.pickle", KEY)
    site, done = SITE, list[str]()
    for step in range(STEPS):
        done.append(garden.step() if step else "begin")
        if step % 4 == 1:
            dated(garden)
        if step % 7 == 6:
            site = replace(site, folders=not site.folders, url=site.url + "new/")
        built = build_garden(garden.folder, garden.options, memory=file.memory)
        made = told(built, garden.folder, site, file.memory.publishing)
        assert differences(made, known(built, garden.folder, site)) == [], (seed, done)
        if step % 3 == 2:
            file.save()
            file = GardenFile.read(file.file, KEY)
            assert built.topics == () or file.memory.publishing.review.minutes.known


NOTES = {
    "slope.md": "# Slope\n\nHow steep.\n\nQ: How ![[fig.png]] is [[Limit]]?\nA: So. ^one\n",
    "limit.md": "# Limit\n\nC: The ==end== of it. ^two\n",
    "synthesis/slope.md": "---\ncreated: 2024-01-02\n---\n\nAs I see it.\n",
    "fig.png": gardens.PIXEL,
}


def remade(kept: Memory) -> set[str]:
    """What the last run made anew."""
    review = kept.review
    parts = {"cuts": review.cuts, "minutes": review.minutes, "topics": kept.topics}
    parts |= {"bodies": kept.bodies, "sides": kept.sides, "files": kept.files}
    return {name for name, part in parts.items() if [*part.made()]}


def test_in_a_garden_where_nothing_changed_nothing_of_it_is_made_anew_not_even_in_another_process(
    tmp_path: Path,
) -> None:
    folder = gardens.write(tmp_path / "notes", NOTES)
    file = GardenFile(tmp_path / "memory" / "garden.pickle", KEY)
    before: dict[str, Any] = {}
    for again in (False, True, True):
        built = build_garden(folder, Options(), memory=file.memory)
        made = told(built, folder, SITE, file.memory.publishing)
        assert (remade(file.memory.publishing) == set()) is again
        assert before in ({}, made)
        assert "feed.xml" in made
        before = made
        if again:
            assert not file.memory.publishing.changed
        file.save()
        file = GardenFile.read(file.file, KEY)


def test_an_edit_lets_only_that_be_made_anew_which_it_touches(tmp_path: Path) -> None:
    folder = gardens.write(tmp_path / "notes", NOTES)
    file = GardenFile(tmp_path / "memory" / "garden.pickle", KEY)
    memory = file.memory

    def after(edits: dict[str, str | bytes]) -> set[Any]:
        gardens.write(folder, edits)
        told(build_garden(folder, Options(), memory=memory), folder, SITE, memory.publishing)
        return {key for key, _ in memory.publishing.sides.made()}

    assert {name for _, name in after({})} == {"question", "answer"}
    assert after({"slope.md": str(NOTES["slope.md"]).replace("steep.", "steep it is.")}) == set()
    assert [*memory.publishing.files.made()] == []
    assert [name for _, name in after({"limit.md": "# Limit\n\nC: A ==limit==. ^two\n"})] == [
        "question"
    ]
    assert [name for _, name in after({"fig.png": noise_png()})] == ["question"]
    assert [place for place, _ in memory.publishing.files.made()] == [PACKAGE]


BOOK = """# Slope

Q: Is [this](../limit.md) ![[fig.png]] steep[^a]?
A: So. ^one

C: The ==rise== of it. ^two

[^a]: By some.
"""
CARDS = {
    "book/slope.md": BOOK,
    "limit.md": "# Limit\n\nC: The ==end== of it. ^three\n",
    "book/week-1.md": "# Week 1\n\nQ: Loose?\nA: Yes. ^four\n",
    "sources.yml": "- {key: book, title: The Book, short: Bk}\n",
    "syllabus.yml": "areas: [{name: Algebra, concepts: [Slope]}]\n",
    "fig.png": gardens.PIXEL,
}
FATES: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "edited": ({"book/slope.md": BOOK.replace("rise", "fall")}, "fall", "rise"),
    "renamed": ({"book/slope.md": BOOK.replace("^two", "^duo")}, "#duo", "#two"),
    "deleted": ({"book/slope.md": BOOK.replace("C: ", "Of ")}, "steep", "rise"),
    "moved": (
        {
            "book/slope.md": BOOK.replace("C: ", "Of "),
            "limit.md": "# Limit\n\nC: The ==rise== of it. ^two\n",
        },
        "limit/#two",
        "slope/#two",
    ),
    "without its footnote": ({"book/slope.md": BOOK.replace("[^a]:", "Of")}, "[^a]", "footnote"),
    "of a topic renamed": ({"book/slope.md": BOOK.replace("Slope", "Tilt")}, "Tilt", "Slope"),
    "about a topic renamed": ({"limit.md": "# Bound\n\nWords.\n"}, "topics/bound/", "limit"),
    "of a topic in another area": (
        {"syllabus.yml": "areas: [{name: Calculus, concepts: [Slope]}]\n"},
        "Calculus",
        "Algebra",
    ),
    "of a source with another title": (
        {"sources.yml": "- {key: book, title: The Tale, short: Bk}\n"},
        "The Tale",
        "The Book",
    ),
    "of a source renamed": ({"sources.yml": "- {key: book, short: Tome}\n"}, "Tome", "Bk"),
    "with another picture": ({"fig.png": noise_png()}, "syntopic-fig-", "no picture"),
    "of a note that is private": (
        {"book/slope.md": f"---\ndraft: true\n---\n{BOOK}"},
        "end",
        "rise",
    ),
    "of no topic": (
        {"book/week-1.md": "# Week 1\n\nQ: Tight?\nA: No. ^four\n"},
        "Tight",
        "Loose",
    ),
}


def notes_for_anki(garden: Garden, folder: Path, kept: Memory) -> tuple[AnkiNote, ...]:
    kept.begin()
    found = collected(context(garden, workings=False), SITE, folder, kept)
    kept.forget()
    return found


@pytest.mark.parametrize("fate", FATES)
def test_whatever_becomes_of_a_card_the_deck_and_the_package_follow_and_the_others_stay(
    tmp_path: Path, fate: str
) -> None:
    folder, memory = gardens.write(tmp_path / "notes", CARDS), GardenMemory()
    kept = Memory()
    edits, there, gone = FATES[fate]
    seen: list[tuple[AnkiNote, ...]] = []
    for changes in ({}, edits, {}, {path: CARDS[path] for path in edits}):
        gardens.write(folder, changes)
        built = build_garden(folder, Options(), memory=memory)
        seen.append(notes_for_anki(built, folder, kept))
        made = told(built, folder, SITE, memory.publishing)
        assert differences(made, known(built, folder, SITE)) == []
        assert seen[-1] == notes_for_anki(built, folder, Memory())
    first, edited, still, again = seen
    assert there in str(edited)
    assert gone not in str(edited)
    assert first != edited
    assert again == first
    assert all(one is other for one, other in zip(edited, still, strict=True))
    same = [one for one in edited if one in first]
    assert all(any(one is other for other in first) for one in same if one.topic != "Slope")


def test_nothing_is_left_in_the_file_of_a_card_and_a_post_that_became_private(
    tmp_path: Path,
) -> None:
    words = (b"zanzibarian", b"quokkafish")
    card, post = "# Slope\n\nQ: Is it zanzibarian?\nA: So.\n", "My quokkafish.\n"
    file = GardenFile(tmp_path / "memory" / "build.pickle", KEY)
    for hidden in (False, True):
        front = "draft: true\n" if hidden else ""
        notes = {
            "other.md": "# Other\n\nAnd this.\n",
            "slope.md": f"---\n{front}---\n{card}",
            "synthesis/other.md": f"---\ncreated: 2024-01-02\n{front}---\n\n{post}",
        }
        folder = gardens.write(tmp_path / "notes", notes)
        built = build_garden(folder, Options(), memory=file.memory)
        made = told(built, folder, SITE, file.memory.publishing)
        assert ("feed.xml" in made) is not hidden
        file.save()
        told_by_file = file.file.read_bytes()
        assert [word in told_by_file for word in words] == [not hidden, not hidden]
        file = GardenFile.read(file.file, KEY)
    assert [*file.memory.publishing.files.known] == []
    assert [*file.memory.publishing.review.minutes.known] == ["Other"]
