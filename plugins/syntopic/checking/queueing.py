"""Many addresses at once, few of one host, and none for ever."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from syntopic.checking.values import Answer, Ask, Clock, Limits, Verdict

PER_HOST = 2
"""Questions that one host has to answer at the same time; browsers ask six."""

PAUSE = 0.2
"""Seconds between two questions to one host."""

_TICK = 0.5


@dataclass(slots=True)
class _Host:
    waiting: deque[str]
    active: int = 0
    ready: float = 0.0
    again: set[str] = field(default_factory=set)


def ask_all(
    addresses: Iterable[str], make: Callable[[], Ask], at_once: int, limits: Limits, clock: Clock
) -> Iterator[tuple[str, Answer]]:
    """Asks for each address once and yields the answers as they come.

    ``make`` gives each thread its own way to ask. A host that wants to be left alone is, as long as
    our patience lasts; then the rest of its addresses get no question. Whoever takes too long in
    all is not waited for.
    """
    line = _Line(addresses, limits, clock)
    for _ in range(min(at_once, line.count)):
        _start(line, make)
    while not line.is_over:
        answers, late = line.collected()
        yield from answers
        for _ in range(late):
            _start(line, make)
    yield from line.collected()[0]


def host_of(address: str) -> str:
    """The host of an address, with its port."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _start(line: _Line, make: Callable[[], Ask]) -> None:
    def work() -> None:
        ask = make()
        while (address := line.take()) is not None:
            line.answer(address, ask(address))

    # A thread whose server never ends its answer must not keep the command alive.
    threading.Thread(target=work, daemon=True).start()


class _Line:
    """Addresses that wait, by host; threads take them and bring answers."""

    def __init__(self, addresses: Iterable[str], limits: Limits, clock: Clock) -> None:
        self._limits, self._clock = limits, clock
        self._changed = threading.Condition()
        self._hosts: dict[str, _Host] = {}
        self._asked: dict[str, float] = {}
        self._answers: list[tuple[str, Answer]] = []
        self._open: set[str] = set()
        for address in addresses:
            if address not in self._open:
                self._open.add(address)
                self._hosts.setdefault(host_of(address), _Host(deque())).waiting.append(address)
        self.count = len(self._open)

    @property
    def is_over(self) -> bool:
        """Whether every address has its answer."""
        with self._changed:
            return not self._open

    def take(self) -> str | None:
        """The next address whose host may be asked; None when there is none any more."""
        with self._changed:
            while self._open:
                now = self._clock()
                free = [h for h in self._hosts.values() if h.waiting and h.active < PER_HOST]
                host = min(free, key=lambda h: h.ready, default=None)
                if host is not None and host.ready <= now:
                    address = host.waiting.popleft()
                    host.active, host.ready = host.active + 1, now + PAUSE
                    self._asked[address] = now
                    return address
                self._changed.wait(host.ready - now if host is not None else None)
            return None

    def answer(self, address: str, answer: Answer) -> None:
        """Takes an answer; one that comes too late is no longer of use."""
        with self._changed:
            if self._asked.pop(address, None) is None:
                return
            host = self._hosts[host_of(address)]
            host.active -= 1
            if answer.wait > self._limits.patience or (answer.wait and address in host.again):
                self._give_up(host, answer)
            elif answer.wait:
                host.again.add(address)
                host.waiting.appendleft(address)
                host.ready = max(host.ready, self._clock() + answer.wait)
                self._changed.notify_all()
                return
            self._close(address, answer)

    def collected(self) -> tuple[list[tuple[str, Answer]], int]:
        """The answers since the last call, and how many questions have taken too long."""
        with self._changed:
            if not self._answers and self._open:
                self._changed.wait(_TICK)
            late = [a for a, since in self._asked.items() if self._is_late(since)]
            for address in late:
                del self._asked[address]
                self._hosts[host_of(address)].active -= 1
                why = f"no end within {self._limits.whole:g} seconds"
                self._close(address, Answer(Verdict.UNSURE, why))
            answers, self._answers = self._answers, []
            return answers, len(late)

    def _is_late(self, since: float) -> bool:
        return self._clock() - since > self._limits.whole

    def _give_up(self, host: _Host, answer: Answer) -> None:
        while host.waiting:
            self._close(host.waiting.popleft(), Answer(Verdict.UNSURE, answer.why))

    def _close(self, address: str, answer: Answer) -> None:
        self._open.discard(address)
        self._answers.append((address, answer))
        self._changed.notify_all()
