"""A site on disk whose pages, posts and links are drawn by chance."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import yaml

WORDS = "gradient matrix vector sample mean variance kernel signal basis rank trace norm".split()
AREAS = ("", "algebra/", "stats/", "stats/deep/")


class Site:
    """A site on disk, of words and links that a seed chooses."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.docs = folder / "docs"
        self.config: dict[str, Any] = {
            "site_name": "Random",
            "site_url": "https://example.org/site/",
            "theme": {"name": "material", "features": ["navigation.prune"], "custom_dir": "over"},
            "markdown_extensions": [
                "admonition",
                "attr_list",
                "footnotes",
                {"toc": {"permalink": True}},
            ],
            "plugins": ["search", "tags", "blog"],
        }
        (folder / "over").mkdir(parents=True)
        self.write("index.md", "# Home\n\nWelcome.\n")
        self.write("tags.md", "# Tags\n\n<!-- material/tags -->\n")
        self.write("blog/index.md", "# Blog\n")
        for number in range(3):
            self.add_post(number)
        for _ in range(8):
            self.add_page()

    def write(self, name: str, text: str) -> None:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def pages(self) -> list[Path]:
        return sorted(
            path
            for path in self.docs.rglob("*.md")
            if "blog" not in path.parts and path.stem != "tags"
        )

    def words(self, count: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def a_page(self) -> Path:
        return self.random.choice(self.pages())

    def rewrite(self, path: Path, meta: dict[str, Any] | None = None, more: str = "") -> None:
        old, body = self.parts(path)
        old.update(meta or {})
        head = f"---\n{yaml.safe_dump(old)}---\n\n" if old else ""
        path.write_text(head + body + more, encoding="utf-8")

    def parts(self, path: Path) -> tuple[dict[str, Any], str]:
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            head, body = text[4:].split("---\n\n", 1)
            return yaml.safe_load(head) or {}, body
        return {}, text

    def link(self, path: Path) -> str:
        target = self.a_page() if self.random.random() < 0.8 else self.docs / "nowhere.md"
        anchor = self.random.choice(("", "", "#" + self.random.choice(WORDS), "#missing"))
        return f"[{self.words(1)}]({os.path.relpath(target, path.parent)}{anchor})"

    def add_page(self) -> None:
        name = f"{self.random.choice(AREAS)}{self.words(1)}-{self.random.randrange(1000)}.md"
        if self.random.random() < 0.15:
            name = f"{self.random.choice(AREAS[1:])}index.md"
        self.write(
            name, f"# {self.words(2)}\n\n{self.words(9)}\n\n## {self.words(1)}\n\n{self.words(5)}\n"
        )

    def add_post(self, number: int) -> None:
        meta = f"---\ndate: 2024-01-{number % 27 + 1:02}\ncategories: [{self.words(1)}]\n---\n\n"
        self.write(
            f"blog/posts/{number}.md",
            f"{meta}# Post {self.words(1)}\n\n{self.words(6)}\n\n<!-- more -->\n",
        )
