"""What tests do on a review page: open it, answer, and read the log as the browser keeps it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

READ = """async (path) => {
  const name = `syntopic-review:${path}`;
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return [];
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const read = database.transaction("log").objectStore("log").getAll();
  await new Promise((resolve) => (read.onsuccess = resolve));
  database.close();
  return read.result.sort((a, b) => a.at - b.at);
}"""


class Desk:
    """One device of a reader: pages of a browser, and what went wrong on them."""

    def __init__(self, browser: Browser, address: str, width: int = 1300, **more: Any) -> None:
        size = {"width": width, "height": 900}
        settings = {"reduced_motion": "reduce", **more}
        self.context: BrowserContext = browser.new_context(viewport=size, **settings)
        self.address = address
        self.wrong: list[str] = []
        self.asked: list[str] = []

    def open(self, path: str = "review/") -> Page:
        """A page of the garden in a new tab; the review page has read its log."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(self.address + path)
        if path.startswith("review"):
            expect(page.locator(".review-stage > *")).to_be_visible()
        return page

    def close(self) -> None:
        self.context.close()
        assert self.wrong == []


def log(page: Page) -> list[dict[str, Any]]:
    """The entries in the browser's database, in the order of time."""
    path = page.evaluate("new URL('../', location.href.split(/[?#]/)[0]).pathname")
    return list(page.evaluate(READ, path))


def reviews(page: Page) -> list[dict[str, Any]]:
    return [entry for entry in log(page) if entry["type"] == "review"]


def begin(page: Page, new: int | None = None) -> None:
    """Begin a sitting, with so many new cards a day."""
    if new is not None:
        page.locator(".review-limit input").fill(str(new))
        page.locator(".review-limit input").press("Enter")
    page.locator(".review-start").click()
    expect(page.locator(".review-question")).to_be_visible()


def answer(page: Page, *ratings: int) -> None:
    """Answer one card after the other by keyboard."""
    for rating in ratings:
        page.keyboard.press("Space")
        expect(page.locator("[data-rating]")).to_have_count(4)
        page.keyboard.press(str(rating))


def again(page: Page) -> None:
    """Open the page anew in its tab, not where its sitting was left."""
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".review-home")).to_be_visible()


def counts(page: Page) -> tuple[int, int]:
    """How many cards are due and how many new ones come today."""
    expect(page.locator(".review-count b")).to_have_count(2)
    told = page.locator(".review-count b").all_inner_texts()
    return int(told[0]), int(told[1])


def exported(page: Page, folder: Path, name: str = "log.json") -> Path:
    """The file that the page gives for download."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").first.click()
    download.value.save_as(folder / name)
    return folder / name


def imported(page: Page, file: Path) -> str:
    """What the page says to a file that it is given."""
    unfold(page)
    page.locator(".review-progress input[type=file]").set_input_files(file)
    told = page.locator(".review-told")
    expect(told).not_to_be_empty()
    return told.inner_text()


def unfold(page: Page) -> None:
    """Open the part about progress."""
    part = page.locator(".review-progress")
    if part.get_attribute("open") is None:
        part.locator("summary").click()


def entries(file: Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_text("utf-8"))["entries"])
