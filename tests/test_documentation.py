"""The documentation keeps up with the code: what exists is written down, what is written exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest
import yaml

from syntopic.cli import main
from syntopic.configuration import DEFAULTS
from syntopic.languages import facet_of, language
from syntopic.model import Facet, FrontMatter
from syntopic.names import slug
from syntopic.reading.fields import SPELLINGS
from syntopic.reading.front_matter import PRIVATE_KEYS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "plugins" / "syntopic"
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
)
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
PROBLEM_CALLS = frozenset({"Problem", "error", "hint", "_error", "_skipped"})
"""The value itself, and the short ways to make one that take the code first."""

COMPOSED = {
    "file-unreadable": "error",
    "folder-unreadable": "error",
    "front-matter-invalid": "error",
    "front-matter-unclosed": "error",
    "source-unknown": "error or hint",
    "sources-invalid": "error",
    "sources-malformed": "error",
    "syllabus-invalid": "error",
    "syllabus-malformed": "error",
}
"""Codes made of two parts, or whose severity is decided while running."""

COMPOSERS = frozenset(
    {
        "execution/problems.py",
        "reading/findings.py",
        "reading/notes.py",
        "reading/placing.py",
        "reading/tree.py",
        "reading/yaml_files.py",
    }
)
"""The only modules that make a problem of anything else than a code written out."""


@cache
def text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def headings(markdown: str, level: int) -> list[str]:
    outside = re.sub(r"^( *)(`{3,}|~{3,}).*?^\1\2`*$", "", markdown, flags=re.M | re.S)
    return re.findall(rf"^{'#' * level} (.+?)\s*$", outside, re.M)


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    markdown = page.read_text(encoding="utf-8")
    every = [name for level in range(1, 7) for name in headings(markdown, level)]
    return {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in every}


# Options


def test_every_option_has_a_section_with_its_default_and_no_other_has() -> None:
    described = dict(
        re.findall(r"^### `?(\w+)`?\n\n\*\*Default:\*\* `([^`]*)`", text("options.md"), re.M)
    )
    as_yaml = {name: yaml.safe_load(default) for name, default in described.items()}
    assert as_yaml == DEFAULTS


# Commands


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be called, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None, name
            yield from commands(inner, (*path, name))
    else:
        yield " ".join(("syntopic", *path)), command


def described_commands() -> dict[str, str]:
    """What options.md says of each command, by its words."""
    parts = re.split(r"^### `(syntopic [a-z -]+)", text("options.md"), flags=re.M)[1:]
    names = (name.strip() for name in parts[::2])
    return dict(zip(names, (re.split(r"^##", p, flags=re.M)[0] for p in parts[1::2]), strict=True))


def test_every_command_is_described_with_all_of_its_flags() -> None:
    described = described_commands()
    missing = []
    for words, command in commands(main):
        said = described.get(words, "")
        missing += [] if said else [words]
        for parameter in command.params if said else ():
            if isinstance(parameter, click.Option):
                flags = [*parameter.opts, *parameter.secondary_opts]
                missing += [f"{words} {f}" for f in flags if f"`{f}" not in said]
            else:
                name = (parameter.metavar or parameter.name or "").upper().strip("[]")
                missing += [] if name in said else [f"{words} {name}"]
    assert missing == []


def test_no_command_or_flag_is_described_that_does_not_exist() -> None:
    known = dict(commands(main))
    assert set(described_commands()) <= set(known)
    for words, said in described_commands().items():
        flags = {f for p in known[words].params for f in (*p.opts, *p.secondary_opts)}
        written = set(re.findall(r"`(--?[a-z][\w-]*)", said))
        assert written <= flags, words


def shell_lines(markdown: str) -> Iterator[str]:
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", markdown, re.M | re.S):
        yield from (line.strip() for line in block.splitlines() if line.strip())


def command_lines(page: Path) -> Iterator[str]:
    """Lines that call us, from shell blocks and from code within sentences."""
    markdown = page.read_text(encoding="utf-8")
    inline = re.findall(r"(?<!`)`((?:syntopic|make) [^`]*)`(?!`)", markdown)
    for line in (*shell_lines(markdown), *inline):
        for part in line.split(" && "):
            called = re.sub(r"^\S*/bin/", "", part.strip())
            if called.startswith(("syntopic ", "make ")):
                yield called


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_texts_exists(page: Path) -> None:
    known = {words: command for words, command in commands(main)}
    groups = {" ".join(words.split()[:-1]) for words in known if words.count(" ") > 1}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    wrong = []
    for line in command_lines(page):
        program, *words = line.split()
        if program == "make":
            goals = [w for w in words if re.fullmatch(r"[a-z]+", w)]
            wrong += [line] if set(goals) - targets else []
            continue
        if re.match(r"syntopic(?: --(?:help|version))?$", line):
            continue
        named = [n for n in known if re.match(rf"{n}(?: |$)", line)]
        if not named and line not in groups:
            wrong.append(line)
        for name in named:
            flags = {f for p in known[name].params for f in (*p.opts, *p.secondary_opts)}
            wrong += [line for w in words if w.startswith("-") and w.split("=")[0] not in flags]
    assert wrong == []


# Front matter


def documented_keys() -> set[str]:
    section = text("note-format.md").split("\n## Front matter\n")[1].split("\n## ")[0]
    rows = (line.split("|")[1:3] for line in section.splitlines() if line.startswith("| `"))
    names = (name for row in rows for cell in row for name in re.findall(r"`([^`]+)`", cell))
    return {name.replace(" ", "-") for name in names}


def test_every_front_matter_key_is_described_in_all_its_spellings() -> None:
    understood = {spelling for known in SPELLINGS.values() for spelling in known}
    understood |= {*PRIVATE_KEYS, "jupytext"}
    assert documented_keys() == understood


def test_every_field_of_a_note_can_be_written_in_its_front_matter() -> None:
    known = {*SPELLINGS, "concept_headings", "draft", "requires_lines"}
    assert {field.name for field in fields(FrontMatter)} == known


# Facets


def facet_rows() -> dict[str, list[str]]:
    section = text("note-format.md").split("\n## Facets and headings\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+?) \| (.+?) \|$", section, re.M)
    return {facet: [label, *examples.split(", ")] for facet, label, examples in rows}


def test_the_table_of_facets_is_in_the_order_of_the_page() -> None:
    assert list(facet_rows()) == [facet.value for facet in Facet]


def test_the_headings_in_the_table_of_facets_open_the_facet_beside_them() -> None:
    english = language("en")
    for facet, (label, *examples) in facet_rows().items():
        if facet not in (Facet.OTHER, Facet.SYNTHESIS):
            assert label == english.facet(Facet(facet))
        for example in examples if facet != Facet.OTHER else ():
            assert facet_of(example, english) == facet, example


# Problems


def problem_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call that makes a problem, with its module."""
    for module in sorted(PACKAGE.rglob("*.py")):
        if "node_modules" in module.parts:
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in PROBLEM_CALLS and len(node.args) > 1:
                yield module.relative_to(PACKAGE).as_posix(), node


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def code_of(node: ast.Call) -> str:
    """The code that is written out in a call; empty where it is put together."""
    first = node.args[0]
    value = first.value if isinstance(first, ast.Constant) else None
    return value if isinstance(value, str) and CODE.fullmatch(value) else ""


def severity(node: ast.Call) -> str:
    if called(node) == "Problem":
        return str(getattr(node.args[1], "attr", "")).lower()
    return "error" if called(node) in ("error", "_error") else "hint"


def problem_codes() -> dict[str, str]:
    """Every code that is written out in the package, with its severity (or both)."""
    found: dict[str, set[str]] = {}
    for _, node in problem_calls():
        if code := code_of(node):
            found.setdefault(code, set()).add(severity(node))
    return {code: " or ".join(sorted(severities)) for code, severities in found.items()}


def test_codes_are_written_out_wherever_a_problem_is_made() -> None:
    """Or else this page of tests would not see them."""
    elsewhere = {module for module, node in problem_calls() if not code_of(node)} - COMPOSERS
    assert elsewhere - {"reading/comments.py"} == set()  # its _skipped makes no problem


def test_codes_that_are_put_together_still_have_their_parts() -> None:
    modules = (*COMPOSERS, "reading/front_matter.py")
    written = "".join((PACKAGE / module).read_text(encoding="utf-8") for module in modules)
    gone = [
        c for c in COMPOSED if f'"{c}"' not in written and f"}}-{c.split('-')[-1]}" not in written
    ]
    assert gone == []


def documented_problems() -> dict[str, str]:
    """What problems.md says: the code of each section and the severity that it begins with."""
    pairs = re.findall(
        r"^### ([a-z-]+)\n\n(Error|Hint|Error or hint)\. ", text("problems.md"), re.M
    )
    return {code: severity.lower() for code, severity in pairs}


def test_every_problem_is_described_with_its_severity() -> None:
    known = problem_codes()
    assert len(known) > 40
    assert documented_problems() == known | COMPOSED


def test_every_problem_says_how_to_mend_it() -> None:
    sections = re.split(r"^### ", text("problems.md"), flags=re.M)[1:]
    assert [s.split("\n")[0] for s in sections if "**Mend it:**" not in s] == []


# Links


def links(markdown: str) -> Iterator[str]:
    bare = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", markdown, flags=re.M | re.S)
    bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", bare)
    yield from re.findall(r"\]\(<?([^)>\s]+)>?\)", bare)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in links(page.read_text(encoding="utf-8")):
        target, _, fragment = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        file = (page.parent / target).resolve() if target else page
        inside = file.is_relative_to(ROOT) and file.exists()
        if not inside or (fragment and fragment not in anchors(file)):
            broken.append(link)
    assert broken == []


def test_every_picture_is_used_and_small_enough_to_keep() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in (DOCS / "pictures").iterdir():
        assert f"docs/pictures/{picture.name}" in readme
        assert picture.stat().st_size <= 300_000, picture.name


def test_every_page_of_the_documentation_can_be_reached_from_the_readme() -> None:
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = (link.partition("#")[0] for link in links(page.read_text(encoding="utf-8")))
        waiting += [(page.parent / t).resolve() for t in targets if t and "://" not in t]
    assert [page.name for page in PAGES if page not in seen] == []


def test_the_contents_of_the_note_format_name_its_sections() -> None:
    page = text("note-format.md")
    listed = re.findall(r"^- \[(.+?)\]\(#", page, re.M)
    assert listed == headings(page, 2)


def test_words_of_the_glossary_stand_in_alphabetical_order() -> None:
    words = [word.casefold() for word in headings(text("glossary.md"), 2)]
    assert words == sorted(words)
    assert all(slug(word) for word in words)


def test_the_changelog_begins_with_what_is_not_yet_released() -> None:
    assert headings((ROOT / "CHANGELOG.md").read_text("utf-8"), 2)[0] == "Unreleased"
