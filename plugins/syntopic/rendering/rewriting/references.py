"""Links, images, wikilinks and footnotes: resolved, and written in the site's own way."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import replace

from syntopic.markdown.forms import element, inline_element, inline_raw
from syntopic.markdown.list_items import ITEM
from syntopic.parsing.plain import PICTURE
from syntopic.rendering.rewriting import escaping
from syntopic.rendering.rewriting.values import LinkKind, Node, Request, Rules, Shape, Target

_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")

_DOCUMENT = re.compile(
    r"\.(?:canvas|csv|docx?|epub|html?|ipynb|odt|pdf|pptx?|py|txt|xlsx?|zip)\s*\Z",
    re.IGNORECASE,
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
    asked, size = _request(node)
    found = rules.resolve(asked)
    as_link = found.shape is Shape.LINK or _DOCUMENT.search(asked.target)
    if found.href is not None and as_link:
        name = asked.text or found.text or asked.target.rsplit("/", 1)[-1].removesuffix(".md")
        return written(escaping.text(name), found.href, _title(node), found.css)
    return _shaped(found, asked) or picture(found, asked.text, size, _title(node))


def alone(node: Node, rules: Rules) -> list[str]:
    """Return the blocks of a paragraph that holds nothing but embeds, if blocks stand for one.

    Nothing for every other paragraph.
    """
    if not rules.shows:
        return []
    inside = [child for part in node.children for child in part.children]
    embeds = [child for child in inside if child.type in ("embed", "image")]
    if not embeds or not all(child in embeds or _is_between(child) for child in inside):
        return []
    found = [rules.resolve(replace(_request(embed)[0], alone=True)) for embed in embeds]
    if not any(target.blocks for target in found):
        return []
    shown = [
        target.blocks or escaping.line(_single(embed, rules))
        for embed, target in zip(embeds, found, strict=True)
    ]
    names = (_named_item(child, rules) for child in inside if child.type == "block_id")
    return [*shown, *(element(name) for name in names if name)]


def item_anchor(node: Node, rules: Rules) -> str:
    """Return what names the item of a list that a ``^id`` stands in; mostly nothing."""
    name = _named_item(node, rules)
    return inline_element(name) if name else ""


def _named_item(node: Node, rules: Rules) -> str:
    anchor = rules.anchors(node.token.content)
    return f'<span {ITEM}="{html.escape(anchor)}"></span>' if anchor else ""


def _is_between(node: Node) -> bool:
    """Tell whether an inline token only stands between embeds, or names their block."""
    blank = node.type == "text" and not node.token.content.strip()
    return blank or node.type in ("softbreak", "hardbreak", "block_id")


def _single(node: Node, rules: Rules) -> str:
    return embed(node, rules) if node.type == "embed" else image(node, rules)


def _request(node: Node) -> tuple[Request, str]:
    """Return what an image or an embed asks for, and the size that it gives."""
    if node.type == "embed":
        meta = node.token.meta
        text, size = _sized(meta["text"])
        return Request(LinkKind.EMBED, meta["target"], meta["fragment"], text), size
    target, fragment = _divided(str(node.token.attrGet("src") or ""))
    text, size = _sized(plain(node))
    return Request(LinkKind.IMAGE, target, fragment, text), size


def _shaped(found: Target, asked: Request) -> str:
    """Return what is written in another shape than that of a link or a picture, if it is."""
    if found.shape is Shape.NOTHING:
        # An empty form still is something: text beside it does not stand alone.
        return inline_raw("")
    if found.href is None or found.shape not in (Shape.AUDIO, Shape.VIDEO):
        return ""
    source = html.escape(html.unescape(escaping.href(found.href)))
    label = html.escape(asked.text or found.text or asked.target.rsplit("/", 1)[-1])
    return inline_element(f'<img src="{source}" alt="{label}" data-player="{found.shape}" />')


def _sized(text: str) -> tuple[str, str]:
    """Divide an image's text into its description and its size, which stands behind a bar."""
    alt, _, size = text.rpartition("|")
    return (alt.strip(), size.strip()) if _SIZE.fullmatch(size.strip()) else (text, "")


def wiki(node: Node, inside: str, rules: Rules) -> str:
    """Return a wikilink; ``inside`` is its own text, if it has one, written already."""
    meta = node.token.meta
    target, fragment = meta["target"], meta["fragment"]
    text = "".join(map(plain, node.children))
    found = rules.resolve(Request(LinkKind.WIKI, target, fragment, text))
    shown = inside or escaping.text(found.text or _named(target, fragment))
    if found.href is None:
        return _missing(shown, found)
    return written(shown, found.href, found.title, found.css)


def embed(node: Node, rules: Rules) -> str:
    """Return an embed inside a line; one that is no picture becomes a link."""
    asked, size = _request(node)
    found = rules.resolve(asked)
    if shaped := _shaped(found, asked):
        return shaped
    if PICTURE.search(asked.target):
        return picture(found, asked.text or found.text, size, "")
    shown = escaping.text(asked.text or found.text or _named(asked.target, asked.fragment))
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
    if node.type == "wikilink" and not node.children:
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
