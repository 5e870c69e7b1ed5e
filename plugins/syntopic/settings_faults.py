"""What is wrong with ``mkdocs.yml``, said so that one sees where, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from pathlib import Path

import yaml

from syntopic.reading.yaml_reasons import explained

_SECOND_COLON = "a second “:” in one line"
_TOO_DEEP = "it is indented below a line that does not end with “:”"
NO_PLUGIN = "the plugin is not switched on; write “- syntopic” into the list “plugins:”"


def not_there(file: Path) -> str:
    """That there is no such file; if a folder above is a garden, where."""
    above = _garden_above(file)
    if above is None:
        return (
            f"there is no {file.name} here; run this in a garden's folder, "
            "or start one with: syntopic init"
        )
    return f"there is no {file.name} here; the garden begins in a folder above: cd {above}"


def not_yaml(file: Path, text: str, error: Exception) -> str:
    """The line at which the file stops being YAML, and why."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return f"{file.name} is no valid YAML: {error}"
    index, reason = explained(error)
    rows = text.splitlines()
    row = rows[index].strip() if index < len(rows) else ""
    if reason == _SECOND_COLON and row.count(":") == 1:
        reason = _TOO_DEEP
    quoted = f" “{row}”" if row else ""
    return f"{file.name}:{index + 1}: this is no valid YAML{quoted} ({reason})"


def unknown_option(name: str, known: Collection[str]) -> str:
    """That there is no such option, and which may be meant."""
    near = difflib.get_close_matches(name, known, 1)
    instead = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(sorted(known))}"
    return f"unknown option {name!r}; {instead}"


def _garden_above(file: Path) -> str | None:
    """The way up to the nearest garden, such as ``../..``."""
    if file.parent != Path():
        return None
    folder = Path.cwd()
    for steps, above in enumerate(folder.parents, 1):
        if _is_garden(above / file.name):
            return "/".join([".."] * steps)
    return None


def _is_garden(file: Path) -> bool:
    try:
        return "syntopic" in file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
