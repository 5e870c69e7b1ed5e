"""``init --github-pages``: the workflow that publishes a garden, and how its author gets there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
import yaml
from build_frontend import node_with_packages
from click.testing import CliRunner, Result

from syntopic.cli import main
from syntopic.cli.github import PROJECT, requirement

ACTIONLINT = Path(__file__).parent / "actionlint"
WORKFLOW = ".github/workflows/publish.yml"

# One worker for all: two that install the same folder of packages would disturb each other.
pytestmark = pytest.mark.xdist_group("github-pages")


def init(*arguments: str | Path) -> Result:
    told = CliRunner().invoke(main, ["init", *map(str, arguments), "--github-pages"])
    assert told.exit_code == 0, told.output
    return told


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody, whatever this machine's own settings are."""
    named = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=0")
    done = subprocess.run(
        ["git", *named, "-C", str(folder), *arguments], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def workflow(file: Path) -> dict[str, Any]:
    read = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(read, dict)
    return read


def contents(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new garden, made to be published."""
    folder = tmp_path_factory.mktemp("new") / "my-garden"
    init(folder)
    return folder


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A garden in a folder of a repository that holds more, with names that have to be quoted."""
    top = tmp_path_factory.mktemp("repository")
    git(top, "init", "--initial-branch", "trunk")
    folder = top / "all my: notes #1"
    (folder / "no tes").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: N\ntheme: {name: material}\nsite_dir: 'built site'\n"
        "plugins: [search, syntopic: {notes_dir: no tes}]\n",
        "utf-8",
    )
    (folder / "no tes" / "requirements.txt").write_text("numpy\n", "utf-8")
    git(top, "add", ".")
    git(top, "commit", "--message", "Begin")
    init(folder)
    return top


@pytest.fixture(scope="module", params=["garden", "nested"])
def file(request: pytest.FixtureRequest) -> Path:
    """A workflow as `init` writes it."""
    folder = request.getfixturevalue(request.param)
    assert isinstance(folder, Path)
    return folder / WORKFLOW


# What the workflow is


def test_zizmor_finds_no_weak_spot_even_where_it_looks_hardest(file: Path) -> None:
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [program, "--offline", "--no-config", "--persona", "auditor", file],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "No findings" in done.stdout


def test_zizmor_would_find_a_weak_spot(garden: Path, tmp_path: Path) -> None:
    text = (garden / WORKFLOW).read_text("utf-8")
    (tmp_path / "weak.yml").write_text(re.sub("@[0-9a-f]{40} #", "@v7 #", text), "utf-8")
    program = Path(sys.executable).with_name("zizmor")
    call = [program, "--offline", "--no-config", tmp_path / "weak.yml"]
    assert subprocess.run(call, capture_output=True).returncode != 0


def test_actionlint_finds_no_mistake(file: Path) -> None:
    assert lint(file) == ""


def test_actionlint_would_find_a_mistake(garden: Path, tmp_path: Path) -> None:
    text = (garden / WORKFLOW).read_text("utf-8")
    (tmp_path / "wrong.yml").write_text(text.replace("steps.pages.", "steps.page."), "utf-8")
    assert 'property "page" is not defined' in lint(tmp_path / "wrong.yml")


def lint(file: Path) -> str:
    node = node_with_packages(ACTIONLINT)
    call = [node, "lint.mjs", str(file)]
    done = subprocess.run(call, cwd=ACTIONLINT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def steps(job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from job["steps"]


def test_each_job_may_do_what_it_needs_and_no_more(file: Path) -> None:
    read = workflow(file)
    jobs = read["jobs"]
    assert read["permissions"] == {}
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert set(jobs) == {"build", "deploy"}
    assert [s["uses"].split("@")[0] for s in steps(jobs["deploy"])] == ["actions/deploy-pages"]
    assert "secrets" not in file.read_text("utf-8")
    assert all(job["timeout-minutes"] <= 30 for job in jobs.values())
    (checkout,) = (s for s in steps(jobs["build"]) if "checkout" in s.get("uses", ""))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_every_action_is_pinned_by_its_commit_beside_its_version(file: Path) -> None:
    uses = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert len(uses) == 9
    for one in uses:
        assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


def test_a_pull_request_builds_and_audits_but_neither_keeps_nor_publishes_anything(
    file: Path,
) -> None:
    read = workflow(file)
    branch = read[True]["push"]["branches"][0]  # YAML reads "on" as true
    assert set(read[True]) == {"push", "pull_request", "workflow_dispatch"}
    # a pull request runs as refs/pull/NUMBER/merge
    only = f"github.ref == 'refs/heads/{branch}'"
    build = read["jobs"]["build"]
    guarded = [s for s in steps(build) if s.get("if", "").startswith(only)]
    named = [s["uses"].split("@")[0] for s in guarded]
    save = "actions/cache/save"
    assert named == [save, save, "actions/upload-pages-artifact"]
    uses = [s["uses"].split("@")[0] for s in steps(build) if "uses" in s]
    assert [one for one in uses if "cache" in one] == ["actions/cache/restore"] * 2 + [save] * 2
    assert read["jobs"]["deploy"]["if"] == only
    assert all("if" not in s for s in steps(build) if "run" in s)
    assert "cache" not in next(s for s in steps(build) if "python" in s.get("uses", ""))["with"]


def test_a_run_that_publishes_is_never_cut_short(garden: Path) -> None:
    cancel = workflow(garden / WORKFLOW)["concurrency"]["cancel-in-progress"]
    assert cancel == "${{ github.event_name == 'pull_request' }}"


# Where it goes, and for which branch


def test_a_garden_below_the_top_of_its_repository_is_published_from_there(nested: Path) -> None:
    read = workflow(nested / WORKFLOW)
    assert read["defaults"]["run"]["working-directory"] == "all my: notes #1"
    paths = [s["with"]["path"] for s in steps(read["jobs"]["build"]) if "path" in s.get("with", {})]
    outputs = "all my: notes #1/.cache/syntopic"
    pip = "~/.cache/pip"
    assert paths == [pip, outputs, pip, outputs, "all my: notes #1/built site"]
    install = next(s for s in steps(read["jobs"]["build"]) if "SYNTOPIC" in s.get("env", {}))
    assert "for list in requirements.txt 'no tes/requirements.txt'; do" in install["run"]


@pytest.mark.parametrize(
    ("commands", "branch"),
    [
        ((("init", "--initial-branch", "master"),), "master"),
        ((("init", "--initial-branch", "notes/2.x"),), "notes/2.x"),
        ((("init", "--initial-branch", "a'b"),), "main"),
        ((("init", "--initial-branch", "main"), "commit", ("switch", "-c", "idea")), "main"),
        (
            (
                ("init", "--initial-branch", "main"),
                "commit",
                ("update-ref", "refs/remotes/origin/trunk", "HEAD"),
                ("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"),
            ),
            "trunk",
        ),
        ((), "main"),
    ],
)
def test_the_branch_is_the_one_that_the_repository_is_about(
    tmp_path: Path, commands: tuple[Any, ...], branch: str
) -> None:
    for command in commands:
        git(tmp_path, *(("commit", "--allow-empty", "-m", "x") if command == "commit" else command))
    told = init(tmp_path)
    assert workflow(tmp_path / WORKFLOW)[True]["push"]["branches"] == [branch]
    assert f"every push to {branch} publishes it anew" in told.output


def test_a_garden_that_exists_gets_what_is_missing_and_no_other_byte_changes(
    tmp_path: Path,
) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [syntopic: {notes_dir: n}]\n", "utf-8")
    (tmp_path / "n").mkdir()
    before = contents(tmp_path)
    init(tmp_path, "--source", "Ignored")
    after = contents(tmp_path)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {".gitignore", WORKFLOW}
    (tmp_path / WORKFLOW).write_text("mine", "utf-8")
    again = init(tmp_path).output
    assert (tmp_path / WORKFLOW).read_text("utf-8") == "mine"
    assert re.search(rf"kept +\S*{WORKFLOW}", again)


def test_without_the_flag_nothing_of_github_is_written(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path), "--yes"])
    assert not (tmp_path / ".github").exists()


# What installs Syntopic there


def recorded(folder: Path, direct_url: str, package: str = "mkdocs-syntopic") -> None:
    """Lay out what pip leaves beside an installed package."""
    place = folder / f"{package.replace('-', '_')}-1.2.3.dist-info"
    place.mkdir()
    (place / "METADATA").write_text(f"Name: {package}\nVersion: 1.2.3\n", "utf-8")
    if direct_url:
        (place / "direct_url.json").write_text(direct_url, "utf-8")


@pytest.mark.parametrize(
    ("direct_url", "wanted"),
    [
        ("", "mkdocs-syntopic==1.2.3"),
        (
            '{"url": "https://example.org/fork", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "mkdocs-syntopic @ git+https://example.org/fork@abc",
        ),
    ],
)
def test_github_installs_the_same_syntopic_that_the_author_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, direct_url: str, wanted: str
) -> None:
    recorded(tmp_path, direct_url)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert requirement() == wanted


def test_from_a_checkout_it_is_the_commit_that_is_checked_out() -> None:
    root = Path(__file__).resolve().parent.parent
    commit = git(root, "rev-parse", "HEAD") if (root / ".git").exists() else "main"
    assert requirement() == f"mkdocs-syntopic @ git+{PROJECT}@{commit}"


@pytest.mark.parametrize(
    ("direct_url", "wanted"),
    [
        ("", "mkdocs-quickbuild==1.2.3"),
        (
            '{"url": "https://example.org/fork", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "mkdocs-quickbuild @ git+https://example.org/fork@abc#subdirectory=plugins/quickbuild",
        ),
    ],
)
def test_github_installs_the_same_build_cache_too_where_the_author_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, direct_url: str, wanted: str
) -> None:
    recorded(tmp_path, direct_url, "mkdocs-quickbuild")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert requirement("mkdocs-quickbuild") == wanted


def test_the_workflow_asks_for_the_build_cache_only_where_the_author_has_it(
    garden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = workflow(garden / WORKFLOW)["jobs"]["build"]["steps"]
    (step,) = (one for one in steps if "SYNTOPIC" in one.get("env", {}))
    assert step["env"]["QUICKBUILD"] == requirement("mkdocs-quickbuild")
    assert 'wanted=("$SYNTOPIC" "$QUICKBUILD")' in step["run"]

    def missing(package: str) -> Distribution:
        raise PackageNotFoundError(package)

    monkeypatch.setattr("syntopic.cli.github.distribution", missing)
    init(tmp_path)
    assert "QUICKBUILD" not in (tmp_path / WORKFLOW).read_text("utf-8")


# What the author is told


def test_the_steps_say_what_becomes_public_before_they_say_how(garden: Path) -> None:
    told = init(garden).output
    marks = ["everybody can read", "notes/private/", "github.com/new", "git push", "Settings →"]
    places = [told.index(mark) for mark in (*marks, "Run workflow", "github.io/my-garden/")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("remote", "page", "site"),
    [
        ("https://github.com/Ada/My.Notes", "Ada/My.Notes", "ada.github.io/My.Notes/"),
        ("git@github.com:ada/notes.git", "ada/notes", "ada.github.io/notes/"),
        ("ssh://git@github.com/Ada/Ada.github.io.git", "Ada/Ada.github.io", "ada.github.io/"),
    ],
)
def test_for_a_repository_on_github_the_steps_lead_to_its_own_pages(
    tmp_path: Path, remote: str, page: str, site: str
) -> None:
    git(tmp_path, "init")
    git(tmp_path, "remote", "add", "origin", remote)
    told = init(tmp_path).output
    assert f"https://github.com/{page}/settings/pages" in told
    assert f"the site is at https://{site}\n" in told
    assert "github.com/new" not in told and "git init" not in told


@pytest.mark.parametrize("begun", [False, True])
def test_the_printed_commands_can_be_typed_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    folder, there = tmp_path / 'a "garden" of $mine', tmp_path / "there.git"
    folder.mkdir()
    git(tmp_path, "init", "--bare", "--initial-branch", "main", str(there))
    if begun:
        git(folder, "init", "--initial-branch", "main")
        git(folder, "remote", "add", "origin", "https://gitlab.com/ada/garden.git")
    monkeypatch.chdir(tmp_path)
    told = init(folder).output
    typed = "\n".join(re.findall(r"^ {7}((?:cd|git) .*)$", told, re.MULTILINE))
    (address,) = re.findall(r"https://github\.com/\S+\.git", typed)
    settings = {
        f"url.{there}.insteadOf": address,
        "user.name": "Ada",
        "user.email": "ada@example.org",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", typed],
        cwd=tmp_path,
        env=os.environ | as_environment(settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, typed + done.stderr
    listed = git(there, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert {WORKFLOW, "mkdocs.yml", ".gitignore"} <= set(listed)


def as_environment(settings: dict[str, str]) -> dict[str, str]:
    """Settings of git, as a process is told them."""
    told = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told
