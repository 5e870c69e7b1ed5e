"""Sources come from BibTeX and CSL JSON as people export them, and a bad entry costs no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from gardens import write
from syntopic.bibliography import Reference
from syntopic.bibliography.bibtex import read_bibtex
from syntopic.bibliography.csl import read_csl
from syntopic.cli import main
from syntopic.cli.source_edit import with_sources
from syntopic.model import Source
from syntopic.reading.sources import read_sources
from test_cli_edits import only_inserted, registers

LIBRARY = r"""% exported
@string{mit = "MIT Press"}

@book{Strang:2016,
  author = {Strang, Gilbert and {\'E}mile Borel and van der Berg, Jan
    and {Team and Friends} and others},
  title = {Introduction to {L}inear Algebra -- 5th ed.~\& more},
  shorttitle = {Linear Algebra},
  year = 2016, publisher = mit, url = {https://math.example/~gs/a\_b%20c},
}
@article{open, title="Un{closed", year=2020
@misc{arx, title={A {\"o} and $x^2$}, eprint={1706.03762}, archivePrefix={arXiv},
  Author = "Lovelace, Ada"}
@misc{arx, title={once more}}
@Online{page, Title={A page}, url={\url{https://x.example/a}}, date = {2021-03-04}}
@InProceedings{doi, title={D}, subtitle={E}, doi={https://doi.org/10.1000/182_x}, year={to appear}}
@misc{untitled, year=2000}
@misc{twice, title={a}, title={b}}
@comment{not read}
"""

ITEMS = """[
  {"id": "http://zotero.org/users/1/items/ABC", "type": "book", "title": "The <i>Art</i> of it",
   "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
              {"literal": "A Team"}],
   "issued": {"date-parts": [["2020", 4]]}, "DOI": "10.1234/x", "title-short": "Art"},
  {"id": "7", "type": "webpage"},
  3,
  {"id": "talk", "citation-key": "who2019", "title": "Talk", "type": "motion_picture",
   "URL": "https://v.example", "issued": {"raw": "circa 1999"}}
]"""


def test_a_bib_file_is_read_with_its_accents_names_dates_and_addresses() -> None:
    references, unclear = read_bibtex(LIBRARY)
    assert references == (
        Reference(
            "Strang:2016",
            "Introduction to Linear Algebra – 5th ed. & more",
            4,
            "Linear Algebra",
            ("Gilbert Strang", "Émile Borel", "Jan van der Berg", "Team and Friends"),
            2016,
            "book",
            "https://math.example/~gs/a_b%20c",
        ),
        Reference(
            "arx",
            "A ö and x²",
            12,
            authors=("Ada Lovelace",),
            kind="paper",
            url="https://arxiv.org/abs/1706.03762",
        ),
        Reference("page", "A page", 15, year=2021, kind="article", url="https://x.example/a"),
        Reference("doi", "D: E", 16, kind="paper", url="https://doi.org/10.1000/182_x"),
    )
    assert [(one.line, one.message.split()[:3]) for one in unclear] == [
        (11, ["The", "entry", "that"]),
        (14, ["The", "key", "arx"]),
        (17, ["The", "entry", "untitled"]),
        (18, ["An", "entry", "says"]),
    ]
    assert all(one.fix for one in unclear)


def test_csl_json_is_read_as_a_list_as_one_item_and_as_a_library() -> None:
    references, unclear = read_csl(ITEMS)
    assert references == (
        Reference(
            "The Art of it",
            "The Art of it",
            2,
            "Art",
            ("Jan van der Berg", "A Team"),
            2020,
            "book",
            "https://doi.org/10.1234/x",
        ),
        Reference("who2019", "Talk", 8, year=1999, kind="video", url="https://v.example"),
    )
    assert [(one.line, bool(one.fix)) for one in unclear] == [(6, True), (7, True)]
    assert [r.name for r in read_csl('{"id": "a", "title": "A"}')[0]] == ["a"]
    library = '{"items": [\n{"id": "a", "title": "A"},\n{"id": "b", "title": "B"}]}'
    assert [(r.name, r.line) for r in read_csl(library)[0]] == [("a", 2), ("b", 3)]


@pytest.mark.parametrize("text", ["[1,\n", "3", "null", '"x"', "[" * 100_000, "[[]]"])
def test_what_is_no_csl_json_is_told_with_its_line(text: str) -> None:
    references, (one,) = read_csl(text)
    assert references == ()
    assert one.line == (2 if text == "[1,\n" else 1)
    assert "CSL JSON" in one.fix


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "title", "author", "issued", "date-parts", "family", "URL", "items"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_any_json_is_read_or_told(value: object) -> None:
    references, unclear = read_csl(json.dumps(value, indent=1))
    items = value.get("items", [value]) if isinstance(value, dict) else value
    count = len(items) if isinstance(items, list) else 1
    assert len(references) + len(unclear) == count
    assert all(one.title and one.name for one in references)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='@{}=,"\\ abc\n#%$~é&', max_size=80))
def test_any_bib_file_is_read_or_told(text: str) -> None:
    references, unclear = read_bibtex(f"@misc{{a, title={{T}}}}\n{text}")
    assert all(one.title for one in references)
    assert references or unclear


# In the register


@settings(max_examples=100, deadline=None)
@given(
    registers(),
    st.lists(
        st.sampled_from(
            [
                Source(
                    "x", "X: a, b", "X", ("O'Neil, [A]", "É"), 2020, "book", "https://a.b/?c=d#e"
                ),
                Source("y", "yes", "yes", ("no",), None, "paper"),
                Source("z", "# Z", "# Z", (), -300),
            ]
        ),
        min_size=1,
        unique=True,
    ),
)
def test_several_sources_are_added_and_no_other_byte_changes(
    raw: bytes, sources: list[Source]
) -> None:
    new = with_sources("sources.yml", raw, sources)
    assert new is not None
    assert only_inserted(raw, new)
    read = read_sources("sources.yml", new)[0]
    before = read_sources("sources.yml", raw)[0]
    assert len(read) == len(before) + len(sources)
    for one, meant in zip(read[-len(sources) :], sources, strict=True):
        assert (one.key, one.title, one.short) == (meant.key, meant.title, meant.short)
        assert (one.authors, one.year) == (meant.authors, meant.year)
        assert (one.kind, one.url) == (meant.kind, meant.url)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "mkdocs.yml": "site_name: G\nplugins: [syntopic]\n",
        "notes/sources.yml": "# mine\nsources:\n  - key: page\n    title: Mine  # kept\n",
        "library.bib": LIBRARY,
        "items.json": ITEMS,
    }
    monkeypatch.chdir(write(tmp_path, files))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "source", *arguments])


def test_a_library_is_taken_over_and_what_is_there_stays(root: Path) -> None:
    before = (root / "notes/sources.yml").read_bytes()
    told = run("--from", "library.bib")
    assert told.exit_code == 1  # some of it could not be read
    assert "  kept   page: it is in notes/sources.yml already" in told.output
    assert "  added  strang-2016: Introduction to Linear Algebra" in told.output
    assert "Added 3 sources to notes/sources.yml" in told.output
    assert "library.bib:11: The entry that begins with @article{open," in told.stderr
    after = (root / "notes/sources.yml").read_bytes()
    assert after.startswith(before.rstrip(b"\n"))
    keys = [source.key for source in read_sources("sources.yml", after)[0]]
    assert keys == ["page", "strang-2016", "arx", "doi"]
    again = run("--from", "library.bib")
    assert "Nothing to add: notes/sources.yml has it all." in again.output
    assert (root / "notes/sources.yml").read_bytes() == after


def test_one_entry_is_taken_by_its_key(root: Path) -> None:
    told = run("strang:2016", "--from", "library.bib")
    assert told.exit_code == 0, told.output
    (_, added) = read_sources("sources.yml", (root / "notes/sources.yml").read_bytes())[0]
    assert added.key == "strang-2016"
    assert added.authors[0] == "Gilbert Strang"
    assert added.short == "Linear Algebra"


def test_a_garden_without_a_register_gets_one(root: Path) -> None:
    (root / "notes/sources.yml").unlink()
    assert run("--from", "items.json").exit_code == 1
    sources, problems = read_sources("sources.yml", (root / "notes/sources.yml").read_bytes())
    assert problems == ()
    assert [(s.key, s.year, s.url) for s in sources] == [
        ("the-art-of-it", 2020, "https://doi.org/10.1234/x"),
        ("who2019", 1999, "https://v.example"),
    ]


@pytest.mark.parametrize(
    ("arguments", "content", "why"),
    [
        ((), b"", "syntopic new source --from library.bib"),
        (("--from", "gone.bib"), b"", "there is no file gone.bib"),
        (("--from", "f.ris"), b"", "neither BibTeX (.bib) nor CSL JSON (.json)"),
        (("--from", "f.bib"), b"", "f.bib lists no source"),
        (("--from", "f.bib"), b"\n\n@misc{a, year=2}\n@misc{b, year=2}", "f.bib:3: The entry a"),
        (("--from", "f.bib"), b"ok\nT\xfcr", "f.bib:2: this is not written in UTF-8"),
        (("--from", "f.json"), b"[\n{]", "f.json:2: This is no valid JSON"),
        (("--from", "library.bib", "--title", "T"), b"", "leave out --title"),
        (("doy", "--from", "library.bib"), b"", 'did you mean "doi"'),
    ],
)
def test_every_refusal_says_where_what_and_how_to_mend_it(
    root: Path, arguments: tuple[str, ...], content: bytes, why: str
) -> None:
    before = (root / "notes/sources.yml").read_bytes()
    for name in ("f.bib", "f.json", "f.ris"):
        (root / name).write_bytes(content)
    told = run(*arguments)
    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1
    assert why in told.stderr
    assert (root / "notes/sources.yml").read_bytes() == before
