"""dev.to: Markdown with front matter, formulas in its KaTeX tags, no drawings but pixels.

Its program, Forem, reads Markdown (by Redcarpet) before its tags (by Liquid), ends a line wherever
the text does, and lets no tag stand in a heading, of which it makes an anchor.
"""

from __future__ import annotations

import json
import re
import unicodedata

from syntopic.markdown.tex import Macros
from syntopic.model import Topic
from syntopic.publishing.macros import expanded
from syntopic.publishing.plain import tex
from syntopic.publishing.plain.dialects import Dialect
from syntopic.publishing.plain.text import quoted
from syntopic.publishing.plain.view import joined
from syntopic.publishing.sharing import words
from syntopic.publishing.sharing.articles import Reader, article
from syntopic.publishing.sharing.markdown import ending
from syntopic.publishing.sharing.values import Article, Shared
from syntopic.publishing.values import Site
from syntopic.rendering import Context

MOST_TAGS = 4
LONGEST_TAG = 30
LONGEST_TITLE = 128
"""What Forem accepts."""

_OPEN, _SHUT = "\ufdd2", "\ufdd3"
"""Stand for the signs of our own tags until those of the text are out of the way."""

_CODE = re.compile(
    r"^(?P<in>[ >]*)(?P<fence>`{3,})[^\n]*\n.*?^(?P=in)(?P=fence)`*$"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:[^\n]|\n(?!\n))+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_LIQUID = re.compile(r"\{(?=[{%])")
_SIGN = re.compile(r"\{[{%]")
_RAW = rf"{_OPEN} raw {_SHUT}\g<0>{_OPEN} endraw {_SHUT}"
_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])|[_*]")


def devto(topic: Topic, context: Context, site: Site, notes: bool) -> Shared:
    """A post to paste into the editor of dev.to, as a draft."""
    reader = Reader(_dialect(context.macros), uploads=False, pixels=True)
    found = article(topic, context, site, reader, notes)
    body = _safe(joined((found.body, ending(found, context))))
    text = joined((front_matter(found), body)) + "\n"
    return Shared({"post.md": text}, found.images, _steps(found), found.told, found.attachments)


def front_matter(found: Article) -> str:
    """The fields that dev.to knows; texts in double quotes, which it leaves alone."""
    fields = {
        "title": _quoted(_cut(found.title, LONGEST_TITLE)),
        "published": "false",
        "description": _quoted(found.description) if found.description else "",
        "tags": _quoted(", ".join(tags(found.tags))) if tags(found.tags) else "",
        "canonical_url": _quoted(found.url),
        "cover_image": _quoted(found.card),
    }
    return "\n".join(("---", *(f"{k}: {v}" for k, v in fields.items() if v), "---"))


def tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """At most four tags as dev.to spells them: small letters and digits, nothing else."""
    plain = (_ascii(tag.rsplit("/", 1)[-1]) for tag in given)
    kept = (tag for tag in plain if 1 < len(tag) <= LONGEST_TAG)
    return tuple(dict.fromkeys(kept))[:MOST_TAGS]


def _ascii(tag: str) -> str:
    folded = unicodedata.normalize("NFKD", tag.casefold())
    return "".join(c for c in folded if c.isascii() and c.isalnum())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _quoted(text: str) -> str:
    """A text on one line that YAML reads back, whatever is in it."""
    line = json.dumps(" ".join(text.split()), ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda c: f"\\u{ord(c[0]):04x}", line)


def _dialect(macros: Macros) -> Dialect:
    def inline(formula: str, around: str, touched: bool, in_table: bool) -> str:
        said = _tex(_without_bars(formula) if in_table else formula, False, macros)
        return f"{_tag('katex inline')} {said} {_tag('endkatex')}"

    def line_display(formula: str, around: str, touched: bool, in_table: bool) -> str:
        whole = _without_bars(formula) if in_table else formula
        said = rf"\displaystyle {_tex(whole, True, macros)}"
        return f"{_tag('katex inline')} {said} {_tag('endkatex')}"

    def block(formula: str) -> str:
        return f"{_tag('katex')}\n{_tex(formula, True, macros)}\n{_tag('endkatex')}"

    return Dialect(
        inline=inline,
        heading=lambda formula, *_: words.plain(formula, macros),
        line_display=line_display,
        block=block,
        folded=lambda summary, text, unfolded: joined((f"**{summary}**", text)),
        alert=alert,
        unwrapped=True,
        told=False,
    )


def alert(kind: str, title: str, text: str) -> str:
    """A callout as a quotation that begins with its title."""
    return quoted(joined((title or f"**{kind.capitalize()}**", text)))


def _without_bars(formula: str) -> str:
    """A formula for a table, where a bar would end the cell."""
    return formula.replace(r"\|", r"\Vert ").replace("|", r"\vert ")


def _tag(name: str) -> str:
    return f"{_OPEN} {name} {_SHUT}"


def _tex(formula: str, display: bool, macros: Macros) -> str:
    """A formula that passes through Markdown unchanged, and in which Liquid finds no sign."""
    written = expanded(formula, macros)
    said = tex.everywhere(written, display=display)
    if said is None:
        said = _MARKUP.sub(lambda sign: f"\\{sign[0]}", " ".join(written.split()))
    return _LIQUID.sub("{ ", said)


def _safe(text: str) -> str:
    """The text with its own braces as they are meant, code aside; then our tags."""
    pieces: list[str] = []
    at = 0
    for code in _CODE.finditer(text):
        pieces += (_outside(text[at : code.start()]), code[0])
        at = code.end()
    return "".join((*pieces, _outside(text[at:])))


def _outside(text: str) -> str:
    text = _SIGN.sub(_RAW, text.replace(r"<span>\$</span>", r"\$"))
    return text.replace(_OPEN, "{%").replace(_SHUT, "%}")


def _steps(found: Article) -> tuple[str, ...]:
    names = ", ".join(image.name for image in found.images)
    upload = (
        f"Upload {names} by the editor's picture button, and put the address that it gives "
        "in place of the file's name in the text."
        if found.images
        else "There is no picture to upload."
    )
    return (
        "Publish your site first. Then paste all of post.md into a new post; your settings there "
        'have to say that the editor is "basic markdown", which reads the lines at the top.',
        upload,
        "Look at the preview; to publish, change  published: false  to  true  and save.",
    )
