from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from syntopic.cli import main
from syntopic.cli.lookalikes import lookalikes
from syntopic.cli.opening import find, opened
from syntopic.cli.steps import learning_order, next_steps
from syntopic.cli.symbols import symbols_in
from syntopic.garden import Garden
from syntopic.languages import language
from syntopic.model import Concept, Gathered
from syntopic.names import slug

FULL = "# {}\n\nIn words.\n\n## Picture\n\nA sketch.\n\n## Formula\n\nf\n\n## Try it\n\nprint(1)\n"

SYLLABUS = """
goal: Engineer
areas:
- name: Calculus
  concepts:
  - {name: Chain rule, requires: [Derivative]}
  - {name: Derivative, requires: [Limits]}
- name: Algebra
  concepts: [Vectors, Matrices]
- name: Base
  concepts: [Limits]
roles:
  Engineer: [Calculus]
  Analyst: [Algebra, Limits]
"""


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: G\nplugins: [syntopic]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "notes", "syllabus.yml", SYLLABUS)
    write(
        tmp_path / "notes", "sources.yml", "- {key: a, status: done}\n- {key: b, status: doing}\n"
    )
    return tmp_path / "notes"


def write(notes: Path, path: str, text: str) -> None:
    (notes / path).parent.mkdir(parents=True, exist_ok=True)
    (notes / path).write_text(text, "utf-8")


def status(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["status", *arguments])


def garden() -> Garden:
    return opened(find(Path("mkdocs.yml")))


def names() -> list[str]:
    return [gathered.concept.name for gathered in learning_order(garden())]


def test_the_goal_is_expanded_with_what_it_requires_in_learning_order(notes: Path) -> None:
    assert names() == ["Limits", "Derivative", "Chain rule"]


@pytest.mark.parametrize(
    ("goal", "order"),
    [
        ("Analyst", ["Vectors", "Matrices", "Limits"]),
        ("engineer", ["Limits", "Derivative", "Chain rule"]),
        ("", ["Limits", "Derivative", "Chain rule", "Vectors", "Matrices"]),
    ],
)
def test_every_goal_has_its_order_and_without_one_the_syllabus_counts(
    notes: Path, goal: str, order: list[str]
) -> None:
    write(notes, "syllabus.yml", SYLLABUS.replace("goal: Engineer", f"goal: {goal}"))
    assert names() == order


def test_a_circle_of_requirements_still_has_an_order(notes: Path) -> None:
    write(
        notes,
        "syllabus.yml",
        "areas:\n- name: A\n  concepts:\n  - {name: X, requires: [Y]}\n"
        "  - {name: Y, requires: [X]}\n",
    )
    assert sorted(names()) == ["X", "Y"]


def test_without_a_syllabus_what_is_linked_most_comes_first(notes: Path) -> None:
    (notes / "syllabus.yml").unlink()
    write(notes, "one.md", "See [[Zebra]].\n")
    write(notes, "two.md", "See [[Zebra]] and [[one]].\n")
    write(notes, "zebra.md", "Stripes.\n")
    assert names() == ["zebra", "one", "two"]


def test_at_most_three_steps_are_named_each_with_a_command_that_works(notes: Path) -> None:
    write(notes, "syllabus.yml", SYLLABUS.replace("goal: Engineer", ""))
    told = status()
    assert told.exit_code == 0
    assert told.output.count("      syntopic ") == 3
    assert (
        "note Limits: nothing yet; b may have it\n      syntopic new note Limits --source b\n"
        in told.output
    )
    for step in next_steps(garden()):
        words = [word.strip('"') for word in step.command.split(" ", 3)[1:]]
        assert words[:2] == ["new", "note"]
    assert CliRunner().invoke(main, ["new", "note", "Limits", "--source", "b"]).exit_code == 0


def test_steps_go_from_the_first_note_over_what_nobody_says_to_the_synthesis(notes: Path) -> None:
    seen: list[str] = []

    def look() -> None:
        first = next_steps(garden(), 1)[0]
        seen.append(f"{first.text} | {first.command}")

    look()
    write(notes, "a/limits.md", "# Limits\n\nCloser and closer.\n")
    look()
    write(notes, "a/limits.md", FULL.format("Limits").replace("f\n", "$$\nf\n$$\n"))
    look()
    write(notes, "b/limits.md", "# Limits\n\nA value that a function approaches in the end.\n")
    look()
    CliRunner().invoke(main, ["new", "synthesis", "Limits"])
    write(notes, "synthesis/limits.md", "# Limits\n\nMine.\n")
    look()
    write(notes, "b/limits.md", "# Limits\n\nSomething else entirely, on sequences.\n")
    look()
    assert seen == [
        "note Limits: nothing yet; b may have it | syntopic new note Limits --source b",
        "find a picture for Limits: nobody has said it yet | syntopic status --concept Limits",
        "note Derivative: nothing yet; b may have it | syntopic new note Derivative --source b",
        "write the synthesis of Limits: 2 sources are ready | syntopic new synthesis Limits",
        "note Derivative: nothing yet; b may have it, as it has Limits | "
        "syntopic new note Derivative --source b",
        "read the synthesis of Limits again: 1 change since | syntopic changed Limits",
    ]


def test_only_a_source_that_may_well_have_a_concept_is_suggested_for_it(notes: Path) -> None:
    write(notes, "b/vectors.md", "# Vectors\n\nArrows.\n")
    assert "note Limits: nothing yet\n      syntopic new note Limits\n" in status().output
    assert "nothing is noted" in (told := status("--concept", "Limits").stderr)
    assert told.endswith("syntopic new note Limits\n")
    write(notes, "syllabus.yml", SYLLABUS.replace("Engineer\n", "Analyst\n"))
    told = status().output
    assert "note Matrices: nothing yet; b may have it, as it has Vectors\n" in told
    assert "syntopic new note Matrices --source b\n" in told


def finished(notes: Path, front: str = "") -> None:
    """A concept with its synthesis; only one source tells of it, and none has an intuition."""
    write(notes, "a/limits.md", f"---\n{front}\n---\n# Limits\n\nCloser and closer.\n")
    write(notes, "synthesis/limits.md", "# Limits\n\nMine.\n")


def test_what_a_finished_concept_lacks_is_a_hint_for_those_who_ask_for_all(notes: Path) -> None:
    before = status().output
    finished(notes)
    told = status("--all").output
    assert "notes/syllabus.yml:11  Limits: a alone tells of it" in told
    assert "b may have it: syntopic new note Limits --source b  [one-source]" in told
    assert "notes/syllabus.yml:11  Limits: no note has an intuition or a picture" in told
    assert status("--strict").exit_code == 0
    quiet = status().output
    assert quiet.count("      syntopic ") <= 3
    assert "2 hints for a rainy day" in quiet and "2 hints for a rainy day" in before
    assert "intuition" not in quiet and "alone tells" not in quiet


def test_enough_a_second_source_or_a_picture_ends_such_hints(notes: Path) -> None:
    finished(notes, "enough: true")
    assert "  Limits: " not in status("--all").output
    finished(notes)
    write(notes, "limits.md", "# Limits\n\n## Picture\n\nA wall that one walks up to.\n")
    assert "  Limits: " not in status("--all").output


def test_enough_ends_what_is_missing(notes: Path) -> None:
    write(notes, "a/limits.md", "---\nenough: true\n---\n# Limits\n\nCloser and closer.\n")
    assert next_steps(garden())[0].concept == "Derivative"


def test_a_finished_goal_is_praised_and_nothing_more_is_asked(notes: Path) -> None:
    write(notes, "syllabus.yml", "goal: A\nareas: [{name: A, concepts: [{name: X, enough: true}]}]")
    assert "Nothing is left to do, towards A. Well done." in status().output


def test_an_empty_garden_is_told_how_to_begin(notes: Path) -> None:
    (notes / "syllabus.yml").unlink()
    assert "begin with one note" in status().output


def test_errors_come_first_with_place_and_fix_and_strict_fails_on_them_only(notes: Path) -> None:
    assert status("--strict").exit_code == 0
    write(notes, "a/x.md", "# X\n\n[gone](gone.md)\n")
    told = status("--strict")
    assert told.exit_code == 1
    assert told.output.startswith("Links: 1 broken, in 1 note\n  notes/a/x.md:3  ")
    assert "[link-broken" in told.output.splitlines()[2]
    assert status().exit_code == 0


def test_links_to_drafts_fail_no_strict_build_and_are_told_as_what_they_are(notes: Path) -> None:
    write(notes, "a/x.md", "# X\n\n[[Shy]], [shy](shy.md), ![p](../private/p.png)\n")
    write(notes, "a/shy.md", "---\ndraft: true\n---\n# Shy\n")
    write(notes, "private/p.png", "no picture")
    assert status("--strict").exit_code == 0
    told = status("--all").output
    assert told.count("[link-private]") == 3
    assert "[[Shy]] means a/shy.md, which is private: readers see its words and no link" in told
    assert "nothing is noted about" not in told


def test_hints_are_counted_and_shown_on_request(notes: Path) -> None:
    write(notes, "a/x.md", "# X\n\n[[Nowhere to be found]]\n")
    assert "3 hints for a rainy day: syntopic status --all" in status().output
    told = status("--all").output
    assert "notes/a/x.md:3" in told
    assert "note Vectors: nothing yet" in told
    assert "find a picture for X" in told


def test_a_stale_synthesis_and_lookalikes_come_before_the_next_steps(notes: Path) -> None:
    write(notes, "a/limits.md", "# Limits\n\nCloser and closer.\n")
    CliRunner().invoke(main, ["new", "synthesis", "Limits"])
    write(notes, "synthesis/limits.md", "# Limits\n\nMine.\n")
    write(notes, "b/limits.md", "# Limits\n\nA value that a function approaches in the end.\n")
    write(notes, "PCA.md", "Turns data.\n")
    write(notes, "principal component analysis.md", "Finds directions.\n")
    told = status().output
    typed = 'syntopic same "principal component analysis" PCA'
    assert typed in told
    assert told.index(typed) < told.index("syntopic changed Limits") < told.index("Next")
    assert told.count("syntopic changed Limits") == 1


def test_json_has_what_other_programs_need(notes: Path) -> None:
    write(notes, "a/limits.md", "# Limits\n\nCloser and closer. [[Ü]]\n")
    CliRunner().invoke(main, ["new", "synthesis", "Limits"])
    write(notes, "synthesis/limits.md", "# Limits\n\nMine.\n")
    write(notes, "b/limits.md", "# Limits\n\nA value that a function approaches in the end.\n")
    told = json.loads(status("--json").output)
    assert list(told) == ["version", "problems", "coverage", "stale", "private", "next"]
    assert told["version"] == 1
    assert all(
        list(problem) == ["code", "severity", "path", "line", "message", "fix"]
        for problem in told["problems"]
    )
    missing = next(p for p in told["problems"] if p["code"] == "link-missing")
    assert (missing["severity"], missing["path"], missing["line"]) == (
        "hint",
        "notes/a/limits.md",
        3,
    )
    assert told["coverage"] == {"Limits": {"plain-english": ["a", "b"]}}
    assert told["stale"] == {"Limits": [{"note": "notes/b/limits.md", "line": 3, "kind": "new"}]}
    assert told["next"][0] == {
        "concept": "Limits",
        "step": "read the synthesis of Limits again: 1 change since",
        "command": "syntopic changed Limits",
    }


def test_json_and_lists_do_not_mix(notes: Path) -> None:
    assert status("--json", "--all").exit_code == 2
    assert status("--concept", "Limits", "--json").exit_code == 2


def test_no_code_runs(notes: Path) -> None:
    write(notes, "a/x.md", "# X\n\n```python exec\nopen('/tmp/ran', 'w')\n1 / 0\n```\n")
    assert status("--strict").exit_code == 0
    assert not (notes.parent / ".cache").exists()


def test_a_concept_is_shown_as_markdown_to_fill_in_which_a_note_takes(notes: Path) -> None:
    write(
        notes,
        "a/line.md",
        "# Line\n\nStraight.\n\n## Formula\n\n$$\ny = mx + b\n$$\n\n- $m$ is the slope\n",
    )
    told = status("--concept", "line")
    assert told.output == (
        "<!-- below the formula in notes/a/line.md:7 -->\n\n- $y$ is …\n- $x$ is …\n- $b$ is …\n"
        "\nIn words: …\n\n"
        "## Picture\n\n<!-- Nobody has said it yet. What do you see when you think of it? -->\n\n"
        "## Try it\n\n<!-- Nobody has said it yet. A few lines of code that show it, in a "
        '"python exec" fence. -->\n\n'
        "## Interview questions\n\n<!-- No card asks about it yet; some to choose from: "
        "syntopic cards --suggest Line -->\n"
    )
    write(
        notes,
        "a/line.md",
        "# Line\n\nStraight.\n\n## Picture\n\nA ruler.\n\n## Formula\n\n$$\ny = mx + b\n$$\n\n"
        "- $m$ is the slope\n- $y$ is up\n- $x$ is right\n- $b$ is where\n\nIn words: so.\n\n"
        "## Try it\n\n```python exec\n1\n```\n\nQ: Up?\nA: So.\n",
    )
    done = status("--concept", "line")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Nothing is missing here.\n")


@pytest.mark.parametrize(
    ("tex", "symbols"),
    [
        (r"y = mx + b", "y m x b"),
        (r"\mathbf{w} = (X^\top X)^{-1} X^T y", r"\mathbf{w} X y"),
        (r"\frac{dy}{dx} = \lim_{h \to 0} f(x+h)", "y x f"),
        (r"e^{-x} + \exp x", "x"),
        (r"\operatorname{Var}(X) = \sum_{i=1}^n (x_i - \bar x)^2", r"X n x \bar{x}"),
        (r"\hat{y}_{i,j} = \vec v_{max}", r"\hat{y} \vec{v}"),
        (r"\text{if } x \in \mathbb{R}^n", "x n"),
        (r"\begin{pmatrix} a & b \\[2pt] c \end{pmatrix}", "a b c"),
        (r"\lambda \leq \alpha_1", r"\lambda \alpha"),
        ("", ""),
    ],
)
def test_the_symbols_of_a_formula_are_its_letters_that_stand_for_something(
    tex: str, symbols: str
) -> None:
    assert symbols_in(tex) == tuple(symbols.split())


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=r"\{}_^ abdeijTxmathbfvecsumfrac&$", max_size=40))
def test_no_formula_is_too_broken_to_be_searched_for_symbols(tex: str) -> None:
    found = symbols_in(tex)
    assert len(set(found)) == len(found)


def alike(*concepts: str) -> list[tuple[str, str]]:
    gathered = [Gathered(Concept(name, slug(name)), (), ()) for name in concepts]
    return [(p.keep, p.other) for p in lookalikes(gathered, language("en").opposites)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Principal component analysis", "PCA"),
        ("Area under the curve", "AUC"),
        ("Long short-term memory", "LSTM"),
        ("PCA", "Principal component analysis (PCA)"),
        ("Principal component analysis", "Principal component analysis (PCA)"),
        ("Regularization", "Regularisation"),
        ("Linear modeling", "Linear modelling"),
        ("Eigenvalues and eigenvectors", "Eigenvectors and eigenvalues"),
        ("Derivative", "The derivative"),
        ("Covariance matrix", "Convariance matrix"),
        ("Bernoulli distribution", "Bernouli distribution"),
        ("Poisson process", "Poison process"),
        ("Causality", "Casuality"),
    ],
)
def test_names_that_are_hardly_ever_two_concepts_look_like_one(first: str, second: str) -> None:
    assert {*alike(first, second)[0]} == {first, second}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Row space", "Raw space"),
        ("Supervised learning", "Unsupervised learning"),
        ("Maximum", "Minimum"),
        ("Type I error", "Type II error"),
        ("L1 norm", "L2 norm"),
        ("Normal distribution", "Normalized distribution"),
        ("General linear model", "Generalized linear model"),
        ("Linear function", "Linear functional"),
        ("Estimator", "Estimate"),
        ("Convex function", "Concave function"),
        ("Batch normalization", "Patch normalization"),
        ("C", "C++"),
        ("k-means", "k-means++"),
        ("Linear regression", "LR"),
        ("Scalar", "Scaler"),
        ("Variance", "Covariance"),
        ("Homoscedasticity", "Heteroscedasticity"),
    ],
)
def test_names_that_may_be_two_concepts_are_left_alone(first: str, second: str) -> None:
    assert alike(first, second) == []


def test_an_acronym_that_could_be_two_things_is_left_alone() -> None:
    assert alike("LDA", "Linear discriminant analysis", "Latent Dirichlet allocation") == []


def test_the_name_written_out_is_the_one_to_keep() -> None:
    assert alike("SVD", "Singular value decomposition") == [("Singular value decomposition", "SVD")]


def test_one_alias_in_a_syllabus_leaves_nothing_else_out(notes: Path) -> None:
    write(notes, "syllabus.yml", "areas:\n- name: A\n  concepts: [Vectors]\n")
    write(notes, "zebra.md", "Stripes, unlike [[horse]].\n")
    write(notes, "horse.md", "No stripes.\n")
    assert names() == ["Vectors", "horse", "zebra"]
    assert "horse" in status().output


def test_a_synthesis_that_is_begun_is_not_proposed_as_a_new_file(notes: Path) -> None:
    write(notes, "syllabus.yml", "areas:\n- name: A\n  concepts: [Vectors]\n")
    for source in ("a", "b"):
        write(notes, f"{source}/vectors.md", FULL.format("Vectors"))
    assert "syntopic new synthesis Vectors" in status().output
    CliRunner().invoke(main, ["new", "synthesis", "Vectors"])
    told = status().output
    assert "new synthesis" not in told
    assert "begun in synthesis/vectors.md" in told and "syntopic explain Vectors" in told
