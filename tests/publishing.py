"""Authors with git repositories on this machine, who call ``syntopic publish`` as one does."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import forks
import gardens

SETTINGS = (
    "site_name: Notes of Ada\nsite_url: https://ada.example/repo/\ndocs_dir: pages\n"
    "theme: {name: material}\nplugins:\n  - search\n"
    "  - syntopic: {repository: private}\n"
)
NOTES = {
    "notes/calc.md": "# Slope\n\nHow steep a line is. Arrows point along it: [[Vectors]].\n",
    "notes/vectors.md": "# Vectors\n\nArrows with a length.\n",
    "notes/secret.md": "---\ndraft: true\n---\n# Zanzibarian\n\nNobody reads of the quokkafish.\n",
    "pages/index.md": "# Home\n\nWelcome.\n",
    "mkdocs.yml": SETTINGS,
    ".gitignore": ".cache/\n",
}


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and all that it said."""

    code: int
    said: str


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody's home folder, in which git knows nothing of whoever runs the tests."""

    home: Path

    @property
    def garden(self) -> Path:
        """Where the notes are."""
        return self.home / "garden"

    @property
    def remote(self) -> Path:
        """A bare repository somewhere else."""
        return self.home / "remote.git"

    @property
    def variables(self) -> dict[str, str]:
        """The surroundings of every program that the author calls."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "SSH_"))}
        return kept | {
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }

    def call(self, *words: str, folder: Path | None = None) -> Done:
        """Calls ``syntopic`` where nobody can answer questions."""
        return Done(*forks.run("syntopic", words, folder or self.garden, self.variables))

    def git(self, *words: str, folder: Path | None = None) -> str:
        """What git answers in the garden."""
        return subprocess.run(
            ["git", *words],
            cwd=folder or self.garden,
            env=self.variables,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Writes files of the garden."""
        gardens.write(self.garden, files)

    def published(self, branch: str = "gh-pages") -> list[str]:
        """The commits of the published branch, newest first."""
        listed = self.git("rev-list", branch, folder=self.remote)
        return listed.split()

    def site(self, name: str, branch: str = "gh-pages") -> Path:
        """The published branch as GitHub would take it, in a folder of this name."""
        folder = self.home / name
        cloned = ("clone", "--quiet", "--depth", "1", "--branch", branch)
        self.git(*cloned, self.remote.as_uri(), str(folder), folder=self.home)
        return folder

    def state(self) -> dict[str, str]:
        """All that must stay as it is: refs, their history, the index, settings, and every file."""
        git = self.garden / ".git"
        told = {
            "head": self.git("rev-parse", "HEAD"),
            "refs": self.git("for-each-ref"),
            "reflogs": self.git("reflog", "show", "--all", "--format=%gd %H %gs"),
            "status": self.git("status", "--porcelain", "--", ":!notes/.syntopic"),
        }
        kept = [git / name for name in ("HEAD", "index", "config")]
        kept += [p for p in sorted(self.garden.rglob("*")) if p.is_file() and git not in p.parents]
        skipped = (self.garden / ".cache", self.garden / "notes" / ".syntopic")
        for path in kept:
            if not any(folder in path.parents for folder in skipped):
                told[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        return told


def author(home: Path, *, repository: bool = True) -> Author:
    """Somebody with a small garden, mostly in a repository with an empty remote."""
    made = Author(home)
    made.write(NOTES)
    made.git("init", "--quiet", "--bare", str(made.remote), folder=home)
    if repository:
        made.git("init", "--quiet", "--initial-branch", "main")
        made.git("config", "user.name", "Ada")
        made.git("config", "user.email", "ada@example.org")
        made.git("add", "--all")
        made.git("commit", "--quiet", "--message", "Notes")
        made.git("remote", "add", "origin", "../remote.git")
    return made
