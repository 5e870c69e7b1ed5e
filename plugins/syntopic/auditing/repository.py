"""What others can read in the repository: private notes that git knows, now or from earlier."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from syntopic.auditing.findings import error, hint
from syntopic.auditing.values import Finding, Place

Git = Callable[[Path, tuple[str, ...], bytes], tuple[int, bytes, str]]
"""Runs git in a folder with some input: its exit code, what it wrote, and what it complained of.

Raises FileNotFoundError where there is no git.
"""

_COMMON_NAMES = frozenset(("index", "readme", "notes", "todo", "ideas", "untitled", "summary"))
"""Names that many files bear: one of these elsewhere says nothing."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A private file, where it lies, and its place in words ("notes", "pages")."""

    file: Path
    path: str
    place: Place = Place.NOTES


@dataclass(frozen=True, slots=True)
class Known:
    """What git knows: paths from the top of its repository, now and ever, and its remotes."""

    top: Path
    remotes: tuple[str, ...] = ()
    tracked: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()
    shallow: bool = False


def in_repository(
    folder: Path, hidden: Iterable[Hidden], commented: Iterable[Hidden], git: Git
) -> Iterator[Finding]:
    """Yield private files that others can read in a repository that has a remote.

    ``commented`` are public files with comments, told of in one hint. A folder that is in no
    repository, or in one without a remote, has nothing to hide from anybody.
    """
    try:
        known = _known(folder, git)
    except (OSError, ValueError) as failure:
        yield _unknown(f"Git could not be asked about the notes ({failure}).", "Install git.")
        return
    if known is None or not known.remotes:
        return
    private = tuple(hidden)
    for one in private:
        path = _below(one.file, known.top)
        if path in known.tracked:
            yield _tracked(one, known)
        elif path in known.ever:
            yield _committed(one, known, path)
    yield from _elsewhere(private, known, git, folder)
    yield from _comments(commented, known)
    if known.shallow:
        message = "Only the newest commits are here, so it is not known what earlier ones hold."
        yield _unknown(message, "Fetch the rest: git fetch --unshallow")


def _known(folder: Path, git: Git) -> Known | None:
    """Ask git; ``None`` where there is no repository. Raises ValueError with its complaint."""
    code, out, said = git(folder, ("rev-parse", "--show-toplevel"), b"")
    if code:
        if "not a git repository" in said:
            return None
        raise ValueError(said.strip().splitlines()[0] if said.strip() else f"exit code {code}")
    top = Path(out.decode("utf-8", "surrogateescape").rstrip("\r\n"))
    remotes = _lines(git(folder, ("remote",), b"")[1])
    if not remotes:
        return Known(top)
    history = (
        *("log", "--exclude=refs/stash", "--all", "--full-history", "-m", "--no-renames"),
        *("--format=", "--name-only", "-z"),
    )
    return Known(
        top,
        remotes,
        frozenset(_entries(git(top, ("ls-files", "-z"), b"")[1])),
        frozenset(_entries(git(top, history, b"")[1])),
        git(folder, ("rev-parse", "--is-shallow-repository"), b"")[1].strip() == b"true",
    )


def _elsewhere(
    private: tuple[Hidden, ...], known: Known, git: Git, folder: Path
) -> Iterator[Finding]:
    """Private files that were committed in another place: of the same name, or the same bytes."""
    gone = {path for path in known.ever if not (known.top / path).exists()}
    names: dict[str, str] = {posixpath.basename(path): path for path in sorted(gone)}
    apart = [one for one in private if _below(one.file, known.top) not in known.ever]
    same = _same_content(apart, known, git, folder)
    for one in apart:
        name = one.file.name
        stem = name.rsplit(".", 1)[0].casefold()
        path = same.get(one.path) or ("" if stem in _COMMON_NAMES else names.get(name, ""))
        if path:
            yield _committed(one, known, path)


def _same_content(private: list[Hidden], known: Known, git: Git, folder: Path) -> dict[str, str]:
    """The paths at which git keeps the very bytes of private files, by the files' paths."""
    there = [one for one in private if one.file.is_file() and one.file.stat().st_size > 20]
    if not there:
        return {}
    asked = "\n".join(str(one.file.resolve()) for one in there).encode("utf-8", "surrogateescape")
    hashes = _lines(git(folder, ("hash-object", "--no-filters", "--stdin-paths"), asked)[1])
    if len(hashes) != len(there):
        return {}
    objects = ("rev-list", "--exclude=refs/stash", "--all", "--objects")
    kept = dict(line.split(" ", 1) for line in _lines(git(folder, objects, b"")[1]) if " " in line)
    found = zip(there, hashes, strict=True)
    return {one.path: kept[key] for one, key in found if key in kept}


def _tracked(one: Hidden, known: Known) -> Finding:
    path = _below(one.file, known.top)
    return error(
        "private-in-repository",
        one.place,
        one.path,
        1,
        f"This is private, but git keeps it, and others may read {_where(known)}.",
        f"Take it out: git rm --cached -- {_quoted(path)}  and put it into .gitignore; then out of "
        f"the history, too: git filter-repo --invert-paths --path {_quoted(path)}  Or make the "
        "repository private and write  repository: private",
    )


def _committed(one: Hidden, known: Known, path: str) -> Finding:
    moved = "" if path == _below(one.file, known.top) else f" as {path}"
    return error(
        "private-in-history",
        one.place,
        one.path,
        1,
        f"This is private, but was committed once{moved}, and others may read {_where(known)}.",
        f"Take it out of the history: git filter-repo --invert-paths --path {_quoted(path)}  and "
        "push with --force. Or make the repository private and write  repository: private",
    )


def _comments(commented: Iterable[Hidden], known: Known) -> Iterator[Finding]:
    found = [one for one in commented if _below(one.file, known.top) in known.tracked]
    if found:
        count = f"{len(found)} public notes" if found[1:] else "A public note"
        yield hint(
            "comments-in-repository",
            found[0].place,
            found[0].path,
            1,
            f"{count} with private comments can be read in {_where(known)}, comments and all.",
            "Keep what nobody should read in notes/private/, or make the repository private.",
        )


def _unknown(message: str, fix: str) -> Finding:
    return hint("history-unknown", Place.NOTES, "", 1, message, fix)


def _where(known: Known) -> str:
    return f"the repository behind {', '.join(known.remotes[:2])}"


def _below(file: Path, top: Path) -> str:
    place = file.resolve() if not file.is_symlink() else file.parent.resolve() / file.name
    base = top.resolve()
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else ""


def _quoted(path: str) -> str:
    return (
        path if path.replace("/", "").replace("-", "").replace(".", "").isalnum() else f'"{path}"'
    )


def _lines(out: bytes) -> tuple[str, ...]:
    return tuple(out.decode("utf-8", "surrogateescape").splitlines())


def _entries(out: bytes) -> Iterator[str]:
    """Paths that git ends with a zero byte; merges put line ends between them."""
    for entry in out.decode("utf-8", "surrogateescape").split("\0"):
        if path := entry.lstrip("\n"):
            yield path
