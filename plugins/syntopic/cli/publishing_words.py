"""What ``publish`` tells: what changes for a reader, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from syntopic.cli.target import Target
from syntopic.cli.terminal import command, count
from syntopic.publishing.deploying import Change, Changes, Hosted, on_github
from syntopic.publishing.deploying.changes import counted

_MOST = 12
"""So many pages of a kind are listed before the rest is a number."""

_NAMES = {"new": "New", "changed": "Changed", "moved": "Moved", "gone": "Gone"}


def shown(changes: Changes, *, first: bool, whole: bool = False) -> str:
    """What a reader would find different, in lines; ``whole`` leaves nothing out."""
    if not changes:
        return "Nothing has changed for a reader since you last published."
    title = "To be published for the first time:" if first else "What changes for a reader:"
    told = replace(changes, looks=False) if first else changes
    files = len(changes.files) if whole else 0 if first else _MOST
    return "\n".join((title, *_lines(told, whole, files)))


def subject(changes: Changes, *, first: bool) -> str:
    """The message of the commit: numbers alone, for titles may be gone for a reason."""
    told = ", ".join(f"{number} {kind}" for kind, number in counted(changes))
    return f"Publish the site{': ' if told and not first else ''}{'' if first else told}"


def done(target: Target, hosting: Hosted, *, first: bool) -> str:
    """That it is published, where it answers, and what has to be switched on the first time."""
    lines = [f"Published: the branch {target.branch} of {target.shown} holds the site."]
    repository = on_github(target.address)
    if repository and first:
        lines += [
            "",
            "Once, if the site is not there in a few minutes: tell GitHub to show this branch.",
            f"  1. Open {repository.settings}",
            '  2. Below "Build and deployment", choose the source "Deploy from a branch", then',
            f"     {target.branch} and / (root), and save.",
            "  A private repository can have a site only on a paid plan; a second, public one that",
            "  holds nothing but the site can always have one.",
            "",
        ]
    if hosting.address:
        lines.append(f"Readers find it at {hosting.address} (a minute or two from now).")
    return "\n".join(lines)


def settings(
    site: Mapping[str, object], hosting: Hosted, to: str | None, branch: str | None
) -> str:
    """The lines for mkdocs.yml that spare the author the flags from now on; empty without any."""
    wanted = {
        "site_url": hosting.address,
        "remote_name": to if to != "origin" else None,
        "remote_branch": branch if branch != "gh-pages" else None,
    }
    new = [f"  {key}: {value}\n" for key, value in wanted.items() if value and not site.get(key)]
    if not new:
        return ""
    return f"\nSo that every command knows it from now on, add to mkdocs.yml:\n{''.join(new)}"


def kept(target: Target) -> str:
    """That what is gone is still in the branch's history, and how to take it out there."""
    return (
        f"What is gone is still among the earlier versions that {target.branch} keeps. To forget "
        f"those:\n  {command('publish', '--no-history')}"
    )


def _lines(changes: Changes, whole: bool, files: int) -> Iterator[str]:
    for kind, name in _NAMES.items():
        pages = [change for change in changes.pages if change.kind == kind]
        listed = pages if whole else pages[:_MOST]
        for change in listed:
            yield f"  {name:<8} {_page(change)}"
        if rest := len(pages) - len(listed):
            yield f"  {'':<8} and {count(rest, 'more page')}"
    if changes.framed:
        yield f"  Around   {count(changes.framed, 'page')}: menus, dates or previews"
    if changes.looks:
        yield "  Looks    how pages look or behave (styles, scripts, fonts, search)"
    if changes.pictures:
        yield f"  Pictures {count(changes.pictures, 'file')}"
    for kind, path in changes.files[:files]:
        yield f"  File     {path} ({kind})"
    if (rest := len(changes.files) - files) > 0:
        yield f"  {'' if files else 'Files':<8} {'and ' if files else ''}{count(rest, 'more file')}"


def _page(change: Change) -> str:
    here = change.url or "the first page"
    way = f" → {change.to or 'the first page'}" if change.kind == "moved" else ""
    return f"{change.title or here}  ({here}{way})"
