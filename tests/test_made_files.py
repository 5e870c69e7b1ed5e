"""Files whose content is put together when it is asked for are files as any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.mkdocs_plugin.files import PageFile, generated, shared
from syntopic.mkdocs_plugin.late import LateFile, add
from syntopic.publishing.memory import Memory
from syntopic.rendering import Page

PAGE = Page("topics/x.md", "X & Y", "# X\n\nText.\n", "About X.")


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Mine", "site_dir": str(tmp_path)})
    config.plugins = type("Plugins", (), {"_current_plugin": "syntopic"})()
    return config


def test_a_late_file_is_made_once_when_it_is_written(config: MkDocsConfig, tmp_path: Path) -> None:
    asked: list[str] = []

    def make(name: str) -> str:
        asked.append(name)
        return "told"

    files = Files([])
    add(files, config, "a.json", lambda: make("a"), late=True)
    add(files, config, "b.json", lambda: make("b"), late=False)
    assert asked == ["b"]
    for file in files:
        file.copy_file()
        file.copy_file()
    assert asked == ["b", "a"]
    assert (tmp_path / "a.json").read_text("utf-8") == "told"


def test_a_file_that_holds_nothing_is_made_whenever_it_is_asked_for(config: MkDocsConfig) -> None:
    answers = iter((b"one", b"two"))
    file = LateFile.of(config, "card.png", lambda: next(answers), keeps=False)
    assert [file.content_bytes, file.content_bytes] == [b"one", b"two"]


def test_another_plugin_can_put_its_own_content_into_any_of_them(config: MkDocsConfig) -> None:
    for file in (LateFile.of(config, "a.txt", lambda: "mine"), generated(PAGE, config, Memory())):
        file.content_string = "theirs"
        assert file.content_bytes == b"theirs"
        assert getattr(file, "quickbuild_state", None) is None, "nothing stands for it any more"


def test_a_generated_page_is_its_front_matter_and_its_markdown(config: MkDocsConfig) -> None:
    file = generated(PAGE, config, Memory())
    assert isinstance(file, PageFile)
    assert file.content_string == (
        "---\ndescription: About X.\ntitle: X &amp; Y\n---\n\n# X\n\nText.\n"
    )
    assert file.quickbuild_state == generated(PAGE, config, Memory()).quickbuild_state  # type: ignore[attr-defined]


def test_the_markdown_of_a_page_is_held_once_unless_somebody_has_changed_it(
    config: MkDocsConfig,
) -> None:
    file = generated(PAGE, config, Memory())
    copy = "".join(PAGE.markdown)
    assert shared(f"{copy[:3]}{copy[3:]}", file) is PAGE.markdown
    assert shared("# Other\n", file) == "# Other\n"
    plain = File.generated(config, "index.md", content="x")
    assert shared("x", plain) == "x"
