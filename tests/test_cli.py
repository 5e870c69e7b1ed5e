from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner

from syntopic.cli import COMMANDS, main
from syntopic.cli.documented import Documented
from syntopic.cli.engines import engine
from syntopic.cli.lookup import known_concept
from syntopic.cli.opening import find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import command


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    (tmp_path / "notes" / "vectors.md").write_text("# Vectors\n\nArrows.\n", "utf-8")
    (tmp_path / "notes" / "syllabus.yml").write_text(
        "areas:\n- name: A\n  concepts:\n  - name: Principal component analysis\n"
        "    aliases: [PCA]\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def leaves() -> list[tuple[str, ...]]:
    """Every command that does something."""
    names: list[tuple[str, ...]] = []
    for name in COMMANDS:
        found = main.get_command(click.Context(main), name)
        inner = list(found.commands) if isinstance(found, click.Group) else []
        names += [(name, one) for one in inner] or [(name,)]
    return names


@pytest.mark.parametrize("path", [(), ("new",), *leaves()])
def test_help_says_what_a_command_does_and_ends_with_examples_that_can_be_typed(
    path: tuple[str, ...],
) -> None:
    shown = CliRunner().invoke(main, [*path, "--help"])
    assert shown.exit_code == 0
    body, _, examples = shown.output.partition("\nExample")
    assert len(body.split()) > 25
    found = [line.strip() for line in examples.splitlines()[1:] if line.strip()]
    assert found
    for example in found:
        if example.startswith("cd "):
            continue
        words = re.findall(r'"[^"]*"|\S+', example)
        assert words[0] == "syntopic"
        assert words[1] in COMMANDS
        context = main.make_context("syntopic", [word.strip('"') for word in words[1:]])
        chosen = main.get_command(context, words[1])
        assert chosen is not None
        chosen.make_context(words[1], [word.strip('"') for word in words[2:]])


@pytest.mark.parametrize("path", leaves())
def test_every_command_documents_each_of_its_options(path: tuple[str, ...]) -> None:
    found = main.get_command(click.Context(main), path[0])
    if isinstance(found, click.Group):
        found = found.commands[path[1]]
    assert isinstance(found, Documented)
    options = [p for p in found.params if isinstance(p, click.Option)]
    assert [o.name for o in options if not o.help and o.name != "port"] == []


def test_the_list_of_commands_says_what_each_is_for() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^ +{name} +{re.escape(line)}$", shown, re.MULTILINE)


def test_a_command_that_does_not_exist_is_wrong_use() -> None:
    assert CliRunner().invoke(main, ["stauts"]).exit_code == 2


@pytest.mark.parametrize("path", [p for p in leaves() if p != ("init",)])
def test_outside_a_garden_every_command_says_in_one_line_how_to_start_one(
    path: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    needed = {name: ["a", "b"] for name in ("settle", "same", "rename")}
    needed["share"] = ["x", "--to", "markdown"]
    alone = ("status", "serve", "build", "run", "cache", "audit", "publish", "undo", "check-links")
    given = [] if path[0] in alone else needed.get(path[0], ["x"])
    told = CliRunner().invoke(main, [*path, *given])
    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1
    assert "syntopic init" in told.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("plugins: [syntopic: {notes: x}]", "notes_dir"),
        ("plugins: [syntopic: {run: maybe}]", "auto, never"),
        ("plugins: [syntopic: {notes_dir: elsewhere}]", "create it"),
        ("plugins: [a\nb: c", "no valid YAML"),
        ("site_name: G\nplugins:\n  - syntopc\n      notes_dir: x", "mkdocs.yml:4"),
        ("plugins: [syntopic: {exlude: [a]}]", "did you mean 'exclude'?"),
        ("site_name: G\nplugins: [search]", "- syntopic"),
        ("just words", "site_name"),
        ("site_name: \xff", "UTF-8"),
    ],
)
def test_a_configuration_that_cannot_be_meant_so_is_one_line_with_the_way_out(
    garden: Path, text: str, way_out: str
) -> None:
    (garden / "mkdocs.yml").write_bytes(text.encode("latin-1"))
    told = CliRunner().invoke(main, ["status"])
    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1
    assert way_out in told.stderr


def test_below_the_folder_of_a_garden_one_is_told_where_it_begins(
    garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (garden / "notes" / "deep").mkdir()
    monkeypatch.chdir(garden / "notes" / "deep")
    assert "a folder above: cd ../.." in CliRunner().invoke(main, ["status"]).stderr


def test_a_misspelled_command_is_answered_with_the_closest_ones() -> None:
    told = CliRunner().invoke(main, ["staus"])
    assert told.exit_code == 2
    assert 'did you mean "status"' in told.stderr


def test_a_garden_elsewhere_is_named_by_its_configuration_file(
    garden: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("away"))
    told = CliRunner().invoke(main, ["explain", "vectors", "-f", str(garden / "mkdocs.yml")])
    assert told.exit_code == 0
    assert "vectors.md:3" in told.output


@pytest.mark.parametrize("name", ["PCA", "pca", "principal-component analyses", "Vector"])
def test_a_concept_is_found_under_any_of_its_names(garden: Path, name: str) -> None:
    known_concept(opened(find(Path("mkdocs.yml"))), name)


def test_a_misspelled_concept_is_answered_with_the_closest_names(garden: Path) -> None:
    told = CliRunner().invoke(main, ["explain", "vektors"])
    assert told.exit_code == 2
    assert 'did you mean "Vectors"?' in told.stderr


def test_what_the_system_refuses_is_one_line(garden: Path) -> None:
    (garden / "notes" / "synthesis").write_text("a file, no folder", "utf-8")
    told = CliRunner().invoke(main, ["new", "synthesis", "Vectors"])
    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1


def test_a_port_in_use_is_one_line_with_another_port(garden: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert told.exit_code == 2
    assert told.stderr.count("\n") == 1
    assert f"port {port} is in use" in told.stderr
    assert "syntopic serve --port" in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_preview_ends_whole_and_well_when_it_is_told_to(garden: Path, sign: int) -> None:
    (garden / "site_src").mkdir()
    (garden / "site_src/index.md").write_text("# Home of the preview\n", "utf-8")
    text = "site_name: G\ndocs_dir: site_src\ntheme: {name: material}\nplugins: [syntopic]\n"
    (garden / "mkdocs.yml").write_text(text, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-c", "from syntopic.cli import main; main()", "serve"]
    # A shell lets what it starts in the background ignore the sign, and so does what that starts.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with (
        subprocess.Popen(
            [*call, "--port", str(port)], stderr=subprocess.PIPE, preexec_fn=heeding
        ) as process,
        ExitStack() as ending,
    ):
        ending.callback(process.kill)
        page, end = b"", time.monotonic() + 120
        while b"Home of the preview" not in page and time.monotonic() < end:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                page = answer.read()
        process.send_signal(sign)
        assert process.wait(60) == 0
        assert b"Home of the preview" in page
        # The engine held the other end of this pipe: it is closed only when that has ended, too.
        assert process.stderr is not None
        process.stderr.read()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_an_engine_is_found_without_importing_it() -> None:
    before = set(sys.modules)
    assert engine() == "mkdocs"
    assert not {"mkdocs", "properdocs"} & (set(sys.modules) - before)


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (("same", "Chain rule", "PCA"), 'syntopic same "Chain rule" PCA'),
        (("same", "Bayes' theorem"), 'syntopic same "Bayes\' theorem"'),
        (("same", "a `b` $c"), "syntopic same 'a `b` $c'"),
        (("same", "Größe"), "syntopic same Größe"),
    ],
)
def test_suggested_commands_can_be_pasted_into_a_shell(words: tuple[str, ...], typed: str) -> None:
    assert command(*words) == typed


def test_a_refusal_is_one_line_whatever_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    Refusal("one\n  two").show()
    assert capsys.readouterr().err == "syntopic: one two\n"


def test_export_writes_plain_pages_and_leaves_a_folder_of_something_else_alone(
    garden: Path,
) -> None:
    told = CliRunner().invoke(main, ["export", "out"])
    assert told.exit_code == 0
    assert "Arrows." in (garden / "out/topics/vectors.md").read_text("utf-8")
    assert CliRunner().invoke(main, ["export", "out"]).exit_code == 0
    for folder in (".", "notes", "notes/pages"):
        before = sorted(garden.rglob("*"))
        told = CliRunner().invoke(main, ["export", folder])
        assert told.exit_code == 2
        assert told.stderr.count("\n") == 1
        assert sorted(garden.rglob("*")) == before
