"""Cheat sheets on paper: made by a real browser, then measured in the file that it made."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import gardens
from syntopic.cli import main
from syntopic.configuration import load
from syntopic.garden import build_garden, context
from syntopic.publishing.sheets import standalone
from syntopic.rendering.sheets import sheets
from syntopic.theme import FOLDER

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WIDE = " + ".join(f"\\beta_{{{n}}} x_{{{n}}}^{{2}}" for n in range(24))
TALL = "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\\\ 5 & 6 \\end{pmatrix}"
NAMES = [f"Idea {chr(65 + n)}" for n in range(16)]
NOTES = {
    "syllabus.yml": f"areas:\n- name: Everything\n  concepts: [{', '.join(NAMES)}]\n",
    **{
        f"{name}.md": f"# {name}\n\n{name} says what one idea of sixteen is about.\n\n"
        f"$$y = {WIDE if n % 5 == 0 else TALL}$$\n\n- $y$ is what comes of it, put into words\n\n"
        "$$a^2 + b^2 = c^2$$\n\nIn words: the squares on the short sides fill the long one's.\n\n"
        "## Pitfalls\n\n- It is easily taken for something else. So.\n- It needs some room.\n"
        for n, name in enumerate(NAMES)
    },
}
MM = 72 / 25.4
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (8.5 * 72, 11 * 72)}

Place = tuple[float, float]


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sheets")
    gardens.write(root / "notes", NOTES)
    (root / "mkdocs.yml").write_text("site_name: S\nplugins: [syntopic]\n", "utf-8")
    return root


def streams(pdf: bytes) -> Iterator[bytes]:
    """What draws each page: the streams that set text."""
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            drawn = zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
        if b" Tm\n" in drawn and b"BT\n" in drawn:
            yield drawn


def times(one: list[float], two: list[float]) -> list[float]:
    """One matrix of a drawing after another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m]  # fmt: skip


def texts(drawn: bytes) -> list[Place]:
    """Where the pieces of text of a page begin, in points from its lower left corner."""
    now, kept, found = [1.0, 0, 0, 1, 0, 0], [], []
    for line in drawn.decode("latin-1").split("\n"):
        *numbers, operator = line.split() or [""]
        if operator == "q":
            kept.append(now)
        elif operator == "Q":
            now = kept.pop()
        elif operator in ("cm", "Tm") and len(numbers) == 6:
            moved = times([float(number) for number in numbers], now)
            if operator == "cm":
                now = moved
            else:
                found.append((moved[4], moved[5]))
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_sheet_on_paper_has_two_full_columns_within_its_margins(
    garden: Path, chromium: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYNTOPIC_CHROMIUM", chromium)
    monkeypatch.chdir(garden)
    done = CliRunner().invoke(main, ["sheet", "Everything", "--pdf", "--paper", paper])
    assert done.output == "Wrote everything.pdf\n"
    pdf = (garden / "everything.pdf").read_bytes()
    width, height = PAPERS[paper]
    (box,) = {tuple(map(float, one.split())) for one in re.findall(rb"/MediaBox \[(.*?)\]", pdf)}
    assert box == pytest.approx((0, 0, width, height), abs=1)
    pages = [texts(drawn) for drawn in streams(pdf)]
    assert 1 < len(pages) <= 4
    sides = [(page, right) for page in pages for right in (False, True)]
    columns = [any((x > width / 2) is right for x, _ in page) for page, right in sides]
    assert columns.count(False) <= 1
    assert all(10 * MM < x < width - 10 * MM for page in pages for x, _ in page)
    assert all(8 * MM < y < height - 8 * MM for page in pages for _, y in page)


CUT = """() => [...document.querySelectorAll(".sheet-formula [display=block]")].filter((math) => {
  const box = math.closest(".sheet-formula").getBoundingClientRect();
  const inside = document.createRange();
  inside.selectNodeContents(math);
  const { left, right } = inside.getBoundingClientRect();
  return left < box.left - 1 || right > box.right + 1 || right - left < 9;
}).length"""


@pytest.mark.parametrize("width", [703, 390, 1440])
def test_no_formula_is_cut_on_paper_or_on_any_screen(
    garden: Path, browser: Browser, tmp_path: Path, width: int
) -> None:
    _, options = load(garden / "mkdocs.yml")
    view = context(build_garden(garden / "notes", options, cache=None), workings=False)
    (sheet,) = sheets(view)
    file = tmp_path / "sheet.html"
    file.write_text(standalone(sheet, view, "a4", FOLDER), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
    page.emulate_media(media="print" if width == 703 else "screen")
    page.goto(file.as_uri())
    page.wait_for_function("document.querySelector('.sheet-formula [display=block]').style.cssText")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert page.locator(".sheet-formula [display=block]").count() == 32
    assert page.evaluate(CUT) == 0
    sizes = page.evaluate(
        "[...document.querySelectorAll('.sheet-formula [display=block]')].map((m) => "
        "parseFloat(getComputedStyle(m).fontSize))"
    )
    assert max(sizes) > 1.8 * min(sizes), "a wide one is small, and no other"
    assert sorted(sizes)[5] == pytest.approx(max(sizes), rel=0.01)
    page.close()


def test_a_button_prints_the_sheet_and_is_not_on_the_paper(
    garden: Path, browser: Browser, tmp_path: Path
) -> None:
    _, options = load(garden / "mkdocs.yml")
    view = context(build_garden(garden / "notes", options, cache=None), workings=False)
    file = tmp_path / "sheet.html"
    file.write_text(standalone(sheets(view)[0], view, "a4", FOLDER), "utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(file.as_uri())
    button = page.get_by_role("button", name="Print")
    assert (button.bounding_box() or {})["height"] >= 44
    button.click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    assert not button.is_visible()
    page.close()
