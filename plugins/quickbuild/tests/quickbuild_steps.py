"""Changes a random site step by step, and compares after each step a build from the cache with a
clean one. Runs in a process of its own, since a process can hold one engine only:

    python quickbuild_steps.py ENGINE FOLDER SEED STEPS
"""

from __future__ import annotations

import importlib
import json
import logging
import shutil
import sys
from pathlib import Path

import yaml
from quickbuild_edits import edit
from quickbuild_random_site import Site
from quickbuild_sites import differences


class Heard(logging.Handler):
    """All that a build said, but what is ours."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "quickbuild" not in record.name and "built in" not in record.getMessage():
            self.said.append(f"{record.levelname} {record.getMessage()}")


class Summaries(logging.Handler):
    """The plugin's own lines on what it kept."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.INFO)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        if "kept" in record.getMessage() and "quickbuild" in record.name:
            self.lines.append(record.getMessage())


def build(engine: str, site: Site, out: Path, *, cached: bool) -> list[str]:
    """Build the site into a folder; what was said, an error that ended it included."""
    config = dict(site.config)
    if cached:
        config["plugins"] = [*config["plugins"], "quickbuild"]
    file = site.folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    heard = Heard()
    logger = logging.getLogger(engine)
    logger.addHandler(heard)
    loaded = importlib.import_module(f"{engine}.config").load_config(str(file), site_dir=str(out))
    loaded.plugins.on_startup(command="build", dirty=False)
    try:
        importlib.import_module(f"{engine}.commands.build").build(loaded)
    except (Exception, SystemExit) as error:
        heard.said.append(f"ended: {error}".replace(str(out), "OUT"))
    finally:
        loaded.plugins.on_shutdown()
        logger.removeHandler(heard)
    return [line.replace(str(out), "OUT") for line in heard.said]


def main(engine: str, folder: Path, seed: int, steps: int) -> None:
    """Print what was kept; fail at the first difference."""
    importlib.import_module(f"{engine}.__main__")
    logging.getLogger(engine).setLevel(logging.INFO)
    site = Site(folder, seed)
    ours: list[str] = []
    logging.getLogger(engine).addHandler(Summaries(ours))
    done: list[str] = []
    for step in range(steps):
        for _ in range(site.random.choice((1, 1, 2))):
            done.append(edit(site))
        plain = build(engine, site, folder / "plain", cached=False)
        cached = build(engine, site, folder / "cached", cached=True)
        wrong = differences(folder / "plain", folder / "cached")
        if wrong or plain != cached:
            said = [line for line in (*plain, *cached) if (line in plain) != (line in cached)]
            sys.exit(f"step {step} after {done[-4:]}: {wrong[:9]} {said[:9]}")
    print(json.dumps(ours))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
