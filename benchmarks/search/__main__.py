"""Builds a large garden and asks its search in Chromium: from a key to results that are drawn."""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import chromium
from benchmarks.gardens import write_garden
from benchmarks.pages.serving import served
from benchmarks.search.asking import queries

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
VISITS = 3
FOUND = ".md-search-result__item"
ASK = """async (query) => {
  const input = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const begun = performance.now();
  const shown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    });
    observer.observe(list, { childList: true });
  });
  input.value = query;
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  const took = await shown;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return took;
}"""


def main() -> None:
    """Print the size of the index, how long until it can be asked, and how long queries take."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--notes", type=int, default=5000)
    parser.add_argument("--site", type=Path, help="a site that is built already, instead")
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = given.site or _built(Path(folder) / "garden", given.notes)
        entries = _told(site)
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
        with served(site) as address:
            first = entries[len(entries) // 2]["title"].split()[0]
            visits = [_visited(browser, address, first) for _ in range(VISITS)]
            _tell("a page opened, first results", visits)
            page = _ready(browser, address, first)
            for kind, asked in queries(entries).items():
                _ask(page, kind, asked, given.times)
        browser.close()


def _built(folder: Path, notes: int) -> Path:
    write_garden(folder, notes)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
    return folder / "site"


def _told(site: Path) -> list[dict[str, Any]]:
    """The entries of the index; says how many, and how large it is."""
    index = (site / "search" / "search_index.json").read_bytes()
    entries: list[dict[str, Any]] = json.loads(index)["docs"]
    packed = len(gzip.compress(index, 6)) / 1e6
    print(f"{len(entries)} entries, {len(index) / 1e6:.1f} MB, compressed {packed:.1f} MB")
    return entries


def _ready(browser: Browser, address: str, query: str) -> Page:
    """A page of a browser that knows nothing yet, asked as soon as it is there."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address, wait_until="commit")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").type(query)
    page.locator(FOUND).first.wait_for(timeout=180_000)
    return page


def _visited(browser: Browser, address: str, query: str) -> float:
    page = _ready(browser, address, query)
    took = page.evaluate("performance.now()")
    page.close()
    return float(took)


def _ask(page: Page, kind: str, asked: tuple[str, ...], times: int) -> None:
    """Ask each query so many times, one after the other, so that none is asked twice in a row."""
    took: dict[str, list[float]] = {query: [] for query in asked}
    for _ in range(times):
        for query in asked:
            took[query].append(page.evaluate(ASK, query))
    for query, each in took.items():
        _tell(f"{kind}: {query}", each)


def _tell(name: str, values: list[float]) -> None:
    print(f"{name:<44}{statistics.median(values):7.0f} ms, at worst {max(values):5.0f}", flush=True)


if __name__ == "__main__":
    main()
