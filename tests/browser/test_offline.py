"""The site as an app: a real browser keeps it, opens it without a network, and never shows old."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.pages.serving import served

import gardens
import sites

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

NOTES = {
    "vector.md": "# Vector\n\nAn arrow: $v$. See [[Matrix]].\n\nQ: What is it?\nA: An arrow.\n",
    "matrix.md": "# Matrix\n\nA table.\n\nQ: Its look?\nA: So:\n\n  ![a table](table.svg)\n",
    "table.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect width="9" height="9"/></svg>',
    "trace.md": "# Trace\n\nA sum.\n",
}
CACHES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map((one) => one.url);
  }
  return found;
}"""
REPLACED = """async (old) => {
  await (await navigator.serviceWorker.getRegistration()).update();
  while ((await caches.keys()).includes(old)) await new Promise((done) => setTimeout(done, 50));
}"""
ACTIVE = """async () => {
  const found = await navigator.serviceWorker.ready;
  const worker = found.active;
  if (worker.state === "activated") return;
  await new Promise((done) =>
    worker.addEventListener("statechange", () => worker.state === "activated" && done()));
}"""


@dataclass(slots=True)
class Web:
    """A server that can be switched off; ``folder`` holds the site that it serves."""

    folder: Path
    port: int
    running: AbstractContextManager[str] | None = None

    def on(self) -> str:
        self.running = served(self.folder, self.port)
        return self.running.__enter__()

    def off(self) -> None:
        if self.running is not None:
            self.running.__exit__(None, None, None)
        self.running = None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = sites.build(tmp_path_factory.mktemp("deployed"), NOTES)
    assert made.code == 0, made.said
    return made.folder


@pytest.fixture
def web(tmp_path: Path, site: Path) -> Iterator[Web]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Web(shutil.copytree(site, tmp_path / "site"), port)
    yield made
    made.off()


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def installed(device: BrowserContext, address: str) -> Page:
    """The review page, once the site is kept."""
    page = device.new_page()
    page.goto(f"{address}review/")
    page.evaluate(ACTIVE)
    return page


def opened(page: Page, address: str) -> str:
    """What a page shows, below its heading."""
    page.goto(address)
    return page.inner_text("article")


def test_after_one_visit_the_site_opens_without_a_network(web: Web, device: BrowserContext) -> None:
    address = web.on()
    page = installed(device, address)
    web.off()
    opened(page, f"{address}review/")
    assert page.evaluate("window.syntopicDeck.cards.length") == 2
    assert page.evaluate("typeof window.syntopicReview") == "function"
    face = page.evaluate("getComputedStyle(document.body).fontFamily.split(',')[0]")
    assert face == '"Source Serif 4"'
    assert page.evaluate("(face) => document.fonts.load(`1em ${face}`).then((f) => f.length)", face)
    assert "An arrow" in opened(page, f"{address}topics/vector/?from=a-chat")
    page.get_by_role("link", name="Matrix").first.click()
    page.wait_for_url("**/topics/matrix/")
    page.locator("details.card").evaluate("(one) => (one.open = true)")
    assert page.evaluate(
        "async () => { const i = document.querySelector('details.card img');"
        " await i.decode(); return i.naturalWidth; }"
    )
    assert "Home" in opened(page, address)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("arrow")
    page.locator(".md-search-result__item a", has_text="Vector").first.wait_for()


def test_nothing_is_kept_before_somebody_reviews_and_nothing_of_other_places_ever(
    web: Web, device: BrowserContext
) -> None:
    address = web.on()
    page = device.new_page()
    page.goto(f"{address}topics/vector/")
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !one)")
    page = installed(device, address)
    gardens.write(web.folder / "another-site", {"index.html": "It lies below, as on a host."})
    assert page.evaluate("fetch('../another-site/').then((one) => one.status)") == 200
    page.evaluate("fetch('/somewhere-else').catch(() => 0)")
    ((name, urls),) = page.evaluate(CACHES).items()
    assert name.startswith("syntopic /garden/ ")
    assert all(url.startswith(address) for url in urls)
    assert f"{address}topics/trace/" in urls
    assert f"{address}another-site/" not in urls


def test_online_a_changed_page_is_shown_at_once_although_another_was_kept(
    web: Web, device: BrowserContext
) -> None:
    address = web.on()
    page = installed(device, address)
    file = web.folder / "topics/vector/index.html"
    file.write_text(file.read_text("utf-8").replace("An arrow", "A changed arrow"), "utf-8")
    assert "A changed arrow" in opened(page, f"{address}topics/vector/")
    web.off()
    assert "A changed arrow" in opened(page, f"{address}topics/vector/")


def test_a_new_deployment_replaces_all_that_was_kept_and_nothing_of_other_gardens(
    web: Web, device: BrowserContext, site: Path
) -> None:
    address = web.on()
    page = installed(device, address)
    (old,) = page.evaluate(CACHES)
    others = ["syntopic /garden/inner/ 1", "syntopic / 1", "of another program"]
    page.evaluate("(names) => Promise.all(names.map((one) => caches.open(one)))", others)
    for name, old_text, new_text in (
        ("topics/vector/index.html", "An arrow", "A list of numbers"),
        ("sw.js", '"version":"', '"version":"0'),
    ):
        file = web.folder / name
        file.write_text(file.read_text("utf-8").replace(old_text, new_text), "utf-8")
    page.goto(f"{address}topics/trace/")  # any page of the site lets the browser look for another
    page.evaluate(REPLACED, old)
    assert set(page.evaluate(CACHES)) > set(others)
    web.off()
    assert "A list of numbers" in opened(page, f"{address}topics/vector/")


def test_the_browser_would_install_it_below_its_path(web: Web, device: BrowserContext) -> None:
    address = web.on()
    page = installed(device, address)
    session = device.new_cdp_session(page)
    found: dict[str, Any] = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{address}manifest.webmanifest"
    told = json.loads(found["data"])
    assert (told["start_url"], told["scope"], told["display"]) == ("review/", "./", "standalone")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
    page.goto(f"{address}topics/vector/")
    icon = page.locator("link[rel=apple-touch-icon]").evaluate("(one) => one.href")
    assert icon == f"{address}assets/syntopic/icon-180.png"
    assert device.request.get(icon).headers["content-type"] == "image/png"


def test_opened_from_a_folder_the_review_page_asks_for_no_worker(
    web: Web, device: BrowserContext, site: Path
) -> None:
    page = device.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "review/index.html").as_uri())
    page.wait_for_function("window.syntopicDeck && !!window.syntopicReview")
    assert errors == []


PREVIEW = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml")
config.plugins.on_startup(command="serve", dirty=False)
build(config)
"""


def test_a_preview_is_no_app_since_it_would_outlive_what_it_shows(
    tmp_path: Path, site: Path
) -> None:
    root = tmp_path / "garden"
    gardens.write(root / "notes", NOTES)
    shutil.copy(site.parent / "mkdocs.yml", root)
    shutil.copytree(site.parent / "pages", root / "pages")
    subprocess.run([sys.executable, "-c", PREVIEW], cwd=root, check=True, capture_output=True)
    page = (root / "site/review/index.html").read_text("utf-8")
    assert "data-review" in page and "manifest" not in page
    assert not (root / "site/sw.js").exists()
    assert (root / "site/assets/syntopic/deck.js").exists()
