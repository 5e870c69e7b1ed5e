"""A new concept beside another one in ``syllabus.yml``, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import yaml

from syntopic.cli.alias_edit import entries
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.syllabus_renaming import concepts
from syntopic.cli.reshaping.yaml_names import composed_with_links, name_at, removal
from syntopic.cli.syllabus_edit import placeless
from syntopic.cli.yaml_text import (
    end_of,
    line_end,
    line_start,
    newline,
    start_of,
    written,
)
from syntopic.model import Syllabus, SyllabusConcept
from syntopic.names import name_key
from syntopic.parsing.inlining import Edit, apply
from syntopic.reading.syllabus import read_syllabus


def with_concept_after(path: str, raw: bytes, name: str, new: str) -> bytes | None:
    """The syllabus with a new concept after another one, whose alias it is no more.

    None where that cannot be done safely, by what reading the result gives.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    root = composed_with_links(text)
    before, problems = read_syllabus(path, raw)
    wanted = placeless(_beside(before, name, new))
    gone = _aliases(text, root, name, new)
    for edit in (*_entry(text, root, name, new), None):
        edits = gone if edit is None else [*gone, edit]
        changed = apply(edits, text).encode("utf-8")
        after, found = read_syllabus(path, changed)
        if placeless(after) == wanted and len(found) <= len(problems):
            return changed
    return None


def _aliases(text: str, root: yaml.Node | None, name: str, new: str) -> list[Edit]:
    found: list[Edit] = []
    for node, said in concepts(root):
        listed = said.get("aliases")
        if same(name_at(text, node), name) and isinstance(listed, yaml.SequenceNode):
            names = enumerate(name_at(text, one) for one in listed.value)
            found += [removal(text, listed, index) for index, one in names if same(one, new)]
    return found


def _entry(text: str, root: yaml.Node | None, name: str, new: str) -> Iterator[Edit]:
    """Edits that may enter the new one after the other; an area can be called like a concept."""
    for node, flow in entries(root, name):
        end = end_of(node)
        if flow:
            yield Edit(end, end, f", {written(new)}")
            continue
        first = line_start(text, start_of(node))
        dash = text[first : start_of(node)]
        if dash.strip() == "-":
            at = line_end(text, end)
            indent = dash[: len(dash) - len(dash.lstrip())]
            yield Edit(at, at, f"{newline(text)}{indent}- {written(new)}")


def _beside(syllabus: Syllabus, name: str, new: str) -> Syllabus:
    areas = []
    done = False
    for area in syllabus.areas:
        listed: list[SyllabusConcept] = []
        for one in area.concepts:
            first = name_key(one.name) == name_key(name) and not done
            aliases = tuple(a for a in one.aliases if not same(a, new))
            listed.append(replace(one, aliases=aliases) if first else one)
            listed += [SyllabusConcept(new)] if first else []
            done = done or first
        areas.append(replace(area, concepts=tuple(listed)))
    return replace(syllabus, areas=tuple(areas))
