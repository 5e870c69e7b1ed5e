"""Sites with extensions of Markdown that nobody has read, or that read more than the text."""

from __future__ import annotations

from pathlib import Path

from quickbuild_sites import build, differences, hook, rebuilt, sample, write

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


def test_code_in_a_language_that_nobody_knows_is_kept(tmp_path: Path) -> None:
    page = "# S\n\n```nosuchlanguage\ncode\n```\n"
    config = {"markdown_extensions": ["pymdownx.superfences"], "files": {"s.md": page}}
    assert " 0 rendered" in rebuilt(tmp_path, **config)


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
