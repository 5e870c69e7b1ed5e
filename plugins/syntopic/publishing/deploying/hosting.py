"""Where GitHub shows a site, and whether ``site_url`` says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_REMOTE = re.compile(
    r"(?:https?://(?:[^@/]+@)?|ssh://(?:[^@/]+@)?|git://|(?:[^@/:]+@)?)"
    r"(?:www\.|ssh\.)?github\.com(?::\d+(?=/))?[:/]+([^/:\s]+)/([^/\s]+?)(?:\.git)?/*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class GitHub:
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def page(self) -> str:
        """Where people look at it."""
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def settings(self) -> str:
        """Where its site is switched on."""
        return f"{self.page}/settings/pages"

    @property
    def path(self) -> str:
        """Where below its host the site is: nowhere, if the repository bears the host's name."""
        return "/" if self.name.lower() == self.host else f"/{self.name}/"

    @property
    def host(self) -> str:
        """The host of all its owner's sites."""
        return f"{self.owner.lower()}.github.io"


@dataclass(frozen=True, slots=True)
class Hosted:
    """Where the site will answer (empty: nobody knows), and what is wrong with ``site_url``."""

    address: str = ""
    complaint: str = ""


def on_github(remote: str) -> GitHub | None:
    """The repository that an address of git means, if it is on GitHub."""
    found = _REMOTE.fullmatch(remote.strip())
    return GitHub(found[1], found[2]) if found else None


def colab(remote: str, branch: str) -> str:
    """Where Google Colab opens the notebooks on a branch, a file's place to follow.

    Empty for a repository elsewhere than on GitHub, which Colab does not open.
    """
    found = on_github(remote)
    if found is None:
        return ""
    return (
        f"https://colab.research.google.com/github/{found.owner}/{found.name}/blob/{quote(branch)}/"
    )


def hosted(remote: str, site_url: str | None, domain: str = "", pages: str = "docs") -> Hosted:
    """Compares where the site will be with where ``site_url`` says it is.

    ``site_url`` is None where it cannot be known, and empty where it is missing: then the address
    is GitHub's. ``domain`` is what the site's ``CNAME`` says; ``pages`` the folder to put one in.
    A domain of the owner's own site is on all their sites, so only the path counts then.
    """
    repository = on_github(remote)
    domain = domain.strip().lower()
    if domain:
        return _with_domain(domain, site_url)
    if repository is None:
        return Hosted((site_url or "").rstrip("/") + "/" if site_url else "")
    address = f"https://{repository.host}{repository.path}"
    if not site_url:
        return Hosted("" if site_url is None else address)
    told = urlsplit(site_url.rstrip("/") + "/")
    host = (told.hostname or "").lower()
    if host == repository.host and told.path == repository.path and told.scheme == "https":
        return Hosted(address)
    if not host.endswith("github.io") and repository.path != "/" and told.path == repository.path:
        return Hosted(site_url.rstrip("/") + "/")
    complaint = (
        f"mkdocs.yml says that the site is at {site_url}, but GitHub will show it at {address}"
    )
    fix = f"write there:  site_url: {address}"
    if told.path == "/" and not host.endswith("github.io") and _DOMAIN.fullmatch(host):
        fix += f"  - or, if {host} is a domain of yours, put its name into {pages}/CNAME"
    return Hosted(address, f"{complaint}; {fix}")


def _with_domain(domain: str, site_url: str | None) -> Hosted:
    address = f"https://{domain}/"
    if not _DOMAIN.fullmatch(domain):
        return Hosted(
            "", f'the file CNAME should hold a domain such as notes.example.org, not "{domain}"'
        )
    if site_url and (urlsplit(site_url).hostname or "").lower() != domain:
        complaint = f"mkdocs.yml says that the site is at {site_url}, but its CNAME says {domain}"
        return Hosted(address, f"{complaint}; write in mkdocs.yml:  site_url: {address}")
    return Hosted(site_url.rstrip("/") + "/" if site_url else address if site_url == "" else "")
