"""What image files say besides their picture does not leave with them."""

from __future__ import annotations

import base64
import gzip
import random
import re
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

import pictures
from syntopic.image_files import (
    ENDINGS,
    markup_without_metadata,
    page_without_metadata,
    without_metadata,
)
from syntopic.image_files.cleaning import kind_of

PHOTOGRAPHS = pictures.photographs()
SECRET = pictures.SECRET.encode()
each = pytest.mark.parametrize("name", PHOTOGRAPHS)


def clean(name: str, content: bytes) -> bytes:
    """The cleaned file, where there has to be one."""
    made = without_metadata(name, content)
    assert made is not None
    return made


def says(content: bytes) -> bool:
    """Whether the secret stands in it, compressed parts included."""
    return SECRET in content or SECRET in b"".join(_inflated(content))


def _inflated(content: bytes) -> list[bytes]:
    found = []
    for start in re.finditer(rb"x[\x9c\xda]", content):
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(content[start.start() :]))
    return found


@each
def test_nothing_that_was_said_of_a_photograph_is_left(name: str) -> None:
    assert says(PHOTOGRAPHS[name]), "the test would prove nothing"
    assert not says(clean(name, PHOTOGRAPHS[name]))


@each
def test_every_pixel_of_every_frame_stays_and_stands_as_long(name: str) -> None:
    assert pictures.read(clean(name, PHOTOGRAPHS[name])) == pictures.read(PHOTOGRAPHS[name])


@each
def test_colours_and_orientation_stay_true(name: str) -> None:
    before, after = PHOTOGRAPHS[name], clean(name, PHOTOGRAPHS[name])
    assert pictures.profile_of(after) == pictures.profile_of(before)
    assert pictures.turned(after) == pictures.turned(before)


@pytest.mark.parametrize("name", ["photo.jpg", "screen.png", "photo.webp", "photo.avif"])
def test_the_orientation_is_all_that_is_still_said_by_exif(name: str) -> None:
    with Image.open(BytesIO(clean(name, PHOTOGRAPHS[name]))) as opened:
        assert dict(opened.getexif()) == {0x0112: pictures.TURNED}


@each
def test_what_is_clean_stays_as_it_is(name: str) -> None:
    once = clean(name, PHOTOGRAPHS[name])
    assert clean(name, once) == once


@each
def test_an_image_is_known_by_its_bytes_whatever_it_is_called(name: str) -> None:
    assert clean("notes.dat", PHOTOGRAPHS[name]) == clean(name, PHOTOGRAPHS[name])
    assert clean("photo.png", PHOTOGRAPHS[name]) == clean(name, PHOTOGRAPHS[name])


@pytest.mark.parametrize("name", [name for name in PHOTOGRAPHS if not name.endswith("avif")])
def test_what_hangs_on_behind_the_end_is_cut_off(name: str) -> None:
    assert clean(name, PHOTOGRAPHS[name] + SECRET) == clean(name, PHOTOGRAPHS[name])


def test_a_box_that_hangs_on_behind_the_end_is_emptied() -> None:
    behind = struct.pack(">I", 8 + len(SECRET)) + b"uuid" + SECRET
    assert not says(clean("photo.avif", PHOTOGRAPHS["photo.avif"] + behind))


@each
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_file_that_ends_too_early_is_withheld_or_says_nothing(
    name: str, data: st.DataObject
) -> None:
    whole = PHOTOGRAPHS[name]
    made = without_metadata(name, whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert made is None or not says(made)


@each
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_file_is_an_error_of_the_program(name: str, data: st.DataObject) -> None:
    content = bytearray(PHOTOGRAPHS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    made = without_metadata(name, bytes(content))
    assert made is None or without_metadata(name, made) == made


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"%PDF-"]),
    st.binary(max_size=80),
    st.sampled_from(sorted(ENDINGS)),
)
def test_what_only_calls_itself_an_image_is_withheld(head: bytes, body: bytes, ending: str) -> None:
    # A bare JPEG XL is told by two bytes, and may hold nothing but a picture.
    assume(not (head + body).startswith(b"\xff\n"))
    assert without_metadata(f"x{ending}", head + body) is None


@pytest.mark.parametrize("name", ["table.csv", "code.zip", "talk.mp4", "noname", "letter.docx"])
def test_other_files_stay_as_they_are(name: str) -> None:
    content = random.Random(7).randbytes(300)
    assert without_metadata(name, content) == content


def test_a_picture_keeps_its_transparency_its_gamma_and_its_density() -> None:
    original = pictures.saved("PNG", pictures.noise("P"), transparency=3, dpi=(144, 144))
    assert clean("a.png", original) == original


def test_a_png_with_a_wrong_checksum_is_withheld() -> None:
    broken = PHOTOGRAPHS["screen.png"].replace(b"IDAT", b"IDAU", 1)
    assert without_metadata("a.png", broken) is None


def test_a_profile_loses_the_name_that_somebody_gave_it() -> None:
    plain = pictures.saved("PNG")
    packed = pictures.chunk(b"iCCP", SECRET + b"\0\0" + zlib.compress(pictures.profile()))
    named = plain[:33] + packed + plain[33:]
    assert pictures.profile_of(named) == pictures.profile()
    assert not says(clean("a.png", named))
    assert pictures.profile_of(clean("a.png", named)) == pictures.profile()


def test_text_in_a_gif_and_programs_own_blocks_go_and_its_rounds_stay() -> None:
    moving = PHOTOGRAPHS["moving.gif"]
    at = moving.index(b"!\xff\x0bNETSCAPE2.0")
    own = b"!\xff\x0bXMP DataXMP" + bytes((len(SECRET),)) + SECRET + b"\0"
    made = clean("a.gif", moving[:at] + own + moving[at:])
    assert not says(made)
    with Image.open(BytesIO(made)) as opened:
        assert opened.info["loop"] == 3


def test_a_second_picture_behind_the_first_does_not_leave() -> None:
    two = pictures.saved("MPO", save_all=True, append_images=[pictures.noise(seed=9)])
    made = clean("a.jpg", two)
    assert made.count(b"\xff\xd8\xff") == 1
    assert pictures.read(made)[0] == pictures.read(two)[0]


def test_a_bitmap_and_an_icon_lose_what_hangs_on() -> None:
    bitmap, icon = pictures.saved("BMP"), pictures.saved("ICO")
    assert clean("a.bmp", bitmap + SECRET) == bitmap
    assert clean("a.ico", icon + SECRET) == icon


def test_a_drawing_loses_comments_metadata_and_what_its_editor_noted() -> None:
    made = clean("a.svg", pictures.DRAWING.encode())
    assert not says(made)
    root = ET.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "A line"
    assert root.findtext(f"{space}desc") == "It rises."
    assert root.findtext(f"{space}text") == "a < b & c"
    assert '"/* kept */"' in (root.findtext(f"{space}style") or "")
    path = root.find(f".//{space}path")
    assert path is not None and path.attrib == {"class": "a", "d": "M0 0L9 9"}
    assert b"inkscape" not in made


def test_a_drawing_that_says_nothing_stays_byte_by_byte() -> None:
    plain = b"<svg xmlns='http://www.w3.org/2000/svg'>\n  <path d='M0 0' />\n</svg>"
    assert clean("a.svg", plain) == plain


def test_entities_that_a_drawing_defines_are_written_out() -> None:
    drawn = (
        '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY word "Rise">]>'
        '<svg xmlns="&ns;"><text>&word;</text></svg>'
    )
    made = clean("a.svg", drawn.encode())
    assert b"ENTITY" not in made
    root = ET.fromstring(made)
    assert (root.tag, "".join(root.itertext())) == ("{http://www.w3.org/2000/svg}svg", "Rise")


def test_a_photograph_within_a_drawing_is_cleaned_too() -> None:
    photo = base64.b64encode(PHOTOGRAPHS["photo.jpg"]).decode()
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        f'<image href="data:image/jpeg;base64,{photo}"/></svg>'
    )
    made = ET.fromstring(clean("a.svg", drawn.encode()))
    inside = base64.b64decode(made[0].attrib["href"].partition(",")[2])
    assert inside == clean("photo.jpg", PHOTOGRAPHS["photo.jpg"])
    broken = drawn.replace(photo, base64.b64encode(b"\xff\xd8\xff" + SECRET).decode())
    assert without_metadata("a.svg", broken.encode()) is None


@pytest.mark.parametrize(
    "drawn",
    [
        "<svg xmlns='http://www.w3.org/2000/svg'><path></svg>",
        "<html xmlns='http://www.w3.org/1999/xhtml'></html>",
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        + "".join(
            f'<!ENTITY {new} "{("&" + old + ";") * 10}">'
            for old, new in zip("bcdefghi", "cdefghij", strict=True)
        )
        + ']><svg xmlns="http://www.w3.org/2000/svg">&j;</svg>',
        "",
        "not a drawing",
    ],
)
def test_what_is_no_drawing_is_withheld(drawn: str) -> None:
    assert without_metadata("a.svg", drawn.encode()) is None


def test_a_compressed_drawing_loses_the_name_of_its_file_too() -> None:
    packed = BytesIO()
    with gzip.GzipFile(SECRET.decode(), "wb", fileobj=packed, mtime=99) as opened:
        opened.write(pictures.DRAWING.encode())
    made = clean("a.svgz", packed.getvalue())
    assert not says(made) and not says(gzip.decompress(made))


def test_a_document_does_not_say_who_wrote_it() -> None:
    document = pictures.saved("PDF", title=SECRET.decode(), author=SECRET.decode())
    made = clean("a.pdf", document)
    assert b"/Author" in document
    written = SECRET.decode().encode("utf-16-be")
    assert SECRET in document or written in document
    assert SECRET not in made and written not in made
    assert len(made) == len(document), "addresses within it still lead where they led"


def packed_document(described: bytes) -> bytes:
    """A document whose description stands in a compressed part, as word processors write it."""
    head = b"7 0 "
    plain = zlib.compress(head + described, 9)
    return (
        b"%PDF-1.5\n9 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
        + str(len(plain)).encode()
        + b">>\nstream\n"
        + plain
        + b"\nendstream\nendobj\n5 0 obj <</Type/XRef/Info 7 0 R>>\nendobj\n%%EOF\n"
    )


def test_a_description_in_a_compressed_part_of_a_document_is_emptied() -> None:
    document = packed_document(
        b"<</Author (" + SECRET + b") /Title <" + SECRET.hex().encode() + b">>>"
    )
    made = clean("a.pdf", document)
    assert says(document) and not says(made)
    assert SECRET.hex().encode() not in b"".join(_inflated(made))
    assert len(made) == len(document)


@pytest.mark.parametrize(
    "document",
    [
        b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <</Info 4 0 R>>\n%%EOF",
        b"%PDF-1.7\ntrailer <</Encrypt 4 0 R>>\n%%EOF",
        b"%PDF-1.7\nand no end",
    ],
)
def test_a_document_that_hides_its_description_is_withheld(document: bytes) -> None:
    assert without_metadata("a.pdf", document) is None


def test_images_within_html_are_cleaned_and_broken_ones_left_out() -> None:
    photo = base64.b64encode(PHOTOGRAPHS["photo.jpg"]).decode()
    cleaned = base64.b64encode(clean("a.jpg", PHOTOGRAPHS["photo.jpg"])).decode()
    said = f'<p><img src="data:image/jpeg;base64,{photo}"> and data:image/png;base64,AAAA</p>'
    made = f'<p><img src="data:image/jpeg;base64,{cleaned}"> and data:,</p>'
    assert markup_without_metadata(said) == made


@pytest.mark.parametrize("around", ["\n{}", "{}\n", "\n  {}\n  "])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_image_on_lines_of_its_own_is_cleaned_and_stays(around: str, quote: str) -> None:
    # As matplotlib writes the pixels of imshow into a drawing.
    photo = base64.b64encode(PHOTOGRAPHS["photo.jpg"]).decode()
    cleaned = base64.b64encode(clean("a.jpg", PHOTOGRAPHS["photo.jpg"])).decode()
    said = f"<image x=1 xlink:href={quote}data:image/jpeg;base64,{around.format(photo)}{quote}/>"
    made = f"<image x=1 xlink:href={quote}data:image/jpeg;base64,{cleaned}{quote}/>"
    assert markup_without_metadata(said) == made
    if quote == '"':
        assert page_without_metadata(said) == made


def test_what_follows_an_image_without_quotes_is_no_part_of_it() -> None:
    cleaned = base64.b64encode(clean("a.jpg", PHOTOGRAPHS["photo.jpg"])).decode()
    for said in (f'<img src=data:image/jpeg;base64,{cleaned} alt="a">', f"a ({cleaned} 'b')"):
        assert markup_without_metadata(said) == said


def test_every_ending_is_known() -> None:
    assert {kind_of(f"a{ending}", b"") for ending in ENDINGS} <= {"unknown", "svg"}
