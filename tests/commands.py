"""The command line in tests, and what it leaves in the folder where a test is."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from syntopic.cli import main
from syntopic.cli.opening import find, opened
from syntopic.garden import Garden


def run(*arguments: str) -> Result:
    """What a command says, and its exit code."""
    return CliRunner().invoke(main, [*arguments])


def garden() -> Garden:
    """The garden of this folder, as the commands open it."""
    return opened(find(Path("mkdocs.yml")))


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder, the record of what can be taken back aside."""
    files = (path for path in root.rglob("*") if path.is_file())
    named = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {name: raw for name, raw in named.items() if ".cache" not in name.split("/")}
