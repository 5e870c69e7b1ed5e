"""What ``publish`` refuses, in the words of somebody who has never used git or GitHub Pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from syntopic.cli.branch import Branch
from syntopic.cli.git import GitError
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.target import Target
from syntopic.cli.terminal import command
from syntopic.configuration import load
from syntopic.publishing.deploying import Hosted, hosted, on_github

_OURS = "garden.json"
"""Every site of ours has this file at its root, and hardly anything else has."""

_NEUTRAL = frozenset(("CNAME", ".nojekyll"))
_MOST_NAMED = 3

_NO_NETWORK = re.compile(
    "could not resolve|network is unreachable|timed? ?out|failed to connect|couldn't connect"
    "|connection refused|connection reset|temporary failure in name|no route to host",
    re.IGNORECASE,
)
_NOT_LET_IN = re.compile(
    "authentication failed|could not read (?:username|password)|permission (?:to .* )?denied"
    "|terminal prompts disabled|host key verification|error: 403|access denied|http basic",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    "repository .*not found|not appear to be a git repository|does not exist|not a git repository",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(r"non-fast-forward|fetch first|stale info|cannot lock ref", re.IGNORECASE)


def site_settings(place: Place) -> dict[str, Any]:
    """The settings in ``mkdocs.yml`` that are not ours."""
    return load(place.config)[0]


def check_branch(place: Place, now: Branch, *, force: bool) -> None:
    """Refuses a branch with something on it that no earlier publishing put there."""
    kept = set(now.files) - _NEUTRAL
    where = f"the branch {now.target.branch} of {now.target.shown}"
    if not kept or _OURS in kept:
        return
    if any(path.rsplit("/", 1)[-1] == place.config.name for path in kept):
        other = "site" if now.target.branch == "gh-pages" else "gh-pages"
        raise Refusal(
            f"{where} holds notes ({place.config.name} is there), which the site would "
            f"replace; name another one: {command('publish', '--branch', other)}"
        )
    if not force:
        some = ", ".join(sorted(kept)[:_MOST_NAMED]) + (", …" if len(kept) > _MOST_NAMED else "")
        raise Refusal(
            f"{where} holds something else ({some}), which the site would replace; name another "
            "branch with --branch, or say --force if that may go (its history stays)"
        )


def expected(place: Place, site: dict[str, Any], now: Branch) -> Hosted:
    """Where the site will answer; a Refusal with the line to write where ``site_url`` differs."""
    told = site.get("site_url")
    known = "site_url" not in site and "INHERIT" not in site
    pages = str(site.get("docs_dir") or "docs")
    found = hosted(
        now.target.address,
        str(told) if told else "" if known or told == "" else None,
        domain_of(place, pages, now),
        pages,
    )
    if found.complaint:
        raise Refusal(found.complaint)
    return found


def domain_of(place: Place, pages: str, now: Branch) -> str:
    """The domain in a file CNAME among the author's pages, else in the one on the branch."""
    own = place.root / pages / "CNAME"
    if own.is_file():
        text = own.read_text(encoding="utf-8", errors="replace")
    else:
        text = now.read("CNAME").decode("utf-8", "replace") if "CNAME" in now.files else ""
    return next(iter(text.split()), "")


def check_names(site: Path) -> None:
    """Refuses the few names of files that cannot be put on a branch."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if name.startswith('"') or "\n" in name or "\r" in name:
            raise Refusal(
                f"a file of the site cannot be published under its name: {name!r}; rename it"
            )


def git_refusal(target: Target, error: GitError) -> Refusal:
    """What git said, as what it means for somebody who wants to publish."""
    said, where = str(error), target.shown
    nothing = "nothing was published"
    if _MEANWHILE.search(said):
        return Refusal(
            f"somebody else changed {target.branch} of {where} meanwhile; {nothing} and nothing of "
            "theirs was replaced: look at it, then run the command again"
        )
    if _NO_NETWORK.search(said):
        return Refusal(f"{where} cannot be reached; {nothing}: is this computer online?")
    if _NOT_LET_IN.search(said):
        return Refusal(f"{where} did not let you in; {nothing}: {_sign_in(target)}")
    if _NOT_THERE.search(said):
        return Refusal(
            f"there is no repository at {where}, or you may not see it; {nothing}: check the "
            "address, and make the repository first if it is new (https://github.com/new)"
        )
    lines = [line for line in said.splitlines() if line.strip()]
    reason = [line for line in lines if re.match(r"(?:fatal|error|remote| ! )", line)] or lines
    return Refusal(f"{where} did not take the site; {nothing}. Git says: {' '.join(reason[-4:])}")


def _sign_in(target: Target) -> str:
    if on_github(target.address) is None:
        return f"try  git push {target.shown}  by itself, and answer what it asks"
    return (
        "sign in once, with the program gh (gh auth login, from https://cli.github.com) or with a "
        "key (https://docs.github.com/en/authentication/connecting-to-github-with-ssh)"
    )
