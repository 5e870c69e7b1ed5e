"""A garden in which each spelling of a link has a page of its own, and what pages show of links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import gardens
from rendered import Element, rendered
from syntopic.configuration import options
from syntopic.garden import Garden, build_garden, pages

PNG = gardens.PIXEL
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

NOTES: dict[str, str | bytes] = {
    "sources.yml": "- {key: book, title: The Book}\n- {key: course, title: The Course}\n",
    "book/ch1/matrix.md": (
        "# Matrix\n\nA table. ^key\n\n## Ranks of it\n\nIn rows.\n\n### Proof\n\nOf ranks.\n\n"
        "## Bayes: the rule\n\nA colon.\n\n## What's this? (again)\n\nSigns.\n\n"
        "## Named {#my-id}\n\nBy hand.\n\n## Kernels\n\n### Proof\n\nOf kernels.\n\n"
        "## 100% sure\n\nA share.\n\n- one ^item-one\n- two ^item-two\n  - inner ^item-in\n"
    ),
    "book/ch2/matrix.md": "# Rotation\n\nTurns.\n",
    "book/ch1/notes.md": "# Chapter one\n\nFirst.\n",
    "book/ch2/notes.md": "# Chapter two\n\nSecond.\n",
    "book/deep/er/notes.md": "# Chapter nine\n\nNinth.\n",
    "book/vector.md": "# Vector\n\nThe book's arrow.\n\n## Intuition\n\nA push.\n",
    "course/vector.md": (
        "---\naliases: [arrow, rot]\n---\n# Vector\n\nGo on.\n\n## Intuition\n\nA walk.\n"
    ),
    "course/rot.md": "# Decay\n\nWithers.\n",
    "course/Week 3.md": (
        "---\naliases: [third week]\n---\n# Week 3\n\nLeft over. ^lost\n\n"
        "#### Odds & ends\n\nBits.\n"
    ),
    "course/folder/inside.md": "# Inside\n\nIn it.\n",
    "course/folder.md": "# Folder\n\nBeside it.\n",
    "course/my note (draft 2).md": "# Second attempt\n\nBetter.\n",
    "course/Case.md": "# Case\n\nUpper.\n",
    "course/csharp.md": "---\ntitle: C#\n---\nA language.\n\n## History\n\nOf C sharp.\n",
    "course/fsharp.md": "---\ntitle: F# basics\n---\nAnother.\n",
    "course/c.md": "---\ntitle: C\n---\nThe oldest.\n",
    "course/square.md": "---\ntitle: x^2\n---\nA square.\n",
    "course/tcp.md": "---\ntitle: TCP/IP\n---\nProtocols.\n",
    "course/rocket.md": "# Rocket 🚀 science\n\nUp.\n",
    "course/线性.md": "# 线性\n\nLines.\n\n## 值\n\nOwn values.\n",
    "course/Gödel.md": "# Gödel\n\nIncomplete.\n",
    "course/Cafe\u0301.md": "# Cafe\u0301\n\nIts accent is stored apart.\n",
    "course/components.md": (
        "---\ntitle: Principal component analysis\naliases: [PCA]\n---\nShorter.\n"
    ),
    "course/talked.md": "---\ntitle: A talk on trees\nconcept: Forest\n---\nMany.\n",
    "mine/Angle.md": "# Angle\n\nWide.\n\nIt says so[^1].\n\n[^1]: In a footnote.\n",
    "mine/shows.md": "# Shows\n\nBefore.\n\n![[Angle]]\n\nAfter.\n",
    "book/fig.png": PNG,
    "img/fig.png": PNG,
    "course/deep/fig.png": PNG,
    "img/only one.png": PNG,
    "img/图.png": PNG,
    "img/Big.png": PNG,
    "course/paper (final).pdf": PDF,
    "course/data.csv": b"a,b\n",
    "course/talk.mp3": b"sound",
    "course/film.mp4": b"film",
    "private/secret plan.md": "# Secret plan\n\nHush.\n",
    "private/hidden.png": PNG,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of each spelling: what its page shows, and the codes of its problems."""

    pages: Mapping[str, Element]
    garden: Garden

    def of(self, name: str) -> str:
        """What the page of a note shows below its title, links in short."""
        page = self.pages[f"topics/{name}.md"]
        passage = next(page.each("section.passage"))
        return " ".join("".join(short(passage, f"topics/{name}.md")).split())

    def codes(self, path: str) -> list[str]:
        """The problems that are told of a note."""
        return [p.code for p in self.garden.problems if p.origin.path == path]


def built(root: Path, notes: Mapping[str, str | bytes]) -> Shown:
    """The pages of a garden; every wording of ours is that of the language."""
    garden = build_garden(gardens.write(root / "notes", notes), options({}))
    told = {page.src: rendered(page.markdown) for page in pages(garden, workings=False)}
    return Shown(told, garden)


def short(element: Element, page: str) -> Iterator[str]:
    """A piece of a page: links as ``[text](address)``, what leads nowhere as ``?text?``."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _element(child, page)


def _element(element: Element, page: str) -> Iterator[str]:
    inside = "".join(short(element, page))
    at = element.attributes
    if element.tag == "a":
        yield f"[{inside}]({at['href']})" if "headerlink" not in element.classes else ""
    elif element.tag == "img":
        size = "x".join(filter(None, (at.get("width"), at.get("height"))))
        yield f"![{at['alt']}{'|' + size if size else ''}]({at['src']})"
    elif element.tag in ("audio", "video"):
        yield f"<{element.tag} {at['src']} {at['aria-label']}>"
    elif "missing" in element.classes or "ambiguous" in element.classes:
        yield f"{'?' if 'missing' in element.classes else '~'}{inside}?"
    elif element.tag == "figure" and "embed" in element.classes:
        yield f" {{{inside}}} "
    elif element.tag == "sup" or "mark" in element.classes:
        yield ""
    else:
        gap = " " if element.tag in _BLOCKS else ""
        yield f"{gap}{_MARKS.get(element.tag, '')}{inside}{gap}"


_BLOCKS = frozenset("p div li td th dt dd h2 h3 h4 summary figcaption blockquote".split())
_MARKS = {"li": "• ", "summary": "▸ ", "em": "", "math": ""}
