"""Builds the sample garden and prints what Lighthouse says of its pages, and what they weigh."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.browser import chromium
from benchmarks.pages.lighthouse import CATEGORIES, Judgement, judged
from benchmarks.pages.serving import served

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("", "topics/eigenvalues-and-eigenvectors/", "blog/", "sources/mml-book/")


def main() -> None:
    """Print one line for each page and device, and below it what costs points; fail on low ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="addresses below the site")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        site = given.site or _built(Path(place) / "site")
        with served(site) as address:
            found = judged(chromium(), [address + page for page in given.pages or PAGES])
            _show(found, address)
    sys.exit(0 if all(one.good for one in found) else 1)


def _built(site: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return site


def _show(found: list[Judgement], address: str) -> None:
    print(f"\n{'page':<44}{'device':<10}", "".join(f"{name:>16}" for name in CATEGORIES), sep="")
    for one in found:
        page = one.address.removeprefix(address) or "(home)"
        scores = "".join(f"{one.scores[name]:>16}" for name in CATEGORIES)
        print(f"{page:<44}{one.device:<10}{scores}")
        for finding in one.findings:
            print(f"    {finding}")


if __name__ == "__main__":
    main()
