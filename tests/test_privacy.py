"""Nothing private is anywhere in a finished site, its files' names, or what a build says."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
import sites
from syntopic.configuration import Options
from syntopic.garden import build_garden, notebooks, pages
from syntopic.markdown.forms import FORM, content
from syntopic.site import manifest, navigation

CANARY = "xyzzy"
SECRET = "xyzzytoken"

NOTEBOOK_METADATA = {
    "author": CANARY,
    "kernelspec": {"name": "python3", "display_name": CANARY, "language": "python"},
}


def notebook(cells: list[dict[str, object]], **metadata: object) -> str:
    book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book)


def prose(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "source": text, "metadata": {"secret": CANARY}}


def code(text: str, printed: str) -> dict[str, object]:
    out = {"output_type": "stream", "name": "stdout", "text": printed}
    ran = {"iopub": CANARY}
    metadata = {"execution": ran, "note": CANARY}
    return {"cell_type": "code", "source": text, "outputs": [out], "metadata": metadata}


PRIVATE: dict[str, str | bytes] = {
    # Drafts of every shape, about concepts that are public and about ones that are not.
    f"course/{CANARY}1.md": (
        f"---\ntitle: {CANARY} concept\nDraft: yes\naliases: [{CANARY}alias]\ntags: [{CANARY}]\n"
        f"requires: [{CANARY}need]\narea: {CANARY} area\nsource: {CANARY} source\n---\n"
        f"{CANARY} ![[only-draft.png]]\n\nQ: {CANARY}?\nA: {CANARY} ^{CANARY}\n\n"
        f"$$q = {CANARY} r$$\n\n- $q$ is {CANARY}\n\n```python exec\nprint('{CANARY}')\n```\n"
    ),
    "course/gradient-draft.md": (
        f"---\nconcept: Gradient\ndraft: maybe\naliases: [{CANARY}b]\n"
        f"requires: [{CANARY}c]\npicture: only-draft.png\n---\n{CANARY} [[Matrix]]\n\n"
        f"## Intuition\n\n{CANARY}\n"
    ),
    "course/only-draft.png": b"x",
    "synthesis/matrix.md": f"---\npublish: false\n---\nThe synthesis {CANARY}\n",
    f"{CANARY} folder/lecture.md": f"---\ndraft: true\n---\n# {CANARY}\n",
    f"{CANARY} folder/{CANARY}.png": b"x",
    # Places that are private.
    f"private/{CANARY}.md": f"# {CANARY}\n\n[[Gradient]] {CANARY}\n",
    "private/neutral-name.md": f"---\ntitle: Neutral Name\naliases: [{CANARY}]\n---\n{CANARY}\n",
    "private/hidden.png": f"{CANARY} hidden",
    "private/readable.csv": f"{CANARY}\n",
    "course/private/readable.csv": f"{CANARY}\n",
    "course/Private/more.csv": f"{CANARY}\n",
    f"course/_{CANARY}.md": f"# {CANARY}\n",
    "course/_hidden.csv": f"{CANARY}\n",
    f"course/.{CANARY}.md": f"# {CANARY}\n",
    "course/.hidden.csv": f"{CANARY}\n",
    f".obsidian/{CANARY}.md": f"{CANARY}\n",
    f"left-out/{CANARY}.md": f"# {CANARY}\n\n[[Gradient]]\n",
    f"left-out/{CANARY}.csv": f"{CANARY}\n",
    f"course/left-out-{CANARY}.csv": f"{CANARY}\n",
    # Notebooks and scripts.
    f"course/{CANARY}.ipynb": notebook(
        [prose(f"---\ndraft: true\n---\n# {CANARY}"), code(f"print('{CANARY}')", CANARY)]
    ),
    f"course/{CANARY}.py": f"# ---\n# draft: true\n# ---\n# %% [markdown]\n# {CANARY}\n# %%\n1\n",
    "course/neutral-draft.py": f"# ---\n# draft: true\n# ---\n# %%\nprint('{CANARY}')\n",
    # What earlier commands recorded of notes that have become private since.
    ".syntopic/syntheses/gradient.json": json.dumps(
        {
            "version": 1,
            "concept": "Recorded",
            "blocks": [{"note": f"course/{CANARY}1.md", "text": f"{CANARY} once public"}],
        }
    ),
    ".syntopic/settled.yml": f"- id: {CANARY}\n  concept: {CANARY}\n  reason: {CANARY}\n",
}

BROKEN: dict[str, str | bytes] = {
    "broken-unclosed.md": f"---\ntitle: {CANARY}\naliases: [{CANARY}]\n\n{CANARY}\n",
    "broken-yaml.md": f'---\ntitle: "{CANARY}\ntags: [{CANARY}\n---\n# {CANARY}\n',
    "broken-tab.md": f"---\nx: 1\n\t{CANARY}: 2\n---\n# {CANARY}\n",
    "broken-alias.md": f"---\ntitle: *{CANARY}\n---\n# {CANARY}\n",
    "broken-tag.md": f"---\ntitle: !{CANARY} {CANARY}\n  {CANARY}: - x\n---\n# {CANARY}\n",
    "broken-notebook.ipynb": f'{{"cells": [{{"source": "{CANARY}"}}, {CANARY}',
}

READS = """\
import glob, os
from pathlib import Path
found = sorted(glob.glob('**/*', recursive=True, include_hidden=True)) + sorted(
    str(p) for p in Path('..').rglob('*') if p.is_file())
for number, name in enumerate([*found, 'private/readable.csv', '../private/readable.csv',
             'xyz' + 'zy1.md', '_hidden.csv', '.hidden.csv', 'gradient-draft.md',
             'neutral-draft.py', '../left-out/xyz' + 'zy.csv', '../.syntopic/settled.yml']):
    try:
        print(number, Path(name).read_text(errors='replace')[:500])
    except OSError as error:
        print(number, 'not there')
print(dict(os.environ), os.popen('env').read())
"""

PUBLIC: dict[str, str | bytes] = {
    "course/gradient.md": (
        f"---\ntitle: Gradient %%{CANARY}%%\naliases: [slope %%{CANARY}%%, 'up <!--{CANARY}-->']\n"
        f"tags: [a, 'b%%{CANARY}%%'] # {CANARY}\narea: Maths %%{CANARY}%%\n"
        f"description: told %%{CANARY}%%\nauthor: me %%{CANARY}%%\nlocator: 'p. 1 %%{CANARY}%%'\n"
        f"picture: ../private/hidden.png\nmine: [x, {{y: '%%{CANARY}%%'}}]\n---\n"
        f"# Gradient %%{CANARY}%%\n\nA public word %%{CANARY}%% stays. <!-- {CANARY} -->\n\n"
        f"## Intuition %%{CANARY}%%\n\n- an item %%{CANARY}%%\n  - inner <!-- {CANARY} -->\n"
        f"1. one %%{CANARY}\n   {CANARY}%% two\n\n"
        f"| a %%{CANARY}%% | b |\n| - | - |\n| c | d <!-- {CANARY} --> |\n\n"
        f"> [!note] Title %%{CANARY}%%\n> text %%{CANARY}%%\n\n"
        f"![alt %%{CANARY}%%](shown.png 'title %%{CANARY}%%')\n"
        f"[text %%{CANARY}%%](gradient.md), [[Matrix|the matrix %%{CANARY}%%]], "
        f"[[Matrix %%{CANARY}%%]], [ref][r]\n\n[r]: https://example.org 'T %%{CANARY}%%'\n\n"
        f"A note[^1].\n\n[^1]: Foot %%{CANARY}%% note.\n\n*[HTML]: Hyper %%{CANARY}%%\n\n"
        f"Q: Why? %%{CANARY}%%\nA: Because <!-- {CANARY} --> so. ^q1\n\nC: a ==b== %%{CANARY}%%\n\n"
        f"$$y = mx$$\n\n- $m$ is the slope %%{CANARY}%%\n- $x$: input <!-- {CANARY} -->\n\n"
        f"In words: y grows %%{CANARY}%%.\n\n<img src='shown.png' alt='%%{CANARY}%%'>\n\n"
        f"<div>\n%%{CANARY}%%\n<!-- {CANARY} -->\nin a div\n</div>\n\n"
        f"Links to [[Neutral Name]], ![[Neutral Name]], ![[hidden.png]], "
        f"[n](../private/hidden.png), "
        f"[[private/neutral-name]], [d](gradient-draft.md), ![[gradient-draft]], "
        f"[[neutral-draft.py]], ![[only-draft-not.png]].\n\n"
        f"%%\n{CANARY}\n\n## {CANARY}\n\n```python exec\nprint('{CANARY}')\n```\n\n%%\n\n"
        f"The end. %%{CANARY} and no end\n\n{CANARY}\n\n# {CANARY}\n"
    ),
    "course/shown.png": gardens.PIXEL,
    "course/matrix.md": "# Matrix\n\nA table of numbers, see [[Gradient]].\n",
    "course/code.md": f"# Code\n\nRuns.\n\n```python exec\n{READS}```\n",
    "course/public.ipynb": notebook(
        [prose("# Notebook\n\nPublic cell."), code("1 + 1", "2 printed")], **NOTEBOOK_METADATA
    ),
    "synthesis/gradient.md": "The gradient, in my own words.\n",
    "course/recorded.md": "# Recorded\n\nSomething else now.\n",
    "synthesis/recorded.md": "My words on it.\n",
    "course/captions.md": (
        f'# Captions\n\nWords.\n\n```python exec caption="Shown %%{CANARY}%%"\n'
        f"import matplotlib.pyplot as plt\nplt.plot([1, 2])\n```\n\n"
        f'```{{python}}\n#| fig-cap: "Cap %%{CANARY}%%"\n#| fig-alt: "Alt <!-- {CANARY} -->"\n'
        f"plt.plot([2, 1])\n```\n\n"
        f'```python title="Title %%{CANARY}%%" {CANARY}\nx = 1\n```\n'
    ),
    "sources.yml": (
        f"- key: course\n  title: The Course %%{CANARY}%%\n  short: Course <!-- {CANARY} -->\n"
        f"  verdict: good %%{CANARY}%% # {CANARY}\n  authors: [A %%{CANARY}%%]\n"
        f"  mine: {CANARY}\n"
    ),
    "syllabus.yml": (
        f"# {CANARY}\nareas:\n  - name: Maths %%{CANARY}%%\n    concepts:\n"
        f"      - name: Gradient %%{CANARY}%%\n        aliases: [grad %%{CANARY}%%]\n"
        f"        requires: [Matrix %%{CANARY}%%]\n"
    ),
}

SETTINGS = "exclude: [left-out/, 'left-out-*']"


def texts(site: sites.Site) -> Iterator[tuple[str, str]]:
    """Every file of a site with its text, plain, unescaped and unpacked; its name among it."""
    for file in site.files():
        raw = file.read_bytes()
        if file.suffix == ".gz":
            raw = gzip.decompress(raw)
        name = str(file.relative_to(site.folder))
        text = raw.decode("utf-8", "replace")
        yield name, "\n".join((name, unquote(name), text, html.unescape(text)))


def leaks(site: sites.Site) -> list[str]:
    """The places where a private word stands, each with what is around it."""
    found = [
        f"{name}: {text[max(0, at.start() - 60) : at.end() + 60]!r}"
        for name, text in texts(site)
        for at in re.finditer(CANARY, text, re.IGNORECASE)
    ]
    said = [f"log: {line}" for line in site.said.splitlines() if CANARY in line.casefold()]
    return found + said


@pytest.fixture(scope="module", params=["show_workings: false", "show_workings: true"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    built = sites.build(
        tmp_path_factory.mktemp("garden"),
        {**PRIVATE, **BROKEN, **PUBLIC},
        settings=f"{SETTINGS}, {request.param}",
        variables={"GITHUB_TOKEN": SECRET, "MY_SECRET": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET},
    )
    assert built.code == 0, built.said
    return built


def test_no_private_word_is_in_any_file_of_a_site_or_in_what_its_build_says(
    site: sites.Site,
) -> None:
    assert len(list(site.files())) > 20
    assert leaks(site) == []


def test_a_garden_without_errors_keeps_its_secrets_in_a_strict_build_too(tmp_path: Path) -> None:
    public = {path: text for path, text in PUBLIC.items() if path != "course/gradient.md"}
    text = PUBLIC["course/gradient.md"]
    assert isinstance(text, str)
    kept = text[: text.index("Links to ")].replace("picture: ../private/hidden.png\n", "")
    site = sites.build(
        tmp_path,
        {**PRIVATE, **public, "course/gradient.md": kept + f"%%{CANARY}"},
        settings=SETTINGS,
        strict=True,
    )
    assert site.code == 0, site.said
    assert leaks(site) == []


def test_a_withheld_note_is_named_neither_by_the_site_nor_by_its_build(site: sites.Site) -> None:
    assert "6 private files must be mended (see: syntopic status)" in site.said
    for path in BROKEN:
        assert path not in site.said
        stem = path.rsplit(".", 1)[0]
        assert not [name for name, text in texts(site) if stem in text], path
    for path in ("gradient-draft", "neutral-draft", "only-draft.png", "readable.csv"):
        assert path not in site.said.replace("the link to gradient-draft.md", ""), path


def test_a_link_to_a_private_note_shows_only_what_the_public_note_says(site: sites.Site) -> None:
    page = site.html("topics/gradient")
    assert "Links to Neutral Name, , , n, neutral-name, d, , neutral-draft.py," in (
        sites.visible(page)
    )
    for target in ("neutral-name", "hidden.png", "gradient-draft", "neutral-draft"):
        assert not re.search(rf'(?:href|src)="[^"]*{target}', page), target


def test_only_files_that_public_pages_use_are_copied(site: sites.Site) -> None:
    copied = (site.folder / "assets" / "notes").rglob("*")
    assert [file.name for file in copied if file.is_file()] == ["shown.png"]


def test_code_of_a_public_note_finds_neither_private_files_nor_the_builders_secrets(
    site: sites.Site,
) -> None:
    page = site.html("topics/code")
    assert "not there" in page
    assert "MPLBACKEND" in page
    assert not [name for name, text in texts(site) if SECRET in text]


def test_code_may_read_public_files_and_import_modules_of_its_own(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        "_tools.py": "def twice(x):\n    return 2 * x\n",
        "data/points.csv": "7\n",
        "data/_hidden.csv": "8\n",
        "a.md": (
            "# A\n\n```python exec\nimport pathlib, _tools\n"
            "n = sum(int(p.read_text()) for p in pathlib.Path('data').glob('*.csv'))\n"
            "print('got', _tools.twice(n))\n```\n"
        ),
    }
    site = sites.build(tmp_path, notes, strict=True)
    assert site.code == 0, site.said
    assert "got 14" in sites.visible(site.html("topics/a"))


def test_what_status_says_names_no_private_note_but_those_it_cannot_read_until_asked(
    site: sites.Site,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from syntopic.cli import main; main()", "status"],
        cwd=site.folder.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "broken-unclosed.md" in done.stdout, done.stderr
    assert CANARY not in (done.stdout + done.stderr).casefold()


# --- random places ------------------------------------------------------------------------------

SLOTS = (
    "A sentence {} with words.\n",
    "{}\n",
    "## Intuition {}\n\nText.\n",
    "### {} Own heading\n",
    "- an item {}\n  - inside {}\n- more\n",
    "1. one {}\n\n   its second paragraph {}\n",
    "> quoted {}\n> more\n",
    "> [!tip] Title {}\n> text {}\n",
    '!!! note "Titled {}"\n    Indented {}\n',
    "| a {} | b |\n| --- | --- |\n| c {} | d |\n",
    "Q: why {}?\nA: because {} ^q{n}\n",
    "C: the ==cloze {}== stays\n",
    "$$y_{n} = mx$$\n\n- $m$ is the slope {}\n- $x$: the input {}\n\nIn words: y {} grows.\n",
    "$$z_{n} = a$$\n\nwhere $a$ is the start {} of it.\n",
    "![alt {}](shown.png) and [text {}](b.md) and [[B|shown {}]]\n",
    "See [[B]] in a sentence {} that is shown there.\n",
    "Term {}\n: its meaning {}\n",
    "Note[^{n}].\n\n[^{n}]: The footnote {}.\n",
    "An inline remark^[with {} words].\n",
    "<div>\nin {} html\n</div>\n",
    "<b>bold {}</b> and <img src=shown.png alt='{}'>\n",
    "*[ABC]: Long {} form\n",
    '[ref{n}]\n\n[ref{n}]: https://example.org "Title {}"\n',
    '```python exec caption="Drawn {}"\nx = {n}\n```\n',
    "- [ ] a task {}\n",
    "==marked {}== and **bold {}** and ~~gone {}~~\n",
)
FORMS = (f"%%{CANARY}%%", f"<!-- {CANARY} -->", f"%%{CANARY} [[B]] ![[shown.png]]%%")
HEADS = (
    "title: Told {}",
    "aliases: ['other {}', \"more {}\"]",
    "tags: [a, 'b {}']",
    "area: Maths {}",
    "description: Said {}",
    "requires: ['B {}']",
    "locator: 'p. 3 {}'",
    "mine: {{a: ['x {}']}}",
)
PRIVATE_HEADS = (
    "---\ndraft: true\n---\n",
    "---\ndraft: {}\n---\n",
    "---\ndraft: 0\ntitle: {}\n---\n",
    "---\npublish: false\nconcept: A\naliases: [{}, b]\n---\n",
    "---\ntitle: {}\n\n",
    "---\ntitle: [{}\n---\n",
    "---\n\tdraft: x\n{}: 1\n---\n",
)
PRIVATE_PLACES = (
    "one/{}.md",
    "one/{}/{}.md",
    "{}/a.md",
    "synthesis/{}.md",
    "one/same.md",
    "synthesis/b.md",
    "one/neutral.qmd",
)
HIDDEN_PLACES = (
    "private/{}.md",
    "one/private/{}/a.md",
    "_{}.md",
    "one/_{}/a.md",
    ".{}/a.md",
    "one/{}.secret.md",
)


def filled(template: str, comment: str, number: int) -> str:
    """A template with a comment in each slot."""
    text = template.replace("{n}", str(number)).replace("{}", comment)
    return text.replace("{{", "{").replace("}}", "}")


pieces = st.lists(st.tuples(st.sampled_from(SLOTS), st.sampled_from(FORMS)), max_size=7)
heads = st.lists(
    st.tuples(st.sampled_from(HEADS), st.sampled_from(FORMS)), max_size=4, unique_by=lambda h: h[0]
)
withheld = st.lists(
    st.tuples(st.sampled_from(PRIVATE_PLACES), st.sampled_from(PRIVATE_HEADS), pieces), max_size=3
)
hidden = st.lists(st.tuples(st.sampled_from(HIDDEN_PLACES), pieces), max_size=2)


def body(parts: list[tuple[str, str]]) -> str:
    return "\n".join(filled(template, form, n) for n, (template, form) in enumerate(parts, 1))


@given(heads, pieces, pieces, withheld, hidden)
@settings(max_examples=120, deadline=None)
def test_wherever_private_words_stand_no_page_manifest_or_notebook_holds_them(
    front: list[tuple[str, str]],
    first: list[tuple[str, str]],
    second: list[tuple[str, str]],
    drafts: list[tuple[str, str, list[tuple[str, str]]]],
    places: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    head = "\n".join(filled(template, form, 1) for template, form in front)
    files: dict[str, str | bytes] = {
        "one/a.md": f"---\nconcept: A\n{head}\n---\n{body(first)}\n\nThe public end.\n",
        "two/a.md": f"# A\n\n{body(second)}\n\nThe other end.\n",
        "b.md": "# B\n\nSee [[A]].\n",
        "one/shown.png": b"x",
        "sources.yml": "- key: one\n- key: two\n",
    }
    for place, opening, parts in drafts:
        text = filled(opening, CANARY, 1) + CANARY + "\n\n" + body(parts)
        files[place.replace("{}", CANARY)] = text
    for place, parts in places:
        files[place.replace("{}", CANARY)] = f"# {CANARY}\n\n[[A]] {CANARY}\n\n{body(parts)}"
    with TemporaryDirectory() as folder:
        gardens.write(Path(folder), files)
        garden = build_garden(Path(folder), Options(exclude=("*.secret.md",)))
    told = [page for shown in (False, True) for page in pages(garden, workings=shown)]
    seen = "".join(p.src + p.title + p.description + forms(p.markdown) for p in told)
    everything = (seen, manifest(garden), notebooks(garden), navigation(garden, told))
    assert "The public end." in seen
    assert "The other end." in seen
    assert CANARY not in repr(everything).casefold()
    assert CANARY not in repr(garden.links.used)
    public = [p for p in garden.problems if not p.private]
    assert CANARY not in repr(public).casefold()


def forms(markdown: str) -> str:
    """Generated Markdown with what its private forms carry spelled out."""
    return FORM.sub(lambda form: content(form["payload"] or ""), markdown)
