"""``syntopic audit`` on sites that the real engine has built."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gardens
import sites
from syntopic.cli import main
from syntopic.cli.auditing import audited
from syntopic.cli.opening import find

NOTES: dict[str, str | bytes] = {
    "sources.yml": "- {key: book, title: A Book}\n",
    "book/slope.md": "# Slope\n\nHow steep it is. %%ask quillfeather%%\n\n![A line](line.png)\n",
    "book/line.png": gardens.PIXEL,
    "slope.md": "# Slope\n\nRise over run, in my own words.\n\n```python exec\nprint(1 + 1)\n```\n",
    "plan.md": "---\ntitle: Zwiebelkuchen\ndraft: true\n---\nNot for anybody.\n",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A garden with its built site."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def audit(self, *arguments: str) -> Result:
        config = str(self.root / "mkdocs.yml")
        return CliRunner().invoke(main, ["audit", "-f", config, *arguments])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    done = sites.build(root, NOTES)
    assert done.code == 0, done.said
    return root


@pytest.fixture
def built(original: Path, tmp_path: Path) -> Built:
    """A copy of the built garden, in another folder, to be harmed."""
    return Built(Path(shutil.copytree(original, tmp_path / "garden")))


def test_a_built_site_is_clean_and_says_what_was_looked_at_in_numbers(built: Built) -> None:
    done = built.audit()
    assert done.exit_code == 0, done.output
    assert "all with a cause." in done.output
    assert "of 1 private note and of what public ones hide: none found." in done.output
    assert "Nothing here speaks against publishing." in done.output


def test_every_file_is_listed_with_the_notes_or_the_page_that_caused_it(built: Built) -> None:
    lines = built.audit("--list").output.splitlines()
    listed = dict(line.strip().split("  ", 1) for line in lines if line.startswith("  "))
    files = {f.relative_to(built.site).as_posix() for f in built.site.rglob("*") if f.is_file()}
    assert set(listed) == files
    assert listed["topics/slope/index.html"] == "notes/book/slope.md, notes/slope.md"
    assert listed["topics/slope.ipynb"] == "notes/book/slope.md, notes/slope.md"
    assert listed["assets/notes/book/line.png"] == "notes/book/line.png"
    assert listed["index.html"] == "pages/index.md"
    assert listed["sources/book/index.html"] == "notes/sources.yml, notes/book/slope.md"
    assert listed["assets/images/favicon.png"] == "the theme: material"
    assert listed["search/search_index.json"].startswith("all pages")
    assert "no cause" not in listed.values()


def test_files_with_one_cause_stand_together_and_nothing_private_is_named(built: Built) -> None:
    output = built.audit().output
    assert " files  the theme: material" in output
    assert "plan" not in output


def test_a_file_that_nobody_made_is_an_error(built: Built) -> None:
    (built.site / "forgotten.zip").write_bytes(b"PK")
    done = built.audit()
    assert done.exit_code == 1
    assert "forgotten.zip:1  Nothing that the build knows of made this file." in done.output
    assert "1 without a cause" in done.output
    assert "Nothing here speaks against" not in done.output


def test_a_page_that_was_changed_by_hand_is_an_error(built: Built) -> None:
    page = built.site / "index.html"
    page.write_text(page.read_text("utf-8") + "<!-- hello -->", "utf-8")
    assert "[file-changed]" in built.audit().output


def test_a_site_of_another_build_and_one_without_a_record_are_noticed(built: Built) -> None:
    for file in built.site.rglob("*"):
        if file.suffix in (".html", ".js", ".css", ".woff2", ".txt", ".map", ".png"):
            file.write_bytes(b"older")
    done = built.audit()
    assert done.exit_code == 1
    assert "The last build has made another site than this one." in done.output
    (built.root / ".cache" / "syntopic" / "causes.json").unlink()
    assert "Build again: syntopic build  [causes-unknown]" in built.audit().output


def test_a_leak_names_both_files_and_prints_no_private_word_unless_asked(built: Built) -> None:
    page = built.site / "topics" / "slope" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "Zwiebelkuchen</body>"), "utf-8")
    done = built.audit()
    assert done.exit_code == 1
    assert "notes/plan.md:2  Words of its title are private" in done.output
    assert "topics/slope/index.html" in done.output
    assert "zwiebelkuchen" not in done.output.casefold()
    assert "the words: zwiebelkuchen" in built.audit("--words").output


def test_a_comment_of_a_public_note_that_is_published_is_found(built: Built) -> None:
    (built.site / "extra.txt").write_text("ask Quillfeather", "utf-8")
    assert "notes/book/slope.md:3  Words of a comment are private" in built.audit().output


def test_the_report_for_programs_has_all_of_it(built: Built) -> None:
    (built.site / "extra.txt").write_text("Zwiebelkuchen", "utf-8")
    done = built.audit("--json")
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert set(told) == {"version", "files", "findings", "private_notes", "phrases", "ordinary"}
    assert told["files"]["extra.txt"] == ""
    codes = {one["code"]: one for one in told["findings"]}
    assert set(codes) == {"file-without-cause", "private-text-published"}
    assert codes["private-text-published"]["path"].endswith("notes/plan.md")
    assert codes["private-text-published"]["files"] == ["extra.txt"]
    assert "words" not in codes["private-text-published"]


def test_the_configuration_says_what_may_pass(built: Built) -> None:
    (built.site / "topics" / "slope.ipynb").write_text("Zwiebelkuchen", "utf-8")
    config = built.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("{}", "{audit_allow: [zwiebelkuchen]}")
    config.write_text(text, "utf-8")
    assert "[private-text-published]" not in built.audit().output


def test_a_value_of_the_surroundings_that_opens_something_is_found(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_API_KEY", "tr0ub4dor-und-3")
    (built.site / "extra.txt").write_text("tr0ub4dor und 3", "utf-8")
    assert "the variable MY_API_KEY" in built.audit().output


def test_files_that_come_after_the_build_can_be_given_a_cause(built: Built) -> None:
    (built.site / "CNAME").write_text("my-site.org", "utf-8")
    place = find(built.root / "mkdocs.yml")
    assert [one.code for one in audited(place, built.site).errors] == ["file-without-cause"]
    report = audited(place, built.site, {"CNAME": "the branch"})
    assert report.errors == ()
    assert dict(report.files)["CNAME"] == "the branch"


def test_hidden_files_of_an_earlier_build_are_noticed(original: Path, tmp_path: Path) -> None:
    root = tmp_path / "garden"
    gardens.write(root / "site", {".old.html": "from earlier"})
    done = sites.build(root, {"a.md": "# A\n\nText.\n"})
    assert done.code == 0, done.said
    output = Built(root).audit().output
    assert "site/.old.html:1  Nothing that the build knows of made this file." in output


def test_what_another_plugin_writes_after_the_pages_has_a_cause(tmp_path: Path) -> None:
    gardens.write(tmp_path, {"late.py": HOOK})
    gardens.write(tmp_path / "notes", {"a.md": "# A\n\nText.\n"})
    gardens.write(tmp_path / "docs", {"index.md": "# Home\n"})
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: G\ntheme: {name: material}\nhooks: [late.py]\nplugins: [search, syntopic]\n",
        "utf-8",
    )
    done = CliRunner().invoke(main, ["build", "-f", str(tmp_path / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    listed = Built(tmp_path).audit("--list")
    assert "  late.txt  a plugin: late.py" in listed.output
    assert listed.exit_code == 0


HOOK = """\
from pathlib import Path
def on_post_build(config, **_):
    Path(config.site_dir, "late.txt").write_text("late")
"""


def test_drafts_in_a_public_repository_are_told_with_the_way_out(built: Built) -> None:
    for words in (
        ("init", "--quiet"),
        ("remote", "add", "origin", "https://example.org/x.git"),
        ("add", "notes"),
    ):
        subprocess.run(["git", *words], cwd=built.root, check=True, capture_output=True)
    done = built.audit()
    assert done.exit_code == 1
    assert "git rm --cached -- notes/plan.md" in done.output
    config = built.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("{}", "{repository: private}")
    config.write_text(text, "utf-8")
    assert built.audit().exit_code == 0


def test_without_a_site_it_says_what_to_do(built: Built) -> None:
    shutil.rmtree(built.site)
    done = built.audit()
    assert done.exit_code == 2
    assert "build it first: syntopic build" in done.output


def test_the_record_of_causes_is_never_part_of_the_site(built: Built) -> None:
    assert not list(built.site.rglob("causes*"))
    record = (built.root / ".cache" / "syntopic" / "causes.json").read_text("utf-8")
    assert "plan" not in record
    assert str(built.root) not in record
