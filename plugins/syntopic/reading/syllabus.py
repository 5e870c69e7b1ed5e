"""``syllabus.yml``: areas with their concepts in learning order, roles, and a goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from syntopic.model import Area, Origin, Problem, Role, Syllabus, SyllabusConcept
from syntopic.names import name_key
from syntopic.reading.findings import error, hint
from syntopic.reading.privacy import entry_is_private
from syntopic.reading.wording import name, names, placed_names, text
from syntopic.reading.yaml_files import Register, malformed, read_register
from syntopic.reading.yaml_nodes import boolean, key_name, pairs

_EXPECTED = "Write “areas:”, below it “- name: …” and “concepts: […]”; then “roles:” and “goal:”."
_CONCEPT = "Write a name, or a mapping with name, aliases, requires, autolink, not-in and enough."


def read_syllabus(path: str, raw: bytes) -> tuple[Syllabus, tuple[Problem, ...]]:
    """Return the syllabus, and what is wrong with it; what can be read is read.

    An area is a mapping with ``name`` and ``concepts``, or ``Name: [concepts]``; a concept is a
    name, a mapping with ``name``, or ``Name: {…}``. Entries that are private are left out.
    """
    register = read_register(path, raw, _EXPECTED)
    problems = list(register.problems)
    parts = {key_name(key): value for key, _, value in pairs(register.node or _nothing())}
    if register.node is not None and not (parts or _is_empty(register.node)):
        what = "This is not a syllabus."
        problems.append(malformed(register, register.node, what, _EXPECTED))
    areas = tuple(_areas(register, parts.get("areas"), problems))
    hidden = _private_names(register.node)
    roles = tuple(_roles(register, parts.get("roles"), hidden, problems))
    goal = text(parts["goal"]) if "goal" in parts else ""
    problems += _unknown_keys(register)
    if goal and roles and name_key(goal) not in {name_key(role.name) for role in roles}:
        what = f"The goal “{goal}” is none of the roles."
        problems.append(malformed(register, parts["goal"], what, "Name one of the roles."))
    return Syllabus(areas, roles, goal), (*problems, *_twice(areas))


def unknown_needs(
    syllabus: Syllabus, path: str, raw: bytes, known: Iterable[str]
) -> Iterator[Problem]:
    """Report what the roles need and nothing is called: no area, no concept, no note.

    ``known`` are the names that notes bring along.
    """
    keys = {name_key(one) for one in known}
    for area in syllabus.areas:
        keys.add(name_key(area.name))
        for concept in area.concepts:
            keys |= {name_key(one) for one in (concept.name, *concept.aliases)}
    register = read_register(path, raw, _EXPECTED)
    keys |= _private_names(register.node)
    for need, node in _role_needs(register.node):
        if name_key(need) not in keys:
            line = register.origin(node).first_line
            message = f"The role needs “{need}”, but no concept or area has this name."
            fix = "Correct the name, or add the concept to an area."
            yield error("syllabus-role-unknown", path, line, message, fix)


def private_names(path: str, raw: bytes) -> Iterator[tuple[str, Origin]]:
    """Every name of a concept whose entry is private, which no page may say, and its place."""
    register = read_register(path, raw, _EXPECTED)
    for entry in _private_entries(register.node):
        called, inner = _called(entry)
        said = {key_name(key): value for key, _, value in pairs(inner)}
        for one in (called, *names(said.get("aliases", _nothing()))):
            yield one, register.origin(entry)


def _role_needs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    for key, _, roles in pairs(node or _nothing()):
        if key_name(key) == "roles":
            for _, _, needs in pairs(roles):
                for one in _each(needs):
                    yield from ((need, one) for need in names(one))


def _areas(register: Register, node: yaml.Node | None, problems: list[Problem]) -> Iterator[Area]:
    for area_name, concepts, place in _named(node, "concepts"):
        if entry_is_private(place):
            continue
        if not area_name:
            what = "This area has no name; it was left out."
            problems.append(malformed(register, place, what, _EXPECTED))
            continue
        found = [_concept(register, one, problems) for one in _each(concepts)]
        yield Area(area_name, tuple(concept for concept in found if concept))


def _named(node: yaml.Node | None, inner: str) -> Iterator[tuple[str, yaml.Node | None, yaml.Node]]:
    """Yield name, content and place of each area, in any of the forms that people write."""
    if isinstance(node, yaml.MappingNode):
        yield from ((text(key), value, key) for _, key, value in pairs(node))
        return
    for one in _each(node):
        said = {key_name(key): value for key, _, value in pairs(one)}
        if "name" in said or inner in said:
            yield text(said.get("name", _nothing())), said.get(inner), one
        elif isinstance(one, yaml.MappingNode):
            yield from ((text(key), value, one) for _, key, value in pairs(one))
        else:
            yield name(one), None, one


def _concept(
    register: Register, node: yaml.Node, problems: list[Problem]
) -> SyllabusConcept | None:
    called, inner = _called(node)
    if entry_is_private(inner):
        return None
    if not called:
        what = "This concept has no name; it was left out."
        problems.append(malformed(register, node, what, _CONCEPT))
        return None
    said = {key_name(key): value for key, _, value in pairs(inner)}
    return _made(register, node, called, said)


def _called(node: yaml.Node) -> tuple[str, yaml.Node]:
    """A concept's name, and the mapping that says more of it."""
    said = {key_name(key): value for key, _, value in pairs(node)}
    if isinstance(node, yaml.MappingNode) and "name" not in said and len(node.value) == 1:
        key, inner = node.value[0]
        return name(key), inner
    return name(said["name"]) if "name" in said else name(node), node


def _private_names(node: yaml.Node | None) -> set[str]:
    """The keys of the concepts that are private; roles may need them all the same."""
    return {name_key(_called(one)[0]) for one in _private_entries(node)}


def _private_entries(node: yaml.Node | None) -> Iterator[yaml.Node]:
    parts = {key_name(key): value for key, _, value in pairs(node or _nothing())}
    for _, concepts, place in _named(parts.get("areas"), "concepts"):
        for one in _each(concepts):
            if entry_is_private(place) or entry_is_private(_called(one)[1]):
                yield one


def _made(
    register: Register, node: yaml.Node, called: str, said: dict[str, yaml.Node]
) -> SyllabusConcept:
    nothing = _nothing()
    return SyllabusConcept(
        called,
        names(said.get("aliases", nothing)),
        names(said.get("requires", nothing)),
        boolean(said.get("autolink", nothing)),
        boolean(said.get("enough", nothing)) is True,
        register.origin(node),
        tuple(
            (one, register.origin(place).first_line)
            for one, place in placed_names(said.get("requires", nothing))
        ),
        names(said.get("not-in", nothing)),
    )


def _roles(
    register: Register, node: yaml.Node | None, hidden: set[str], problems: list[Problem]
) -> Iterator[Role]:
    if node is not None and not isinstance(node, yaml.MappingNode) and not _is_empty(node):
        what = "The roles are not a mapping of names to concepts."
        fix = "Write “roles:”, below it “ML engineer: [Gradient descent, …]”."
        problems.append(malformed(register, node, what, fix))
    for _, key, needs in pairs(node or _nothing()):
        yield Role(text(key), tuple(n for n in names(needs) if name_key(n) not in hidden))


def _unknown_keys(register: Register) -> Iterator[Problem]:
    for key, place, _value in pairs(register.node or _nothing()):
        if key_name(key) not in ("areas", "roles", "goal"):
            line = register.origin(place).first_line
            message = f"A syllabus has no key “{key}”; it was not read."
            yield hint("syllabus-value", register.path, line, message, _EXPECTED)


def _twice(areas: tuple[Area, ...]) -> Iterator[Problem]:
    seen: dict[str, SyllabusConcept] = {}
    for concept in (c for area in areas for c in area.concepts):
        first = seen.setdefault(name_key(concept.name), concept)
        if first is not concept:
            message = f"“{concept.name}” stands here and at line {first.origin.first_line}."
            at = concept.origin
            fix = "Keep one of them; the first counts."
            yield hint("syllabus-duplicate", at.path, at.first_line, message, fix)


def _each(node: yaml.Node | None) -> list[yaml.Node]:
    if node is None or _is_empty(node):
        return []
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not text(node)


def _nothing() -> yaml.Node:
    return yaml.ScalarNode("tag:yaml.org,2002:null", "")
