"""``syntopic share``: what it writes, records and refuses."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gardens import write
from syntopic.cli import main
from syntopic.cli.sharing import MARKER
from syntopic.publishing.sharing import PLACES

ADDRESS = "https://me.example/garden/"


def picture(**said: str) -> bytes:
    """A small picture that says this of itself."""
    made, told = BytesIO(), PngInfo()
    for key, value in said.items():
        told.add_text(key, value)
    Image.new("RGB", (2, 2), said.get("colour", "white")).save(made, "PNG", pnginfo=told)
    return made.getvalue()


NOTES: dict[str, str | bytes] = {
    "mkdocs.yml": f"site_name: G\nsite_url: {ADDRESS}\ndocs_dir: pages\nplugins: [syntopic]\n",
    "notes/synthesis/vector.md": "# Vector\n\nAn arrow of $n$ numbers.\n\n![an arrow](a.png)\n",
    "notes/synthesis/a.png": picture(),
    "notes/matrix.md": "# Matrix\n\nRows.\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write(tmp_path, NOTES))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def refused(*arguments: str) -> str:
    told = run(*arguments)
    assert told.exit_code == 2
    assert told.output == told.stderr
    assert told.output.count("\n") == 1
    return told.stderr


def recorded(root: Path) -> list[dict[str, object]]:
    shares: list[dict[str, object]] = json.loads(
        (root / "notes/.syntopic/shared.json").read_text("utf-8")
    )["shares"]
    return shares


@pytest.mark.parametrize("place", [*PLACES])
def test_a_share_is_written_told_in_three_steps_and_recorded(root: Path, place: str) -> None:
    told = run("share", "vectors", "--to", place)
    assert told.exit_code == 0, told.output
    folder = root / "shared" / place / "vector"
    files = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}
    assert all(f"shared/{place}/vector/{name}" in told.output for name in files - {MARKER})
    assert [n for n in ("1.", "2.", "3.", "4.") if f"\n  {n} " in told.output] == ["1.", "2.", "3."]
    (entry,) = recorded(root)
    assert entry == {
        "concept": "Vector",
        "place": place,
        "date": date.today().isoformat(),
        "content": entry["content"],
    }


@pytest.mark.parametrize("place", [*PLACES])
def test_a_share_leads_to_the_page_where_pages_are_files(root: Path, place: str) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "use_directory_urls: false\n", "utf-8")
    assert run("share", "vectors", "--to", place).exit_code == 0
    written = "".join(
        file.read_text("utf-8") for file in (root / "shared").rglob("*.[mth]*") if file.is_file()
    )
    assert f"{ADDRESS}topics/vector.html" in written
    assert f"{ADDRESS}topics/vector/" not in written


def test_what_is_shared_again_replaces_what_was_and_nothing_of_anybody_else(root: Path) -> None:
    run("share", "Vector", "--to", "markdown")
    folder = root / "shared/markdown/vector"
    (folder / "mine.txt").write_text("mine", "utf-8")
    write(root, {"notes/synthesis/vector.md": "# Vector\n\nAn arrow.\n"})
    assert run("share", "Vector", "--to", "markdown").exit_code == 0
    left = sorted(f.name for f in folder.rglob("*") if f.is_file())
    assert left == [MARKER, "mine.txt", "vector.md"]
    assert len(recorded(root)) == 1


def test_stale_lists_what_has_changed_with_the_command_that_shares_it_again(root: Path) -> None:
    assert "Nothing has been shared yet" in run("share", "--stale").output
    for place in ("devto", "linkedin"):
        run("share", "Vector", "--to", place)
    run("share", "Matrix", "--to", "markdown", "--notes")
    assert run("share", "--stale").output == "Nothing has changed since you shared it.\n"
    write(root, {"notes/synthesis/a.png": picture(colour="black")})
    assert [line.strip() for line in run("share", "--stale").output.splitlines()] == [
        f"Vector, dev.to: changed since {date.today().isoformat()}",
        "syntopic share Vector --to devto",
    ]
    write(root, {"notes/matrix.md": "# Matrix\n\nColumns.\n"})
    assert "syntopic share Matrix --to markdown --notes" in run("share", "--stale").output


def test_a_concept_that_became_private_is_named_nowhere_and_known_again_later(root: Path) -> None:
    run("share", "Vector", "--to", "devto")
    synthesis = (root / "notes/synthesis/vector.md").read_text("utf-8")
    write(root, {"notes/synthesis/vector.md": f"---\ndraft: true\n---\n{synthesis}\nNew.\n"})
    told = run("share", "--stale")
    assert told.exit_code == 0
    assert "ector" not in told.output
    run("share", "Matrix", "--to", "markdown", "--notes")
    assert "ector" not in (root / "notes/.syntopic/shared.json").read_text("utf-8")
    assert [entry["place"] for entry in recorded(root)] == ["markdown", "devto"]
    write(root, {"notes/synthesis/vector.md": f"{synthesis}\nNew.\n"})
    assert "syntopic share Vector --to devto" in run("share", "--stale").output
    run("share", "Vector", "--to", "devto")
    assert sorted(str(entry["concept"]) for entry in recorded(root)) == ["Matrix", "Vector"]


def test_a_concept_that_only_private_notes_know_is_said_to_be_private_not_new(root: Path) -> None:
    write(root, {"notes/own/shy-thing.md": "---\ndraft: true\n---\n# Shy thing\n"})
    told = refused("share", "Shy thing", "--to", "devto")
    assert "own/shy-thing.md would be about it, but is private: it says so itself" in told
    assert "new note" not in told


def test_every_refusal_says_how_to_mend_it_and_writes_nothing(root: Path) -> None:
    assert 'syntopic share "Gradient descent" --to devto' in refused("share")
    assert "medium|devto|linkedin|markdown" in refused("share", "Vector")
    assert "goes alone" in refused("share", "Vector", "--stale")
    assert "syntopic new synthesis Matrix" in refused("share", "Matrix", "--to", "devto")
    assert "--notes" in refused("share", "Matrix", "--to", "devto")
    assert "did you mean" in refused("share", "Vektor", "--to", "devto")
    for folder, why in (("notes/x", "among your notes"), ("pages/x", "pages of your site")):
        assert why in refused("share", "Vector", "--to", "devto", "--out", folder)
    assert "no share of syntopic" in refused(
        "share", "Vector", "--to", "devto", "--out", "notes/.."
    )
    assert not (root / "shared").exists()
    assert not (root / "notes/.syntopic").exists()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "add the line  site_url: https://"),
        ("site_url: ''", "add the line  site_url: https://"),
        ("site_url: !ENV [NO_SUCH_ADDRESS, '']", "add the line  site_url: https://"),
        ("site_url: http://localhost:8000/", "no address on the web"),
        ("site_url: me.example", "no address on the web"),
    ],
)
def test_without_an_address_of_the_site_no_link_would_lead_back(
    root: Path, line: str, why: str
) -> None:
    write(root, {"mkdocs.yml": f"site_name: G\nplugins: [syntopic]\n{line}\n"})
    assert " ".join(why.split()) in refused("share", "Vector", "--to", "devto")
    told = run("share", "Vector", "--to", "devto", "--site-url", "https://else.example")
    assert told.exit_code == 0
    post = (root / "shared/devto/vector/post.md").read_text("utf-8")
    assert 'canonical_url: "https://else.example/topics/vector/"' in post
    assert (
        "Nothing has changed"
        in run("share", "--stale", "--site-url", "https://else.example").output
    )


def test_a_record_that_cannot_be_read_is_kept(root: Path) -> None:
    write(root, {"notes/.syntopic/shared.json": "{"})
    for arguments in (("share", "--stale"), ("share", "Vector", "--to", "devto")):
        assert "notes/.syntopic/shared.json cannot be read" in refused(*arguments)
    assert (root / "notes/.syntopic/shared.json").read_text("utf-8") == "{"


def test_in_a_garden_that_is_one_folder_of_notes_the_post_becomes_no_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = f"site_name: G\nsite_url: {ADDRESS}\nplugins: [syntopic: {{notes_dir: .}}]\n"
    write(tmp_path, {"mkdocs.yml": config, "synthesis/vector.md": "# Vector\n\nAn arrow.\n"})
    monkeypatch.chdir(tmp_path)
    assert run("share", "Vector", "--to", "markdown").exit_code == 0
    assert (tmp_path / ".cache/shared/markdown/vector/vector.md").is_file()
    told = json.loads(run("status", "--json").stdout)
    assert [*told["coverage"]] == ["Vector"]
    assert "shared" not in json.dumps(told)


def test_pictures_leave_without_what_they_say_of_their_author(root: Path) -> None:
    write(root, {"notes/synthesis/a.png": picture(Author="Somebody")})
    told = run("share", "Vector", "--to", "markdown")
    assert told.exit_code == 0, told.output
    (written,) = (root / "shared/markdown/vector/images").iterdir()
    assert b"Somebody" not in written.read_bytes()


def test_code_that_failed_is_told(root: Path) -> None:
    note = "# Vector\n\nAn arrow.\n\n```python exec\nraise ValueError\n```\n"
    write(root, {"notes/synthesis/vector.md": note})
    assert "some of it failed" in run("share", "Vector", "--to", "linkedin").output
