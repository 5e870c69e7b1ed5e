"""The conditions of recorded outputs: noted when code ran, compared before they are shown again."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from syntopic.execution.cache import file_digest
from syntopic.execution.entries import Manifest, Pairs, name_digest
from syntopic.execution.kernels import Installed, Kernel
from syntopic.execution.packages import environment, requirements, versions_for, versions_of
from syntopic.execution.planning import Plan
from syntopic.execution.present import Present, short
from syntopic.execution.scratch import may_look_around, readable
from syntopic.execution.values import Session
from syntopic.model import Output

_SAID = {
    "language": "{old} is now {new}",
    "machine": "the machine was {old} and is {new}",
    "kernel": "the kernel was {old} and is {new}",
    "font": "the site's font has changed",
}
_CHANGED = "the version of syntopic has changed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a session while it ran.

    ``names`` are the files that it had and ``digests`` their contents at its beginning, save those
    of large files. ``opened`` are those that it opened, ``imported`` the modules that it imported
    (their first names); each is None where nobody could tell. ``missed`` are modules that it looked
    for in vain.
    """

    names: tuple[str, ...]
    digests: Mapping[str, str]
    opened: frozenset[str] | None = None
    imported: frozenset[str] | None = None
    missed: tuple[str, ...] = ()


def conditions(
    plan: Plan, kernel: Kernel, seen: Seen, present: Present, outputs: Iterable[Output]
) -> tuple[Manifest, str]:
    """What the outputs of a session depend on besides its code, and what ran it, for a reader."""
    read = tuple(name for name in seen.names if _counts(name, plan, seen))
    code = "\n".join((plan.code, local_modules(read, plan.session, present)))
    installed = present.installed_for(kernel)
    versions = _versions(plan, code, seen, installed)
    draws = seen.imported is None or "matplotlib" in seen.imported
    manifest = Manifest(
        present.surroundings(kernel, draws=draws and plan.language == "python"),
        versions,
        tuple((name, _digest(name, plan, seen)) for name in read),
        tuple(sorted(map(name_digest, seen.names))),
        _spoken_folder(plan.session, outputs),
    )
    known = versions if seen.imported is not None else None
    return manifest, environment(code, kernel, installed, known)


def _counts(name: str, plan: Plan, seen: Seen) -> bool:
    """Whether a file was read; what the code names it may have asked about without opening it."""
    opened = seen.opened is None or name in seen.opened
    return opened or name in plan.session.depends or PurePosixPath(name).name in plan.code


def _digest(name: str, plan: Plan, seen: Seen) -> str:
    return seen.digests[name] if name in seen.digests else file_digest(plan.session.folder / name)


def _versions(plan: Plan, code: str, seen: Seen, installed: Installed) -> Pairs:
    local = frozenset(PurePosixPath(name).parts[0].removesuffix(".py") for name in seen.names)
    if seen.imported is not None:
        return versions_of(seen.imported - local, seen.missed, installed)
    session = plan.session
    required = requirements(session.folder, session.path.count("/"))
    return versions_for(code, installed, local, required)


def differences(
    manifest: Manifest, plan: Plan, kernel: Kernel | None, present: Present
) -> Iterator[str]:
    """What is no longer as it was, in words; nothing where the outputs may be shown.

    Without a ``kernel``, only what comes from the notes is compared: the machine that publishes
    need not be able to run them.
    """
    if kernel is not None:
        draws = "font" in dict(manifest.surroundings)
        now = dict(present.surroundings(kernel, draws=draws))
        yield from _surroundings(manifest.surroundings, now)
        yield from _packages(manifest.packages, present.installed_for(kernel).versions)
    yield from _files(manifest, plan.session, present)
    yield from _names(manifest, plan, present)
    if manifest.folder is not None and manifest.folder != posixpath.dirname(plan.session.path):
        yield "the note has moved, and its outputs name its folder"


def local_modules(names: Iterable[str], session: Session, present: Present) -> str:
    """The code of the modules among these files."""
    paths = (session.folder / name for name in names if name.endswith(".py"))
    return "\n".join(map(present.text, paths))


def _surroundings(then: Pairs, now: Mapping[str, str]) -> Iterator[str]:
    for name, old in then:
        new = now.get(name, "")
        if old != new:
            yield _SAID.get(name, _CHANGED).format(old=old, new=new or "missing")
    if now.keys() - dict(then).keys():
        yield _CHANGED


def _packages(then: Pairs, now: Mapping[str, str]) -> Iterator[str]:
    for name, old in then:
        new = now.get(name, "")
        if old != new:
            told = (short(old), short(new)) if short(old) != short(new) else (old, new)
            changed = f"{name} {told[0]} → {told[1]}" if old else f"{name} is installed now"
            yield changed if new else f"{name} is not installed"


def _files(manifest: Manifest, session: Session, present: Present) -> Iterator[str]:
    read = dict(manifest.files)
    allowed = present.open_files(session)
    for name, then in manifest.files:
        if name not in allowed:
            yield f"{name} is gone"
        elif present.digest(session.folder / name) != then:
            yield f"{name} has changed"
    for name in session.depends:
        if name not in read:
            yield f"{name} is new in depends"


def _names(manifest: Manifest, plan: Plan, present: Present) -> Iterator[str]:
    """Files that have come or gone, where the code may have noticed without opening one."""
    session, then = plan.session, frozenset(manifest.there)
    read = dict(manifest.files)
    said = "\n".join((plan.code, local_modules(read, session, present)))
    everything = plan.language != "python" or may_look_around(said)
    found = present.candidates(session.folder)
    fresh = tuple(n for n in found if n not in read and name_digest(n) not in then)
    for name in _wanted(plan, fresh):
        if everything or _speaks_of(said, name):
            yield f"{name} is new"
    if everything:
        now = map(name_digest, (*_wanted(plan, found), *session.depends, *read))
        if then.difference(now):
            yield "a file that the code could find is gone"


def _wanted(plan: Plan, found: tuple[str, ...]) -> tuple[str, ...]:
    session = plan.session
    return readable(session.folder, session.name, plan.code, session.closed, found)


def _speaks_of(code: str, name: str) -> bool:
    """Whether code may look for a file: by its name, or as a module or a part of a path."""
    path = PurePosixPath(name)
    words = {path.name, path.stem, *path.parts[:-1]} - {"..", "__init__"}
    return any(_word(word).search(code) for word in words)


def _spoken_folder(session: Session, outputs: Iterable[Output]) -> str | None:
    """The note's folder, when the outputs name a part of it: then it is more than a place."""
    folder = posixpath.dirname(session.path)
    names = [_word(part) for part in folder.split("/") if part]
    spoken = any(name.search(output.text) for output in outputs for name in names)
    return folder if spoken else None


def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
