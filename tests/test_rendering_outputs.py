"""What code put out, as a page shows it."""

from __future__ import annotations

import re

import pytest

import gardens
from syntopic.execution import Result
from syntopic.execution.assertions import makes_sure
from syntopic.model import Output, OutputKind
from syntopic.printed import screen
from syntopic.rendering import Context
from syntopic.rendering.cells import cell
from syntopic.rendering.tables import with_columns


def shown(
    *outputs: Output, info: str = "python exec", code: str = "f()", result: Result | None = None
) -> str:
    """What stands on the page for a snippet that put this out."""
    note = gardens.note("book/a.md", f"```{info}\n{code}\n```\n", title="A")
    made = result or Result((outputs,), True, "Python 3.11", 1)
    (snippet,) = note.snippets
    context = Context(
        sources={},
        topics={},
        leftovers=(),
        syllabus=gardens.syllabus(),
        links=gardens.linked(note),
        results={note.note.path: made},
        language=gardens.ENGLISH,
        sessions={note.note.path: note.snippets},
    )
    return gardens.readable(cell(snippet, note.note, "topics/a.md", context))


def stdout(text: str) -> Output:
    return Output(OutputKind.STDOUT, screen(text))


def test_colours_become_classes_and_the_words_stay_text() -> None:
    page = shown(stdout("\x1b[1;31m<b>\x1b[0m & \x1b[44mblue\x1b[0m"))
    assert '<span class="ansi-red ansi-bold">&lt;b&gt;</span> &amp; ' in page
    assert '<span class="ansi-on-blue">blue</span>' in page
    assert "\x1b" not in page


def test_long_output_shows_its_beginning_and_folds_the_rest() -> None:
    text = "\n".join(str(n) for n in range(31))
    page = shown(stdout(text))
    first, rest = page.split("<details")
    assert "\n19</pre>" in first and "20" not in first
    assert "11 more lines" in rest and "\n30</pre></details>" in rest
    assert "<details" not in shown(stdout(text.removesuffix("\n30")))


def test_columns_scroll_in_a_box_that_the_keyboard_reaches_and_prose_breaks() -> None:
    columns = shown(stdout("a    1.0    2.0    3.0    4.0    5.0\nb    1.0    2.0    3.0"))
    assert re.search(r'<pre class="printed stdout" tabindex="0" role="region" aria-label=', columns)
    prose = shown(stdout("This is a sentence of many words that may break anywhere it likes."))
    assert '<pre class="printed stdout wraps">' in prose
    both = shown(
        stdout("a    1.0    2.0    3.0    4.0    5.0\nWords, words and nothing but words.")
    )
    assert '<span class="prose">Words, words' in both and 'tabindex="0"' in both
    assert "tabindex" not in shown(stdout("short\nlines"))
    code = shown(stdout("The way to it:\n    return function_of_much(and_of_more)"))
    assert '<span class="prose">' not in code and 'tabindex="0"' in code
    alone = shown(stdout("{'a': 1.0, 'b': 2.0, 'c': 3.0, 'd': 4.0, 'e': 5.0}"))
    assert '<pre class="printed stdout wraps">' in alone, "one line has no columns to keep"


def test_boxes_that_scroll_have_names_of_their_own() -> None:
    wide = stdout("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n1 2 3")
    page = shown(wide, Output(OutputKind.STDERR, wide.text), wide)
    names = re.findall(r'aria-label="([^"]+)"', page)
    assert names == ["Output: A, 1.1", "Output: A, 1.2", "Output: A, 1.3"]


def test_what_goes_to_stderr_stands_apart_under_a_word() -> None:
    page = shown(Output(OutputKind.STDERR, "a.md: UserWarning: careful"))
    assert '<div class="stderr-output"><p class="label">Warning</p>' in page
    assert '<p class="label">Messages</p>' in shown(Output(OutputKind.STDERR, "epoch 1"))
    hushed = shown(Output(OutputKind.STDERR, "a.md: UserWarning"), info="python exec warning=false")
    assert "UserWarning" not in hushed


TRACEBACK = """---------------------------------------------------------------------------
ZeroDivisionError                         Traceback (most recent call last)
a.md, snippet 1, line 2
      1 x = 1
----> 2 x / 0

ZeroDivisionError: division by zero"""


def test_what_was_raised_stands_apart_from_the_way_to_it() -> None:
    page = shown(Output(OutputKind.ERROR, TRACEBACK))
    assert "-----------" not in page and "most recent call" not in page
    assert "a.md, snippet 1, line 2" in page
    assert '<pre class="printed raised wraps">ZeroDivisionError: division by zero</pre>' in page
    assert '<b class="failed">failed</b>' in page
    bare = shown(Output(OutputKind.ERROR, "KeyError: 'x'"))
    assert '<pre class="printed raised wraps">KeyError: &#39;x&#39;</pre></div>' in bare


def test_a_long_traceback_folds_its_middle_and_shows_both_ends() -> None:
    way = "\n".join(f"frame {n}" for n in range(60))
    page = shown(Output(OutputKind.ERROR, f"{way}\n\nValueError: no\nreally"))
    before, folded, after = re.split(r"<details[^>]*>|</details>", page)
    assert "frame 7<" in before and "40 more lines" in folded
    assert "frame 59" in after and "ValueError: no\nreally" in after


def test_a_formula_with_or_without_dollars_is_a_formula_and_a_broken_one_its_text() -> None:
    for written in (r"$\frac{1}{2}$", r"$$\frac{1}{2}$$", r"\frac{1}{2}", r"$\displaystyle x$"):
        assert "\n\n$$\n" in shown(Output(OutputKind.LATEX, written))
    align = shown(Output(OutputKind.LATEX, r"\begin{align}a &= b\\c &= d\end{align}"))
    assert "$$\n\\begin{align}" in align
    broken = shown(Output(OutputKind.LATEX, r"$\frac{1}{2$"))
    assert '<pre class="printed text wraps">$\\frac{1}{2$</pre>' in broken
    assert "Words and $x^2$." in shown(Output(OutputKind.LATEX, "Words and $x^2$."))


def test_images_keep_their_place_free_and_are_named_by_the_first_who_says_something() -> None:
    image = Output(OutputKind.PNG, "QQ==", (30, 20))
    page = shown(image, info='python exec alt="A curve" caption="Look: $x$"')
    assert 'alt="A curve" class="drawing" width="30" height="20"' in page
    assert '<figcaption>Look: <span class="math" data-search-exclude=""><math' in page
    assert 'alt="Look"' in shown(image, info="python exec caption=Look label=lead")
    assert 'alt="lead"' in shown(image, info="python exec label=lead")
    assert 'alt="Picture: A"' in shown(image)
    drawing = '<svg aria-label="time" viewBox="0 0 200 100"></svg>'
    drawn = shown(Output(OutputKind.SVG, drawing), info="python exec caption=Look")
    assert '<div class="drawing" role="img" aria-label="time" style="max-width: 320px">' in drawn


def test_html_scrolls_in_a_box_only_where_it_may_be_wide() -> None:
    table = "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>"
    page = shown(Output(OutputKind.HTML, table))
    assert '<div class="html-output" tabindex="0" role="region"' in page
    assert '<table class="frame">' in page
    assert "tabindex" not in shown(Output(OutputKind.HTML, "<b>bold</b>"))
    assert "onclick" not in shown(Output(OutputKind.HTML, '<b onclick="steal()">bold</b>'))


def test_numbers_stand_to_the_right_with_their_heads_and_words_to_the_left() -> None:
    html = (
        "<table><thead><tr><th></th><th>name</th><th>score</th><th>rest</th></tr></thead>"
        "<tbody><tr><th>0</th><td>Ada</td><td>1.5</td><td>None</td></tr>"
        '<tr><th>1</th><td>7</td><td class="x">-2e+03</td><td>NaN</td></tr></tbody></table>'
    )
    marked = with_columns(html)
    assert '<th class="number">score</th>' in marked
    assert '<td class="number">1.5</td>' in marked and '<td class="number x">-2e+03</td>' in marked
    assert marked.count("number") == 3
    assert "<tr><td></td><th>name</th>" in marked, "a head without a word names no column"
    assert with_columns(html + html) == html + html


@pytest.mark.parametrize(
    ("info", "opens"),
    [
        ("python exec code-fold=true", '⟦open details class="code-fold"⟧'),
        ("python exec fold=show", '⟦open details class="code-fold" open=""⟧'),
    ],
)
def test_code_is_folded_when_its_author_says_so(info: str, opens: str) -> None:
    page = shown(stdout("1"), info=f'{info} code-summary="Look & see"')
    assert opens in page and "<summary>Look &amp; see</summary>" in page
    assert "<summary>Code</summary>" in shown(info=info)


def test_what_code_prints_as_it_is_becomes_markdown_of_the_page() -> None:
    page = shown(stdout("| a |\n| - |\n| *b* |"), info="python exec output=asis")
    assert "| *b* |" in page and "<pre" not in page


def test_a_snippet_that_hides_code_and_output_leaves_nothing_unless_it_failed() -> None:
    assert shown(stdout("1"), info="python exec include=false") == ""
    failed = shown(Output(OutputKind.ERROR, "KeyError: 1"), info="python exec include=false")
    assert "failed" in failed


def test_the_line_below_says_what_runs_at_the_moment() -> None:
    again = Result(((stdout("old"),),), True, "Python 3.11", 1, frozenset({0}))
    page = shown(result=again)
    assert '<span class="running">running …</span>' in page and "old" in page
    assert "not run" in shown(result=Result(((),), False, "Python 3.11", 0))


def test_checked_says_that_an_assertion_held_and_nothing_else_does() -> None:
    assert '<b class="passed">checked</b>' in shown(code="assert x == 1")
    assert '<b class="passed">ran</b>' in shown(code="x = 1  # assert nothing")
    stopped = Result(((),), False, "Python 3.11", 1)
    assert '<b class="passed">ran</b>' in shown(code="assert x == 1", result=stopped)
    raised = shown(
        Output(OutputKind.ERROR, "AssertionError"), code="assert 0", info="python exec error=true"
    )
    assert '<b class="passed">ran</b>' in raised


@pytest.mark.parametrize(
    ("code", "sure"),
    [
        ("assert x", True),
        ("%time f()\nassert await g()", True),
        ("for x in y:\n    with z:\n        assert x", True),
        ("def test():\n    assert x\n\ntest()", True),
        ("class T:\n    def test(self):\n        assert x\n\nT().test()", True),
        ("def test():\n    assert x", False),
        ("if False:\n    assert x", False),
        ("print('assert x')", False),
        ("# assert x", False),
        ("assert x ==", False),
        ("%%bash\nassert x", False),
    ],
)
def test_an_assertion_counts_only_if_it_ran(code: str, sure: bool) -> None:
    assert makes_sure(code, [code]) is sure


def test_an_assertion_in_a_function_may_be_called_by_a_later_snippet() -> None:
    code = "def check(x):\n    assert x"
    assert makes_sure(code, [code, "check(1)"])
    assert makes_sure(code, [code, "tools.check(1)"])
    assert not makes_sure(code, [code, "check"])
