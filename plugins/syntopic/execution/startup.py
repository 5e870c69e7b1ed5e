"""What runs, unseen, in a Python kernel before a note's first snippet.

This file is sent to the kernel as text, followed by one call of ``_syntopic_start``, so it needs
nothing of this package. It must not import from ``__future__``: a kernel would apply that to the
note's own cells too.
"""
# ruff: noqa: I002

FORGET = (
    "del PALETTE, FORGET, _syntopic_start, _syntopic_hooks, _syntopic_tell, _syntopic_guard, "
    "_syntopic_style"
)
"""The last line sent: the note's namespace begins empty."""

PALETTE = ("#2f6db5", "#b4532a", "#3d7d4f", "#7a4fa3", "#97742a", "#8d929c")
"""The site's colours for lines and bars, in order."""


def _syntopic_start(ink: str, font: str, linked: list[str], told: str) -> None:
    """Seed what draws at random, keep linked files from being written, and set the figures' style.

    ``ink`` is the colour of text and axes, ``font`` a path or empty, ``linked`` the files that
    stand for originals, ``told`` a file to be that says what the code imports.
    """
    import random

    random.seed(0)
    if linked:
        _syntopic_guard(frozenset(linked))
    config = get_ipython().config.InlineBackend  # type: ignore[name-defined]  # noqa: F821
    config.figure_formats = {"svg"}
    config.print_figure_kwargs = {"bbox_inches": "tight"}
    style, palette = _syntopic_style, PALETTE
    _syntopic_hooks(
        {
            "numpy": lambda numpy: numpy.random.seed(0),
            "matplotlib": lambda mpl: mpl.rcParams.update(style(ink, font, palette)),
        }
    )
    if told:
        _syntopic_tell(told)


def _syntopic_hooks(hooks: dict) -> None:  # type: ignore[type-arg]
    """Do something with a package as soon as the code has imported it."""
    import sys
    from importlib.abc import Loader, MetaPathFinder

    class Hooked(Loader):
        def __init__(self, spec, hook):  # type: ignore[no-untyped-def]
            self.spec, self.loader, self.hook = spec, spec.loader, hook

        def __getattr__(self, name):  # type: ignore[no-untyped-def]
            return getattr(self.loader, name)

        def create_module(self, spec):  # type: ignore[no-untyped-def]
            return self.loader.create_module(spec)

        def exec_module(self, module):  # type: ignore[no-untyped-def]
            self.spec.loader = self.loader  # nobody shall see that we were here
            if getattr(module, "__loader__", None) is self:
                module.__loader__ = self.loader
            self.loader.exec_module(module)
            self.hook(module)

    class Finder(MetaPathFinder):
        def find_spec(self, name, path=None, target=None):  # type: ignore[no-untyped-def]
            if name not in hooks:
                return None
            hook = hooks.pop(name)
            if not hooks:
                sys.meta_path.remove(self)
            for finder in sys.meta_path:
                found = finder.find_spec(name, path, target) if finder is not self else None
                if found is not None and found.loader is not None:
                    found.loader = Hooked(found, hook)  # type: ignore[no-untyped-call]
                    return found
            return None

    sys.meta_path.insert(0, Finder())


def _syntopic_tell(told: str) -> None:
    """After each cell, write what the code has imported to a file, which is there when it dies."""
    import json
    import os
    import sys

    before, place, write, replace = set(sys.modules), told + "-new", open, os.replace

    def tell(*_: object) -> None:
        new = {name.partition(".")[0] for name in list(sys.modules) if name not in before}
        with write(place, "w") as file:
            json.dump(sorted(new - {"__mp_main__"}), file)
        replace(place, told)

    get_ipython().events.register("post_run_cell", tell)  # type: ignore[name-defined]  # noqa: F821


def _syntopic_guard(linked: frozenset[str]) -> None:
    """Refuse to write through a link: what is behind it is the author's own file."""
    import os
    import sys

    writing = os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_APPEND

    def guard(event: str, args: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(args[0], (str, bytes)):
            return
        path, flags = os.fsdecode(args[0]), args[2]
        if isinstance(flags, int) and flags & writing and os.path.realpath(path) in linked:
            raise PermissionError(f"{os.path.basename(path)} is read-only here")

    sys.addaudithook(guard)


def _syntopic_style(ink: str, font: str, palette: tuple[str, ...]) -> dict[str, object]:
    """Matplotlib's settings: thin lines, no box, nothing behind the figure."""
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
        "axes.prop_cycle": cycler(color=palette),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titleweight": "normal",
        "axes.titlesize": 10,
        "figure.figsize": (6.4, 3.2),
        "font.size": 9,
        "legend.frameon": False,
        "lines.linewidth": 1.5,
        "mathtext.fontset": "stix",
        "savefig.transparent": True,
        "svg.fonttype": "path",
        "svg.hashsalt": "syntopic",
        "xtick.major.size": 3,
        "ytick.major.size": 3,
    }
