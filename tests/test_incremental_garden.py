"""Whatever is edited, a garden with a memory is the garden that a first build would make."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import gardens
from random_gardens import CLAIMS, SETTINGS, SOURCES, SYLLABI, RandomGarden
from syntopic.configuration import options
from syntopic.garden import Garden, build_garden, notebooks, pages
from syntopic.garden_file import GardenFile
from syntopic.garden_memory import GardenMemory
from syntopic.memory import keeping
from syntopic.merging import record
from syntopic.records import write_synthesis
from syntopic.site import manifest

SOAK = "SOAK" in os.environ
STEPS = 25
SEEDS = range(400 if SOAK else 8)
KEY = keeping.signed(b"this code")


def later() -> int:
    """A clock by which every file has been at rest for a while: so its looks are trusted."""
    return time.time_ns() + 10**11


def told(garden: Garden, workings: bool, memory: GardenMemory | None) -> dict[str, Any]:
    """All that comes of a garden; in order, since equal mappings may differ in that."""
    links, order = garden.links, garden.order
    # What a resolver says stands on the pages; it keeps what it was asked, and is equal to itself.
    parts = {f"links.{one.name}": getattr(links, one.name) for one in fields(links)}
    parts |= {
        f"garden.{one.name}": getattr(garden, one.name) for one in fields(garden) if one.compare
    }
    mappings: list[Mapping[Any, Any]] = [links.outgoing, links.backlinks, links.marks]
    mappings += [garden.related, order.concepts]
    del parts["links.resolver"], parts["garden.links"]
    return {
        **parts,
        **{f"order of {n}": tuple(mapping) for n, mapping in enumerate(mappings)},
        **{page.src: page for page in pages(garden, workings=workings, memory=memory)},
        **notebooks(garden, "https://example.org", memory=memory),
        "manifest": manifest(garden),
    }


def differences(made: dict[str, Any], fresh: dict[str, Any]) -> list[str]:
    """What is not the same of two gardens."""
    keys = dict.fromkeys((*made, *fresh))
    return [key for key in keys if made.get(key) != fresh.get(key)] or (
        [] if list(made) == list(fresh) else ["order of pages"]
    )


def review(garden: Garden, folder: Path) -> None:
    """As ``syntopic reviewed`` does: writes down what a synthesis was written against."""
    for one in garden.gathering.concepts:
        if one.synthesis is not None:
            write_synthesis(folder, one.concept.name, record(one.passages))


def words(told: object) -> set[str]:
    """The words that stand only once in a garden, as far as they are told."""
    return set(re.findall(r"zq[0-9a-f]+zq", told if isinstance(told, str) else repr(told)))


def private_in(raw: bytes, garden: Garden) -> set[str]:
    """What a file tells that this garden's pages may not."""
    read = garden.reading
    public = words((garden.notes, read.sources, read.syllabus, garden.records.settled))
    # Public notes may link to a file's name, never to a whole path.
    paths = {one.path for one in read.private if "/" in one.path and one.path.encode() in raw}
    return paths | (words(raw.decode("utf-8", "replace")) - public)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edit_a_garden_is_as_if_it_were_built_for_the_first_time(
    tmp_path: Path, seed: int
) -> None:
    garden = RandomGarden.of(tmp_path / "notes", seed)
    preview = seed % 2 == 1
    file = GardenFile(tmp_path / "memory" / "garden.pickle", KEY)
    done: list[str] = []
    for step in range(STEPS):
        done.append(garden.step() if step else "begin")
        memory = file.memory
        memory.reading.clock = later if seed % 3 else time.time_ns
        built = build_garden(garden.folder, garden.options, drafts=preview, memory=memory)
        fresh = build_garden(garden.folder, garden.options, drafts=preview)
        made = told(built, preview, memory)
        assert differences(made, told(fresh, preview, None)) == [], (seed, done)
        garden.differences = {one.id for topic in fresh.topics for one in topic.disagreements}
        if step % 3 == 2:
            file.save()
            raw = file.file.read_bytes() if file.file.exists() else b""
            assert preview or private_in(raw, fresh) == set(), (seed, done)
            file = GardenFile.read(file.file, KEY)
            assert file.file.exists() == bool(raw), (seed, done)
        if step % 8 == 5:
            review(fresh, garden.folder)


EVERYTHING: dict[str, str | bytes] = {
    "sources.yml": SOURCES[1],
    "syllabus.yml": SYLLABI[2],
    "book/slope.md": "# Slope\n\n## Own words\n\nHow steep it is, see [[Limit]].\n\n"
    f"$$ \\vect{{x}} $$\n\n> {'quoted ' * 120}\n\n{CLAIMS[0]}\n\nPCA, a principal axis.\n",
    "course/slope.md": f"---\npublish: true\n---\n# Slope\n\n{CLAIMS[1]}\n\n## Formula\n\n$y$\n",
    "misc/pca.md": "# PCA\n\nOf a vector space ![[fig.png]].\n\n```python\nprint(1)\n```\n",
    "shut/limit.md": "# Limit\n\nWhat it comes to.\n\nQ: Is it?\nA: Yes. ^c1\n",
    "misc/more.md": "Text of no concept, [[Slope#Formula]] and ![[Limit]].\n",
    "synthesis/slope.md": "---\nconcept: Slope\ncreated: 2024-01-02\ntags: [a]\n---\n\nAll.\n",
    "misc/fig.png": gardens.PIXEL,
}
"""A garden in which every option and every entry of a register matters."""


@pytest.mark.parametrize("preview", [False, True])
def test_whatever_is_set_otherwise_a_garden_is_as_if_it_had_always_been_so(
    tmp_path: Path, preview: bool
) -> None:
    folder, memory = gardens.write(tmp_path / "notes", EVERYTHING), GardenMemory()
    kept = {name: str(EVERYTHING[name]) for name in ("sources.yml", "syllabus.yml")}
    steps: list[tuple[dict[str, Any], dict[str, str]]] = [(chosen, {}) for chosen in SETTINGS]
    steps += [({}, {"sources.yml": told}) for told in SOURCES]
    steps += [({}, {"syllabus.yml": told}) for told in SYLLABI]
    for step in chain.from_iterable((one, ({}, {})) for one in steps):
        chosen, changed = options(step[0]), kept | step[1]
        gardens.write(folder, changed)
        built = build_garden(folder, chosen, drafts=preview, memory=memory)
        fresh = build_garden(folder, chosen, drafts=preview)
        made = told(built, preview, memory)
        assert differences(made, told(fresh, preview, None)) == [], step
