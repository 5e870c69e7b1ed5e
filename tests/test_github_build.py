"""The commands of the workflow's build job, run as they are written, as GitHub runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

from syntopic.cli import COMMANDS
from test_github_pages import PROJECT, WORKFLOW, as_environment, git, init, workflow

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "https://ada.github.io/my-garden"
VALUES = {"${{ steps.pages.outputs.base_url }}": SITE_URL}
"""What GitHub puts in the place of the expressions in a step's variables."""

pytestmark = [
    pytest.mark.xdist_group("github-pages"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="Syntopic is not in a git repository"),
    pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine"),
]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own, in which every package that could be asked for is installed already.

    Syntopic is there as pip leaves it, so that pip has something to compare with what it finds.
    """
    home = tmp_path_factory.mktemp("python")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "all.pth").write_text("\n".join(p for p in sys.path if Path(p).is_dir()), "utf-8")
    version = git_version()
    recorded = packages / f"mkdocs_syntopic-{version}.dist-info"
    recorded.mkdir()
    (recorded / "METADATA").write_text(f"Name: mkdocs-syntopic\nVersion: {version}\n", "utf-8")
    offered = distribution("mkdocs-syntopic").read_text("entry_points.txt")
    (recorded / "entry_points.txt").write_text(str(offered), "utf-8")
    program = home / "bin" / "syntopic"
    program.write_text(
        f"#!{home}/bin/python\nfrom syntopic.cli import main\n\nmain()\n", encoding="utf-8"
    )
    program.chmod(0o755)
    return home / "bin"


def git_version() -> str:
    """The version in the commit that is checked out, which is what git hands to pip."""
    text = git(ROOT, "show", "HEAD:pyproject.toml")
    return text.split('version = "')[1].split('"')[0]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository on a server, with a new garden in it and packages that its notes import."""
    folder = tmp_path_factory.mktemp("author") / "my-garden"
    init(folder)
    (folder / "notes" / "requirements.txt").write_text("numpy\n", "utf-8")
    git(folder, "init", "--initial-branch", "main")
    git(folder, "add", ".")
    git(folder, "commit", "--message", "My garden")
    there = tmp_path_factory.mktemp("server") / "my-garden.git"
    git(folder, "clone", "--bare", str(folder), str(there))
    return there


def checked_out(repository: Path, target: Path) -> Path:
    """A fresh clone, as the first step of the job makes it."""
    git(repository, "clone", f"file://{repository}", str(target))
    return target


def run_build(clone: Path, python: Path, *, installed: bool = False) -> tuple[str, str]:
    """Run every command of the build job; the name of the step that fails, and what was said.

    ``installed`` leaves out the step that installs, which takes the longest.
    """
    job = workflow(clone / WORKFLOW)["jobs"]["build"]
    settings = {f"url.file://{ROOT}.insteadOf": PROJECT, "safe.directory": "*"}
    machine = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTEST")},
        **as_environment(settings),
        "PATH": f"{python}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(clone.parent),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        # Nothing may come from anywhere else than from what is installed and from git.
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    said = ""
    for step in (step for step in job["steps"] if "run" in step):
        given = step.get("env", {})
        if installed and "SYNTOPIC" in given:
            continue
        script = clone.parent / "step.sh"
        script.write_text(step["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=clone,
            env=machine | {name: VALUES.get(value, value) for name, value in given.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=500,
        )
        said += f"--- {step['name']}\n{done.stdout}"
        if done.returncode:
            return str(step["name"]), said
    return "", said


def test_a_fresh_clone_becomes_an_audited_site_at_its_address(
    published: Path, python: Path, tmp_path: Path
) -> None:
    clone = checked_out(published, tmp_path / "clone")
    failed, said = run_build(clone, python)
    assert failed == "", said
    assert "git clone" in said and "Requirement already satisfied: numpy" in said
    handed_over = next(
        step["with"]["path"]
        for step in workflow(clone / WORKFLOW)["jobs"]["build"]["steps"]
        if "upload-pages-artifact" in step.get("uses", "")
    )
    site = clone / handed_over
    page = (site / "topics/slope-of-a-line/index.html").read_text("utf-8")
    assert f'href="{SITE_URL}/topics/slope-of-a-line/"' in page.replace("href=h", 'href="h')
    assert ">2.0" in page, "the code of the note has run"
    missing = (site / "404.html").read_text("utf-8")
    assert "/my-garden/assets/" in missing, "styles are found from any address that is missing"
    assert git(clone, "status", "--short") == "", "a build leaves nothing for git to see"


def test_a_private_note_that_git_knows_stops_the_run(
    published: Path, python: Path, tmp_path: Path
) -> None:
    clone = checked_out(published, tmp_path / "clone")
    diary = clone / "notes" / "diary.md"
    diary.write_text("---\ndraft: true\n---\n# Diary\n\nNobody should read this.\n", "utf-8")
    git(clone, "add", ".")
    git(clone, "commit", "--message", "Diary")
    failed, said = run_build(clone, python, installed=True)
    assert failed == "Look for anything private in it", said
    assert "notes/diary.md" in said


def test_an_error_in_a_note_stops_the_run_before_anything_is_audited(
    published: Path, python: Path, tmp_path: Path
) -> None:
    clone = checked_out(published, tmp_path / "clone")
    (clone / "notes" / "broken.md").write_text("# Broken\n\n[Here](nowhere.md)\n", "utf-8")
    failed, said = run_build(clone, python, installed=True)
    assert failed == "Build the site", said
    assert "notes/broken.md:" in said


def test_every_command_of_ours_in_the_workflow_exists(published: Path, tmp_path: Path) -> None:
    clone = checked_out(published, tmp_path / "clone")
    job = workflow(clone / WORKFLOW)["jobs"]["build"]
    lines = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    ours = [line.split()[1] for line in lines if line.startswith("syntopic ")]
    assert ours == ["build", "audit"]
    assert set(ours) <= set(COMMANDS)


@pytest.mark.parametrize(
    ("given", "passed", "canonical"),
    [
        ("", "https://ada.github.io", "https://ada.github.io/"),
        ("", "https://notes.example.org/", "https://notes.example.org/"),
        ("https://mine.example.org/x/", SITE_URL, "https://mine.example.org/x/"),
    ],
)
def test_the_author_s_own_address_wins_over_the_one_that_github_says(
    tmp_path: Path, given: str, passed: str, canonical: str
) -> None:
    init(tmp_path)
    if given:
        settings = yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings | {"site_url": given}))
    call = [sys.executable, "-c", "from syntopic.cli import main; main()", "build"]
    done = subprocess.run(
        [*call, "--site-url", passed], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8").replace('"', "")
    assert f"rel=canonical href={canonical}" in page or f"href={canonical} rel=canonical" in page
    assert ("links and feeds name" in done.stderr) == bool(given)


def test_an_address_that_is_none_is_refused_with_what_it_should_be(tmp_path: Path) -> None:
    init(tmp_path)
    call = [sys.executable, "-c", "from syntopic.cli import main; main()", "build"]
    done = subprocess.run(
        [*call, "--site-url", "ada.github.io"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert 'syntopic: --site-url: "ada.github.io" should begin with https://' in done.stderr
    assert not (tmp_path / "site").exists()
