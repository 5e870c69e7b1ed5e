"""Writes a garden: ``python -m benchmarks.gardens FOLDER --notes 1000``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.gardens import EXECUTED, write_garden


def main() -> None:
    """Write what the command line asks for and say what it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to; empty, or not there yet")
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quickbuild", action="store_true", help="with the build cache")
    parser.add_argument(
        "--executed", type=float, default=EXECUTED, help="the share of notes whose code runs"
    )
    given = parser.parse_args()
    garden = write_garden(
        given.folder,
        given.notes,
        given.seed,
        quickbuild=given.quickbuild,
        executed=given.executed,
    )
    size = sum(path.stat().st_size for path in (given.folder / "notes").rglob("*.md"))
    print(
        f"{len(garden.notes)} notes ({size / 1e6:.1f} MB) from {len(garden.sources)} sources "
        f"on {len(garden.concepts)} concepts in {len(garden.areas)} areas"
    )


if __name__ == "__main__":
    main()
