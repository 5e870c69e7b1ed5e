"""A private word in every place that one can think of: none of them escapes, and all of them could.

The garden is built by the real engine with everything on, exported and shared; whatever was written
is searched: pages, feeds, cards, archives, caches, logs, what was left behind, and all names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

import pytest

import searching
from canary_garden import Planted, write
from canary_ways import WAYS
from searching import Emitted
from syntopic.cli.auditing import audited
from syntopic.cli.opening import find
from syntopic.publishing.sharing import PLACES

STRICT = tuple(one for one in WAYS if not one.way.errs)
LAX = tuple(one for one in WAYS if one.way.errs)


@dataclass(frozen=True, slots=True)
class Made:
    """All that left the garden in a folder, and how its build ended."""

    root: Path
    emitted: tuple[Emitted, ...]
    code: int
    said: str


COMMANDS = """\
import json, sys
from syntopic.cli import main
for arguments in json.loads(sys.argv[1]):
    main(arguments, standalone_mode=False)
"""


def run(root: Path, variables: dict[str, str], *commands: list[str]) -> tuple[int, str]:
    """Commands of ours as they are typed, and all that they say."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(commands)],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TMPDIR": str(root / "tmp"),
            **variables,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def made(root: Path, ways: tuple[Planted, ...], *, opened: bool, strict: bool) -> Made:
    """Build, export and share a garden; everything that came of it."""
    variables = write(root, ways, opened=opened)
    (root / "tmp").mkdir()
    code, said = run(root, variables, ["build", *(["--strict"] if strict else [])])
    shares = [["share", "Shared", "--to", place] for place in PLACES] if strict or opened else []
    left, more = run(root, variables, ["export", "export"], *shares)
    assert left == 0, more
    folders = ("site", "export", "shared", ".cache", "tmp")
    emitted = [
        replace(one, name=f"{folder}/{one.name}")
        for folder in folders
        for one in searching.files_below(root / folder)
    ]
    emitted += [searching.told("the log of the build", said), searching.told("a log", more)]
    return Made(root, tuple(emitted), code, said)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("strict"), STRICT, opened=False, strict=True)


@pytest.fixture(scope="module")
def lax(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("lax"), LAX, opened=False, strict=False)


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("twin"), WAYS, opened=True, strict=False)


def named(one: Planted) -> str:
    return one.way.name


def test_the_canary_garden_is_built_strictly(strict: Made) -> None:
    assert strict.code == 0, strict.said
    assert len(WAYS) >= 40
    assert len({one.word for one in WAYS}) == len(WAYS)


@pytest.mark.parametrize("one", STRICT, ids=named)
def test_no_private_word_escapes(strict: Made, one: Planted) -> None:
    assert searching.places(one.word, strict.emitted) == []


@pytest.mark.parametrize("one", LAX, ids=named)
def test_no_private_word_escapes_where_something_is_wrong_with_a_note(
    lax: Made, one: Planted
) -> None:
    assert lax.code == 0, lax.said
    assert searching.places(one.word, lax.emitted) == []


def test_the_audit_has_nothing_to_say_against_the_canary_garden(strict: Made, lax: Made) -> None:
    for one in (strict, lax):
        report = audited(find(one.root / "mkdocs.yml"), one.root / "site")
        assert report.private_notes > 0
        assert report.errors == ()


@pytest.mark.parametrize("one", WAYS, ids=named)
def test_the_same_word_made_public_is_found_where_it_belongs(twin: Made, one: Planted) -> None:
    found = [place.split(": …")[0] for place in searching.places(one.word, twin.emitted)]
    for pattern in one.way.shows:
        wanted = one.written(pattern)
        assert any(fnmatch(name, wanted) for name in found), (wanted, found)
