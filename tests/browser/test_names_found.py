"""The search in a browser: whoever types the name of a concept is led to its page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sample-garden")]

FIRST = """async (names) => {
  const input = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const found = [];
  for (const name of names) {
    const shown = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve();
      }).observe(list, { childList: true });
    });
    input.value = name;
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    await shown;
    found.push(new URL(list.querySelector("a").href).pathname.slice(1));
  }
  return found;
}"""


def test_each_concept_is_found_first_by_its_name(
    browser: Browser, address: Callable[[str], str], site: Path
) -> None:
    entries = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    topics = {
        unescape(one["title"]): one["location"]
        for one in entries
        if re.fullmatch("topics/[^/]+/", one["location"])
    }
    assert len(topics) > 10
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address(""))
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("matrix")
    page.locator(".md-search-result__item mark").first.wait_for()
    found = page.evaluate(FIRST, [*topics])
    page.close()
    assert dict(zip(topics, found, strict=True)) == topics
    assert wrong == []
