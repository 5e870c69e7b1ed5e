"""What several tests share: the machine's Chromium, driven by Playwright, and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from xdist.scheduler import LoadScopeScheduling

FRONTEND = Path(__file__).resolve().parent.parent / "plugins" / "syntopic" / "frontend"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox, because containers run as root; the rest keeps the browser from calling home.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


# Machines are noisy: how long one example took says nothing. (Where CI is set, the parent is
# Hypothesis' own profile for it, in which every run tries the same examples.)
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Let tests that share something costly run in one process."""
    from scheduling import ByFileAndGroup

    return ByFileAndGroup(config, log)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser's path; skip without one, or fail where the run insists on it."""
    names = (os.environ.get("SYNTOPIC_CHROMIUM", ""), *CHROMIUM_NAMES)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found:
        return found
    reason = "no Chromium on this machine: install it, or name it in SYNTOPIC_CHROMIUM"
    if os.environ.get("SYNTOPIC_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


# Closed after each module: while Playwright is open its event loop counts as running, and code
# that runs notebooks could not start one of its own in the same process.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Give a running browser; every test opens its own context in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_FLAGS])
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe_script() -> str:
    """Return axe-core's source, to be evaluated in a page before ``axe.run()``."""
    return (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
