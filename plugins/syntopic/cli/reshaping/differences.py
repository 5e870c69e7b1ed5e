"""Two versions of a file side by side, line by line, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from syntopic.reading.decoding import decode

WIDTH = 160
"""Characters of a line that are shown: notebooks have lines of many thousands."""


def differences(before: bytes, after: bytes) -> Iterator[str]:
    """The lines that differ: ``12  - old`` and ``12  + new``, with their numbers in the file.

    They read as the notes do, whatever the encoding, and hold nothing that steers a terminal.
    """
    old, new = _lines(before), _lines(after)
    for a, b, c, d in _changed(old, new):
        gone, come = old[a:b], new[c:d]
        for number in range(max(len(gone), len(come))):
            was = gone[number] if number < len(gone) else None
            now = come[number] if number < len(come) else None
            shown = _shortened(was or "", now or "")
            if was is not None:
                yield f"{a + number + 1:>4}  - {shown[0]}".rstrip()
            if now is not None:
                yield f"{c + number + 1:>4}  + {shown[1]}".rstrip()


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where lines differ; line by line where there are as many of them, which is quick."""
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        yield from ((i, i + 1, i, i + 1) for i, (one, other) in pairs if one != other)
        return
    head = _alike(old, new)
    rest = SequenceMatcher(None, old[head:], new[head:], autojunk=False)
    for kind, a, b, c, d in rest.get_opcodes():
        if kind != "equal":
            yield a + head, b + head, c + head, d + head


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _lines(raw: bytes) -> list[str]:
    return list(decode("", raw)[0])


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Both lines from a little before they begin to differ, if they are long."""
    if max(len(old), len(new)) <= WIDTH:
        return old, new
    start = max(0, _alike(old, new) - WIDTH // 3)
    return _cut(old, start), _cut(new, start)


def _cut(line: str, start: int) -> str:
    head = "…" if start else ""
    tail = "…" if len(line) > start + WIDTH else ""
    return head + line[start : start + WIDTH] + tail
