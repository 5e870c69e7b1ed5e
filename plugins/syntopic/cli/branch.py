"""The branch that holds the site, in a repository of its own that is thrown away afterwards.

Nothing here is done in the repository of the notes: it is only asked how its remote is reached.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from syntopic.cli.git import GitError, environment, git, without_password
from syntopic.cli.target import Target, settings
from syntopic.publishing.deploying import Seen, Tree, seen

_REMOTE = "site"
_IDENTITY = ("Syntopic", "syntopic@localhost")


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch as it is on the remote now.

    ``commit`` is empty where the branch is not there; ``files`` are the names of its contents by
    path. ``empty`` tells that the remote has no branch at all.
    """

    target: Target
    store: Path
    variables: dict[str, str]
    commit: str = ""
    files: dict[str, str] = field(default_factory=dict)
    empty: bool = False

    def read(self, path: str) -> bytes:
        """What is in one of its files."""
        return self.git("cat-file", "blob", self.files[path])

    def git(self, *arguments: str, given: bytes | None = None) -> bytes:
        """What git answers in the thrown-away repository; GitError with what it says instead."""
        return git(*arguments, variables=self.variables, given=given)


def fetched(target: Target, root: Path, folder: Path, *, interactive: bool) -> Branch:
    """Gets the branch's newest state into an empty folder; GitError where it cannot be had."""
    store = folder / "site.git"
    variables = _variables(root, folder, interactive=interactive)
    git("init", "--quiet", "--bare", str(store), variables=variables)
    branch = Branch(target, store, variables | {"GIT_DIR": str(store)})
    listed = branch.git("ls-remote", "--heads", "--", target.address).decode("utf-8", "replace")
    heads = dict(line.split("\t")[::-1] for line in listed.splitlines() if "\t" in line)
    commit = heads.get(f"refs/heads/{target.branch}", "")
    if not commit:
        return Branch(target, store, branch.variables, empty=not heads)
    refs = f"+refs/heads/{target.branch}:refs/remotes/{_REMOTE}/{target.branch}"
    branch.git("fetch", "--quiet", "--no-tags", "--depth", "1", "--", target.address, refs)
    commit = _commit(branch, f"refs/remotes/{_REMOTE}/{target.branch}")
    return Branch(target, store, branch.variables, commit, _files(branch, commit))


def trees(branch: Branch, site: Path) -> tuple[Tree, Tree]:
    """The site on the branch, and the one in a folder, ready to be compared."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    given = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
    names = branch.git("hash-object", "--no-filters", "--stdin-paths", given=given).split()
    here = {
        path.relative_to(site).as_posix(): name.decode()
        for path, name in zip(paths, names, strict=True)
    }
    return Tree(branch.files, cache(partial(_page_of, branch))), Tree(
        here, cache(lambda path: _seen((site / path).read_bytes()))
    )


def pushed(branch: Branch, site: Path, message: str, *, history: bool = True) -> None:
    """Commits a folder as the whole content of the branch, and pushes that alone.

    Without ``history`` the branch begins anew, unless somebody else has changed it meanwhile.
    GitError where it cannot be done; the remote is then as it was.
    """
    name = branch.target.branch
    if not history and branch.commit:
        branch.git("update-ref", "-d", f"refs/remotes/{_REMOTE}/{name}")
    _imported(branch, site, message)
    ref = f"refs/heads/{name}"
    lease = [f"--force-with-lease={ref}:{branch.commit}"] if branch.commit and not history else []
    branch.git("push", "--quiet", *lease, "--", branch.target.address, f"{ref}:{ref}")


def _imported(branch: Branch, site: Path, message: str) -> None:
    """Commits by ghp-import, which works on the current folder: so in a process of its own."""
    call = [sys.executable, "-m", "ghp_import", "--message", message, "--remote", _REMOTE]
    call += ["--branch", branch.target.branch, str(site)]
    done = subprocess.run(call, env=branch.variables, cwd=branch.store, capture_output=True)
    if done.returncode or not _commit(branch, f"refs/heads/{branch.target.branch}"):
        said = (done.stderr or done.stdout).decode("utf-8", "replace")
        raise GitError(without_password(said))


def _variables(root: Path, folder: Path, *, interactive: bool) -> dict[str, str]:
    """Git's surroundings: the author's ways to reach remotes, and nothing else of theirs."""
    config = folder / "gitconfig"
    config.touch()
    variables = environment(interactive=interactive)
    kept = settings(root)
    for key, value in kept:
        git("config", "--file", str(config), "--add", key, value, variables=variables)
    if any(key.lower() == "core.sshcommand" for key, _ in kept):
        variables.pop("GIT_SSH_COMMAND", None)  # theirs may name a key of its own
    for part, usual in zip(("name", "email"), _IDENTITY, strict=True):
        if not any(key.lower() == f"user.{part}" for key, _ in kept):
            variables.setdefault(f"GIT_COMMITTER_{part.upper()}", usual)
    return variables | {"GIT_CONFIG_GLOBAL": str(config), "GIT_CONFIG_NOSYSTEM": "1"}


def _commit(branch: Branch, ref: str) -> str:
    try:
        return branch.git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").decode().strip()
    except GitError:
        return ""


def _files(branch: Branch, commit: str) -> dict[str, str]:
    listed = branch.git("ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "replace")
    entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
    return {path: told.split()[2] for told, _, path in entries if told.split()[1] == "blob"}


def _page_of(branch: Branch, path: str) -> Seen:
    return _seen(branch.read(path))


def _seen(content: bytes) -> Seen:
    return seen(content.decode("utf-8", "replace"))
