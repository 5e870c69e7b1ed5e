"""Which addresses lead into the machine or the network of whoever opens them."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

_NAMES = (".localhost", ".local", ".internal")


def is_at_home(address: str) -> bool:
    """Whether an address leads into the reader's own machine or network, so to no page of ours."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    if host == "localhost" or host.endswith(_NAMES):
        return True
    number = _number(host)
    return number is not None and not number.is_global


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The number that a host is given by, also in one of its short forms, such as 127.1."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
