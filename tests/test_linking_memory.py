"""What linking remembers from one build to the next changes nothing but the time it takes."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from syntopic.configuration import options
from syntopic.garden import Garden, build_garden, pages
from syntopic.garden_memory import GardenMemory
from syntopic.memory import Lasts
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


def test_a_phrase_that_the_syllabus_gets_or_loses_counts_at_once(tmp_path: Path) -> None:
    memory = GardenMemory()
    listed = "areas:\n- name: Algebra\n  concepts: [{{name: Linear map, not-in: [{}]}}]\n"
    for phrase, names in (("", 2), ("linear map onto", 1), ("linear operator", 2)):
        notes = {**NOTES, "syllabus.yml": listed.format(phrase)}
        folder = gardens.write(tmp_path, notes)
        found = build_garden(folder, options({}), memory=memory)
        assert sum(m.concept == "Linear map" for m in found.links.mentions) == names
        assert told(found) == told(build_garden(folder, options({})))


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


def values(kept: Lasts[Any, Any]) -> dict[Any, object]:
    """What is kept, by its key."""
    return {key: last.made[1] for key, last in kept.known.items() if last.made is not None}


def anew(before: Mapping[Any, object], now: Mapping[Any, object]) -> set[Any]:
    """The keys of what was made anew, however alike it is."""
    return {key for key in now if now[key] is not before.get(key)}


def test_an_edit_resolves_the_links_of_one_page_and_looks_for_names_on_that_page(
    tmp_path: Path,
) -> None:
    memory = GardenMemory()
    folder = gardens.write(tmp_path, dict(NOTES))
    build_garden(folder, options({}), memory=memory)
    linking = memory.linking
    led, looked = values(linking.process.led), values(linking.mentions)
    (folder / "course/pca.md").write_text("# PCA\n\nSee [[Vector space]], a linear map.\n", "utf-8")
    build_garden(folder, options({}), memory=memory)
    assert anew(led, values(linking.process.led)) == {("topics/pca.md", "")}
    assert anew(looked, values(linking.mentions)) == {("topics/pca.md", "")}


def test_another_name_of_a_concept_is_looked_for_only_on_pages_that_mention_it(
    tmp_path: Path,
) -> None:
    memory = GardenMemory()
    listed = "areas:\n- name: Algebra\n  concepts:\n  - {{name: Linear map, aliases: [{}]}}\n"
    notes = {
        **NOTES,
        "syllabus.yml": listed.format("operator"),
        "book/operator.md": "# Shift\n\nAn operator of its own.\n",
        "book/morphism.md": "# Arrow\n\nA morphism, for short.\n",
        **{f"book/{n}.md": f"# Note {n} of many\n\nPlain words.\n" for n in "abcdefgh"},
    }
    folder = gardens.write(tmp_path, notes)
    build_garden(folder, options({}), memory=memory)
    looked = values(memory.linking.mentions)
    (folder / "syllabus.yml").write_text(listed.format("morphism"), "utf-8")
    found = build_garden(folder, options({}), memory=memory).links
    pages = {page for page, _ in anew(looked, values(memory.linking.mentions))}
    assert pages == {"topics/linear-map.md", "topics/shift.md", "topics/arrow.md"}
    named = {(mention.page, mention.text) for mention in found.mentions}
    assert ("topics/arrow.md", "morphism") in named
    assert ("topics/shift.md", "operator") not in named


def test_what_nothing_new_concerns_is_told_by_the_same_objects(tmp_path: Path) -> None:
    memory = GardenMemory()
    notes = {
        **NOTES,
        "mine/norm.md": "# Norm\n\nOf a [[Vector space]]. ![[Linear map]]\n",
        "mine/length.md": "# Length\n\nThe norm's other name, see [[Norm]].\n",
    }
    folder = gardens.write(tmp_path, notes)
    first = build_garden(folder, options({}), memory=memory)
    (folder / "course/pca.md").write_text("# PCA\n\nAn edit, see [[Vector space]].\n", "utf-8")
    now = build_garden(folder, options({}), memory=memory)
    before, after = first.links, now.links
    # The edited page links to one of these in other words, and no longer to the other.
    new = anew(before.backlinks, after.backlinks)
    assert new == {"topics/vector-space.md", "topics/linear-map.md"}
    assert anew(before.outgoing, after.outgoing) == {"topics/pca.md"}
    assert not anew(before.marks, after.marks)
    assert not anew(before.embedded.embeds, after.embedded.embeds)
    assert anew(before.places.of_note, after.places.of_note) <= {"course/pca.md"}
    assert "topics/length.md" not in anew(first.related, now.related)


def test_all_that_is_kept_of_links_in_a_file_is_of_public_text(tmp_path: Path) -> None:
    memory = GardenMemory()
    notes = {
        **NOTES,
        "private/hush.md": "---\naliases: [Hush hush]\n---\n# Hush\n",
        "private/hush.png": gardens.PIXEL,
        "book/hint.md": "# Hint\n\nSee [[Hush hush]] and ![[hush.png]] and [[hush]].\n",
    }
    folder = gardens.write(tmp_path, notes)
    problems = build_garden(folder, options({}), memory=memory).problems
    assert any(problem.private for problem in problems)
    kept = pickle.dumps(memory.linking)
    assert b"PCA" in kept
    assert b"private/hush" not in kept


@pytest.mark.parametrize(
    ("linked", "before", "after"),
    [
        ("Slope#Pitfalls", "## Slope\n\n### Pitfalls\n\nOh.", "## Slope\n\n### Example\n\nOh."),
        ("Slope#Gentle hall", "## Slope\n\n### Gentle hill\n\nUp.", "## Slope\n\n### Hull\n\nUp."),
        ("Slope#Deep", "## Slope\n\n### Deep\n\nUp.", "## Slope\n\n## Pitfalls\n\n### Deep\n\nUp."),
        (
            "video/week 1#Deep",
            "## Slope\n\nw\n\n### Deep\n\nUp.",
            "## Slope\n\nw\n\nw\n\n### Deep\n\nUp.",
        ),
        ("video/week 1#^id", "## Slope\n\nUp. ^id", "## Slope\n\nUp.\n\n## Pitfalls\n\nUp. ^id"),
        ("video/week 1", "## Slope\n\nUp.", "## Slope\n\n### Pitfalls\n\nUp."),
        ("video/week 1", "## Slope\n\nUp.", "Hello.\n\n## Slope\n\nUp."),
    ],
)
def test_a_link_leads_where_its_heading_has_moved_though_nothing_is_called_otherwise(
    tmp_path: Path, linked: str, before: str, after: str
) -> None:
    memory = GardenMemory()
    notes = {
        "book/slope.md": "# Slope\n\nSteep.\n\n## Intuition\n\nA hill.\n",
        "mine/rate.md": f"# Rate\n\nSee [[{linked}]] and ![[{linked}]].\n",
    }
    for text in (before, after, before):
        folder = gardens.write(tmp_path, {**notes, "video/week 1.md": f"# Week 1\n\n{text}\n"})
        again = build_garden(folder, options({}), memory=memory)
        assert told(again) == told(build_garden(folder, options({})))
