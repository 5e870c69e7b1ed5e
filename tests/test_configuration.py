"""What the options may be, and what is said when they are something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from syntopic.configuration import DEFAULTS, ConfigurationError, Options, load, options
from syntopic.execution import Mode
from syntopic.model import Facet


def site(folder: Path, text: str | bytes) -> Path:
    file = folder / "mkdocs.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_without_options_the_defaults_hold_and_are_the_same_everywhere() -> None:
    assert options({}) == options(DEFAULTS) == Options()
    assert set(DEFAULTS) == set(Options.__dataclass_fields__)


def test_an_empty_option_means_its_default() -> None:
    assert options(dict.fromkeys(DEFAULTS)) == Options()


def test_options_become_what_the_stages_need() -> None:
    found = options(
        {
            "execute": "labs",
            "run": "never",
            "memory_mb": 1,
            "headings": {"Aha": "intuition"},
            "macros": {"R": "\\mathbb{R}", "two": 2},
            "language": "de",
        }
    )
    assert found.execute == ("labs",)
    assert found.execution.mode is Mode("never")
    assert found.execution.memory == 1024**2
    assert found.synonyms == {"Aha": Facet.INTUITION}
    assert found.macros == {"R": "\\mathbb{R}", "two": "2"}
    assert found.words.code == "de"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"notes": "x"}, "notes_dir"),
        ({1: 2, "x": 3}, "unknown option '1'"),
        ({"notes_dir": 3}, "path"),
        ({"language": "tlh"}, "en"),
        ({"language": False}, "'False'"),
        ({"exclude": {"a": 1}}, "list"),
        ({"exclude": [1]}, "list"),
        ({"execute": 3}, "list"),
        ({"run": "sometimes"}, "auto"),
        ({"cell_timeout": 0}, "at least 1"),
        ({"note_timeout": True}, "at least 1"),
        ({"open_files": 10}, "at least 64"),
        ({"at_once": -1}, "at least 0"),
        ({"preload": 5}, "should be a list"),
        ({"memory_mb": "2 GB"}, "whole number"),
        ({"headings": ["a"]}, "pairs"),
        ({"headings": {"Aha": "intuitions"}}, "plain-english"),
        ({"macros": "x"}, "pairs"),
        ({"show_workings": "yes"}, "true or false"),
        (["execute"], "option: value"),
    ],
)
def test_a_wrong_option_is_named_with_what_it_may_be(given: Any, told: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        options(given)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "plugins",
    [
        "[search, {syntopic: {execute: true}}]",
        "{search: {}, syntopic: {execute: true}}",
        "\n  - search\n  - syntopic:\n      execute: true\n",
    ],
)
def test_the_options_are_found_however_plugins_are_listed(tmp_path: Path, plugins: str) -> None:
    values, found = load(site(tmp_path, f"site_name: é\nplugins: {plugins}"))
    assert found == Options(execute=True)
    assert values["site_name"] == "é"


@pytest.mark.parametrize(
    "plugins", ["", "[]", "[syntopic]", "syntopic", "[syntopic: ]", "7", "[search]"]
)
def test_a_site_without_options_of_ours_has_the_defaults(tmp_path: Path, plugins: str) -> None:
    assert load(site(tmp_path, f"site_name: x\nplugins: {plugins}"))[1] == Options()


def test_tags_that_only_mkdocs_understands_are_read_as_nothing_and_never_carried_out(
    tmp_path: Path,
) -> None:
    text = (
        "site_name: !ENV [NAME, x]\nx: !!python/object/apply:os.system ['touch owned']\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "plugins: [{syntopic: {notes_dir: !ENV NOTES}}]\n"
    )
    values, found = load(site(tmp_path, text))
    assert values["x"] is None
    assert found == Options()


@pytest.mark.parametrize(
    "text", [b"- a", b"", b"a: [", b"\xff\xfe\x00", b"x: \x00", b"a: &a [*a, b", b"x: 2024-99-99"]
)
def test_a_file_that_is_no_configuration_is_one_clear_error(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml"):
        load(site(tmp_path, text))


def test_a_missing_file_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="syntopic init"):
        load(tmp_path / "mkdocs.yml")


def test_as_many_notes_run_side_by_side_as_there_are_cores_unless_told_otherwise() -> None:
    assert options({}).execution.at_once >= 1
    assert options({"at_once": 3}).execution.at_once == 3
    assert options({"preload": ["pandas"]}).execution.preload == ("pandas",)
