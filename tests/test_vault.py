"""Somebody's untidy folder of notes gives a good site without preparation."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gardens

CONFIGURATION = """\
site_name: My vault
docs_dir: pages
theme:
  name: material
plugins:
  - search
  - syntopic
"""

NOTES = {
    # A folder that holds everything says nothing about areas.
    "Brain/Home.md": "- [[Brain/Home|Home]]\n- [[Stack]] and [[Queue]] and [[Nobody Wrote This]]\n",
    "Brain/Code/Word Count (LC 12).md": (
        "Count words, see https://example.org/words_and_more here.\n\n"
        "```\nnot a **bold** word\n```\n"
    ),
    "Brain/Code/C#.md": "A language.\n",
    "Brain/Code/Arrays [A^2].md": "Rows of cells.\n",
    "Brain/Code/Stack.md": (
        "---\naliases: [Last in first out, LAST IN FIRST OUT]\n---\n# Stack\n\n"
        "Last in, first out.\n\n"
        "The other way round: [queue](Queue.md), [by name](Ring%20Buffer.md),\n"
        "[no suffix](Ring%20Buffer), [nothing](Nowhere.md).\n"
    ),
    "Brain/Code/Queue.md": "First in, first out.\n",
    "Brain/Code/Deep/Ring Buffer.md": "## Ring Buffer\n\nA queue in a circle.\n",
    "Brain/Maths/Méthode du gradient.md": (
        "Descend.\n\n## Étapes\n\n"
        "1. First step:\n$$\nx = \\begin{cases} 1 \\\\[3ex] 2 \\end{cases}\n$$\n"
        "2. Second step.\n\n![[curve.png|300]]\n\n%%a secret remark%%\n"
    ),
    "Brain/Maths/Limits.md": (
        "---\ncreated: 2023-03-01\n---\n"
        "Compare [[Méthode du gradient#Étapes]] and [[Méthode du gradient]].\n"
        "\n![The proof](proof.pdf)\n"
    ),
    "Brain/Maths/attachments/curve.png": gardens.PIXEL,
    "Brain/Maths/proof.pdf": b"%PDF-1.4\n%%EOF\n",
    "Brain/Maths/unused.pdf": "unused",
    "Brain/Maths/Empty.md": "",
    "Brain/Diary/2024-03-01.md": "Met [[Stack]] today.\n",
    "Brain/Diary/Letter.md": "---\ndraft:\n---\nprivate words\n",
    "Brain/templates/Daily.md": "template words\n",
    "Brain/Drawing.excalidraw": "{}",
    ".obsidian/app.json": "{}",
    ".trash/Old.md": "thrown away words\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, with what the build said in ``build.log`` beside it."""
    root = tmp_path_factory.mktemp("vault")
    (root / "pages").mkdir()
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    for path, text in NOTES.items():
        file = root / "notes" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert built.returncode == 0, built.stderr
    (root / "site" / "build.log").write_text(built.stderr, encoding="utf-8")
    return root / "site"


def article(site: Path, page: str) -> str:
    """What a page says, without the frame around it."""
    text = (site / page / "index.html").read_text(encoding="utf-8")
    return html.unescape(text[text.index("<article") : text.rindex("</article>")])


def words(site: Path, page: str) -> str:
    """The words of a page as a reader sees them."""
    return " ".join(re.sub(r"<[^>]+>", " ", article(site, page)).split())


def log(site: Path) -> str:
    return (site / "build.log").read_text(encoding="utf-8")


def test_only_what_the_author_can_mend_is_reported(vault: Path) -> None:
    told = log(vault).split("WARNING -")
    assert len(told) == 2, "all that is wrong is in one note, and told at once"
    (broken,) = (line for line in told[1].splitlines() if "[link-broken]" in line)
    assert "Stack.md:9: the link to Nowhere.md leads nowhere" in broken
    assert ".. " not in broken


def test_every_address_on_the_site_exists(vault: Path) -> None:
    assert "is not found" not in log(vault)
    assert "does not contain an anchor" not in log(vault)
    assert "no such anchor" not in log(vault)


def test_a_title_shows_every_character_of_the_files_name(vault: Path) -> None:
    for page, title in (
        ("topics/word-count-lc-12", "Word Count (LC 12)"),
        ("topics/arrays-a-2", "Arrays [A^2]"),
        ("topics/c", "C#"),
    ):
        heading = re.search(r"<h1[^>]*>(.*?)(?:<a |</h1>)", article(vault, page))
        assert heading is not None
        assert heading[1] == title


def test_a_note_that_repeats_its_title_as_a_heading_shows_it_once(vault: Path) -> None:
    for page in ("topics/stack", "topics/ring-buffer"):
        assert (
            len(re.findall(r"<h[1-6]", article(vault, page)))
            - sum(words(vault, page).count(own) for own in ("Related ¶", "Linked from ¶"))
            == 1
        )


def test_notes_of_one_person_are_not_marked_as_theirs_on_every_page(vault: Path) -> None:
    for page in ("topics/stack", "topics/limits"):
        assert "My notes" not in words(vault, page)
        assert "1 source" not in words(vault, page)


def test_folders_below_the_one_that_holds_everything_are_areas(vault: Path) -> None:
    known = json.loads((vault / "garden.json").read_text(encoding="utf-8"))
    areas = {topic["concept"]: topic["area"] for topic in known["topics"]}
    assert areas["Stack"] == areas["Ring Buffer"] == "Code"
    assert areas["Limits"] == "Maths"
    assert areas["Home"] == "Brain"


def test_a_note_of_a_day_is_called_by_its_name(vault: Path) -> None:
    assert "2024-03-01" in words(vault, "topics/stack")
    assert "2024-03-01.md" not in words(vault, "topics/stack")


def test_a_page_does_not_link_to_itself(vault: Path) -> None:
    assert re.search(r"<li>\s*Home\s*</li>", article(vault, "topics/home"))


def test_names_that_differ_by_case_alone_are_said_once(vault: Path) -> None:
    assert "Last in first out" in words(vault, "topics/stack")
    assert "LAST IN FIRST OUT" not in words(vault, "topics/stack")


def test_private_words_and_what_is_no_note_stay_out(vault: Path) -> None:
    text = "".join(
        file.read_text(encoding="utf-8", errors="replace")
        for file in vault.rglob("*")
        if file.is_file() and file.suffix in (".html", ".json", ".xml", ".js")
    )
    for words_ in ("private words", "secret remark", "template words", "thrown away words"):
        assert words_ not in text
    assert not list(vault.rglob("unused.pdf"))
    assert list(vault.rglob("curve.png"))


def test_no_markdown_shows_through(vault: Path) -> None:
    page = words(vault, "topics/méthode-du-gradient")
    for sign in ("$$", "[[", "%%", "cases", "3 e x"):
        assert sign not in page
    assert "Second step" in page
    assert 'width="300"' in article(vault, "topics/méthode-du-gradient")


def test_the_manifest_knows_all_topics(vault: Path) -> None:
    known = json.loads((vault / "garden.json").read_text(encoding="utf-8"))
    names = {topic["concept"] for topic in known["topics"]}
    assert {"Stack", "Queue", "Ring Buffer", "Limits", "C#"} <= names


def test_a_site_without_a_home_page_has_one_that_leads_everywhere(vault: Path) -> None:
    page = article(vault, "")
    assert "My vault" in page
    assert 'href="topics/stack/"' in page
    assert 'href="topics/#area-code"' in page
    assert "1 March 2023" in page


def test_a_document_that_is_embedded_is_a_link(vault: Path) -> None:
    assert re.search(r'<a href="[^"]*proof\.pdf">The proof</a>', article(vault, "topics/limits"))
    assert list(vault.rglob("proof.pdf"))
