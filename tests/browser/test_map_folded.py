"""The map of a garden like a vault: many notes, no areas, a table too long to be seen at once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import gardens
import sites

pytestmark = pytest.mark.browser

CONFIG = "site_name: Vault\ndocs_dir: pages\nuse_directory_urls: false\n"
CONFIG += "theme: {name: material}\nplugins: [search, syntopic]\n"
LONG = "What I know of " + "the many ways in which " * 4 + "notes are lost"
WRITTEN = """() => {
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { width } = this.measureText(text);
    const left = x - { left: 0, center: width / 2, right: width }[this.textAlign];
    window.written.push([text, left, left + width, this.font]);
    return write.call(this, text, x, y);
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the map of such a garden is, as a file."""
    folder = tmp_path_factory.mktemp("vault")
    names = [*(f"Thought {n:02}" for n in range(62)), LONG]
    notes = {f"notes/{name}.md": f"As in [[{names[n // 3]}]]." for n, name in enumerate(names)}
    notes |= {f"notes/Alone {n}.md": "By itself." for n in range(6)}
    gardens.write(folder, notes | {"mkdocs.yml": CONFIG, "pages/index.md": "# Home\n"})
    made = sites.built(folder, strict=True)
    assert made.code == 0, made.said
    return (folder / "site" / "map.html").as_uri()


def test_without_a_script_a_link_opens_the_fold_in_which_its_row_lies(
    browser: Browser, address: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator("details.graph-fold[open]").count() == 0
    page.goto(f"{address}#concept-thought-41")
    expect(page.locator("tr:target th")).to_have_text("Thought 41")
    expect(page.locator("tr:target")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_a_folded_table_and_nothing_is_wider_than_the_page(
    browser: Browser, address: str, axe_script: str, scheme: Any, width: int
) -> None:
    size: Any = {"width": width, "height": 900}
    page = browser.new_context(viewport=size, color_scheme=scheme).new_page()
    page.goto(address)
    expect(page.locator(".map[data-settled] canvas")).to_be_visible()
    page.locator("details.graph-fold summary").last.click()
    expect(page.locator("details.graph-fold[open] tr").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe_script)
    violations = page.evaluate("axe.run(document.querySelector('article'))")["violations"]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in violations] == []
    page.context.close()


def test_a_garden_without_areas_has_no_buttons_for_them(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    expect(page.locator(".map[data-settled] canvas")).to_be_visible()
    assert page.locator(".map-areas").count() == 0
    page.locator(".map-search input").fill("What I know")
    page.keyboard.press("Enter")
    expect(page.locator(".map-card-facts")).to_have_text("1 source")
    page.close()


def test_on_a_phone_what_is_looked_at_bears_its_whole_name_and_none_is_cut(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.add_init_script(f"({WRITTEN})()")
    page.goto(address)
    expect(page.locator(".map[data-settled] canvas")).to_be_visible()
    wide = page.locator(".map canvas").evaluate("e => e.clientWidth")
    assert page.evaluate("written.length") > 10
    for ask in (LONG, "Alone 0", "Thought 30"):
        page.locator(".map-search input").fill(ask)
        page.keyboard.press("Enter")
        expect(page.locator(".map-card-title")).to_have_text(ask)
        page.wait_for_function("name => written.some(([text]) => name.endsWith(text))", arg=ask)
        lines = [text for text, *_, font in page.evaluate("written") if "600" in font]
        assert "".join(ask.split()) in "".join("".join(lines).split())
    for text, left, right, _ in page.evaluate("written"):
        assert left >= 0 and right <= wide, text
    page.close()
