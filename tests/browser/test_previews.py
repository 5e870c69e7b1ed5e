"""Links to topics and passages show where they lead, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from linked import PCA, Linked
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("linked")]

IDS = "[...document.querySelectorAll('[id]')].map(e => e.id)"


@pytest.fixture(scope="module")
def garden(linked_garden: Linked) -> Linked:
    return linked_garden


def opened(browser: Browser, address: str, **more: Any) -> Page:
    page = browser.new_context(viewport={"width": 1200, "height": 800}, **more).new_page()
    page.goto(address, wait_until="networkidle")
    return page


@pytest.fixture
def page(browser: Browser, garden: Linked) -> Iterator[Page]:
    """The page with links of every kind; nothing may go wrong on it."""
    found = opened(browser, garden.address + PCA)
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    yield found
    found.context.close()
    assert wrong == []


def hover(page: Page, words: str) -> None:
    page.locator("article .passage a", has_text=words).first.hover()


def test_a_link_to_a_topic_shows_its_name_and_how_it_begins_with_formulas(page: Page) -> None:
    hover(page, "Eigenvector")
    preview = page.locator(".preview")
    expect(preview).to_be_visible()
    expect(preview.locator("h1")).to_have_text("Eigenvector")
    expect(preview).to_contain_text("A direction that stays")
    assert preview.locator("math").first.evaluate("e => e.getBoundingClientRect().width") > 20
    family = preview.locator("math").first.evaluate("e => getComputedStyle(e).fontFamily")
    assert "STIX Two Math" in family
    page.mouse.move(5, 5)
    expect(preview).to_have_count(0)


def test_a_link_that_comes_to_lie_under_a_resting_pointer_shows_nothing_yet(page: Page) -> None:
    link = page.locator("article .passage a", has_text="Eigenvector").first
    box = link.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("document.querySelector('article').style.marginTop = '400px'")
    page.mouse.move(x, y)
    page.evaluate("document.querySelector('article').style.marginTop = ''")
    page.wait_for_function("([x, y]) => document.elementFromPoint(x, y).closest('a')", arg=[x, y])
    page.wait_for_timeout(900)
    expect(page.locator(".preview")).to_have_count(0)
    page.mouse.move(x + 1, y)
    expect(page.locator(".preview")).to_be_visible()


def test_a_link_to_a_passage_shows_that_passage_and_no_other(page: Page) -> None:
    hover(page, "list")
    preview = page.locator(".preview")
    expect(preview).to_contain_text("Not every list is one.")
    assert "A list of numbers" not in preview.inner_text()
    assert "The Film" in preview.inner_text(), "and whose words they are"


def test_places_are_found_whatever_script_their_names_are_written_in(page: Page) -> None:
    hover(page, "Größe")
    expect(page.locator(".preview h1")).to_have_text("Größe")
    page.mouse.move(5, 5)
    hover(page, "Its length")
    expect(page.locator(".preview")).to_contain_text("Its length means nothing.")
    assert "A direction that stays" not in page.locator(".preview").inner_text()


def test_the_keyboard_opens_a_preview_with_the_focus_and_escape_closes_it(page: Page) -> None:
    link = page.locator("article .path a").first
    page.locator("article .crumb a").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    expect(page.locator(".preview")).to_be_visible()
    described = link.get_attribute("aria-describedby")
    assert described == page.locator(".preview").get_attribute("id")
    assert page.locator(".preview").get_attribute("role") == "tooltip"
    page.keyboard.press("Escape")
    expect(page.locator(".preview")).to_have_count(0)
    assert link.get_attribute("aria-describedby") is None
    assert link.evaluate("e => e === document.activeElement"), "the focus stays where it was"


def test_the_pointer_can_move_into_a_preview_and_it_stays(page: Page) -> None:
    hover(page, "Eigenvector")
    expect(page.locator(".preview")).to_be_visible()
    page.locator(".preview").hover()
    page.wait_for_timeout(500)
    expect(page.locator(".preview")).to_be_visible()


def test_a_preview_repeats_no_id_and_its_images_and_links_lead_where_they_did(page: Page) -> None:
    page.locator("article .passage a", has_text="Größe").first.hover()
    expect(page.locator(".preview")).to_be_visible()
    link = page.locator(".preview a", has_text="something")
    assert link.evaluate("e => e.href").endswith("/garden/topics/vector/")
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids))
    link.click()
    expect(page.locator("article h1")).to_contain_text("Vector")
    expect(page.locator(".preview")).to_have_count(0)
    page.go_back()
    page.locator("article .passage a", has_text="list").first.wait_for()
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        ' \'<p><a class="new" href="../vector/">v</a></p>\')'
    )
    page.locator("a.new").hover()
    expect(page.locator(".preview img")).to_be_visible()
    assert page.locator(".preview img").evaluate("e => e.complete && e.naturalWidth > 0")


def test_previews_go_on_after_instant_navigation_and_no_listener_stays_behind(page: Page) -> None:
    page.evaluate("window.marker = 'the same document'")
    for _ in range(4):
        page.locator("article .path a", has_text="Eigenvector").click()
        expect(page.locator("article h1")).to_contain_text("Eigenvector")
        page.go_back()
        expect(page.locator("article h1")).to_contain_text("Principal component analysis")
    assert page.evaluate("window.marker") == "the same document"
    page.mouse.move(5, 5)
    hover(page, "Eigenvector")
    expect(page.locator(".preview")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preview_can_be_read_in_both_schemes(
    browser: Browser, garden: Linked, axe_script: str, scheme: Any
) -> None:
    page = opened(browser, garden.address + PCA, color_scheme=scheme, reduced_motion="reduce")
    hover(page, "Eigenvector")
    expect(page.locator(".preview")).to_be_visible()
    page.evaluate(axe_script)
    found = page.evaluate("axe.run(document.querySelector('.preview'))")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] != "minor"] == []
    page.context.close()


def test_lists_that_say_how_each_topic_begins_open_no_previews(
    browser: Browser, garden: Linked
) -> None:
    page = opened(browser, garden.address + "topics/")
    page.locator("article .topic-name a").first.hover()
    page.wait_for_timeout(700)
    assert page.locator(".preview").count() == 0
    page.context.close()


def test_a_finger_opens_pages_and_no_preview(browser: Browser, garden: Linked) -> None:
    page = opened(browser, garden.address + PCA, has_touch=True)
    page.locator("article .passage a", has_text="Eigenvector").first.tap()
    expect(page.locator("article h1")).to_contain_text("Eigenvector")
    page.wait_for_timeout(600)
    expect(page.locator(".preview")).to_have_count(0)
    page.context.close()


def test_from_a_folder_on_disk_links_work_without_previews_and_nothing_fails(
    browser: Browser, garden: Linked
) -> None:
    wrong: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto((garden.files / "topics" / "matrix.html").as_uri())
    before = len(wrong)
    page.locator("article .passage a", has_text="Eigenvector").first.hover()
    page.wait_for_timeout(600)
    assert page.locator(".preview").count() == 0 and len(wrong) == before
    page.locator("article .passage a", has_text="Eigenvector").first.click()
    expect(page.locator("article h1")).to_contain_text("Eigenvector")
    page.close()


def test_where_the_author_chose_the_themes_previews_ours_stand_back(
    browser: Browser, garden: Linked
) -> None:
    def chosen(route: Route) -> None:
        answer = route.fetch()
        text = answer.text().replace('"navigation.instant"', '"navigation.instant.preview"')
        route.fulfill(response=answer, body=text)

    page = browser.new_page()
    page.route("**/" + PCA, chosen)
    page.goto(garden.address + PCA, wait_until="networkidle")
    hover(page, "Eigenvector")
    page.wait_for_timeout(700)
    assert page.locator(".preview").count() == 0
    page.close()
