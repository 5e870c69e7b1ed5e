"""Builds a garden without its site, as ``syntopic run`` does, and writes down what happened.

``garden.py NOTES OUT [CACHE]``: without a cache folder no code runs. ``OUT/told.json`` says which
notes ran, which were recorded, and how many processes were started.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden

_STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn"}


def main(notes: Path, out: Path, cache: Path | None) -> None:
    """Build, and fail if anything is wrong with the notes."""
    states: list[tuple[str, str]] = []
    started: Counter[str] = Counter()

    def listen(event: str, _: tuple[Any, ...]) -> None:
        if event in _STARTS:
            started[event] += 1

    sys.addaudithook(listen)
    garden = build_garden(
        notes, Options(), cache=cache, progress=lambda *told: states.append(told[:2])
    )
    _write(garden, out)
    told = {"states": states, "started": started.total()}
    (out / "told.json").write_text(json.dumps(told), encoding="utf-8")
    sys.exit("\n".join(str(problem) for problem in garden.errors) or 0)


def _write(garden: Garden, out: Path) -> None:
    for path, result in garden.results.items():
        shown = (output.text for outputs in result.outputs for output in outputs)
        (out / f"{Path(path).stem}.txt").write_text("\n".join(shown), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None)
