"""Before an interview, on the review page itself: what it says, asks, keeps and does not keep."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from interviews import NOW, ROLE, SMALL, Reader, asking, violations, wish
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("readiness-page")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with asking(tmp_path_factory.mktemp("asking")) as found:
        yield found


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    found = Reader(browser, address)
    yield found
    found.close()


def panel(page: Page) -> Any:
    return page.locator("section.ready")


def test_a_first_visitor_is_asked_what_for_and_is_told_no_figure(reader: Reader) -> None:
    said = panel(reader.page)
    expect(said).to_contain_text("Say what you will be asked about, and when.")
    expect(said.locator(".ready-figures")).to_have_count(0)
    expect(reader.page.locator(".ready-statistics")).to_be_hidden()


def test_a_role_and_a_day_tell_what_is_covered_what_is_weak_and_what_to_do(
    reader: Reader,
) -> None:
    page = reader.page
    reader.remembers(reader.reviewed("Vector", -30, -20) + reader.reviewed("Matrix", -3))
    said = panel(page)
    page.get_by_label("What for").select_option(ROLE)
    expect(said.locator(".ready-coverage")).to_contain_text("Topics with cards: 3 of 5.")
    expect(said.locator(".ready-coverage")).to_contain_text("Cards that you have seen: 6 of 9.")
    expect(said).to_contain_text("Unknown, for no card asks about them: Covariance")
    expect(said).to_contain_text("Asked for, and without a page yet: Bagging")
    expect(said.locator(".ready-figures dt")).to_have_text(["Today"])
    page.get_by_label("When").fill("2026-05-14")
    expect(said.locator(".ready-figures dt")).to_have_text(
        [
            "Today",
            "Thursday, May 14, if nothing is reviewed until then",
            "Thursday, May 14, if you follow the plan",
        ]
    )
    figures = said.locator(".ready-figures dd").all_inner_texts()
    assert figures[1] < figures[0] < figures[2], figures
    expect(said.locator(".ready-lead")).to_contain_text("the plan brings it to")
    weak = said.locator(".ready-weakest a")
    expect(weak).to_have_text(["Eigenvector", "Matrix", "Vector"])
    for link in weak.all():
        assert page.request.get(link.evaluate("e => e.href")).ok
    rows = said.locator("table").first.locator("tbody tr")
    assert rows.first.locator("th").inner_text() == "Mon, May 4"
    fresh = [
        int(row.locator("td").first.inner_text()) for row in said.locator("tbody tr").all()[:7]
    ]
    assert fresh == [3, 0, 0, 0, 0, 0, 0]
    shown = said.inner_text()
    reader.open()
    assert panel(page).inner_text() == shown, "kept in the log"
    assert {entry["name"] for entry in reader.log() if entry["type"] == "set"} == {
        "interview-role",
        "interview-date",
    }


def test_every_row_is_whole_also_while_the_plan_is_still_worked_out(reader: Reader) -> None:
    page = reader.page
    reader.remembers(wish(role=ROLE))
    page.clock.pause_at(NOW + timedelta(hours=1))
    page.get_by_label("When").fill("2036-05-14")
    expect(panel(page)).to_contain_text("The plan")
    table = panel(page).locator("table").last
    for heads, places in ((4, "soon"), (5, "worked out")):
        expect(table.locator("thead th")).to_have_count(heads)
        rows = table.locator("tbody tr").evaluate_all("all => all.map(row => row.cells.length)")
        assert rows == [heads] * 4, places
        page.clock.run_for(200)


def test_a_day_that_is_over_asks_for_a_new_one_and_today_offers_what_to_read(
    reader: Reader,
) -> None:
    page = reader.page
    reader.remembers(wish(role=ROLE, date="2026-05-03"))
    expect(panel(page)).to_contain_text("That day is over. When is the next one?")
    page.get_by_label("When").fill("2026-05-04")
    expect(panel(page)).to_contain_text("It is today.")
    expect(panel(page).locator("table")).to_have_count(1)  # of topics, none of days
    page.get_by_role("button", name="Two hours left").click()
    expect(page.get_by_role("heading", name="Two hours left")).to_be_visible()


def test_a_date_that_is_typed_adds_one_entry_to_the_log(reader: Reader) -> None:
    page = reader.page
    page.get_by_label("When").focus()
    page.keyboard.type("05202026", delay=5)
    expect(panel(page).locator(".ready-figures dt")).to_have_count(3)
    assert [entry["value"] for entry in reader.log()] == ["2026-05-20"]


def test_topics_can_be_chosen_one_by_one(reader: Reader) -> None:
    page = reader.page
    reader.remembers(wish(role=ROLE))
    page.get_by_label("What for").select_option("Topics of my choice")
    boxes = page.locator(".ready-topics input")
    expect(boxes).to_have_count(5)
    expect(page.get_by_role("checkbox", name="Vector", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Boosting")).not_to_be_checked()
    page.get_by_role("checkbox", name="Boosting").check()
    page.get_by_role("checkbox", name="Vector", exact=True).uncheck()
    expect(panel(page).locator(".ready-coverage")).to_contain_text("Topics with cards: 3 of 4.")
    reader.open()
    expect(page.get_by_role("checkbox", name="Boosting")).to_be_checked()
    for box in boxes.all():
        box.uncheck()
    expect(panel(page)).to_contain_text("Choose at least one topic.")


def test_what_is_said_in_another_tab_is_said_in_this_one(reader: Reader) -> None:
    page = reader.page
    other = page.context.new_page()
    other.goto(reader.address + "review/")
    other.get_by_label("What for").select_option(ROLE)
    expect(other.locator("section.ready .ready-coverage")).to_be_visible()
    expect(page.get_by_label("What for")).to_have_value(ROLE)
    expect(panel(page).locator(".ready-coverage")).to_contain_text("Topics with cards: 3 of 5.")
    other.close()


def test_a_plan_that_does_not_fit_says_what_can_wait_and_what_would_do(reader: Reader) -> None:
    page = reader.page
    reader.remembers(wish(role=ROLE, date="2026-05-05"))
    page.get_by_label("Minutes a day").fill("2")
    page.get_by_label("Minutes a day").press("Enter")
    left = panel(page).locator(".ready-ask")
    expect(left).to_contain_text("can wait: Eigenvector")
    expect(left).to_contain_text("With 10 minutes a day there is time for all.")


def test_today_s_part_of_the_plan_is_a_sitting_of_its_own(reader: Reader) -> None:
    page = reader.page
    reader.remembers(reader.reviewed("Vector", -30) + wish(role=ROLE, date="2026-05-14"))
    page.get_by_role("button", name="Begin with today’s part").first.click()
    expect(page.locator(".review-left")).to_have_text("9 left")
    topics = []
    for _ in range(9):
        page.keyboard.press("Space")
        topics.append(page.locator(".review-place a").inner_text())
        page.keyboard.press("4")
    assert topics[0] != topics[1] != topics[2] and "Boosting" not in topics
    expect(page.locator(".review-sum")).to_contain_text("9 cards.")
    page.get_by_role("button", name="Back", exact=False).first.click()
    expect(page.locator(".review-home")).to_contain_text("Today’s part is done.")


def test_minutes_to_spare_are_told_with_what_they_could_be_used_for(reader: Reader) -> None:
    page = reader.page
    reader.remembers(wish(role=ROLE, date="2026-05-14", minutes="600"))
    said = panel(page)
    expect(said).to_contain_text("The plan takes at most 3 of your 600 minutes a day")
    expect(said).to_contain_text("2 topics have no cards yet: Covariance, Bagging")
    expect(said.locator(".ready-lead")).not_to_contain_text("600")
    weak = said.locator(".ready-weakest li").first
    expect(weak).to_contain_text("3 cards, none asked yet")


def test_minutes_out_of_bounds_are_corrected_aloud(reader: Reader) -> None:
    page = reader.page
    minutes = page.get_by_label("Minutes a day")
    minutes.fill("0")
    minutes.press("Enter")
    expect(minutes).to_have_value("1")
    expect(page.locator(".ready-bounds")).to_have_text("From 1 to 600.")
    minutes.fill("25")
    expect(page.locator(".ready-bounds")).to_be_empty()


def test_what_comes_later_today_is_announced_and_the_day_s_part_is_not_called_done(
    reader: Reader,
) -> None:
    log = wish(role=ROLE, date="2026-05-14")
    for topic in ("Vector", "Matrix", "Eigenvector"):
        log += reader.reviewed(topic, -0.95, rating=1) + reader.reviewed(topic, -0.9)
    reader.remembers(log)
    told = reader.page.locator(".review-home")
    expect(told).to_contain_text("The next card comes in 2 hours.")
    expect(told).not_to_contain_text("Today’s part is done.")


def test_when_the_next_card_comes_is_told_of_what_was_chosen(reader: Reader) -> None:
    soon = reader.reviewed("Vector", -0.95, rating=1) + reader.reviewed("Vector", -0.9)
    reader.remembers([*soon, *reader.reviewed("Matrix", -0.1, rating=4)])
    reader.page.get_by_label("Ask me about").select_option("Matrix")
    said = reader.page.locator(".review-said")
    expect(said).to_contain_text(re.compile(r"The next card comes in \d+ days\."))


def begin(page: Page, count: int = 4) -> None:
    page.get_by_role("button", name="Practise an interview").click()
    page.get_by_label("Questions").fill(str(count))
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".interview .review-card")).to_be_focused()


SECRET = "a word that nobody keeps"


def test_an_interview_goes_by_keyboard_and_keeps_ratings_but_no_word_of_an_answer(
    reader: Reader,
) -> None:
    page = reader.page
    reader.remembers(wish(role=ROLE))
    begin(page)
    topics = []
    for number, rating in enumerate("1324", 1):
        card = page.locator(".review-card")
        expect(card).to_have_attribute("aria-label", f"Question {number} of 4")
        expect(card.locator(".review-answer")).to_be_hidden()
        expect(card.locator("a")).to_have_count(0)
        box = page.get_by_label("Your answer, aloud or here.")
        box.fill(SECRET)
        if number % 2:
            box.press("Control+Enter")
        else:
            box.press("Escape")
            page.keyboard.press("Space")
        expect(card.locator(".review-answer")).to_be_focused()
        topics.append(card.locator(".review-place a").inner_text())
        page.keyboard.press(rating)
    heading = page.get_by_role("heading", name="What it came to")
    expect(heading).to_be_visible()
    expect(page.locator(".ready").first).to_contain_text("2 of 4 went well.")
    order = ["Vector", "Matrix", "Eigenvector"]
    missed = {topics[0], topics[2]}
    again = page.locator(".interview-reread > li > a")
    assert again.all_inner_texts() == [name for name in order if name in missed]
    for link in page.locator(".interview-reread a").all():
        assert page.request.get(link.evaluate("e => e.href.split('#')[0]")).ok
    log = [entry for entry in reader.log() if entry["type"] == "review"]
    assert [(entry["mode"], entry["rating"]) for entry in sorted(log, key=lambda e: e["at"])] == [
        *(("interview", 1), ("interview", 3), ("interview", 2), ("interview", 4)),
    ]
    kept = page.evaluate("""async () => JSON.stringify([{...localStorage}, {...sessionStorage},
        history.state, document.cookie, location.href, await caches.keys(),
        (await indexedDB.databases()).length, document.body.outerHTML])""")
    assert SECRET not in kept + json.dumps(reader.log())

    page.get_by_role("button", name="Repeat the 2 that were missed or hard").click()
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 1 of 2")
    expect(page.get_by_label("Your answer, aloud or here.")).to_have_value("")
    for _ in range(2):
        page.keyboard.press("Space")
        page.keyboard.press("4")
    expect(page.locator(".ready").first).to_contain_text("All 2 went well.")
    expect(page.get_by_role("button", name="Repeat")).to_have_count(0)


def test_a_rating_can_be_taken_back_and_escape_ends_with_what_there_is(reader: Reader) -> None:
    page = reader.page
    begin(page)
    page.keyboard.press("Space")
    page.keyboard.press("1")
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 2 of 4")
    page.keyboard.press("u")
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 1 of 4")
    assert sorted(entry["type"] for entry in reader.log()) == ["review", "undo"]
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 2 of 4")
    page.keyboard.press("Escape")
    expect(page.locator(".ready").first).to_contain_text(
        "It went well. 3 questions were not asked."
    )
    page.get_by_role("button", name="Back to the overview").click()
    expect(panel(page)).to_be_visible()
    begin(page)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_visible()


def test_the_last_rating_of_an_interview_can_be_taken_back_too(reader: Reader) -> None:
    page = reader.page
    begin(page, 2)
    for rating in "31":
        page.keyboard.press("Space")
        page.keyboard.press(rating)
    told = page.locator(".ready").first
    expect(told).to_contain_text("1 of 2 went well.")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 2 of 2")
    expect(page.locator(".interview-times")).to_contain_text(re.compile("[23]:.. in all"))
    page.keyboard.press("Space")
    page.keyboard.press("4")
    expect(told).to_contain_text("All 2 went well.")
    page.keyboard.press("u")
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 2 of 2")
    page.keyboard.press("u")
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 1 of 2")
    taken = [entry["of"] for entry in reader.log() if entry["type"] == "undo"]
    rated = {entry["id"]: entry["rating"] for entry in reader.log() if entry["type"] == "review"}
    assert sorted(rated[one] for one in taken) == [1, 3, 4]


def test_time_that_is_up_is_told_and_nothing_is_taken_away(reader: Reader) -> None:
    page = reader.page
    begin(page, 2)
    clock = page.locator(".interview-clock")
    status = page.locator(".review > [role=status]")
    page.clock.run_for(60_000)
    expect(clock).to_have_text("0:30 left")
    page.evaluate("""() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.clock.run_for(600_000)
    expect(clock).to_have_text("0:30 left")
    page.evaluate("""() => {
      delete document.hidden;
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.clock.run_for(21_000)
    expect(status).to_have_text("Ten seconds left")
    page.clock.run_for(10_000)
    expect(status).to_contain_text("Time is up.")
    expect(page.locator(".interview-over").first).to_be_visible()
    expect(page.locator(".review-answer")).to_be_hidden()
    page.clock.run_for(100_000)
    expect(page.locator(".interview-over").last).to_be_visible()  # of all questions
    page.keyboard.press("Space")
    page.clock.run_for(500)
    for over in page.locator(".interview-over").all():
        expect(over).to_be_hidden()  # the answer is out: there is nothing to finish any more
    page.get_by_role("button", name="Good").click()
    expect(page.locator(".review-card")).to_have_attribute("aria-label", "Question 2 of 2")
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect(page.locator(".ready").first).to_contain_text("All 2 went well.")
    expect(page.locator(".ready").first).to_contain_text("One answer took longer than its time")
    took = [entry["took"] for entry in reader.log()]
    assert 190_000 < max(took) < 200_000, "without the time away"


COUNTED = """
  const set = window.setInterval, clear = window.clearInterval;
  window.running = new Set();
  window.setInterval = (...all) => { const id = set(...all); running.add(id); return id; };
  window.clearInterval = id => { running.delete(id); clear(id); };
"""


def test_leaving_the_page_ends_an_interview_and_its_clock(reader: Reader) -> None:
    page = reader.page
    page.evaluate(COUNTED)
    begin(page)
    assert page.evaluate("running.size") == 1
    page.locator(".md-header a.md-logo").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    # Of the same window, so the page was left as the theme leaves pages.
    page.wait_for_function("() => window.running?.size === 0", timeout=3000)
    page.keyboard.press("Space")
    page.keyboard.press("1")
    assert reader.log() == []


def test_what_to_read_is_weakest_first_in_order_and_fits_the_time(reader: Reader) -> None:
    page = reader.page
    vector, matrix = reader.reviewed("Vector", -0.1, rating=4), reader.reviewed("Matrix", -40)
    reader.remembers([*vector, *matrix, *wish(role=ROLE)])
    page.get_by_role("button", name="Two hours left").click()
    listed = page.locator(".ready-reading")
    expect(listed.locator("ol").first.locator("a")).to_have_text(
        ["Matrix", "Eigenvector", "Covariance"]
    )
    expect(listed).to_contain_text("To refresh, though you would recall it:")
    expect(listed.locator("ol").last.locator("a")).to_have_text("Vector")
    expect(listed).to_contain_text("In all: 6 of 120 min")
    sheet = listed.get_by_role("link", name=ROLE)
    assert page.request.get(sheet.evaluate("e => e.href")).ok
    expect(listed.get_by_role("button", name="Practise an interview")).to_be_visible()
    page.get_by_label("Minutes left").fill("2")
    expect(listed.locator("li > a")).to_have_text(["Matrix", "Eigenvector"])
    expect(listed).to_contain_text("No time for: Covariance")
    expect(listed).to_contain_text("Left out, because you would recall it: Vector")
    expect(listed.get_by_role("button")).to_have_count(0)
    page.get_by_label("Minutes left").fill("60")
    listed.get_by_role("button", name="Then answer the 6 weakest cards, about 2 min").click()
    expect(page.locator(".review-left")).to_have_text("6 left")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_visible()


def test_statistics_say_in_a_table_what_they_draw(reader: Reader) -> None:
    page = reader.page
    known = [*reader.reviewed("Vector", -9, -4), *reader.reviewed("Matrix", -9, -4, -3)]
    missed = reader.reviewed("Eigenvector", -9, -4, rating=1)
    reader.remembers([*known, *missed, *reader.reviewed("Boosting", -9, -4)])
    page.locator(".ready-statistics > summary").click()
    charts = page.locator(".ready-chart")
    expect(charts).to_have_count(3)
    told = charts.first.locator("tbody tr").all()
    rows = [row.locator("th, td").all_text_contents() for row in told]
    assert rows == [["1", "3/3", "too few to tell"], ["4–7", "8/11", "73%"]]
    for chart in (charts.nth(1), charts.nth(2)):
        heights = chart.locator("rect").evaluate_all(
            "all => all.map(e => +e.getAttribute('height'))"
        )
        chart.locator("summary").click()
        counts = [int(cell.inner_text()) for cell in chart.locator("td").all()]
        assert len(heights) == 30 and [bool(h) for h in heights] == [bool(c) for c in counts]
        assert chart.locator("svg").get_attribute("aria-label")
    assert counts[-5:] == [11, 3, 0, 0, 0] and sum(counts) == 25


def test_axe_finds_nothing_on_a_phone_in_either_scheme_and_everything_can_be_touched(
    browser: Browser, address: str, axe_script: str
) -> None:
    reader = Reader(browser, address, viewport={"width": 375, "height": 800}, has_touch=True)
    page = reader.page
    known = reader.reviewed("Vector", -9, -4)
    reader.remembers(
        [*known, *wish(date="2026-05-24", topics='["topics/vector/","topics/matrix/"]')]
    )

    def check(where: str) -> None:
        page.evaluate("document.querySelectorAll('.ready details').forEach(e => e.open = true)")
        assert page.evaluate(SMALL) == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, where
        for scheme in ("default", "slate"):
            page.locator("body").evaluate("(e, s) => e.dataset.mdColorScheme = s", scheme)
            assert violations(page, axe_script) == [], f"{where} {scheme}"

    page.locator(".ready-statistics > summary").click()
    expect(page.locator(".ready-chart")).to_have_count(3)
    check("home")
    page.get_by_role("button", name="Two hours left").click()
    check("reading")
    page.get_by_role("button", name="Back to the overview").click()
    page.get_by_role("button", name="Practise an interview").click()
    check("setup")
    page.get_by_label("Questions").fill("1")
    page.get_by_role("button", name="Start").click()
    check("question")
    page.clock.run_for(200_000)
    page.get_by_role("button", name="Show the answer").click()
    check("answer")
    page.clock.run_for(500)
    page.get_by_role("button", name="Missed").click()
    expect(page.get_by_role("heading", name="What it came to")).to_be_visible()
    check("summary")
    reader.close()
