"""How servers are asked: politely, to the end, and never for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import web
from syntopic.checking import Answer, Limits, Remembered, Verdict, ask_all, asker, read, write

LIMITS = Limits(connect=20.0, read=20.0, whole=60.0, patience=1.0)
HASTY = Limits(connect=20.0, read=0.3, whole=60.0, patience=1.0)
NOW = 1_900_000_000.0
HOME = "127.0.0.1"

ROUTES: dict[str, web.Route] = {
    f"{HOME}/fine": (200, {}),
    f"{HOME}/gone": (404, {}),
    f"HEAD {HOME}/no-head": (405, {}),
    f"GET {HOME}/no-head": (200, {}),
    f"HEAD {HOME}/lies-to-head": (404, {}),
    f"GET {HOME}/lies-to-head": (200, {}),
    f"HEAD {HOME}/hates-head": web.HANGING_UP,
    f"GET {HOME}/hates-head": (200, {}),
    f"{HOME}/moved": (301, {"Location": "/new%20place"}),
    f"{HOME}/new%20place": (200, {}),
    f"{HOME}/moved-twice": (308, {"Location": "/moved"}),
    f"{HOME}/elsewhere-today": (302, {"Location": "/fine"}),
    f"{HOME}/moved-then-today": (301, {"Location": "/elsewhere-today"}),
    f"{HOME}/moved-to-nothing": (301, {"Location": "/gone"}),
    f"{HOME}/round": (302, {"Location": "/round"}),
    f"{HOME}/a-call": (301, {"Location": "tel:112"}),
    f"{HOME}/members": (403, {}),
    f"{HOME}/ill": (500, {}),
    f"{HOME}/huge": (200, {"body": str(1 << 30)}),
    f"HEAD {HOME}/huge-without-head": (501, {}),
    f"GET {HOME}/huge-without-head": (200, {"body": str(1 << 30)}),
    f"{HOME}/silent": web.SILENT,
    f"{HOME}/dripping": web.DRIPPING,
    f"{HOME}/hanging-up": web.HANGING_UP,
    f"{HOME}/busy": (429, {"Retry-After": "7200"}),
    f"{HOME}/busy-until": (503, {"Retry-After": "Sun, 17 Mar 2030 17:47:40 GMT"}),
    f"{HOME}/busy-without-zone": (503, {"Retry-After": "Sun, 17 Mar 2030 17:47:40"}),
    f"{HOME}/busy-in-no-zone": (503, {"Retry-After": "Sun, 17 Mar 2030 17:47:40 -0000"}),
    f"{HOME}/busy-beyond-years": (503, {"Retry-After": "Wed, 21 Oct 99999999999 07:28:00 GMT"}),
    f"{HOME}/busy-and-vague": (429, {}),
}


@pytest.fixture(scope="module")
def site() -> Iterator[web.Web]:
    with web.serving(ROUTES) as served:
        yield served


def ask(site: web.Web, path: str, scheme: str = "http", limits: Limits = LIMITS) -> Answer:
    return asker(limits, lambda: NOW)()(f"{scheme}://{HOME}:{site.port}{path}")


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/fine", Verdict.WORKS),
        ("/gone", Verdict.BROKEN),
        ("/no-head", Verdict.WORKS),
        ("/lies-to-head", Verdict.WORKS),
        ("/hates-head", Verdict.WORKS),
        ("/moved", Verdict.MOVED),
        ("/elsewhere-today", Verdict.WORKS),
        ("/moved-to-nothing", Verdict.BROKEN),
        ("/round", Verdict.BROKEN),
        ("/a-call", Verdict.BROKEN),
        ("/members", Verdict.UNSURE),
        ("/ill", Verdict.UNSURE),
        ("/huge", Verdict.WORKS),
        ("/huge-without-head", Verdict.WORKS),
        ("/hanging-up", Verdict.UNSURE),
        ("/busy", Verdict.UNSURE),
        ("/busy-and-vague", Verdict.UNSURE),
    ],
)
def test_each_way_to_answer_has_its_verdict(site: web.Web, path: str, verdict: Verdict) -> None:
    assert ask(site, path).verdict is verdict


def test_who_keeps_silent_is_not_waited_for(site: web.Web) -> None:
    found = ask(site, "/silent", limits=HASTY)
    assert found == Answer(Verdict.UNSURE, "no answer within 0.3 seconds")


def test_only_what_moved_for_good_names_a_new_address(site: web.Web) -> None:
    start = f"http://{HOME}:{site.port}"
    assert ask(site, "/moved").to == f"{start}/new%20place"
    assert ask(site, "/moved-twice").to == f"{start}/new%20place"
    assert ask(site, "/moved-twice#part").to == f"{start}/new%20place#part"
    assert ask(site, "/moved-then-today").to == f"{start}/elsewhere-today"
    assert ask(site, "/elsewhere-today").to == ""


def test_a_busy_server_says_in_seconds_or_by_the_clock_when_it_may_be_asked(site: web.Web) -> None:
    assert ask(site, "/busy").wait == 7200
    assert ask(site, "/busy-until").wait == pytest.approx(60)
    assert ask(site, "/busy-and-vague").wait == 0


def test_a_time_that_is_written_wrongly_stops_nobody(site: web.Web) -> None:
    assert ask(site, "/busy-without-zone").wait == pytest.approx(60)
    assert ask(site, "/busy-in-no-zone").wait == pytest.approx(60)
    assert ask(site, "/busy-beyond-years").wait == 0


@given(st.from_regex(r"[A-Z][a-z]{2}, [0-9]+ Oct [0-9]+ [0-9:]+ (GMT|[+-][0-9]+|)", fullmatch=True))
@settings(max_examples=40)
def test_whatever_a_busy_server_writes_has_an_answer(site: web.Web, told: str) -> None:
    site.routes[f"{HOME}/wild"] = (429, {"Retry-After": told})
    assert ask(site, "/wild").verdict is Verdict.UNSURE


def test_what_no_server_can_answer_is_broken_and_says_why(site: web.Web) -> None:
    assert "certificate or encryption" in ask(site, "/fine", "https").why
    make = asker(LIMITS, lambda: NOW)
    nobody = make()(f"http://{HOME}:{web.unused_port()}/")
    assert nobody == Answer(Verdict.BROKEN, "its server takes no connections")
    for wrong in ("http://", "http://[::1/", "http://a..b/", "http://:80/x", "http://*/"):
        assert make()(wrong).verdict is not Verdict.WORKS, wrong


def test_servers_learn_who_asks_and_get_no_password_and_no_cookie_of_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {HOME} login me password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    routes: dict[str, web.Route] = {
        f"{HOME}/a": (200, {"Set-Cookie": "id=1; Path=/"}),
        f"{HOME}/b": (200, {}),
    }
    with web.serving(routes) as site:
        one = asker(LIMITS, lambda: NOW)()
        for path in "ab":
            assert one(f"http://{HOME}:{site.port}/{path}").verdict is Verdict.WORKS
        assert [method for method, _, _ in site.asked] == ["HEAD", "HEAD"]
        for _, _, headers in site.asked:
            assert headers["User-Agent"].startswith("mkdocs-syntopic/")
            assert not {"Authorization", "Cookie", "Referer"} & headers.keys()


def ask_many(
    site: web.Web, paths: list[str], at_once: int = 8, limits: Limits = LIMITS
) -> dict[str, Answer]:
    start = f"http://{HOME}:{site.port}"
    make = asker(limits, lambda: NOW)
    answers = ask_all([start + p for p in paths], make, at_once, limits, time.monotonic)
    return {address.removeprefix(start): answer for address, answer in answers}


def test_each_address_is_asked_once_and_few_of_one_server_at_a_time() -> None:
    paths = [f"/{n}" for n in range(5)]
    with web.serving({f"{HOME}{path}": web.SLOW for path in paths}) as site:
        found = ask_many(site, paths + paths)
        assert {answer.verdict for answer in found.values()} == {Verdict.WORKS}
        assert sorted(site.lines) == [f"HEAD {HOME}{path}" for path in paths]
        assert max(site.most.values()) == 2


def test_a_server_that_wants_a_moment_gets_it_and_is_asked_again() -> None:
    moment: web.Route = [(429, {"Retry-After": "1"}), (200, {})]
    with web.serving({f"{HOME}/a": moment}) as site:
        assert ask_many(site, ["/a"])["/a"].verdict is Verdict.WORKS
        assert site.lines == [f"HEAD {HOME}/a"] * 2


def test_a_server_that_wants_hours_is_left_alone_with_all_its_addresses() -> None:
    routes = {f"{HOME}/{n}": (429, {"Retry-After": "7200"}) for n in range(20)}
    with web.serving(routes) as site:
        found = ask_many(site, [f"/{n}" for n in range(20)])
        assert len(found) == 20
        assert {answer.verdict for answer in found.values()} == {Verdict.UNSURE}
        assert len(site.asked) <= 2


def test_an_answer_without_end_is_given_up_and_holds_nobody_else_up() -> None:
    routes: dict[str, web.Route] = {f"{HOME}/a": web.DRIPPING, f"{HOME}/b": (200, {})}
    with web.serving(routes) as site:
        limits = Limits(read=20.0, whole=3.0)
        found = ask_many(site, ["/a", "/b"], at_once=1, limits=limits)
    assert found["/a"] == Answer(Verdict.UNSURE, "no end within 3 seconds")
    assert found["/b"].verdict is Verdict.WORKS


def test_good_answers_are_remembered_for_a_while_and_bad_ones_are_asked_again(
    tmp_path: Path,
) -> None:
    known = {
        "https://a.example/é": Remembered(1000, Answer(Verdict.WORKS)),
        "https://b.example/": Remembered(1000, Answer(Verdict.MOVED, "why", "https://c.example/")),
        "https://d.example/": Remembered(1000, Answer(Verdict.BROKEN, "404 Not Found")),
    }
    write(tmp_path / "deep" / "links.json", known)
    assert read(tmp_path / "deep" / "links.json") == known
    assert [one.counts(1000 + 86_400, 7) for one in known.values()] == [True, True, False]
    assert not known["https://a.example/é"].counts(1000 + 8 * 86_400, 7)
    assert not known["https://a.example/é"].counts(0, 7)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2}', '{"version": 1, "answers": 3}'])
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "links.json").write_text(text, encoding="utf-8")
    assert read(tmp_path / "links.json") == {}
    assert read(tmp_path / "missing.json") == {}
