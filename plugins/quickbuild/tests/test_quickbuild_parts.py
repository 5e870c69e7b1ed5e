"""The parts of the cache by themselves."""

from __future__ import annotations

import datetime
import functools
import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from quickbuild_sites import VARIABLES

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.garbage import Garbage
from mkdocs_quickbuild.navigation import parts_of, shape
from mkdocs_quickbuild.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=8,
)


def known(_module: str) -> bool:
    return True


@settings(deadline=None)
@given(plain, plain)
def test_two_values_have_one_digest_only_if_they_are_the_same(one: Any, other: Any) -> None:
    same = repr(one) == repr(other)
    assert (value_digest(one) == value_digest(other)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        ([], ()),
        (["ab"], ["a", "b"]),
        ([["a"], "b"], [["a", "b"]]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({1, 2}, {1, 2, 3}),
        (datetime.date(2024, 1, 1), "2024-01-01"),
        (functools.partial(print, 1), functools.partial(print, 2)),
        ("a\0b", ["a", "b"]),
        (["str", "x"], "x"),
    ],
)
def test_what_looks_alike_is_told_apart(one: object, other: object) -> None:
    assert value_digest(one, known=known) != value_digest(other, known=known)


def test_what_holds_itself_has_a_digest(tmp_path: Path) -> None:
    value: list[Any] = [1]
    value.append(value)
    assert value_digest(value) == value_digest(value)


@pytest.mark.parametrize("value", [object(), lambda: 1, iter([]), "x".join])
def test_what_has_no_stable_form_is_refused(value: object) -> None:
    with pytest.raises(Refused):
        value_digest(value)


def test_a_digest_is_the_same_in_every_process() -> None:
    script = (
        "from mkdocs_quickbuild.canonical import value_digest\n"
        "print(value_digest([{'a', 'b', 'c'}, {'x': (1, 2.5, None)}, frozenset('xyz')]).hex())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={**VARIABLES, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


parts = st.lists(st.sampled_from(["a", "b", "c.html", "d"]), min_size=0, max_size=4)
urls = st.tuples(parts, st.sampled_from(["", "/"])).map(lambda p: "/".join(p[0]) + p[1])


@settings(deadline=None)
@given(st.lists(urls, min_size=1, max_size=5), urls, urls)
def test_pages_of_one_shape_see_the_same_relative_addresses(
    targets: list[str], one: str, other: str
) -> None:
    prefixes = frozenset(parts_of(target)[:length] for target in targets for length in range(1, 6))
    if shape(one, prefixes) == shape(other, prefixes):
        for target in targets:
            assert relative(target, one) == relative(target, other)


def relative(url: str, other: str) -> str:
    """As both engines make addresses relative."""
    folder, _, name = other.rpartition("/")
    here = parts_of(folder if "." in name else other)
    there = parts_of(url)
    common = 0
    for a, b in zip(here, there, strict=False):
        if a != b:
            break
        common += 1
    path = "/".join([".."] * (len(here) - common) + list(there[common:])) or "."
    return path + "/" if url.endswith("/") else path


def test_our_way_to_make_addresses_relative_is_that_of_the_engines() -> None:
    script = (
        "import sys, itertools; sys.path.insert(0, sys.argv[1])\n"
        "from test_quickbuild_parts import relative\n"
        "from mkdocs.utils import get_relative_url\n"
        "urls = ['/'.join(p) + e for n in range(4)\n"
        "        for p in itertools.product(['a', 'b', 'c.html'], repeat=n) for e in ('', '/')]\n"
        "assert all(relative(u, o) == get_relative_url(u, o) for u in urls for o in urls)"
    )
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", script, here], check=True, env=VARIABLES)


def test_plugins_are_steady_that_were_read_that_say_so_or_that_the_author_trusts() -> None:
    script = (
        "from mkdocs.config.defaults import MkDocsConfig\n"
        "from mkdocs.plugins import BasePlugin\n"
        "from mkdocs_quickbuild.plugins import all_steady\n"
        "class Own(BasePlugin):\n"
        "    def on_post_page(self, output, **kwargs): return output\n"
        "config = MkDocsConfig()\n"
        "config.load_dict({'site_name': 'x', 'plugins': ['search', 'material/tags']})\n"
        "config.validate()\n"
        "read = all_steady(config, frozenset())\n"
        "config.plugins['own'] = own = Own()\n"
        "print(read, *(all_steady(config, frozenset(t)) for t in ((), ('own',), ('other',))))\n"
        "own.quickbuild_steady = True\n"
        "print(all_steady(config, frozenset()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=VARIABLES
    )
    assert done.stdout.split() == ["True", "False", "True", "False", "True"]


def test_garbage_is_looked_for_after_a_build_as_before() -> None:
    gc.unfreeze()  # what other tests have left
    before = gc.get_threshold(), gc.get_freeze_count()
    garbage = Garbage()
    garbage.spare()
    garbage.spare()
    assert gc.get_freeze_count() > before[1]
    garbage.look()
    garbage.look()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_no_garbage_is_looked_for_when_the_process_ends() -> None:
    script = (
        "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 1000))\n"
        "from mkdocs_quickbuild.garbage import Garbage\n"
        "garbage = Garbage(); garbage.spare(); garbage.look(); print(gc.get_freeze_count() > 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=VARIABLES
    )
    assert done.stdout.split() == ["False", "True"]


def test_every_option_is_described() -> None:
    script = (
        "from mkdocs_quickbuild.options import Options\n"
        "import yaml; print(yaml.safe_dump({k: o.default for k, o in Options._schema}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=VARIABLES
    )
    rows = {}
    described = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Options\n")[1]
    for line in described.split("\n## ")[0].splitlines():
        cells = [cell.strip(" `") for cell in line.split("|")[1:-1]]
        if len(cells) == 3 and cells[0] not in ("option", "---"):
            rows[cells[0]] = yaml.safe_load(cells[1])
    options = yaml.safe_load(done.stdout)
    assert {name: rows.get(name) for name in options} == options
    assert set(rows) == set(options)


def test_no_module_is_long_and_none_knows_anything_of_notes() -> None:
    for path in (ROOT / "mkdocs_quickbuild").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 300, path.name
        assert "syntopic" not in text, path.name


def test_progress_is_told_after_a_second_and_then_once_a_second() -> None:
    said: list[str] = []
    clock = iter(quarter / 4 for quarter in range(99))
    progress = Progress(lambda text, *parts: said.append(text % parts), lambda: next(clock))
    for _ in range(12):
        progress.count("built", 12)
    assert said == ["built 4 of 12 pages", "built 8 of 12 pages", "built 12 of 12 pages"]
