"""What linking remembers from one build to the next changes nothing but the time it takes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from syntopic.configuration import options
from syntopic.garden import Garden, build_garden, pages
from syntopic.garden_memory import GardenMemory
from test_link_properties import texts

NOTES: Mapping[str, str] = {
    "syllabus.yml": "areas:\n- name: Algebra\n  concepts: [Vector space, Linear map, PCA]\n",
    "book/vector-space.md": "# Vector space\n\nSums of vectors. A linear map keeps them.\n",
    "book/linear-map.md": "# Linear map\n\nIt goes from a vector space to a vector space. | x |\n",
    "course/pca.md": "# PCA\n\nA linear map onto few axes, see [[Vector space]].\n",
}
EDITED = st.dictionaries(
    st.sampled_from([*list(NOTES)[1:], "course/new.md", "private/shy.md"]),
    st.one_of(
        texts(),
        st.sampled_from(
            (
                "# Linear map\n\nPCA and a vector space.\n\n| PCA | PCA |\n| - | - |\n| a | PCA |",
                "---\naliases: [linear operator]\n---\n# Linear map\n\nA linear operator.\n",
                "---\nautolink: false\n---\n# Vector space\n\nWithout a linear map.\n",
                "---\nno-autolink: true\n---\n# PCA\n\nOf a vector space, a linear operator.\n",
                "# Week 2\n\nOn PCA.\n\n## PCA\n\nIn a vector space.\n",
            )
        ),
    ),
    max_size=3,
)


def told(garden: Garden) -> tuple[object, ...]:
    """Everything that linking says of a garden, and the pages that come of it."""
    links = garden.links
    found = (links.outgoing, links.backlinks, links.used, links.problems, links.embedded)
    rest = (links.mentions, links.marks, links.places, garden.related, garden.order)
    return (*found, *rest, pages(garden, workings=True))


def written(folder: Path, notes: Mapping[str, str]) -> Path:
    """The folder with these notes and no others."""
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        old.unlink()
    return gardens.write(folder, dict(notes))


@settings(max_examples=40)
@given(st.lists(EDITED, min_size=1, max_size=3))
def test_after_any_edits_a_garden_is_linked_as_if_it_were_built_anew(
    edits: list[dict[str, str]],
) -> None:
    memory = GardenMemory()
    with tempfile.TemporaryDirectory() as name:
        for edit in ({}, *edits, {}):
            folder = written(Path(name), {**NOTES, **edit})
            remembered = build_garden(folder, options({}), memory=memory)
            assert told(remembered) == told(build_garden(folder, options({})))


def test_only_pages_that_changed_are_looked_through_again(tmp_path: Path) -> None:
    memory = GardenMemory()
    folder = gardens.write(tmp_path, dict(NOTES))
    before = build_garden(folder, options({}), memory=memory).links
    assert build_garden(folder, options({}), memory=memory).links.mentions is before.mentions
    (folder / "course/pca.md").write_text("# PCA\n\nAn edited note on a linear map.\n", "utf-8")
    after = build_garden(folder, options({}), memory=memory).links
    same = {
        mention.page for mention in after.mentions if any(mention is m for m in before.mentions)
    }
    assert same == {"topics/vector-space.md", "topics/linear-map.md"}
    assert {mention.page for mention in after.mentions} == {*same, "topics/pca.md"}


def test_a_page_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    memory = GardenMemory()
    folder = gardens.write(tmp_path, dict(NOTES))
    build_garden(folder, options({}), memory=memory)
    (folder / "course/pca.md").unlink()
    build_garden(folder, options({}), memory=memory)
    assert ("topics/pca.md", "") not in memory.linking.mentions.known
    assert ("topics/linear-map.md", "") in memory.linking.mentions.known


def test_a_note_that_another_page_links_to_changes_the_links_of_that_page(tmp_path: Path) -> None:
    memory = GardenMemory()
    pca = "# PCA\n\nSee [[more]] on what a linear map does.\n"
    folder = gardens.write(tmp_path, {**NOTES, "course/pca.md": pca})
    before = build_garden(folder, options({}), memory=memory)
    assert [m.text for m in before.links.mentions if m.linked and m.note == "course/pca.md"]
    (folder / "book/more.md").write_text("---\nconcept: Linear map\n---\n\nIt is a matrix.\n")
    after = build_garden(folder, options({}), memory=memory)
    assert not [m.text for m in after.links.mentions if m.linked and m.note == "course/pca.md"]
    assert told(after) == told(build_garden(folder, options({})))


def test_a_new_order_of_the_syllabus_is_the_order_of_related_concepts(tmp_path: Path) -> None:
    memory = GardenMemory()
    listed = "areas:\n- name: Algebra\n  concepts: [Start, {}, {}]\n"
    notes = {
        "start.md": "# Start\n\n[[Zorp]] and [[Quab]].\n",
        "zorp.md": "# Zorp\n\nRound.\n",
        "quab.md": "# Quab\n\nRound.\n",
    }
    for order in (("Zorp", "Quab"), ("Quab", "Zorp")):
        folder = gardens.write(tmp_path, {**notes, "syllabus.yml": listed.format(*order)})
        related = build_garden(folder, options({}), memory=memory).related
        assert [one.name for one in related["topics/start.md"]] == list(order)
