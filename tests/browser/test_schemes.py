"""Light and dark: the reader's machine decides until the reader does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from linked import Linked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def scheme(page: Page) -> str:
    """The scheme that the page shows."""
    return str(page.evaluate("document.body.getAttribute('data-md-color-scheme')"))


@pytest.fixture
def page(browser: Browser, linked_garden: Linked) -> Page:
    """The first page of a site, on a machine by day."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(linked_garden.address)
    return page


def test_a_machine_that_turns_dark_is_followed_at_once_and_on_the_next_visit(page: Page) -> None:
    assert scheme(page) == "default"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme == 'slate'")
    page.reload()
    assert scheme(page) == "slate"
    page.goto("about:blank")
    page.emulate_media(color_scheme="light")
    page.go_back()
    page.wait_for_function("document.body.dataset.mdColorScheme == 'default'")
    page.context.close()


def test_a_scheme_that_the_reader_chose_stays_whatever_the_machine_does(page: Page) -> None:
    page.locator("label[for=__palette_1]").click()
    assert scheme(page) == "slate"
    page.reload()
    assert scheme(page) == "slate"
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    page.reload()
    assert scheme(page) == "slate"
    page.locator("label[for=__palette_0]").click()
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme == 'slate'")
    page.context.close()
