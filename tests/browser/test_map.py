"""The map of the garden, as it is met with a mouse, a finger, a keyboard or a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from linked import PCA, Linked
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("linked")]

OURS = ("map.js", "garden-map.js")
INK = """canvas => {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  let drawn = 0;
  for (let n = 3; n < pixels.length; n += 4) drawn += pixels[n] > 0;
  return drawn;
}"""


@pytest.fixture(scope="module")
def garden(linked_garden: Linked) -> Linked:
    return linked_garden


class Visit:
    """A page, what it asked for and what went wrong on it."""

    def __init__(self, browser: Browser, address: str, width: int = 1300, **more: Any) -> None:
        size = {"width": width, "height": 900}
        self.page = browser.new_context(viewport=size, reduced_motion="reduce", **more).new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(address, wait_until="networkidle")

    def loaded(self) -> list[str]:
        """The files of the map that were asked for."""
        return [url.rsplit("/", 1)[-1] for url in self.asked if url.endswith(OURS)]

    def close(self) -> None:
        self.page.context.close()
        assert self.wrong == []


@pytest.fixture
def visit(browser: Browser, garden: Linked) -> Iterator[Visit]:
    """The map's own page, drawn."""
    found = Visit(browser, garden.address + "map/")
    expect(found.page.locator(".map[data-settled] canvas")).to_be_visible()
    yield found
    found.close()


FIND = """canvas => {
  const box = canvas.getBoundingClientRect();
  for (let y = box.top + 5; y < Math.min(box.bottom, innerHeight) - 5; y += 4)
    for (let x = box.left + 5; x < box.right - 5; x += 4) {
      const at = { clientX: x, clientY: y, pointerType: "mouse" };
      canvas.dispatchEvent(new PointerEvent("pointermove", at));
      if (canvas.style.cursor === "pointer") return [x, y];
    }
}"""


def on_a_concept(page: Page) -> tuple[float, float]:
    """Where on the page a concept is: where the mouse would become a hand."""
    x, y = page.locator(".map canvas").evaluate(FIND)
    page.mouse.move(x, y)
    return x, y


def test_no_page_loads_the_map_until_it_is_asked_for_and_then_from_this_site_alone(
    browser: Browser, garden: Linked
) -> None:
    found = Visit(browser, garden.address + PCA)
    assert found.loaded() == []
    opener = found.page.get_by_role("button", name="Show the map around it")
    opener.click()
    expect(found.page.locator(".map-local canvas")).to_be_visible()
    assert sorted(found.loaded()) == sorted(OURS)
    assert [url for url in found.asked if not url.startswith((garden.address, "data:"))] == []
    assert found.page.locator(".map canvas").evaluate(INK) > 500
    assert opener.get_attribute("aria-expanded") == "true"
    opener.click()
    expect(found.page.locator(".map-local")).to_be_hidden()
    opener.click()
    expect(found.page.locator(".map-local")).to_be_visible()
    assert len(found.loaded()) == 2, "asked for once"
    whole = found.page.locator(".map-foot a")
    assert whole.evaluate("e => e.href").endswith(
        "/garden/map/#concept-principal-component-analysis"
    )
    whole.click()
    card = found.page.locator(".map-card")
    expect(card.locator(".map-card-title")).to_have_text("Principal component analysis")
    found.close()


def test_the_keyboard_goes_from_concept_to_concept_and_opens_a_page(visit: Visit) -> None:
    page = visit.page
    canvas = page.locator(".map canvas")
    assert canvas.get_attribute("aria-label") == "Map of 5 concepts"
    canvas.focus()
    page.keyboard.press("ArrowRight")
    status = page.locator(".map [role=status]")
    expect(status).to_contain_text("Vector. Linear algebra · 2 sources. Leads to: 1")
    page.keyboard.press("ArrowRight")
    expect(status).not_to_contain_text("Vector. ")
    page.keyboard.press("Escape")
    expect(status).to_have_text("")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_contain_text("Vector")


def test_the_map_does_not_hold_the_focus(visit: Visit) -> None:
    page = visit.page
    page.locator(".map-search input").focus()
    seen: list[str] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.closest('.map') ? 'map' : 'beyond'"))
    assert seen[0] == "map" and seen[-1] == "beyond"
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.matches('.map-search input')")


def test_a_concept_is_found_by_any_of_its_names(visit: Visit) -> None:
    page = visit.page
    field = page.get_by_role("combobox", name="Find a concept")
    field.fill("pca")
    expect(page.get_by_role("option")).to_have_text(["Principal component analysis"])
    field.press("Enter")
    card = page.locator(".map-card")
    expect(card.locator(".map-card-title")).to_have_text("Principal component analysis")
    assert [e.inner_text() for e in card.locator("dd").all()] == ["Eigenvector · Größe", "Vector"]
    field.fill("groß")
    expect(page.get_by_role("option")).to_have_text(["Größe"])
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant")
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    field.fill("nothing like it")
    expect(page.get_by_role("option")).to_have_count(0)


def test_an_area_can_be_looked_at_alone(visit: Visit) -> None:
    page = visit.page
    chip = page.get_by_role("button", name="Data")
    canvas = page.locator(".map canvas")
    whole = canvas.evaluate("e => e.toDataURL()")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(100)
    assert canvas.evaluate("e => e.toDataURL()") != whole
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    page.wait_for_timeout(100)
    assert canvas.evaluate("e => e.toDataURL()") == whole, "and then the whole garden again"


def test_a_click_opens_the_concept_under_the_mouse(visit: Visit) -> None:
    page = visit.page
    x, y = on_a_concept(page)
    name = page.locator(".map-card-title").inner_text()
    page.mouse.click(x, y)
    expect(page.locator("article h1")).to_contain_text(name)


def test_a_finger_looks_first_and_the_card_leads_on(browser: Browser, garden: Linked) -> None:
    found = Visit(browser, garden.address + "map/", 390, has_touch=True, is_mobile=True)
    page = found.page
    expect(page.locator(".map[data-settled] canvas")).to_be_visible()
    x, y = on_a_concept(page)
    name = page.locator(".map-card-title").inner_text()
    page.mouse.move(5, 5)
    expect(page.locator(".map-card")).to_be_hidden()
    page.touchscreen.tap(x, y)
    expect(page.locator(".map-card-title")).to_have_text(name)
    assert page.locator("article h1").inner_text().startswith("Map")
    page.locator(".map-card-title a").click()
    expect(page.locator("article h1")).to_contain_text(name)
    found.close()


def test_two_fingers_zoom_and_one_pulls(browser: Browser, garden: Linked) -> None:
    found = Visit(browser, garden.address + "map/", 390, has_touch=True, is_mobile=True)
    page = found.page
    canvas = page.locator(".map[data-settled] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def move(*steps: tuple[tuple[float, float], ...]) -> Any:
        for n, fingers in enumerate(steps):
            points = [{"x": x + dx, "y": y + dy, "id": i} for i, (dx, dy) in enumerate(fingers)]
            kind = "touchEnd" if not fingers else "touchMove" if n else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(120)
        return canvas.evaluate("e => e.toDataURL()")

    whole = canvas.evaluate("e => e.toDataURL()")
    scrolled = page.evaluate("scrollY")
    pulled = move(((0, 0),), ((40, 30),), ((60, 50),), ())
    assert pulled != whole and page.evaluate("scrollY") == scrolled
    pinched = move(((-20, 0), (20, 0)), ((-50, 0), (50, 0)), ((-90, 0), (90, 0)), ())
    assert pinched != pulled
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(120)
    assert canvas.evaluate("e => e.toDataURL()") == whole
    found.close()


def test_the_map_follows_instant_navigation_and_leaves_nothing_behind(
    browser: Browser, garden: Linked
) -> None:
    found = Visit(browser, garden.address + PCA)
    page = found.page
    page.evaluate("window.marker = 'the same document'")
    for _ in range(3):
        page.locator(".md-nav a", has_text="Map").click()
        expect(page.locator(".map[data-settled] canvas")).to_have_count(1)
        page.go_back()
        expect(page.locator("article h1")).to_contain_text("Principal component analysis")
        expect(page.locator(".map-opener")).to_have_count(1)
    assert page.evaluate("window.marker") == "the same document"
    assert sorted(found.loaded()) == sorted(OURS), "each script once, however often it is drawn"
    found.close()


def test_the_map_takes_the_colours_of_the_scheme_when_it_changes(visit: Visit) -> None:
    page = visit.page
    canvas = page.locator(".map canvas")
    light = canvas.evaluate("e => e.toDataURL()")
    page.locator("label[for=__palette_1]").click()
    page.wait_for_timeout(200)
    assert canvas.evaluate("e => e.toDataURL()") != light


def test_the_same_garden_has_the_same_map(browser: Browser, garden: Linked, visit: Visit) -> None:
    again = Visit(browser, garden.address + "map/")
    expect(again.page.locator(".map[data-settled] canvas")).to_be_visible()
    again.page.evaluate("document.fonts.ready")
    pictures = [
        one.page.locator(".map canvas").evaluate(
            "async e => { await document.fonts.ready; await new Promise(requestAnimationFrame);"
            " await new Promise(requestAnimationFrame); return e.toDataURL() }"
        )
        for one in (visit, again)
    ]
    assert pictures[0] == pictures[1]
    again.close()


def test_from_a_folder_on_disk_the_map_is_drawn_and_leads_to_pages(
    browser: Browser, garden: Linked
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((garden.files / "map.html").as_uri())
    expect(page.locator(".map[data-settled] canvas")).to_be_visible()
    page.locator(".map canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_contain_text("Vector")
    page.get_by_role("button", name="Show the map around it").click()
    expect(page.locator(".map-local[data-settled] canvas")).to_be_visible()
    assert wrong == []
    page.close()


def test_without_a_script_the_table_holds_the_map_and_links_lead_to_its_rows(
    browser: Browser, garden: Linked
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(garden.address + PCA)
    page.locator("a", has_text="Show the map around it").click()
    row = page.locator("tr:target")
    assert row.locator("th").inner_text() == "Principal component analysis"
    assert row.locator("td").all_inner_texts() == ["1", "Eigenvector · Größe", "", "Vector"]
    expect(page.locator(".map-without")).to_be_visible()
    context.close()


def test_where_the_script_cannot_be_had_the_reader_gets_the_table(
    browser: Browser, garden: Linked
) -> None:
    found = Visit(browser, garden.address + PCA)
    found.page.route("**/map.js", lambda route: route.abort())
    found.page.locator(".map-opener").click()
    expect(found.page.locator("table.graph")).to_be_visible()
    expect(found.page.locator(".map-without")).to_be_visible()
    found.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_the_map_and_nothing_is_wider_than_the_page(
    browser: Browser, garden: Linked, axe_script: str, scheme: Any, width: int
) -> None:
    found = Visit(browser, garden.address + "map/", width, color_scheme=scheme)
    page = found.page
    page.locator(".map canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".map-card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe_script)
    violations = page.evaluate("axe.run(document.querySelector('article'))")["violations"]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in violations] == []
    found.close()
