"""A note's Markdown leaves as CommonMark with GitHub's additions, and says what it said."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from syntopic.publishing.plain import tex
from syntopic.publishing.plain.blocks import markdown
from syntopic.publishing.plain.html import table
from syntopic.rendering.rewriting import LinkKind, Request, Target, leave
from test_rewriting import corpus

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def resolve(request: Request) -> Target:
    """Wikilinks lead to pages of their names; what is called "gone" is missing."""
    if request.target == "gone":
        return Target(None, text=request.text or "gone")
    if request.kind is LinkKind.PLAIN and request.target.startswith("http"):
        return leave(request)
    return Target(f"../topics/{request.target}", text=request.text or request.target)


@pytest.mark.parametrize(
    ("note", "plain"),
    [
        (
            "[[Gradient]] and [[Gradient|the slope]]",
            "[Gradient](../topics/Gradient) and [the slope](../topics/Gradient)",
        ),
        ("[[gone]] and [text *kept*](gone)", "gone and text *kept*"),
        ("a [link](x.md 'A title') here", 'a [link](../topics/x.md "A title") here'),
        ("<https://a.b/c_d> [x](https://a.b)", "<https://a.b/c_d> [x](https://a.b)"),
        ("![a picture](p.png)", "![a picture](../topics/p.png)"),
        ("![[p.png|200]]", '<img src="../topics/p.png" alt="p.png" width="200">'),
        ("![[p.png|what it shows]]", "![what it shows](../topics/p.png)"),
        ("![[Gradient]]", "[Gradient](../topics/Gradient)"),
        ("a ==marked== word, x==y", "a <mark>marked</mark> word, x==y"),
        ("Named. ^my-id", "Named."),
        ("a <!-- secret --> b <b>c</b> <T> d", "a  b <b>c</b> &lt;T&gt; d"),
        ("- [x] done\n- [ ] open", "- [x] done\n- [ ] open"),
        ("- a\n  - b\n    1. c", "- a\n    - b\n        1. c"),
        ("1. ```python exec\n   x\n   ```", "1.  ```python\n    x\n    ```"),
        ('```{python} title="x"\ny\n```', "```python\ny\n```"),
        ("    indented", "```\nindented\n```"),
        ("*[ML]: machine learning", "- **ML**: machine learning"),
        ("Term\n: meaning", "- **Term**: meaning"),
        ("> [!tip] Try *it*\n> now", "> [!TIP]\n> **Try *it***\n>\n> now"),
        ("> [!note]\n> now", "> [!NOTE]\n> now"),
        ("> [!quote] Who\n> now", "> [!NOTE]\n> **Who**\n>\n> now"),
        ("!!! danger\n    no", "> [!CAUTION]\n> no"),
        ("- a\n\n    !!! tip\n        b", "- a\n\n    > **Tip**\n    >\n    > b"),
        (
            "> [!note]- Later\n> x",
            '<details markdown="1">\n<summary>Later</summary>\n\nx\n\n</details>',
        ),
        ('=== "One"\n    a\n\n=== "Two"\n    b', "**One**\n\na\n\n**Two**\n\nb"),
        ("<details>\n<summary>S</summary>\n\n*in*\n\n</details>",) * 2,
        ("<script>x\n\nword\n", "&lt;script>x\n\nword"),
        (
            "<div>\n<script>x</script>\n<img src='a.png'>\n</div>",
            '<div>\n<img src="../topics/a.png">\n</div>',
        ),
        (
            "| $P(A|B)$ | b |\n|:-:|--|\n| [[X\\|y]] | z |",
            "| $P(A\\vert B)$ | b |\n| :---: | --- |\n| [y](../topics/X) | z |",
        ),
    ],
)
def test_what_only_this_program_reads_is_written_so_that_every_program_reads_it(
    note: str, plain: str
) -> None:
    assert markdown(note, resolve) == plain


def test_a_remark_inside_the_text_becomes_a_footnote_below_it() -> None:
    text = markdown("A claim.^[Says *who*?]", resolve)
    assert re.fullmatch(r"A claim\.\[\^(remark-\w+)\]\n\n\[\^\1\]: Says \*who\*\?", text)


@pytest.mark.parametrize(
    ("note", "plain"),
    [
        ("so $x_1$ is", "so $x_1$ is"),
        (r"so \(x\) is", "so $x$ is"),
        # GitHub reads no formula where a letter or a digit touches a dollar.
        ("two $x$s", "two $`x`$s"),
        # Two such underscores would be emphasis.
        (r"so $\mathbf{a}_{1} + \mathbf{b}_{2}$", r"so $\mathbf{a}_ {1} + \mathbf{b}_ {2}$"),
        (r"so $a^* b^*$", r"so $a^\ast b^\ast$"),
        # Markdown takes the backslash from these.
        (r"so $\{a\,b\}$", r"so $\lbrace a\thinspace b\rbrace$"),
        (r"so $95\%$", r"so $`95\%`$"),
        ("so $a<b$", r"so $a\lt b$"),
        ("$$\na\n\n+ b\n$$", "$$\na + b\n$$"),
        (r"\[ x \\ y \]", "$$\nx \\newline y\n$$"),
        ("$x^2$", "$$\nx^2\n$$"),
        (
            "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
            "$$\n\\begin{align}\na &= b \\cr\nc &= d\n\\end{align}\n$$",
        ),
        ("$$95\\%$$", "```math\n95\\%\n```"),
        (r"$$\text{if $x$ is}$$", "$$\n{\\text{if }x\\text{ is}}\n$$"),
        ("in $x$ for \\$5", "in $x$ for <span>\\$</span>5"),
        ("costs $5 only", "costs $5 only"),
    ],
)
def test_formulas_are_tex_that_github_and_generators_leave_whole(note: str, plain: str) -> None:
    assert markdown(note, resolve) == plain


def test_a_formula_in_dollars_holds_nothing_that_markdown_takes_for_its_own() -> None:
    wild = r"\{ a_{i}^* \}_{j} \, \|x\|_{2}^* \;\; [a](b) ~x~"
    for written in (tex.inline(wild, wild, touched=False), tex.block(wild)):
        (tokens,) = (t for t in GITHUB.parse(written) if t.type == "inline")
        assert {child.type for child in tokens.children or ()} <= {"text", "softbreak"}
        assert "".join(c.content or "\n" for c in tokens.children or ()) == written


def test_a_plain_table_of_html_is_a_table_and_anything_richer_stays_html() -> None:
    frame = (
        '<div><style>.x{}</style><table border="1" class="dataframe"><thead><tr><th></th>'
        "<th>a|b</th></tr></thead><tbody><tr><th>0</th><td>1.5</td></tr></tbody></table></div>"
    )
    assert table(frame) == "| | a\\|b |\n| --- | --- |\n| 0 | 1.5 |"
    spanned = '<table><tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr></table>'
    assert table(spanned) == spanned
    assert "<script" not in table("<p onclick='x'>a<script>b</script></p>")


# --- what GitHub reads already, it reads the same afterwards ------------------------------------

Event = tuple[str, str, object]


def events(text: str) -> list[Event]:
    """What GitHub reads in a text: no paragraphs, since a list may become a loose one."""
    found: list[Event] = []
    for token in GITHUB.parse(text):
        kind = "fence" if token.type == "code_block" else token.type
        if not kind.startswith("paragraph"):
            found.append((kind, token.content if kind == "fence" else "", token.attrGet("start")))
        for child in token.children or ():
            if child.type in ("text", "text_special", "softbreak"):
                text = found.pop()[1] if found[-1][0] == "text" else ""
                found.append(("text", text + (child.content or " "), None))
            else:
                target = child.attrGet("href") or child.attrGet("src")
                found.append((child.type, child.content, target))
    return [
        (kind, " ".join(text.split()) if kind == "text" else text, a) for kind, text, a in found
    ]


INLINE = st.sampled_from(
    "alpha *beta* **gamma_delta** `a<b` `c|d` [l](x.md) ![i](p.png) **a*b** x*y*z _it_al ~~st~~ "
    "<b>bo</b> \\*esc 1. - # a_b_c 2<3 R&D &lt; [x] ! | + > \\ x<br>y __u__ ***s**e* "
    '"q" <https://a.b>'.split()
)
LINE = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)
LEAF = st.one_of(
    LINE,
    LINE.map(lambda text: f"## {text}"),
    st.tuples(LINE, st.sampled_from(["\n", "  \n", "\\\n", "\n    "]), LINE).map("".join),
    st.sampled_from(
        [
            "```py\nx = 1\n\n    *y*\n```",
            "~~~\n<div>\n```\n~~~",
            "---",
            "    code x",
            "<div>\n*raw*\n</div>",
            "| a | b |\n|:-:|---|\n| 1 | `x\\|y` |",
        ]
    ),
)


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join((rest if n else first) + line if line else "" for n, line in enumerate(lines))


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    items = st.lists(st.one_of(inner, content), min_size=1, max_size=3)
    markers = st.sampled_from(["- ", "* ", "1. ", "7. ", "2) ", "10. ", "0. "])
    return st.one_of(
        st.builds(
            lambda items, marker, gap: gap.join(
                _prefixed(item, marker, " " * len(marker)) for item in items
            ),
            items,
            markers,
            st.sampled_from(["\n", "\n\n"]),
        ),
        content.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n"))),
    )


NOTE = st.lists(st.recursive(LEAF, _nested, max_leaves=6), min_size=1, max_size=4)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(NOTE.map("\n\n".join))
def test_text_that_github_reads_already_is_read_the_same_afterwards(source: str) -> None:
    assert events(markdown(source, leave)) == events(source)


UNSEEN = (
    re.compile(r"<!--.*?-->|<script.*?</script>|<[?!].*?>", re.DOTALL),
    re.compile(r"^\[[^\]]+\]:.*$", re.MULTILINE),
    re.compile(r"^ *(?:`{3,}|~{3,}).*$|^(?:!!!|\?\?\?\+?).*$", re.MULTILINE),
    re.compile(r"\[![^\]]*\]|\^[\w-]+$", re.MULTILINE),
)
"""What no page shows: comments, scripts, definitions, the kinds of fences and callouts, ids."""


@pytest.mark.parametrize("source", [pytest.param(text, id=name) for name, text in corpus()])
def test_no_word_of_a_note_is_lost(source: str) -> None:
    shown = source
    for unseen in UNSEEN:
        shown = unseen.sub("", shown)
    written = markdown(source, leave).casefold()
    for word in re.findall(r"[a-z]{4,}", shown.casefold()):
        assert word in written


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text())
def test_any_text_at_all_can_leave(source: str) -> None:
    assert not re.search("[\ufdd0-\ufdef\ufffe\uffff]", markdown(source, leave))
