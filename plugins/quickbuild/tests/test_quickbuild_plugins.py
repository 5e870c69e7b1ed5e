"""Sites with plugins, hooks and extensions that nobody has read: right first, then fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from quickbuild_sites import VARIABLES, build, differences, sample, write


def rebuilt(root: Path, *, steps: int = 2, **config: Any) -> str:
    """Build twice with the cache; fail unless both are as without it; what the last one said."""
    write(root, sample(6) | config.pop("files", {}), **{"theme": "mkdocs", **config})
    plain = build(root, "plain", cache=None)
    said = ""
    for _ in range(steps):
        cached = build(root, "cached")
        assert plain.code == cached.code == 0, cached.said
        assert differences(root / "plain", root / "cached") == []
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


def test_a_filter_that_nobody_knows_is_called_in_every_build(tmp_path: Path) -> None:
    (tmp_path / "stamp").write_text("one")
    text = (
        "from pathlib import Path\n"
        "def on_env(env, config, files):\n"
        "    env.filters['stamp'] = lambda x: Path(__file__).with_name('stamp').read_text()\n"
    )
    config = hook(tmp_path, text) | footer(tmp_path, '{{ "x" | stamp }}')
    said = rebuilt(tmp_path, **config)
    assert "its template uses 'stamp'" in said
    (tmp_path / "stamp").write_text("two")
    rebuilt(tmp_path, steps=1, **config)
    assert "two" in (tmp_path / "cached/index.html").read_text(encoding="utf-8")


def test_a_global_whose_state_changes_is_seen(tmp_path: Path) -> None:
    (tmp_path / "stamp").write_text("one")
    text = (
        "from pathlib import Path\n"
        "class Clock:\n"
        "    def __init__(self): self.now = Path(__file__).with_name('stamp').read_text()\n"
        "def on_env(env, config, files):\n"
        "    env.globals['clock'] = Clock()\n"
        "def on_page_context(context, page, config, nav):\n"
        "    context['word'] = Path(__file__).with_name('stamp').read_text().upper()\n"
    )
    config = hook(tmp_path, text) | footer(tmp_path, "{{ clock.now }}{{ word }}")
    rebuilt(tmp_path, **config)
    (tmp_path / "stamp").write_text("two")
    rebuilt(tmp_path, steps=1, **config)
    assert "twoTWO" in (tmp_path / "cached/index.html").read_text(encoding="utf-8")


def test_a_hook_that_renames_pages_while_they_are_built_is_followed(tmp_path: Path) -> None:
    text = (
        "from pathlib import Path\n"
        "SEEN = []\n"
        "def on_page_context(context, page, config, nav):\n"
        "    SEEN.append(page)\n"
        "    word = Path(__file__).with_name('stamp').read_text()\n"
        "    for each in nav.pages[:3]: each.title = f'{word} {len(SEEN)}'\n"
        "def on_post_page(output, page, config):\n"
        "    return output + Path(__file__).with_name('stamp').read_text()\n"
    )
    (tmp_path / "stamp").write_text("one")
    config = hook(tmp_path, text)
    rebuilt(tmp_path, **config)
    (tmp_path / "stamp").write_text("two")
    rebuilt(tmp_path, steps=1, **config)


def test_a_template_that_changes_the_configuration_is_never_kept(tmp_path: Path) -> None:
    config = footer(
        tmp_path,
        "{% set _ = config.extra.update({'n': (config.extra.n or 0) + 1}) %}{{ config.extra.n }}",
    )
    said = rebuilt(tmp_path, plugins=["search"], extra={"n": 1}, **config)
    assert "its template calls" in said


def test_what_is_drawn_by_chance_is_never_kept(tmp_path: Path) -> None:
    config = footer(tmp_path, "{{ [1, 2, 3] | random }}")
    write(tmp_path, sample(3), plugins=["search"], **config)
    build(tmp_path, "cached")
    assert "not kept" in build(tmp_path, "cached").said


EXTENSION = """
from pathlib import Path
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

class Post(Postprocessor):
    def run(self, text):
        return text + "BODY"

class Own(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Post(md), "own", 1)

def makeExtension(**options):
    return Own(**options)
"""


def test_an_extension_that_nobody_knows_is_run_in_every_build(tmp_path: Path) -> None:
    (tmp_path / "own_words.py").write_text(EXTENSION.replace("BODY", "one"))
    config = {"markdown_extensions": ["own_words"], "plugins": ["search"]}
    said = rebuilt(tmp_path, **config)
    assert "Markdown is not kept: nobody knows what the extension own_words depends on" in said


def test_an_extension_that_the_author_trusts_counts_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "own_words.py").write_text(EXTENSION.replace("BODY", "one"))
    write(
        tmp_path, sample(6), theme="mkdocs", markdown_extensions=["own_words"], plugins=["search"]
    )
    trust = {"trusted": ["own_words"]}
    build(tmp_path, "cached", cache=trust)
    assert " 0 rendered" in build(tmp_path, "cached", cache=trust).line("Markdown:")
    (tmp_path / "own_words.py").write_text(EXTENSION.replace("BODY", "two"))
    assert " 0 kept" in build(tmp_path, "cached", cache=trust).line("Markdown:")
    build(tmp_path, "plain", cache=None)
    assert differences(tmp_path / "plain", tmp_path / "cached") == []
    home = tmp_path / "docs" / "index.md"
    home.write_text("---\nown: 1\n---\n\n" + home.read_text(encoding="utf-8"), encoding="utf-8")
    said = build(tmp_path, "cached", "--verbose", cache=trust).said
    assert "Markdown of 'index.md' made again: changed: its front matter" in said


def test_snippets_are_read_in_every_build(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir(parents=True)
    (tmp_path / "parts" / "words.md").write_text("*[HTML]: one\n")
    (tmp_path / "parts" / "piece.md").write_text("piece one\n")
    snippets = {"auto_append": ["words.md"], "base_path": [str(tmp_path / "parts")]}
    config = {
        "markdown_extensions": ["abbr", {"pymdownx.snippets": snippets}],
        "plugins": ["search"],
        "files": {"s.md": '# S\n\n--8<-- "piece.md"\n', "h.md": "# H\n\nSome HTML.\n"},
    }
    said = rebuilt(tmp_path, **config)
    assert " 1 rendered" in said
    verbose = build(tmp_path, "cached", "--verbose").said
    assert "Markdown of 's.md' not kept, since it has snippets" in verbose
    (tmp_path / "parts" / "piece.md").write_text("piece two\n")
    rebuilt(tmp_path, steps=1, **config)
    (tmp_path / "parts" / "words.md").write_text("*[HTML]: two\n")
    rebuilt(tmp_path, steps=1, **config)
    assert 'title="two"' in (tmp_path / "cached/h/index.html").read_text(encoding="utf-8")


def test_plugins_that_change_text_before_and_after_are_asked_in_every_build(
    tmp_path: Path,
) -> None:
    (tmp_path / "stamp").write_text("one")
    text = (
        "from pathlib import Path\n"
        "def word(): return Path(__file__).with_name('stamp').read_text()\n"
        "def on_page_markdown(markdown, **kwargs): return markdown + '\\n\\nbefore ' + word()\n"
        "def on_page_content(html, **kwargs): return html + '<p>after ' + word()\n"
    )
    config = hook(tmp_path, text)
    said = rebuilt(tmp_path, **config)
    assert " 0 rendered" in said
    (tmp_path / "stamp").write_text("two")
    rebuilt(tmp_path, steps=1, **config)


def test_material_s_other_plugins_change_nothing(tmp_path: Path) -> None:
    files = {"area-1/.meta.yml": "status: new\n"}
    rebuilt(
        tmp_path,
        files=files,
        theme="material",
        plugins=["search", "offline", "meta", "tags", "blog"],
    )


PROMISING = """
from pathlib import Path
from own_words import Own

class Promising(Own):
    def quickbuild_inputs(self):
        return Path(__file__).with_name("stamp").read_text()

def on_config(config):
    config.markdown_extensions.append(Promising())
"""


def test_an_extension_can_say_itself_what_it_depends_on(tmp_path: Path) -> None:
    (tmp_path / "own_words.py").write_text(
        EXTENSION.replace('"BODY"', "Path(__file__).with_name('stamp').read_text()")
    )
    (tmp_path / "stamp").write_text("one")
    config = hook(tmp_path, PROMISING)
    said = rebuilt(tmp_path, **config)
    assert "Markdown is not kept" not in said
    (tmp_path / "stamp").write_text("two")
    rebuilt(tmp_path, steps=1, **config)
    assert "two" in (tmp_path / "cached/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "block",
    [
        "{{ nav }}",
        "{{ config['copyright' | escape] }}",
        "{% for k, v in config | items if k == 'copyright' %}{{ v }}{% endfor %}",
        "{{ config.get('copyright') }}{{ config.extra.word }}",
        "{{ config | attr('own_word') }}{{ nav | length }}{{ 'search' in config.plugins }}"
        "{% for item in nav %}{{ item.title }}{% endfor %}{{ 'x' in config.theme }}"
        "{{ nav.pages | map(attribute='title') | join }}{{ pages | length }}{{ page }}",
        "{% for f in pages %}{{ f.page.content }}{{ f.page.toc }}{{ f.src_uri }}{% endfor %}"
        "{{ nav.items[0].title }}{{ config['extra']['word'] }}{{ page.meta | items | list }}"
        "{{ build_date_utc }}{{ config.extra.items() | list }}{{ self.content() }}",
        "{% import 'part.html' as part %}{{ part.say() }}",
        "{% import 'part.html' as part with context %}{{ part.say() }}",
    ],
)
def test_whatever_a_template_shows_is_shown_as_it_is_now(tmp_path: Path, block: str) -> None:
    theme, over = footer(tmp_path, block), tmp_path / "over"
    (over / "part.html").write_text(
        "{% import 'deep.html' as deep %}"
        "{% macro say() %}{{ deep.say() }}{{ (config or {}).copyright }}{% endmacro %}"
    )
    (over / "deep.html").write_text("{% macro say() %}one{% endmacro %}")
    text = "def on_config(config): config.own_word = config.extra['word']\n"
    config = hook(tmp_path, text) | theme | {"copyright": "me", "extra": {"word": "one"}}
    rebuilt(tmp_path, steps=1, **config)
    renamed = sample(6)["area-2/note-5.md"].replace("# Note 5", "# Renamed") + "\n## New\n"
    rebuilt(tmp_path, steps=1, files={"area-2/note-5.md": renamed}, **config)
    (over / "deep.html").write_text("{% macro say() %}two{% endmacro %}")
    rebuilt(tmp_path, steps=1, files={"added.md": "# Added\n"}, **config)
    config |= {"copyright": "you", "extra": {"word": "two"}}
    rebuilt(tmp_path, steps=1, files={"added.md": "# Added\n"}, **config)


def test_icons_of_the_author_are_taken_from_their_files(tmp_path: Path) -> None:
    icon = tmp_path / "icons" / "own" / "dot.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text('<svg viewBox="0 0 1 1"></svg>')
    hooks = hook(
        tmp_path,
        "from material.extensions.emoji import to_svg, twemoji\n"
        "def on_config(config):\n"
        "    emoji = config.mdx_configs['pymdownx.emoji']\n"
        "    emoji.update(emoji_index=twemoji, emoji_generator=to_svg)\n",
    )
    emoji = {"options": {"custom_icons": [str(tmp_path / "icons")]}}
    config = hooks | {"markdown_extensions": [{"pymdownx.emoji": emoji}], "theme": "material"}
    files = {"i.md": "# I\n\n:own-dot:\n", "j.md": "# J\n\n:own-dot:\n"}
    assert "Markdown: 0 kept" not in rebuilt(tmp_path, files=files, **config)
    icon.write_text('<svg viewBox="0 0 2 2"></svg>')
    rebuilt(tmp_path, steps=1, files=files, **config)
    assert "0 0 2 2" in (tmp_path / "cached/j/index.html").read_text(encoding="utf-8")
    icon.rename(icon.with_name("dab.svg"))
    rebuilt(tmp_path, steps=1, files=files, **config)


def test_an_icon_deep_in_the_navigation_is_taken_from_its_file(tmp_path: Path) -> None:
    icon = tmp_path / "over" / ".icons" / "own" / "dot.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text('<svg viewBox="0 0 1 1"></svg>')
    files = {"outer/inner/deep.md": "---\nicon: own/dot\n---\n\n# Deep\n"}
    config = {"theme": {"name": "material", "custom_dir": "over"}, "files": files}
    rebuilt(tmp_path, steps=1, **config)
    icon.write_text('<svg viewBox="0 0 2 2"></svg>')
    rebuilt(tmp_path, steps=1, **config)


def test_an_option_of_search_that_has_no_stable_form_keeps_no_entries(tmp_path: Path) -> None:
    text = (
        "class Own:\n"
        "    __str__ = lambda self: 'own'\n"
        "def on_config(config): config.plugins['search'].config['own'] = Own()\n"
    )
    config = hook(tmp_path, text)
    rebuilt(tmp_path, steps=1, **config)
    rebuilt(tmp_path, steps=1, **config | {"plugins": [{"search": {"indexing": "titles"}}]})


def test_code_that_is_edited_while_it_runs_is_kept_under_no_name(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; sys.path.insert(0, '.')\n"
        "pathlib.Path('own.py').write_text('A = 1'); import own\n"
        "from mkdocs_quickbuild.installed import CodeChanged, LoadedCode\n"
        "one = LoadedCode().digest(); assert LoadedCode().digest() == one\n"
        "pathlib.Path('own.py').write_text('A = 2')\n"
        "try: LoadedCode().digest()\n"
        "except CodeChanged: print('noticed')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, env=VARIABLES
    )
    assert done.stdout == "noticed\n", done.stderr
