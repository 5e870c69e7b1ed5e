"""The workflow that publishes a garden with GitHub Pages, and where it belongs."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from syntopic.cli.git import answer
from syntopic.cli.layout import Layout
from syntopic.cli.yaml_text import written
from syntopic.publishing.deploying import GitHub, on_github
from syntopic.skeletons import skeleton

PROJECT = "https://github.com/syntopic/syntopic"
"""Where Syntopic itself is kept, which is where GitHub installs it from."""

PACKAGE = "mkdocs-syntopic"
QUICKBUILD = "mkdocs-quickbuild"
_BELOW = {QUICKBUILD: "plugins/quickbuild"}
"""Where in the project's repository a package stands, if not at its top."""

WORKFLOW = ".github/workflows/publish.yml"

_BRANCH = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository of a garden: its top folder, the branch to publish, and its remote.

    ``exists`` is false for one that is still to be made, and ``remote`` empty without one.
    """

    top: Path
    branch: str = "main"
    remote: str = ""
    exists: bool = False

    @property
    def on_github(self) -> GitHub | None:
        """The same on GitHub, if it is there."""
        return on_github(self.remote)


def repository(folder: Path) -> Repository:
    """The repository that keeps a folder: one that starts there, or tracks files in it."""
    folder = folder.resolve()
    top = _git(folder, "rev-parse", "--show-toplevel")
    if not top or not (Path(top) == folder or _git(folder, "ls-files", "--", ".")):
        return Repository(folder)
    remote = _git(folder, "config", "--get", "remote.origin.url")
    return Repository(Path(top), _published_branch(folder), remote, True)


def workflow_path(folder: Path, kept: Repository) -> str:
    """Where the workflow goes, seen from the garden: GitHub looks at the top only."""
    return Path(os.path.relpath(kept.top / WORKFLOW, folder.resolve())).as_posix()


def workflow(folder: Path, layout: Layout, kept: Repository) -> str:
    """The text of the workflow for a garden."""
    inside = folder.resolve().relative_to(kept.top.resolve()).as_posix()
    at = Path() if inside == "." else Path(inside)
    notes = "" if layout.notes_dir == "." else f"{layout.notes_dir.strip('/')}/"
    lists = dict.fromkeys(("requirements.txt", f"{notes}requirements.txt"))
    quickbuild = requirement(QUICKBUILD) if _is_installed(QUICKBUILD) else ""
    return skeleton(
        "publish.yml",
        branch=kept.branch,
        folder="" if inside == "." else f"\n    working-directory: {written(inside)}",
        cache=written((at / ".cache/syntopic").as_posix()),
        site=written((at / layout.site).as_posix()),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        lists=" ".join(_in_shell(path) for path in lists),
        syntopic=requirement(),
        quickbuild=f'\n          QUICKBUILD: "{quickbuild}"' if quickbuild else "",
        more=' "$QUICKBUILD"' if quickbuild else "",
    )


def requirement(package: str = PACKAGE) -> str:
    """What pip has to be told to install the package that runs now, exactly, on another machine.

    It came from an address with a commit, from an index with a version, or lies in a folder, whose
    commit is looked up at the project's own address (its newest one, where there is none).
    """
    below = f"#subdirectory={_BELOW[package]}" if package in _BELOW else ""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return f"{package} @ git+{PROJECT}@main{below}"
    recorded = found.read_text("direct_url.json")
    if not recorded:
        return f"{package}=={found.version}"
    origin = json.loads(recorded)
    cloned = origin.get("vcs_info") or {}
    if cloned.get("vcs") == "git" and cloned.get("commit_id"):
        return f"{package} @ git+{origin['url']}@{cloned['commit_id']}{below}"
    return f"{package} @ git+{PROJECT}@{_checked_out() or 'main'}{below}"


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def _checked_out() -> str:
    """The commit of the checkout that this file is in; empty if it is in none."""
    here = Path(__file__).resolve()
    top = _git(here.parent, "rev-parse", "--show-toplevel")
    inside = bool(top) and here == Path(top).resolve() / "plugins" / "syntopic" / "cli" / here.name
    return _git(here.parent, "rev-parse", "HEAD") if inside else ""


def _published_branch(folder: Path) -> str:
    """GitHub's default branch if git knows it, else main or master, else the one of now."""
    remote = _git(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    local = _git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    usual = [name for name in ("main", "master") if name in local]
    now = _git(folder, "symbolic-ref", "--short", "HEAD")
    found = next(filter(None, (remote.removeprefix("origin/"), *usual, now)), "main")
    return found if _BRANCH.fullmatch(found) else "main"


def _git(folder: Path, *arguments: str) -> str:
    """What git answers about a folder, which need not be there yet."""
    there = next((path for path in (folder, *folder.parents) if path.is_dir()), folder)
    return answer(there, *arguments)


def _in_shell(path: str) -> str:
    return path if re.fullmatch(r"[\w@%+=:,./-]+", path) else "'" + path.replace("'", "'\\''") + "'"
