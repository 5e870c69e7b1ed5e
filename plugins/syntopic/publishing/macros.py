"""The author's own TeX commands written out, for places that do not know them."""

from __future__ import annotations

import re

from syntopic.markdown.tex import Macros

_DEEPEST = 10
"""Macros in macros; more than anybody writes, and an end to those that name themselves."""
_LONGEST = 10_000
"""Characters of a formula written out; macros that double each other would never end."""
_ARGUMENT = re.compile(r"\s*(?:(?P<open>\{)|(?P<one>\\[A-Za-z]+|\\.|[^\s{}]))", re.DOTALL)


def expanded(tex: str, macros: Macros) -> str:
    """Return a formula that says the same without the author's own commands."""
    known = {name.removeprefix("\\"): meaning for name, meaning in macros}
    if not known:
        return tex
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    command = re.compile(rf"(?<!\\)((?:\\\\)*)\\({names})(?![A-Za-z])")
    for _ in range(_DEEPEST):
        written = _once(tex, command, known)
        if written == tex or len(written) > _LONGEST:
            break
        tex = written
    return tex


def _once(tex: str, command: re.Pattern[str], known: dict[str, str]) -> str:
    """The formula with each command replaced that stands in it, but none that comes with these."""
    pieces: list[str] = []
    at = 0
    while found := command.search(tex, at):
        meaning = known[found[2]]
        count = max((int(number) for number in re.findall(r"#([1-9])", meaning)), default=0)
        arguments, end = _arguments(tex, found.end(), count)
        pieces += (tex[at : found.start()], found[1], f"{{{_filled(meaning, arguments)}}}")
        at = end
    return "".join((*pieces, tex[at:]))


def _filled(meaning: str, arguments: list[str]) -> str:
    return re.sub(r"#([1-9])", lambda number: arguments[int(number[1]) - 1], meaning)


def _arguments(tex: str, at: int, count: int) -> tuple[list[str], int]:
    """What stands behind a command, without its braces; what is missing is empty."""
    found: list[str] = []
    for _ in range(count):
        match = _ARGUMENT.match(tex, at)
        if match is None:
            found.append("")
            continue
        at = match.end()
        if match["one"] is not None:
            found.append(match["one"])
            continue
        end = _closing(tex, at)
        found.append(tex[at:end])
        at = min(len(tex), end + 1)
    return found, at


def _closing(tex: str, at: int) -> int:
    """Where the brace that is open at an index ends."""
    depth = 1
    for brace in re.finditer(r"\\.|[{}]", tex[at:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return at + brace.start()
    return len(tex)
