"""What somebody gets who installs the project: from a checkout, a release or an address."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = Path("plugins", "syntopic", "frontend")
NOT_SOURCES = shutil.ignore_patterns("node_modules", "assets", "__pycache__")


def copy_sources(target: Path) -> None:
    """Copy what the package is made of, with what a working checkout also has lying about."""
    shutil.copytree(ROOT / "plugins", target / "plugins", ignore=NOT_SOURCES)
    for name in ("pyproject.toml", "build_frontend.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target / name)
    for junk in ("notes/private/diary.md", "scratch/idea.txt", "plugins/syntopic/assets/old.css"):
        (target / junk).parent.mkdir(parents=True, exist_ok=True)
        (target / junk).write_text("not for anybody else", encoding="utf-8")


def build(project: Path, kind: str, path: str) -> Path:
    """Build a distribution with hatchling, seeing only the programs in ``path``."""
    (project / FRONTEND / "node_modules").symlink_to(ROOT / FRONTEND / "node_modules")
    out = project.parent / kind
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)],
        cwd=project,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
    )
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("checkout") / "project"
    copy_sources(project)
    return build(project, "sdist", os.environ["PATH"])


@pytest.fixture(scope="module")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(target, filter="data")
    (project,) = target.iterdir()
    return project


@pytest.fixture(scope="module")
def wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the source distribution, on a machine without Node.js."""
    project = tmp_path_factory.mktemp("from-sdist") / "project"
    shutil.copytree(unpacked, project)
    programs = tmp_path_factory.mktemp("programs")
    (programs / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    built = build(project, "wheel", str(programs))
    target = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(target)
    return target


def files(folder: Path) -> set[str]:
    """Return the files below a folder, with forward slashes."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_source_release_holds_the_sources_and_nothing_that_lies_about(unpacked: Path) -> None:
    found = files(unpacked)
    assert {"LICENSE", "README.md", "plugins/syntopic/frontend/.npmrc"} <= found
    assert "plugins/syntopic/frontend/package-lock.json" in found
    tops = {name.partition("/")[0] for name in found}
    extras = {"PKG-INFO", ".gitignore"}
    wanted = {"plugins", "LICENSE", "README.md", "build_frontend.py", "pyproject.toml"}
    assert tops - extras == wanted
    assert not [name for name in found if "/node_modules/" in name or "/assets/" in name]


def test_a_wheel_has_styles_script_and_fonts_without_node_on_the_machine(wheel: Path) -> None:
    found = files(wheel)
    assert {"syntopic/assets/syntopic.css", "syntopic/assets/syntopic.js"} <= found
    assert "syntopic/assets/old.css" not in found
    fonts = {name.removeprefix("syntopic/assets/fonts/") for name in found if "/fonts/" in name}
    families = ("source-serif", "inter", "jetbrains-mono", "stix-two-math")
    assert {f"{family}.woff2" for family in families} <= fonts
    assert {f"{family}-OFL.txt" for family in families} <= fonts


def test_a_wheel_has_every_file_of_the_package_and_no_front_end_sources(wheel: Path) -> None:
    apart = {"frontend", "assets", "__pycache__"}
    package = {
        path.relative_to(ROOT / "plugins").as_posix()
        for path in (ROOT / "plugins" / "syntopic").rglob("*")
        if path.is_file() and not apart & set(path.parts)
    }
    assert {"syntopic/model/__init__.py", "syntopic/languages/en.yml"} <= package
    assert {name for name in files(wheel / "syntopic") if not name.startswith("assets/")} == {
        name.removeprefix("syntopic/") for name in package
    }


def test_every_font_is_what_its_name_says_and_may_be_passed_on(wheel: Path) -> None:
    fonts = wheel / "syntopic" / "assets" / "fonts"
    for font in fonts.glob("*.woff2"):
        assert font.read_bytes()[:4] == b"wOF2", font.name
    for licence in fonts.glob("*-OFL.txt"):
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8"), licence.name


def test_figures_can_be_drawn_in_the_font_of_the_page(wheel: Path) -> None:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(wheel / "syntopic" / "assets" / "fonts" / "Inter.ttf"))
    assert (font.family_name, font.style_name) == ("Inter", "Regular")
    assert font.get_char_index(ord("−")) != 0, "axes need the minus sign"


def test_letters_can_be_cut_out_of_the_mathematical_font_without_reading_all(wheel: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(wheel / "syntopic" / "assets" / "fonts" / "stix-two-math.woff2") as font:
        assert not font.reader.tables["glyf"].transformed


def test_social_cards_can_be_drawn_in_fonts_of_ours(wheel: Path) -> None:
    from fontTools.ttLib import TTFont

    for name in ("cards-title", "cards-text", "cards-label"):
        file = wheel / "syntopic" / "assets" / "fonts" / f"{name}.ttf"
        with TTFont(file) as font:
            assert font["name"].getDebugName(1) == name
            assert {ord(char) for char in "Aéλяạ−"} <= font.getBestCmap().keys()
        assert file.stat().st_size < 160_000
        measures = file.with_suffix(".json")
        assert set("Aéλяạ−") <= json.loads(measures.read_text(encoding="utf-8"))["widths"].keys()
        assert measures.stat().st_size < 200_000


@pytest.mark.parametrize("group", ["mkdocs.plugins", "markdown.extensions", "console_scripts"])
def test_everything_that_the_package_offers_by_name_can_be_loaded(group: str) -> None:
    # In a process of its own: one process can hold one engine only.
    program = (
        "from importlib.metadata import distribution\n"
        "offered = distribution('mkdocs-syntopic').entry_points.select(group='" + group + "')\n"
        "assert len(offered) > 0\n"
        "for entry in offered: print(entry.name, entry.load())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
