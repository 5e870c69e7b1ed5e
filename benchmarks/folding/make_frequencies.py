"""Counts in how many paragraphs of technical English each token stands.

The text is the documentation inside installed packages: docstrings of the standard library, numpy,
scipy, scikit-learn, pandas and matplotlib, read without importing anything, and Python's language
reference. Only counts leave it, no sentence. The same versions give the same bytes:

    python -m benchmarks.folding.make_frequencies
"""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from textwrap import dedent

from syntopic.languages import language
from syntopic.merging.tokens import tokens

PACKAGES = {"numpy": "numpy", "scipy": "scipy", "sklearn": "scikit-learn", "pandas": "pandas",
            "matplotlib": "matplotlib"}  # fmt: skip
TABLE = Path(__file__).parents[2] / "plugins/syntopic/merging/frequencies/en.json"
VERSION = "1"
LEAST = 3
"""Tokens in fewer paragraphs are left out: names of this one function or that one person."""

_ROLE = re.compile(r":math:`([^`]+)`")
_OTHER_ROLE = re.compile(r":[\w:]+:`~?([^`<]+?)(?:\s*<[^>]*>)?`")
_CODE = re.compile(r"``[^`]*``|`[^`]*`|\b\w+[._]\w[\w.]*(?:\(\))?")


def paragraphs(docstring: str) -> Iterator[str]:
    """Running text only: no doctests, no signatures, tables, underlines or directives."""
    for block in re.split(r"\n\s*\n", dedent(docstring)):
        lines = [line.strip() for line in block.splitlines()]
        kept = [
            line
            for line in lines
            if line and not re.match(r">>>|\.\.\.|\.\. |[-=~+|*^]{3,}|\w+ : |:\w+:$|Array\(", line)
        ]
        text = _CODE.sub(" ", _OTHER_ROLE.sub(r"\1", _ROLE.sub(r"$\1$", " ".join(kept))))
        if len(re.findall(r"[a-z]{2,}", text)) >= 8:
            yield text


def docstrings(path: Path) -> Iterator[str]:
    """All docstrings of a file, without running it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" in node.value:
            yield node.value


def files() -> Iterator[Path]:
    """Source files of the packages and the standard library, in a fixed order, without tests."""
    roots = [Path(ast.__file__).parent]
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise SystemExit(f"{name} is not installed")
        roots.append(Path(found.origin).parent)
    for root in roots:
        for path in sorted(root.rglob("*.py")):
            inside = path.relative_to(root).parts
            if not {"tests", "test", "site-packages", "idlelib", "lib2to3"} & set(inside):
                yield path
        yield from sorted(root.rglob("*/descr/*.rst"))


def count(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """The number of different paragraphs, and of those that hold each token."""
    english = language("en")
    distinct = dict.fromkeys(texts)
    counts: Counter[str] = Counter()
    for text in distinct:
        counts.update({t for t in tokens(text, english).all if not t.lstrip("-")[:1].isdigit()})
    return len(distinct), counts


def main() -> None:
    """Write the table; equal counts share a line."""
    texts: list[str] = []
    for path in files():
        found = [path.read_text("utf-8")] if path.suffix == ".rst" else docstrings(path)
        texts += (p for docstring in found for p in paragraphs(docstring))
    documents, counts = count(texts)
    lines: dict[int, list[str]] = {}
    for token, number in counts.items():
        if number >= LEAST:
            lines.setdefault(number, []).append(token)
    table = {
        "version": VERSION,
        "made_from": {
            "python": ".".join(map(str, sys.version_info[:2])),
            **{name: version(distribution) for name, distribution in PACKAGES.items()},
        },
        "documents": documents,
        "rare": 1,
        "counts": {str(number): " ".join(sorted(lines[number])) for number in sorted(lines)},
    }
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{documents} paragraphs, {sum(map(len, lines.values()))} tokens: {TABLE}")


if __name__ == "__main__":
    main()
