"""Recorded outputs: one small file per session, found again by everything it depends on."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syntopic.model import Output, OutputKind, Snippet

FORMAT = 4
"""Raised whenever the same code would now give other outputs, or the files' shape changes."""


_LONGEST_HEAD = 30_000  # characters; a path of 4,096 bytes, escaped, is shorter


@dataclass(frozen=True, slots=True)
class Entry:
    """What a session that ran to its end put out, per snippet, and the files that it left."""

    outputs: tuple[tuple[Output, ...], ...]
    left_behind: tuple[str, ...] = ()


def chained_key(base: Sequence[object], snippets: Iterable[Snippet]) -> str:
    """The key of a session: each snippet's hash continues that of the one before it.

    ``base`` is all that the first snippet already depends on, as plain JSON values. Where a
    snippet stands and what it is called do not count, so an edit of the prose hits. Time and
    memory limits do not count either, because only sessions that kept within them are recorded.
    """
    key = _digest(json.dumps([FORMAT, *base], sort_keys=True))
    for snippet in snippets:
        key = _digest(json.dumps([key, snippet.language, snippet.code, snippet.may_raise]))
    return key


def file_digest(path: Path) -> str:
    """The digest of a file's content; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


def load(folder: Path, key: str, count: int) -> Entry | None:
    """The entry of this key for ``count`` snippets; None when absent or damaged in any way."""
    try:
        held = json.loads(_file(folder, key).read_text("utf-8"))
        if held["key"] != key or held["digest"] != _digest(json.dumps(held["entry"])):
            return None
        outputs = tuple(
            tuple(map(_output, snippet))
            for snippet in held["entry"]["outputs"]
        )
        left = tuple(map(str, held["entry"]["left_behind"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Entry(outputs, left) if len(outputs) == count else None


def store(folder: Path, key: str, entry: Entry, note: str = "") -> None:
    """Write an entry whole or not at all; a folder that cannot be written only costs time.

    ``note`` is the path of the note that it is recorded for; see ``forget``.
    """
    plain = {
        "outputs": [
            [[o.kind.value, o.text, *([o.size] if any(o.size) else [])] for o in snippet]
            for snippet in entry.outputs
        ],
        "left_behind": list(entry.left_behind),
    }
    digest = _digest(json.dumps(plain))
    text = json.dumps({"note": note, "key": key, "digest": digest, "entry": plain})
    with suppress(OSError):
        _write(_file(folder, key), text)


def forget(folder: Path, keys: Collection[str], notes: Collection[str]) -> None:
    """Remove what was recorded for other notes than these, unless its key is still used.

    A note may have become private: then its outputs must not stay where others may read them, such
    as in a cache that is kept between builds on a server.
    """
    for file in folder.glob("[0-9a-f][0-9a-f]/*.json"):
        if file.stem not in keys and _note_of(file) not in notes:
            with suppress(OSError):
                file.unlink()


def _output(held: Sequence[Any]) -> Output:
    kind, text, *size = held
    if not size:
        return Output(OutputKind(kind), str(text))
    width, height = size[0]
    return Output(OutputKind(kind), str(text), (int(width), int(height)))


def _note_of(file: Path) -> str:
    """The note at the head of an entry, without reading its outputs."""
    try:
        with file.open(encoding="utf-8") as opened:
            head = opened.read(_LONGEST_HEAD)
        note = json.JSONDecoder().raw_decode(head, len('{"note": '))[0]
    except (OSError, ValueError, IndexError):
        return ""
    return note if isinstance(note, str) and head.startswith('{"note": ') else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _file(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
