"""Requirements that nobody has written: what is suggested, why, and where to write it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

import gardens
from syntopic.cli import main
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.linking.suggesting import Suggestion, suggested_requirements

SYLLABUS = (
    "areas:\n- name: M\n  concepts:\n  - Weighted mean\n"
    "  - name: Central moment\n    requires: [Sets]\n  - Sets\n"
)
MEAN = "# Weighted mean\n\nEach number counts as often as its weight says."
NOTES = {
    "syllabus.yml": SYLLABUS,
    "book/mean.md": MEAN,
    "book/sets.md": "# Sets\n\nThings together.",
    "book/moment.md": "# Central moment\n\nTake the weighted mean away.\n\n## Formula\n\n"
    "The weighted mean of the powers.",
}


def suggested(folder: Path, notes: dict[str, str]) -> list[str]:
    garden = build_garden(gardens.write(folder, notes), Options())
    found = suggested_requirements(garden.gathering.concepts, garden.links, garden.order)
    return [told(one) for one in found]


def told(one: Suggestion) -> str:
    return f"{one.concept} < {one.requires}: {' '.join(map(str, one.places))}"


def test_what_explains_a_concept_twice_and_is_never_explained_with_it_is_suggested(
    tmp_path: Path,
) -> None:
    assert suggested(tmp_path, NOTES) == [
        "Central moment < Weighted mean: book/moment.md:3 book/moment.md:7"
    ]


def test_a_link_by_hand_counts_as_much_as_a_name(tmp_path: Path) -> None:
    text = "# Central moment\n\nTake [[Weighted mean|it]] away.\n\n## Formula\n\n[it](mean.md)."
    assert len(suggested(tmp_path, {**NOTES, "book/moment.md": text})) == 1


def test_once_is_by_the_way(tmp_path: Path) -> None:
    text = "# Central moment\n\nTake the weighted mean away. The weighted mean!"
    assert suggested(tmp_path, {**NOTES, "book/moment.md": text}) == []


def test_where_it_is_used_it_explains_nothing(tmp_path: Path) -> None:
    text = "# Central moment\n\n## Used in\n\nA weighted mean.\n\n## Examples\n\nA weighted mean."
    assert suggested(tmp_path, {**NOTES, "book/moment.md": text}) == []


def test_two_concepts_that_explain_each_other_suggest_nothing(tmp_path: Path) -> None:
    assert suggested(tmp_path, {**NOTES, "book/mean.md": f"{MEAN} A [[Central moment]]."}) == []


def test_what_somebody_has_said_already_is_not_suggested_and_nothing_against_it(
    tmp_path: Path,
) -> None:
    said = {
        "required": SYLLABUS.replace("[Sets]", "[Weighted mean]"),
        "implied": SYLLABUS.replace("- Sets", "- {name: Sets, requires: [Weighted mean]}"),
        "against": SYLLABUS.replace(
            "- Weighted mean", "- {name: Weighted mean, requires: [Central moment]}"
        ),
        "later": SYLLABUS.replace("  - Weighted mean\n", "") + "  - Weighted mean\n",
    }
    for name, syllabus in said.items():
        assert suggested(tmp_path / name, {**NOTES, "syllabus.yml": syllabus}) == [], name


def test_status_all_tells_them_with_the_reason_and_the_line_to_write(tmp_path: Path) -> None:
    gardens.write(tmp_path / "notes", NOTES)
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", encoding="utf-8")

    def status(*words: str) -> str:
        return (
            CliRunner().invoke(main, ["status", "-f", str(tmp_path / "mkdocs.yml"), *words]).output
        )

    assert "Central moment may build on Weighted mean: 2 lines of what explains it" in status(
        "--all"
    )
    assert "notes/syllabus.yml:5  requires: [Sets, Weighted mean]" in status("--all")
    assert "may build on" not in status()
    (tmp_path / "notes" / "syllabus.yml").unlink()
    assert "notes/book/moment.md:1  requires: [Weighted mean]" in status("--all")
