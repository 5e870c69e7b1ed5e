"""What a kernel sends, made fit for a page."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gardens
from syntopic.execution import figures
from syntopic.execution.outputs import Raw, normalised, size, with_alt
from syntopic.execution.redaction import Names, failing_line, places, redact, strip_ansi
from syntopic.model import Output, OutputKind

PIXEL = base64.b64encode(gardens.PIXEL).decode()

NAMES = Names("clt.md", files={"77": 2}, counts={1: 1, 2: 3})

SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '

FIGURE = f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
{SVG_HEAD} width="460.8pt" height="230.4pt" viewBox="0 0 460.8 230.4" version="1.1">
 <metadata><rdf xmlns="urn:r">Matplotlib, 2024-01-01T10:00:00, anna</rdf></metadata>
 <defs>
  <style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style>
 </defs>
 <g id="figure_1">
  <g id="patch_1"><path d="M 0 0
L 1 1
" style="fill: none"/></g>
  <g id="text_1">
   <!-- sample mean $\\bar x$ -->
   <g style="fill: {figures.SENTINEL}"><use xlink:href="#DejaVu-30"/></g>
  </g>
  <g id="text_2"><!-- 0.25 --></g>
  <path id="DejaVu-30" d="M 1 1"/>
  <clipPath id="p9f"><rect width="1" height="2"/></clipPath>
  <path clip-path="url(#p9f)" style="fill: none; stroke: #000000" onclick="steal()"/>
  <script>steal()</script>
 </g>
</svg>
"""


def stream(text: str, name: str = "stdout") -> Raw:
    return {"output_type": "stream", "name": name, "text": text}


def shown(**bundle: str) -> Raw:
    names = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html", "text": "text/plain"}
    data = {names[kind]: text for kind, text in bundle.items()}
    return {"output_type": "display_data", "data": data}


def drawn(svg: str = FIGURE, prefix: str = "fig-a-1") -> str:
    text = figures.clean(svg, prefix, "clt")
    assert text is not None
    return text


def test_pieces_of_one_stream_become_one_output_and_others_keep_their_order() -> None:
    raw = [stream("a\n"), stream("b\n"), stream("c", "stderr"), shown(text="1"), stream("d")]
    assert normalised(raw, NAMES, "f") == (
        Output(OutputKind.STDOUT, "a\nb"),
        Output(OutputKind.STDERR, "c"),
        Output(OutputKind.TEXT, "1"),
        Output(OutputKind.STDOUT, "d"),
    )


@given(st.text(), st.lists(st.integers(0, 40), max_size=5))
def test_how_a_kernel_cuts_a_stream_changes_nothing(text: str, cuts: list[int]) -> None:
    cutting = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [stream(text[a:b]) for a, b in pairwise(cutting)]
    figure = shown(svg=FIGURE)
    assert normalised([*pieces, figure], NAMES, "f") == normalised(
        [stream(text), figure], NAMES, "f"
    )


@given(st.text())
def test_any_printed_text_comes_out_without_escape_sequences_and_never_fails(text: str) -> None:
    raw = [stream(f"\x1b[31m{text}\x1b[0m"), {"output_type": "error", "traceback": [text]}]
    again = normalised(raw, NAMES, "f")
    assert all("\x1b[31m" not in output.text for output in again)
    for output in again:
        assert redact(output.text, NAMES) == output.text


def test_a_picture_is_preferred_to_a_table_and_a_table_to_plain_text() -> None:
    raw = [shown(text="t", html="<b>x</b>"), shown(text="t", png=PIXEL + "\n", html="h")]
    assert [(o.kind.value, o.text) for o in normalised(raw, NAMES, "f")] == [
        ("html", "<b>x</b>"),
        ("png", PIXEL),
    ]


def test_a_broken_svg_gives_way_to_the_next_best_form() -> None:
    (output,) = normalised([shown(svg="<svg><g></svg>", text="Figure")], NAMES, "f")
    assert output == Output(OutputKind.TEXT, "Figure")


def test_beside_a_figure_the_names_of_drawn_objects_are_left_out() -> None:
    line = shown(text="[<matplotlib.lines.Line2D at 0x7f30aa0011>]")
    label = shown(text="[[], (0.0, 1.0),\n Text(0.5, 0, 'step')]")
    number = shown(text="[1, 2]")
    kept = normalised([line, label, number, shown(svg=FIGURE)], NAMES, "f")
    assert [o.kind.value for o in kept] == ["text", "svg"]
    assert [o.kind.value for o in normalised([line], NAMES, "f")] == ["text"]


def test_a_progress_bar_shows_its_last_state() -> None:
    (output,) = normalised([stream("1/3\r2/3\r3/3\r\ndone\n")], NAMES, "f")
    assert output.text == "3/3\ndone"


def test_random_ids_of_styled_tables_are_numbered() -> None:
    html = '<style>#T_a1b2c_row0 {}</style><table id="T_a1b2c"><td id="T_a1b2c_row0">'
    again = html.replace("a1b2c", "9f9f9")
    assert normalised([shown(html=html)], NAMES, "f") == normalised([shown(html=again)], NAMES, "f")


def test_only_the_form_that_is_shown_counts_for_the_size() -> None:
    assert size(shown(png="x" * 10, text="y" * 1000)) == 10
    assert size(stream("abc")) == 3


def test_tracebacks_name_the_note_and_the_snippet() -> None:
    text = "Cell In[2], line 4, in f(x)\n/tmp/ipykernel_55/77.py:9: UserWarning: careful"
    assert redact(text, NAMES) == (
        "clt.md, snippet 3, line 4, in f(x)\nclt.md, snippet 2, line 9: UserWarning: careful"
    )
    assert failing_line(redact(text, NAMES), "clt.md", 3) == 4
    assert failing_line(redact(text, NAMES), "clt.md", 7) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("File /opt/v/lib/python3.11/site-packages/numpy/a.py:3", "File numpy/a.py:3"),
        ("File /usr/lib/python3.12/json/decoder.py:3", "File json/decoder.py:3"),
        ('"/home/anna/x.csv"', '"~/x.csv"'),
        ("/Users/anna/x and /root/x", "~/x and ~/x"),
        ("<function f at 0x7f12ab34cd56>", "<function f at 0x…>"),
        ("process (pid=4242) is", "process (pid=…) is"),
        ("/tmp/ipykernel_4242/1.py", "clt.md"),
        ("a / b, 3/4, https://x.org/home/y", "a / b, 3/4, https://x.org/home/y"),
    ],
)
def test_nothing_in_an_output_tells_of_the_machine(before: str, after: str) -> None:
    assert redact(before, NAMES) == after


def test_a_long_line_without_spaces_takes_no_longer_than_its_length() -> None:
    text = "QUJD/lib+x" * 50_000
    assert redact(text, NAMES) == text


def test_the_places_of_a_session_are_named_relative_to_the_note(tmp_path: Path) -> None:
    names = Names("a.md", places([(tmp_path, "~"), (tmp_path / "notes", ".")]))
    assert redact(f"{tmp_path}/notes/x.csv {tmp_path}/y", names) == "./x.csv ~/y"


def test_colours_and_links_of_a_terminal_are_taken_out() -> None:
    assert strip_ansi("\x1b[1;31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07") == "red link"


def test_a_figure_is_sized_by_its_view_box_and_holds_no_metadata() -> None:
    svg = drawn()
    root = ET.fromstring(svg)
    assert root.get("viewBox") == "0 0 460.8 230.4"
    assert root.get("width") is None and root.get("height") is None
    for gone in ("<?xml", "DOCTYPE", "anna", "2024", "script", "onclick", "<!--", "\n"):
        assert gone not in svg


def test_a_figure_without_a_view_box_gets_one_from_its_size() -> None:
    svg = drawn(f'{SVG_HEAD} width="100pt" height="50pt"><g/></svg>')
    assert 'viewBox="0 0 100 50"' in svg


def test_every_reference_in_a_figure_still_finds_its_target() -> None:
    svg = drawn()
    ids = set(re.findall(r'\bid="([^"]+)"', svg))
    referred = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    assert len(referred) == 2
    assert referred <= ids
    assert all(name.startswith("fig-a-1") for name in ids)


def test_two_figures_on_one_page_share_no_id() -> None:
    first, second = (
        set(re.findall(r'\bid="([^"]+)"', drawn(prefix=prefix))) for prefix in ("f-1-1", "f-1-2")
    )
    assert first and not first & second


def test_random_ids_do_not_show_in_a_figure() -> None:
    assert drawn(FIGURE.replace("p9f", "p00")) == drawn()


def test_text_and_axes_take_the_colour_of_the_page() -> None:
    svg = drawn()
    assert figures.SENTINEL not in svg
    assert "fill: currentColor" in svg and "stroke: currentColor" in svg


def test_a_figure_that_paints_its_background_keeps_dark_text_on_it() -> None:
    painted = FIGURE.replace('style="fill: none"', 'style="fill: #ffffff"')
    assert figures.DARK_INK in drawn(painted)
    assert figures.DARK_INK not in drawn()


def test_style_sheets_of_a_figure_do_not_reach_the_rest_of_the_page() -> None:
    assert "<style" not in drawn()
    assert "stroke-linejoin:round" in drawn()
    other = drawn(f"{SVG_HEAD}><style>text {{fill: red}}</style><text>a</text></svg>", "f-1")
    assert "#f-1{text {fill: red}}" in other


def test_drawings_by_other_programs_keep_their_own_colours() -> None:
    other = drawn(f'{SVG_HEAD}><rect fill="#fff"/><path style="stroke: #000000"/></svg>')
    assert "currentColor" not in other


def test_a_space_between_two_words_of_a_label_stays() -> None:
    label = "<text><tspan>a</tspan> <tspan>b</tspan></text>"
    assert label in drawn(f"{SVG_HEAD}>\n {label}\n</svg>")


def test_a_figure_is_named_by_the_author_else_by_its_words_else_by_its_note() -> None:
    assert 'aria-label="sample mean \\bar x"' in drawn()
    assert 'aria-label="clt"' in drawn(f"{SVG_HEAD}><g/></svg>")
    (named,) = with_alt([Output(OutputKind.SVG, drawn())], 'a "bell"\n& <more>')
    assert 'aria-label="a &quot;bell&quot; &amp; &lt;more&gt;"' in named.text
    assert ET.fromstring(named.text).get("aria-label") == 'a "bell" & <more>'
    assert with_alt([Output(OutputKind.SVG, drawn())], " ") == (Output(OutputKind.SVG, drawn()),)


@given(st.text())
def test_any_text_in_place_of_a_figure_is_refused_not_raised(text: str) -> None:
    assert figures.clean(text, "f", "x") is None
