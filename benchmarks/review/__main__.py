"""Opens the review page of a large garden in Chromium with a long history, and answers."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import chromium
from benchmarks.pages.serving import served
from benchmarks.review.decks import deck, history
from syntopic.theme import FOLDER

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PAGE = """<!doctype html><html lang="en" class="js"><meta charset="utf-8"><title>Review</title>
<link rel="stylesheet" href="../assets/syntopic/syntopic.css">
<body data-md-color-scheme="default"><article class="md-typeset">
<div class="review" data-review></div></article>
<script>window.begun = performance.now();
new MutationObserver((_, observer) => {
  if (!document.querySelector(".review-start")) return;
  observer.disconnect();
  window.inserted = performance.now() - begun;
  requestAnimationFrame(() => setTimeout(() => (window.shown = performance.now() - begun)));
}).observe(document.querySelector(".review"), { childList: true, subtree: true });</script>
<script src="../assets/syntopic/syntopic.js"></script></html>"""
STORE = """async ([name, entries]) => {
  const request = indexedDB.open(name);
  await new Promise((resolve) => (request.onsuccess = resolve));
  const transaction = request.result.transaction("log", "readwrite");
  for (const entry of entries) transaction.objectStore("log").put(entry);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  request.result.close();
}"""
REPLAY = """([entries, times]) => Array.from({ length: times }, () => {
  const begun = performance.now();
  parts.replay(entries);
  return performance.now() - begun;
})"""
ANSWER = """() => {
  const press = (key) => window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const begun = performance.now();
  press(" ");
  press("3");
  return performance.now() - begun;
}"""


def main() -> None:
    """Print how long the page takes to be ready, to replay the log and to take an answer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--cards", type=int, default=2000)
    parser.add_argument("--entries", type=int, default=20_000)
    given = parser.parse_args()
    entries = history(given.cards, given.entries, round(time.time() * 1000))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder)
        size = _made(site, deck(given.cards, max(10, given.cards // 20)))
        print(f"{given.cards} cards ({size / 1e6:.1f} MB), {given.entries} entries in the log")
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
        with served(site) as address:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            _tell("first visit, ready after", [_opened(page, address)])
            page.evaluate(STORE, ["syntopic-review:/garden/", entries])
            _tell("with the whole log, ready after", [_opened(page, address) for _ in range(5)])
            _tell("memory of the page", [_memory(page)], "MB")
            page.locator(".review-start").click()
            _tell("an answer and the next card", [page.evaluate(ANSWER) for _ in range(20)])
            page.add_script_tag(path=str(_parts(site)))
            _tell("replaying the log", page.evaluate(REPLAY, [entries, 9]))
        browser.close()


def _made(site: Path, told: dict[str, Any]) -> int:
    """Write a site with the review page alone; the size of its deck."""
    assets, page = site / "assets" / "syntopic", site / "review" / "index.html"
    shutil.copytree(FOLDER, assets)
    page.parent.mkdir()
    page.write_text(PAGE, "utf-8")
    text = f"window.syntopicDeck = {json.dumps(told)};"
    (assets / "deck.js").write_text(text, "utf-8")
    return len(text.encode())


def _opened(page: Page, address: str) -> float:
    page.goto(f"{address}review/")
    page.wait_for_function("window.shown", timeout=120_000)
    return float(page.evaluate("window.shown"))


def _memory(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def _parts(site: Path) -> Path:
    """The scheduler alone, bundled as the page's own script is."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
    from front_end import bundle

    made = site / "parts.js"
    bundle(["review/schedule"], made, "--format=iife", "--global-name=parts", "--minify")
    return made


def _tell(name: str, values: list[float], unit: str = "ms") -> None:
    several = f" ({min(values):.0f} to {max(values):.0f})" if len(values) > 1 else ""
    print(f"{name:<34}{statistics.median(values):8.0f} {unit}{several}")


if __name__ == "__main__":
    main()
