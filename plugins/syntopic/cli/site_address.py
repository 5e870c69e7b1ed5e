"""Where the site is, on the web and on this machine, as mkdocs.yml says it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.configuration import load
from syntopic.publishing.values import Site

_HERE = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})


def site_of(place: Place, told: str = "") -> Site:
    """The site with its address, without which no link leads back; else a Refusal.

    ``told`` is the address as the command line says it; it wins.
    """
    site, options = load(place.config)
    name, given = place.config.name, site.get("site_url")
    example = "site_url: https://your-name.github.io/your-garden/"
    address = (told or str(given or "")).strip()
    if not address:
        raise Refusal(
            f"{name} does not say where the site is; add the line  {example}  "
            "or name the address by  --site-url"
        )
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.hostname in _HERE:
        where = "--site-url" if told else f"site_url in {name}"
        raise Refusal(f'{where}: "{address}" is no address on the web; write  {example}')
    return Site(
        name=str(site.get("site_name") or ""),
        url=address.rstrip("/") + "/",
        description=str(site.get("site_description") or ""),
        author=str(site.get("site_author") or ""),
        language=options.language,
        folders=site.get("use_directory_urls") is not False,
    )


def pages_of(place: Place) -> Path:
    """The folder of the pages written by hand: whatever is put there is published."""
    site, _ = load(place.config)
    return place.root / str(site.get("docs_dir") or "docs")
