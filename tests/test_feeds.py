"""What somebody gets who follows the blog with a feed reader."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from checking import installed
from links import read as links_of
from syntopic.languages import language
from syntopic.markdown.tree import DEEPEST, each, read, write
from syntopic.model import Source
from syntopic.publishing.feeds import JSON, RSS, Told, feeds, items
from syntopic.publishing.feeds.items import MOST
from syntopic.publishing.feeds.plain import in_words
from syntopic.publishing.feeds.simplified import simplified
from syntopic.publishing.values import Post, Site, SitePage

pytestmark = pytest.mark.xdist_group("validators")

SITE = Site(
    "Notes & more <on> math",
    "https://example.org/garden/",
    description="What I know",
    author="Ada L.",
    copyright='Text under <a href="https://x.y">CC BY</a> &amp; more',
)
TOLD = Told(language("en"), sources={"book": Source("book", "The Book", "Book & co")})
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" aria-label="A line">'
    '<path d="M 0 0 L 90 60" style="stroke: currentColor" /></svg>'
)


def page(html: str, *, src: str = "topics/slope.md", **post: Any) -> SitePage:
    url = src.removesuffix(".md") + "/"
    known = {"title": "Slope", "date": "2026-03-09", "excerpt": "How steep."} | post
    return SitePage(src, url, "Slope", html, post=Post(src, url, **known))


def topic(synthesis: str, after: str = "", **post: Any) -> SitePage:
    head = '<p class="crumb">Calculus</p><h1 id="slope">Slope</h1><p class="facts">3 min</p>'
    return page(f'{head}<div class="synthesis">{synthesis}</div>{after}', **post)


def of(*pages: SitePage, site: Site = SITE, told: Told = TOLD) -> dict[str, bytes]:
    return feeds(site, pages, told)


def item(one: SitePage) -> dict[str, Any]:
    (told,) = json.loads(of(one)[JSON])["items"]
    assert isinstance(told, dict)
    return told


def html(one: SitePage) -> str:
    return str(item(one)["content_html"])


# What a post says


def test_a_topic_is_told_by_its_synthesis_and_a_link_to_the_whole_page() -> None:
    notes = '<h2 id="from-my-notes">From my notes</h2><section class="passage">Theirs</section>'
    told = html(topic("<p>Mine.</p>", notes, sources=("book", "gone")))
    assert told == (
        '<p>Mine.</p><p><a href="https://example.org/garden/topics/slope/">'
        "The whole page, with my notes (Book &amp; co)</a></p>"
    )


def test_a_post_written_by_hand_is_told_whole_but_for_its_title_and_facts() -> None:
    by_hand = (
        '<p class="crumb"><a href="../">Blog</a></p><h1>Hello</h1><p class="facts">now</p>'
        '<p>One.</p><h1>Second title</h1><p>Two.</p><p class="tags"><a>x</a></p>'
    )
    told = html(page(by_hand, src="blog/posts/hello.md"))
    assert told == "<p>One.</p><h1>Second title</h1><p>Two.</p>"


def test_addresses_are_absolute_wherever_they_lead() -> None:
    told = html(
        topic(
            '<p><a href="../area/">a</a> <a href="#here">b</a> <a href="/top/">c</a>'
            ' <a href="https://other.org/x?a=1&amp;b=2">d</a> <img src="../../a b.png" alt="e">'
            ' <a href="mailto:a@b.c">f</a> <a href="http://[bad">g</a></p>'
        )
    )
    assert links_of(told).links == [
        "https://example.org/garden/topics/area/",
        "https://example.org/garden/topics/slope/#here",
        "https://example.org/top/",
        "https://other.org/x?a=1&b=2",
        "https://example.org/garden/a b.png",
        "mailto:a@b.c",
        "http://[bad",
        "https://example.org/garden/topics/slope/",
    ]


def test_what_only_works_on_the_page_is_left_out() -> None:
    told = html(
        topic(
            '<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">¶</a></h2>'
            '<span class="here" id="b"></span><script>alert(1)</script><style>p{}</style>'
            '<button>Copy</button><p onclick="x()" class="x" style="color: red">Text'
            '<!-- secret --></p><p class="ran"><b>ran</b> Python</p><form><input></form>'
        )
    )
    assert told.startswith("<h2>A</h2><p>Text</p><p><a ")


def test_code_is_plain_and_its_output_follows() -> None:
    highlighted = (
        '<div class="cell"><div class="language-python highlight"><pre><span></span><code>'
        '<a id="__codelineno-0-1" href="#__codelineno-0-1"></a><span class="k">if</span> a '
        '<span class="o">&lt;</span> b:\n    <span class="nb">print</span>(1)\n</code></pre></div>'
        '<div class="out"><pre class="printed stdout">1</pre></div></div>'
    )
    assert html(topic(highlighted)).startswith(
        "<pre><code>if a &lt; b:\n    print(1)\n</code></pre><pre>1</pre>"
    )


def test_the_numbers_of_lines_are_no_code() -> None:
    numbered = (
        '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>'
        '<span class="normal">1</span></pre></div></td><td class="code"><div><pre><code>x = 1'
        "</code></pre></div></td></tr></table>"
    )
    assert html(topic(numbered)).startswith("<pre><code>x = 1</code></pre><p><a ")


def test_boxes_tabs_and_tasks_are_put_into_words() -> None:
    told = html(
        topic(
            '<div class="admonition note"><p class="admonition-title">Mind</p><p>the gap</p></div>'
            '<div class="tabbed-set"><input type="radio"><div class="tabbed-labels"><label>A'
            '</label><label>B</label></div><div class="tabbed-content"><div class="tabbed-block">'
            '<p>one</p></div><div class="tabbed-block"><p>two</p></div></div></div>'
            '<ul class="task-list"><li><input type="checkbox" disabled checked>done</li></ul>'
            '<iframe src="https://video.example/1" title="Film"></iframe>'
        )
    )
    assert told.startswith(
        "<blockquote><p><strong>Mind</strong></p><p>the gap</p></blockquote>"
        "<p><strong>A</strong></p><p>one</p><p><strong>B</strong></p><p>two</p>"
        "<ul><li>☑ done</li></ul>"
        '<p><a href="https://video.example/1">Film</a></p>'
    )


def test_footnotes_of_the_synthesis_come_with_it_and_keep_their_numbers() -> None:
    foot = (
        '<div class="footnote"><hr><ol><li id="fn:a"><p>Theirs.</p></li><li id="fn:b"><p>Mine.'
        '<a class="footnote-backref" href="#fnref:b">↩</a></p></li></ol></div>'
    )
    told = html(topic('<p>See<sup id="fnref:b"><a href="#fn:b">2</a></sup></p>', foot))
    assert '<hr><ol><li value="2"><p>Mine.</p></li></ol>' in told
    assert "Theirs" not in told


def test_formulas_stay_and_their_boxes_become_paragraphs() -> None:
    told = html(
        topic(
            '<div class="formula"><div class="math math-display"><math display="block"><mi>x</mi>'
            '</math></div></div><p>with <span class="math"><math><mi>x</mi></math></span></p>'
        )
    )
    namespace = 'xmlns="http://www.w3.org/1998/Math/MathML"'
    assert f'<p><math {namespace} display="block"><mi>x</mi></math></p>' in told
    assert f"<p>with <math {namespace}><mi>x</mi></math></p>" in told


# Pictures


def test_a_drawing_within_the_page_becomes_an_image_file() -> None:
    drawn = f'<figure><div class="drawing" aria-label="A slope">{SVG}</div></figure>'
    made = of(topic(drawn))
    (place,) = set(made) - {RSS, JSON}
    assert place == "assets/feeds/topics/slope/1.png"
    with Image.open(io.BytesIO(made[place])) as image:
        assert image.size == (240, 160)
        assert image.convert("RGB").getpixel((0, 159)) == (255, 255, 255)
    told = json.loads(made[JSON])["items"][0]["content_html"]
    assert told.startswith(
        f'<figure><img src="https://example.org/garden/{place}" alt="A slope" '
        'width="120" height="80"></figure>'
    )


def test_an_image_that_the_page_carries_becomes_a_file_too() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (3, 2)).save(buffer, "PNG")
    carried = base64.b64encode(buffer.getvalue()).decode()
    made = of(topic(f'<p><img src="data:image/png;base64,{carried}" alt="dot"></p>'))
    assert "data:" not in made[JSON].decode()
    with Image.open(io.BytesIO(made["assets/feeds/topics/slope/1.png"])) as image:
        assert image.size == (3, 2)


def test_a_carried_image_says_nothing_of_its_author() -> None:
    buffer, words = io.BytesIO(), PngInfo()
    words.add_text("Author", "canary-author")
    Image.new("RGB", (3, 2)).save(buffer, "PNG", pnginfo=words)
    assert b"canary-author" in buffer.getvalue()
    carried = base64.b64encode(buffer.getvalue()).decode()
    made = of(topic(f'<p><img src="data:image/png;base64,{carried}" alt="dot"></p>'))
    assert b"canary-author" not in made["assets/feeds/topics/slope/1.png"]


@pytest.mark.parametrize(
    "picture",
    [
        '<svg aria-label="Odd"><path d="M 0 0"/></svg>',
        '<svg aria-label="Odd" viewBox="0 0 0 0"></svg>',
        '<svg aria-label="Odd" viewBox="a b c d"></svg>',
        '<img alt="Odd" src="data:image/png;base64,">',
        '<img alt="Odd" src="data:text/html,<b>">',
        '<img alt="Odd" src="data:nothing">',
    ],
)
def test_a_picture_that_cannot_be_made_is_told_in_words(picture: str) -> None:
    made = of(topic(f"<p>{picture}</p>"))
    assert set(made) == {RSS, JSON}
    told = json.loads(made[JSON])["items"][0]["content_html"]
    assert '<a href="https://example.org/garden/topics/slope/">[Odd]</a>' in told


def test_a_drawing_of_any_measures_stays_a_small_file() -> None:
    for box in ("0 0 100000 10", "0 0 10 100000", "0 0 90000 90000"):
        made = of(topic(f'<svg viewBox="{box}"><rect width="5" height="5"/></svg>'))
        with Image.open(io.BytesIO(made["assets/feeds/topics/slope/1.png"])) as image:
            assert max(image.size) <= 4000


def test_a_drawing_shows_no_file_of_this_machine(tmp_path: Any) -> None:
    Image.new("RGB", (90, 60), "red").save(tmp_path / "secret.png")
    for address in (f"file://{tmp_path}/secret.png", f"{tmp_path}/secret.png"):
        svg = f'<svg viewBox="0 0 90 60"><image href="{address}" width="90" height="60"/></svg>'
        made = of(topic(svg))
        with Image.open(io.BytesIO(made["assets/feeds/topics/slope/1.png"])) as image:
            assert image.convert("RGB").getpixel((100, 80)) == (255, 255, 255)


# In plain words


def test_a_post_can_be_read_without_any_markup() -> None:
    nodes = read(
        "<p>One <em>two</em><br>three <img alt='a dog' src='d.png'></p><ul><li>a</li><li><p>b</p>"
        "<ol start='3'><li>c</li></ol></li></ul><blockquote><p>said</p></blockquote><hr>"
        "<pre><code>x = 1\n  y\n</code></pre><table><tr><th>h</th><td>1</td></tr></table>"
        "<dl><dt>term</dt><dd>meaning</dd></dl> loose"
    )
    assert in_words(nodes) == (
        "One two\nthree [a dog]\n\n- a\n- b\n  3. c\n\n> said\n\n* * *\n\nx = 1\n  y\n\n"
        "h | 1\n\nterm\nmeaning\n\nloose"
    )


# The feeds themselves


WILD = 'Why <b>x</b> < y & "z" 🎲 </title>'


def several() -> tuple[SitePage, ...]:
    return (
        topic("<p>Old.</p>", src="topics/old.md", date="2025-12-31", title="Old"),
        topic(
            f"<p>New ]]> text.</p>{SVG}",
            src="topics/new.md",
            date="2026-02-01",
            updated="2026-02-03",
            title=WILD,
            excerpt=f"{WILD}\n\nMore.",
            tags=("a&b", "Area"),
            area="Area",
            authors=("Bo",),
        ),
    )


def test_a_second_program_reads_in_the_rss_feed_what_was_written() -> None:
    feed = feedparser.parse(of(*several())[RSS])
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    assert feed.feed.title == SITE.name
    assert feed.feed.link == SITE.url
    assert feed.feed.rights == "Text under CC BY & more"
    new, old = feed.entries
    assert (new.title, old.title) == (WILD, "Old")
    assert new.link == new.id == "https://example.org/garden/topics/new/"
    assert [tag.term for tag in new.tags] == ["a&b", "Area"]
    assert (new.author, old.author) == ("Bo", "Ada L.")
    assert new.content[0].value.startswith("<p>New ]]&gt; text.</p>")
    assert new.published_parsed[:6] == (2026, 2, 1, 0, 0, 0)


def test_a_description_is_markup_whose_words_are_those_of_the_summary() -> None:
    channel = ElementTree.fromstring(of(*several())[RSS]).find("channel")
    assert channel is not None
    told = channel.findtext("item/description") or ""
    assert in_words(read(told)) == f"{WILD}\n\nMore."


def test_the_rss_feed_has_what_the_format_and_its_profile_ask_for() -> None:
    root = ElementTree.fromstring(of(*several())[RSS])
    (channel,) = root
    atom = channel.find("{http://www.w3.org/2005/Atom}link")
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert atom is not None
    assert (atom.get("rel"), atom.get("href")) == ("self", "https://example.org/garden/feed.xml")
    for name in ("title", "link", "description", "language", "lastBuildDate", "pubDate"):
        assert channel.findtext(name), name
    for one in channel.iter("item"):
        assert [len(one.findall(name)) for name in ("title", "link", "guid", "pubDate")] == [1] * 4
        assert parsedate_to_datetime(one.findtext("pubDate") or "").utcoffset() is not None


def test_the_json_feed_keeps_to_the_schema_of_others() -> None:
    schema = json.loads(
        (installed().folder / "node_modules/jsonfeed-schema/schema-v1.1.json").read_text("utf-8")
    )
    told = json.loads(of(*several())[JSON])
    check = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in check.iter_errors(told)] == []
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert list(check.iter_errors(told | {"items": [{"title": "no id"}]}))


def test_the_json_feed_says_the_same_as_the_rss_feed() -> None:
    made = of(*several())
    told, feed = json.loads(made[JSON]), feedparser.parse(made[RSS], sanitize_html=False)
    for one, entry in zip(told["items"], feed.entries, strict=True):
        assert (one["id"], one["url"], one["title"]) == (entry.id, entry.link, entry.title)
        here, there = one["content_html"], entry.content[0].value
        assert in_words(read(here)) == in_words(read(there))
        assert sorted(links_of(here).links) == sorted(links_of(there).links)
        assert one["tags"] if "tags" in one else not entry.get("tags")
    assert told["items"][0]["date_published"] == "2026-02-01T00:00:00Z"
    assert told["items"][0]["date_modified"] == "2026-02-03T00:00:00Z"
    assert "New ]]> text." in told["items"][0]["content_text"]


def test_dates_come_from_the_posts_and_never_from_the_clock() -> None:
    channel = ElementTree.fromstring(of(*several())[RSS]).find("channel")
    assert channel is not None
    assert channel.findtext("lastBuildDate") == "Tue, 03 Feb 2026 00:00:00 +0000"
    assert channel.findtext("pubDate") == "Sun, 01 Feb 2026 00:00:00 +0000"


def test_the_same_posts_give_the_same_bytes_in_any_order() -> None:
    assert of(*several()) == of(*reversed(several()))


def test_the_newest_twenty_posts_are_in_the_feed() -> None:
    many = [topic("<p>x</p>", src=f"topics/{n}.md", date=f"2026-01-{n:02}") for n in range(1, 29)]
    told = json.loads(of(*many)[JSON])["items"]
    assert len(told) == MOST
    assert (told[0]["url"][-3:], told[-1]["url"][-3:]) == ("28/", "/9/")


def test_drafts_and_pages_that_are_no_posts_are_not_in_the_feed() -> None:
    plain = replace(page("<p>x</p>"), post=None)
    assert of(plain, topic("<p>x</p>", draft=True)) == {}


def test_without_an_address_of_the_site_there_is_no_feed() -> None:
    assert of(*several(), site=replace(SITE, url="")) == {}


def test_a_renamed_post_is_known_to_readers_by_its_first_address() -> None:
    told = replace(TOLD, first={"topics/slope/": "topics/gradient/"})
    made = of(topic("<p>x</p>"), told=told)
    (entry,) = feedparser.parse(made[RSS]).entries
    assert entry.id == "https://example.org/garden/topics/gradient/"
    assert entry.link == "https://example.org/garden/topics/slope/"
    assert not entry.guidislink
    assert json.loads(made[JSON])["items"][0]["id"] == entry.id


def test_the_link_to_the_whole_page_speaks_the_gardens_language() -> None:
    told = of(topic("<p>x</p>"), told=Told(language("de")))[JSON].decode()
    assert "Die ganze Seite mit meinen Notizen" in told


# Whatever a page holds


PIECES = st.sampled_from(
    (
        "<p>", "</p>", "<div class='synthesis'>", "</div>", "text ", "&lt;b&gt;",
        "<a href='x'>", "</a>", "<img src='data:,'>", "<svg viewBox='0 0 9 9'>", "<path d='M'/>",
        "</svg>", "<math><mfrac><mi>a</mi>", "</mfrac>", "</math>", "<msup>", "<table><tr><td>",
        "&#0;", "\x00\x1b", "</table>", "<pre>", "</pre>", "<ul><li value='x'>", "<ol start='-1'>",
        "<iframe src='//'>",
        "<!-- c -->", "]]>", "<script>", "\ud800", "￿", "<input type=checkbox>", "<h1>", "<",
        "<div class='tabbed-set'>", "<div class='highlight'>", "<dl><dd>", "<blockquote>",
    )
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=20))
def test_no_page_however_broken_breaks_the_feeds(html: str, title: str) -> None:
    made = of(page(html, title=title, excerpt=title, tags=(title,)))
    feed = feedparser.parse(made[RSS])
    assert not feed.bozo, feed.get("bozo_exception")
    told = json.loads(made[JSON])["items"][0]
    assert not any(link.startswith("data:") for link in links_of(told["content_html"]).links)
    assert "<script" not in told["content_html"]
    assert "<svg" not in told["content_html"]


def test_a_page_nested_without_end_keeps_its_words() -> None:
    deep = "<div>" * 3000 + "<p>words</p>" + "</div>" * 3000
    assert "words" in html(page(deep))
    depth = max(len(list(each([one]))) for one in read(deep))
    assert depth <= DEEPEST + 1


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES.filter(lambda piece: "m" not in piece), max_size=14).map("".join))
def test_simplified_content_is_simple_already(html: str) -> None:
    once = write(simplified(read(html), "https://example.org/"))
    plain = in_words(read(once))
    assert in_words(simplified(read(once), "https://example.org/")).split() == plain.split()


def test_items_tell_what_they_are() -> None:
    (one,) = items(SITE, [topic("<p>x</p>")], TOLD)
    assert one.published == datetime(2026, 3, 9, tzinfo=UTC)
    assert one.updated is None
    assert one.authors == ("Ada L.",)
