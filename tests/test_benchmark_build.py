"""The benchmark of builds forgets what it says, edits what it says, and tells a missed aim."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from benchmarks.build.places import configuration
from benchmarks.build.rounds import COLD, EDITED, UNCHANGED
from benchmarks.build.serving import Seen
from benchmarks.build.table import build_aims, growth_aims, rows, save_aims
from benchmarks.build.tools import OURS, PLAIN, ZENSICAL, mkdocs, syntopic
from benchmarks.measuring.accounting import Used


def _written(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("kept")


def test_a_cold_build_has_the_outputs_of_code_and_nothing_else_that_was_cached(
    tmp_path: Path,
) -> None:
    note = "notes/one.md"
    outputs, fonts = ".cache/syntopic/c5/c53a.jsonl", ".cache/syntopic/matplotlib/fonts.json"
    others = (
        "site/index.html",
        ".cache/quickbuild/store/c5",
        ".cache/syntopic/cards/a.png",
        ".cache/syntopic/causes.json",
        ".cache/syntopic/stages/ab/cd",
    )
    _written(tmp_path, note, outputs, fonts, *others)
    tool = syntopic(tmp_path, tmp_path / note, "garden/topics/one/")
    tool.forget(tmp_path)
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {note, outputs, fonts}


def test_an_edit_adds_one_sentence_to_what_stood_there_at_first(tmp_path: Path) -> None:
    _written(tmp_path, "pages/one.md")
    tool = mkdocs(tmp_path, tmp_path / "pages" / "one.md", "garden/topics/one/")
    first, second = tool.edit(1), tool.edit(2)
    assert first != second
    assert tool.edited.read_text() == f"kept\n\n{second}\n"


def test_the_others_have_our_navigation_pruned_and_our_extensions() -> None:
    told = {
        "nav": ["index.md", {"Topics": ["topics/one.md"]}],
        "features": ["navigation.prune"],
        "extensions": [{"syntopic.markdown.formulas:FormulaExtension": {"macros": {}}}],
    }
    config = yaml.safe_load(configuration(told, {"variant": "classic"}))
    assert config["nav"] == told["nav"]
    assert config["markdown_extensions"] == told["extensions"]
    assert config["theme"]["features"] == told["features"]
    assert config["theme"]["variant"] == "classic"
    with pytest.raises(ValueError, match="pruned"):
        configuration({**told, "features": []}, {})


def _used(cpu: float) -> Used:
    return Used(cpu, 1.0, 3 << 30)


def test_each_aim_is_told_as_met_or_missed_and_only_for_what_was_measured() -> None:
    figures = {
        (OURS, COLD): _used(10),
        (OURS, UNCHANGED): _used(1),
        (OURS, EDITED): _used(2),
        (PLAIN, COLD): _used(9),
        (ZENSICAL, EDITED): _used(5),
    }
    told = [str(aim) for aim in build_aims(figures)]
    assert [line.split()[:2] for line in told] == [
        ["MISSED", "1.111"],
        ["met", "0.100"],
        ["MISSED", "0.200"],
        ["met", "0.400"],
    ]
    assert [aim.met for aim in growth_aims(_used(10), _used(119), 1000)] == [True, False]


def test_saving_in_small_and_large_gardens_is_compared_with_the_main_size() -> None:
    saves = {
        (OURS, 1000): Seen(2.0, (0.3, 0.2, 0.9)),
        (ZENSICAL, 1000): Seen(1.0, (0.5,)),
        (OURS, 5000): Seen(4.0, (0.7,)),
    }
    told = [(aim.value, aim.met) for aim in save_aims(saves, 1000)]
    expected = [(2.0, True), (0.3, True), (0.6, False), (0.7 / 0.3, False)]
    assert [met for _, met in told] == [met for _, met in expected]
    assert [value for value, _ in told] == pytest.approx([value for value, _ in expected])


def test_the_table_has_medians_and_ratios() -> None:
    rounds = [{(OURS, COLD): _used(cpu), (OURS, EDITED): _used(1)} for cpu in (4, 2, 3)]
    cold, edited = list(rows(rounds))[1:]
    assert cold.split()[2:4] == ["3.00", "2.00–4.00"]
    assert edited.split()[-1] == "0.333"
