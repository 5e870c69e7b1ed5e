"""Random gardens with a random part private: no private word is in anything that leaves them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from mkdocs.commands.build import build
from mkdocs.config import load_config

import gardens as files
import searching
from random_privacy import Planned, gardens
from searching import Emitted
from syntopic.garden import Garden, build_garden, context, notebooks, pages
from syntopic.garden_memory import GardenMemory
from syntopic.markdown.forms import FORM, content
from syntopic.publishing.blog import posts
from syntopic.publishing.export import exported
from syntopic.site import manifest, navigation

WILD: dict[str, Any] = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],  # shrinking whole gardens takes hours
    "suppress_health_check": list(HealthCheck),
}


def emitted(garden: Garden, notes: Path, memory: GardenMemory) -> Iterator[Emitted]:
    """What the core makes of a garden, by name, and what it would save for the next build."""
    for workings in (False, True):
        made = pages(garden, workings=workings, memory=memory)
        for page in made:
            plain = FORM.sub(lambda form: content(form["payload"] or ""), page.markdown)
            yield searching.told(page.src, f"{page.src} {page.title} {page.description} {plain}")
        yield searching.told("navigation", repr(navigation(garden, made)))
    view = context(garden, workings=False)
    yield searching.told("garden.json", manifest(garden))
    yield searching.told("posts", repr(posts(view)))
    for path, text in notebooks(garden, memory=memory).items():
        yield searching.told(path, text)
    left = exported(view)
    for path, text in left.texts.items():
        yield searching.told(f"export {path}", f"{path} {text}")
    for used in garden.links.used:
        yield Emitted(
            used, searching.folded(used) + searching.everything((notes / used).read_bytes())
        )
    for problem in garden.problems:
        if not problem.private:
            yield searching.told("a problem", f"{problem.origin} {problem.message} {problem.fix}")
    yield searching.told("memory", pickle.dumps(memory, protocol=5).decode("utf-8", "replace"))


@given(gardens())
@settings(max_examples=100, **WILD)
def test_no_private_word_of_a_random_garden_is_in_anything_that_is_made_of_it(
    planned: Planned,
) -> None:
    memory = GardenMemory()
    with TemporaryDirectory() as folder:
        notes = files.write(Path(folder), planned.files)
        garden = build_garden(notes, planned.options, memory=memory)
        left = tuple(emitted(garden, notes, memory))
    assert [found for word in planned.private for found in searching.places(word, left)] == []
    assert [word for word in planned.public if not searching.places(word, left)] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the engine's own
@given(gardens(broken=False))
@settings(max_examples=4, derandomize=True, **WILD)
def test_no_private_word_of_a_random_garden_is_in_a_whole_site(planned: Planned) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        files.write(root / "notes", planned.files)
        files.write(root / "pages", {"index.md": "# Home\n"})
        exclude, publish = list(planned.options.exclude), planned.options.publish
        (root / "mkdocs.yml").write_text(
            "site_name: Random\nsite_url: https://example.org/\ndocs_dir: pages\n"
            "theme: {name: material}\n"
            f"plugins: [search, {{syntopic: {{exclude: {exclude}, publish: {publish}}}}}]\n",
            "utf-8",
        )
        config = load_config(str(root / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        left = tuple(searching.files_below(root / "site"))
    assert [found for word in planned.private for found in searching.places(word, left)] == []
    assert [word for word in planned.public if not searching.places(word, left)] == []
