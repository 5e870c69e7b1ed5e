"""Links, images, wikilinks and footnotes: resolved, and written in the site's own way."""

from __future__ import annotations

import hashlib
import html
import re

from syntopic.markdown.forms import inline_element, inline_raw
from syntopic.rendering.rewriting import escaping
from syntopic.rendering.rewriting.values import LinkKind, Node, Request, Rules, Target

_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
_IMAGE = re.compile(r"\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)\Z", re.IGNORECASE)

_DOCUMENT = re.compile(
    r"\.(?:canvas|csv|docx?|epub|html?|ipynb|odt|pdf|pptx?|py|txt|xlsx?|zip)\s*\Z", re.IGNORECASE
)
"""Files that no browser shows as a picture, however they are embedded."""


def link(node: Node, inside: str, rules: Rules) -> str:
    """Return a link whose text is written already."""
    target, fragment = _divided(str(node.token.attrGet("href") or ""))
    shown = plain(node)
    found = rules.resolve(Request(LinkKind.PLAIN, target, fragment, shown))
    if found.href is None:
        return _missing(inside, found)
    return written(inside, found.href, found.title or _title(node), found.css)


def image(node: Node, rules: Rules) -> str:
    """Return an image, or a link to a document; ``![text|300](…)`` gives the image's width."""
    target, fragment = _divided(str(node.token.attrGet("src") or ""))
    text, size = _sized(plain(node))
    found = rules.resolve(Request(LinkKind.IMAGE, target, fragment, text))
    if found.href is not None and _DOCUMENT.search(target):
        name = text or target.rsplit("/", 1)[-1]
        return written(escaping.text(name), found.href, _title(node), found.css)
    return picture(found, text, size, _title(node))


def _sized(text: str) -> tuple[str, str]:
    """Divide an image's text into its description and its size, which stands behind a bar."""
    alt, _, size = text.rpartition("|")
    return (alt.strip(), size.strip()) if _SIZE.fullmatch(size.strip()) else (text, "")


def wiki(node: Node, rules: Rules) -> str:
    """Return a wikilink or an embed; an embed that is no image becomes a link."""
    meta = node.token.meta
    kind = LinkKind.EMBED if node.type == "embed" else LinkKind.WIKI
    target, fragment = meta["target"], meta["fragment"]
    text, size = _sized(meta["text"]) if kind is LinkKind.EMBED else (meta["text"], "")
    found = rules.resolve(Request(kind, target, fragment, text))
    if kind is LinkKind.EMBED and _IMAGE.search(target):
        return picture(found, text or found.text, size, "")
    shown = escaping.text(text or found.text or _named(target, fragment))
    if found.href is None:
        return _missing(shown, found)
    return written(shown, found.href, found.title, found.css)


def _named(target: str, fragment: str) -> str:
    return " > ".join(part for part in (target, *fragment.split("#")) if part)


def picture(found: Target, alt: str, size: str, title: str) -> str:
    """Return an image; as an element where it has a size, which Markdown cannot say."""
    if found.href is None:
        return _missing(escaping.text(alt or found.text), found)
    match = _SIZE.fullmatch(size)
    if match is None and not found.css:
        return "!" + written(escaping.attribute(alt), found.href, found.title or title)
    source = html.unescape(escaping.href(found.href))
    attributes = {
        "src": source,
        "alt": alt,
        "title": found.title or title,
        "class": found.css,
        "width": match["width"] if match else "",
        "height": (match["height"] or "") if match else "",
    }
    put = "".join(
        f' {name}="{html.escape(value)}"'
        for name, value in attributes.items()
        if value or name in ("src", "alt")
    )
    return inline_element(f"<img{put} />")


def footnote(node: Node, rules: Rules) -> str:
    """Return a reference to a footnote, by the label that it has on the page."""
    label = node.token.meta["label"]
    return f"[^{footnote_label(rules.footnotes.get(label, label))}]"


def remark_label(node: Node) -> str:
    """Return the label of a footnote written inside the text: the same for the same text."""
    return "remark-" + hashlib.sha256(node.token.content.encode(errors="replace")).hexdigest()[:8]


def footnote_label(label: str) -> str:
    """Return a label with nothing in it that could end or change it."""
    return re.sub(r"[^\w.-]+", "-", label) or "-"


def written(text: str, href: str, title: str = "", css: str = "") -> str:
    """Return ``[text](href "title")``; ``text`` is Markdown."""
    behind = f' "{escaping.attribute(title)}"' if title else ""
    classes = "".join(f" .{name}" for name in css.split())
    attributes = f"{{{classes} }}" if classes else ""
    return f"[{text}]({escaping.href(href)}{behind}){attributes}"


def plain(node: Node) -> str:
    """Return the text of inline tokens as a reader sees it."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    own = "" if node.children else node.token.content
    if node.type == "wikilink":
        own = node.token.meta["text"] or _named(node.token.meta["target"], "")
    return own + "".join(plain(child) for child in node.children)


def _missing(text: str, found: Target) -> str:
    if not found.css:
        return text
    title = f' title="{html.escape(found.title)}"' if found.title else ""
    return (
        inline_raw(f'<span class="{html.escape(found.css)}"{title}>') + text + inline_raw("</span>")
    )


def _divided(address: str) -> tuple[str, str]:
    target, _, fragment = address.partition("#")
    return target, fragment


def _title(node: Node) -> str:
    return str(node.token.attrGet("title") or "")
