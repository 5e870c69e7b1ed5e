"""The ways by which a private word could escape from a garden; see ``canary_garden``."""

from __future__ import annotations

import json
from pathlib import Path

from canary_garden import (
    PAGES,
    Changes,
    Contents,
    Planted,
    Way,
    cell,
    jpeg,
    notebook,
    png,
    printed,
    word,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="9" height="9" '
    'sodipodi:docname="QWORD.svg"><!-- QWORD --><metadata><dc:creator>QWORD</dc:creator></metadata>'
    '<rect width="9" height="9"/></svg>'
)

MAP = ("site/map/index.html", "site/assets/syntopic/garden-map.js")
"""The map of the garden as a table, and what its drawing is made from."""

DECK = "site/assets/syntopic/deck.js"
"""What the review page asks."""

DRAFT = "---\n{}draft: true\n---\n"
PUBLISHED: Changes = (("draft: true", "draft: false"),)
COMMENT: Changes = (("%%", ""),)


def draft(text: str, front: str = "") -> str:
    """A note with ``draft: true`` between other lines of front matter."""
    return f"---\n{front}draft: true\n---\n{text}\n"


def note(path: str, text: str) -> dict[str, Contents]:
    """One note."""
    return {f"notes/{path}": text}


def said(front: str) -> Way:
    """A note that is private by one line of its front matter."""
    key, value = front.split(": ")
    text = f"# Said {key}\n\nThe QWORD is in it.\n"
    public = {"draft": "false", "private": "false"}.get(key, "true")
    return Way(
        f"a note with {front}",
        note(f"said/{key}-{value}.md", f"---\n{front}\n---\n{text}"),
        ((front, f"{key}: {public}"),),
        (PAGES, "site/search/*", "export/*"),
    )


def placed(name: str, path: str, opened: Changes, exclude: tuple[str, ...] = ()) -> Way:
    """A note that is private by its place, named by the word."""
    return Way(
        name,
        note(path, "A note in its place.\n"),
        opened,
        ("site/topics/*QWORD*", "site/garden.json", "export/*"),
        exclude=exclude,
    )


def comment(name: str, text: str, opened: Changes = COMMENT, slug: str = "") -> Way:
    """A comment in a public note of its own."""
    stem = slug or name.replace(" ", "-")
    return Way(f"a comment {name}", note(f"comments/{stem}.md", text), opened, (PAGES,))


NOTES = (
    said("draft: true"),
    said("draft: maybe"),
    said("private: true"),
    said("publish: false"),
    said("published: never"),
    said("public: no"),
    said("dg-publish: false"),
    Way(
        "the title of a draft",
        note("course/d1.md", draft("Text.", "title: QTITLE theorem\n")),
        PUBLISHED,
        (
            *("site/topics/*QWORD*/*", "site/garden.json", "site/search/*", "site/sitemap.xml"),
            *("site/sitemap.xml.gz", "site/topics/index.html", "site/sources/course/index.html"),
            *("export/topics/*", "site/sw.js", DECK, *MAP),
        ),
    ),
    Way(
        "the file name of a draft",
        note("course/QWORD.md", draft("Text without a title.")),
        PUBLISHED,
        ("site/topics/QWORD/*", "site/garden.json"),
    ),
    Way(
        "an alias of a draft",
        note("course/d2.md", draft("# Second\n\nText.", "aliases: [QTITLE]\n")),
        PUBLISHED,
        ("site/garden.json", MAP[1]),
    ),
    Way(
        "the area of a draft",
        note("d3.md", draft("# Third\n\nText.", "area: QTITLE land\n")),
        PUBLISHED,
        ("site/topics/index.html", "site/garden.json", *MAP),
    ),
    Way(
        "the folder of nothing but drafts",
        note("QWORD things/d4.md", draft("# Fourth\n\nText.")),
        PUBLISHED,
        ("site/topics/index.html",),
    ),
    Way(
        "what a draft requires",
        note("course/d5.md", draft("# Fifth\n\nText.", "requires: [QTITLE]\n")),
        (*PUBLISHED, ("private: true", "private: false")),
        ("site/garden.json",),
        syllabus="      - {name: QTITLE, private: true}\n",
    ),
    Way(
        "a draft that is related to a public concept",
        note("course/d7.md", draft("# Kin of QTITLE\n\n[[Gradient]].", "related: [Gradient]\n")),
        PUBLISHED,
        ("site/topics/gradient/index.html",),
    ),
    Way(
        "the locator of a draft",
        note("course/d6.md", draft("# Sixth\n\nText.", "locator: p. QWORD\n")),
        PUBLISHED,
        (PAGES,),
    ),
    Way(
        "a draft on a concept that is public",
        note("book/gradient-more.md", draft("More of QWORD.", "concept: Gradient\n")),
        PUBLISHED,
        ("site/topics/gradient/index.html",),
    ),
    Way(
        "a link from a draft, with the sentence around it",
        note("d7.md", draft("# Seventh\n\nThe QWORD leads to [[Matrix]].")),
        PUBLISHED,
        ("site/topics/matrix/index.html", "export/topics/matrix.md"),
    ),
    Way(
        "a draft that names a public concept, with the sentence around it",
        {
            **note("named.md", "# Chain of letters\n\nText.\n"),
            **note("d12.md", draft("# Twelfth\n\nThe QWORD needs a chain of letters.")),
        },
        PUBLISHED,
        ("site/topics/chain-of-letters/index.html", "export/topics/chain-of-letters.md"),
    ),
    Way(
        "a card of a draft",
        note("d8.md", draft("# Eighth\n\nQ: What is QWORD?\nA: A word. ^card-eight")),
        PUBLISHED,
        (PAGES, DECK),
    ),
    Way(
        "the name of a card of a draft, and its answer's address",
        note("d8b.md", draft("# Eighth too\n\nR: What?\nA: [So](https://example.org) ^QWORD")),
        PUBLISHED,
        (PAGES, DECK),
    ),
    Way(
        "the id of a card of a draft",
        note("d8-named.md", draft("# Eighth with a name\n\nQ: What is it?\nA: A word. ^QWORD")),
        PUBLISHED,
        (PAGES,),
    ),
    Way(
        "a gap of a card of a draft",
        note("d8-gap.md", draft("# Eighth with a gap\n\nC: The word is ==QWORD==. ^card-gap")),
        PUBLISHED,
        (PAGES,),
    ),
    Way(
        "a pitfall of a draft, which a cheat sheet would name",
        note(
            "d8c.md", draft("# Eighth again\n\nOne.\n\n## Pitfalls\n\n- QWORD.\n", "area: Maths\n")
        ),
        PUBLISHED,
        (PAGES, "site/sheets/maths/index.html"),
    ),
    Way(
        "a symbol of a draft",
        note("d9.md", draft("# Ninth\n\n$$z = 1$$\n\n- $z$ is the QWORD of it")),
        PUBLISHED,
        ("site/symbols/index.html",),
    ),
    Way(
        "what the code of a draft prints",
        note("d10.md", draft("# Tenth\n\n```python exec\nprint('QHALF1' + 'QHALF2')\n```")),
        PUBLISHED,
        (PAGES, ".cache/*", "export/*"),
    ),
    Way(
        "the code of a draft",
        note("d11.md", draft("# Eleventh\n\n```python exec\nQWORD = 1\n```")),
        PUBLISHED,
        (PAGES, "site/topics/*.ipynb", "export/*.ipynb"),
    ),
    Way(
        "a draft of a synthesis",
        note("synthesis/matrix.md", draft("My words on QWORD.")),
        PUBLISHED,
        ("site/topics/matrix/index.html",),
    ),
    Way(
        "a draft of a post, with its tag and description",
        note(
            "synthesis/limit.md",
            draft("A limit.", "date: 2026-03-01\ntags: [QWORD]\ndescription: Told QWORD.\n"),
        ),
        PUBLISHED,
        ("site/topics/limit/index.html", "site/blog/*", "site/*feed*"),
    ),
    placed("a note in private/", "private/QWORD.md", (("private/", "open1/"),)),
    placed(
        "a note in a private folder deep down", "course/a/Private/QWORD.md", (("Private", "b"),)
    ),
    placed("a note whose name begins with an underscore", "_QWORD.md", (("_QWORD", "QWORD"),)),
    placed("a folder whose name begins with an underscore", "_x/QWORD.md", (("_x", "x"),)),
    placed("a hidden file", "course/.QWORD.md", ((".QWORD", "QWORD"),)),
    placed("a hidden folder", ".obsidian/QWORD.md", ((".obsidian", "obsidian"),)),
    placed("a checkpoint", ".ipynb_checkpoints/QWORD.md", ((".ipynb", "ipynb"),)),
    placed("an excluded folder", "left-out/QWORD.md", (), ("left-out/",)),
    placed("an excluded name", "course/QWORD.secret.md", (), ("*.secret.md",)),
    placed("a template", "templates/QWORD.md", (("templates", "plates"),)),
    placed("a text among attachments", "attachments/QWORD.md", (("attachments", "ments"),)),
    Way(
        "a read-me",
        note("course/README.md", "# QTITLE readme\n\nHow to read.\n"),
        (("README", "about-it"),),
        ("site/topics/*QWORD*/*",),
    ),
)

FORMATS = (
    Way(
        "a notebook that is a draft",
        note(
            "nb1.ipynb",
            notebook(
                cell("raw", "---\ndraft: true\n---"),
                cell("markdown", "# Book one\n\nThe QWORD in it."),
                cell("code", "1", outputs=printed("QWORD")),
            ),
        ),
        PUBLISHED,
    ),
    Way(
        "a hidden cell of a notebook with what it printed",
        note(
            "nb2.ipynb",
            notebook(
                cell("markdown", "# Book two\n\nShown."),
                cell("markdown", "%%"),
                cell("code", "2", outputs=printed("QWORD")),
                cell("markdown", "%%"),
            ),
        ),
        COMMENT,
    ),
    Way(
        "the metadata of a notebook and of its cells",
        note(
            "nb3.ipynb",
            notebook(
                cell("markdown", "# Book three\n\nShown.", metadata={"note": "QWORD"}),
                cell("code", "3", metadata={"by": "QWORD"}, outputs=printed("3")),
                authors=[{"name": "QWORD"}],
                kernelspec={"name": "python3", "display_name": "QWORD"},
            ),
        ),
        (("Shown.", "Shown QWORD."),),
    ),
    Way(
        "an attachment of a cell that the cell does not show",
        note(
            "nb4.ipynb",
            notebook(
                cell(
                    "markdown",
                    "# Book four\n\nShown.",
                    attachments={"QWORD.png": {"image/png": "iVBORw0KGgo="}},
                )
            ),
        ),
        (("Shown.", "Shown QWORD."),),
    ),
    Way(
        "a percent script that is a draft",
        note(
            "script1.py", "# ---\n# draft: true\n# ---\n# %% [markdown]\n# # Script\n# The QWORD.\n"
        ),
        PUBLISHED,
    ),
    Way(
        "a Quarto note that is a draft",
        note("quarto1.qmd", draft("# Quarto\n\nThe QWORD.\n\n```{python}\n1\n```")),
        PUBLISHED,
    ),
    Way(
        "an R Markdown note that is a draft",
        note("rmd1.Rmd", draft("# Rmarkdown\n\nThe QWORD.")),
        PUBLISHED,
    ),
    Way(
        "a MyST note that is a draft",
        note(
            "myst1.md",
            draft("# Myst\n\nThe QWORD.", "jupytext: {text_representation: {format_name: myst}}\n"),
        ),
        PUBLISHED,
    ),
)

COMMENTS = (
    comment("in a line", "# In line\n\nShown %%QWORD%% words.\n"),
    comment(
        "with a heading and code in it",
        "# With block\n\nShown.\n\n%%\n\n## QTITLE\n\n```python\nx = 1\n```\n\n%%\n",
    ),
    comment("that never ends", "# Never ends\n\nShown.\n\n%%\nThe QWORD.\n"),
    comment("in HTML", "# In html\n\nShown <!-- QWORD --> words.\n", (("<!--", ""), ("-->", ""))),
    comment(
        "in a block of HTML",
        "# Html block\n\n<div>\n<!-- QWORD -->\nshown\n</div>\n",
        (("<!--", ""), ("-->", "")),
    ),
    comment(
        "in a heading",
        "# In heading\n\n## Intuition %%QWORD%%\n\nShown.\n\n## QX\n\nMore.\n",
        (("Intuition %%QWORD%%", "Some QWORD heading"),),
    ),
    comment("beside a name", "# Beside a name\n\nA chain of letters %%QWORD%% here.\n"),
    comment("in a list", "# In list\n\n- an item\n  - inner %%QWORD%%\n- last\n"),
    comment("in a table", "# In table\n\n| a | b |\n| --- | --- |\n| c | d %%QWORD%% |\n"),
    comment("in a callout", "# In callout\n\n> [!note] Title %%QWORD%%\n> text\n"),
    comment("in a footnote", "# In footnote\n\nShown[^1].\n\n[^1]: Below %%QWORD%%.\n"),
    comment(
        "that alone refers to a footnote",
        "# In note\n\nShown %%see[^1]%% here.\n\n[^1]: The QWORD\n\n    goes on.\n",
    ),
    comment("in an alternative text", "# In alt\n\n![alt %%QWORD%%](../course/shown.png)\n"),
    comment("in the title of a link", "# In link\n\n[a](https://example.org 'T %%QWORD%%')\n"),
    comment("in a card", "# In card\n\nQ: Why %%QWORD%%?\nA: So. ^card-in-comment\n"),
    Way(
        "a comment in the answer of a card, and in a gap",
        note(
            "comments/gap.md", "# In gap\n\nQ: Why?\nA: So %%QWORD%%.\n\nC: A ==gap%%QWORD%%==.\n"
        ),
        COMMENT,
        (PAGES, DECK),
    ),
    comment("in a symbol", "# In symbol\n\n$$w = 1$$\n\n- $w$ is the slope %%QWORD%%\n"),
    comment(
        "in a caption",
        '# In caption\n\n```python exec caption="Cap %%QWORD%%"\nimport matplotlib.pyplot as plt\n'
        "plt.plot([1, 2])\n```\n",
    ),
    comment(
        "in what unfolds code, over several lines",
        "# In summary\n\n```{python}\n#| code-fold: true\n#| code-summary: >-\n#|   Look here\n"
        "#|   %%QWORD%%\nprint(1)\n```\n",
    ),
    comment(
        "in the label that names a figure without words",
        "# In label\n\n```{python}\n#| label: drawn %%QWORD%%\n"
        "import matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.gca().axis('off')\n```\n",
    ),
    comment("in front matter", "---\ntitle: In front %%QWORD%%\n---\nShown.\n"),
    comment("of YAML in front matter", "---\ntitle: In yaml # QWORD\n---\nShown.\n", ((" #", ""),)),
    comment(
        "in the way of reference links",
        "# In reference\n\nShown.\n\n[//]: # (QWORD)\n",
        (("[//]: # (QWORD)", "QWORD"),),
    ),
    comment(
        "of a definition that nothing refers to",
        "# In definition\n\nShown.\n\n[unused]: https://example.org/QWORD 'QWORD'\n",
        (("Shown.", "Shown [unused]."),),
    ),
    Way(
        "a key of front matter that no page shows",
        note(
            "comments/keys.md", "---\nmood: QWORD\nrelated: [QWORD]\nstatus: QWORD\n---\nShown.\n"
        ),
        (("Shown.", "Shown QWORD."),),
    ),
)

SHARED = "---\ndate: 2026-04-01\ntags: [slopes]\n---\n"

LINKS = (
    Way(
        "a comment in a synthesis that is shared elsewhere",
        note("synthesis/shared.md", f"{SHARED}Told %%QWORD%% to all, see $x^2$.\n"),
        COMMENT,
        (
            *("shared/markdown/*", "shared/devto/*", "shared/medium/*", "shared/linkedin/*"),
            *("site/feed.json", "site/feed.xml", "site/blog/index.html"),
        ),
    ),
    Way(
        "a draft on a concept that is shared elsewhere",
        note("course/shared.md", draft("# Shared\n\nMore of the QWORD.", "source: course\n")),
        PUBLISHED,
        ("site/topics/shared/index.html",),
    ),
    Way(
        "the title of a draft that a public note links to",
        {
            **note("hidden-one.md", draft("Text.", "title: QTITLE\n")),
            **note(
                "links/one.md", "# Links one\n\nSee [[hidden-one]] and [it](../hidden-one.md).\n"
            ),
        },
        PUBLISHED,
        ("site/topics/*QWORD*/*",),
        errs=True,
    ),
    Way(
        "a draft that a public note embeds",
        {
            **note("hidden-two.md", draft("# Hidden two\n\nThe QWORD.")),
            **note(
                "links/two.md",
                "# Links two\n\nSee ![[hidden-two]] and ![[Hidden two#Intuition]].\n",
            ),
        },
        PUBLISHED,
    ),
    Way(
        "a draft that a public note embeds in a paragraph of its own",
        {
            **note("hidden-three.md", draft("# Hidden three\n\nThe QWORD.\n\n## Deep\n\nDown.")),
            **note(
                "links/three.md",
                "# Links three\n\nBefore.\n\n![[hidden-three]]\n\n- ![[hidden-three#Deep|it]]\n",
            ),
        },
        PUBLISHED,
        ("site/topics/links-three/index.html",),
    ),
    Way(
        "a heading in a comment that a public note embeds",
        {
            **note("host-four.md", "# Host four\n\nShown.\n\n%%\n\n## Part\n\nThe QWORD.\n\n%%\n"),
            **note("links/four.md", "# Links four\n\n![[host-four#Part]]\n\n![[host-four]]\n"),
        },
        COMMENT,
        ("site/topics/links-four/index.html",),
    ),
    Way(
        "a block in a comment that a public note embeds",
        {
            **note("host-five.md", "# Host five\n\nShown.\n\n%%\n\nThe QWORD. ^its-id\n\n%%\n"),
            **note("links/five.md", "# Links five\n\n![[host-five#^its-id]]\n"),
        },
        COMMENT,
        ("site/topics/links-five/index.html",),
    ),
    Way(
        "a draft behind a public note that another one embeds",
        {
            **note("hidden-six.md", draft("# Hidden six\n\nThe QWORD.")),
            **note("links/between.md", "# Between six\n\nShown.\n\n![[hidden-six]]\n"),
            **note("links/six.md", "# Links six\n\n![[links/between]]\n\n![[Between six]]\n"),
        },
        PUBLISHED,
        ("site/topics/links-six/index.html", "site/topics/between-six/index.html"),
    ),
    Way(
        "a draft of a synthesis that a public note embeds",
        {
            **note("course/seven.md", "# Seven kinds\n\nPublic.\n"),
            **note("synthesis/seven.md", draft("# Seven kinds\n\nMy words on QWORD.")),
            **note("links/seven.md", "# Links seven\n\n![[Seven kinds]]\n\n![[synthesis/seven]]\n"),
        },
        PUBLISHED,
        ("site/topics/links-seven/index.html",),
    ),
    Way(
        "the folder of drafts with a picture of a name that a public note embeds",
        {
            **note("QWORD place/d13.md", draft("# Thirteenth\n\n![[shot.png]]")),
            "notes/QWORD place/shot.png": png(61),
            "notes/other/shot.png": png(62),
            **note("links/eight.md", "# Links eight\n\nSee ![[shot.png]] here.\n"),
        },
        PUBLISHED,
        ("site/topics/index.html",),
    ),
    Way(
        "an address that a draft once had",
        {
            **note("course/once.md", draft("Text.", "title: QTITLE once\n")),
            **note(
                ".syntopic/urls.json",
                json.dumps(
                    {
                        "version": 1,
                        "pages": [
                            {
                                "url": "topics/QWORD-once/",
                                "name": "QTITLE once",
                                "notes": ["course/once.md"],
                            },
                            {
                                "url": "topics/gradient/",
                                "name": "Gradient",
                                "notes": ["course/gradient.md"],
                            },
                        ],
                        "redirects": {"topics/QWORD-once/": "topics/gradient/"},
                    }
                ),
            ),
        },
        PUBLISHED,
        ("site/topics/*QWORD*",),
    ),
    Way(
        "what a synthesis was written against, by now a draft",
        {
            **note("course/recorded.md", draft("# Recorded\n\nThe QWORD was here.")),
            **note("book/recorded.md", "# Recorded\n\nSomething else.\n"),
            **note("synthesis/recorded.md", "My words on it.\n"),
            **note(
                ".syntopic/syntheses/recorded.json",
                json.dumps(
                    {
                        "version": 1,
                        "concept": "Recorded",
                        "blocks": [{"note": "course/recorded.md", "text": "The QWORD was here."}],
                    }
                ),
            ),
        },
        PUBLISHED,
    ),
)

FILES = (
    Way(
        "a picture that only a draft shows",
        {
            **note("drawn/d1.md", draft("# Pic one\n\n![](QWORD.png)")),
            "notes/drawn/QWORD.png": png(1),
        },
        PUBLISHED,
        ("site/assets/notes/*QWORD.png", PAGES),
    ),
    Way(
        "a picture that only a comment shows",
        {
            **note("drawn/c1.md", "# Pic two\n\nShown. %%![](QWORD.png)%%\n"),
            "notes/drawn/QWORD.png": png(2),
        },
        COMMENT,
        ("site/assets/notes/*QWORD.png", PAGES),
    ),
    Way(
        "a file in a private place that a public note names",
        {
            **note(
                "drawn/p1.md", "# Pic three\n\n[[private/p1.csv]] and [it](../private/p1.csv)\n"
            ),
            "notes/private/p1.csv": "QWORD\n",
        },
        (("private", "free"),),
        ("site/assets/notes/*p1.csv",),
        errs=True,
    ),
    Way(
        "a symbolic link to a file in a private place",
        {
            **note("drawn/l1.md", "# Linked one\n\n[it](l1.csv)\n"),
            "notes/private/l1.csv": "QWORD\n",
            "notes/drawn/l1.csv": Path("../private/l1.csv"),
        },
        {"notes/drawn/l1.csv": "QWORD\n"},
        ("site/assets/notes/*l1.csv",),
        errs=True,
    ),
    Way(
        "a script without cells that is a draft, linked from a public note",
        {
            **note("drawn/l2.md", "# Linked two\n\n[it](l2.py)\n"),
            "notes/drawn/l2.py": "# ---\n# draft: true\n# ---\nQWORD = 1\n",
        },
        PUBLISHED,
        ("site/assets/notes/*l2.py",),
        errs=True,
    ),
    Way(
        "the metadata of a PNG",
        {
            **note("drawn/m1.md", "# Pic four\n\n![](m1.png)\n"),
            "notes/drawn/m1.png": lambda word: png(4, word),
        },
        {"notes/drawn/m1.md": "# Pic four\n\n![QWORD](m1.png)\n"},
    ),
    Way(
        "the metadata of a photograph",
        {
            **note("drawn/m2.md", "# Pic five\n\n![](m2.jpg)\n"),
            "notes/drawn/m2.jpg": jpeg,
        },
        {"notes/drawn/m2.md": "# Pic five\n\n![QWORD](m2.jpg)\n"},
    ),
    Way(
        "the metadata of a drawing",
        {**note("drawn/m3.md", "# Pic six\n\n![](m3.svg)\n"), "notes/drawn/m3.svg": SVG},
        {"notes/drawn/m3.md": "# Pic six\n\n![QWORD](m3.svg)\n"},
    ),
    Way(
        "a file that no page uses",
        {"notes/drawn/QWORD.csv": "QWORD\n"},
        {**note("drawn/u1.md", "# Pic seven\n\n[read](QWORD.csv)\n")},
        ("site/assets/notes/*QWORD.csv",),
    ),
)

CODE = (
    Way(
        "a table in a private place that public code looks for",
        {"notes/reader/private/r1.csv": "QWORD\n"},
        (("private", "open"),),
    ),
    Way(
        "a table that only a draft names, in a folder that public code lists",
        {"notes/reader/r2.csv": "QWORD\n", **note("reader/r2-draft.md", draft("Read r2.csv"))},
        PUBLISHED,
    ),
    Way(
        "what an editor left beside a draft",
        {"notes/reader/r3.md~": "QWORD\n"},
        (("r3.md~", "r3.txt"),),
    ),
    Way(
        "the script of a draft in another language",
        {"notes/reader/r4.R": "# ---\n# draft: true\n# ---\n# %%\nprint('QWORD')\n"},
        (("draft: true", "draft: no"), ("# %%", "# -"), ("r4.R", "r4.txt")),
    ),
    Way(
        "a table whose name begins with an underscore",
        {"notes/reader/_r5.csv": "QWORD\n"},
        (("_r5", "r5"),),
    ),
    Way(
        "an excluded table",
        {"notes/reader/r6.sec.csv": "QWORD\n"},
        (),
        exclude=("*.sec.csv",),
    ),
    Way(
        "a draft that public code imports",
        {"notes/reader/r7.py": "# ---\n# draft: true\n# ---\n# %%\ntold = 'QHALF1' + 'QHALF2'\n"},
        PUBLISHED,
    ),
    Way(
        "a secret in the environment of the build",
        {"notes/reader/e1.md": "# Environment\n\nShown.\n"},
        (("Shown.", "Shown QWORD."),),
        variables={"MY_TOKEN": "QWORD", "AWS_SECRET_ACCESS_KEY": "QWORD"},
    ),
)

REGISTERS = (
    Way(
        "a comment in sources.yml",
        {},
        (("# QWORD", "short: QWORD"),),
        ("site/sources/index.html", "site/sources/s1/index.html"),
        sources="- key: s1\n  title: S one\n  # QWORD\n",
    ),
    Way(
        "a key of sources.yml that no page shows",
        {},
        (("mood", "verdict"),),
        ("site/sources/s2/index.html",),
        sources="- key: s2\n  mood: QWORD\n",
    ),
    Way(
        "a private source, with its notes",
        note("s3/a.md", "# Of s three\n\nThe QWORD.\n"),
        (("private: true", "private: false"),),
        (PAGES, "site/sources/s3/index.html", "site/garden.json"),
        sources="- key: s3\n  title: QTITLE course\n  private: true\n",
    ),
    Way(
        "a private concept of the syllabus",
        note("concept.md", "---\nconcept: Known one\n---\nText.\n"),
        (("private: true", "private: false"),),
        ("site/garden.json",),
        syllabus="      - {name: Known one, aliases: [QTITLE], private: true}\n",
    ),
    Way(
        "a private step of a learning path",
        {},
        (("private: true", "private: false"),),
        ("site/paths/maths/index.html",),
        syllabus="      - {name: QTITLE, private: true}\n",
    ),
    Way(
        "a draft that a public concept leads to",
        note("course/d9.md", draft("# QTITLE\n\nText.", "requires: [Gradient]\n")),
        PUBLISHED,
        ("site/topics/gradient/index.html",),
    ),
    Way(
        "a draft that a public note requires by its name",
        note("course/d10.md", draft("# QTITLE\n\nText."))
        | note("course/needs.md", "---\nrequires: [QTITLE]\n---\n# Needing\n\nText.\n"),
        PUBLISHED,
        ("site/garden.json",),
    ),
    Way(
        "a comment in syllabus.yml",
        note("concept2.md", "---\nconcept: Known two\n---\nText.\n"),
        (("} # ", ", aliases: ["), ("QTITLE", "QTITLE]}")),
        ("site/garden.json",),
        syllabus="      - {name: Known two} # QTITLE\n",
    ),
)

BY_HAND = (
    Way(
        "a post written by hand that is a draft",
        {"pages/blog/posts/one.md": draft("# By hand one\n\nThe QWORD.", "date: 2026-02-01\n")},
        PUBLISHED,
        ("site/blog/posts/one/index.html", "site/*feed*"),
    ),
    Way(
        "a page written by hand that is a draft",
        {"pages/QWORD.md": draft("# By hand two\n\nText.")},
        PUBLISHED,
        ("site/QWORD/index.html",),
    ),
    Way(
        "a picture that only drafts written by hand show",
        {
            "pages/blog/posts/two.md": draft("# Two\n\n![](QWORD.png)", "date: 2026-02-02\n"),
            "pages/blog/posts/QWORD.png": png(6),
        },
        PUBLISHED,
        ("site/blog/posts/QWORD.png",),
    ),
    Way(
        "a comment in a page written by hand",
        {"pages/three.md": "# By hand three\n\nShown <!-- QWORD --> words.\n"},
        (("<!--", ""), ("-->", "")),
        ("site/three/index.html",),
    ),
    Way(
        "front matter of a page written by hand that no page shows",
        {"pages/four.md": "---\nmood: QWORD\n---\n# By hand four\n\nShown.\n"},
        (("Shown.", "Shown QWORD."),),
        ("site/four/index.html",),
    ),
    Way(
        "the metadata of a picture in a page written by hand",
        {
            "pages/five.md": "# By hand five\n\n![](five.png)\n",
            "pages/five.png": lambda word: png(5, word),
        },
        {"pages/five.md": "# By hand five\n\n![QWORD](five.png)\n"},
        ("site/five/index.html",),
    ),
    Way(
        "a page of an earlier build",
        {"site/old/QWORD.html": "QWORD"},
        {"site/old/QWORD.html": "", "pages/six.md": "# By hand six\n\nThe QWORD.\n"},
        ("site/six/index.html",),
    ),
    Way(
        "a page of an earlier export",
        {"export/topics/old.md": "QWORD", "export/.syntopic-export": "topics/old.md\n"},
        {
            "export/topics/old.md": "",
            "export/.syntopic-export": "",
            **note("seven.md", "# Exported\n\nThe QWORD.\n"),
        },
        ("export/topics/*",),
    ),
)

BROKEN = (
    Way(
        "a note whose front matter never closes",
        note("broken1.md", "---\ntitle: QTITLE broken\n\nText.\n"),
        (("broken\n", "broken\n---\n"),),
        ("site/topics/*QWORD*/*",),
        errs=True,
    ),
    Way(
        "a note whose front matter is no YAML",
        note("broken2.md", '---\ntitle: "QTITLE broken\n---\nText.\n'),
        (('"QTITLE', "QTITLE"),),
        ("site/topics/*QWORD*/*",),
        errs=True,
    ),
    Way(
        "the name of a note that cannot be read",
        note("QWORD.md", "---\nmood: [\n---\nText.\n"),
        (("mood: [", "mood: []"),),
        ("site/topics/*QWORD*/*",),
        errs=True,
    ),
    Way(
        "a notebook that cannot be read",
        note("broken3.ipynb", notebook(cell("markdown", "# Book nine\n\nThe QWORD.")) + "}}"),
        (("]}}", "]}"), ("5}}}", "5}")),
        errs=True,
    ),
    Way(
        "a page written by hand whose front matter cannot be read",
        {"pages/QWORD.md": "---\ndraft: true\n\n# By hand\n"},
        (("draft: true\n", "draft: no\n---\n"),),
        ("site/QWORD/index.html",),
        errs=True,
    ),
)

DEPENDS = """---
depends: [{pattern}]
---
# Depends on {name}

```python exec
from pathlib import Path
for path in sorted(Path("..").rglob("*")):
    if path.is_file():
        print(path, path.read_text())
```
"""


def depends(name: str, file: str, pattern: str, opened: Changes) -> Way:
    """A file that ``depends`` names, and that the code of the note looks for wherever it is."""
    return Way(
        f"{name} that depends names",
        {
            f"notes/asked/{file}": "QWORD\n",
            **note(f"asked/{name}/a.md", DEPENDS.format(name=name, pattern=pattern)),
        },
        opened,
        errs=True,
    )


ASKED = (
    depends("a private table", "private/d1.csv", "../private/d1.csv", (("private/", "open/"),)),
    depends("a private folder", "private/d2/d.csv", '"../private/**"', (("private/", "open/"),)),
    depends("a hidden table", ".d3.csv", "../.d3.csv", ((".d3", "d3"),)),
    Way(
        "a table that only a draft names and that a pattern of depends fits",
        {
            "notes/asked/d4.csv": "QWORD\n",
            **note("asked/drafted.md", draft("Read d4.csv")),
            **note("asked/four/a.md", DEPENDS.format(name="four", pattern='"../d4*"')),
        },
        PUBLISHED,
        errs=True,
    ),
    Way(
        "an excluded table that depends names",
        {
            "notes/asked/d5.sec.csv": "QWORD\n",
            **note("asked/five/a.md", DEPENDS.format(name="five", pattern="../d5.sec.csv")),
        },
        (),
        exclude=("*.sec.csv",),
        errs=True,
    ),
)

WAYS = tuple(
    Planted(way, word(number))
    for number, way in enumerate(
        (*NOTES, *FORMATS, *COMMENTS, *LINKS, *FILES, *CODE, *REGISTERS, *BY_HAND, *BROKEN, *ASKED)
    )
)
