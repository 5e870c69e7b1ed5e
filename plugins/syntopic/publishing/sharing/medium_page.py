"""The page to copy a story from."""

from __future__ import annotations

import html
import re

from syntopic.publishing.sharing.medium_story import Slot, Story
from syntopic.publishing.sharing.values import Article

_SLOT = re.compile("\ufdd0(\\d+)\ufdd1")

_STYLE = """\
:root { color-scheme: light dark; --ink: #242424; --quiet: #6b6b6b; --paper: #fff; --line: #e0ddd6;
  --soft: #f6f4ef; --mark: #2f6db5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e2dd; --quiet: #a3a09a; --paper: #1b1c1e;
  --line: #3a3b3e; --soft: #26272a; --mark: #8ab4e8; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 20px/1.6 Charter, "Source Serif 4", Georgia, serif; }
main, aside { max-width: 680px; margin: 0 auto; padding: 0 20px; }
aside { padding-top: 32px; padding-bottom: 24px; font: 15px/1.55 system-ui, sans-serif;
  color: var(--quiet); user-select: none; -webkit-user-select: none; }
aside ol { margin: 0 0 20px; padding-left: 1.4em; }
aside li { margin: 4px 0; overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; padding: 8px 18px; border-radius: 99px; cursor: pointer;
  color: var(--paper); background: var(--ink); border: 0; }
output { margin-left: 12px; }
article { border-top: 1px solid var(--line); padding: 32px 0 80px; }
h1 { font: 700 40px/1.2 system-ui, sans-serif; margin: 0 0 8px; }
h2 { font: 700 24px/1.3 system-ui, sans-serif; margin: 1.8em 0 .4em; }
p.lead { color: var(--quiet); margin: 0 0 32px; }
pre { background: var(--soft); padding: 16px 20px; overflow-x: auto; border-radius: 4px;
  font: 15px/1.5 ui-monospace, Menlo, Consolas, monospace; }
code { font: .82em ui-monospace, Menlo, Consolas, monospace; background: var(--soft);
  padding: 2px 4px; }
blockquote { margin: 0 0 0 -20px; padding-left: 20px; border-left: 3px solid var(--ink); }
hr { border: 0; text-align: center; } hr::after { content: "· · ·"; letter-spacing: .6em; }
a { color: inherit; }
p.slot { color: var(--mark); margin-bottom: 0; font: 15px/1.5 system-ui, sans-serif; }
figure { margin: 4px 0 28px; user-select: none; -webkit-user-select: none; }
figure img { max-width: 100%; display: block; }
figure label { display: flex; gap: 10px; align-items: baseline; margin-top: 6px;
  font: 13px/1.5 system-ui, sans-serif; color: var(--quiet); }
figure input { flex: 1; min-width: 0; font: inherit; color: inherit; background: var(--soft);
  border: 1px solid var(--line); border-radius: 4px; padding: 4px 8px; }
"""

_SCRIPT = """\
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (event.target instanceof HTMLInputElement || !selection.rangeCount) return;
  const copied = document.createElement("div");
  copied.append(selection.getRangeAt(0).cloneContents());
  copied.querySelectorAll("aside, figure, script").forEach((element) => element.remove());
  copied.querySelectorAll("[class]").forEach((element) => element.removeAttribute("class"));
  event.clipboardData.setData("text/html", copied.innerHTML);
  event.clipboardData.setData("text/plain", selection.toString());
  event.preventDefault();
});
document.querySelector("button").addEventListener("click", () => {
  const selection = getSelection();
  selection.selectAllChildren(document.querySelector("article"));
  const done = document.execCommand("copy");
  selection.removeAllRanges();
  document.querySelector("output").textContent = done ? "Copied." : "Select the story and copy it.";
});
document.querySelectorAll("input").forEach((field) =>
  field.addEventListener("focus", () => field.select()));
"""


def page(found: Article, told: Story, steps: tuple[str, ...], language: str) -> str:
    """Return the page: what to do, and the story with its pictures, which are not copied."""
    listed = "\n".join(f"<li>{html.escape(step)}</li>" for step in steps)
    lead = f'<p class="lead">{html.escape(found.description)}</p>\n' if found.description else ""
    body = _SLOT.sub(lambda slot: _slot(told.slots[int(slot[1])]), told.html)
    title = html.escape(found.title)
    return f"""\
<!DOCTYPE html>
<html lang="{html.escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{html.escape(found.url)}">
<title>{title}: to paste into Medium</title>
<style>
{_STYLE}</style>
</head>
<body>
<aside lang="en">
<ol>
{listed}
</ol>
<button type="button">Copy the story</button><output></output>
</aside>
<main>
<article>
<h1>{title}</h1>
{lead}{body}
</article>
</main>
<script>
{_SCRIPT}</script>
</body>
</html>
"""


def _slot(slot: Slot) -> str:
    """A line to be replaced, which is copied, and the picture with its text, which is not."""
    name, alt = html.escape(slot.image.name), html.escape(slot.alt)
    bare = name.rpartition("/")[2]
    return (
        f'<p class="slot">▸ {bare}</p>\n<figure><img src="{name}" alt="{alt}">'
        f'<label>Description <input readonly value="{alt}"></label></figure>'
    )
