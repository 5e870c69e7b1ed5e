"""Pages that lead from an old address to the new one."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

from syntopic.publishing.addresses.values import Record, place_key
from syntopic.publishing.addresses.withdrawn import Withheld

_PAGE = Markup("""\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="{canonical}">
<script>{script}</script>
<meta http-equiv="refresh" content="0; url={href}">
<style>
:root {{ color-scheme: light dark; font: 1.1rem/1.6 Georgia, serif; }}
body {{ max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem; }}
a {{ color: inherit; }}
</style>
<p>{label} <a href="{href}">{title}</a></p>
</html>
""")
_SCRIPT = (
    'var to={href}.split("#");location.replace(to[0]+(location.protocol=="file:"&&'
    '/(^|\\/)$/.test(to[0])?"index.html":"")+(location.search||"")+'
    '(location.hash||(to[1]?"#"+to[1]:"")))'
)


def collapsed(redirects: Mapping[str, str]) -> dict[str, str]:
    """Redirects that lead to their end at once; those that lead around in a circle are gone."""
    made: dict[str, str] = {}
    for old in redirects:
        new, seen = redirects[old], {old}
        while (page := new.partition("#")[0]) in redirects and page not in seen:
            seen.add(page)
            fragment = new.partition("#")[2]
            following = redirects[page]
            new = following if "#" in following or not fragment else f"{following}#{fragment}"
        if page not in seen:
            made[old] = new
    return made


def live_redirects(record: Record, urls: Collection[str], withheld: Withheld) -> dict[str, str]:
    """The redirects of a site with these addresses.

    None where a page has the old address, where the new one has no page, or where the old name is
    private by now. The path that leads to a topic has one where the topic has.
    """
    there = {place_key(url) for url in urls}
    free = {old: new for old, new in record.redirects.items() if place_key(old) not in there}
    live = {
        old: new
        for old, new in sorted(collapsed(free).items())
        if place_key(new.partition("#")[0]) in there and not withheld.hides(old)
    }
    return dict(_of_paths(live, there)) | live  # what somebody has decided counts


def _of_paths(live: Mapping[str, str], there: Collection[str]) -> Iterator[tuple[str, str]]:
    """The learning path that leads to a topic moves with it; nobody has to accept that as well."""
    for old, new in live.items():
        way, onward = _path_to(old), _path_to(new.partition("#")[0])
        if way and onward and place_key(onward) in there and place_key(way) not in there:
            yield way, onward


def _path_to(url: str) -> str:
    """The address of the path to a topic; empty for any other page."""
    return f"paths/to/{url.removeprefix('topics/')}" if url.startswith("topics/") else ""


def redirect_page(
    old: str, new: str, *, title: str, label: str, site_url: str = "", language: str = "en"
) -> str:
    """A page for the old address (``…/`` or ``….html``) that leads on, with or without scripts.

    Addresses are relative, so it works wherever the site is, and from a disk. A script keeps the
    part after ``#``, which browsers forget here.
    """
    page, mark, fragment = new.partition("#")
    href = quote(relative(old, page)) + mark + quote(fragment)
    canonical = site_url.rstrip("/") + "/" + quote(page) if site_url else href
    # A quoted address holds nothing that could end the script.
    script = Markup(_SCRIPT.replace("{href}", json.dumps(href)))
    return _PAGE.format(
        language=language,
        title=escape(title),
        canonical=canonical,
        script=script,
        href=href,
        label=label,
    )


def relative(old: str, new: str) -> str:
    """The way from one address to another; ``./`` where they share a folder."""
    start = old if old.endswith("/") else posixpath.dirname(old) + "/"
    way = posixpath.relpath("/" + new, "/" + start)
    return way + "/" if new.endswith("/") or not new else way
