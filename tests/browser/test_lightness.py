"""How light a page is in the reader's hand: what a browser loads of it on the first visit."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.pages.lighthouse import Judgement, judged
from benchmarks.pages.serving import served
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sample-garden")]

KILOBYTE = 1000
MOST_TEXT = 200 * KILOBYTE
MOST_FONTS = 250 * KILOBYTE
EXAMPLES = ("", "topics/eigenvalues-and-eigenvectors/", "blog/", "sources/mml-book/")


@pytest.fixture(scope="module")
def place(site: Path) -> Iterator[str]:
    """The address of the sample garden, served as a web server does it: compressed."""
    with served(site) as address:
        yield address


def loaded(browser: Browser, address: str) -> Counter[str]:
    """Bytes by kind that a first visit transfers, until nothing more is asked for."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({kinds.get(e["requestId"], "?"): int(e["encodedDataLength"])}),
    )
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.close()
    return sizes


def pages(site: Path) -> list[str]:
    """The first page, the largest topic, the blog and a source's page."""
    topics = site.glob("topics/*/index.html")
    largest = max(topics, key=lambda file: len(gzip.compress(file.read_bytes())))
    return ["", f"topics/{largest.parent.name}/", "blog/", "sources/mml-book/"]


def test_a_first_visit_loads_less_than_200_kb_of_text_and_250_kb_of_fonts(
    browser: Browser, site: Path, place: str
) -> None:
    for page in pages(site):
        sizes = loaded(browser, place + page)
        fonts = sizes.pop("Font")
        text = sum(sizes[kind] for kind in ("Document", "Stylesheet", "Script"))
        assert 30 * KILOBYTE < text < MOST_TEXT, (page, sizes)
        assert 30 * KILOBYTE < fonts < MOST_FONTS, (page, fonts)


def test_no_page_of_the_garden_is_larger_than_that(site: Path) -> None:
    """Every page, by its files: what it names in its head, and itself."""
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        styles = re.findall(r'<link rel="?stylesheet"? href="?([^" >]+)', text)
        scripts = re.findall(r'<script src="?([^" >]+)', text)
        parts = [file, *(file.parent / name for name in (*styles, *scripts))]
        packed = sum(len(gzip.compress(p.read_bytes(), 6)) for p in parts if p.is_file())
        assert packed < MOST_TEXT, file


def test_all_fonts_that_one_page_can_need_together_weigh_less_than_300_kb(site: Path) -> None:
    """Latin and Greek text, code and formulas on one page; other scripts come on top."""
    fonts = (site / "assets" / "syntopic" / "fonts").glob("*.woff2")
    sizes = {font.name: font.stat().st_size for font in fonts if "-ext" not in font.name}
    assert len(sizes) >= 9
    assert sum(sizes.values()) < 300 * KILOBYTE, sizes


@pytest.mark.parametrize("path", EXAMPLES)
def test_a_copy_of_the_site_asks_no_other_host(browser: Browser, place: str, path: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(place + path, wait_until="networkidle")
    page.close()
    assert [url for url in asked if not url.startswith((place, "data:"))] == []
    assert wrong == []


@pytest.mark.parametrize("path", EXAMPLES)
def test_pages_can_be_read_without_javascript(browser: Browser, place: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(place + path)
    assert page.locator("h1").is_visible()
    words = page.locator(".md-content").inner_text().split()
    assert len(words) > 100
    links = page.locator(".md-content a[href]:visible")
    assert links.count() >= 5
    context.close()


def test_from_a_page_to_one_with_a_drawing_the_reader_arrives(
    browser: Browser, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    drawing = '<svg viewBox="0 0 9 9"><defs><path id="p" d="M0 0h9"/></defs><use href="#p"/></svg>'
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/one.md").write_text("Words.\n", "utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/index.md").write_text("# Home\n\n[Go](drawn.md)\n", "utf-8")
    (tmp_path / "pages/drawn.md").write_text(f"# Drawn\n\n{drawing}\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: T\nsite_url: http://127.0.0.1:{port}/garden/\ndocs_dir: pages\n"
        "theme: {name: material}\nplugins: [search, syntopic]\n",
        "utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    with served(tmp_path / "site", port) as address:
        page = browser.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address, wait_until="networkidle")
        page.evaluate("window.marker = 'still the same document'")
        page.locator("article a", has_text="Go").click()
        page.locator("h1", has_text="Drawn").wait_for()
        assert page.evaluate("window.marker") == "still the same document"
        assert page.locator("article svg use").evaluate("e => e.getBBox().width") == 9
        page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def judgements(place: str, chromium: str) -> list[Judgement]:
    """What Lighthouse says of the four kinds of pages, on a phone and on a desktop."""
    return judged(chromium, [place + page for page in EXAMPLES])


def test_lighthouse_finds_the_pages_accessible_well_made_and_findable(
    judgements: list[Judgement],
) -> None:
    assert len(judgements) == 2 * len(EXAMPLES)
    assert [one for one in judgements if not one.good] == []
