"""The blog in real sites: with and without Material's blog plugin, under both engines."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

import gardens
import sites
from rendered import Element, read

NOTES = {
    "sources.yml": "sources:\n  - {key: book, title: The Book}\n",
    "book/slope.md": "# Slope\n\nA number.\n",
    "book/limit.md": "# Limit\n\nA wall.\n",
    "synthesis/slope.md": (
        "---\ntitle: Slope\ndate: 2026-03-01\ntags: [lines]\npinned: true\n---\nHow steep it is.\n"
    ),
    "synthesis/limit.md": (
        "---\ntitle: Zanzibar\ndate: 2026-04-01\ndraft: true\ntags: [quagga]\n---\nAxolotl.\n"
    ),
}
PAGES = {
    "index.md": "# Home\n",
    "blog/posts/first.md": (
        "---\ndate: 2026-05-01\ncategories: [Lines, Method]\n---\n# My *first* post\n\n"
        "Opening & more. ![A hill](hill.png)\n\n![A hill](hill.png)\n\n<!-- more -->\n\n"
        "Rest, see [the second](second.md) and [slope](../../topics/slope.md),\n"
        "not [a yes](third.md) or [a no](<fourth.md#part> 'Shy') yet.\n"
    ),
    "blog/posts/second.md": (
        "---\ntitle: Second & last\nslug: the-last-one\n"
        "date:\n  created: 2025-12-31\n  updated: 2026-01-02\ndescription: In short.\n---\nText.\n"
    ),
    "blog/posts/third.md": "---\ntitle: Yurt\ndate: 2026-05-03\ndraft: true\n---\nSnollygoster.\n",
    "blog/posts/fourth.md": (
        "---\ntitle: Xylem\ndate: 2026-05-04\npublish: false\n---\nPangolin.\n"
    ),
}
DRAFTED = ("zanzibar", "quagga", "axolotl", "yurt", "snollygoster")
HIDDEN = ("xylem", "pangolin")
SETTINGS = (
    "site_name: Garden\nsite_url: https://example.org/garden/\ndocs_dir: pages\n"
    "theme: {name: material}\nplugins: PLUGINS\n"
)
ALONE, BESIDE = "[search, syntopic]", "[search, blog, syntopic]"


def garden(
    root: Path,
    plugins: str = ALONE,
    *,
    pages: Mapping[str, str] = PAGES,
    notes: Mapping[str, str] = NOTES,
    settings: str = "",
) -> Path:
    """A garden on disk; the folder of its ``mkdocs.yml``."""
    gardens.write(root / "notes", notes)
    gardens.write(root / "pages", pages)
    for posts in {Path(page).parent for page in pages if "posts/" in page}:
        Image.new("RGB", (8, 4)).save(root / "pages" / posts / "hill.png")
    text = SETTINGS.replace("PLUGINS", plugins) + settings
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return root


def build(root: Path, engine: str = "mkdocs", *, afresh: bool = False) -> tuple[Path, str]:
    """The site that a strict build of a garden makes, and what the build said.

    ``afresh`` starts Python anew: for two builds that hash differently.
    """
    words = ["build", "--strict", "-f", "mkdocs.yml"]
    code, said = sites.run(root, words, engine=engine, afresh=afresh)
    assert code == 0, said
    return root / "site", said


def page(site: Path, address: str) -> Element:
    """The article of a page of a site, whose tags have to be balanced."""
    html = (site / address / "index.html").read_text(encoding="utf-8")
    return read(html[html.index("<article") : html.rindex("</article>") + len("</article>")])


def titles(site: Path, address: str = "blog") -> list[str]:
    """The titles of the posts on the index."""
    return page(site, address).says("h2.post-title")


def links(site: Path, address: str = "blog") -> list[str]:
    """Where the titles on the index lead, seen from it."""
    shown = page(site, address).all("h2.post-title")
    return [title.all("a")[0].attributes["href"] for title in shown]


def dead(site: Path, address: str) -> list[str]:
    """The links and images in a page's article that lead nowhere, fragments too."""
    shown, here = page(site, address), site / address
    wanted = [a.attributes.get("href", "") for a in shown.all("a")]
    wanted += [image.attributes["src"] for image in shown.all("img")]
    return [target for target in wanted if not _answers(here, target)]


def _answers(here: Path, target: str) -> bool:
    path, _, fragment = target.partition("#")
    file = (here / path).resolve()
    file = file / "index.html" if file.is_dir() else file
    if not file.is_file():
        return False
    return not fragment or f'id="{fragment}"' in file.read_text(encoding="utf-8")


def written(site: Path) -> str:
    """Every word and every name of a site, in lower case."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    texts = (path.read_bytes().decode("utf-8", "replace") for path in files)
    return "\n".join((*map(str, files), *texts)).casefold()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A site without Material's blog plugin."""
    return build(garden(tmp_path_factory.mktemp("alone")))


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same with it."""
    return build(garden(tmp_path_factory.mktemp("beside"), BESIDE))


@pytest.mark.parametrize("which", ["alone", "beside"])
def test_one_index_holds_syntheses_and_posts_written_by_hand(
    which: str, request: pytest.FixtureRequest
) -> None:
    site, _ = request.getfixturevalue(which)
    assert titles(site) == ["Slope", "My first post", "Second & last"]
    excerpts = page(site, "blog").says("p.excerpt")
    assert excerpts[0] == "How steep it is." and excerpts[-1] == "In short."
    assert excerpts[1].startswith("Opening & more.")
    assert "updated 2 January 2026" in page(site, "blog").text
    assert "md-post" not in (site / "blog/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["alone", "beside"])
def test_every_link_of_the_lists_and_the_posts_answers(
    which: str, request: pytest.FixtureRequest
) -> None:
    site, _ = request.getfixturevalue(which)
    posts = [str((site / "blog" / link).resolve().relative_to(site)) for link in links(site)]
    for address in (*posts, "blog", "blog/archive", "blog/tags"):
        assert dead(site, address) == [], address
    assert len(page(site, "blog").all("img")) == 1, "the picture of the first post"


@pytest.mark.parametrize("which", ["alone", "beside"])
def test_nothing_of_a_draft_or_a_private_post_is_in_a_build_or_its_log(
    which: str, request: pytest.FixtureRequest
) -> None:
    site, said = request.getfixturevalue(which)
    told = written(site) + said.casefold()
    assert [word for word in (*DRAFTED, *HIDDEN) if word in told] == []


def test_without_the_plugin_posts_stand_below_the_posts_of_the_blog(
    alone: tuple[Path, str],
) -> None:
    site, said = alone
    assert links(site)[1:] == ["posts/first/", "posts/the-last-one/"]
    first = page(site, "blog/posts/first")
    assert first.order("Blog", "My first post", "1 May 2026", "min read", "Rest", "Lines", "Method")
    assert "not included in the" not in said, "posts are not missed in the navigation"


def test_a_link_to_a_post_that_stays_at_home_keeps_its_words_and_leads_nowhere(
    alone: tuple[Path, str], beside: tuple[Path, str]
) -> None:
    for (site, said), address in (
        (alone, "blog/posts/first"),
        (beside, "blog/2026/05/01/my-first-post"),
    ):
        shown = page(site, address)
        assert "not a yes or a no yet" in shown.text
        everything = written(site) + said
        assert not [name for name in ("third.md", "fourth.md", "shy") if name in everything]


def test_a_post_is_called_by_its_heading_wherever_the_site_names_it(
    alone: tuple[Path, str],
) -> None:
    first = (alone[0] / "blog/posts/first/index.html").read_text(encoding="utf-8")
    assert "<title>My first post - Garden</title>" in first
    index = json.loads((alone[0] / "search/search_index.json").read_text(encoding="utf-8"))
    found = [entry["title"] for entry in index["docs"] if "posts/first/" in entry["location"]]
    assert set(found) == {"My first post"}


def test_a_post_written_by_hand_leads_to_the_next_one(alone: tuple[Path, str]) -> None:
    html = (alone[0] / "blog/posts/first/index.html").read_text(encoding="utf-8")
    assert re.search(
        r'href="\.\./the-last-one/" class="md-footer__link md-footer__link--prev"', html
    )


def test_with_the_plugin_material_makes_the_posts_and_their_addresses(
    beside: tuple[Path, str],
) -> None:
    site, _ = beside
    assert links(site)[1:] == ["2026/05/01/my-first-post/", "2025/12/31/the-last-one/"]
    html = (site / "blog/2026/05/01/my-first-post/index.html").read_text(encoding="utf-8")
    assert "md-content--post" in html and 'rel="tag"' in html
    assert not (site / "blog/archive/2026").exists()
    assert not (site / "blog/category").exists()


def test_tags_gather_posts_of_both_kinds(alone: tuple[Path, str]) -> None:
    shown = page(alone[0], "blog/tags")
    assert shown.order("Lines", "Method")
    assert [len(listed.all("li")) for listed in shown.all("ol")] == [2, 1]


def test_the_navigation_has_a_section_for_the_blog_only_where_there_is_a_post(
    alone: tuple[Path, str], tmp_path: Path
) -> None:
    def navigation(site: Path) -> str:
        html = (site / "index.html").read_text(encoding="utf-8")
        return html[html.index("md-sidebar--primary") : html.index("<article")]

    assert 'href="blog/"' in navigation(alone[0])
    notes = {name: text for name, text in NOTES.items() if "synthesis" not in name}
    site, _ = build(garden(tmp_path, pages={"index.md": "# Home\n"}, notes=notes))
    assert "blog/" not in navigation(site)
    assert not (site / "blog").exists()


def test_an_author_s_own_index_keeps_its_words_and_gets_the_list(tmp_path: Path) -> None:
    own = "# Letters\n\nBefore.\n\n<!-- syntopic:posts -->\n\nAfter.\n"
    site, _ = build(garden(tmp_path, pages={**PAGES, "blog/index.md": own}))
    assert page(site, "blog").order("Letters", "Before.", "Slope", "Second & last", "After.")
    assert (tmp_path / "pages/blog/index.md").read_text(encoding="utf-8") == own


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_blog_elsewhere_keeps_its_place_and_its_author_s_settings(
    tmp_path: Path, engine: str
) -> None:
    plugins = (
        "\n  - search\n  - syntopic\n  - blog:\n      blog_dir: journal\n"
        "      archive: true\n      post_url_format: '{slug}'"
    )
    pages = {name.replace("blog/", "journal/"): text for name, text in PAGES.items()}
    own = "# Journal\n\nBy hand.\n"
    settings = "nav:\n  - index.md\n  - Journal:\n      - journal/index.md\n"
    root = garden(tmp_path, plugins, pages={**pages, "journal/index.md": own}, settings=settings)
    site, _ = build(root, engine)
    assert page(site, "journal").order("Journal", "By hand.", "Slope", "My first post")
    assert links(site, "journal")[1:] == ["my-first-post/", "the-last-one/"]
    assert (site / "journal/archive/2026/index.html").is_file()
    assert dead(site, "journal") == dead(site, "journal/tags") == []
    assert not (site / "blog").exists()


def test_a_site_that_is_a_blog_has_its_posts_on_the_first_page(tmp_path: Path) -> None:
    plugins = "\n  - search\n  - blog: {blog_dir: .}\n  - syntopic"
    pages = {
        name.removeprefix("blog/"): text.replace("../../topics", "../topics")
        for name, text in PAGES.items()
    }
    site, _ = build(garden(tmp_path, plugins, pages=pages))
    assert page(site, ".").order("Home", "Slope", "My first post", "Second & last")
    assert dead(site, ".") == dead(site, "tags") == []


def test_an_undated_page_among_the_posts_is_a_page_and_the_build_says_so(tmp_path: Path) -> None:
    pages = {"index.md": "# Home\n", "blog/posts/about.md": "# About it\n\nWords.\n"}
    site, said = build(garden(tmp_path, pages=pages))
    assert titles(site) == ["Slope"]
    assert (site / "blog/posts/about/index.html").is_file()
    assert "blog/posts/about.md has no date that is written year first" in said


def test_a_site_without_folders_as_addresses_has_its_blog(tmp_path: Path) -> None:
    site, _ = build(garden(tmp_path, settings="use_directory_urls: false\n"))
    html = (site / "blog/index.html").read_text(encoding="utf-8")
    assert 'href="posts/first.html"' in html and 'src="posts/hill.png"' in html


def test_the_same_garden_makes_the_same_blog(alone: tuple[Path, str], tmp_path: Path) -> None:
    again, _ = build(garden(tmp_path), afresh=True)
    for name in ("blog/index.html", "blog/tags/index.html", "blog/posts/first/index.html"):
        assert (again / name).read_bytes() == (alone[0] / name).read_bytes()


# While serving


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a garden that is served."""
    root = garden(tmp_path_factory.mktemp("preview"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    call = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        call, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}/garden/", server)
        finally:
            server.send_signal(signal.SIGTERM)


def _answering(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        assert server.poll() is None, "the preview has ended"
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("the preview does not answer")


def fetched(address: str) -> str:
    """A page of the preview."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


def test_a_preview_shows_drafts_and_marks_them_on_their_pages_and_in_the_index(
    preview: str,
) -> None:
    index = fetched(f"{preview}blog/")
    assert index.count("Draft: only you see this page") == 2
    assert "Zanzibar" in index and "Yurt" in index
    for address in ("topics/zanzibar/", "blog/posts/third/"):
        assert "Draft: only you see this page" in fetched(preview + address)


def test_a_preview_hides_what_is_no_draft_but_private(preview: str) -> None:
    shown = fetched(f"{preview}blog/") + fetched(f"{preview}search/search_index.json")
    assert not [word for word in HIDDEN if word in shown.casefold()]
