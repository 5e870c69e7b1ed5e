"""Asks a server for an address, as politely as can be: by HEAD, and by GET only where that fails.

Redirects are followed one by one, for only the permanent ones name a better address to write; none
is followed from the web into the machine or network of whoever asks. No body is read, no cookie
outlives its address, and no password of the machine (``.netrc``) is sent.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from requests.exceptions import (
    ConnectionError,
    InvalidSchema,
    InvalidURL,
    MissingSchema,
    ProxyError,
    RequestException,
    SSLError,
    Timeout,
)
from urllib3.exceptions import MaxRetryError, NameResolutionError

from syntopic.checking.at_home import is_at_home
from syntopic.checking.values import Answer, Ask, Clock, Limits, Verdict

MOST_HOPS = 10
"""Redirects that are followed; browsers give up after 20."""

NO_SERVER = Answer(Verdict.BROKEN, "there is no such server")
NO_LOOKUP = Answer(Verdict.UNSURE, "its server's name cannot be looked up now")
"""What a machine without a network gets for every address."""

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_SHY = frozenset({401, 402, 403, 405, 406, 407, 408, 409, 418, 421, 423, 425, 429, 451, 999})
"""What servers say to programs although a browser may well see the page."""

_AT_HOME = "which only your own machine or network can open"

_REFUSED = (InvalidSchema, InvalidURL, MissingSchema, UnicodeError)


def asker(limits: Limits, now: Clock) -> Callable[[], Ask]:
    """Makes what asks; each thread takes one of its own, whose connections it keeps open.

    ``now`` tells the seconds since 1970, for servers that name the time when they may be asked.
    """

    def make() -> Ask:
        session = _session()
        return lambda address: _asked(session, address, limits, now)

    return make


def _session() -> requests.Session:
    session = requests.Session()
    session.headers.update({"User-Agent": _name(), "Accept": "text/html, */*;q=0.8"})
    session.auth = lambda request: request  # or else requests would look into .netrc
    return session


def _name() -> str:
    return f"mkdocs-syntopic/{metadata.version('mkdocs-syntopic')} (check-links)"


def _asked(session: requests.Session, address: str, limits: Limits, now: Clock) -> Answer:
    session.cookies.clear()
    try:
        return _followed(session, address, limits, now)
    except _REFUSED:
        return Answer(Verdict.BROKEN, "this is no address")
    except SSLError as error:
        return Answer(Verdict.BROKEN, f"its certificate or encryption is not valid{_told(error)}")
    except ProxyError:
        return Answer(Verdict.UNSURE, "the proxy did not let us through")
    except Timeout:
        return Answer(Verdict.UNSURE, f"no answer within {limits.read:g} seconds")
    except ConnectionError as error:
        return _unreachable(error)
    except Exception as error:  # whatever a server writes, its thread goes on asking others
        return Answer(Verdict.UNSURE, f"its answer cannot be read ({type(error).__name__})")


def _followed(session: requests.Session, address: str, limits: Limits, now: Clock) -> Answer:
    here, fragment = urldefrag(address)
    moved, lasting = "", True
    for _ in range(MOST_HOPS + 1):
        reply = _reply(session, here, limits)
        target = session.get_redirect_target(reply) if reply.status_code in _REDIRECTS else None
        if not target:
            return _judged(reply, moved, fragment, now)
        lasting = lasting and reply.status_code in _PERMANENT
        here = urljoin(here, target)
        if urlsplit(here).scheme not in ("http", "https"):
            return Answer(Verdict.BROKEN, f"it leads on to {here}, which is no page")
        if is_at_home(here) and not is_at_home(address):
            return Answer(Verdict.BROKEN, f"it leads on to {here}, {_AT_HOME}")
        moved = here if lasting else moved
    return Answer(Verdict.BROKEN, f"it leads on more than {MOST_HOPS} times")


def _reply(session: requests.Session, address: str, limits: Limits) -> requests.Response:
    """The answer to HEAD; where that is no good, the answer to GET, which counts."""
    try:
        reply = _sent(session, "HEAD", address, limits)
    except (SSLError, *_REFUSED):
        raise
    except RequestException:
        return _sent(session, "GET", address, limits)
    if reply.status_code < 400 or _seconds(reply, lambda: 0.0):
        return reply
    return _sent(session, "GET", address, limits)


def _sent(
    session: requests.Session, method: str, address: str, limits: Limits
) -> requests.Response:
    patience = (limits.connect, limits.read)
    reply = session.request(method, address, timeout=patience, allow_redirects=False, stream=True)
    reply.close()
    return reply


def _judged(reply: requests.Response, moved: str, fragment: str, now: Clock) -> Answer:
    status = reply.status_code
    said = f"{status} {reply.reason or ''}".strip()
    if status < 400:
        to = moved if "#" in moved or not fragment else f"{moved}#{fragment}"
        return Answer(Verdict.MOVED, "moved for good", to) if moved else Answer(Verdict.WORKS)
    if wait := _seconds(reply, now):
        return Answer(Verdict.UNSURE, f"{said}: its server wants to be left alone", wait=wait)
    shy = status in _SHY or status >= 500
    return Answer(Verdict.UNSURE if shy else Verdict.BROKEN, said)


def _seconds(reply: requests.Response, now: Clock) -> float:
    """How long a busy server wants to be left alone; 0 where it does not say."""
    told = reply.headers.get("Retry-After", "").strip()
    if reply.status_code not in _BUSY or not told:
        return 0.0
    if told.isdecimal():
        return max(float(told), 0.001)
    try:
        when = parsedate_to_datetime(told)
    except (ValueError, OverflowError):
        return 0.0
    if when.tzinfo is None:  # no zone, or "-0000", which says that it is not known
        when = when.replace(tzinfo=UTC)
    return max((when - datetime.fromtimestamp(now(), UTC)).total_seconds(), 0.001)


def _unreachable(error: ConnectionError) -> Answer:
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_NONAME:
                return NO_SERVER
            return NO_LOOKUP
        if isinstance(cause, ConnectionRefusedError):
            return Answer(Verdict.BROKEN, "its server takes no connections")
    return Answer(Verdict.UNSURE, "its server broke off the connection")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, as requests and urllib3 wrap it."""
    waiting: list[object] = [error]
    for _ in range(20):
        if not waiting:
            return
        one = waiting.pop(0)
        if not isinstance(one, BaseException):
            continue
        yield one
        waiting += [one.__cause__, one.__context__]
        if isinstance(one, MaxRetryError):
            waiting.append(one.reason)
        elif not isinstance(one, NameResolutionError):
            waiting += one.args[:1]


def _told(error: SSLError) -> str:
    """OpenSSL's own words, where it has some for people."""
    for cause in _causes(error):
        if message := getattr(cause, "verify_message", ""):
            return f" ({message})"
    return ""
