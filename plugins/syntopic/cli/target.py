"""Where a site is pushed to: a remote of the notes' repository, or an address."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from syntopic.cli.git import GitError, answer, environment, git, without_password
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import command

_CARRIED = re.compile(
    r"(?:credential|https?|url|ssh|protocol|safe|user|author|committer)\..*"
    r"|core\.(?:sshcommand|askpass|gitproxy|longpaths)",
    re.IGNORECASE | re.DOTALL,
)
"""Settings of git that say how to reach a remote, and as whom."""

YOURS = "https://github.com/YOU/NAME.git"


@dataclass(frozen=True, slots=True)
class Target:
    """A remote repository and a branch of it.

    ``address`` is what git is given, ``shown`` the same for people, without passwords. ``notes`` is
    the top folder of the repository that keeps the notes, if one does.
    """

    address: str
    shown: str
    branch: str
    notes: Path | None = None


def target(place: Place, wanted: str, branch: str) -> Target:
    """Finds out what somebody means by a remote; a Refusal says what to do where there is none."""
    root = place.root.resolve()
    answer(root, "--version")  # refuses where there is no git at all
    top = answer(root, "rev-parse", "--show-toplevel")
    notes = Path(top) if top else None
    if notes is None and answer(root, "rev-parse", "--git-dir") == "":
        _check_owner(root)
    remotes = answer(root, "remote").split() if notes else []
    if wanted in remotes:
        address = _pushed_to(root, wanted)
    elif _is_address(wanted):
        address = _absolute(wanted)
    else:
        raise Refusal(_no_remote(wanted, notes, remotes))
    _check_branch(root, branch)
    if notes and wanted in remotes:
        _check_not_notes(place, root, branch)
    return Target(address, without_password(address), branch, notes)


def settings(folder: Path) -> list[tuple[str, str]]:
    """Git's settings for a folder that matter on the way to a remote, in their order."""
    try:
        told = git("config", "--list", "-z", "--show-scope", variables=environment(), folder=folder)
    except GitError:
        return []
    pieces = told.decode("utf-8", "replace").split("\0")
    pairs = zip(pieces[::2], pieces[1::2], strict=False)
    found = [entry.partition("\n")[::2] for scope, entry in pairs if scope != "command"]
    return [(key, value) for key, value in found if _CARRIED.fullmatch(key)]


def _pushed_to(root: Path, remote: str) -> str:
    address = answer(root, "remote", "get-url", "--push", remote)
    if not _is_address(address):
        return address
    relative = not re.match(r"[\w.+-]+://|[^/\\]+:", address) and not Path(address).is_absolute()
    top = answer(root, "rev-parse", "--show-toplevel")
    return os.path.normpath(Path(top) / address) if relative else address


def _is_address(text: str) -> bool:
    return any(sign in text for sign in ("/", ":", "\\")) or Path(text).is_dir()


def _absolute(address: str) -> str:
    """A folder's path from wherever it is used; other addresses as they are."""
    if re.match(r"[\w.+-]+://", address) or (re.match(r"[^/\\]+:", address) and os.name != "nt"):
        return address
    return os.path.abspath(os.path.expanduser(address))


def _no_remote(wanted: str, notes: Path | None, remotes: list[str]) -> str:
    new = "make an empty repository at https://github.com/new"
    if notes is None:
        told = command("publish", "--to", YOURS)
        return f"the notes are in no git repository, so say where the site goes: {new}, then {told}"
    if remotes:
        told = command("publish", "--to", remotes[0])
        return f"there is no remote {wanted!r} here, but {', '.join(remotes)}: try {told}"
    told = command("publish", "--to", YOURS)
    return (
        f"this repository has no remote {wanted!r}: {new}, then  git remote add {wanted} {YOURS}  "
        f"(or {told}, if only the site should go there)"
    )


def _check_owner(root: Path) -> None:
    """Git says nothing of a repository that belongs to somebody else; it has to be told so."""
    try:
        git("rev-parse", "--git-dir", variables=environment(), folder=root)
    except GitError as error:
        if "dubious ownership" in str(error):
            raise Refusal(
                f"git does not trust the repository of {root}, which belongs to somebody else; if "
                f"you do:  git config --global --add safe.directory {root}"
            ) from error


def _check_branch(root: Path, branch: str) -> None:
    try:
        git("check-ref-format", "--branch", branch, variables=environment(), folder=root)
    except GitError as error:
        raise Refusal(f'"{branch}" can be no branch of git; the usual one is gh-pages') from error


def _check_not_notes(place: Place, root: Path, branch: str) -> None:
    """A branch of the notes' own repository that holds the notes can never hold the site."""
    listed = answer(
        root, "ls-tree", "-r", "-z", "--full-tree", "--name-only", f"refs/heads/{branch}"
    )
    if any(path.rsplit("/", 1)[-1] == place.config.name for path in listed.split("\0")):
        other = "site" if branch == "gh-pages" else "gh-pages"
        raise Refusal(
            f'"{branch}" is a branch with your notes, which the site would replace; '
            f"name another one, such as {command('publish', '--branch', other)}"
        )
