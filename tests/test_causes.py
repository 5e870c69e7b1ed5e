"""What the record for the audit calls the files that a site was made of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gardens import write

ASKED = """
import sys
from pathlib import Path
from syntopic.mkdocs_plugin.causes import _shown_from
from syntopic.mkdocs_plugin.files import resolving

shown = _shown_from(Path(sys.argv[1]), resolving())
print("\\n".join(shown(Path(file)) for file in sys.argv[2:]))
"""


def shown(root: Path, *files: Path) -> list[str]:
    """As a process with the engine has it."""
    asked = [sys.executable, "-c", ASKED, str(root), *map(str, files)]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()


def test_a_note_behind_a_link_is_called_by_its_place_and_one_outside_by_its_name_alone(
    tmp_path: Path,
) -> None:
    garden = write(tmp_path / "real", {"notes/a/x.md": "# X\n", "notes/y.md": "# Y\n"})
    write(tmp_path / "elsewhere", {"z.md": "# Z\n", "deep/w.md": "# W\n"})
    (garden / "notes" / "to-y.md").symlink_to("y.md")
    (garden / "notes" / "b").symlink_to("a", target_is_directory=True)
    (garden / "notes" / "z.md").symlink_to(tmp_path / "elsewhere" / "z.md")
    (garden / "notes" / "far").symlink_to(tmp_path / "elsewhere" / "deep")
    (tmp_path / "garden").symlink_to(garden, target_is_directory=True)
    names = ("a/x.md", "b/x.md", "y.md", "to-y.md", "z.md", "far/w.md", "gone.md", "gone/g.md")
    files = [tmp_path / "garden" / "notes" / name for name in names]
    assert shown(Path(os.path.relpath(tmp_path / "garden")), *files) == [
        *("notes/a/x.md", "notes/a/x.md", "notes/y.md", "notes/y.md"),
        *("z.md", "w.md", "notes/gone.md", "notes/gone/g.md"),
    ]
