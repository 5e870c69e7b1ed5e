"""Changes a random site step by step, and compares after each step a build from the cache with a
clean one. Runs in a process of its own, since a process can hold one engine only:

    python quickbuild_edits.py ENGINE FOLDER SEED STEPS
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

WORDS = "gradient matrix vector sample mean variance kernel signal basis rank trace norm".split()
AREAS = ("", "algebra/", "stats/", "stats/deep/")
ICONS = ("material/brain", "material/star", "octicons/beaker-16")
FEATURES = (
    "navigation.prune navigation.tabs navigation.sections navigation.indexes navigation.expand "
    "navigation.path toc.integrate navigation.footer content.tooltips"
).split()


class Site:
    """A site on disk that can be changed at random."""

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

    # --- edits ----------------------------------------------------------------------------------

    def edit(self) -> str:
        """Change something; what it was."""
        names = [name for name in dir(self) if name.startswith("change_")]
        name = self.random.choice([*names, "change_body", "change_body", "change_heading"])
        getattr(self, name)()
        return name.removeprefix("change_")

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

    def change_body(self) -> None:
        path = self.a_page()
        self.rewrite(path, more=f"\n{self.words(6)} {self.link(path)}\n")

    def change_heading(self) -> None:
        self.rewrite(self.a_page(), more=f"\n## {self.words(1)}\n\n!!! note\n    {self.words(3)}\n")

    def change_first_heading(self) -> None:
        path = self.a_page()
        meta, body = self.parts(path)
        path.write_text(body.replace("# ", f"# {self.words(1)} ", 1), encoding="utf-8")
        self.rewrite(path, meta)

    def change_title(self) -> None:
        self.rewrite(self.a_page(), {"title": self.words(2)})

    def change_meta(self) -> None:
        key, value = self.random.choice(
            [
                ("tags", [self.words(1), self.words(1)]),
                ("icon", self.random.choice(ICONS)),
                ("status", "new"),
                ("hide", ["toc"]),
                ("description", self.words(3)),
                ("search", {"exclude": True}),
                ("search", {"boost": 2}),
                ("subtitle", self.words(1)),
                ("template", self.random.choice(("main.html", "own.html"))),
            ]
        )
        if key == "template":
            own = self.folder / "over" / "own.html"
            own.write_text('{% extends "main.html" %}', encoding="utf-8")
        self.rewrite(self.a_page(), {key: value})

    def change_pages(self) -> None:
        pages = self.pages()
        if len(pages) > 6 and self.random.random() < 0.5:
            self.random.choice([path for path in pages if path != self.docs / "index.md"]).unlink()
        else:
            self.add_page()

    def change_name(self) -> None:
        path = self.a_page()
        if path != self.docs / "index.md":
            path.rename(path.with_name(f"renamed-{self.random.randrange(1000)}.md"))

    def change_post(self) -> None:
        if self.random.random() < 0.5:
            self.add_post(self.random.randrange(20))
        else:
            path = self.random.choice(sorted((self.docs / "blog/posts").glob("*.md")))
            self.rewrite(path, {"draft": self.random.random() < 0.3}, f"\n{self.words(4)}\n")

    def change_nav(self) -> None:
        if self.config.pop("nav", None) is None:
            pages = [path.relative_to(self.docs).as_posix() for path in self.pages()]
            self.random.shuffle(pages)
            half = len(pages) // 2
            nested: list[Any] = [{self.words(1): pages[half + 2 :]}, *pages[half : half + 2]]
            self.config["nav"] = [
                {"Start": pages[0]},
                *pages[1:half],
                {self.words(1): nested},
                {"Elsewhere": "https://example.org/"},
                "blog/index.md",
            ]

    def change_config(self) -> None:
        key, value = self.random.choice(
            [
                ("site_name", self.words(2)),
                ("copyright", self.words(2)),
                ("repo_url", "https://example.org/repo"),
                ("edit_uri", self.random.choice(("edit/main/", "blob/main/"))),
                ("use_directory_urls", self.random.random() < 0.5),
                ("extra", {"status": {"new": self.words(1)}}),
                ("extra", {"generator": False}),
                ("extra_css", [f"{self.words(1)}.css"]),
                ("site_url", f"https://example.org/{self.words(1)}/"),
            ]
        )
        self.config[key] = value

    def change_features(self) -> None:
        self.config["theme"]["features"] = self.random.sample(FEATURES, 3)

    def change_theme(self) -> None:
        theme = self.config["theme"]
        theme["language"] = self.random.choice(("en", "de", "fr"))
        theme["palette"] = {"scheme": self.random.choice(("default", "slate"))}

    def change_extensions(self) -> None:
        self.config["markdown_extensions"] = self.random.choice(
            [
                ["admonition", "attr_list", "footnotes", {"toc": {"permalink": True}}],
                ["attr_list", {"toc": {"permalink": self.words(1), "toc_depth": 2}}],
                ["admonition", "pymdownx.superfences", {"pymdownx.highlight": {"linenums": True}}],
            ]
        )

    def change_plugins(self) -> None:
        self.config["plugins"] = self.random.choice(
            [
                ["search", "tags", "blog"],
                ["search", {"tags": {"tags_hierarchy": True}}, {"blog": {"post_readtime": False}}],
                [{"search": {"lang": "de"}}, "tags", {"blog": {"pagination_per_page": 1}}],
                ["search", "blog"],
            ]
        )

    def change_override(self) -> None:
        name, text = self.random.choice(
            [
                (
                    "main.html",
                    '{% extends "base.html" %}{% block footer %}{{ word }}{% endblock %}',
                ),
                (
                    "main.html",
                    '{% extends "base.html" %}{% block hero %}{{ nav.pages|length }}{% endblock %}',
                ),
                (
                    "main.html",
                    '{% extends "base.html" %}{% block announce %}'
                    "{% for f in pages %}{{ f.page.title }}{{ f.page.content|length }}{% endfor %}"
                    "{% endblock %}",
                ),
                ("partials/copyright.html", "<p>word {{ page.next_page.title if page }}</p>"),
                ("partials/nav-item.html", "{% macro render(i) %}{{ i.title }} word{% endmacro %}"),
                ("partials/languages/de.html", "{% macro t(key) %}{{ key }}{% endmacro %}"),
            ]
        )
        path = self.folder / "over" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and self.random.random() < 0.5:
            path.unlink()
        else:
            path.write_text(text.replace("word", self.words(1)), encoding="utf-8")

    def change_asset(self) -> None:
        self.write(f"{self.words(1)}.css", f"/* {self.words(2)} */")


class Heard(logging.Handler):
    """All that a build said, but what is ours."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "quickbuild" not in record.name and "built in" not in record.getMessage():
            self.said.append(f"{record.levelname} {record.getMessage()}")


def build(engine: str, site: Site, out: Path, *, cached: bool) -> list[str]:
    """Build the site into a folder; what was said, an error that ended it included."""
    config = dict(site.config)
    if cached:
        config["plugins"] = [*config["plugins"], "quickbuild"]
    file = site.folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    heard = Heard()
    logger = logging.getLogger(engine)
    logger.addHandler(heard)
    loaded = importlib.import_module(f"{engine}.config").load_config(str(file), site_dir=str(out))
    loaded.plugins.on_startup(command="build", dirty=False)
    try:
        importlib.import_module(f"{engine}.commands.build").build(loaded)
    except (Exception, SystemExit) as error:
        heard.said.append(f"ended: {error}".replace(str(out), "OUT"))
    finally:
        loaded.plugins.on_shutdown()
        logger.removeHandler(heard)
    return [line.replace(str(out), "OUT") for line in heard.said]


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


def main(engine: str, folder: Path, seed: int, steps: int) -> None:
    """Print what was kept; fail at the first difference."""
    importlib.import_module(f"{engine}.__main__")
    logging.getLogger(engine).setLevel(logging.INFO)
    site = Site(folder, seed)
    ours: list[str] = []
    logging.getLogger(f"{engine}.plugins").addFilter(lambda record: True)
    summaries = Summaries(ours)
    logging.getLogger(engine).addHandler(summaries)
    done: list[str] = []
    for step in range(steps):
        for _ in range(site.random.choice((1, 1, 2))):
            done.append(site.edit())
        plain = build(engine, site, folder / "plain", cached=False)
        cached = build(engine, site, folder / "cached", cached=True)
        wrong = differences(folder / "plain", folder / "cached")
        if wrong or plain != cached:
            said = [line for line in (*plain, *cached) if (line in plain) != (line in cached)]
            sys.exit(f"step {step} after {done[-4:]}: {wrong[:9]} {said[:9]}")
    print(json.dumps(ours))


class Summaries(logging.Handler):
    """The plugin's own lines on what it kept."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.INFO)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        if "kept" in record.getMessage() and "quickbuild" in record.name:
            self.lines.append(record.getMessage())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
