"""What a command means to do to files: shown first, then done all together or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.differences import differences
from syntopic.cli.reshaping.undo_records import drop, keep
from syntopic.cli.terminal import count
from syntopic.cli.yaml_text import replace_file
from syntopic.publishing.addresses import place_key


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file: its bytes before and after, None where there is no such file.

    ``moved`` is the file that the content came from; another change removes that one.
    """

    file: Path
    before: bytes | None
    after: bytes | None
    moved: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All changes of a command, and what its author should know besides."""

    changes: tuple[Change, ...]
    told: tuple[str, ...] = ()


def show(place: Place, changes: Sequence[Change]) -> None:
    """Print what would change, file by file and line by line; writes nothing."""
    before = {change.file: change.before for change in changes}
    left = {change.moved for change in changes if change.moved}
    for change in changes:
        if change.file in left and change.after is None:
            continue
        click.echo(_title(place, change))
        old = before.get(change.moved) if change.moved else change.before
        for row in differences(old or b"", change.after or b"") if change.after else ():
            click.echo(f"  {row}")


def _title(place: Place, change: Change) -> str:
    name = place.shown(change.file.absolute())
    if change.moved is not None:
        return f"{place.shown(change.moved.absolute())} is now {name}"
    if change.before is None:
        return f"{name} (new)"
    return f"{name} (goes)" if change.after is None else name


def number(changes: Sequence[Change]) -> int:
    """How many files that are; one that gets another name counts once."""
    return len(changes) - sum(change.moved is not None for change in changes)


def decided(question: str, changes: Iterable[Change], *, yes: bool, dry_run: bool) -> bool:
    """Whether the author wants what was shown; a Refusal where nobody can be asked.

    Nobody is asked where nothing changes.
    """
    if all(change.before == change.after for change in changes):
        click.echo("Nothing changes, so nothing was written.")
        return False
    if not (yes or dry_run or sys.stdin.isatty()):
        raise Refusal("nobody can be asked here; look first with --dry-run, then say --yes")
    if dry_run or not (yes or click.confirm(question, default=True)):
        click.echo("Nothing was written.")
        return False
    return True


def carry_out(place: Place, command: str, changes: Iterable[Change]) -> None:
    """Make all changes or none, and keep what ``syntopic undo`` needs to take them back.

    A Refusal where a file is not as ``before`` says, because somebody has changed it meanwhile, or
    where two changes are of one file and differ.
    """
    changes = _apart(place, (one for one in changes if one.before != one.after))
    for change in changes:
        if content(change.file) != change.before:
            name = place.shown(change.file.absolute())
            raise Refusal(f"{name} was changed meanwhile; nothing was written")
    record = keep(place, command, changes)
    try:
        put(changes)
    except BaseException:
        if all(content(change.file) == change.before for change in changes):
            drop(record)
        raise
    click.echo(f"Changed {count(number(changes), 'file')}. To take it back: syntopic undo")


def _apart(place: Place, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, each of a file of its own; what is seen under two names is made once.

    Names that differ in case alone are one file on many disks, unless both are there already.
    """
    found: dict[str, list[Change]] = {}
    for change in changes:
        alike = found.setdefault(place_key(_written_to(change).as_posix()), [])
        if any(_is_one(change, other) for other in alike):
            continue
        for other in alike:
            if _written_to(other) == _written_to(change) or None in (other.before, change.before):
                names = " and ".join(place.shown(one.file.absolute()) for one in (other, change))
                raise Refusal(f"one file would be changed twice ({names}); nothing was written")
        alike.append(change)
    return tuple(change for alike in found.values() for change in alike)


def _is_one(one: Change, other: Change) -> bool:
    """Whether two changes do the same to one file."""
    same = _written_to(one) == _written_to(other)
    return same and (one.before, one.after) == (other.before, other.after)


def _written_to(change: Change) -> Path:
    """The file that a change is of: where a link leads, unless the link itself goes."""
    if change.after is None:
        return change.file.parent.resolve() / change.file.name
    return change.file.resolve()


def put(changes: Sequence[Change]) -> None:
    """Write, make and remove files: all of them, or, where one fails, none.

    Everything is written beside first, so that a full disk or a closed folder is met before any
    file has changed.
    """
    beside: list[tuple[Path, Change]] = []
    done: list[Change] = []
    modes = {change.file: stat.S_IMODE(change.file.stat().st_mode) for change in _gone(changes)}
    try:
        for change in changes:
            if change.after is not None:
                beside.append((_written(change, change.after), change))
        for partial, change in beside:
            done.append(change)
            os.replace(partial, change.file.resolve())
        for change in _gone(changes):
            done.append(change)
            change.file.unlink()
    except BaseException:
        for partial, _ in beside:
            partial.unlink(missing_ok=True)
        for change in reversed(done):
            _put_back(change, modes.get(change.file, 0o600))
        raise


def _gone(changes: Sequence[Change]) -> Iterator[Change]:
    return (change for change in changes if change.after is None)


def content(file: Path) -> bytes | None:
    """The bytes of a file, None where there is none."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _written(change: Change, after: bytes) -> Path:
    """A hidden file beside the one that it will replace, with its mode."""
    target = change.file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(after)
    alike = next((one for one in (target, change.moved) if one and one.exists()), None)
    if alike is not None:
        shutil.copymode(alike, partial)
    else:
        os.chmod(partial, 0o666 & ~_umask())
    return Path(partial)


def _put_back(change: Change, mode: int) -> None:
    with suppress(OSError):
        if change.before is None:
            change.file.unlink(missing_ok=True)
        elif change.file.exists():
            replace_file(change.file, change.before)
        else:
            handle = os.open(change.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(change.before)
            change.file.chmod(mode)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
