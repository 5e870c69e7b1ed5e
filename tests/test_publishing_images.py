"""Images on their way into the site, the export and the outputs of code."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

import gardens
import pictures
import sites
from syntopic.configuration import Options
from syntopic.execution.outputs import normalised
from syntopic.execution.redaction import Names
from syntopic.garden import build_garden, context
from syntopic.image_files import without_metadata as image_without_metadata
from syntopic.model import OutputKind, Severity
from syntopic.publishing.export import export
from syntopic.publishing.images import without_metadata
from syntopic.reading.formats.outputs import read_outputs

SECRET = pictures.SECRET
PHOTO = pictures.saved("JPEG", exif=pictures.told(), comment=SECRET)
SCREEN = pictures.saved("PNG", pnginfo=pictures.png_text())
BROKEN = PHOTO[:-40]
LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0a' * 32}\nsize 12345\n"


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def notebook() -> dict[str, Any]:
    """A notebook with a photograph among its outputs, and one pasted into its text."""
    shown = {"image/jpeg": encoded(PHOTO), "text/plain": "<a photograph>"}
    broken = {"image/png": encoded(SCREEN[:-20]), "text/plain": "<no picture>"}
    drawn = {"image/svg+xml": pictures.DRAWING.splitlines(keepends=True)}
    outputs = [
        {"output_type": "display_data", "data": data, "metadata": {}}
        for data in (shown, broken, drawn)
    ]
    cells = [
        {
            "cell_type": "markdown",
            "id": "text",
            "metadata": {},
            "source": "# Photo\n\n![it](attachment:a.png)",
            "attachments": {"a.png": {"image/png": encoded(SCREEN)}},
        },
        {
            "cell_type": "code",
            "id": "code",
            "metadata": {},
            "execution_count": 1,
            "source": "show()",
            "outputs": outputs,
        },
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


NOTES: dict[str, str | bytes] = {
    "camera.md": (
        "# Camera\n\nA camera projects. ![A camera](photo.jpg) ![Another](broken.jpg)\n\n"
        "See [the sketch](sketch.svg), [the table](table.csv), [the work](images/work.ipynb).\n"
    ),
    "photo.jpg": PHOTO,
    "broken.jpg": BROKEN,
    "sketch.svg": pictures.DRAWING,
    "table.csv": "a,b\n",
    "images/work.ipynb": json.dumps(notebook()),
    "lens.ipynb": json.dumps(notebook()).replace("# Photo", "# Lens"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    root = tmp_path_factory.mktemp("photographs")
    typed = f"data:image/png;base64,{encoded(SCREEN)}"
    gardens.write(
        root / "pages",
        {
            "typed.md": f"![a]({typed})\n\n    ![a]({typed})\n",
            "img/own.png": SCREEN,
            "img/broken.webp": b"RIFF....WEBP",
            "data/own.csv": "a,b\n",
        },
    )
    return sites.build(root, NOTES)


def test_no_byte_of_a_site_says_what_was_said_of_its_images(site: sites.Site) -> None:
    assert site.code == 0, site.said
    files = {path.relative_to(site.folder).as_posix(): path for path in site.files()}
    assert {"assets/notes/photo.jpg", "assets/notes/sketch.svg", "img/own.png"} <= set(files)
    wanted = SECRET.encode()
    assert [name for name, path in files.items() if wanted in path.read_bytes()] == []


def test_photographs_of_notes_and_of_pages_keep_their_pixels(site: sites.Site) -> None:
    for place, original in (("assets/notes/photo.jpg", PHOTO), ("img/own.png", SCREEN)):
        assert pictures.read((site.folder / place).read_bytes()) == pictures.read(original)
    assert (site.folder / "assets/notes/table.csv").read_text(encoding="utf-8") == "a,b\n"


def test_an_image_that_cannot_be_cleaned_is_withheld_and_told_of(site: sites.Site) -> None:
    assert not (site.folder / "assets/notes/broken.jpg").exists()
    assert not (site.folder / "img/broken.webp").exists()
    assert "notes/broken.jpg:1" in site.said
    assert "img/broken.webp" in site.said
    assert site.said.count("[image-damaged]") == 2


def test_a_page_shows_the_text_of_an_image_that_is_withheld_and_names_no_file(
    site: sites.Site,
) -> None:
    assert "Another" in site.html("topics/camera")
    assert "broken.jpg" not in site.html("topics/camera")
    assert "is not found among documentation files" not in site.said, "one message is enough"


def test_an_image_that_git_lfs_has_not_fetched_is_told_as_that(tmp_path: Path) -> None:
    gardens.write(tmp_path, {"camera.md": "# Camera\n\n![A camera](photo.jpg)\n", "photo.jpg": LFS})
    (problem,) = build_garden(tmp_path, Options()).errors
    assert (problem.code, problem.origin.path) == ("image-not-fetched", "photo.jpg")
    assert "git lfs pull" in problem.fix


def test_the_photograph_in_a_notebook_s_output_is_shown_clean(site: sites.Site) -> None:
    page = site.html("topics/lens")
    assert encoded(image_without_metadata("a.jpg", PHOTO) or b"") in page
    assert encoded(PHOTO)[:200] not in page


def test_an_image_typed_into_a_page_is_cleaned_and_one_that_is_only_told_of_is_not(
    site: sites.Site,
) -> None:
    page = site.html("typed")
    assert (
        f'src="data:image/png;base64,{encoded(image_without_metadata("a.png", SCREEN) or b"")}'
        in page
    )
    assert f"![a](data:image/png;base64,{encoded(SCREEN)})" in page


def test_strict_builds_and_status_fail_on_an_image_that_is_withheld(tmp_path: Path) -> None:
    gardens.write(tmp_path, NOTES)
    garden = build_garden(tmp_path, Options())
    (problem,) = (p for p in garden.errors if p.code == "image-damaged")
    assert (problem.origin.path, problem.severity) == ("broken.jpg", Severity.ERROR)


def test_an_export_holds_clean_images_too(tmp_path: Path) -> None:
    gardens.write(tmp_path / "notes", NOTES)
    garden = build_garden(tmp_path / "notes", Options())
    written = export(context(garden, workings=False), tmp_path / "notes", tmp_path / "out")
    names = [file.relative_to(tmp_path / "out").as_posix() for file in written]
    assert "assets/notes/photo.jpg" in names
    assert "assets/notes/broken.jpg" not in names
    assert [f for f in written if SECRET.encode() in f.read_bytes()] == []


def test_a_notebook_that_is_offered_as_it_is_has_clean_images() -> None:
    before = json.dumps(notebook()).encode()
    after = json.loads(without_metadata("work.ipynb", before) or b"")
    photo = after["cells"][1]["outputs"][0]["data"]["image/jpeg"]
    assert pictures.read(base64.b64decode(photo)) == pictures.read(PHOTO)
    assert after["cells"][1]["outputs"][1]["data"] == {"text/plain": "<no picture>"}
    assert SECRET not in json.dumps(after)
    pasted = base64.b64decode(after["cells"][0]["attachments"]["a.png"]["image/png"])
    assert pasted == image_without_metadata("a.png", SCREEN)


def test_a_notebook_without_images_and_one_that_is_none_stay_as_they_are() -> None:
    plain = b'{"cells": [ ], "metadata": {}}'
    assert without_metadata("a.ipynb", plain) == plain
    assert without_metadata("a.ipynb", b"{") == b"{"


def shown(**data: str) -> dict[str, Any]:
    """An output as kernels and notebooks spell it."""
    kinds = {"jpeg": "image/jpeg", "png": "image/png", "html": "text/html", "text": "text/plain"}
    told = {kinds[name]: value for name, value in data.items()}
    return {"output_type": "display_data", "data": told, "metadata": {}}


NAMES = Names("a.md")


@pytest.mark.parametrize(
    "read",
    [lambda raw: normalised([raw], NAMES, "x"), lambda raw: read_outputs([raw])],
    ids=["run", "stored"],
)
def test_what_code_shows_is_cleaned_or_gives_way_to_its_text(read: Any) -> None:
    (photo,) = read(shown(jpeg=encoded(PHOTO), text="a photograph"))
    assert photo.kind is OutputKind.JPEG
    assert SECRET.encode() not in base64.b64decode(photo.text)
    (text,) = read(shown(png=encoded(SCREEN[:-20]), text="no picture"))
    assert (text.kind, text.text) == (OutputKind.TEXT, "no picture")
    (html,) = read(shown(html=f'<img src="data:image/png;base64,{encoded(SCREEN)}">'))
    assert encoded(image_without_metadata("a.png", SCREEN) or b"") in html.text
