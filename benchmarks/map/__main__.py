"""Opens the map of a large garden in Chromium without a graphics card, moves it, counts frames."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import chromium
from benchmarks.map.garden import garden
from syntopic.theme import FOLDER

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PAGE = """<!doctype html><meta charset="utf-8"><title>Map</title>
<link rel="stylesheet" href="syntopic.css">
<body data-md-color-scheme="default" style="padding: 0 12rem 0 1rem">
<div class="md-typeset"><div class="map" data-map=""></div></div>
<script>
window.frames_ = [];
window.work = [];
const next = requestAnimationFrame;
let last = 0;
next(function frame(now) {
  if (last) window.frames_.push(now - last);
  last = now;
  next(frame);
});
window.requestAnimationFrame = act => next(now => {
  const start = performance.now();
  act(now);
  window.work.push(performance.now() - start);
});
</script>
<script src="garden-map.js"></script><script src="map.js"></script>
<script>
const begun = performance.now();
const place = document.querySelector(".map");
new MutationObserver(() => {
  if (place.dataset.settled !== undefined) window.settled ??= performance.now() - begun;
}).observe(place, { attributes: true });
syntopicMap(place, syntopicGarden, {
  concept: "", root: new URL(".", location.href), signal: new AbortController().signal,
});
</script>"""


def main() -> None:
    """Print how long concepts take to find their places, and the frames while the map moves."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.map", description=__doc__)
    parser.add_argument("--concepts", type=int, default=1000)
    parser.add_argument("--edges", type=int, default=5000)
    parser.add_argument("--picture", type=Path, help="where to put a picture of the map")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(_made(Path(folder), garden(given.concepts, given.edges)).as_uri())
        page.wait_for_function("window.settled", timeout=120_000)
        print(f"{given.concepts} concepts, {given.edges} lines, 1440 × 900, no graphics card")
        print(f"in their places after {page.evaluate('window.settled') / 1000:.1f} s")
        if given.picture:
            page.screenshot(path=given.picture)
        for name, move in (("pulling", _pull), ("zooming", _zoom), ("pointing", _point)):
            page.evaluate("window.frames_ = []; window.work = []")
            move(page)
            _tell(name, page.evaluate("window.frames_"), page.evaluate("window.work"))
        browser.close()


def _made(folder: Path, told: dict[str, Any]) -> Path:
    for name in ("map.js", "syntopic.css"):
        shutil.copy(FOLDER / name, folder)
    (folder / "garden-map.js").write_text(f"window.syntopicGarden = {json.dumps(told)};", "utf-8")
    page = folder / "index.html"
    page.write_text(PAGE, "utf-8")
    return page


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator("canvas").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _pull(page: Page) -> None:
    x, y = _middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(180):
        page.mouse.move(x + 260 * (step % 60) / 60 - 130, y + step % 40 - 20)
        page.wait_for_timeout(8)
    page.mouse.up()


def _zoom(page: Page) -> None:
    page.mouse.move(*_middle(page))
    page.locator("canvas").focus()
    for step in range(120):
        page.mouse.wheel(0, -60 if step % 60 < 30 else 60)
        page.wait_for_timeout(8)


def _point(page: Page) -> None:
    x, y = _middle(page)
    for step in range(180):
        page.mouse.move(x - 300 + 600 * (step % 60) / 60, y - 120 + step)
        page.wait_for_timeout(8)


def _tell(name: str, frames: list[float], work: list[float]) -> None:
    """One line: when frames came, and how long our own part of them took."""
    ordered = sorted(frames)
    late = sum(frame > 34 for frame in frames) / len(frames)
    print(
        f"{name:<10}{len(frames):>5} frames: median {statistics.median(frames):5.1f} ms, "
        f"95 of 100 below {ordered[int(len(ordered) * 0.95)]:5.1f} ms, longest "
        f"{ordered[-1]:5.1f} ms, later than 34 ms {late:5.1%}; "
        f"of which drawing asks for {statistics.median(work):4.1f} ms"
    )


if __name__ == "__main__":
    main()
