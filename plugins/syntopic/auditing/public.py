"""Text that says nothing about the notes: the configuration, programs and their labels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from syntopic.auditing.decoding import is_binary, text_of
from syntopic.auditing.folders import MACHINERY
from syntopic.auditing.values import Wishes

_PROGRAM_TEXTS = (".html", ".css", ".yml", ".txt", ".xml")
"""Scripts are not among them: they stand on the site as they are, and so are not searched."""

_KNOWN = """
Python 3 (ipykernel) python3 jupytext nbformat minor kernelspec outputs stdout stderr execution
metadata cells cell markdown code raw source language name display data text plain base64 output
mimetype attachments pygments lexer codemirror extension version application matplotlib PIL
http https www w3 org xmlns xlink svg xml html rss atom feed jsonfeed schema schemas sitemap
sitemaps urlset lastmod permanent redirect canonical facets snippets backlinks slug
math mi mn mo mtext mspace ms mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup
msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd display displaystyle
scriptlevel lspace rspace stretchy symmetric minsize maxsize linethickness mathvariant accent
accentunder prefix infix postfix fence separator columnalign rowspacing columnspacing
clippath linejoin linecap miter butt stroke opacity path rect circle line polygon polyline ellipse
tspan defs clip use href viewbox rdf resource purl creativecommons adobe xmpmeta description
creator format type stillimage dcmitype dcterms agent work exif tiff profile comment software
author title date created modified
"""
"""Words of the formats that a site is written in."""


def texts_of_programs(wishes: Wishes) -> Iterator[str]:
    """Yield every text that says nothing about the notes, in no certain order."""
    yield _KNOWN
    if wishes.config is not None:
        yield from _scalars(wishes.config)
    for place in wishes.public:
        for file in [place] if place.is_file() else _files(place):
            if file.suffix.lower() in _PROGRAM_TEXTS:
                yield file.name
                yield _read(file)


def _files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - MACHINERY - {".icons"})
        yield from (Path(above, name) for name in sorted(names))


def _read(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError:
        return ""
    return "" if is_binary(raw) else text_of(raw)


def _scalars(config: Path) -> Iterator[str]:
    """Yield the settings without the comments between them, which nobody is shown."""
    try:
        for token in yaml.scan(_read(config), Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken):
                yield str(token.value)
    except yaml.YAMLError:
        return
