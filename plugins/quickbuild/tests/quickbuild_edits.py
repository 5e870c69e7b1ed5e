"""All that a random site may be changed in, each by a function that changes one thing by chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quickbuild_random_site import Site

ICONS = ("material/brain", "material/star", "octicons/beaker-16")
FEATURES = (
    "navigation.prune navigation.tabs navigation.sections navigation.indexes navigation.expand "
    "navigation.path toc.integrate navigation.footer content.tooltips"
).split()


def edit(site: Site) -> str:
    """Change something; what it was."""
    change = site.random.choice(CHANGES)
    change(site)
    return change.__name__.removeprefix("change_")


def change_body(site: Site) -> None:
    path = site.a_page()
    site.rewrite(path, more=f"\n{site.words(6)} {site.link(path)}\n")


def change_heading(site: Site) -> None:
    site.rewrite(site.a_page(), more=f"\n## {site.words(1)}\n\n!!! note\n    {site.words(3)}\n")


def change_first_heading(site: Site) -> None:
    path = site.a_page()
    meta, body = site.parts(path)
    path.write_text(body.replace("# ", f"# {site.words(1)} ", 1), encoding="utf-8")
    site.rewrite(path, meta)


def change_title(site: Site) -> None:
    site.rewrite(site.a_page(), {"title": site.words(2)})


def change_meta(site: Site) -> None:
    key, value = site.random.choice(
        [
            ("tags", [site.words(1), site.words(1)]),
            ("icon", site.random.choice(ICONS)),
            ("status", "new"),
            ("hide", ["toc"]),
            ("description", site.words(3)),
            ("search", {"exclude": True}),
            ("search", {"boost": 2}),
            ("subtitle", site.words(1)),
            ("template", site.random.choice(("main.html", "own.html"))),
        ]
    )
    if key == "template":
        own = site.folder / "over" / "own.html"
        own.write_text('{% extends "main.html" %}', encoding="utf-8")
    site.rewrite(site.a_page(), {key: value})


def change_pages(site: Site) -> None:
    pages = site.pages()
    if len(pages) > 6 and site.random.random() < 0.5:
        site.random.choice([path for path in pages if path != site.docs / "index.md"]).unlink()
    else:
        site.add_page()


def change_name(site: Site) -> None:
    path = site.a_page()
    if path != site.docs / "index.md":
        path.rename(path.with_name(f"renamed-{site.random.randrange(1000)}.md"))


def change_post(site: Site) -> None:
    if site.random.random() < 0.5:
        site.add_post(site.random.randrange(20))
    else:
        path = site.random.choice(sorted((site.docs / "blog/posts").glob("*.md")))
        site.rewrite(path, {"draft": site.random.random() < 0.3}, f"\n{site.words(4)}\n")


def change_nav(site: Site) -> None:
    if site.config.pop("nav", None) is None:
        pages = [path.relative_to(site.docs).as_posix() for path in site.pages()]
        site.random.shuffle(pages)
        half = len(pages) // 2
        nested: list[Any] = [{site.words(1): pages[half + 2 :]}, *pages[half : half + 2]]
        site.config["nav"] = [
            {"Start": pages[0]},
            *pages[1:half],
            {site.words(1): nested},
            {"Elsewhere": "https://example.org/"},
            "blog/index.md",
        ]


def change_config(site: Site) -> None:
    key, value = site.random.choice(
        [
            ("site_name", site.words(2)),
            ("copyright", site.words(2)),
            ("repo_url", "https://example.org/repo"),
            ("edit_uri", site.random.choice(("edit/main/", "blob/main/"))),
            ("use_directory_urls", site.random.random() < 0.5),
            ("extra", {"status": {"new": site.words(1)}}),
            ("extra", {"generator": False}),
            ("extra_css", [f"{site.words(1)}.css"]),
            ("site_url", f"https://example.org/{site.words(1)}/"),
        ]
    )
    site.config[key] = value


def change_features(site: Site) -> None:
    site.config["theme"]["features"] = site.random.sample(FEATURES, 3)


def change_theme(site: Site) -> None:
    theme = site.config["theme"]
    theme["language"] = site.random.choice(("en", "de", "fr"))
    theme["palette"] = {"scheme": site.random.choice(("default", "slate"))}


def change_extensions(site: Site) -> None:
    site.config["markdown_extensions"] = site.random.choice(
        [
            ["admonition", "attr_list", "footnotes", {"toc": {"permalink": True}}],
            ["attr_list", {"toc": {"permalink": site.words(1), "toc_depth": 2}}],
            ["admonition", "pymdownx.superfences", {"pymdownx.highlight": {"linenums": True}}],
        ]
    )


def change_plugins(site: Site) -> None:
    site.config["plugins"] = site.random.choice(
        [
            ["search", "tags", "blog"],
            ["search", {"tags": {"tags_hierarchy": True}}, {"blog": {"post_readtime": False}}],
            [{"search": {"lang": "de"}}, "tags", {"blog": {"pagination_per_page": 1}}],
            ["search", "blog"],
        ]
    )


def change_override(site: Site) -> None:
    name, text = site.random.choice(
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
    path = site.folder / "over" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and site.random.random() < 0.5:
        path.unlink()
    else:
        path.write_text(text.replace("word", site.words(1)), encoding="utf-8")


def change_asset(site: Site) -> None:
    site.write(f"{site.words(1)}.css", f"/* {site.words(2)} */")


CHANGES: tuple[Callable[[Site], None], ...] = (
    change_asset,
    change_body,
    change_config,
    change_extensions,
    change_features,
    change_first_heading,
    change_heading,
    change_meta,
    change_name,
    change_nav,
    change_override,
    change_pages,
    change_plugins,
    change_post,
    change_theme,
    change_title,
    # What authors do most.
    change_body,
    change_body,
    change_heading,
)
