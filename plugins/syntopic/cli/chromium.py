"""An installed Chromium, which makes PDF files of pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from syntopic.cli.refusal import Refusal

VARIABLE: Final = "SYNTOPIC_CHROMIUM"
"""Names the browser where it is at no usual place."""

_NAMES: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser"),
)
_APPS: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    *(
        rf"{folder}\{program}"
        for folder in (r"C:\Program Files", r"C:\Program Files (x86)")
        for program in (
            r"Google\Chrome\Application\chrome.exe",
            r"Microsoft\Edge\Application\msedge.exe",
        )
    ),
)
_FLAGS: Final = (
    *("--headless", "--disable-gpu", "--no-pdf-header-footer", "--allow-file-access-from-files"),
    # It waits until fonts are there and scripts have run.
    "--virtual-time-budget=10000",
    # Nothing is asked of the web.
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--no-default-browser-check"),
)
_PATIENCE: Final = 120
"""Seconds."""


def installed() -> str | None:
    """The browser of this computer: the one that is named, else the first that is found."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return shutil.which(named)
    on_path = (shutil.which(name) for name in _NAMES)
    return next(filter(None, (*on_path, *(app for app in _APPS if Path(app).is_file()))), None)


def printed(page: str) -> bytes:
    """A page's HTML as PDF; a Refusal says that there is no browser, or what it said."""
    browser = installed()
    if browser is None:
        raise Refusal(
            "a Chromium makes the PDF, and none was found on this computer: install Chromium, "
            f"Chrome or Edge, name yours in the variable {VARIABLE}, or print the page of the "
            "sheet from the browser that you have; it has two columns on paper, too"
        )
    with tempfile.TemporaryDirectory(prefix="syntopic-") as made:
        folder = Path(made)
        (folder / "sheet.html").write_text(page, encoding="utf-8")
        return _printed(browser, folder)


def _printed(browser: str, folder: Path) -> bytes:
    target = folder / "sheet.pdf"
    root = sys.platform == "linux" and os.geteuid() == 0  # then it has no sandbox
    command = [
        browser,
        *_FLAGS,
        *(["--no-sandbox"] if root else []),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={target}",
        (folder / "sheet.html").as_uri(),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refusal(f"{browser} did not make a PDF within {_PATIENCE} seconds") from error
    if not target.is_file():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refusal(f"{browser} made no PDF{': ' + said[-1] if said else ''}")
    return target.read_bytes()
