"""Sites for the tests of the build cache, built by a real engine in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOAK = "SOAK" in os.environ
"""Whether there is time for many more random steps."""

VARIABLES = {
    **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
    "SOURCE_DATE_EPOCH": "1700000000",
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a build ended and what it said."""

    code: int
    said: str

    @property
    def heard(self) -> list[str]:
        """What it said, without what the cache said and how long it took."""
        return [
            line
            for line in self.said.splitlines()
            if "quickbuild:" not in line and "built in" not in line and "directory:" not in line
        ]

    def line(self, word: str) -> str:
        """The line of the cache that has this word in it."""
        return next(
            line for line in self.said.splitlines() if "quickbuild:" in line and word in line
        )


def write(root: Path, files: dict[str, str], **config: Any) -> None:
    """Write pages, by their names below `docs`, and a configuration."""
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {"site_name": "Test", "site_url": "https://example.org/", "theme": "material"}
    (root / "mkdocs.yml").write_text(yaml.safe_dump({**settings, **config}), encoding="utf-8")


def build(root: Path, out: str, *flags: str, engine: str = "mkdocs", cache: Any = True) -> Ended:
    """Build the site into the folder `out`, with the cache or, if that is None, without."""
    file = root / "mkdocs.yml"
    if cache is not None:
        config = yaml.safe_load(file.read_text(encoding="utf-8"))
        ours = "quickbuild" if cache is True else {"quickbuild": cache}
        config["plugins"] = [*config.get("plugins", ["search"]), ours]
        file = root / "cached.yml"
        file.write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", engine, "build", "-f", str(file), "-d", str(root / out)]
    done = subprocess.run(
        [*command, *flags], capture_output=True, text=True, env=VARIABLES, cwd=root
    )
    return Ended(done.returncode, done.stdout + done.stderr)


def differences(one: Path, other: Path) -> list[str]:
    """Files that are not the same in both folders."""
    names = {p.relative_to(f) for f in (one, other) for p in f.rglob("*") if p.is_file()}
    return sorted(
        str(name)
        for name in names
        if not (one / name).is_file()
        or not (other / name).is_file()
        or (one / name).read_bytes() != (other / name).read_bytes()
    )


def sample(count: int = 12) -> dict[str, str]:
    """Pages with links, tags, code and a blog."""
    pages = {
        "index.md": "# Home\n\nSee [one](area-1/note-1.md).\n",
        "tags.md": "# Tags\n\n<!-- material/tags -->\n",
        "blog/index.md": "# Blog\n",
    }
    for number in range(count):
        area, other = number % 3, (number * 7) % count
        target = f"../area-{other % 3}/note-{other}.md"
        pages[f"area-{area}/note-{number}.md"] = (
            f"---\ntags: [t{number % 4}]\n---\n\n# Note {number}\n\nSee [it]({target}).\n\n"
            f"## Part\n\n```python\nprint({number})\n```\n"
        )
    for number in range(3):
        pages[f"blog/posts/{number}.md"] = (
            f"---\ndate: 2024-01-0{number + 1}\ncategories: [c]\n---\n\n# Post {number}\n\nOne.\n\n"
            "<!-- more -->\n\nTwo.\n"
        )
    return pages


def rebuilt(root: Path, *, steps: int = 2, cache: Any = True, **config: Any) -> str:
    """Build twice with the cache; fail unless both are as without it; what the last one said."""
    write(root, sample(6) | config.pop("files", {}), **{"theme": "mkdocs", **config})
    plain = build(root, "plain", cache=None)
    said = ""
    for _ in range(steps):
        cached = build(root, "cached", cache=cache)
        assert plain.code == cached.code == 0, cached.said
        wrong = differences(root / "plain", root / "cached")
        assert wrong == [], wrong
        said = cached.said
    return said


def hook(root: Path, text: str) -> dict[str, Any]:
    """A configuration with a hook of this text."""
    root.joinpath("hook.py").write_text(text, encoding="utf-8")
    return {"hooks": ["hook.py"], "plugins": ["search"]}


def footer(root: Path, block: str) -> dict[str, Any]:
    """A configuration whose theme shows this at the foot of each page."""
    over = root / "over"
    over.mkdir(parents=True)
    (over / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}' + block + "{% endblock %}"
    )
    return {"theme": {"name": "mkdocs", "custom_dir": "over"}}


SETTINGS: dict[str, Any] = {
    "markdown_extensions": ["admonition", "pymdownx.superfences", {"toc": {"permalink": True}}],
    "plugins": ["search", "tags", "blog"],
}
