"""What only the author sees is as easy to read as the page."""

from __future__ import annotations

from pathlib import Path

from syntopic.configuration import Options
from syntopic.garden import build_garden, pages
from syntopic.markdown.forms import FORM, content

NOTES = {
    "book/variance.md": "# Variance\n\n## Formula\n\n$$s^2 = \\frac{q}{n}$$\n",
    "film/variance.md": "# Variance\n\n## Formula\n\n$$s^2 = \\frac{q}{n-1}$$\n",
    "sources.yml": "- {key: book, title: A Book}\n- {key: film, title: A Film}\n",
}


def test_formulas_that_differ_are_drawn_and_not_shown_as_tex(tmp_path: Path) -> None:
    for name, text in NOTES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    garden = build_garden(tmp_path, Options())
    page = next(p for p in pages(garden, workings=True) if p.src == "topics/variance.md")
    forms = [content(m["payload"] or "") for m in FORM.finditer(page.markdown)]
    workings = next(form for form in forms if 'class="workings"' in form)
    assert workings.count("<math") == 2
    assert "$$" not in workings and "syntopic settle" in workings
