"""What runs, unseen, in a Python kernel before a note's first snippet.

This file is sent to the kernel as text, followed by one call of ``_syntopic_start``, so it needs
nothing of this package. It must not import from ``__future__``: a kernel would apply that to the
note's own cells too.
"""
# ruff: noqa: I002

FORGET = "del PALETTE, FORGET, _syntopic_start, _syntopic_guard, _syntopic_style"
"""The last line sent: the note's namespace begins empty."""

PALETTE = ("#2f6db5", "#b4532a", "#3d7d4f", "#7a4fa3", "#97742a", "#8d929c")
"""The site's colours for lines and bars, in order."""


def _syntopic_start(ink: str, font: str, linked: list[str], imports: list[str]) -> None:
    """Seed what draws at random, keep linked files from being written, and set the figures' style.

    ``ink`` is the colour of text and axes, ``font`` a path or empty, ``linked`` the files that
    stand for originals, ``imports`` which of numpy and matplotlib the code mentions.
    """
    import random
    from contextlib import suppress

    random.seed(0)
    if linked:
        _syntopic_guard(frozenset(linked))
    config = get_ipython().config.InlineBackend  # type: ignore[name-defined]  # noqa: F821
    config.figure_formats = {"svg"}
    config.print_figure_kwargs = {"bbox_inches": "tight"}
    with suppress(ImportError):  # what is missing is reported where the note imports it
        if "numpy" in imports:
            import numpy

            numpy.random.seed(0)
        if "matplotlib" in imports:
            import matplotlib

            matplotlib.rcParams.update(_syntopic_style(ink, font))  # type: ignore[arg-type]


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


def _syntopic_style(ink: str, font: str) -> dict[str, object]:
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
        "axes.prop_cycle": cycler(color=PALETTE),
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
