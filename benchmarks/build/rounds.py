"""Builds by each tool in turn, and looks whether each has done its work."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from benchmarks.build.places import Place
from benchmarks.build.tools import OURS, Tool
from benchmarks.measuring.accounting import Used, measured
from benchmarks.measuring.conditions import Unfit

COLD, UNCHANGED, EDITED = "cold", "unchanged", "edited"
BUILDS = (COLD, UNCHANGED, EDITED)

Figures = dict[tuple[str, str], Used]
"""What was used, by tool and part."""


def warm(place: Place) -> None:
    """Every tool once, uncounted, so that compiled modules are there for all."""
    for tool in place.tools:
        _built(place, tool, "")


def one_round(place: Place, parts: Collection[str], number: int) -> Iterator[tuple[str, str, Used]]:
    """Every tool once in each state that is asked for; raises Unfit if one leaves work out."""
    for tool in place.tools:
        words = tool.edit(2 * number)
        for part in (part for part in BUILDS if part in parts and (tool.keeps or part == COLD)):
            if part == COLD:
                tool.forget(tool.folder)
            if part == EDITED:
                words = tool.edit(2 * number + 1)
            elif part == UNCHANGED and COLD not in parts:
                _built(place, tool, words)
            yield tool.name, part, _built(place, tool, words)


def _built(place: Place, tool: Tool, words: str) -> Used:
    log = place.root / f"{tool.name}.txt"
    used = measured(tool.build, tool.folder, place.variables(tool), log)
    page = tool.site / _below(tool.page) / "index.html"
    if not page.exists():
        raise Unfit(f"{tool.name}: there is no {page}\n{log.read_text(encoding='utf-8')[-2000:]}")
    text = page.read_text(encoding="utf-8")
    if words not in text:
        raise Unfit(f"{tool.name}: {page} does not show the edit")
    if "<math" not in text and "<math" in _other_text(place, tool):
        raise Unfit(f"{tool.name}: {page} has no formulas")
    if tool.name == OURS and words and "running the code" in log.read_text(encoding="utf-8"):
        raise Unfit("Syntopic: code ran, although all outputs are recorded")
    return used


def _other_text(place: Place, tool: Tool) -> str:
    """The same page as ours has it, if ours is built."""
    ours = place.tools[0]
    page = ours.site / _below(ours.page) / "index.html"
    return page.read_text(encoding="utf-8") if tool is not ours and page.exists() else ""


def pages(tool: Tool) -> int:
    """How many pages it has built."""
    return sum(1 for _ in tool.site.rglob("index.html"))


def _below(page: str) -> str:
    return page.partition("/")[2]
