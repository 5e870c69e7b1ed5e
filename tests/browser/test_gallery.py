"""Every kind of output on one page, in a real browser."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from gallery import NOTES
from playwright.sync_api import Browser, Page, Route

import sites

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

PAGE = "topics/gallery/"
COLAB = "https://colab.research.google.com/github/ann/garden/blob/gh-pages"
HEIGHTS = "[...document.querySelectorAll('.out')].map(e => e.getBoundingClientRect().height)"
DRAWN = "[...document.images].every(e => e.complete && e.naturalWidth)"
IMAGE = re.compile(r'(?<=src=")data:image/(png|gif);base64,([^"]+)')
WIDE = """[...document.querySelectorAll('.out *')].filter(e => e.scrollWidth > e.clientWidth + 1
  && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the page."""
    folder = tmp_path_factory.mktemp("gallery")
    site = sites.build(folder, NOTES, variables={"SYNTOPIC_COLAB": f"{COLAB}/"})
    assert site.code == 0, site.said
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site.folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{PAGE}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module", params=[(1440, "light"), (390, "dark")], ids=["desk", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give the page at a desk by day and on a phone by night."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    yield page
    context.close()


def test_nothing_is_wider_than_the_page(page: Page) -> None:
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_moves_when_an_image_comes_late(browser: Browser, address: str) -> None:
    page = browser.new_page()
    images: list[tuple[str, bytes]] = []
    held: list[Route] = []

    def taken_out(image: re.Match[str]) -> str:
        images.append((image[1], base64.b64decode(image[2])))
        return f"/held/{len(images) - 1}"

    def without_images(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=IMAGE.sub(taken_out, answer.text()))

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, without_images)
    page.route("**/held/*", hold)
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready.then(() => true)")
    before = page.evaluate(HEIGHTS)
    assert len(images) == 2 and not page.evaluate(DRAWN)
    for route in held:
        kind, content = images[int(route.request.url.rsplit("/", 1)[1])]
        route.fulfill(body=content, content_type=f"image/{kind}")
    page.wait_for_function(DRAWN)
    assert page.evaluate(HEIGHTS) == before
    page.close()


def test_the_themes_script_moves_no_table_that_code_put_out(page: Page) -> None:
    assert page.locator(".html-output table").count() == 3
    assert page.locator(".html-output .md-typeset__scrollwrap").count() == 0


def test_every_image_has_its_size_and_its_words(page: Page) -> None:
    images = page.locator(".out img").all()
    assert len(images) == 2
    for image in images:
        assert image.get_attribute("width") and image.get_attribute("height")
        assert image.get_attribute("alt")
    sharp = page.locator(".out img").first
    shown, pixels = sharp.evaluate("e => [e.width, e.naturalWidth]")
    assert shown <= pixels / 2
    names = [d.get_attribute("aria-label") for d in page.locator(".out .drawing[role=img]").all()]
    assert names == ["A wave that fades", "a parabola"]


def test_what_is_wide_scrolls_by_keyboard_in_a_box_with_a_name_of_its_own(page: Page) -> None:
    boxes = page.evaluate_handle(WIDE)
    count = page.evaluate("boxes => boxes.length", boxes)
    assert count >= (1 if page.viewport_size["width"] > 1000 else 5)  # type: ignore[index]
    told = "boxes => boxes.map(e => [e.tabIndex, e.getAttribute('role'), e.ariaLabel])"
    found = page.evaluate(told, boxes)
    assert all(tab == 0 and role == "region" and name for tab, role, name in found), found
    names = [name for _, _, name in found]
    assert len(set(names)) == len(names)
    page.evaluate("boxes => boxes[0].focus()", boxes)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("boxes => boxes[0].scrollLeft > 0", arg=boxes)


def test_axe_finds_nothing_to_mend_in_either_scheme(page: Page, axe_script: str) -> None:
    page.evaluate(axe_script)
    for details in page.locator(".out details").all():
        details.evaluate("e => { e.open = true }")
    # The theme's buttons for copying stand in landmarks without names; ours are compared above.
    rules = "{rules: {'landmark-unique': {enabled: false}}}"
    found = page.evaluate(f"axe.run('article', {rules})")["violations"]
    told = [(v["id"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found]
    assert told == []


def test_the_rest_of_long_output_opens_without_a_script_and_is_printed(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    rest = page.locator("details.rest").first
    assert not rest.locator("pre").is_visible()
    page.emulate_media(media="print")
    assert rest.locator("pre").bounding_box()["height"] > 300  # type: ignore[index]
    page.emulate_media(media="screen")
    rest.locator("summary").click()
    assert "step 44" in rest.locator("pre").inner_text()
    context.close()


def test_columns_keep_their_places_and_prose_breaks(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(address)
    box = page.locator(".printed", has_text="A sentence that somebody").first
    height, line = box.evaluate("e => [e.clientHeight, parseFloat(getComputedStyle(e).lineHeight)]")
    lines = height / line
    assert 8 + 3 < lines < 8 + 9, "rows of numbers stay as they are, the sentence takes several"
    context.close()


def test_an_image_of_pixels_has_paper_behind_it_in_the_dark(browser: Browser, address: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        paper = page.locator(".out .paper").first
        grounds.append(paper.evaluate("e => getComputedStyle(e).backgroundColor"))
        context.close()
    assert grounds == ["rgba(0, 0, 0, 0)", "rgb(230, 227, 218)"]


def test_only_what_is_meant_to_be_seen_is_seen(page: Page) -> None:
    text = page.locator("article").inner_text()
    assert "hushed" not in page.locator(".out").all_inner_texts()[-1]
    assert "hidden = 1" not in text and "How it is checked" in text
    assert page.locator(".ran b", has_text="checked").count() == 1
    assert page.locator(".printed.raised").all_inner_texts() == [
        "LinAlgError: Singular matrix",
        "ZeroDivisionError: division by zero",
    ]
    assert page.locator(".stderr-output .label").all_inner_texts() == ["Warning"]
    assert "outer 3/3" in text and "outer 1/3" not in text


def test_the_notebook_opens_in_colab_where_a_build_says_that_it_will_be_on_a_branch(
    page: Page,
) -> None:
    links = page.locator(".end a")
    assert links.all_inner_texts() == ["Download as notebook", "Open in Colab"]
    assert links.last.get_attribute("href") == f"{COLAB}/topics/gallery.ipynb"
