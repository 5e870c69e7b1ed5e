"""Sites with plugins, hooks and templates that nobody has read: right first, then fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from quickbuild_sites import VARIABLES, build, footer, hook, rebuilt, sample, write


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


def at_a_glance(said: str) -> int:
    return int(said.split("pages that were known at a glance: ")[1].split()[0])


SHOWN = {
    "text": "{% for f in pages if 'note-4' in f.src_uri %}{{ f.page.content }}"
    "{{ f.page.toc | map(attribute='title') | join }}{% endfor %}",
    "meta": "{% for f in pages %}{{ f.page.meta.own }}{% endfor %}",
    "titles": "{% for p in nav.pages %}{{ p.title }}{% endfor %}",
    "count": "{% set n = pages | length %}{{ n }}{{ nav.pages | length }}",
    "first": "{{ nav.homepage.content }}{{ nav.homepage.title }}",
    "beside": "{{ page.next_page.title }}{{ page.previous_page.content }}",
    "active": "{% for i in nav.pages if i.active %}{{ i.content }}{% endfor %}",
    "current": "{{ config._current_page.title }}{{ config._current_page.meta.own }}",
    "clock": "{{ clock.now }}",
    "variable": "{{ word }}",
    "last": "{% for i in nav.items if i.is_section %}{{ (i.children | last).title }}{% endfor %}",
}
"""What templates of single pages show of others, and of what is no page."""

CLOCK = """
from pathlib import Path
class Clock:
    def __init__(self): self.now = Path(__file__).with_name('stamp').read_text()
def on_env(env, config, files): env.globals['clock'] = Clock()
def on_page_context(context, page, config, nav): context['word'] = Clock().now
"""
TRUST = {"trusted": ["hook.py"]}


def test_pages_that_are_known_at_a_glance_show_nothing_old(tmp_path: Path) -> None:
    (tmp_path / "stamp").write_text("one")
    config = hook(tmp_path, CLOCK) | footer(tmp_path, "")
    files = {}
    for name, block in SHOWN.items():
        files[f"area-2/{name}.md"] = f"---\ntemplate: {name}.html\n---\n\n# The {name}\n\nWords.\n"
        template = '{% extends "main.html" %}{% block footer %}' + block + "{% endblock %}"
        (tmp_path / "over" / f"{name}.html").write_text(template)
    rebuilt(tmp_path, files=files, cache=TRUST, **config)
    said = build(tmp_path, "cached", "--verbose", cache=TRUST).said
    assert at_a_glance(said) == 12 + len(SHOWN)
    note = "area-1/note-4.md"
    for edited in (
        {note: sample(6)[note] + "\n## More\n\nWords.\n"},
        {note: sample(6)[note].replace("tags: [t0]", "own: 1"), "index.md": "# Home\n\nMoved.\n"},
        {note: sample(6)[note].replace("# Note 4", "# Renamed")},
        {"area-2/added.md": "# Added\n"},
    ):
        (tmp_path / "stamp").write_text(" ".join(edited))
        rebuilt(tmp_path, steps=1, files=files | edited, cache=TRUST, **config)


TELL = """
import logging
def on_post_build(config):
    if 'quickbuild' in config.plugins:
        told = sorted(config.plugins['quickbuild']._build.across().shown)
        logging.getLogger('mkdocs').info('quickbuild: shown: %s', told)
"""


def test_what_pages_show_of_each_other_is_known_however_they_were_made(tmp_path: Path) -> None:
    block = "{% for p in nav.pages %}{{ p.meta }}{% endfor %}"
    config = hook(tmp_path, TELL) | footer(tmp_path, block) | {"remote_branch": "one"}
    template = '{% extends "main.html" %}{% block footer %}{{ config.remote_branch }}{% endblock %}'
    (tmp_path / "over" / "own.html").write_text(template)
    config["files"] = {"own.md": "---\ntemplate: own.html\n---\n\n# Own\n"}
    first = rebuilt(tmp_path, steps=1, **config)
    glanced = rebuilt(tmp_path, steps=1, **config)
    assert "pages: 0 kept, 13 built" in first and "pages: 13 kept" in glanced
    compared = rebuilt(tmp_path, steps=1, **config | {"remote_branch": "two"})
    assert "pages: 12 kept, 1 built" in compared
    shown = [line for said in (first, glanced, compared) for line in said.splitlines()]
    told = {line.split("shown: ")[1] for line in shown if "shown: " in line}
    assert len(told) == 1 and "'meta'" in told.pop()


def test_an_edit_leaves_all_other_pages_to_a_glance(tmp_path: Path) -> None:
    rebuilt(tmp_path)
    for count in range(2):
        edited = {"area-1/note-4.md": sample(6)["area-1/note-4.md"] + "\nMore.\n" * (count + 1)}
        rebuilt(tmp_path, steps=1, files=edited)
        (tmp_path / "docs/index.md").write_text("# Home\n\nMore.\n" * count, encoding="utf-8")
        assert at_a_glance(build(tmp_path, "cached", "--verbose").said) == 11


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
