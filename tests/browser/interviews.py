"""A small garden that asks questions, built and served, and a reader who has been there before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.pages.serving import BELOW, served
from playwright.sync_api import Browser, Page, expect

import gardens
import sites

NOW = datetime(2026, 5, 4, 15, tzinfo=UTC)
ROLE = "Engineer"


def questions(name: str, count: int) -> str:
    asked = "".join(f"Q: What is {name}, part {n}?\nA: So much, {n}.\n\n" for n in range(count))
    return f"# {name}\n\nWhat {name} is, in plain words.\n\n## Interview questions\n\n{asked}"


NOTES: dict[str, str | bytes] = {
    "syllabus.yml": f"""
areas:
- name: Linear algebra
  concepts:
  - Vector
  - {{name: Matrix, requires: [Vector]}}
  - {{name: Eigenvector, requires: [Matrix]}}
- name: Statistics
  concepts: [Covariance, Bagging, Boosting]
roles:
  {ROLE}: [Linear algebra, Covariance, Bagging]
""",
    "book/vector.md": questions("Vector", 3),
    "book/matrix.md": questions("Matrix", 3),
    "book/eigenvector.md": questions("Eigenvector", 3),
    "book/boosting.md": questions("Boosting", 2),
    "book/covariance.md": "# Covariance\n\nHow two things vary together. Nothing asks about it.\n",
}


@contextmanager
def asking(root: Path) -> Iterator[str]:
    """Build the garden and serve it below a path, which is its own; its address."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    gardens.write(root / "notes", NOTES)
    gardens.write(root / "pages", {"index.md": "# Home\n\nBegin.\n"})
    (root / "mkdocs.yml").write_text(
        f"site_name: Asking\nsite_url: http://127.0.0.1:{port}{BELOW}\ndocs_dir: pages\n"
        "theme: {name: material, features: [navigation.instant]}\nplugins: [search, syntopic]\n",
        "utf-8",
    )
    made = sites.built(root, strict=True)
    assert made.code == 0, made.said
    with served(root / "site", port) as address:
        yield address


def ms(days: float = 0) -> int:
    """A moment so many days after now."""
    return round((NOW + timedelta(days=days)).timestamp() * 1000)


def wish(**settings: str) -> list[dict[str, Any]]:
    """The log of somebody who has said what they want to be ready for."""
    return [
        {"id": f"set-{name}", "at": ms(-1), "type": "set", "name": f"interview-{name}"}
        | {"value": value}
        for name, value in settings.items()
    ]


STORE = """async ([name, entries]) => {
  const request = indexedDB.open(name);
  const base = await new Promise(done => request.onsuccess = () => done(request.result));
  const transaction = base.transaction("log", "readwrite"), log = transaction.objectStore("log");
  for (const entry of entries) log.put(entry);
  const all = log.getAll();
  await new Promise(done => transaction.oncomplete = done);
  base.close();
  return all.result;
}"""


class Reader:
    """Somebody on the review page, on a machine whose clock stands at the same moment."""

    def __init__(self, browser: Browser, address: str, **more: Any) -> None:
        more = {"viewport": {"width": 1300, "height": 900}, "reduced_motion": "reduce", **more}
        self.page: Page = browser.new_context(timezone_id="UTC", **more).new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.clock.install(time=NOW)
        self.address = address
        self.open()

    def open(self) -> None:
        """The review page, from anew."""
        self.page.goto(self.address + "review/")
        expect(self.page.locator(".review-drawn")).to_be_visible()

    def log(self, entries: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
        """What the browser keeps, once these are added to it."""
        return list(self.page.evaluate(STORE, [f"syntopic-review:{BELOW}", list(entries)]))

    def keys(self) -> dict[str, list[str]]:
        """The keys of the cards of each topic."""
        deck = self.page.evaluate("syntopicDeck")
        found: dict[str, list[str]] = {}
        for card in deck["cards"]:
            found.setdefault(deck["topics"][card["topic"]]["name"], []).append(card["key"])
        return found

    def remembers(self, entries: Sequence[dict[str, Any]]) -> None:
        """Come back with a log."""
        self.log(entries)
        self.open()

    def reviewed(self, topic: str, *days: float, rating: int = 3) -> list[dict[str, Any]]:
        """All cards of a topic, reviewed on some days."""
        return [
            {"id": f"{key}@{day}", "at": ms(day), "type": "review", "card": key}
            | {"rating": rating, "took": 9000, "mode": "review"}
            for key in self.keys()[topic]
            for day in days
        ]

    def close(self) -> None:
        self.page.context.close()
        assert self.wrong == []


def violations(page: Page, axe: str, part: str = "article") -> list[str]:
    """What axe has to say of a part of a page."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document.querySelector({json.dumps(part)}))")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


TOUCHED = ".ready :is(button, input, select, summary, textarea)"
SMALL = f"""() => [...document.querySelectorAll('{TOUCHED}')]
  .filter(e => e.offsetParent && e.type !== 'checkbox')
  .filter(e => Math.min(e.offsetHeight, e.offsetWidth) < 44)
  .map(e => e.outerHTML.slice(0, 80))"""
