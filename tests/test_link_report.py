"""The report of links: counted, note by note, at the end of every build and in ``status``."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

import gardens
import sites
from syntopic.cli import main
from syntopic.configuration import Options
from syntopic.garden import Garden, build_garden
from syntopic.linking.report import KINDS, LinkReport, link_report
from syntopic.mkdocs_plugin.reporting import MOST_NOTES, report, report_links
from syntopic.model import NotePath, Severity

NOTES = {
    "b.md": "# B\n\n[gone](gone.md)\n\n[[Eigenvector]], [[C]] and ![p](p.png)\n",
    "a.md": "# A\n\nSee [[Nowhere at all]].\n",
    "c.md": "# C\n\nFine: [[A]].\n",
    "eigen.md": "# Eigenvectors and values\n\ne\n",
    "shy.md": "---\ndraft: true\n---\n# Shy\n",
    "open.md": "# Open\n\n[[shy]], which is private\n",
}


@pytest.fixture
def garden(tmp_path: Path) -> Garden:
    return build_garden(gardens.write(tmp_path / "notes", NOTES), Options())


def lines(garden: Garden, caplog: pytest.LogCaptureFixture) -> list[str]:
    log = logging.getLogger("told")
    with caplog.at_level(logging.INFO, "told"):
        report(garden, log, serving=False)
        report_links(garden, log, serving=False)
    return [f"{one.levelname} {row}" for one in caplog.records for row in one.message.split("\n")]


def test_problems_of_links_are_grouped_by_note_and_counted_the_worst_first(garden: Garden) -> None:
    found = link_report(garden.problems)
    assert [(path, [p.code for p in problems]) for path, problems in found.notes] == [
        (NotePath("a.md"), ["link-missing"]),
        (NotePath("b.md"), ["link-broken", "link-missing", "picture-missing"]),
    ]
    assert found.counts == "1 broken, 1 picture missing, 2 not noted yet, in 2 notes"
    assert link_report(garden.problems, Severity.HINT).counts == "2 not noted yet, in 2 notes"
    assert LinkReport().counts == ""


def test_the_log_names_each_problem_once_with_place_fix_and_code(
    garden: Garden, caplog: pytest.LogCaptureFixture
) -> None:
    told = lines(garden, caplog)
    assert "INFO links: 1 broken, 1 picture missing, 2 not noted yet, in 2 notes" in told
    for problem in link_report(garden.problems).problems:
        (line,) = [row for row in told if f"[{problem.code}]" in row and str(problem.origin) in row]
        assert f" notes/{problem.origin}: {problem.message}. {problem.fix} [" in line
    warned = [record for record in caplog.records if record.levelname == "WARNING"]
    assert [record.message.count("\n") for record in warned] == [2]


def test_where_every_link_leads_somewhere_one_line_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notes = gardens.write(tmp_path / "notes", {"a.md": "# A\n\n[[B]]\n", "b.md": "# B\n\nb\n"})
    told = lines(build_garden(notes, Options()), caplog)
    assert told[1:] == ["INFO every link leads somewhere"]


def test_many_notes_with_hints_do_not_flood_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    many = {f"n{n}.md": f"# Topic {n}\n\n[[Missing {n}]]\n" for n in range(MOST_NOTES + 3)}
    told = lines(build_garden(gardens.write(tmp_path / "notes", many), Options()), caplog)
    assert sum("[link-missing]" in row for row in told) == MOST_NOTES
    assert told[-1] == "INFO and in 3 more notes (see: syntopic status --all)"


def test_every_build_ends_with_the_report_and_strict_fails_on_its_errors(tmp_path: Path) -> None:
    site = sites.build(tmp_path, NOTES, strict=True)
    assert site.code == 1
    assert site.said.count("[link-broken]") == site.said.count("the link to gone.md") == 1
    assert site.said.index("Building documentation") < site.said.index("links: 1 broken")
    assert "Aborted with 1 warning" in site.said
    assert "Shy" not in site.said and "shy.md" not in site.said


def test_status_counts_errors_first_and_shows_hints_on_request(
    garden: Garden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    short = CliRunner().invoke(main, ["status"]).output
    assert short.startswith("Links: 1 broken, 1 picture missing, in 1 note\n  notes/b.md:3  ")
    assert "link-missing" not in short
    long = CliRunner().invoke(main, ["status", "--all"]).output
    assert long.startswith(short.split("\n\n")[0])
    assert "Hints on links: 2 not noted yet, in 2 notes\n  notes/a.md:3  " in long
    assert long.count("[link-missing]") == 2


def test_a_circle_names_all_of_its_files_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    notes = {
        "a/x.md": "---\nrequires: [Y]\n---\n# X\n\n![[Y]]\n",
        "x.md": "---\nconcept: Y\nrequires: [X]\n---\n![[a/x.md]]\n",
    }
    garden = build_garden(gardens.write(tmp_path / "notes", notes), Options())
    loop = "notes/a/x.md:6 has ![[Y]], notes/x.md:5 has ![[a/x.md]]"
    needs = '"X" needs "Y" (notes/a/x.md:2), "Y" needs "X" (notes/x.md:3)'
    logged = "\n".join(lines(garden, caplog))
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    status = CliRunner().invoke(main, ["status", "--json"]).output
    for told in (logged, json.loads(status)["problems"][0]["message"]):
        assert loop in told or needs in told
    assert loop in logged and needs in logged
    monkeypatch.chdir(tmp_path / "notes")
    inside = " ".join(CliRunner().invoke(main, ["status", "-f", "../mkdocs.yml"]).output.split())
    assert loop.replace("notes/", "") in inside


def test_every_kind_in_the_report_is_a_problem_that_is_documented() -> None:
    text = (Path(__file__).parent.parent / "docs" / "problems.md").read_text(encoding="utf-8")
    assert [code for code in KINDS if f"### {code}\n" not in text] == []
