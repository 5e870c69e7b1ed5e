"""The page that a preview shows instead of another after an edit that went wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

AS_IT_WAS = "as-it-was"
ANYWAY = "anyway"
WRONG = "wrong"
ASKED = "quickbuild"
"""The name in the query of an address by which one of these is asked for."""

_PLACE = re.compile(r"(?<![\w/])((?:[\w.@+-]+/)*[\w.@+-]+\.\w{1,8}:\d+)(?=[\s:,.)]|$)")
_STYLE = """
:root { color-scheme: light dark; --ink: #22262b; --soft: #5c646d; --paper: #fdfcfa;
  --line: #ded9d0; --mark: #a33b20; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e2dd; --soft: #a3a8ae; --paper: #16181b;
  --line: #34383d; --mark: #f0906f; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 "Source Serif 4", Georgia, serif; }
main { max-width: 42rem; margin: 0 auto; padding: 12vh 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 600; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; color: var(--soft); }
ol { list-style: none; margin: 2rem 0; padding: 0; }
li { border-top: 1px solid var(--line); padding: 1rem 0; overflow-wrap: anywhere;
  white-space: pre-wrap; }
code { font: .9em/1.5 ui-monospace, "JetBrains Mono", Menlo, Consolas, monospace;
  color: var(--mark); }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; font: 1rem/1.5 system-ui, sans-serif; }
a { color: inherit; text-underline-offset: .2em; padding: .5rem 0; }
"""
_BAR = (
    "position:fixed;z-index:9;inset:auto 1rem 1rem auto;padding:.5rem .9rem;border-radius:.5rem;"
    "background:#a33b20;color:#fff;font:500 14px/1.4 system-ui,sans-serif;text-decoration:none;"
    "box-shadow:0 2px 8px rgb(0 0 0/.3)"
)


def error_page(lines: Sequence[str], *, failed: bool) -> str:
    """A whole page that tells what is wrong.

    `failed` is whether nothing could be built, so that the pages are still those from before.
    """
    title = "The site could not be built" if failed else "This edit left something wrong"
    told = (
        "The pages stay as they were. Mend it and save: this page follows by itself."
        if failed
        else "Mend it and save: this page follows by itself."
    )
    links = [f'<a href="?{ASKED}={AS_IT_WAS}">Show this page as it was before</a>']
    if not failed:
        links.insert(0, f'<a href="?{ASKED}={ANYWAY}">Show the pages as they are now</a>')
    items = "".join(f"<li>{_with_places(line)}</li>" for line in lines)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f"<p>{told}</p><ol>{items}</ol><nav>{''.join(links)}</nav></main></body></html>"
    )


def bar(count: int) -> str:
    """A small sign on every page that something is wrong, which leads to what that is."""
    said = "1 thing is wrong" if count == 1 else f"{count} things are wrong"
    return f'<a href="?{ASKED}={WRONG}" style="{_BAR}">{said}</a>'


def _with_places(line: str) -> str:
    """A message with its places, such as `docs/a.md:7`, set apart."""
    return _PLACE.sub(r"<code>\1</code>", escape(line, quote=False))
