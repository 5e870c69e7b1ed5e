"""What runs, unseen, in a Python kernel before a note's first snippet.

The kernel reads this file by its path (``cell`` says how) and keeps no name of it, so it needs
nothing of this package but Python and IPython, which the interpreter of another kernel has too.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

PALETTE = ("#2f6db5", "#b4532a", "#3d7d4f", "#7a4fa3", "#97742a", "#8d929c")
"""The site's colours for lines and bars, in order."""

Hook = Callable[[Any], object]


def cell(**settings: object) -> str:
    """The code that calls ``start`` with these settings (plain JSON values), and leaves no name."""
    return (
        "def _syntopic():\n"
        "    from importlib.util import module_from_spec, spec_from_file_location\n"
        f"    spec = spec_from_file_location('syntopic_startup', {__file__!r})\n"
        "    module = module_from_spec(spec)\n"
        "    spec.loader.exec_module(module)\n"
        f"    module.start(**{settings!r})\n"
        "_syntopic(); del _syntopic"
    )


def start(ink: str, font: str, linked: Sequence[str], told: str) -> None:
    """Seed what draws at random, keep linked files from being written, and set the figures' style.

    ``ink`` is the colour of text and axes, ``font`` a path or empty, ``linked`` the files that
    stand for originals, ``told`` a file to be that says what the code imports.
    """
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    _seed_before_the_first_cell(shell)
    if linked:
        _keep_from_writing(frozenset(linked))
    shell.config.InlineBackend.figure_formats = {"svg"}
    shell.config.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight"}
    hooks: dict[str, Hook] = {
        "numpy": lambda numpy: numpy.random.seed(0),
        "matplotlib": lambda matplotlib: matplotlib.rcParams.update(_style(ink, font)),
        # What no page needs: it lays out each figure once more to learn how dark its labels are.
        "matplotlib_inline.backend_inline": lambda backend: setattr(
            backend, "_fetch_figure_metadata", lambda figure: None
        ),
    }
    sys.meta_path.insert(0, _Finder(hooks))
    sys.meta_path.append(missed := _Missed())
    shell.events.register("post_run_cell", _teller(told, missed.names))


def _seed_before_the_first_cell(shell: Any) -> None:
    # Not at once: a kernel that runs this while it starts draws at random afterwards.
    def seed(cell: object) -> None:
        random.seed(0)
        shell.events.unregister("pre_run_cell", seed)

    shell.events.register("pre_run_cell", seed)


class _Finder(importlib.abc.MetaPathFinder):
    """Lets something be done with a package as soon as the code has imported it."""

    def __init__(self, hooks: dict[str, Hook]) -> None:
        self.hooks = hooks

    def find_spec(
        self, fullname: str, path: Any = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        hook = self.hooks.pop(fullname, None)
        if hook is None:
            return None
        if not self.hooks:
            sys.meta_path.remove(self)
        others = [finder for finder in sys.meta_path if finder is not self]
        for found in (finder.find_spec(fullname, path, target) for finder in others):
            if found is not None and found.loader is not None:
                found.loader = _Hooked(found, found.loader, hook)
                return found
        return None


class _Hooked(importlib.abc.Loader):
    """Loads a module by its own loader, which then stands in this one's place, and calls a hook."""

    def __init__(self, spec: importlib.machinery.ModuleSpec, loader: Any, hook: Hook) -> None:
        self.spec, self.loader, self.hook = spec, loader, hook

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loader, name)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self.loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        self.spec.loader = self.loader
        if getattr(module, "__loader__", None) is self:
            module.__loader__ = self.loader
        self.loader.exec_module(module)
        self.hook(module)


class _Missed(importlib.abc.MetaPathFinder):
    """Finds nothing; as the last one to be asked it hears what nobody has found."""

    def __init__(self) -> None:
        self.names = set[str]()

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> None:
        if path is None:
            self.names.add(fullname)


def _teller(told: str, missed: set[str]) -> Callable[[object], None]:
    """After each cell: write what the code has imported, so that it is there when the code dies."""
    before, write, replace = frozenset(sys.modules), open, os.replace

    def tell(result: object) -> None:
        new = {name.partition(".")[0] for name in list(sys.modules) if name not in before}
        with write(f"{told}-new", "w") as file:
            names = {"imported": sorted(new - {"__mp_main__"}), "missed": sorted(missed - new)}
            json.dump(names, file)
        replace(f"{told}-new", told)

    return tell


def _keep_from_writing(linked: frozenset[str]) -> None:
    """Refuse to write through a link: what is behind it is the author's own file."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_APPEND

    def guard(event: str, args: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(args[0], (str, bytes)):
            return
        path, flags = os.fsdecode(args[0]), args[2]
        if isinstance(flags, int) and flags & writing and os.path.realpath(path) in linked:
            raise PermissionError(f"{os.path.basename(path)} is read-only here")

    sys.addaudithook(guard)


def _style(ink: str, font: str) -> dict[str, object]:
    """Matplotlib's settings: thin lines, no box, nothing behind the figure.

    Five inches with letters of 11 points are about ten pixels high on a telephone; what is wider
    has smaller ones there.
    """
    from cycler import cycler

    inked = "axes.edgecolor axes.labelcolor text.color xtick.color ytick.color patch.edgecolor"
    inked += " hatch.color boxplot.boxprops.color boxplot.capprops.color boxplot.whiskerprops.color"
    inked += " boxplot.flierprops.color boxplot.flierprops.markeredgecolor"
    clear = "figure.facecolor figure.edgecolor axes.facecolor savefig.facecolor savefig.edgecolor"
    thin = "axes.linewidth xtick.major.width ytick.major.width xtick.minor.width ytick.minor.width"
    style: dict[str, object] = {name: ink for name in inked.split()}
    style.update((name, "none") for name in clear.split())
    style.update((name, 0.6) for name in thin.split())
    if font:
        from matplotlib import font_manager

        font_manager.fontManager.addfont(font)
        style["font.family"] = [font_manager.get_font(font).family_name, "sans-serif"]
    return {
        **style,
        "axes.prop_cycle": cycler(color=PALETTE),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titleweight": "normal",
        "axes.titlesize": 11,
        "figure.figsize": (5, 3),
        "font.size": 11,
        "legend.frameon": False,
        "lines.linewidth": 1.5,
        "mathtext.fontset": "stix",
        "savefig.transparent": True,
        "svg.fonttype": "path",
        "svg.hashsalt": "syntopic",
        "xtick.major.size": 3,
        "ytick.major.size": 3,
    }
