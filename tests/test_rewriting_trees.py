"""Trees of HTML, for comparing what two readers of Markdown made of one text."""

from __future__ import annotations

import html
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import markdown
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.markdown.html import balanced
from syntopic.markdown.tex import Formula, to_mathml
from syntopic.parsing.dialect import parser
from syntopic.rendering.rewriting import escaping, rewrite

Event = tuple[str, ...]
BLOCKS = frozenset(
    "address article aside blockquote body br center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul syntopic-math".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
KEPT = frozenset(("href", "src", "alt", "title", "start", "width"))


class _Reader(HTMLParser):
    """Collects tags, kept attributes and text as events."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self.path: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        shown = _shown(tag, classes, values)
        if "pre" in self.path and shown != "code":
            shown = ""
        if tag not in VOID:
            self.path.append(shown)
        if shown:
            kept = sorted((k, _value(k, v)) for k, v in values.items() if k in KEPT)
            plain = shown not in ("code", "pre", "fn", "math")
            self.events.append(("<" + shown, *(f"{k}={v}" for k, v in kept if plain)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.path:
            return
        if shown := self.path.pop():
            self.events.append(("</" + shown,))

    def handle_data(self, data: str) -> None:
        if "-" not in self.path:
            self.events.append(("text", data, "pre" if "pre" in self.path else ""))


def _shown(tag: str, classes: list[str], values: dict[str, str]) -> str:
    """Return the name that an element has in the tree: empty for none, ``-`` for left out."""
    if "headerlink" in classes or "footnote-backref" in classes:
        return "-"
    if "math" in classes and tag != "math":
        return "math-display" if "math-display" in classes else "math-inline"
    unwrapped = {"highlight", "nobreak", "task-list-control", "task-list-indicator", "filename"}
    if unwrapped & set(classes):
        return "-" if "filename" in classes else ""
    if "-" in classes:
        return "-"
    if tag == "input" and "type" in values and values.get("type") == "radio":
        return ""
    if tag == "span" and not set(values) - {"class", "id"} and not classes:
        return ""
    return {"del": "s"}.get(tag, tag)


def _value(name: str, value: str) -> str:
    return unquote(value) if name in ("href", "src") else " ".join(value.split())


def events(source: str) -> list[Event]:
    """Return HTML as events that are equal when a reader sees the same."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return _folded(_math(_without_left_out(reader.events)))


def _without_left_out(found: list[Event]) -> list[Event]:
    out, depth = [], 0
    for event in found:
        if event[0] == "<-":
            depth += 1
        elif event[0] == "</-":
            depth -= 1
        elif not depth:
            out.append(event)
    return out


def _math(found: list[Event]) -> list[Event]:
    """Make one event of each formula."""
    out: list[Event] = []
    inside: list[str] | None = None
    for event in found:
        if event[0] in ("<math-inline", "<math-display"):
            inside = [event[0]]
        elif event[0] in ("</math-inline", "</math-display") and inside is not None:
            out.append((inside[0], "".join("".join(inside[1:]).split())))
            inside = None
        elif inside is None:
            out.append(event)
        elif event[0] == "text":
            inside.append(event[1])
    return out


def _folded(found: list[Event]) -> list[Event]:
    out: list[Event] = []
    for event in found:
        if event[0] == "text" and out and out[-1][0] == "text":
            out[-1] = ("text", out[-1][1] + event[1], event[2])
        else:
            out.append(event)
    folded = [_fold(out, index) for index in range(len(out))]
    return _without_empty([event for event in folded if event[1:2] != ("",) or event[0] != "text"])


def _fold(found: list[Event], index: int) -> Event:
    event = found[index]
    if event[0] != "text":
        return event
    if event[2]:
        # A line of blanks inside code becomes an empty one, and tabs become spaces.
        return ("text", re.sub(r"(?m)^[ \x0b\x0c]+$", "", event[1].expandtabs(4)).strip("\n"))
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufdd0\ufdd1]", "", event[1])
    text = re.sub(r"\s+", " ", text)
    if index == 0 or _is_edge(found[index - 1]):
        text = text.lstrip(" ")
    if index + 1 == len(found) or _is_edge(found[index + 1]):
        text = text.rstrip(" ")
    return ("text", text)


def _is_edge(event: Event) -> bool:
    name = event[0].strip("</")
    return name in BLOCKS or name.startswith("math-display")


def _without_empty(found: list[Event]) -> list[Event]:
    """Leave out empty paragraphs and the empty body of a table that has only a head."""
    out: list[Event] = []
    for event in found:
        name = event[0].replace("/", "")
        ends = name in ("<p", "<td", "<tr", "<tbody") and event[0] != name
        empty = ends and bool(out) and out[-1][0] == name
        if empty and (name == "<p" or _in_only_row(out)):
            out.pop()
        else:
            out.append(event)
    return out


def _in_only_row(out: list[Event]) -> bool:
    for event in reversed(out):
        if event[0] == "<tbody":
            return True
        if event[0] not in ("<td", "</td", "<tr"):
            return False
    return False


def _formula(tex: str, display: bool) -> str:
    # A dollar inside a formula would end it; it is shown as a dollar. A backtick is a quote.
    tex = tex.replace("\\\n", "\\ ").replace("`", "\u2018")
    tex = escaping.tex(tex, display=display) if "$" in tex else tex
    made = to_mathml(tex.strip(), display)
    shown = made.mathml if isinstance(made, Formula) else f"<code>{html.escape(made.tex)}</code>"
    kind = "math math-display" if display else "math"
    return f'<span class="{kind}">{shown}</span>'


class _Renderer(RendererHTML):
    """Writes the added tokens as HTML, and HTML as the site shows it."""

    def math_inline(self, tokens: Any, index: int, *_: Any) -> str:
        return _formula(tokens[index].content, False)

    def math_inline_double(self, tokens: Any, index: int, *_: Any) -> str:
        return _formula(tokens[index].content, True)

    math_block = math_inline_double

    def wikilink(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        meta = tokens[index].meta
        target = html.escape(meta["target"] + (f"#{meta['fragment']}" if meta["fragment"] else ""))
        parts = [part for part in (meta["target"], *meta["fragment"].split("#")) if part]
        shown = html.escape(meta["text"] or " > ".join(parts))
        if tokens[index].children:
            shown = self.renderInline(tokens[index].children, options, env)
        return f'<a href="{target}">{shown}</a>'

    def embed(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        meta = tokens[index].meta
        target = html.escape(meta["target"] + (f"#{meta['fragment']}" if meta["fragment"] else ""))
        alt, _bar, size = meta["text"].rpartition("|")
        found = re.fullmatch(r"\s*(\d+)(?:x\d+)?\s*", size)
        if re.search(r"(?i)\.(png|jpe?g|svg|gif|webp|bmp|avif)$", meta["target"]):
            alt = alt if found else meta["text"]
            width = f' width="{found[1]}"' if found else ""
            return f'<img src="{target}" alt="{html.escape(alt.strip())}"{width}>'
        return self.wikilink(tokens, index, options, env)

    def image(self, tokens: Any, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        alt = _plain(token.children or [])
        text, _bar, size = alt.rpartition("|")
        found = re.fullmatch(r"\s*(\d{1,5})(?:x\d{1,5})?\s*", size)
        token.attrSet("alt", (text if found else alt).strip())
        if found:
            token.attrSet("width", found[1])
        return f"<img{self.renderAttrs(token)}>"

    def task(self, tokens: Any, index: int, *_: Any) -> str:
        return "<input>"

    def block_id(self, *_: Any) -> str:
        return ""

    abbreviation = block_id

    def stray(self, tokens: Any, index: int, *_: Any) -> str:
        return html.escape(tokens[index].content)

    def html_block(self, tokens: Any, index: int, *_: Any) -> str:
        return balanced(tokens[index].content)

    def footnote_ref(self, tokens: Any, index: int, *_: Any) -> str:
        return "<sup></sup>"

    footnote_inline = footnote_ref

    def footnote_reference_open(self, *_: Any) -> str:
        return '<div class="-">'

    def footnote_reference_close(self, *_: Any) -> str:
        return "</div>"

    def container_open(self, tokens: Any, index: int, *_: Any) -> str:
        meta, info = tokens[index].meta, tokens[index].info
        folds = _folds(tokens[index])
        has_title = tokens[index + 1].type == "container_title_open"
        opening = "<details>" if folds else "<div>"
        if has_title or (meta["title"] == "" and not folds):
            return opening
        title = html.escape(info.replace("-", " ").capitalize())
        return opening + (f"<summary>{title}</summary>" if folds else f"<p>{title}</p>")

    def container_close(self, tokens: Any, index: int, *_: Any) -> str:
        return "</details>" if _folds(_opening(tokens, index)) else "</div>"

    def container_title_open(self, tokens: Any, index: int, *_: Any) -> str:
        return "<summary>" if _folds(tokens[index - 1]) else "<p>"

    def container_title_close(self, tokens: Any, index: int, *_: Any) -> str:
        return "</summary>" if _folds(tokens[index - 3]) else "</p>"

    def put(self, tokens: Any, index: int, *_: Any) -> str:
        return str(tokens[index].content)


def _grouped(tokens: list[Token]) -> list[Token]:
    """Put tabs that follow one another into one set: first their labels, then their contents."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        if not _is_tab(tokens[at]):
            out.append(tokens[at])
            at += 1
            continue
        labels: list[Token] = []
        contents: list[Token] = []
        first = at
        while at < len(tokens) and _is_tab(tokens[at]) and (at == first or not _begins(tokens[at])):
            end = _closing(tokens, at)
            titled = tokens[at + 1].type == "container_title_open"
            title = [tokens[at + 2]] if titled else []
            labels += [_put("<label>"), *title, _put("</label>")]
            inside = tokens[at + (4 if titled else 1) : end]
            contents += [_put("<div>"), *_grouped(inside), _put("</div>")]
            at = end + 1
        out += [_put("<div><div>"), *labels, _put("</div><div>"), *contents, _put("</div></div>")]
    return out


def _put(content: str) -> Token:
    return Token("put", "", 0, content=content)


def _is_tab(token: Token) -> bool:
    return token.type == "container_open" and bool(token.meta["kind"] == "tab")


def _begins(token: Token) -> bool:
    return "!" in token.meta["flags"]


def _closing(tokens: list[Token], at: int) -> int:
    wanted = ("container_close", tokens[at].level)
    found = (n for n in range(at, len(tokens)) if (tokens[n].type, tokens[n].level) == wanted)
    return next(found)


def _folds(token: Token) -> bool:
    kind = token.meta["kind"]
    return bool(kind == "details" or (kind == "callout" and token.meta["flags"]))


def _opening(tokens: list[Token], index: int) -> Token:
    level = tokens[index].level
    return next(
        token
        for token in reversed(tokens[:index])
        if token.type == "container_open" and token.level == level
    )


def _plain(tokens: list[Token]) -> str:
    out = ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            out += " "
        out += _plain(token.children) if token.children else token.content
    return out


def _prepared(tokens: list[Token]) -> list[Token]:
    """Turn what the site shows in another way than the token's own tags."""
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            _strays(token.children)
            alone = tokens[index - 1].type == "paragraph_open" and not tokens[index - 1].hidden
            in_item = index > 1 and tokens[index - 2].type == "list_item_open"
            kinds = [child.type for child in token.children]
            if alone and not in_item and kinds == ["math_inline"]:
                token.children[0].type = "math_block"
                tokens[index - 1].hidden = tokens[index + 1].hidden = True
            if alone and kinds == ["math_inline_double"]:
                tokens[index - 1].hidden = tokens[index + 1].hidden = True
        if token.type == "code_block":
            token.type = "fence"
    return tokens


def _strays(children: list[Token]) -> None:
    """Mark tags without a partner at the same depth of Markdown."""
    stack: list[list[Token]] = [[]]
    for token in children:
        if token.nesting == 1:
            stack.append([])
        elif token.nesting == -1:
            for lost in stack.pop():
                lost.type = "stray"
        elif token.type == "html_inline":
            _match(token, stack[-1])
    for lost in stack[0]:
        lost.type = "stray"


def _match(token: Token, opened: list[Token]) -> None:
    found = re.match(r"<(/?)([A-Za-z][\w:-]*)", token.content)
    if not found:
        token.type, token.content = "text", ""
        return
    name = found[2].lower()
    if token.content.endswith("/>") or name in VOID:
        return
    if not found[1]:
        opened.append(token)
        return
    names = [re.match(r"<([\w:-]+)", t.content)[1].lower() for t in opened]  # type: ignore[index]
    if name not in names:
        token.type = "stray"
        return
    at = len(names) - 1 - names[::-1].index(name)
    for lost in opened[at + 1 :]:
        lost.type = "stray"
    del opened[at:]


def read_by_markdown_it(source: str) -> list[Event]:
    """Return the tree that the notes' parser reads."""
    tokens = _prepared(parser().parse(source, {}))
    return events(_Renderer(parser()).render(_grouped(tokens), parser().options, {}))


@cache
def _site() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(EXTENSIONS),
        extension_configs={name: dict(value) for name, value in EXTENSION_CONFIGS.items()},
    )


def shown_on_site(source: str) -> str:
    """Return the HTML that the site makes of a note's text."""
    return _site().reset().convert(rewrite(source))


def read_by_site(source: str) -> list[Event]:
    """Return the tree that Python-Markdown reads in the rewritten text."""
    page = re.sub(r'<div class="footnote">.*\Z', "", shown_on_site(source), flags=re.DOTALL)
    return events(re.sub(r'<sup id="fnref[^>]*>.*?</sup>', "<sup></sup>", page))


def test_the_comparison_sees_another_tag_another_text_and_another_address() -> None:
    """A comparison that finds everything equal would prove nothing."""
    assert events("<p>a <em>b</em></p>") != events("<p>a <strong>b</strong></p>")
    assert events("<p>a b</p>") != events("<p>a c</p>")
    assert events("<a href='x'>a</a>") != events("<a href='y'>a</a>")
    assert events("<ul><li>a</li></ul>") != events("<ul><li><p>a</p></li></ul>")


def test_the_comparison_overlooks_white_space_and_wrappings() -> None:
    """What no reader sees is no difference."""
    assert events("<p>a\n b </p>\n") == events("<p>a b</p>")
    assert events('<div class="highlight"><pre><span></span><code>x</code></pre></div>') == events(
        "<pre><code>x\n</code></pre>"
    )
