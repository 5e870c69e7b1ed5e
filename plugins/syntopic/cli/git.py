"""Running git so that it asks nothing, answers in English and minds no surroundings."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from syntopic.cli.refusal import Refusal

_SURROUNDINGS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_CEILING_DIRECTORIES"),
)
"""What a hook of git sets for the repository that it runs in: never meant for another one."""

_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


class GitError(Exception):
    """Git ended with an error; the text is what it said, without passwords."""


def environment(*, interactive: bool = False) -> dict[str, str]:
    """The variables for git. Without somebody to answer, it fails instead of asking."""
    kept = {name: value for name, value in os.environ.items() if name not in _SURROUNDINGS}
    kept |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0"}
    if not interactive:
        kept |= {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "GIT_ASKPASS": ""}
        kept["SSH_ASKPASS"] = ""
        kept.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    return kept


def git(
    *arguments: str,
    variables: Mapping[str, str],
    folder: Path | None = None,
    given: bytes | None = None,
) -> bytes:
    """What git writes to its output; GitError with what it says instead, Refusal without git."""
    try:
        done = subprocess.run(
            ["git", *arguments], input=given, capture_output=True, env=variables, cwd=folder
        )
    except FileNotFoundError as error:
        raise Refusal("git is not installed; get it from https://git-scm.com/downloads") from error
    if done.returncode:
        raise GitError(without_password(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def answer(folder: Path, *arguments: str) -> str:
    """What git answers about a folder, in one line; empty if it has no answer."""
    try:
        told = git(*arguments, variables=environment(), folder=folder)
    except GitError:
        return ""
    return told.decode("utf-8", "replace").rstrip("\r\n")


def without_password(text: str) -> str:
    """A text of git, its addresses without the names and passwords that some hold."""
    return _PASSWORD.sub("", text)
