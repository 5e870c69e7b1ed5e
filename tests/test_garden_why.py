"""A build can say why it made something anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gardens
from syntopic.configuration import options
from syntopic.garden import build_garden, pages
from syntopic.garden_memory import GardenMemory
from syntopic.garden_why import reasons

NOTES: dict[str, str | bytes] = {
    "sources.yml": "- key: book\n  title: The Book\n",
    "book/slope.md": "# Slope\n\nHow steep a line is.\n",
    "book/limit.md": "# Limit\n\nWhat a [[Slope]] comes to.\n",
    "book/more.md": "# Week 1\n\nOf no concept.\n",
}


def built(folder: Path, memory: GardenMemory, **chosen: Any) -> dict[str, str]:
    """Builds the garden once more; what was made anew, each with its reason."""
    garden = build_garden(folder, options(chosen), memory=memory)
    pages(garden, workings=False, memory=memory)
    return dict(reason.split(": ", 1) for reason in reasons(memory))


def test_what_is_as_it_was_is_not_named_and_the_rest_is_with_its_reason(tmp_path: Path) -> None:
    folder, memory = gardens.write(tmp_path, NOTES), GardenMemory()
    first = built(folder, memory)
    assert first["book/slope.md"] == first["Slope"] == first["topics/slope.md"] == "it is new"
    assert built(folder, memory) == {}
    (folder / "book/limit.md").write_text("# Limit\n\nWhat a steep [[Slope]] comes to.\n")
    assert built(folder, memory) == {
        "book/limit.md": "its text changed",
        "Limit": "its notes changed",
        "topics/index.md": "what is told of Limit changed",
        "topics/limit.md": "what is told of Limit changed",
        "topics/slope.md": "who links to topics/slope.md changed",
    }


def test_an_edit_of_a_text_alone_makes_one_page_anew(tmp_path: Path) -> None:
    folder, memory = gardens.write(tmp_path, NOTES), GardenMemory()
    built(folder, memory)
    (folder / "book/limit.md").write_text("# Limit\n\nWhat a [[Slope]] comes to.\n\nMore of it.\n")
    anew = built(folder, memory)
    assert [name for name in anew if name.startswith(("topics/", "sources/"))] == [
        "topics/limit.md"
    ]


def test_text_of_no_concept_makes_its_source_anew(tmp_path: Path) -> None:
    folder, memory = gardens.write(tmp_path, NOTES), GardenMemory()
    built(folder, memory)
    (folder / "book/more.md").write_text("# Week 1\n\nOf no concept, still.\n")
    assert built(folder, memory) == {
        "book/more.md": "its text changed",
        "sources/book.md": "text of book/more.md that belongs to no concept changed",
    }


def test_a_setting_for_all_pages_is_named(tmp_path: Path) -> None:
    folder, memory = gardens.write(tmp_path, NOTES), GardenMemory()
    built(folder, memory)
    anew = built(folder, memory, macros={"vect": "\\vec{#1}"})
    assert anew["topics/slope.md"] == "macros changed in mkdocs.yml"
    assert "book/slope.md" not in anew
