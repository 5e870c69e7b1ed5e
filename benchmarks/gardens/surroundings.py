"""What lies around the notes: the configuration, both registers, pages and posts by hand."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator

from benchmarks.gardens.plan import Plan, subtitle
from benchmarks.gardens.prose import paragraph

POSTS = 2


def configuration(*, quickbuild: bool) -> str:
    """mkdocs.yml: Material with its search, and this program with what it does unasked."""
    plugins = ["search", *(["quickbuild"] if quickbuild else []), "syntopic"]
    return (
        "site_name: A made-up garden\n"
        "site_description: Notes that nobody wrote.\n"
        "site_url: https://example.org/garden/\n"
        "docs_dir: site_src\n"
        "theme:\n  name: material\n"
        "plugins:\n" + "".join(f"  - {name}\n" for name in plugins)
    )


def sources(plan: Plan) -> str:
    """sources.yml."""
    entries = (
        f"  - key: {one.key}\n    title: {one.title}\n    authors: [{one.author}]\n"
        f"    year: {one.year}\n    kind: {one.kind}\n    url: https://example.org/{one.key}/\n"
        for one in plan.sources
    )
    return "sources:\n" + "".join(entries)


def syllabus(plan: Plan) -> str:
    """syllabus.yml, with two roles of which one is the goal."""
    return "\n".join(["goal: Engineer", "areas:", *_areas(plan), "roles:", *_roles(plan), ""])


def _areas(plan: Plan) -> Iterator[str]:
    for number, area in enumerate(plan.areas):
        yield f"  - name: {area}"
        yield "    concepts:"
        for concept in plan.concepts:
            if concept.area == number and concept.listed:
                yield f"      - name: {concept.name}"
                if concept.alias:
                    yield f"        aliases: [{concept.alias}]"
                if concept.requires:
                    names = ", ".join(plan.concepts[one].name for one in concept.requires)
                    yield f"        requires: [{names}]"


def _roles(plan: Plan) -> Iterator[str]:
    listed = [concept.name for concept in plan.concepts if concept.listed]
    step = max(1, len(listed) // 15)
    yield f"  Engineer: [{', '.join(listed[::step])}]"
    yield f"  Analyst: [{plan.areas[0]}, {', '.join(listed[step // 2 :: step])}]"


def pages(seed: int) -> Iterator[tuple[str, str]]:
    """Hand-written pages, by path below site_src."""
    rng = random.Random(f"{seed}:pages")
    yield "index.md", f"# A made-up garden\n\n{paragraph(rng)}\n"
    yield "about.md", f"# About\n\n{paragraph(rng)}\n\n{paragraph(rng)}\n"
    for number in range(1, POSTS + 1):
        text = "\n\n".join(paragraph(rng) for _ in range(6))
        head = f'---\ntitle: "{subtitle(rng)}"\ndate: 2025-0{number}-14\n---\n\n'.replace("\\", "")
        yield f"blog/posts/post-{number}.md", f"{head}{text}\n"


def pictures() -> Iterator[tuple[str, bytes]]:
    """Attachments, by name."""
    yield "curve.svg", _drawing('<path d="M0 80Q60-60 120 80" fill="none" stroke="#2f6db5"/>')
    dots = (f'<circle cx="{7 * n}" cy="{80 - 37 * n % 70}" r="2"/>' for n in range(1, 17))
    yield "scatter.svg", _drawing("".join(dots))
    yield "pixels.png", _pixels(64)


def _drawing(content: str) -> bytes:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90" width="240" height="180">'
    return f"{head}{content}</svg>\n".encode()


def _pixels(side: int) -> bytes:
    rows = b"".join(bytes([0, *((x * y) % 256 for x in range(side))]) for y in range(side))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        # Stored, not compressed: the bytes do not depend on the version of zlib.
        (b"IDAT", zlib.compress(rows, 0)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
