"""The store gives back what was put, or nothing, whatever happens to it."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from quickbuild_sites import SETTINGS, SOAK, VARIABLES, build, differences, sample, write

from mkdocs_quickbuild.command import main
from mkdocs_quickbuild.folder import file_in
from mkdocs_quickbuild.store import BATCH_BYTES, DAY, Store, place_of
from mkdocs_quickbuild.workers import work


def filled(folder: Path, count: int = 20, **limits: int) -> None:
    store = Store(folder, **limits)
    for number in range(count):
        store.put("kind", str(number).encode(), b"x" * 1000 + str(number).encode())
    store.close()


def found(folder: Path, count: int = 20) -> int:
    store = Store(folder)
    values = [store.get("kind", str(number).encode()) for number in range(count)]
    store.close()
    for number, value in enumerate(values):
        assert value is None or value == b"x" * 1000 + str(number).encode()
    return sum(value is not None for value in values)


def test_what_was_put_is_there_for_the_next_process(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    assert found(tmp_path / "a") == 20
    assert (tmp_path / "a" / ".gitignore").read_text() == "*\n"


def test_kinds_do_not_meet(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("one", b"key", b"value")
    assert store.get("other", b"key") is None
    assert store.get("one", b"key") == b"value"
    store.close()


@pytest.mark.parametrize("seed", range(60 if SOAK else 12))
def test_damage_anywhere_in_the_file_costs_pieces_and_nothing_else(
    tmp_path: Path, seed: int
) -> None:
    filled(tmp_path)
    chance = random.Random(seed)
    content = bytearray(file_in(tmp_path).read_bytes())
    for _ in range(chance.choice((1, 20, 400))):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    file_in(tmp_path).write_bytes(content)
    found(tmp_path)
    filled(tmp_path)
    found(tmp_path)
    filled(tmp_path)
    assert found(tmp_path) == 20, "it mends itself"


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    file_in(tmp_path).write_text("no database" * 1000)
    filled(tmp_path)
    assert found(tmp_path) == 20


def test_a_folder_that_cannot_be_written_only_loses_the_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache")
    store.put("kind", b"key", b"value")
    store.flush()
    assert store.complaint is not None
    store.close()


def test_a_store_of_another_form_is_left_alone(tmp_path: Path) -> None:
    newer = tmp_path / "pieces-999.sqlite"
    newer.write_bytes(b"of a newer release")
    filled(tmp_path)
    assert found(tmp_path) == 20
    assert newer.read_bytes() == b"of a newer release"


def test_the_least_recently_used_goes_first_when_there_is_too_much(tmp_path: Path) -> None:
    old = Store(tmp_path, now=10 * DAY)
    for number in range(10):
        old.put("kind", b"%d" % number, b"x" * 1000)
    old.close()
    used = Store(tmp_path, now=12 * DAY)
    for number in range(5):
        assert used.get("kind", b"%d" % number)
    used.close()
    Store(tmp_path, now=13 * DAY, max_bytes=6000).close()
    after = Store(tmp_path, now=13 * DAY)
    assert [after.get("kind", b"%d" % n) is not None for n in range(10)] == [True] * 5 + [False] * 5
    after.close()


def test_what_was_not_used_for_long_goes(tmp_path: Path) -> None:
    filled(tmp_path)
    Store(tmp_path, now=time.time() + 61 * DAY).close()
    assert found(tmp_path) == 0


def test_the_file_shrinks_with_what_is_in_it(tmp_path: Path) -> None:
    filled(tmp_path, 2000)
    before = file_in(tmp_path).stat().st_size
    Store(tmp_path, max_bytes=100_000).close()
    assert file_in(tmp_path).stat().st_size < before / 5


def test_two_builds_at_once_keep_the_pieces_of_both(tmp_path: Path) -> None:
    one, two = Store(tmp_path), Store(tmp_path)
    one.put("kind", b"1", b"one")
    two.put("kind", b"2", b"two")
    one.flush()
    two.flush()
    one.close()
    two.close()
    three = Store(tmp_path)
    assert (three.get("kind", b"1"), three.get("kind", b"2")) == (b"one", b"two")
    three.close()


def test_what_a_forked_process_made_is_there_for_its_parent_however_much_it_is(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    store.forget_file()
    for number in range(3):
        store.put("kind", b"%d" % number, b"x" * (BATCH_BYTES // 2))
    assert len(store.pending) == 3
    store.close()


def test_a_store_that_another_process_locks_is_done_without(tmp_path: Path) -> None:
    filled(tmp_path)
    other = sqlite3.connect(file_in(tmp_path), isolation_level=None)
    other.execute("begin exclusive")
    store = Store(tmp_path, patience=0)
    store.put("kind", b"new", b"value")
    store.flush()
    store.close()
    other.execute("rollback")
    other.close()
    assert found(tmp_path) == 20


def test_a_full_disk_costs_the_cache_and_no_build(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from mkdocs_quickbuild.store import Store\n"
        "store = Store(pathlib.Path(sys.argv[1]))\n"
        "[store.put('kind', b'%d' % n, b'x' * 100_000) for n in range(100)]\n"
        "store.close(); print(store.complaint)"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )
    assert done.returncode == 0, done.stderr
    assert "pieces-" in done.stdout
    filled(tmp_path)
    assert found(tmp_path) == 20


def test_the_command_tells_the_size_and_clears(tmp_path: Path) -> None:
    filled(tmp_path, 2000)
    said = CliRunner().invoke(main, ["size", str(tmp_path)]).output
    assert float(said.split()[-2]) > 1
    assert "removed" in CliRunner().invoke(main, ["clear", str(tmp_path)]).output
    assert found(tmp_path) == 0


def test_a_kill_at_any_moment_leaves_a_cache_that_gives_the_right_pages(tmp_path: Path) -> None:
    write(tmp_path, sample(40), **SETTINGS)
    build(tmp_path, "plain", cache=None)
    started = time.monotonic()
    build(tmp_path, "cached")
    length = time.monotonic() - started
    chance = random.Random(5)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "cached.yml")]
    for turn in range(60 if SOAK else 5):
        if turn % 3 == 0:
            shutil.rmtree(tmp_path / ".cache")
        killed = subprocess.Popen([*command, "-d", str(tmp_path / "killed")], env=VARIABLES)
        time.sleep(length * chance.uniform(0.3, 1.0))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert build(tmp_path, "cached").code == 0
        assert differences(tmp_path / "plain", tmp_path / "cached") == []


def test_two_whole_builds_at_once_give_the_right_pages(tmp_path: Path) -> None:
    write(tmp_path, sample(20), **SETTINGS)
    build(tmp_path, "plain", cache=None)
    build(tmp_path, "cached")
    shutil.rmtree(tmp_path / ".cache")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "cached.yml")]
    both = [
        subprocess.Popen([*command, "-d", str(tmp_path / name)], env=VARIABLES) for name in "ab"
    ]
    assert [process.wait() for process in both] == [0, 0]
    assert differences(tmp_path / "plain", tmp_path / "a") == []
    assert differences(tmp_path / "plain", tmp_path / "b") == []
    build(tmp_path, "cached")
    assert differences(tmp_path / "plain", tmp_path / "cached") == []


@pytest.mark.parametrize("seed", range(20))
def test_no_byte_of_what_a_forgetful_store_forgot_stays_in_the_file(
    tmp_path: Path, seed: int
) -> None:
    # However pieces were moved about in the file: of several sizes, put and forgotten in turn.
    chance, words = random.Random(seed), set[str]()
    for _ in range(6):
        words = {word for word in words if chance.random() < 0.5}
        words |= {f"{chance.getrandbits(60):015x}" for _ in range(30)}
        store = Store(tmp_path, forgetful=True)
        for word in sorted(words):
            if store.get("kind", word.encode()) is None:
                value = f"{word} " * chance.choice((1, 3, 20, 100, 300))
                store.put("kind", word.encode(), value.encode())
        replaced = f"{chance.getrandbits(60):015x}"
        store.put("kind", b"always", f"{replaced} ".encode() * chance.choice((1, 3, 20, 100)))
        store.flush()
        store.forget()
        store.close()
        content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        found = {one.decode() for one in re.findall(rb"[0-9a-f]{15}(?= )", content)}
        assert found == words | {replaced}


def test_of_what_other_processes_made_only_some_is_held_before_it_is_in_the_file(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    size, most = BATCH_BYTES // 4, 0

    def pieces() -> Iterator[tuple[bytes, bytes]]:
        nonlocal most
        for number in range(20):
            yield place_of("kind", bytes([number])), bytes([number]) * size
            most = max(most, sum(map(len, store.pending.values())))

    assert store.take_over(pieces()) == {place_of("kind", bytes([n])) for n in range(20)}
    assert most <= BATCH_BYTES + size
    for number in range(20):
        assert store.get("kind", bytes([number])) == bytes([number]) * size
    store.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux")
def test_what_a_process_has_made_before_it_was_killed_is_there_and_nothing_else_is_left(
    tmp_path: Path,
) -> None:
    def do(share: Iterable[int]) -> Iterator[tuple[bytes, bytes]]:
        for number in share:
            if number == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            yield bytes([number]), b"x" * 100_000

    found = [key for key, _ in work([[0, 1, 2, 3, 4], [5, 6]], do, tmp_path)]
    assert found[-2:] == [bytes([5]), bytes([6])]
    assert found[:-2] == [bytes([n]) for n in range(len(found) - 2)]
    assert len(found) - 2 in (2, 3), "the last may still have been on its way"
    assert not list(tmp_path.iterdir())
