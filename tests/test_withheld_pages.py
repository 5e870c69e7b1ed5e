"""Pages written by hand whose front matter cannot be read: what a build says of them."""

from __future__ import annotations

from pathlib import Path

import gardens
import sites

BROKEN = "---\ndate: 2026-01-02\ntags: [a\n---\n# Shy\n"


def test_a_build_names_no_withheld_page_and_says_where_its_author_finds_the_name(
    tmp_path: Path,
) -> None:
    gardens.write(tmp_path / "pages", {"shyest.md": BROKEN, "blog/posts/shyer.md": BROKEN})
    site = sites.build(tmp_path, {"vector.md": "# Vector\n\nAn arrow.\n"})
    said = [line for line in site.said.splitlines() if "written by hand (" in line]
    assert len(said) == 2, site.said
    assert all("syntopic serve says which" in line for line in said)
    assert "shye" not in site.said
