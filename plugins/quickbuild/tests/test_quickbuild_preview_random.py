"""Whatever is edited, a preview shows what a clean build would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from quickbuild_edits import CHANGES, change_plugins
from quickbuild_random_site import Site
from quickbuild_serving import Serving
from quickbuild_sites import SOAK

ONLY = "made again:"


@pytest.mark.parametrize(
    ("engine", "seed", "steps"),
    [("mkdocs", 1, 18), ("properdocs", 2, 8)]
    + [(engine, seed, 120) for seed in range(3, 6) for engine in ("mkdocs", "properdocs") if SOAK],
)
def test_after_any_edits_a_preview_shows_what_a_clean_build_would(
    tmp_path: Path, engine: str, seed: int, steps: int
) -> None:
    site = Site(tmp_path / "site", seed)
    shutil.rmtree(site.docs / "blog")
    site.config["plugins"] = ["search", "quickbuild"]
    site.config["watch"] = ["over"]  # else nothing follows the edit of a template
    file = site.folder / "mkdocs.yml"
    changes = [c for c in CHANGES if c is not change_plugins and c.__name__ != "change_post"]

    def save() -> None:
        told = yaml.safe_dump(site.config)
        if not file.exists() or file.read_text("utf-8") != told:
            file.write_text(told, "utf-8")

    save()
    said = []
    with Serving(file, engine, "site/") as serving:
        for step in range(steps):
            seen, change = serving.ended, site.random.choice(changes)
            before = _state(site.folder)
            change(site)
            save()
            if _state(site.folder) == before:
                continue
            said.append(serving.follow(seen))
            clean = tmp_path / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            if not serving.clean(clean, may_fail=True):
                assert "The site stays as it was" in said[-1], change.__name__
                seen = serving.ended
                # The one template of these that does not go with the theme.
                (site.folder / "over" / "partials" / "nav-item.html").unlink()
                serving.follow(seen)
                continue
            wrong = serving.differences(clean)
            assert wrong == [], f"step {step}, {change.__name__}: {wrong[:9]}\n{said[-1]}"
    alone = sum(ONLY in one for one in said)
    # In long runs a template may stay that shows all pages, so that each edit touches them all.
    fewest = len(said) // 5 if steps < 50 else 0
    assert alone > fewest, "many edits are followed alone, or nothing is shown"


def _state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {str(path): path.read_bytes() for path in files if path.name != "serving.log"}
