"""The rules that keep the parts apart. What breaks one of them is mended, or the rule is argued."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "plugins" / "syntopic"

STAGES = (
    "model",
    "reading",
    "parsing",
    "gathering",
    "merging",
    "execution",
    "linking",
    "rendering",
    "review",
    "publishing",
)
"""Each stage may know those before it and none after it."""

VOCABULARY = {
    "plurals": frozenset[str](),
    "names": frozenset({"plurals", "model"}),
    "languages": frozenset({"model"}),
    "markdown": frozenset[str](),
    "image_files": frozenset[str](),
    "printed": frozenset[str](),
    "memory": frozenset[str](),
}
"""Parts that every stage after the model may use, and what they themselves may."""

ALLOWED = {
    **VOCABULARY,
    "model": frozenset[str](),
    **{
        stage: frozenset(STAGES[:place]) | frozenset(VOCABULARY)
        for place, stage in enumerate(STAGES)
        if place
    },
    # It looks for what the stages let through, so it must not see with their eyes.
    "auditing": frozenset({"model"}) | frozenset(VOCABULARY),
    # It asks servers for addresses and knows nothing of notes.
    "checking": frozenset[str](),
}
"""Which parts a part may import. Parts that are not here (the plugin, the command line) tie the
stages together: they may import every part, and no part that is here may import them."""

ENGINES = {"mkdocs", "properdocs", "material"}
MOST_LINES = 299


def modules(package: Path) -> list[Path]:
    """Return every module below a package, the front end's packages aside."""
    return sorted(p for p in package.rglob("*.py") if "node_modules" not in p.parts)


def part_of(package: Path, module: Path) -> str:
    """Return the part a module belongs to: the folder or module right below the package."""
    return module.relative_to(package).parts[0].removesuffix(".py")


def imports(package: Path, module: Path) -> Iterator[str]:
    """Yield the full name of everything a module imports, wherever in it the import stands."""
    above = (package.name, *module.relative_to(package).parts[:-1])
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(above[: len(above) - node.level + 1]) if node.level else ""
            base = ".".join(filter(None, (start, node.module)))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def forbidden_imports(package: Path) -> list[str]:
    """Return one line for each import that the table does not allow."""
    found = []
    for module in modules(package):
        part = part_of(package, module)
        for name in imports(package, module):
            top, _, rest = name.partition(".")
            target = rest.partition(".")[0]
            if top == package.name and part in ALLOWED and target not in ALLOWED[part] | {part}:
                found.append(f"{module.relative_to(package).as_posix()} imports {name}")
            if top in ENGINES and part != "mkdocs_plugin":
                found.append(f"{module.relative_to(package).as_posix()} imports {name}")
    return found


def test_no_stage_imports_a_later_one_and_only_the_plugin_knows_the_engine() -> None:
    assert forbidden_imports(PACKAGE) == []


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("reading/files.py", "from syntopic.parsing import blocks"),
        ("reading/files.py", "from syntopic import parsing"),
        ("reading/files.py", "import syntopic.cli"),
        ("reading/files.py", "from ..parsing import blocks"),
        ("reading/files.py", "from .. import mkdocs_plugin"),
        ("model/__init__.py", "from ..names import fold"),
        ("markdown/formulas.py", "from syntopic.model import Block"),
        ("cli.py", "def f():\n    from mkdocs.config import load_config"),
        ("rendering/pages.py", "import material"),
    ],
)
def test_every_way_to_break_the_rule_is_noticed(
    tmp_path: Path, module: str, statement: str
) -> None:
    path = tmp_path / "syntopic" / module
    path.parent.mkdir(parents=True)
    path.write_text(statement, encoding="utf-8")
    assert len(forbidden_imports(tmp_path / "syntopic")) == 1


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("parsing/blocks.py", "from syntopic.reading import read"),
        ("parsing/blocks.py", "from . import tokens"),
        ("parsing/deep/blocks.py", "from ..tokens import walk"),
        ("cli.py", "from syntopic.publishing import audit"),
        ("mkdocs_plugin/__init__.py", "from mkdocs.plugins import BasePlugin"),
        ("markdown/formulas.py", "from markdown.extensions import Extension"),
    ],
)
def test_what_the_rule_allows_passes(tmp_path: Path, module: str, statement: str) -> None:
    path = tmp_path / "syntopic" / module
    path.parent.mkdir(parents=True)
    path.write_text(statement, encoding="utf-8")
    assert forbidden_imports(tmp_path / "syntopic") == []


def test_every_module_is_short_enough_to_be_read_in_one_sitting() -> None:
    lengths = {
        module.relative_to(ROOT).as_posix(): len(module.read_text(encoding="utf-8").splitlines())
        for module in [*modules(PACKAGE), ROOT / "build_frontend.py"]
    }
    assert len(lengths) > len(STAGES)
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_the_folder_of_plugins_is_not_itself_a_package() -> None:
    assert not (ROOT / "plugins" / "__init__.py").exists()


def keys(value: Any) -> Iterator[str]:
    """Yield every key at any depth of a JSON value."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from keys(inner)


LOCKS = (
    PACKAGE / "frontend" / "package-lock.json",
    *sorted(ROOT.glob("tests/*/package-lock.json")),
    *sorted(ROOT.glob("benchmarks/*/package-lock.json")),
)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.parent.name)
def test_packages_for_node_are_pinned_by_hash_and_not_by_address(path: Path) -> None:
    lock = json.loads(path.read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) >= 1
    settings = (path.parent / ".npmrc").read_text(encoding="utf-8")
    assert "omit-lockfile-registry-resolved=true" in settings
    assert "resolved" not in set(keys(lock))
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def pinned() -> dict[str, list[Requirement]]:
    """Return what requirements/dev.txt pins, by name; each has the hashes that follow it."""
    found: dict[str, list[Requirement]] = {}
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=\S)", text.strip()):
        requirement, *hashes = (line.strip(" \\") for line in entry.splitlines())
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes)
        parsed = Requirement(requirement)
        assert re.fullmatch(r"==[^*,]+", str(parsed.specifier)), requirement
        found.setdefault(canonicalize_name(parsed.name), []).append(parsed)
    return found


def test_every_python_package_is_pinned_by_hash_and_not_by_address() -> None:
    assert len(pinned()) > 50
    for path in (ROOT / "requirements").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"://|--(index-url|extra-index-url|find-links|trusted-host)", text)


def test_the_pinned_versions_are_what_the_project_asks_for() -> None:
    names = (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for name in names if (line := name.partition("#")[0].strip())]
    wanted += [Requirement(line) for line in metadata.requires("mkdocs-syntopic") or ()]
    versions = pinned()
    for requirement in wanted:
        for pin in versions[canonicalize_name(requirement.name)]:
            (exact,) = pin.specifier
            assert requirement.specifier.contains(exact.version), f"{requirement}, but {pin}"
