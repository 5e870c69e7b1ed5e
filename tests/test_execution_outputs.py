"""What a kernel sends, made fit for a page."""

from __future__ import annotations

import base64
import io
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import gardens
from syntopic.execution import figures
from syntopic.execution.outputs import Raw, normalised, size, with_alt
from syntopic.execution.redaction import Names, failing_line, places, redact
from syntopic.model import Output, OutputKind
from syntopic.printed import plain, runs, screen

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


def shown(metadata: dict[str, object] | None = None, **bundle: object) -> Raw:
    names = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html", "text": "text/plain"}
    names |= {"json": "application/json", "jpeg": "image/jpeg", "gif": "image/gif"}
    data = {names[kind]: text for kind, text in bundle.items()}
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def image(form: str, width: int, height: int) -> str:
    """A picture as base64."""
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, form)
    return base64.b64encode(file.getvalue()).decode()


def drawn(svg: str = FIGURE, prefix: str = "fig-a-1") -> str:
    text = figures.clean(svg, prefix)
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
def test_of_any_printed_text_only_colours_stay_and_nothing_ever_fails(text: str) -> None:
    raw = [stream(f"\x1b[2J\x1b[31m{text}\x1b[0m"), {"output_type": "error", "traceback": [text]}]
    for output in normalised(raw, NAMES, "f"):
        assert screen(output.text) == output.text
        assert "\x1b" not in plain(output.text) and "[2J" not in output.text[:8]
        assert redact(output.text, NAMES) == output.text


def test_colours_stay_where_they_were_when_a_path_is_cut_out_of_pieces() -> None:
    line = "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[2]\x1b[39m\x1b[32m, line 4\x1b[39m"
    text = f"{line}\n\x1b[33m/home/an\x1b[35mna/x.csv\x1b[0m is \x1b[1mmissing\x1b[0m"
    (output,) = normalised([stream(text)], NAMES, "f")
    assert plain(output.text) == "clt.md, snippet 3, line 4\n~/x.csv is missing"
    looks = [(look.names, piece) for look, piece in runs(output.text)]
    assert (("green",), "clt.md, snippet 3, line 4") in looks
    assert (("magenta",), "~/x.csv") in looks
    assert (("bold",), "missing") in looks
    assert failing_line(output.text, "clt.md", 3) == 4


def test_a_picture_is_preferred_to_a_table_and_a_table_to_plain_text() -> None:
    raw = [shown(text="t", html="<b>x</b>"), shown(text="t", png=PIXEL + "\n", html="h")]
    assert [(o.kind.value, o.text) for o in normalised(raw, NAMES, "f")] == [
        ("html", "<b>x</b>"),
        ("png", PIXEL),
    ]


def test_an_image_says_how_large_it_is_shown_so_that_its_place_is_kept_free() -> None:
    for kind in ("png", "jpeg", "gif"):
        (output,) = normalised([shown(**{kind: image(kind, 30, 20)})], NAMES, "f")
        assert (output.kind.value, output.size) == (kind, (30, 20))
    sharp = {"image/png": {"width": 15, "height": 10}}
    (output,) = normalised([shown(sharp, png=image("png", 30, 20))], NAMES, "f")
    assert output.size == (15, 10)
    wide = {"image/png": {"width": 60}}
    (output,) = normalised([shown(wide, png=image("png", 30, 20))], NAMES, "f")
    assert output.size == (60, 40)
    odd: dict[str, object] = {"image/png": "half"}
    (output,) = normalised([shown(odd, png=image("png", 30, 20))], NAMES, "f")
    assert output.size == (30, 20)


def test_json_stands_on_as_few_lines_as_can_be_read() -> None:
    value = {"layers": [784, 128, 10], "names": ["a long name of a layer"] * 4, "empty": {}}
    (output,) = normalised([shown(json=value, text="<JSON object>")], NAMES, "f")
    assert output.kind is OutputKind.JSON
    assert json.loads(output.text) == value
    lines = output.text.split("\n")
    assert '  "layers": [784, 128, 10],' in lines
    assert lines.count('    "a long name of a layer",') == 3
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert len(normalised([shown(json=deep, text="deep")], NAMES, "f")) <= 1


def test_html_of_which_nothing_is_left_without_a_script_gives_way_to_text() -> None:
    raw = shown(html="<style>a {}</style><div id=a></div><script>draw('x')</script>", text="Chart")
    assert normalised([raw], NAMES, "f") == (Output(OutputKind.TEXT, "Chart"),)
    style = shown(html="<style>a {}</style>", text="<IPython.core.display.HTML object>")
    assert normalised([style], NAMES, "f") == ()


def test_what_html_says_is_no_rule_of_style() -> None:
    said = '<pre>a {color: black} and style="background: red"</pre>'
    (output,) = normalised([shown(html=said)], NAMES, "f")
    assert output.text == said


def test_a_styled_table_is_legible_in_both_schemes_and_named_apart_from_others() -> None:
    style = "<style>#T_a1b2c_row0 {background-color: yellow;} #T_a1b2c_row1 {color: black;}</style>"
    html = f'{style}<table id="T_a1b2c"><td style="background: #eee">1</td></table>'
    first, second = normalised([shown(html=html), shown(html=html)], NAMES, "fig-a-1")
    assert "background-color: yellow; color: #22252b;" in first.text
    assert "background: #eee; color: #22252b;" in first.text
    assert "color: black" not in first.text
    (one,), (two,) = (re.findall(r'id="([^"]+)"', o.text) for o in (first, second))
    assert one != two and f"#{one}_row0" in first.text


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


def test_a_figure_is_named_by_the_author_else_by_its_words_else_otherwise() -> None:
    assert 'aria-label="sample mean \\bar x"' in drawn()
    silent = drawn(f"{SVG_HEAD}><g/></svg>")
    assert figures.label(silent) == ""
    (named,) = with_alt([Output(OutputKind.SVG, silent)], "", "Two & three")
    assert figures.label(named.text) == "Two & three"
    (named,) = with_alt([Output(OutputKind.SVG, drawn())], 'a "bell"\n& <more>', "clt")
    assert 'aria-label="a &quot;bell&quot; &amp; &lt;more&gt;"' in named.text
    assert ET.fromstring(named.text).get("aria-label") == 'a "bell" & <more>'
    own = (Output(OutputKind.SVG, drawn()),)
    assert with_alt(own, " ", "clt") == own


@given(st.text())
def test_any_text_in_place_of_a_figure_is_refused_not_raised(text: str) -> None:
    assert figures.clean(text, "f") is None
