"""Addresses that were published stay: what is recorded of them, what moved, where old ones lead.

Records hold addresses as a site with folders has them (``topics/name/``), below the site and
without a slash in front.
"""

from __future__ import annotations

from syntopic.publishing.addresses.accepting import accepted, refreshed, taken_over
from syntopic.publishing.addresses.comparing import Comparison, Move, compare
from syntopic.publishing.addresses.finding import published
from syntopic.publishing.addresses.problems import address_problems
from syntopic.publishing.addresses.recording import URLS, read_record, write_record
from syntopic.publishing.addresses.redirects import live_redirects, redirect_page
from syntopic.publishing.addresses.values import PageAddress, Record, place_key
from syntopic.publishing.addresses.withdrawn import Withheld, withheld

__all__ = [
    "URLS",
    "Comparison",
    "Move",
    "PageAddress",
    "Record",
    "Withheld",
    "accepted",
    "address_problems",
    "compare",
    "live_redirects",
    "place_key",
    "published",
    "read_record",
    "redirect_page",
    "refreshed",
    "taken_over",
    "withheld",
    "write_record",
]
