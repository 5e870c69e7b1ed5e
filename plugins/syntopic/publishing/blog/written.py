"""Posts that are written by hand, as pages of the site: what their front matter says of them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from syntopic.markdown.tex import Macros
from syntopic.model import FrontMatter, Heading, Kind, Note, NotePath, ParsedNote
from syntopic.parsing import parse_note
from syntopic.publishing.blog.excerpts import more_line, opening
from syntopic.publishing.values import Post, page_url
from syntopic.reading.drafts import is_draft
from syntopic.reading.fields import read_fields
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.privacy import is_private
from syntopic.reading.wording import names
from syntopic.reading.yaml_nodes import boolean, key_name, pairs, scalar
from syntopic.rendering.head import iso, reading_time
from syntopic.rendering.tags import each_once


@dataclass(frozen=True, slots=True)
class Written:
    """What a page below the folder of posts is.

    ``post`` is empty for an undated page. ``withheld`` says why a page stays out of the site, and
    is empty for one that may be shown; ``draft`` tells that its author may see it while serving.
    ``image`` is the picture as the page names it, with the text for those who do not see it;
    ``slug`` the last part of the address that it asks for.
    """

    post: Post | None = None
    withheld: str = ""
    broken: bool = False
    draft: bool = False
    image: tuple[str, str] = ("", "")
    slug: str = ""


@lru_cache(maxsize=256)
def read_post(src: str, text: str, macros: Macros = ()) -> Written:
    """The page at ``src`` with the Markdown ``text``. Any doubt about a draft keeps it out."""
    rows = tuple(text.removeprefix("\ufeff").splitlines())
    split = split_front_matter(rows)
    if split.broken:
        reason = f"its front matter cannot be read ({split.broken})"
        return Written(withheld=reason, broken=True)
    draft = is_draft(split.node)
    if is_private(split.node) and not draft:
        return Written(withheld="it is not to be published")
    try:
        front, _ = read_fields(src, split.node, tuple(range(1, len(rows) + 1)))
    except RecursionError:
        reason = "its front matter cannot be read (nested too deeply)"
        return Written(withheld=reason, broken=True)
    body = rows[split.body :]
    parsed, _ = parse_note(
        Note(NotePath(src), "md", "\n".join((*body, "")), tuple(range(1, len(body) + 1)), front)
    )
    post = _post(src, front, split.node, parsed, macros, draft)
    return Written(post, draft=draft, image=_image(front, parsed), slug=front.permalink)


def _post(
    src: str,
    front: FrontMatter,
    node: yaml.MappingNode | None,
    parsed: ParsedNote,
    macros: Macros,
    draft: bool,
) -> Post | None:
    more = {key_name(key): value for key, _, value in pairs(node)} if node else {}
    created, revised = _dates(front, more)
    if not created:
        return None
    categories = names(more["categories"]) if "categories" in more else ()
    pin = boolean(more["pin"]) if "pin" in more else None
    return Post(
        src=src,
        url=page_url(src),
        title=front.title or title_of(parsed) or _name(src),
        date=created,
        updated=revised if revised > created else "",
        minutes=reading_time(parsed.blocks),
        area=front.area,
        tags=each_once((*front.tags, *categories)),
        authors=tuple(filter(None, (name.strip() for name in front.author.split(",")))),
        excerpt=front.description or opening(parsed.blocks, more_line(parsed.blocks), macros),
        pinned=bool(pin) if pin is not None else front.pinned,
        draft=draft,
    )


def title_of(parsed: ParsedNote) -> str:
    """The first heading of the first level, as the engine takes it for the page's title."""
    headings = (s.heading for s in parsed.sections if isinstance(s.heading, Heading))
    return next((heading.name for heading in headings if heading.level == 1), "")


def _dates(front: FrontMatter, more: dict[str, yaml.Node]) -> tuple[str, str]:
    """When it was written and revised; Material's blog has both below ``date``."""
    inner = {key_name(k): scalar(v) for k, _, v in pairs(more["date"])} if "date" in more else {}
    created = iso(inner.get("created", "")) or iso(front.created)
    return created, iso(inner.get("updated", "")) or iso(front.updated)


def _name(src: str) -> str:
    """A file's name as a title, as the engine makes one."""
    stem = posixpath.basename(src).removesuffix(".md").replace("-", " ").replace("_", " ")
    return stem.capitalize() if stem.lower() == stem else stem


def _image(front: FrontMatter, parsed: ParsedNote) -> tuple[str, str]:
    """The picture that the front matter names, else the first image that stands by itself."""
    if front.picture:
        return re.sub(r"^!\[\[|\]\]$", "", front.picture).split("|")[0], front.title
    for block in parsed.blocks:
        link = next((link for link in block.links if link.embed), None)
        if block.kind is Kind.FIGURE and link is not None:
            return link.target, link.text
    return "", ""
