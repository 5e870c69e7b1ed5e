"""What is recorded of a session that ran to its end, and its shape on disk.

An entry has three lines of JSON: a digest of the other two; the head, which says what for and
under what conditions; the outputs. So much can be told of an entry without reading its figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from syntopic.model import Output, OutputKind

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the outputs depend on besides the code.

    ``surroundings`` are names and values of what code runs in; ``packages`` the versions of the
    distributions that it imported; ``files`` the digests of the files that it read, by their names
    relative to the note's folder. ``there`` are the digests of the names of all files that it
    might have read. ``folder`` is the note's folder where the outputs speak of it, else None.
    """

    surroundings: Pairs = ()
    packages: Pairs = ()
    files: Pairs = ()
    there: tuple[str, ...] = ()
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What an entry is for: the ``note`` that it was recorded from, the ``chain`` of its code."""

    note: str
    chain: tuple[str, ...]
    manifest: Manifest = Manifest()

    @property
    def key(self) -> str:
        """The last link of the chain, which stands for all the code."""
        return self.chain[-1] if self.chain else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a session put out, per snippet, the files that it left, and what ran it.

    ``environment`` reads "Python 3.11, numpy 2.4". Outputs name no note: see ``placeholders``.
    """

    outputs: tuple[tuple[Output, ...], ...]
    left_behind: tuple[str, ...] = ()
    environment: str = ""


def digest(text: str) -> str:
    """Forty hexadecimal digits that stand for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@cache
def name_digest(name: str) -> str:
    """What stands for a file's name, which may become private while the record is kept."""
    return digest(name)[:12]


def manifest_digest(manifest: Manifest) -> str:
    """What tells two entries of the same code apart."""
    return digest(json.dumps(_plain(manifest)))[:12]


def written(head: Head, entry: Entry) -> str:
    """An entry as it is kept on disk."""
    first = {"note": head.note, "chain": head.chain, "manifest": _plain(head.manifest)}
    second = {
        "environment": entry.environment,
        "left_behind": entry.left_behind,
        "outputs": [[_plain_output(o) for o in snippet] for snippet in entry.outputs],
    }
    lines = "".join(json.dumps(line) + "\n" for line in (first, second))
    return f"{json.dumps(digest(lines))}\n{lines}"


def read(text: str) -> tuple[Head, Entry] | None:
    """The head and the entry; None for text that is damaged in any way."""
    try:
        first, lines = text.split("\n", 1)
        if json.loads(first) != digest(lines):
            return None
        head = read_head(lines)
        held = json.loads(lines.split("\n")[1])
        outputs = tuple(tuple(map(_output, snippet)) for snippet in held["outputs"])
        entry = Entry(outputs, _texts(held["left_behind"]), str(held["environment"]))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return (head, entry) if head is not None else None


def read_head(line: str) -> Head | None:
    """The head in the line that holds it; None when it is none."""
    try:
        held = json.loads(line.split("\n", 1)[0])
        manifest = held["manifest"]
        folder = manifest["folder"]
        conditions = Manifest(
            _pairs(manifest["surroundings"]),
            _pairs(manifest["packages"]),
            _pairs(manifest["files"]),
            _texts(manifest["there"]),
            folder if folder is None else str(folder),
        )
        return Head(str(held["note"]), _texts(held["chain"]), conditions)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _plain(manifest: Manifest) -> dict[str, object]:
    return {
        "surroundings": dict(manifest.surroundings),
        "packages": dict(manifest.packages),
        "files": dict(manifest.files),
        "there": manifest.there,
        "folder": manifest.folder,
    }


def _plain_output(output: Output) -> list[object]:
    return [output.kind.value, output.text, *([output.size] if any(output.size) else [])]


def _output(held: Sequence[Any]) -> Output:
    kind, text, *size = held
    if not size:
        return Output(OutputKind(kind), str(text))
    width, height = size[0]
    return Output(OutputKind(kind), str(text), (int(width), int(height)))


def _pairs(held: Mapping[str, Any]) -> Pairs:
    return tuple((str(name), str(value)) for name, value in held.items())


def _texts(held: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(str, held))
