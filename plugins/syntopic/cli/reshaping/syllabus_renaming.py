"""A concept's new name in ``syllabus.yml``, every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import yaml

from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.yaml_names import composed_with_links, name_at, removal, value_edits
from syntopic.cli.syllabus_edit import placeless, with_alias
from syntopic.cli.yaml_text import values_of
from syntopic.model import Area, Role, Syllabus, SyllabusConcept
from syntopic.parsing.inlining import Edit, apply
from syntopic.reading.syllabus import read_syllabus


def with_name(path: str, raw: bytes, old: str, new: str, *, alias: bool) -> bytes | None:
    """The syllabus with a concept renamed wherever it is named; None if that is not safe.

    With ``alias`` its entry keeps the old name as another one. An alias that is the new name gives
    its place to the old one, or goes. What cannot be verified by reading the result is not safe.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    edits = tuple(_edits(text, composed_with_links(text), old, new, alias))
    changed = apply(dict.fromkeys(edits), text).encode("utf-8")
    before, problems = read_syllabus(path, raw)
    wanted = _renamed(before, old, new, alias)
    after, found = read_syllabus(path, changed)
    if placeless(after) == placeless(wanted) and len(found) <= len(problems):
        return changed
    if not alias or _first(before, old) is None:
        return None
    added = with_alias(path, changed, new, [old])
    done = read_syllabus(path, added)[0] if added is not None else None
    return added if done is not None and placeless(done) == placeless(wanted) else None


def without_requirement(path: str, raw: bytes, name: str, other: str) -> bytes | None:
    """The syllabus in which a concept requires another one no more; None if that is not safe."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    for called, said in concepts(composed_with_links(text)):
        listed = said.get("requires")
        if not same(name_at(text, called), name) or not isinstance(listed, yaml.SequenceNode):
            continue
        for index, one in enumerate(listed.value):
            if same(name_at(text, one), other):
                changed = apply([removal(text, listed, index)], text).encode("utf-8")
                return changed if _alike(path, raw, changed) else None
    return None


def _alike(path: str, raw: bytes, changed: bytes) -> bool:
    """Whether a syllabus still holds the same names and brings no new problem."""
    (before, problems), (after, found) = read_syllabus(path, raw), read_syllabus(path, changed)
    names = ([one.name for area in s.areas for one in area.concepts] for s in (before, after))
    return next(names) == next(names) and len(found) <= len(problems)


def concepts(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, dict[str, yaml.Node]]]:
    """The nodes with the names of all concepts, each with the values of its entry."""
    for listed in _lists(values_of(root).get("areas")):
        for one in listed.value if isinstance(listed, yaml.SequenceNode) else [listed]:
            said = values_of(one)
            if "name" in said:
                yield said["name"], said
            elif isinstance(one, yaml.MappingNode) and len(one.value) == 1:
                yield one.value[0][0], values_of(one.value[0][1])
            elif isinstance(one, yaml.ScalarNode):
                yield one, {}


def _lists(areas: yaml.Node | None) -> Iterator[yaml.Node]:
    """The values that list the concepts of each area."""
    if isinstance(areas, yaml.MappingNode):
        yield from (value for _, value in areas.value)
    for one in areas.value if isinstance(areas, yaml.SequenceNode) else ():
        said = values_of(one)
        if "concepts" in said:
            yield said["concepts"]
        elif isinstance(one, yaml.MappingNode) and "name" not in said:
            yield from (value for _, value in one.value)


def _edits(text: str, root: yaml.Node | None, old: str, new: str, alias: bool) -> Iterator[Edit]:
    def rename(name: str) -> str | None:
        return new if same(name, old) and name != new else None

    for name, said in concepts(root):
        if same(name_at(text, name), old):
            yield from value_edits(text, name, rename, commas=False)
            if "aliases" in said:
                yield from _aliases(text, said["aliases"], old, new, alias)
        if "requires" in said:
            yield from value_edits(text, said["requires"], rename, commas=True)
    roles = None if _is_area(text, root, old) else values_of(root).get("roles")
    for _, needs in roles.value if isinstance(roles, yaml.MappingNode) else ():
        yield from value_edits(text, needs, rename, commas=True)


def _aliases(text: str, node: yaml.Node, old: str, new: str, alias: bool) -> Iterator[Edit]:
    """The alias that becomes the name: the old name takes its place, or it goes."""
    if same(old, new):
        return
    if alias or not isinstance(node, yaml.SequenceNode):
        yield from value_edits(
            text, node, lambda name: old if same(name, new) else None, commas=True
        )
        return
    for index, one in enumerate(node.value):
        if same(name_at(text, one), new):
            yield removal(text, node, index)


def _renamed(syllabus: Syllabus, old: str, new: str, alias: bool) -> Syllabus:
    def name(one: str) -> str:
        return new if same(one, old) else one

    def concept(one: SyllabusConcept) -> SyllabusConcept:
        requires = tuple(dict.fromkeys(map(name, one.requires)))
        first = same(one.name, old) and one is _first(syllabus, old)
        aliases = _other_names(one.aliases, old, new, alias) if first else one.aliases
        return replace(one, name=name(one.name), requires=requires, aliases=aliases)

    areas = (Area(area.name, tuple(map(concept, area.concepts))) for area in syllabus.areas)
    roles = syllabus.roles
    if not any(same(area.name, old) for area in syllabus.areas):
        roles = tuple(Role(one.name, tuple(dict.fromkeys(map(name, one.needs)))) for one in roles)
    return Syllabus(tuple(areas), roles, syllabus.goal)


def _other_names(aliases: tuple[str, ...], old: str, new: str, alias: bool) -> tuple[str, ...]:
    if same(old, new):
        return aliases
    if not alias:
        return tuple(name for name in aliases if not same(name, new))
    if any(same(name, new) for name in aliases):
        return tuple(old if same(name, new) else name for name in aliases)
    return (*aliases, old)


def _first(syllabus: Syllabus, name: str) -> SyllabusConcept | None:
    """The entry that counts."""
    every = (one for area in syllabus.areas for one in area.concepts)
    return next((one for one in every if same(one.name, name)), None)


def _is_area(text: str, root: yaml.Node | None, name: str) -> bool:
    """Whether an area is called so, too: then a role may mean that."""
    areas = values_of(root).get("areas")
    named: list[yaml.Node] = []
    if isinstance(areas, yaml.MappingNode):
        named = [key for key, _ in areas.value]
    for one in areas.value if isinstance(areas, yaml.SequenceNode) else ():
        said = values_of(one)
        first = [key for key, _ in one.value] if isinstance(one, yaml.MappingNode) else [one]
        named += [said["name"]] if "name" in said else first
    return any(same(name_at(text, one), name) for one in named)
