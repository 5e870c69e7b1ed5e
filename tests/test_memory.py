"""What was made is given again only where it was made from the same; files of it are harmless."""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from syntopic.linking.resolve import Ambiguous, External
from syntopic.memory import Last, Lasts, keeping
from syntopic.memory.files import SETTLING, look
from syntopic.model import Area, Note, NotePath, Severity

KEY = keeping.signed(b"this code")
NOTE = Note(NotePath("book/slope.md"), "md", "How steep a line is.\n", (1,))
KEPT = (Last, Lasts)


class Asked(NamedTuple):
    text: str
    language: str


def test_a_value_is_made_anew_only_where_what_it_was_made_from_differs() -> None:
    last: Last[list[str]] = Last()
    first = last.of(Asked("a", "en"), lambda: ["a"])
    assert (last.of(Asked("a", "en"), lambda: []) is first, last.why) == (True, "")
    assert (last.of(Asked("b", "de"), lambda: ["b"]), last.why) == (["b"], "text, language")
    assert last.kept(Asked("a", "en")) is None
    last.of(Asked("b", "de"), lambda: [], saved=False)
    assert pickle.loads(pickle.dumps(last)).made is None


def test_what_a_run_does_not_ask_for_is_forgotten() -> None:
    lasts: Lasts[str, str] = Lasts()
    for asked in (("a", "b"), ("b",)):
        lasts.begin()
        for key in asked:
            lasts.of(key, key, key.upper)
        lasts.forget()
    assert (list(lasts.known), lasts.changed) == (["b"], True)
    assert lasts.known["b"].made == ("b", "B")


def test_what_a_run_asked_for_that_broke_off_is_not_taken_for_asked() -> None:
    lasts: Lasts[str, str] = Lasts()
    lasts.of("broke off", 1, lambda: "private by now")
    lasts.begin()
    lasts.of("a", 1, lambda: "a")
    lasts.forget()
    assert list(lasts.known) == ["a"]


def test_a_value_that_is_asked_for_twice_in_a_run_was_made_in_it_all_the_same() -> None:
    lasts: Lasts[str, str] = Lasts()
    for run, changed in ((1, True), (1, False), (2, True)):
        lasts.begin()
        for _ in range(2):
            lasts.of("a", run, lambda: "a")
        lasts.forget()
        assert (lasts.changed, [key for key, _ in lasts.made()]) == (changed, ["a"] * changed)


def test_what_is_kept_without_a_look_is_what_it_was_and_nothing_that_a_broken_run_left() -> None:
    lasts: Lasts[str, str] = Lasts()
    for key in ("a", "b"):
        lasts.of(key, 1, key.upper)
    lasts.forget()
    made = {key: last.made for key, last in lasts.known.items()}
    lasts.begin()
    lasts.of("b", 2, lambda: "private by now")
    lasts.begin()
    for key in ("a", "b", "c"):
        lasts.keep(key, made.get(key))
    lasts.forget()
    assert {key: (last.made, last.why) for key, last in lasts.known.items()} == {
        "a": ((1, "A"), "")
    }


def test_an_equal_value_is_the_same_object_as_before() -> None:
    lasts: Lasts[str, list[int]] = Lasts()
    first = [1]
    assert lasts.same("a", first) is first
    lasts.forget()
    assert lasts.same("a", [1]) is first


def test_values_come_back_from_their_file_as_they_were_and_are_shared_as_they_were(
    tmp_path: Path,
) -> None:
    lasts: Lasts[str, object] = Lasts()
    plain = (Severity.HINT, frozenset({1}), {"b": b"c"}, External(), Area("x"), Ambiguous(("y",)))
    lasts.of("a", NOTE, lambda: (NOTE, *plain))
    lasts.of("secret", NOTE, lambda: "words", saved=False)
    lasts.forget()
    file = tmp_path / "memory" / "build.pickle"
    assert keeping.save(file, KEY, lasts)
    found = keeping.load(file, KEY, KEPT)
    assert isinstance(found, Lasts)
    assert found.known.keys() == {"a"}
    made_from, made = found.known["a"].made or (None, None)
    assert made == (NOTE, *plain)
    assert isinstance(made, tuple)
    assert made[0] is made_from
    assert b"words" not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == ["build.pickle"]


def test_a_file_of_other_code_and_a_damaged_one_are_of_no_use_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "build.pickle"
    for harm in (b"", b"syntopic memory 1\n", None):
        keeping.save(file, KEY, NOTE)
        whole = file.read_bytes()
        file.write_bytes(whole[:-20] + b"x" + whole[-19:] if harm is None else harm)
        assert keeping.load(file, KEY) is None
        assert not file.exists()
    keeping.save(file, KEY, NOTE)
    assert keeping.load(file, keeping.signed(b"other code")) is None
    assert not file.exists()


class Harm:
    """What a pickle can hold that runs when it is read."""

    def __init__(self, *call: object) -> None:
        self.call = call

    def __reduce__(self) -> tuple[object, ...]:
        return self.call[0], tuple(self.call[1:])


@dataclass
class Loose:
    """No value of this package."""


@pytest.mark.parametrize(
    "harm",
    [
        Harm(os.mkdir, "harmed"),
        Harm(eval, "__import__('os').mkdir('harmed')"),
        Harm(getattr, NOTE, "text"),
        Harm(Path, "harmed"),
        Harm(keeping.save, Path("harmed"), b"", b""),
        Loose(),
        NotePath,
        keeping.pickle.Unpickler,  # type: ignore[attr-defined]
    ],
    ids=("mkdir", "eval", "getattr", "path", "save", "loose", "new-type", "unpickler"),
)
def test_a_file_that_somebody_made_to_do_harm_does_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: object
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "build.pickle"
    keeping.save(file, KEY, (NOTE, harm))
    assert keeping.load(file, KEY, KEPT) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "csyntopic.memory.keeping\npickle.loads\n",
        "csyntopic.memory.keeping\nos\n",
        "csyntopic.cli\nmain\n",
        "csyntopic.memory\nLast.of\n",
        "csyntopic.model.notes\nre\n",
        "cbuiltins\nobject\n",
        "cthis\ns\n",
    ],
)
def test_no_name_in_a_file_leads_out_of_the_plain_values(tmp_path: Path, name: str) -> None:
    file = tmp_path / "build.pickle"
    keeping.save(file, KEY, None)
    body = f"{name}.".encode()
    head = file.read_bytes()[: len(b"syntopic memory 1\n") + len(KEY)]
    file.write_bytes(head + keeping.signed(body) + body)
    assert keeping.load(file, KEY, KEPT) is None


def test_nothing_is_left_of_a_build_that_was_killed_while_it_saved(tmp_path: Path) -> None:
    file = tmp_path / "build.pickle"
    (tmp_path / "build.pickle.123.part").write_bytes(b"words that are private by now")
    assert keeping.save(file, KEY, NOTE)
    assert [path.name for path in tmp_path.iterdir()] == ["build.pickle"]


def test_a_file_that_cannot_be_saved_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("in the way")
    assert not keeping.save(tmp_path / "memory" / "build.pickle", KEY, NOTE)


def test_a_value_that_cannot_be_saved_leaves_no_older_one_behind(tmp_path: Path) -> None:
    file, nested = tmp_path / "build.pickle", ()
    keeping.save(file, KEY, NOTE)
    for _ in range(100_000):
        nested = (nested,)  # type: ignore[assignment]
    assert not keeping.save(file, KEY, nested)
    assert list(tmp_path.iterdir()) == []


def test_of_two_that_save_at_once_one_may_find_that_it_was_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "build.pickle"
    replace = Path.replace

    def overtaken(part: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(os, "getpid", lambda: 1)
        assert keeping.save(file, KEY, NOTE)
        return part.replace(target)

    monkeypatch.setattr(Path, "replace", overtaken)
    assert not keeping.save(file, KEY, (NOTE, NOTE))
    assert keeping.load(file, KEY) == NOTE


def test_a_file_looks_the_same_until_it_is_touched_and_not_at_all_right_after(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.md"
    file.write_text("one")
    later = time.time_ns() + 2 * SETTLING
    before = look(file, later)
    assert before is not None
    assert look(file, later) == before
    assert look(file, time.time_ns()) is None
    stat = file.stat()
    file.write_text("two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert look(file, later) != before
    assert look(tmp_path / "missing.md", later) is None


def test_a_value_is_as_large_in_its_file_as_it_has_to_be() -> None:
    lasts: Lasts[str, Note] = Lasts()
    for key in ("a", "b", "c"):
        lasts.of(key, NOTE, lambda: NOTE)
    lasts.forget()
    assert pickle.dumps(lasts).count(b"How steep a line is.") == 1
