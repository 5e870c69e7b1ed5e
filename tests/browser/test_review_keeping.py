"""What becomes of answers: exported, joined, damaged, without room, under another clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from reviewed import Reviewed
from reviewing import (
    Desk,
    again,
    answer,
    begin,
    counts,
    entries,
    exported,
    imported,
    log,
    reviews,
    unfold,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reviewed")]

DELETED = """async () => {
  localStorage.clear();
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
}"""
PUT = """async (record) => {
  const path = new URL("../", location.href).pathname;
  const request = indexedDB.open(`syntopic-review:${path}`);
  await new Promise((resolve) => (request.onsuccess = resolve));
  const store = request.result.transaction("log", "readwrite").objectStore("log");
  await new Promise((resolve) => (store.put(record).onsuccess = resolve));
  request.result.close();
}"""


def answered(page: Page) -> str:
    """What the page says of the number of answers."""
    unfold(page)
    return page.locator(".review-progress > p").first.inner_text()


def test_what_was_exported_comes_back_after_everything_was_deleted(
    desk: Desk, tmp_path: Path
) -> None:
    page = desk.open()
    begin(page, new=5)
    answer(page, 3, 1, 4, 3)
    page.keyboard.press("Escape")
    file = exported(page, tmp_path)
    before = log(page)
    assert entries(file) == before and len(before) == 5
    page.evaluate(DELETED)
    page.reload()
    assert counts(page) == (0, 10) and log(page) == []
    assert imported(page, file) == "5 new entries read, 0 were known already."
    assert log(page) == before
    assert imported(page, file) == "0 new entries read, 5 were known already."
    page.reload()
    assert answered(page) == "4 answers" and log(page) == before


def test_two_devices_that_went_apart_come_together_in_either_order(
    browser: Browser, reviewed_garden: Reviewed, desk: Desk, tmp_path: Path
) -> None:
    phone = Desk(browser, reviewed_garden.address)
    here, there = desk.open(), phone.open()
    for page, ratings in ((here, (3, 3, 1)), (there, (4, 2))):
        begin(page)
        answer(page, *ratings)
        page.keyboard.press("u")
        page.keyboard.press("Escape")
        expect(page.locator(".review-ending")).to_be_visible()
    of_here, of_there = exported(here, tmp_path, "a.json"), exported(there, tmp_path, "b.json")
    for page, file in ((here, of_there), (there, of_here)):
        page.reload()
        imported(page, file)
    assert log(here) == log(there) and len(log(here)) == 7
    assert counts(here) == counts(there)
    assert answered(here) == answered(there) == "3 answers", "two of five were taken back"
    phone.close()


def test_a_file_that_is_none_of_ours_or_damaged_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3, 3)
    page.keyboard.press("Escape")
    good = exported(page, tmp_path).read_text("utf-8")
    before = log(page)
    page.reload()
    for text, said in (
        (good[: len(good) // 2], "only a part of one"),
        (good.replace('"rating":3', '"rating":9', 1), "damaged, first at entry 1"),
        (good.replace('"version":1', '"version":9'), "newer version"),
        ('{"cards": {}}', "not written by a review page"),
        ("\0\0\0", "no file of progress"),
    ):
        (tmp_path / "bad.json").write_text(text, "utf-8")
        told = imported(page, tmp_path / "bad.json")
        assert said in told and told.endswith("Nothing has changed.")
        assert log(page) == before
    assert answered(page) == "2 answers"


def test_cards_that_are_gone_keep_their_history_and_are_listed(desk: Desk, tmp_path: Path) -> None:
    review = {"type": "review", "rating": 3, "took": 5, "mode": "review", "at": 1_750_000_000_000}
    whole = {
        "kind": "syntopic-review-log",
        "version": 1,
        "site": "/elsewhere/",
        "entries": [{**review, "id": "x", "card": "gone"}, {**review, "id": "y", "card": "vec0a"}],
    }
    (tmp_path / "old.json").write_text(json.dumps(whole), "utf-8")
    page = desk.open()
    told = imported(page, tmp_path / "old.json")
    assert "1 of its cards is not in this garden" in told
    gone = page.locator("details", has_text="1 card that is gone")
    gone.locator("summary").click()
    expect(gone.locator("li")).to_have_text("gone 1 answer")
    assert counts(page)[0] == 1, "the other one counts"


def test_an_answer_that_was_still_on_its_way_when_the_page_was_closed_is_given(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    page.evaluate("() => { IDBDatabase.prototype.transaction = () => { throw new Error(); }; }")
    answer(page, 3)
    again(page)
    assert counts(page) == (0, 9) and len(reviews(page)) == 1
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('review'))") == []


def test_an_answer_on_its_way_is_given_also_beside_what_cannot_be_read(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    page.evaluate("() => { IDBDatabase.prototype.transaction = () => { throw new Error(); }; }")
    answer(page, 3)
    page.evaluate("""() => {
      const [held] = Object.keys(localStorage).filter((key) => key.includes("on-its-way"));
      const entry = localStorage.getItem(held);
      const beside = held.slice(0, held.lastIndexOf(":") + 1);
      for (const name of "!0Zz~") localStorage.setItem(beside + name, "{");
      localStorage.removeItem(held);
      localStorage.setItem(held, entry); // in the middle, however they are sorted, or the last
    }""")
    again(page)
    assert counts(page) == (0, 9) and len(reviews(page)) == 1


def test_without_room_the_page_says_so_keeps_on_and_keeps_all_when_there_is_room_again(
    desk: Desk, tmp_path: Path
) -> None:
    page = desk.open()
    session = desk.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    begin(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    answer(page, 3, 1, 3)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("The browser has no room left")
    assert page.locator(".review-left").inner_text() == "8 left", "it goes on"
    with page.expect_download() as download:
        notice.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "log.json")
    assert len(entries(tmp_path / "log.json")) == 3
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    page.locator(".review-card").focus()
    answer(page, 3)
    expect(page.locator(".review-notices")).to_be_empty()
    assert len(reviews(page)) == 4, "with those that had no room before"


BLOCKED = {
    "forbidden": "Object.defineProperty(window, 'indexedDB', { get() {"
    " throw new DOMException('The operation is insecure.', 'SecurityError'); } })",
    "private": "IDBFactory.prototype.open = () => { const request = {};"
    " request.error = new DOMException('A mutation was not allowed.', 'InvalidStateError');"
    " setTimeout(() => request.onerror()); return request; }",
}


@pytest.mark.parametrize("way", BLOCKED)
def test_where_a_browser_keeps_nothing_one_can_review_and_save_to_a_file(
    desk: Desk, way: str, tmp_path: Path
) -> None:
    desk.context.add_init_script(BLOCKED[way])
    page = desk.open()
    expect(page.get_by_role("alert")).to_contain_text("This browser keeps nothing for this page")
    begin(page)
    answer(page, 3, 1, 3)
    page.keyboard.press("Escape")
    expect(page.locator(".review-saved")).to_contain_text("keeps nothing")
    assert len(entries(exported(page, tmp_path))) == 3


def test_what_cannot_be_read_is_left_alone_and_told(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3)
    page.evaluate(PUT, {"id": "strange", "at": "yesterday"})
    again(page)
    expect(page.locator(".review-notice")).to_contain_text("1 entry that the browser has kept")
    assert counts(page) == (0, 9)
    begin(page)
    answer(page, 3)
    assert {entry["id"] for entry in log(page)} >= {"strange"} and len(log(page)) == 3


def test_a_database_that_cannot_be_read_at_all_is_told_and_nothing_is_written_over(
    desk: Desk,
) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3, 3)
    damaged = "IDBObjectStore.prototype.getAll = () => {"
    damaged += " throw new DOMException('Internal error.', 'UnknownError'); }"
    broken = desk.context.new_page()
    broken.add_init_script(damaged)
    broken.goto(page.url.split("#")[0])
    expect(broken.get_by_role("alert")).to_contain_text("cannot be read at the moment")
    begin(broken)
    answer(broken, 3)
    expect(broken.get_by_role("alert")).to_be_visible()
    again(page)
    assert answered(page) == "3 answers"
    broken.close()


def test_a_clock_that_was_moved_back_is_told_and_stops_nothing(desk: Desk) -> None:
    page = desk.open()
    begin(page)
    answer(page, 3, 1, 3)
    known = log(page)[0]["card"]
    page.clock.set_fixed_time(datetime.now(UTC) - timedelta(days=400))
    again(page)
    expect(page.locator(".review-notice")).to_contain_text("The clock of this device says")
    begin(page)
    answer(page, 3, 1, 3)
    page.keyboard.press("u")
    answer(page, 2, 3)
    page.keyboard.press("Escape")
    other = desk.open(f"review/#card={known}")
    answer(other, 3)
    expect(other.locator(".review-ending")).to_be_visible()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    page.reload()
    expect(page.locator(".review-notices")).to_be_empty()
    assert len(log(page)) == 10 and counts(page)[0] > 0


def test_a_card_is_known_when_it_is_rated_good_also_if_the_clock_was_just_set_back(
    desk: Desk,
) -> None:
    page = desk.open("review/#card=vec0a")
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=1))
    answer(page, 1)
    page.clock.set_fixed_time(datetime.now(UTC))
    answer(page, 3)
    expect(page.locator(".review-ending")).to_be_visible()


def test_in_another_time_zone_the_same_cards_are_known_and_the_day_is_the_one_there(
    desk: Desk,
) -> None:
    page = desk.open()
    session = desk.context.new_cdp_session(page)
    session.send("Emulation.setTimezoneOverride", {"timezoneId": "Pacific/Auckland"})
    page.clock.set_fixed_time(datetime(2026, 3, 10, 8, tzinfo=UTC))
    begin(page)
    answer(page, *(3,) * 10)
    page.get_by_role("button", name="Back", exact=True).click()
    assert counts(page) == (0, 0)
    session.send("Emulation.setTimezoneOverride", {"timezoneId": "America/Los_Angeles"})
    page.clock.set_fixed_time(datetime(2026, 3, 10, 10, tzinfo=UTC))
    page.reload()
    assert counts(page) == (0, 0), "there, it is three in the night of the same evening"
    page.clock.set_fixed_time(datetime(2026, 3, 12, 12, tzinfo=UTC))
    page.reload()
    assert counts(page) == (10, 10)


A_FILE = """
window.showSaveFilePicker = async ({ suggestedName }) => {
  const folder = await navigator.storage.getDirectory();
  window.suggested = suggestedName;
  return folder.getFileHandle("progress.json", { create: true });
};
FileSystemHandle.prototype.queryPermission = async () => window.allowed ?? "granted";
FileSystemHandle.prototype.requestPermission = async () => (window.allowed = "granted");
"""
READ_FILE = """async () => {
  const folder = await navigator.storage.getDirectory();
  return (await (await folder.getFileHandle("progress.json")).getFile()).text();
}"""
WRITE_FILE = """async (text) => {
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle("progress.json", { create: true });
  const stream = await file.createWritable();
  await stream.write(text);
  await stream.close();
}"""


def test_one_file_is_kept_up_to_date_and_brings_what_another_device_has_written(
    desk: Desk,
) -> None:
    desk.context.add_init_script(A_FILE)
    page = desk.open()
    unfold(page)
    page.get_by_role("button", name="Choose a file").click()
    expect(page.locator(".review-file")).to_contain_text("progress.json is brought up to date")
    assert page.evaluate("suggested").startswith("small-garden-review-")
    begin(page, new=2)
    answer(page, 3, 3)
    expect(page.locator(".review-saved")).to_have_text("progress.json is up to date.")
    written = json.loads(page.evaluate(READ_FILE))
    assert written["entries"] == log(page) and len(written["entries"]) == 3

    other: dict[str, Any] = {**written["entries"][-1], "id": "elsewhere", "card": "mat1c"}
    page.evaluate(WRITE_FILE, json.dumps({**written, "entries": [other]}))
    page.reload()
    page.evaluate("window.allowed = 'prompt'")
    page.get_by_role("button", name="Five new ones all the same").click()
    answer(page, 3)
    page.keyboard.press("Escape")
    expect(page.locator(".review-saved")).to_contain_text("The browser wants to be asked")
    assert json.loads(page.evaluate(READ_FILE))["entries"] == [other], "nothing without leave"
    page.get_by_role("button", name="Bring it up to date").click()
    expect(page.locator(".review-saved")).to_have_text("progress.json is up to date.")
    joined = json.loads(page.evaluate(READ_FILE))["entries"]
    assert len(joined) == 5 and other in joined and other in log(page)

    page.evaluate(WRITE_FILE, "Dear diary")
    page.get_by_role("button", name="Bring it up to date").click()
    expect(page.locator(".review-saved")).to_contain_text("holds something else")
    assert page.evaluate(READ_FILE) == "Dear diary"


def test_after_a_sitting_the_sheet_for_sharing_is_one_tap_away(desk: Desk) -> None:
    desk.context.add_init_script("""
      navigator.canShare = ({ files }) => files.every((file) => file.type === "text/plain");
      navigator.share = async ({ files }) => {
        window.called = files[0].name;
        window.shared = await files[0].text();
      };
    """)
    page = desk.open()
    begin(page, new=1)
    answer(page, 3)
    page.locator(".review-ending").get_by_role("button", name="Share").click()
    shared = page.wait_for_function("window.shared").json_value()
    assert json.loads(shared)["entries"] == log(page)
    assert page.evaluate("called").endswith(".json.txt"), "this device shares no JSON"


def test_the_browser_is_asked_once_to_keep_answers_for_good_when_there_are_some(
    desk: Desk,
) -> None:
    desk.context.add_init_script("""
      navigator.storage.persisted = async () => false;
      navigator.storage.persist = async () => {
        sessionStorage.asked = Number(sessionStorage.asked ?? 0) + 1; return false; };
    """)
    page = desk.open()
    unfold(page)
    expect(page.locator(".review-keeps")).to_contain_text("may delete it")
    for _ in range(2):
        assert page.evaluate("sessionStorage.asked") in (None, "1")
        begin(page)
        answer(page, 3)
        page.keyboard.press("Escape")
        expect(page.locator(".review-ending")).to_be_visible()
        page.wait_for_function("sessionStorage.asked === '1'")
        page.reload()
