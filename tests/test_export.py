"""A garden leaves whole, as plain files that GitHub shows and other generators build."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

import gardens
from gardens import write
from syntopic.cli import main
from syntopic.configuration import Options, load
from syntopic.garden import Garden, build_garden, context
from syntopic.publishing.export import MARKER, ExportError, export, exported
from syntopic.publishing.plain.figures import standalone
from test_privacy import BROKEN, CANARY, PRIVATE, PUBLIC

ROOT = Path(__file__).resolve().parent.parent
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
PIXEL = base64.b64encode(gardens.PIXEL).decode()

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" style="fill:currentColor">
<path d="M0 0L9 9" stroke="currentColor"/></svg>"""

FRAME = (
    "<table><thead><tr><th></th><th>loss</th></tr></thead>"
    "<tbody><tr><th>0</th><td>1.5</td></tr></tbody></table>"
)


def notebook() -> str:
    """A notebook with a stored figure of each kind and a stored table."""
    shown = (
        {"image/svg+xml": DRAWING},
        {"image/png": PIXEL},
        {"text/html": FRAME, "text/plain": "loss"},
    )
    outputs = [{"output_type": "display_data", "data": one, "metadata": {}} for one in shown]
    cells = [
        {"cell_type": "markdown", "source": "# Gradient\n\nSteps downhill.", "metadata": {}},
        {"cell_type": "code", "source": "show()", "outputs": outputs, "metadata": {}},
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


NOTES: dict[str, str | bytes] = {
    "sources.yml": (
        "- {key: book, title: The Book, short: Book, url: 'https://example.org/b.pdf'}\n"
        "- {key: course, title: The Course, short: Course & Co}\n"
    ),
    "syllabus.yml": (
        "areas:\n- name: Calculus\n  concepts:\n  - Matrix\n"
        "  - {name: Gradient, aliases: [slope vector], requires: [Matrix]}\n"
    ),
    "book/gradient.md": (
        "---\nlocator: p. 12\ntags: [maths]\ndate: 2026-03-01\n---\n"
        "The gradient points in the direction of the steepest ascent of a function.\n\n"
        "## Intuition\n\nSee [[Matrix|a matrix]], [it](../course/matrix.md#Rows), [[nothing]].\n\n"
        "![a hill](hill.png)\n\nA claim[^1].\n\n[^1]: Not mine.\n\n"
        "## Formula\n\n$$\\nabla f = \\{x\\}$$\n\n- $f$ is the function\n\n"
        "## Pitfalls\n\n> [!warning] Careful\n> It points up.\n\n"
        "## Questions\n\nQ: Where does $\\nabla f$ point?\nA: Up. ^q1\n"
    ),
    "course/gradient.md": (
        "The gradient points in the direction of steepest ascent of the function.\n\n"
        "## Pitfalls\n\nThe learning rate must be small.\n"
    ),
    "course/gradient-lab.ipynb": notebook(),
    "course/matrix.md": "# Matrix\n\nA table, see [[Gradient]].\n\n## Rows\n\nLie flat.\n",
    "course/week-2.md": "# Week 2\n\nWhat I was told of [[Gradient]].\n",
    "book/hill.png": gardens.PIXEL,
    "book/unused.png": b"nobody shows it",
    "synthesis/gradient.md": "My own words.\n\nMore of them.\n\n## Why\n\nBecause.\n",
    "private/secret.md": f"# {CANARY}\n",
}


def built(folder: Path, notes: dict[str, str | bytes], options: Options | None = None) -> Garden:
    return build_garden(write(folder, notes), options or Options())


def leave(garden: Garden, notes: Path, folder: Path) -> dict[str, bytes]:
    export(context(garden, workings=False), notes, folder)
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("garden")
    return leave(built(root / "notes", NOTES), root / "notes", root / "out")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own notes, exported without running their code."""
    folder = tmp_path_factory.mktemp("sample") / "pages"
    _, options = load(ROOT / "mkdocs.yml")
    garden = build_garden(ROOT / "notes", options)
    leave(garden, ROOT / "notes", folder)
    assert {f"{topic.concept.slug}.md" for topic in garden.topics} <= {
        file.name for file in (folder / "topics").iterdir()
    }
    return folder


class Addresses(HTMLParser):
    """The addresses and the names in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [v for k in ("href", "src") if (v := found.get(k))]
        self.names |= {v for v in (found.get("id"),) if v}


def read(text: str) -> Addresses:
    found = Addresses()
    found.feed(GITHUB.render(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)))
    return found


def broken(pages: dict[str, str], there: set[str]) -> Iterator[str]:
    """The relative links of pages that lead nowhere, names on pages included."""
    names = {page: read(text).names for page, text in pages.items()}
    for page, text in pages.items():
        for address in read(text).addresses:
            if re.match(r"[a-z]+:", address):
                continue
            path, _, name = address.partition("#")
            target = (Path("/", page).parent / unquote(path)).as_posix() if path else f"/{page}"
            file = str(Path("/", *_normal(target)))[1:]
            if file not in there or (name and unquote(name) not in names.get(file, ())):
                yield f"{page}: {address}"


def _normal(path: str) -> list[str]:
    parts: list[str] = []
    for part in path.strip("/").split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return parts


def texts(files: dict[str, bytes]) -> dict[str, str]:
    return {path: raw.decode() for path, raw in files.items() if path.endswith(".md")}


def test_every_page_is_there_and_nothing_else(files: dict[str, bytes]) -> None:
    assert sorted(files) == [
        MARKER,
        "assets/figures/course-gradient-lab-1-2.png",
        "assets/figures/course-gradient-lab-1.svg",
        "assets/notes/book/hill.png",
        "index.md",
        "paths/calculus.md",
        "paths/index.md",
        "sources/book.md",
        "sources/course.md",
        "sources/index.md",
        "symbols.md",
        "topics/gradient.md",
        "topics/index.md",
        "topics/matrix.md",
    ]
    assert files["assets/notes/book/hill.png"] == gardens.PIXEL
    assert files["assets/figures/course-gradient-lab-1-2.png"] == base64.b64decode(PIXEL)


def test_a_topic_page_reads_as_it_should(files: dict[str, bytes]) -> None:
    expected = ROOT / "tests" / "golden" / "export" / "gradient.md"
    assert files["topics/gradient.md"].decode() == expected.read_text(encoding="utf-8")


def test_learning_paths_are_numbered_lists(files: dict[str, bytes], tmp_path: Path) -> None:
    path = files["paths/calculus.md"].decode()
    assert "# Calculus, in order\n\n[Learning paths](index.md) · 2 steps" in path
    assert "1. [Matrix](../topics/matrix.md): A table, see Gradient.\n2. [Gradient](" in path
    assert "[Learning paths](paths/index.md)" in files["index.md"].decode()
    chain = "".join(
        f"  - {{name: S{n}, requires: [S{n - 1}]}}\n" if n else "  - S0\n" for n in range(4)
    )
    notes: dict[str, str | bytes] = {
        "syllabus.yml": f"areas:\n- name: One\n  concepts:\n{chain}",
        **{f"s{n}.md": f"# S{n}\n\nText." for n in (0, 1, 3)},
        "other.md": "---\narea: Two\nrequires: [S3]\n---\n# Other\n\nText.",
    }
    found = texts(leave(built(tmp_path / "n", notes), tmp_path / "n", tmp_path / "out"))
    way = found["paths/to/other.md"]
    assert "## One\n\n1. [S0](../../topics/s0.md): Text.\n" in way
    assert "\n3. *S2*: not written yet\n" in way
    assert "## Two\n\n5. [Other](../../topics/other.md): Text." in way
    assert "[all 5 steps, in order](../paths/to/other.md)" in found["topics/other.md"]


def test_the_front_matter_says_what_generators_ask_for(files: dict[str, bytes]) -> None:
    front = yaml.safe_load(files["topics/gradient.md"].decode().split("---\n")[1])
    assert front["title"] == "Gradient"
    assert front["aliases"] == ["slope vector"]
    assert front["tags"] == ["maths"]
    assert front["description"]


def test_every_link_leads_to_a_file_and_a_name_that_is_there(files: dict[str, bytes]) -> None:
    pages = texts(files)
    assert list(broken(pages, set(files))) == []
    assert "[it](matrix.md#" in pages["topics/gradient.md"]
    assert [page for page in broken({"a.md": "[x](b.md) [y](#z)"}, {"a.md"})] != []


def test_every_link_of_the_sample_garden_leads_somewhere(sample: Path) -> None:
    there = {f.relative_to(sample).as_posix() for f in sample.rglob("*") if f.is_file()}
    pages = {path: (sample / path).read_text("utf-8") for path in there if path.endswith(".md")}
    assert len(pages) > 20
    assert list(broken(pages, there)) == []
    assert all("$" in text for path, text in pages.items() if path.startswith("topics/p"))


def test_nothing_needs_this_program_and_no_letter_touches_a_formula(
    sample: Path, files: dict[str, bytes]
) -> None:
    pages = [f.read_text("utf-8") for f in sample.rglob("*.md")] + list(texts(files).values())
    for text in pages:
        prose = re.sub(r"(?ms)^( *)(`{3,}).*?^\1\2", "", text)
        assert not re.search("[\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff]", text)
        assert not re.search(r"\[\[|^(?:!!!|\?\?\?|===)|\{[#.:]\w", prose, re.MULTILINE)
        for formula in re.finditer(r"\$[^$\n]+\$", re.sub(r"\$`.*?`\$|\$\$|\\\$", "", prose)):
            beside = (formula.string[formula.start() - 1], formula.string[formula.end()])
            assert not any(character.isalnum() for character in beside), formula[0]


def test_figures_can_be_seen_on_white_and_on_black(files: dict[str, bytes]) -> None:
    drawing = files["assets/figures/course-gradient-lab-1.svg"].decode()
    assert "currentcolor" not in drawing.casefold()
    assert 'width="80" height="40"' in drawing
    ink = re.findall(r"#[0-9a-f]{6}", drawing)
    assert len(ink) == 2
    for paper in ("#ffffff", "#0d1117"):
        assert all(contrast(colour, paper) > 3 for colour in ink)
    own = DRAWING.replace("fill:currentColor", "fill:currentColor;color:#24292f")
    assert contrast(re.findall(r"stroke=\"(#\w+)", standalone(own))[0], "#ffffff") > 10


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 measures it."""

    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_figures_of_notes_whose_names_look_alike_do_not_replace_each_other(tmp_path: Path) -> None:
    names = ("Größe/Maß 1.ipynb", "größe/maß-1.ipynb", "größe-maß/1.ipynb")
    other = notebook().replace("M0 0", "M1 1")
    notes = {name: other if n else notebook() for n, name in enumerate(names)}
    files = leave(built(tmp_path / "n", notes), tmp_path / "n", tmp_path / "out")
    drawn = [path for path in files if path.endswith(".svg")]
    assert len({path.casefold() for path in drawn}) == len(names)
    assert sum(b"M1 1" in files[path] for path in drawn) == 2
    assert list(broken(texts(files), set(files))) == []


def test_the_same_garden_gives_the_same_bytes(tmp_path: Path, files: dict[str, bytes]) -> None:
    for number, notes in enumerate((NOTES, dict(reversed(NOTES.items())))):
        folder = tmp_path / f"elsewhere {number}"
        assert leave(built(folder / "n", notes), folder / "n", folder / "out") == files


def test_no_private_word_leaves_in_any_file_or_name(tmp_path: Path) -> None:
    options = replace(Options(), exclude=("left-out/", "left-out-*"))
    notes = tmp_path / "notes"
    write(notes, {**PRIVATE, **BROKEN, **PUBLIC})
    garden = build_garden(notes, options, cache=tmp_path / "cache")
    files = leave(garden, notes, tmp_path / "out")
    assert "topics/gradient.md" in files
    assert "assets/notes/course/shown.png" in files
    for path, raw in files.items():
        text = raw.decode("utf-8", "replace")
        for told in (path, unquote(path), text, unescape(text), unquote(text)):
            assert CANARY not in told.casefold(), path


def test_an_earlier_export_is_replaced_and_anything_else_is_left_alone(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    view = context(built(notes, NOTES), workings=False)
    export(view, notes, out)
    (out / "mkdocs.yml").write_text("mine", "utf-8")
    (out / "topics" / "mine.md").write_text("mine", "utf-8")
    (notes / "course" / "matrix.md").unlink()
    less = context(built(notes, {}), workings=False)
    export(less, notes, out)
    assert not (out / "topics" / "matrix.md").exists()
    assert (out / "mkdocs.yml").read_text("utf-8") == "mine"
    assert (out / "topics" / "mine.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["mine.md", ".hidden", "topics/gradient.md"])
def test_a_folder_that_holds_something_else_is_refused_untouched(tmp_path: Path, name: str) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    view = context(built(notes, NOTES), workings=False)
    write(out, {name: "mine"})
    with pytest.raises(ExportError, match="empty or new"):
        export(view, notes, out)
    (out / MARKER).write_text("index.md\n", "utf-8")
    if name == "topics/gradient.md":
        with pytest.raises(ExportError, match=r"topics/gradient\.md is in the way"):
            export(view, notes, out)
    assert (out / name).read_text("utf-8") == "mine"
    assert not (out / "index.md").exists()


def test_a_marker_cannot_name_files_outside_of_the_export(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    view = context(built(notes, NOTES), workings=False)
    write(tmp_path, {"precious.txt": "mine"})
    write(out, {MARKER: f"../precious.txt\n{tmp_path / 'precious.txt'}\nold.md\n", "old.md": "x"})
    export(view, notes, out)
    assert (tmp_path / "precious.txt").read_text("utf-8") == "mine"
    assert not (out / "old.md").exists()


def test_an_attachment_that_is_gone_stops_the_export_before_anything_is_written(
    tmp_path: Path,
) -> None:
    notes = tmp_path / "notes"
    view = context(built(notes, NOTES), workings=False)
    (notes / "book" / "hill.png").unlink()
    with pytest.raises(ExportError, match=r"hill\.png cannot be read"):
        export(view, notes, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_only_the_author_sees_stays_out(tmp_path: Path) -> None:
    two = {
        "a/x.md": "---\nconcept: X\n---\nScaling is needed for regression of all kinds.\n",
        "b/x.md": "---\nconcept: X\n---\nScaling is not needed for regression of all kinds.\n",
        "sources.yml": "- {key: a, title: A}\n- {key: b, title: B}\n",
    }
    garden = built(tmp_path / "notes", two)
    assert garden.topics[0].disagreements
    made = exported(context(garden, workings=False))
    assert "WARNING" not in made.texts["topics/x.md"]
    (found,) = garden.topics[0].disagreements
    settled = replace(garden.topics[0], disagreements=(replace(found, reason="[[X]] by both."),))
    view = context(replace(garden, topics=(settled,)), workings=False)
    assert (
        "> [!WARNING]\n> **Sources differ**\n>\n> X by both." in exported(view).texts["topics/x.md"]
    )


SITE = """\
site_name: Export
docs_dir: pages
theme: {name: material, variant: classic, font: false}
markdown_extensions:
  - footnotes
  - md_in_html
  - tables
  - pymdownx.superfences
  - pymdownx.arithmatex: {generic: true}
"""


def test_another_generator_builds_the_sample_garden(sample: Path) -> None:
    root = sample.parent
    (root / "mkdocs.yml").write_text(SITE, "utf-8")
    zensical = Path(sys.executable).with_name("zensical")
    done = subprocess.run(
        [zensical, "build", "--strict"], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [f for f in (sample / "topics").glob("*.md") if f.stem != "index"]
    assert len(pages) > 10
    for page in pages:
        html = (root / "site" / "topics" / page.stem / "index.html").read_text("utf-8")
        assert "<h1" in html
        assert "**Q:**" not in html
    html = (root / "site/topics/principal-component-analysis/index.html").read_text("utf-8")
    assert '<div class="arithmatex">' in html
    assert re.search(r"<details>\s*<summary>.*?</summary>\s*<p>", html)


def test_the_command_writes_an_export_and_explains_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "notes", NOTES)
    write(tmp_path, {"mkdocs.yml": "site_name: G\nplugins: [syntopic]\n", "full/mine": "x"})
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["export", "out"])
    assert told.exit_code == 0, told.output
    assert "Gradient" in (tmp_path / "out/topics/gradient.md").read_text("utf-8")
    assert f"{len(list((tmp_path / 'out').rglob('*.*'))) - 1} files" in told.output
    told = CliRunner().invoke(main, ["export", "full"])
    assert told.exit_code == 2
    assert "full holds files that are no export" in told.stderr
