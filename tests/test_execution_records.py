"""The folder of recorded outputs: whole, damaged, shared by builds, killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syntopic.execution import cache, entries
from syntopic.execution.cache import NOTHING, Found
from syntopic.execution.entries import Entry, Head, Manifest
from syntopic.model import Output, OutputKind

CHAIN = ("cd" + "1" * 38, "ab" + "0" * 38)
MANIFEST = Manifest(
    (("seed", "0"),), (("numpy", "2.4.6"),), (("é.csv", "d1"),), ("n1", "n2"), "stats"
)
HEAD = Head('é/a "quoted".md', CHAIN, MANIFEST)
OUTPUTS = (
    (Output(OutputKind.STDOUT, "hi ÿ \ud800"), Output(OutputKind.PNG, "QQ==", (320, 240))),
    (),
)
ENTRY = Entry(OUTPUTS, ("new.txt",), "Python 3.11")


def find(folder: Path, head: Head = HEAD, count: int = 2) -> Found:
    return cache.find(folder, head.key, count, lambda found: found == head)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def beside(number: int) -> Head:
    """The same code beside another file."""
    return replace(HEAD, manifest=replace(MANIFEST, files=(("é.csv", f"d{number}"),)))


def test_an_entry_comes_back_as_it_was_recorded(tmp_path: Path) -> None:
    name = cache.store(tmp_path / "new" / "folder", HEAD, ENTRY)
    assert find(tmp_path / "new" / "folder") == Found(ENTRY, name)
    assert names(tmp_path) == [name]
    assert [head for _, head in cache.heads(tmp_path / "new" / "folder")] == [HEAD]


def test_the_same_code_beside_other_files_has_a_record_of_its_own(tmp_path: Path) -> None:
    others = [replace(ENTRY, environment=f"Python {number}") for number in range(3)]
    for number, entry in enumerate(others):
        cache.store(tmp_path, beside(number), entry)
    assert [find(tmp_path, beside(number)).entry for number in range(3)] == others
    cache.store(tmp_path, beside(1), ENTRY)
    assert len(names(tmp_path)) == 3
    nobody = cache.find(tmp_path, HEAD.key, 2, lambda head: False)
    assert (nobody.entry, len(nobody.seen)) == (None, 3)


@given(st.data())
def test_a_damaged_entry_is_as_if_there_were_none_and_goes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = folder / "ab" / cache.store(folder, HEAD, ENTRY)
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    rest = data.draw(st.sampled_from([b"", whole[start + 4 :]]))
    damaged = whole[:start] + data.draw(st.binary(max_size=4)) + rest
    path.write_bytes(damaged)
    assert find(folder) == (Found(ENTRY, path.name) if damaged == whole else Found(damaged=1))
    assert path.exists() == (damaged == whole)


@pytest.mark.parametrize("body", ["[]\n[]\n", "null\n{}\n", '{"note": 1}\n', "[" * 100_000, ""])
def test_an_entry_of_another_shape_is_as_if_there_were_none(tmp_path: Path, body: str) -> None:
    path = tmp_path / "ab" / cache.store(tmp_path, HEAD, ENTRY)
    path.write_text(f'"{entries.digest(body)}"\n{body}')
    assert find(tmp_path) == Found(damaged=1)


def test_an_entry_for_another_number_of_snippets_does_not_count(tmp_path: Path) -> None:
    cache.store(tmp_path, HEAD, ENTRY)
    assert find(tmp_path, count=3).entry is None


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache.store(tmp_path / "file", HEAD, ENTRY)
    assert find(tmp_path / "file") == NOTHING
    cache.forget(tmp_path / "file", (), {})
    cache.trim(tmp_path / "file", 0, ())


def test_what_was_used_last_stays_when_there_is_too_much(tmp_path: Path) -> None:
    stored = [cache.store(tmp_path, beside(number), ENTRY) for number in range(4)]
    for age, name in enumerate(stored):
        os.utime(tmp_path / "ab" / name, (age, age))
    each = (tmp_path / "ab" / stored[0]).stat().st_size
    cache.trim(tmp_path, 4 * each, ())
    assert len(names(tmp_path)) == 4
    assert find(tmp_path, beside(1)).entry == ENTRY  # and so it counts as used now
    cache.trim(tmp_path, 2 * each, ())
    assert names(tmp_path) == sorted([stored[1], stored[3]])
    cache.trim(tmp_path, 0, {stored[3]})
    assert names(tmp_path) == [stored[3]]


def test_clearing_removes_recorded_outputs_and_nothing_else(tmp_path: Path) -> None:
    cache.store(tmp_path, HEAD, ENTRY)
    size = sum(path.stat().st_size for path in tmp_path.rglob("*.jsonl"))
    for name in ("fonts/a.ttf", "ab/notes.txt", "causes.json", "abc/x.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert cache.clear(tmp_path) == (1, size)
    assert names(tmp_path) == ["a.ttf", "causes.json", "notes.txt", "x.jsonl"]
    assert cache.clear(tmp_path / "nowhere") == (0, 0)


WRITING = """
import itertools, sys
from pathlib import Path
from syntopic.execution import cache
from syntopic.execution.entries import Entry, Head, Manifest
from syntopic.model import Output, OutputKind

print("ready", flush=True)
for number in itertools.count():
    text = f"{number} " * 40_000
    head = Head("a.md", ("ab" + "0" * 38,), Manifest(files=(("n", str(number % 3)),)))
    cache.store(Path(sys.argv[1]), head, Entry(((Output(OutputKind.STDOUT, text),),)))
"""


def writer(folder: Path) -> subprocess.Popen[str]:
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", WRITING, str(folder)]
    started = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None and started.stdout.readline() == "ready\n"
    return started


def wait_for_writing(folder: Path) -> None:
    for _ in range(100_000):
        if any(name.startswith(".new-") for name in os.listdir(folder / "ab")):
            return


def whole(found: Found) -> bool:
    """Whether what was found is one text, as one of the writers wrote it."""
    if found.entry is None:
        return True
    ((output,),) = found.entry.outputs
    number = output.text.split(" ", 1)[0]
    return output.text == f"{number} " * 40_000


def test_a_writer_killed_at_any_moment_leaves_nothing_that_is_served(tmp_path: Path) -> None:
    draw = random.Random(4)
    left = 0
    for turn in range(12):
        killed = writer(tmp_path)
        time.sleep(draw.random() / 25)
        if turn % 2:
            wait_for_writing(tmp_path)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        found = cache.find(tmp_path, "ab" + "0" * 38, 1, lambda head: True)
        assert found.damaged == 0 and whole(found)
        left += sum(name.startswith(".new-") for name in names(tmp_path))
        cache.forget(tmp_path, (), {"a.md": {"n"}})
        assert not any(name.startswith(".new-") for name in names(tmp_path))
    assert left, "no writer was killed while it wrote, so this has shown nothing"


def test_builds_that_share_a_cache_see_whole_entries_only(tmp_path: Path) -> None:
    writers = [writer(tmp_path) for _ in range(2)]
    seen = 0
    try:
        for turn in range(60):
            found = cache.find(tmp_path, "ab" + "0" * 38, 1, lambda head: True)
            seen += found.entry is not None
            assert found.damaged == 0 and whole(found)
            if turn % 5 == 0:
                cache.forget(tmp_path, (), {"a.md": {"n"}})
                cache.trim(tmp_path, 400_000, ())
    finally:
        for one in writers:
            one.kill()
            one.communicate()
    assert seen > 20
