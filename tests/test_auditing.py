"""The audit finds private words and files in a site, however they are written and packed."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from auditors import Files, audited, found, only
from syntopic.auditing import Report, Wishes

PUBLIC = "# Slope\n\nThe slope says how steep a line is, and which way it leans.\n"
DRAFT = "---\ntitle: Zwiebelkuchen recipe\ndraft: true\n---\nWe meet Mr. Quillfeather on Monday.\n"


def leaking(root: Path, name: str, content: str | bytes) -> Report:
    """A site with one file in it, for a garden with one draft."""
    notes = {"slope.md": PUBLIC, "plans/draft.md": DRAFT}
    return audited(root, notes, {"index.html": f"<p>{PUBLIC}</p>", name: content})


def test_a_site_of_public_words_is_found_clean(tmp_path: Path) -> None:
    report = leaking(tmp_path, "topics/slope/index.html", "<h1>Slope</h1><p>how steep a line is")
    assert report.findings == ()
    assert report.private_notes == 1
    assert report.phrases > 3


def zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", text)
    return packed.getvalue()


def tarred(text: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("inner.txt")
        entry.size = len(text.encode())
        archive.addfile(entry, io.BytesIO(text.encode()))
    return packed.getvalue()


def named_in_zip(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{text}.txt", "")
    return packed.getvalue()


def png(text: str, *, packed: bool = True) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text, zip=packed)
    made = io.BytesIO()
    Image.effect_noise((9, 9), 50).save(made, "PNG", pnginfo=info)
    return made.getvalue()


def jpeg(text: str) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((9, 9), 50).save(made, "JPEG", comment=text.encode())
    return made.getvalue()


def gif(text: str) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((9, 9), 50).save(made, "GIF", comment=text.encode())
    return made.getvalue()


def pdf(text: str) -> bytes:
    stream = zlib.compress(f"BT ({text}) Tj ET".encode())
    return b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF"


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


WAYS: dict[str, Callable[[str], str | bytes]] = {
    "as it is": lambda text: f"<p>{text}</p>",
    "in capitals": lambda text: f"<p>{text.upper()}</p>",
    "with tags within words": lambda text: f"<p>{text[:3]}<b>{text[3:6]}</b><i>{text[6:]}</i></p>",
    "in a comment": lambda text: f"<!-- {text} -->",
    "in an attribute": lambda text: f'<img alt="{text}">',
    "as entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "as entities of entities": lambda text: html.escape("".join(f"&#x{ord(c):x};" for c in text)),
    "in a script": lambda text: f"<script>var x = {json.dumps(text)}</script>",
    "as JSON": lambda text: json.dumps({"deep": [{"in": text}]}),
    "as JSON that escapes everything": lambda text: (
        '{"x": "' + "".join(f"\\u{ord(c):04x}" for c in text) + '"}'
    ),
    "as a key of JSON that stands twice": lambda text: f'{{"a": "{text}", "a": "b"}}',
    "escaped in a script": lambda text: "x='" + "".join(f"\\x{ord(c):02x}" for c in text) + "'",
    "with percent signs": lambda text: f'<a href="/{quote(text)}">x</a>',
    "with soft hyphens": lambda text: f"<p>{text[:4]}\u00ad{text[4:]}</p>",
    "in wide letters": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text
    ),
    "in UTF-16": lambda text: text.encode("utf-16"),
    "in UTF-16 without a mark": lambda text: ("x" * 99 + f" {text} " + "x" * 99).encode(
        "utf-16-le"
    ),
    "between bytes that are no text": lambda text: (
        b"\0\xff\xfe\x01" + text.encode() + b"\0\xff" + bytes(range(20))
    ),
    "in gzip": lambda text: gzip.compress(text.encode()),
    "in bzip2": lambda text: bz2.compress(text.encode()),
    "in xz": lambda text: lzma.compress(text.encode()),
    "in zip": zipped,
    "in tar in gzip": lambda text: gzip.compress(tarred(text)),
    "in zip in gzip in zip": lambda text: zipped_bytes(gzip.compress(zipped(text))),
    "as a name in zip": named_in_zip,
    "in a data address": lambda text: f'<a href="data:text/plain;base64,{in_base64(text)}">',
    "in base64 in a notebook": lambda text: json.dumps(
        {"data": {"image/png": base64.b64encode(png(text)).decode()}}
    ),
    "in a PNG's text": lambda text: png(text, packed=False),
    "in a PNG's packed text": png,
    "behind a PNG": lambda text: png("x") + text.encode(),
    "in a JPEG's comment": jpeg,
    "in a GIF's comment": gif,
    "in a PDF": pdf,
    "in an SVG": lambda text: f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{text}</desc></svg>",
}


def zipped_bytes(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.gz", content)
    return packed.getvalue()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("said", ["Zwiebelkuchen", "Zwiebelkuchen recipe"])
def test_a_private_title_is_found(tmp_path: Path, way: str, said: str) -> None:
    report = leaking(tmp_path, "page.html", WAYS[way](said))
    finding = only(report, "private-text-published")
    assert (finding.path, finding.line) == ("plans/draft.md", 2)
    assert finding.files == ("page.html",)


@pytest.mark.parametrize("name", ["zwiebelkuchen.html", "a/Zwiebel%6buchen-x/index.html"])
def test_a_private_word_is_found_in_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    assert found(leaking(tmp_path, name, "")) == [("plans/draft.md", 2)]


def test_a_phrase_of_words_that_are_all_public_is_found_by_their_order(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        "a.md": "We will sell the house. They know nothing of the plan for next spring.\n",
        "b.md": "---\ndraft: yes\n---\nWe will know next spring they sell nothing of the plan.\n",
    }
    leak = "<p>next <em>spring</em> they\nsell nothing&nbsp;of the plan</p>"
    assert found(audited(tmp_path / "a", notes, {"x.html": leak})) == [("b.md", 4)]
    mixed = "<p>We will sell the house. They know nothing of the plan for next spring.</p>"
    assert audited(tmp_path / "b", notes, {"x.html": mixed}).findings == ()


def test_a_finding_names_both_files_and_quotes_nothing_private(tmp_path: Path) -> None:
    report = leaking(tmp_path, "topics/x/index.html", "<p>Mr. Quillfeather")
    finding = only(report, "private-text-published")
    told = f"{finding.message} {finding.fix}"
    assert "topics/x/index.html" in told
    assert "quillfeather" not in told.casefold()
    assert finding.words == ("quillfeather",)


def test_what_is_found_on_several_pages_is_told_once_with_all_of_them(tmp_path: Path) -> None:
    shared = "<nav>\n<a>Home</a>\n<a>Quillfeather</a>\n</nav>\n" + "<p>same line</p>\n" * 20
    pages = {f"{n}.html": f"{shared}<p>own {n}</p>" for n in range(5)}
    report = audited(tmp_path, {"d.md": DRAFT}, pages)
    assert only(report, "private-text-published").files == tuple(sorted(pages))


def test_words_of_public_text_prove_nothing(tmp_path: Path) -> None:
    notes = {"a.md": "Zwiebelkuchen recipe, by Quillfeather.\n", "d.md": DRAFT}
    report = audited(tmp_path, notes, {"x.html": "<p>Zwiebelkuchen recipe, by Quillfeather.</p>"})
    assert report.findings == ()
    assert report.ordinary > 0


def test_what_the_author_allows_is_no_finding(tmp_path: Path) -> None:
    wishes = Wishes(allowed=("Quillfeather",))
    assert audited(tmp_path, {"d.md": DRAFT}, {"x.html": "Quillfeather"}, wishes).findings == ()


def test_words_of_a_script_without_spaces_are_found_by_their_order(tmp_path: Path) -> None:
    notes = {"d.md": "---\ndraft: true\n---\n秘密计划明天开始。\n", "a.md": "# 公开\n\n明天见。\n"}
    assert found(audited(tmp_path, notes, {"x.html": "<p>这里有秘密计划明天开始</p>"})) == [
        ("d.md", 4)
    ]


# Files


def noise(seed: int) -> Image.Image:
    return Image.frombytes("RGB", (20, 20), bytes((i * seed) % 251 for i in range(1200)))


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def test_a_picture_that_only_a_draft_shows_is_found_by_its_dots(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        "d.md": "---\ndraft: true\n---\n![](img/secret.png)\n",
        "a.md": "![](img/open.png)\n",
        "img/secret.png": saved(noise(7), "PNG"),
        "img/open.png": saved(noise(11), "PNG"),
    }
    site: dict[str, str | bytes] = {
        "assets/other-name.bin": saved(noise(7), "PNG", compress_level=1),
        "assets/open.png": saved(noise(11), "PNG", compress_level=1),
    }
    finding = only(audited(tmp_path, notes, site), "private-file-published")
    assert finding.path == "img/secret.png"
    assert finding.files == ("assets/other-name.bin",)


def test_a_private_picture_in_base64_or_turned_by_its_metadata_is_found(tmp_path: Path) -> None:
    turned = noise(7).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 270°, as cameras write it
    notes: Files = {
        "private/p.png": saved(noise(7), "PNG"),
        "private/q.png": saved(noise(13), "PNG"),
    }
    coded = base64.b64encode(saved(noise(13), "PNG", compress_level=1)).decode()
    site: dict[str, str | bytes] = {
        "x.html": f'<img src="data:image/png;base64,{coded}">',
        "y.png": saved(turned, "PNG", exif=exif),
    }
    paths = [path for path, _ in found(audited(tmp_path, notes, site), "private-file-published")]
    assert paths == ["private/p.png", "private/q.png"]


def test_the_same_picture_in_public_is_no_finding(tmp_path: Path) -> None:
    same = saved(noise(7), "PNG")
    notes: Files = {"private/p.png": same, "a.md": "![](b.png)\n", "b.png": same}
    assert audited(tmp_path, notes, {"b.png": same}).findings == ()


def test_of_two_files_of_one_name_only_the_one_that_is_meant_is_public(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        "a/n.md": "![](x.csv)\n",
        "a/x.csv": "public,table\n",
        "b/n.md": "---\ndraft: true\n---\n![](x.csv)\n",
        "b/x.csv": "private,table\n",
    }
    site: Files = {"one.csv": notes["a/x.csv"], "two.csv": notes["b/x.csv"]}
    report = audited(tmp_path, notes, site)
    assert only(report, "private-file-published").path == "b/x.csv"


@pytest.mark.parametrize(
    ("number", "value", "what"),
    [
        (0x013B, "Somebody", "who made it"),
        (0x8825, {1: "N", 2: (52.0, 31.0, 12.0)}, "where it was taken"),
        (0xA431, "4711", "the camera's number"),
    ],
)
def test_a_picture_that_tells_of_a_person_is_found(
    tmp_path: Path, number: int, value: object, what: str
) -> None:
    exif = Image.Exif()
    if number == 0xA431:
        exif.get_ifd(0x8769)[number] = value
    else:
        exif[number] = value
    site: Files = {"a.jpg": saved(noise(3), "JPEG", exif=exif), "b.jpg": saved(noise(3), "JPEG")}
    finding = only(audited(tmp_path, {"a.md": PUBLIC}, site), "picture-tells")
    assert finding.path == "a.jpg"
    assert what in finding.message


def test_what_is_written_into_a_public_picture_stays_private(tmp_path: Path) -> None:
    picture = png("Grandmother Zwiebel in her kitchen")
    notes: Files = {"a.md": "![](p.png)\n", "p.png": picture}
    assert found(audited(tmp_path, notes, {"p.png": picture})) == [("p.png", 1)]
    bare = saved(Image.open(io.BytesIO(picture)), "PNG")
    assert audited(tmp_path / "bare", notes, {"p.png": bare}).findings == ()


def test_a_file_that_cannot_be_searched_to_its_end_is_an_error(tmp_path: Path) -> None:
    content = b"x"
    for _ in range(9):
        content = gzip.compress(content)
    assert found(leaking(tmp_path, "deep.gz", content), "file-not-searchable") == [("deep.gz", 1)]


def test_damaged_archives_and_pictures_are_searched_as_they_are(tmp_path: Path) -> None:
    broken = b"\x1f\x8b\x08 Zwiebelkuchen " + bytes(9)
    assert found(leaking(tmp_path, "a.gz", broken)) == [("plans/draft.md", 2)]
    cut = png("x", packed=False)[:60] + b" Zwiebelkuchen "
    assert leaking(tmp_path / "b", "a.png", cut).findings == ()  # within the dots


# Random gardens

WORDS = st.text("bcdfghjklmnpqrstvwxz", min_size=8, max_size=10)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(SENTENCES, min_size=1, max_size=4),
    st.lists(SENTENCES, min_size=1, max_size=4),
    st.sampled_from(list(WAYS)),
)
def test_of_a_random_draft_every_sentence_is_found_and_of_a_public_note_none(
    tmp_path_factory: pytest.TempPathFactory, public: list[str], private: list[str], way: str
) -> None:
    root = tmp_path_factory.mktemp("garden")
    notes: dict[str, str | bytes] = {
        "a.md": "\n\n".join(public),
        "d.md": "---\ndraft: true\n---\n" + "\n\n".join(private),
    }
    shown = {f"{n}.html": f"<p>{text}</p>" for n, text in enumerate(public)}
    assert audited(root / "clean", notes, shown).findings == ()
    said = set(" ".join(public).split())
    for number, text in enumerate(private):
        if set(text.split()) <= said:
            continue
        report = audited(root / f"leak-{number}", notes, {**shown, "leak.bin": WAYS[way](text)})
        assert any(path == "d.md" for path, _ in found(report)), text
