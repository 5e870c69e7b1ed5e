"""Prints what becomes of each folder of notes that is named on the command line."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.vaults.building import Built, build
from benchmarks.vaults.keeping import miscounted, unread
from syntopic.model import Facet, Severity

MOST_EXAMPLES = 5


def main() -> None:
    """Build every vault and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vaults", description=__doc__)
    parser.add_argument("vaults", nargs="+", type=Path, metavar="FOLDER")
    for vault in parser.parse_args().vaults:
        with tempfile.TemporaryDirectory() as place:
            print(f"\n{vault.name}")
            for name, figure in _figures(build(vault.resolve(), Path(place))):
                print(f"  {name:<34}{figure}")


def _figures(built: Built) -> Iterator[tuple[str, str]]:
    garden = built.garden
    notes = len(garden.notes)
    thousand = 1000 / max(1, notes)
    warnings = [line for line in built.said if line.startswith(("WARNING", "ERROR"))]
    anchors = [line for line in built.said if "anchor" in line and line.startswith("INFO")]
    lost = unread(garden, built.site)
    yield "notes", str(notes)
    yield "notes withheld", str(garden.reading.withheld)
    yield "topics", str(len(garden.topics))
    yield "areas", str(len({topic.concept.area for topic in garden.topics}))
    yield "blocks", str(sum(len(note.blocks) for note in garden.notes))
    yield "blocks not once on a page", str(len(miscounted(garden)))
    yield "blocks with words missing in HTML", str(len(lost))
    for block in lost[:MOST_EXAMPLES]:
        yield "", f"{block.origin} {' '.join(block.text.split())[:60]}"
    yield "errors", _by_code(built, Severity.ERROR)
    yield "hints", _by_code(built, Severity.HINT)
    yield "formulas refused", str(sum(p.code == "formula-broken" for p in garden.problems))
    yield "text in facet other", f"{_share_of_other(built):.0%}"
    yield "other warnings of the engine", str(len(warnings) - len(garden.errors))
    yield "anchors that lead nowhere", str(len(anchors))
    yield "CPU s per 1,000 notes, core", f"{built.core_seconds * thousand:.1f}"
    yield "CPU s per 1,000 notes, build", f"{built.build_seconds * thousand:.1f}"


def _by_code(built: Built, severity: Severity) -> str:
    found = Counter(p.code for p in built.garden.problems if p.severity is severity)
    return ", ".join(f"{code} {count}" for code, count in sorted(found.items())) or "none"


def _share_of_other(built: Built) -> float:
    sizes: Counter[bool] = Counter()
    for gathered in built.garden.gathering.concepts:
        for passage in gathered.passages:
            sizes[passage.facet is Facet.OTHER] += sum(len(b.text) for b in passage.blocks)
    return sizes[True] / max(1, sizes.total())


if __name__ == "__main__":
    main()
