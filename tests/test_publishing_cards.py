"""The picture of a page that is shown under a link to it."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO
from math import floor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont, features

import gardens
import pictures
import sites
from syntopic.image_files import without_metadata
from syntopic.publishing.cards import Card, CardPicture, card_place, faces
from syntopic.publishing.cards.drawing import (
    COLUMN,
    INK,
    MARGIN,
    PANEL,
    PAPER,
    SOURCES,
    drawing,
)
from syntopic.publishing.cards.keeping import card_key, is_kept, kept_image, made_image
from syntopic.publishing.cards.letters import letters
from syntopic.publishing.cards.making import card_image
from syntopic.publishing.cards.painting import painted
from syntopic.publishing.cards.shapes import Bar, Words
from syntopic.publishing.cards.wrapping import ELLIPSIS, fitted

TOPIC = Card(
    "What I know",
    "Eigenvalues and eigenvectors",
    "Linear algebra",
    ("12 July 2026", "7 min read"),
    "Pull a rubber sheet: a few arrows keep their direction.",
    (1, 2, 0),
)
XLINK = "http://www.w3.org/1999/xlink"
FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 400 300">'
    '<rect x="50" y="50" width="300" height="200" fill="#ff0000"/>{}</svg>'
)
DRAWN = replace(TOPIC, picture=CardPicture(FIGURE.format("").encode(), True))
PHOTO = pictures.saved("JPEG", pictures.noise(size=(400, 300)))


def image(card: Card) -> Image.Image:
    """The card as pixels."""
    with Image.open(BytesIO(card_image(card))) as opened:
        return opened.convert("RGB")


def drawn_finely(card: Card) -> Image.Image:
    """The same card with all colours, drawn four times as large and made smaller."""
    fine = 4
    large = Image.new("RGB", (1200 * fine, 630 * fine), PAPER)
    pen = ImageDraw.Draw(large)
    for shape in drawing(card):
        if isinstance(shape, Words):
            for one in letters(shape):
                place = (floor(one.x * fine + 0.5), floor(one.y * fine + 0.5))
                font = as_designed(one.family, one.size * fine)
                pen.text(place, one.char, shape.colour, font, anchor="ls")
        elif isinstance(shape, Bar):
            end = (shape.x + shape.width) * fine - 1, (shape.y + shape.height) * fine - 1
            pen.rectangle((shape.x * fine, shape.y * fine, *end), shape.colour)
        else:
            corner = ((shape.x - 6) * fine, (shape.y - 6) * fine)
            end = ((shape.x + 6) * fine - 1, (shape.y + 6) * fine - 1)
            pen.ellipse((*corner, *end), shape.colour)
    return large.reduce(fine)


def as_designed(family: str, size: float) -> ImageFont.FreeTypeFont:
    """A font as Pillow draws it, letter by letter."""
    return ImageFont.truetype(str(faces.file(family)), size, layout_engine=ImageFont.Layout.BASIC)


def count(shown: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many pixels are about that colour."""
    bands = zip(shown.split(), colour, strict=True)
    near = [band.point(lambda v, want=want: 255 * (abs(v - want) < 9)) for band, want in bands]
    whole = Image.merge("RGB", near).convert("L").point(lambda v: 255 * (v == 255))
    return whole.histogram()[255]


def test_the_card_of_a_page_stands_where_its_name_says() -> None:
    assert card_place("topics/eigenvectors.md") == "assets/cards/topics/eigenvectors.png"
    assert card_place("index.md") == "assets/cards/index.png"
    assert card_place("paths/to/eigenvectors.md") == card_place("topics/eigenvectors.md")
    assert card_place("topics/node.js.md") == "assets/cards/topics/node.js.png"


def test_a_card_has_the_size_that_networks_ask_for_is_small_and_says_nothing_else() -> None:
    made = card_image(replace(TOPIC, picture=CardPicture(FIGURE.format("").encode(), True)))
    with Image.open(BytesIO(made)) as opened:
        assert (opened.format, opened.size, opened.info) == ("PNG", (1200, 630), {})
    assert len(made) < 25_000
    assert without_metadata("card.png", made) == made


def test_the_machine_s_own_fonts_change_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_publishing_cards import TOPIC, card_image\n"
        "sys.stdout.buffer.write(card_image(TOPIC))"
    )
    bare = {"FONTCONFIG_FILE": os.devnull, "HOME": str(tmp_path), "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", program, *sys.path],
        env={**os.environ, **bare},
        capture_output=True,
        check=True,
    )
    assert done.stdout == card_image(TOPIC)


@pytest.mark.parametrize("part", ["site", "title", "label", "text"])
def test_everything_that_a_card_is_told_is_drawn(part: str) -> None:
    without = card_image(replace(TOPIC, **{part: ""}))
    assert card_image(TOPIC) != without


def test_a_source_has_its_colour_on_the_card_too() -> None:
    shown = image(TOPIC)
    for number in TOPIC.colours:
        red, green, blue = bytes.fromhex(SOURCES[number][1:])
        assert count(shown, (red, green, blue)) > 50


@pytest.mark.parametrize("colours", [(), (1, 2, 0), tuple(range(1, 9))], ids=len)
def test_no_eye_sees_that_a_card_has_few_colours(colours: tuple[int, ...]) -> None:
    card = replace(TOPIC, colours=colours)
    made = image(card)
    assert ImageChops.difference(drawn_finely(card), made).convert("L").getextrema()[1] <= 10
    assert made.getpixel((0, 0)) == made.getpixel((1199, 629)) == ImageColor.getrgb(PAPER)
    assert count(made, ImageColor.getrgb(INK)) > 10_000


def test_a_white_figure_stands_on_white_and_not_on_paper() -> None:
    behind = '<rect width="400" height="300" fill="#ffffff"/>'
    white = FIGURE.format("").replace("<rect ", f"{behind}<rect ", 1)
    shown = image(replace(TOPIC, picture=CardPicture(white.encode(), True)))
    assert shown.getpixel((PANEL + 10, 10)) == (255, 255, 255)
    assert shown.getpixel((10, 10)) == ImageColor.getrgb(PAPER)


def test_a_figure_stands_in_its_panel_as_large_as_fits() -> None:
    shown = image(DRAWN)
    panel = shown.crop((PANEL, 0, 1200, 630))
    # The blank margin of the drawing is cut off, so its 3:2 fills the panel's width.
    assert count(panel, (255, 0, 0)) > (1200 - PANEL - 80) ** 2 / 3 * 2
    assert count(shown.crop((0, 0, PANEL, 630)), (255, 0, 0)) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP"])
def test_a_photograph_of_any_kind_can_be_on_a_card(kind: str) -> None:
    content = pictures.saved(kind, pictures.noise("P" if kind == "GIF" else "RGB", (300, 300)))
    shown = image(replace(TOPIC, picture=CardPicture(content)))
    panel = shown.crop((PANEL, 0, 1200, 630))
    assert len(panel.getcolors(256) or []) > 100


def test_a_photograph_stands_upright() -> None:
    plain = Image.new("RGB", (400, 200), "white")
    plain.paste((255, 0, 0), (0, 0, 200, 200))
    content = pictures.saved("JPEG", plain, exif=pictures.told(6), quality=95)  # a quarter turn
    panel = image(replace(TOPIC, picture=CardPicture(content))).crop((PANEL, 0, 1200, 630))
    above, below = panel.crop((0, 0, panel.width, 315)), panel.crop((0, 315, panel.width, 630))
    assert count(above, (255, 0, 0)) > 10_000
    assert count(below, (255, 0, 0)) < 1_000


@pytest.mark.parametrize(
    "content",
    [b"", b"no image", PHOTO[:200], pictures.saved("PNG", pictures.noise(size=(40, 40)))],
    ids=["nothing", "words", "cut off", "a sign"],
)
def test_a_card_does_without_a_picture_that_cannot_be_shown(content: bytes) -> None:
    for is_svg in (False, True):
        card = replace(TOPIC, picture=CardPicture(content, is_svg))
        assert card_image(card) == card_image(TOPIC)


def test_a_figure_cannot_draw_another_file_into_the_card(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(pictures.saved("PNG", Image.new("RGB", (90, 90), (0, 255, 0))))
    reach = "".join(
        f'<image x="60" y="60" width="90" height="90" {name}="{address}"/>'
        for name in ("href", "xlink:href")
        for address in (secret, secret.as_uri(), "secret.png")
    )
    drawn = FIGURE.format(reach).replace(
        "<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" '
    )
    shown = image(replace(TOPIC, picture=CardPicture(drawn.encode(), True)))
    assert count(shown, (0, 255, 0)) == 0
    inside = base64.b64encode(secret.read_bytes()).decode()
    embedded = FIGURE.format(
        f'<image x="60" y="60" width="90" height="90" href="data:image/png;base64,{inside}"/>'
    )
    shown = image(replace(TOPIC, picture=CardPicture(embedded.encode(), True)))
    assert count(shown, (0, 255, 0)) > 1_000, "the test would prove nothing"


def test_letters_of_formulas_are_drawn_and_not_left_out() -> None:
    said = "∇f(𝐱) = 𝐀ᵀ𝐀𝐱 over ℝⁿ, aᵢ"
    assert faces.readable(said, faces.TITLE) == said
    drawn = list(letters(Words(said, faces.TITLE, 50, 0, 100, INK)))
    assert {one.family for one in drawn} == {faces.TITLE, faces.MATHEMATICAL}
    assert [one.char for one in drawn if one.y < 100 and one.size < 50] == ["T"]
    assert [one.char for one in drawn if one.y > 100 and one.size < 50] == ["i"]
    one, other = (replace(TOPIC, title=f"Of {letter}") for letter in "𝐀𝐁")
    assert card_image(one) != card_image(other)


@pytest.mark.parametrize("face", [faces.TITLE, faces.TEXT, faces.LABEL])
@pytest.mark.skipif(not features.check("raqm"), reason="nothing here shapes text")
def test_letters_stand_as_close_as_their_font_wants_them(face: str) -> None:
    size = faces.face(face).size
    shaped = ImageFont.truetype(str(faces.file(face)), size, layout_engine=ImageFont.Layout.RAQM)
    words = "AV To Ty WAVE ATAVISM “LTV” Pa. F, 7/11 l’élève Größe Величина Тогда ΑΥΤΟ Τα"
    for said in words.split():
        # Merging scripts left copies of some letters, which are chosen by language.
        length = shaped.getlength(said, features=["-liga", "-calt", "-locl", "-ccmp"])
        assert faces.width(said, face, size) == pytest.approx(length, abs=size / 100), said
    assert faces.width("AV", face, 1) < faces.width("A", face, 1) + faces.width("V", face, 1)


@pytest.mark.parametrize("family", [faces.TITLE, faces.TEXT, faces.LABEL])
def test_letters_are_as_bold_at_every_size(family: str) -> None:
    def ink(size: int) -> float:
        mask = as_designed(family, size).getmask("Hamburgefonstiv")
        return sum(bytes(mask)) / size**2

    assert [ink(size) for size in (25, 41)] == pytest.approx([ink(400)] * 2, rel=0.01)


@pytest.mark.parametrize("said", ["x̂", "θ̂", "p̃", "v⃗", "𝐱̂", "ȳ", "b̂", "q̣", "x̱̂"])
@pytest.mark.parametrize("face", [faces.TITLE, faces.TEXT, faces.LABEL])
def test_an_accent_stands_over_its_letter_or_under_it(said: str, face: str) -> None:
    def ink(text: str) -> tuple[int, int, int, int]:
        shapes = [Words(faces.readable(text, face), face, 60, 100, 300, INK)]
        shown = painted(shapes, PAPER).convert("RGB")
        box = ImageChops.difference(shown, Image.new("RGB", shown.size, PAPER)).getbbox()
        assert box is not None
        return box

    letter = unicodedata.normalize("NFD", said)[0]
    alone, left, right = ink(letter), ink(said)[0], ink(said)[2]
    assert alone[0] - 12 < left and right < alone[2] + 12
    assert abs((left + right) - (alone[0] + alone[2])) < 12
    assert ink(said)[1] < alone[1] - 5 or ink(said)[3] > alone[3] + 5
    assert faces.width(faces.readable(f"{said}a", face), face, 60) == pytest.approx(
        faces.width(f"{letter}a", face, 60), abs=20
    )


def test_accents_piled_up_beyond_the_card_are_cut_off_at_its_edge() -> None:
    piled = image(replace(TOPIC, title="x" + "\N{COMBINING ACUTE ACCENT}" * 5_000))
    assert piled.size == (1200, 630)
    assert count(piled.crop((0, 0, 1200, 20)), ImageColor.getrgb(INK)) > 0


def test_letters_of_formulas_need_no_freetype_that_reads_woff2() -> None:
    packed = as_designed(faces.MATHEMATICAL, 60)
    unpacked = ImageFont.truetype(
        BytesIO(faces.unpacked(faces.MATHEMATICAL)), 60, layout_engine=ImageFont.Layout.BASIC
    )
    assert bytes(packed.getmask("𝐀∇")) == bytes(unpacked.getmask("𝐀∇"))


@pytest.mark.parametrize(
    "title",
    ["Größe und Übergang", "Собственные значения", "Ιδιοτιμές", "Giá trị riêng", "Vektörler"],
)
def test_titles_in_latin_cyrillic_and_greek_letters_are_drawn(title: str) -> None:
    assert faces.readable(title, faces.TITLE) == title


@pytest.mark.parametrize("title", ["特征值", "مقدمة", "आइगेन", "Vectors (向量)"])
def test_a_title_in_other_letters_makes_way_for_the_name_of_the_site(title: str) -> None:
    named = card_image(replace(TOPIC, title=TOPIC.site))
    assert card_image(replace(TOPIC, title=title)) == named


def test_what_is_no_letter_is_left_out_alone() -> None:
    assert faces.readable("🚀 Gradient  descent ✨", faces.TITLE) == "Gradient descent"


WORDS = st.lists(st.text("abcdefghij WMil.,-éλЖ𝐀ᵀ", min_size=1, max_size=30), max_size=12)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.sampled_from([300, 508, 1056]))
def test_whatever_the_title_no_line_is_too_long_and_no_word_is_lost(
    words: list[str], box: int
) -> None:
    text = " ".join(" ".join(words).split())
    found = fitted(text, faces.TITLE, box, ((60, 2), (40, 3), (30, 6)))
    assert all(faces.width(line, faces.TITLE, found.size) <= box for line in found.lines)
    assert len(found.lines) <= 6
    joined = "".join(found.lines).replace(" ", "")
    if found.lines and found.lines[-1].endswith(ELLIPSIS):
        assert text.replace(" ", "").startswith(joined[:-1].rstrip(".,-")[:-2])
    else:
        assert joined == text.replace(" ", "")


@settings(max_examples=60, deadline=None)
@given(st.builds(Card, st.text(), st.text(), st.text(), st.tuples(st.text()), st.text()))
def test_whatever_is_said_the_drawing_stays_on_the_card(card: Card) -> None:
    for panel, edge in (("", 1200 - MARGIN), ("#ffffff", MARGIN + COLUMN)):
        for shape in drawing(card, panel):
            for one in letters(shape) if isinstance(shape, Words) else ():
                assert one.x >= MARGIN - 40 and one.x <= edge
                assert one.y <= 630
    assert image(card).size == (1200, 630)


def test_a_title_of_two_lines_ends_in_no_lonely_word() -> None:
    found = fitted("Eigenvalues and their eigenvectors", faces.TITLE, 800, ((60, 2),))
    first, last = (faces.width(line, faces.TITLE, 60) for line in found.lines)
    assert min(first, last) > max(first, last) * 0.6


def test_a_card_is_made_anew_only_when_something_on_it_changes(tmp_path: Path) -> None:
    key, kept = card_key(TOPIC), tmp_path / f"{card_key(TOPIC)}.png"
    assert not is_kept(key, tmp_path)
    made_image(TOPIC, key, tmp_path)
    assert is_kept(key, tmp_path)
    kept.write_bytes(b"as it was kept")
    assert kept_image(lambda: TOPIC, key, tmp_path) == b"as it was kept"
    changed = replace(TOPIC, facts=("13 July 2026", "7 min read"))
    assert not is_kept(card_key(changed), tmp_path)


def test_a_card_that_another_build_has_removed_meanwhile_is_made_again(tmp_path: Path) -> None:
    key = card_key(TOPIC)
    first = made_image(TOPIC, key, tmp_path)
    (tmp_path / f"{key}.png").unlink()
    assert kept_image(lambda: TOPIC, key, tmp_path) == first
    assert is_kept(key, tmp_path)


# Below, whole sites.

PAGES: dict[str, str | bytes] = {
    "index.md": "# Home\n\nBy hand.\n",
    "about.md": "# About\n\nText.\n\n![A photograph](img/photo.jpg)\n",
    "plain.md": "# About\n\nText.\n",
    "own.md": "# Own card\n",
    "img/photo.jpg": PHOTO,
    "assets/cards/own.png": gardens.PIXEL,
}


IMAGE = "![It](hill.jpg)"


def notes(secret: str) -> dict[str, str | bytes]:
    """A garden in which a word is private in many ways."""
    return {
        "book/vector.md": f"# Vector\n\nAn arrow. %%{secret}%%\n\n## Intuition\n\n{IMAGE}\n",
        "book/matrix.md": f"---\nextra: {secret}\n---\n# Matrix\n\nA table.\n",
        "book/draft.md": f"---\ndraft: true\narea: {secret}\n---\n# Vector\n\n{secret}\n",
        f"private/{secret}.md": f"# {secret}\n",
        "synthesis/vector.md": f"---\ndate: 2026-07-12\n---\nAn arrow <!-- {secret} --> it is.\n",
        "synthesis/matrix.md": f"---\ndraft: true\npicture: {secret}.jpg\n---\n{secret}\n",
        "book/hill.jpg": PHOTO,
        f"book/{secret}.jpg": pictures.saved("JPEG", Image.new("RGB", (400, 300), (0, 255, 0))),
        "sources.yml": "- key: book\n  title: The Book\n  kind: book\n",
    }


def built(root: Path, secret: str, *, afresh: bool = False) -> sites.Site:
    gardens.write(root / "pages", PAGES)
    return sites.build(root, notes(secret), afresh=afresh)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    return built(tmp_path_factory.mktemp("cards"), "hidden-one")


def cards(site: sites.Site) -> dict[str, bytes]:
    folder = site.folder / "assets" / "cards"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.png")}


def test_every_page_has_a_card_and_nothing_else_has(site: sites.Site) -> None:
    assert site.code == 0, site.said
    pages = {path.parent.relative_to(site.folder) for path in site.folder.rglob("index.html")}
    found = cards(site)
    assert {"index.png", "about.png", "topics/vector.png", "sources/book.png"} <= set(found)
    assert len(found) == len(pages)


def test_pages_show_the_picture_that_they_lead_with(site: sites.Site) -> None:
    found = cards(site)
    for name in ("about.png", "topics/vector.png"):
        with Image.open(BytesIO(found[name])) as opened:
            panel = opened.convert("RGB").crop((PANEL, 0, 1200, 630))
        assert len(panel.getcolors(256) or []) > 50, name
    for name in ("plain.png", "topics/matrix.png", "topics/index.png"):
        with Image.open(BytesIO(found[name])) as opened:
            panel = opened.convert("RGB").crop((PANEL + 200, 0, 1200, 200))
        assert len(panel.getcolors(256) or []) == 1, name


def test_a_card_that_the_author_drew_stays(site: sites.Site) -> None:
    assert cards(site)["own.png"] == gardens.PIXEL


def test_no_card_depends_on_what_is_private(
    site: sites.Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = built(tmp_path_factory.mktemp("cards"), "another-word-altogether", afresh=True)
    assert cards(other) == cards(site)


def test_a_card_of_a_page_that_is_gone_is_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / ".cache" / "syntopic" / "cards"
    sites.build(tmp_path, {"a.md": "# Vector\n\nAn arrow.\n", "b.md": "# Matrix\n\nA table.\n"})
    before = {file.name for file in kept.glob("*.png")}
    again = sites.build(tmp_path, {"b.md": "---\ndraft: true\n---\n# Matrix\n\nA table.\n"})
    after = {file.name for file in kept.glob("*.png")}
    assert after < before, again.said
    assert len(after) == len(cards(again))


@pytest.mark.parametrize(
    ("plugin", "made"),
    [
        ("- material/social", True),
        ("- material/social: {enabled: false}", False),
        ("- material/social: {cards: false}", False),
        ("- search", False),
    ],
)
def test_cards_are_left_to_the_theme_where_its_plugin_makes_them(
    plugin: str, made: bool, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: x\ntheme: {{name: material}}\nplugins:\n  {plugin}\n", encoding="utf-8"
    )
    program = (
        "from mkdocs.config import load_config\n"
        "from syntopic.mkdocs_plugin.cards import made_by_theme\n"
        "print(made_by_theme(load_config('mkdocs.yml')))"
    )
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert done.stdout.strip().endswith(str(made)), done.stderr
