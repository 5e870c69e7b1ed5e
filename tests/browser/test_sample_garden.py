"""What a reader of the sample garden meets, in a real browser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sample-garden")]

SOAK = "SOAK" in os.environ
TOPIC = "topics/eigenvalues-and-eigenvectors/"
PATH = "paths/to/principal-component-analysis/"
PAGES = (
    TOPIC,
    "topics/gradient-descent/",
    "topics/",
    PATH,
    "sources/mml-book/",
    "sources/",
    "map/",
    "",
)
KINDS = (
    *(TOPIC, "topics/", PATH, "paths/", "sources/mml-book/", "sources/", "symbols/", "map/", ""),
    *("study-method/", "blog/", "blog/tags/", "blog/archive/", "sheets/linear-algebra/", "review/"),
)
"""A page of every kind, whatever made it."""

WIDTHS = (1440, 390)
Address = Callable[[str], str]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a desktop page in a context of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    yield context.new_page()
    context.close()


def view(browser: Browser, width: int, scheme: Any, **more: Any) -> Page:
    """Open a page of a width in a colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **more
    )
    return context.new_page()


def test_a_topic_page_names_the_source_beside_each_passage(page: Page, address: Address) -> None:
    page.goto(address(TOPIC))
    assert page.locator("h1").inner_text().strip("¶ ") == "Eigenvalues and eigenvectors"
    for passage in page.locator(".passage:has(> .mark)").all():
        text, mark = passage.bounding_box(), passage.locator("> .mark").bounding_box()
        assert text is not None and mark is not None
        assert mark["x"] >= text["x"] + text["width"], "the mark stands in the margin"
    assert page.locator(".passage > .mark").count() >= 5


def test_on_a_phone_the_mark_stands_above_its_passage(browser: Browser, address: Address) -> None:
    page = view(browser, 390, "light")
    page.goto(address(TOPIC))
    mark = page.locator(".passage > .mark").first.bounding_box()
    words = page.locator(".passage > .mark + *").first.bounding_box()
    assert mark is not None and words is not None
    assert mark["y"] + mark["height"] <= words["y"] + 1
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: Address, path: str) -> None:
    for width in WIDTHS:
        page = view(browser, width, "light")
        page.goto(address(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(
    page: Page, address: Address, path: str
) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("response", lambda r: wrong.append(r.url) if r.status >= 400 else None)
    page.goto(address(path), wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address(""), "data:"))] == []
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, address: Address, axe_script: str, path: str, scheme: str
) -> None:
    page = view(browser, 1440, scheme)
    page.goto(address(path), wait_until="networkidle")
    page.evaluate(axe_script)
    found = page.evaluate("axe.run()")["violations"]
    told = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]
    assert told == []
    page.context.close()


def test_the_page_reads_without_javascript(browser: Browser, address: Address) -> None:
    page = view(browser, 1440, "light", java_script_enabled=False)
    page.goto(address(TOPIC))
    text = page.locator("article").inner_text()
    assert "stays on its own line" in text
    assert page.locator("math").first.is_visible()
    page.locator("details.also summary").first.click()
    assert page.locator("details.also blockquote").first.is_visible()
    page.context.close()


def test_formulas_use_the_shipped_font(page: Page, address: Address) -> None:
    page.goto(address(TOPIC), wait_until="networkidle")
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status == 'loaded')"
        ".map(x => x.family.replaceAll('\"', '')))"
    )
    assert {"STIX Two Math", "Source Serif 4", "Inter"} <= set(loaded)


def test_figures_take_the_text_colour_of_the_scheme(browser: Browser, address: Address) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page = view(browser, 1440, scheme)
        page.goto(address(TOPIC))
        colours.append(
            page.locator(".picture .drawing").first.evaluate("e => getComputedStyle(e).color")
        )
        label = page.locator(".picture .drawing").first.get_attribute("aria-label")
        assert label and len(label) > 20, "the figure says what to see"
        page.context.close()
    assert colours[0] != colours[1]


def test_folded_wordings_open_with_a_click(page: Page, address: Address) -> None:
    page.goto(address(TOPIC))
    also = page.locator("details.also").first
    assert not also.locator("blockquote").first.is_visible()
    also.locator("summary").click()
    assert also.locator("blockquote .mark").first.is_visible()


def test_the_notebook_can_be_downloaded_and_read(page: Page, address: Address) -> None:
    page.goto(address(TOPIC))
    with page.expect_download() as download:
        page.locator("a[download]").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert sum(cell.cell_type == "code" for cell in notebook.cells) >= 4


def test_notebooks_run_to_their_ends_where_nothing_but_they_are(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")  # what they draw need not be drawn here
    files = sorted((site / "topics").glob("*.ipynb"))
    assert len(files) >= 10
    some = files if SOAK else files[::4]  # all of them take three minutes
    notebooks = [nbformat.reads(file.read_text(encoding="utf-8"), 4) for file in some]
    # Each section empties the namespace, so one kernel can run them all.
    code = [cell for n in notebooks for cell in n.cells if cell.cell_type == "code"]
    whole = nbformat.v4.new_notebook(cells=code)
    NotebookClient(whole, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert all(cell.execution_count for cell in code)
    assert all(n.metadata.syntopic.environment[0].startswith("Python 3.") for n in notebooks)


def test_every_link_between_pages_leads_somewhere(site: Path) -> None:
    broken: list[str] = []
    for file in site.rglob("*.html"):
        for target in re.findall(r'<a [^>]*href="([^"#?:]+)(?:#[^"]*)?"', file.read_text("utf-8")):
            if target.startswith("/"):
                continue
            there = (file.parent / target).resolve()
            if not (there.is_file() or (there / "index.html").is_file()):
                broken.append(f"{file.relative_to(site)} -> {target}")
    assert broken == []


def test_every_anchor_that_is_linked_to_exists(site: Path) -> None:
    broken: list[str] = []
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        for target, anchor in re.findall(r'<a [^>]*href="([^"#?:]*)#([^"]+)"', text):
            there = (file.parent / target).resolve()
            there = there / "index.html" if there.is_dir() else there
            if there.is_file() and not re.search(
                rf'id="?{re.escape(anchor)}["\s>]', there.read_text("utf-8")
            ):
                broken.append(f"{file.relative_to(site)} -> {target}#{anchor}")
    assert broken == []


def test_ids_are_used_once_per_page(site: Path) -> None:
    for file in (site / "topics").rglob("*.html"):
        ids = re.findall(r'<[^>]+ id="?([^"\s>]+)', file.read_text("utf-8"))
        repeated = {i for i in ids if ids.count(i) > 1}
        assert repeated == set(), file


def test_the_manifest_describes_the_garden(site: Path) -> None:
    told = json.loads((site / "garden.json").read_text("utf-8"))
    assert told["version"] == 1
    topics = {topic["slug"]: topic for topic in told["topics"]}
    assert len(topics) >= 15
    for topic in topics.values():
        assert (site / topic["url"] / "index.html").is_file()
        assert len(topic["sources"]) >= 3
        assert topic["snippets"]["run"] >= 1 and topic["snippets"]["failed"] == 0
        assert topic["notebook"] is None or (site / topic["notebook"]).is_file()
        assert {"plain-english", "formula", "code"} <= set(topic["facets"])
    assert len(told["sources"]) >= 10


def test_both_engines_make_the_same_pages(site: Path, properdocs_site: Path) -> None:
    generator = re.compile(r'<meta name="?generator"? [^>]*>|<script[^>]*__config[^<]*</script>')
    names = sorted(str(p.relative_to(site)) for p in site.rglob("*") if p.is_file())
    others = sorted(
        str(p.relative_to(properdocs_site)) for p in properdocs_site.rglob("*") if p.is_file()
    )
    assert names == others
    for name in names:
        if name.endswith(".html"):
            one, two = ((s / name).read_text("utf-8") for s in (site, properdocs_site))
            assert generator.sub("", one) == generator.sub("", two), name
        elif not name.endswith(".gz"):
            assert (site / name).read_bytes() == (properdocs_site / name).read_bytes(), name
