"""Prints the figures of each vault that is named on the command line."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.linking.mentioned import Compared, compared
from benchmarks.linking.relatedness import held_out, no_links
from benchmarks.linking.stripping import strip
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.languages import language
from syntopic.linking.related import Ranking, Weights
from syntopic.linking.web import Web

WAYS = {
    "as shipped": Weights(),
    "links alone": Weights(shared=0),
    "shared neighbours alone": Weights(out=0, back=0),
}


def main() -> None:
    """Measure every vault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("vaults", nargs="+", type=Path, metavar="VAULT")
    parser.add_argument("--examples", type=int, default=0, metavar="N")
    told = parser.parse_args()
    for vault in told.vaults:
        print(f"\n{vault}")
        for name, figure in _figures(vault.resolve(), told.examples):
            print(f"  {name:<56}{figure}", flush=True)


def _figures(vault: Path, examples: int) -> Iterator[tuple[str, str]]:
    original = build_garden(vault, Options())
    yield "notes, topics", f"{len(original.notes)}, {len(original.topics)}"
    with tempfile.TemporaryDirectory() as place:
        links = strip(vault, Path(place) / "bare")
        stripped = build_garden(Path(place) / "bare", Options())
        half = strip(vault, Path(place) / "half", lambda number: number % 2 == 0)
        some = build_garden(Path(place) / "half", Options())
    yield "links by hand", str(len(links))
    all_ = compared(links, links, original, stripped)
    few = compared(half, links, original, some)
    yield "recall", str(all_.recall)
    yield "agreement", str(all_.agreement)
    yield "span accuracy", str(all_.spans)
    yield "single words among automatic links", str(all_.single)
    yield "  agreement, were all single words linked", str(all_.every_single)
    yield "every second link kept: recall of the others", str(few.recall)
    yield "  single words among automatic links", str(few.single)
    yield "  precision of single words", str(few.single_agreement)
    for name, weights in WAYS.items():
        rank = partial(_ranked, weights=weights)
        yield f"related ({name})", str(held_out(links, original, stripped, rank))
        own = held_out(links, original, stripped, rank, own=True)
        yield "  of these, what the page itself had linked", str(own)
        bare = no_links(links, original, stripped, rank)
        yield "  where nobody had made a link", str(bare)
    yield from _examples(all_, examples)


def _ranked(web: Web, page: str, weights: Weights) -> Sequence[str]:
    return Ranking(web, language("en"), weights).ranked(page)


def _examples(found: Compared, most: int) -> Iterator[tuple[str, str]]:
    for name, lines in (
        ("other span", found.wrong),
        ("missed", found.missed),
        ("extra", found.extra),
    ):
        step = max(1, len(lines) // max(1, most))
        yield from ((name, line) for line in lines[::step][:most])


if __name__ == "__main__":
    main()
