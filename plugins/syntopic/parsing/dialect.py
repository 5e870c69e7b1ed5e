"""The Markdown that notes are written in: CommonMark, and what people write beyond it.

What CommonMark reads keeps its tree. The tokens that are added are documented where they are made:

=========================  ======================================================================
``syntax.math``            ``math_inline``, ``math_inline_double``, ``math_block``
``syntax.wikilinks``       ``wikilink``, ``embed``
``syntax.highlights``      ``mark_open`` / ``mark_close``
``syntax.containers``      ``container_open`` / ``_close``, ``container_title_open`` / ``_close``
``syntax.callouts``        the same container tokens, ``markup`` ``>``
``syntax.endings``         ``block_id``, ``task``
``syntax.footnotes``       ``footnote_inline`` (``footnote_ref``, ``footnote_reference_open`` /
                           ``_close`` come from the footnote plugin, left where they stand)
``syntax.abbreviations``   ``abbreviation``
definition lists           ``dl_open``, ``dt_open``, ``dd_open`` and their closings
tables, strikethrough      as in markdown-it: ``table_open`` …, ``s_open`` / ``s_close``
=========================  ======================================================================

``syntax.tables``, ``syntax.cards``, ``syntax.depth`` and ``syntax.spans`` add no tokens.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from syntopic.parsing.syntax.abbreviations import abbreviations_plugin
from syntopic.parsing.syntax.callouts import callouts_plugin
from syntopic.parsing.syntax.cards import cards_plugin
from syntopic.parsing.syntax.containers import containers_plugin
from syntopic.parsing.syntax.depth import depth_plugin
from syntopic.parsing.syntax.endings import endings_plugin
from syntopic.parsing.syntax.footnotes import inline_footnotes_plugin
from syntopic.parsing.syntax.highlights import highlights_plugin
from syntopic.parsing.syntax.math import math_plugin
from syntopic.parsing.syntax.spans import spans_plugin
from syntopic.parsing.syntax.tables import tables_plugin
from syntopic.parsing.syntax.wikilinks import wikilinks_plugin

# Deep enough for any note, shallow enough for Python's stack; blocks never reach it (syntax.depth).
MAX_NESTING = 60


@cache
def parser() -> MarkdownIt:
    """Return the parser of the notes' dialect, always the same one: do not configure it further.

    Give ``parse(text, env)`` a fresh ``env``; rules leave in it what the token tree cannot hold.
    """
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False)
    for plugin in (
        spans_plugin,
        tables_plugin,
        math_plugin,
        inline_footnotes_plugin,
        wikilinks_plugin,
        highlights_plugin,
        containers_plugin,
        callouts_plugin,
        abbreviations_plugin,
        cards_plugin,
        endings_plugin,
        depth_plugin,
    ):
        md.use(plugin)
    return md
