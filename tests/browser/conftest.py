"""The sample garden, built once with each engine and served from this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from linked import Linked, linked
from playwright.sync_api import Browser
from reviewed import Reviewed, reviewed
from reviewing import Desk

PROJECT = Path(__file__).resolve().parents[2]
# A fixed moment, so that what an engine itself dates (the site map) is the same in two builds.
MOMENT = "1700000000"


def build(folder: Path, engine: str, site: Path, **environment: str) -> None:
    """Build the garden in a folder with an engine, strictly; its words on failure."""
    told = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": MOMENT, **environment}
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "-f", "mkdocs.yml", "-d", str(site)],
        cwd=folder,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def copied(target: Path) -> Path:
    """Copy the sample garden into a new folder."""
    target.mkdir(parents=True)
    shutil.copy(PROJECT / "mkdocs.yml", target)
    for name in ("notes", "site_src"):
        shutil.copytree(PROJECT / name, target / name)
    return target


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the sample garden; its code has run in the first build."""
    return copied(tmp_path_factory.mktemp("sample") / "garden")


@pytest.fixture(scope="session")
def site(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample garden as MkDocs builds it."""
    target = tmp_path_factory.mktemp("mkdocs")
    build(garden, "mkdocs", target)
    return target


@pytest.fixture(scope="session")
def properdocs_site(garden: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the same garden as ProperDocs builds it, from the outputs of the first build."""
    target = tmp_path_factory.mktemp("properdocs")
    build(garden, "properdocs", target)
    return target


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[Callable[[str], str]]:
    """Give the address of a page of the sample garden on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield lambda path="": f"http://127.0.0.1:{server.server_port}/{path}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def linked_garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    """Give a small garden with links of every kind, served and as files."""
    with linked(tmp_path_factory.mktemp("linked")) as made:
        yield made


@pytest.fixture(scope="session")
def reviewed_garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewed]:
    """Give a small garden that asks forty questions, served twice on one origin."""
    with reviewed(tmp_path_factory.mktemp("reviewed")) as made:
        yield made


@pytest.fixture
def desk(browser: Browser, reviewed_garden: Reviewed) -> Iterator[Desk]:
    """Give a device of a reader of that garden, on which nothing may go wrong."""
    found = Desk(browser, reviewed_garden.address)
    yield found
    found.close()
