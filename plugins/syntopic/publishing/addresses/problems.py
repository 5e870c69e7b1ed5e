"""What a build says of addresses that were published and are not there any more."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.model import Origin, Problem, Severity
from syntopic.publishing.addresses.comparing import Comparison, Move
from syntopic.publishing.addresses.recording import URLS
from syntopic.publishing.addresses.values import PageAddress

_HERE = Origin(URLS)
_FIX = "Decide where its readers go: syntopic accept-urls"


def address_problems(comparison: Comparison) -> Iterator[Problem]:
    """An error for each address that changed or is gone; of private ones nothing public is said."""
    yield from map(_moved, comparison.moved)
    yield from map(_gone, comparison.gone)
    for old, candidates in comparison.ambiguous:
        yield _ambiguous(old, candidates)
    for old in comparison.withdrawn:
        yield _withdrawn(old)


def _moved(move: Move) -> Problem:
    taken = "; its old address is another page now" if move.taken else ""
    return Problem(
        "url-changed",
        Severity.ERROR,
        _HERE,
        f'the page "{move.old.name}" was published at {move.old.url} and is now at '
        f"{move.new.url}{taken}",
        "Accept it: syntopic accept-urls"
        if move.taken
        else "Let the old address lead to the new one: syntopic accept-urls",
    )


def _gone(old: PageAddress) -> Problem:
    message = f'the page "{old.name}" was published at {old.url}, where nothing is any more'
    return Problem("url-gone", Severity.ERROR, _HERE, message, _FIX)


def _ambiguous(old: PageAddress, candidates: tuple[PageAddress, ...]) -> Problem:
    message = (
        f'the page "{old.name}" was published at {old.url}, where nothing is any more; '
        f"its notes are now at {', '.join(page.url for page in candidates)}"
    )
    return Problem("url-gone", Severity.ERROR, _HERE, message, _FIX)


def _withdrawn(old: PageAddress) -> Problem:
    return Problem(
        "url-withdrawn",
        Severity.HINT,
        _HERE,
        f'the page "{old.name}" ({old.url}) was published and is private now; no redirect is made',
        "Forget its address: syntopic accept-urls",
        private=True,
    )
