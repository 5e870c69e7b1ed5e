"""Where each reference leads, and what is said about those that lead nowhere."""

from __future__ import annotations

import pytest

from effort import lines_run
from gardens import linked, note
from syntopic.linking import Links
from syntopic.linking.index import Index
from syntopic.linking.places import Place, Places
from syntopic.linking.resolve import (
    Ambiguous,
    External,
    Found,
    Missing,
    Part,
    Resolution,
    Resolver,
)
from syntopic.model import Facet, NotePath, Severity
from syntopic.names import name_key

NOTES = (
    note(
        "book/ch1/matrix.md",
        "# Matrix\n\nm ^key\n\n## Ranks of it\n\nr\n\n- a ^item\n- b",
        aliases=(),
    ),
    note("book/ch2/matrix.md", "# Rotation\n\nr"),
    note("course/vector.md", "# Vector\n\nv", aliases=("arrow",)),
    note("course/Week 3.md", "# Week 3\n\nLeft over ^lost\n\n### Odds and ends\n\n##### Deep\n\nd"),
    note("mine/Angle.md", "# Angle\n\na"),
)
FILES = (
    "book/fig.png",
    "img/fig.png",
    "img/only one.png",
    "course/deep/fig.png",
    "course/paper.pdf",
)
GARDEN = linked(*NOTES, attachments=FILES)


def resolve(target: str, fragment: str = "", wiki: bool = True, origin: str = "a.md") -> Resolution:
    return GARDEN.resolver.resolve(target, fragment, wiki, NotePath(origin))


def place(
    target: str, fragment: str = "", wiki: bool = True, origin: str = "a.md"
) -> tuple[str, str]:
    found = resolve(target, fragment, wiki, origin)
    assert isinstance(found, Found), found
    return found.place.page, found.place.anchor


def written(text: str, *others: str, path: str = "course/new.md") -> Links:
    extra = [note(f"mine/{other}.md", "x") for other in others]
    return linked(note(path, text), *NOTES, *extra, attachments=FILES)


# --- names ------------------------------------------------------------------------------------


def test_a_bare_name_means_the_concept_even_where_a_file_has_that_name() -> None:
    assert place("matrix")[0] == "topics/matrix.md"
    assert place("Matrices", origin="book/ch2/x.md")[0] == "topics/matrix.md"
    assert place("arrows")[0] == "topics/vector.md"


def test_a_name_with_a_folder_or_an_ending_means_the_file() -> None:
    assert place("ch2/matrix")[0] == "topics/rotation.md"
    assert place("matrix.md", origin="book/ch2/x.md")[0] == "topics/rotation.md"
    assert place("book/ch2/matrix.md")[0] == "topics/rotation.md"


def test_the_same_folder_comes_before_the_nearest_and_the_nearest_before_all_others() -> None:
    assert resolve("fig.png", origin="img/a.md") == resolve("img/fig.png")
    assert resolve("fig.png", origin="book/ch1/a.md") == resolve("book/fig.png")
    assert isinstance(resolve("only one.png", origin="book/a.md"), Found)


def test_where_several_files_are_equally_near_nothing_is_guessed() -> None:
    found = resolve("fig.png", origin="mine/a.md")
    assert found == Ambiguous(("book/fig.png", "course/deep/fig.png", "img/fig.png"))


def test_a_markdown_link_counts_from_the_folder_of_its_note() -> None:
    assert place("../ch2/matrix.md", wiki=False, origin="book/ch1/a.md")[0] == "topics/rotation.md"
    assert (
        place("only%20one.png", wiki=False, origin="img/a.md")[0] == "assets/notes/img/only one.png"
    )
    assert isinstance(resolve("nothing.md", wiki=False, origin="course/a.md"), Missing)


def test_a_link_whose_path_leads_nowhere_is_found_by_its_name_and_that_is_a_hint() -> None:
    (problem,) = written("[v](../wrong/vector.md)", path="mine/new.md").problems
    assert (problem.code, problem.severity) == ("link-by-name", Severity.HINT)


def test_another_case_is_found_and_reported_because_servers_tell_case_apart() -> None:
    found = resolve("../Course/Vector.md", wiki=False, origin="book/a.md")
    assert isinstance(found, Found)
    assert (found.place.page, found.other_case) == ("topics/vector.md", "course/vector.md")
    (problem,) = written("[v](Vector.md)").problems
    assert (problem.code, problem.severity) == ("link-other-case", Severity.ERROR)


@pytest.mark.parametrize("target", ["https://a.b/c", "mailto:a@b.c", "//a.b", "tel:1"])
def test_addresses_outside_are_left_alone(target: str) -> None:
    assert resolve(target, wiki=False) == External()


# --- places within pages ----------------------------------------------------------------------


def test_headings_of_a_note_are_places_however_their_name_is_written() -> None:
    here = place("book/ch1/matrix.md", "Ranks of it")
    assert here[0] == "topics/matrix.md"
    assert here[1].endswith("ranks-of-it")
    assert place("matrix", "Ranks of it") == here
    assert place("book/ch1/matrix.md", "ranks-of-it", wiki=False) == here
    assert place("book/ch1/matrix", "Other#Ranks of it") == here
    assert place("", "Ranks of it", origin="book/ch1/matrix.md") == here


def test_block_ids_are_places_and_so_are_those_of_list_items() -> None:
    assert place("book/ch1/matrix.md", "^key") == ("topics/matrix.md", "key")
    assert place("book/ch1/matrix.md", "^item") == ("topics/matrix.md", "item")


def test_text_of_no_concept_is_found_on_its_sources_page() -> None:
    assert place("Week 3", "^lost") == ("sources/course.md", "lost")
    links = linked(note("course/Week 4.md", "# Week 4\n\nOnly this."))
    found = links.resolver.resolve("Week 4", "", True, NotePath("a.md"))
    assert isinstance(found, Found)
    assert (found.place.page, found.place.anchor) == ("sources/course.md", "note-course-week-4")


def test_a_heading_that_is_not_there_leads_to_the_note() -> None:
    assert place("book/ch2/matrix.md", "Nowhere") == place("book/ch2/matrix.md")
    assert isinstance(resolve("", "Nowhere", origin="book/ch2/matrix.md"), Missing)


def test_a_link_of_nothing_but_signs_is_no_more_work_than_another_one() -> None:
    def work(signs: int) -> int:
        wild = note("a.md", f"# A1\n\n[[b{'#c' * signs}]] [[b{'#' * signs}]]")
        garden = linked(note("c.md", "x", title="C#"))
        (paragraph,) = wild.blocks
        asked = [(one.target, one.fragment) for one in paragraph.links]
        return lines_run(
            lambda: [garden.resolver.resolve(t, f, True, NotePath("a.md")) for t, f in asked]
        )

    work(10)  # what is made once is made before the counting
    assert work(800) < 2 * work(100) + 800 * 8


def test_what_was_folded_away_is_still_reachable_at_the_top_of_its_page() -> None:
    said = "A gradient points in the direction of the steepest ascent of a function."
    links = linked(
        note("book/g.md", f"# Gradient\n\n{said}"),
        note("course/g.md", f"# Gradient\n\n{said} ^mine"),
    )
    found = links.resolver.resolve("course/g", "^mine", True, NotePath("a.md"))
    assert isinstance(found, Found)
    assert found.place.page == "topics/gradient.md"


def test_headings_of_a_synthesis_never_take_the_address_of_a_part_of_the_page() -> None:
    links = linked(
        note("synthesis/g.md", "# G1\n\n## Intuition\n\ni\n\n## Symbols\n\ns", concept="G1"),
        note("book/g.md", "# G1\n\n## Intuition\n\nj\n\n## Other\n\nk"),
        note("course/g.md", "# G1\n\nx"),
    )
    anchors = set(links.places.heading_anchors.values())
    assert not anchors & {*map(str, Facet), "symbols"}
    assert len(anchors) == len(links.places.heading_anchors)


# --- problems ---------------------------------------------------------------------------------


def test_a_missing_wikilink_is_a_hint_that_names_what_looks_like_it() -> None:
    (problem,) = written("x\n\nSee [[Vectr]].").problems
    assert (problem.code, problem.severity) == ("link-missing", Severity.HINT)
    assert str(problem.origin) == "course/new.md:3"
    assert "Did you mean Vector?" in problem.fix


def test_a_broken_relative_link_and_a_missing_picture_are_errors() -> None:
    found = written("[x](nowhere.md)\n\n![y](no.png)\n\n![[none.png]]").problems
    assert [(p.code, p.severity) for p in found] == [
        ("link-broken", Severity.ERROR),
        ("picture-missing", Severity.ERROR),
        ("picture-missing", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[[Secret plan]]",
        "[[secret-plan|of mine]]",
        "[[course/secret-plan#Part]]",
        "![[Secret plan]]",
        "[a](secret-plan.md)",
        "[a](../course/Secret-Plan.md#part)",
    ],
)
def test_a_reference_to_a_private_note_is_no_mistake_and_only_its_author_is_told(text: str) -> None:
    secret = "course/secret-plan.md"
    links = linked(note("course/new.md", f"# New\n\n{text}"), private=(secret,))
    (problem,) = links.problems
    assert (problem.code, problem.severity, problem.private) == (
        "link-private",
        Severity.HINT,
        True,
    )
    assert secret in problem.message
    assert links.outgoing == {}


@pytest.mark.parametrize("written", ["Hidden note", "hidden notes#Part", "Shy alias|it"])
def test_a_private_note_is_known_by_what_it_calls_itself(written: str) -> None:
    private = {"b/hidden.md": ("Hidden note", "Shy alias")}
    new = note("course/new.md", f"# New\n\n[[{written}]]\n\n![[{written}]]")
    told = linked(new, private=private).problems
    assert {(p.code, p.private) for p in told} == {("link-private", True)}
    public = note("course/hidden.md", "# Hidden note\n\nx", aliases=("Shy alias",))
    assert not any(p.code == "link-private" for p in linked(new, public, private=private).problems)


def test_a_private_picture_is_told_as_that() -> None:
    new = note("course/new.md", "# New\n\n![a](../private/p%20q.png)")
    (problem,) = linked(new, private=("private/p q.png",)).problems
    assert problem.code == "link-private"
    assert "readers see nothing" in problem.message


def test_what_is_public_is_never_taken_for_a_private_note_of_the_same_name() -> None:
    new = note("course/new.md", "# New\n\n[[Vector]] and [this](vector.md)")
    both = linked(new, note("course/vector.md", "# Vector\n\nv"), private=("mine/vector.md",))
    assert both.problems == ()


def test_an_ambiguous_name_is_a_hint_that_lists_what_could_be_meant() -> None:
    (problem,) = written("![[fig.png]]", path="mine/new.md").problems
    assert (problem.code, problem.severity) == ("link-ambiguous", Severity.HINT)
    assert "book/fig.png" in problem.message
    assert "img/fig.png" in problem.message
    assert problem.private, "a folder of pictures may be one of private notes alone"
    (problem,) = linked(
        note("mine/new.md", "[[plan.md]]"), note("a/plan.md", "x"), note("b/plan.md", "y")
    ).problems
    assert problem.code == "link-ambiguous" and not problem.private


def test_the_same_problem_on_one_line_is_told_once() -> None:
    assert len(written("[[Vectr]] and [[Vectr]]").problems) == 1


# --- the garden as a whole --------------------------------------------------------------------


def test_links_are_turned_around_with_the_sentence_around_them() -> None:
    links = written("# New\n\nFirst. A [[matrix|table]] moves a [[vector]]. Last.")
    assert links.outgoing["topics/new.md"] == ("topics/matrix.md", "topics/vector.md")
    (back,) = links.backlinks["topics/matrix.md"]
    assert (back.page, back.title, back.text) == ("topics/new.md", "New", "table")
    assert back.sentence == "A table moves a vector."


def test_links_in_headings_are_links() -> None:
    links = written("# New\n\nx\n\n## On [[matrix]] and [[Vectr]]\n\n![a](paper.pdf)")
    assert [b.sentence for b in links.backlinks["topics/matrix.md"]] == ["On matrix and Vectr"]
    assert [str(p.origin) for p in links.problems] == ["course/new.md:5"]


def test_links_to_the_own_page_and_links_in_code_are_no_backlinks() -> None:
    links = written("# New\n\n[[new]] and `[[vector]]`\n\n```\n[[vector]]\n```")
    assert links.outgoing == {}
    assert links.backlinks == {}


def test_only_attachments_that_a_public_page_shows_are_used() -> None:
    links = written("![a](paper.pdf)", path="course/new.md")
    assert links.used == ("course/paper.pdf",)
    named = linked(note("course/n.md", "x", picture="deep/fig.png"), attachments=FILES)
    assert named.used == ("course/deep/fig.png",)
    assert GARDEN.used == ()


def test_headings_that_a_page_does_not_repeat_are_still_places() -> None:
    links = linked(
        note(
            "book/g.md",
            "# G1\n\n[up](#g1) [down](#pitfalls)\n\n## Gotchas\n\na\n\n## Pitfalls\n\nb",
        ),
        note("course/g.md", "# G1\n\nx"),
    )
    assert links.problems == ()


def test_a_note_that_splits_into_concepts_has_a_place_for_each_of_its_headings() -> None:
    links = linked(note("course/week 1.md", "# Week 1\n\n## Matrix\n\nm\n\n## Vector\n\nv"))
    pages = {
        name: found.place.page
        for name in ("Matrix", "Vector")
        if isinstance(
            found := links.resolver.resolve("week 1", name, True, NotePath("a.md")), Found
        )
    }
    assert pages == {"Matrix": "topics/matrix.md", "Vector": "topics/vector.md"}


def test_of_two_files_in_another_case_the_nearest_is_meant() -> None:
    garden = linked(note("Course/x/note.md", "n"), note("other/note.md", "n"))
    found = garden.resolver.resolve("NOTE", "", True, NotePath("Course/a.md"))
    assert isinstance(found, Found)
    assert found.part is not None
    assert found.part.note == "Course/x/note.md"


@pytest.mark.parametrize("name", ["index", "day/index", "Start"])
def test_many_files_of_one_name_are_no_more_work_each(name: str) -> None:
    def work(count: int) -> int:
        paths = tuple(NotePath(f"w{n}/day/index.md") for n in range(count))
        notes = {path: Place(f"topics/{n}.md") for n, path in enumerate(paths)}
        places = Places(notes=notes, titles={name_key("Start"): paths})
        resolver = Resolver(places, Index.of(places))
        asking = [NotePath(f"w{n}/x/lesson.md") for n in range(count)]
        found = [resolver.resolve(name, "", True, NotePath("a.md"))]
        lines = lines_run(
            lambda: found.extend(resolver.resolve(name, "", True, one) for one in asking)
        )
        assert found[1:] == [Found(notes[p], part=Part(p), name=name.split("/")[-1]) for p in paths]
        return lines

    work(10)
    assert work(200) < 5 * work(50)


def test_notes_of_one_page_whose_paths_become_the_same_have_places_of_their_own() -> None:
    garden = linked(
        note("a-b/week 1.md", "# Week 1\n\nw\n\n# Week 2\n\nOne. ^id"),
        note("a b/week-1.md", "# Week 1\n\nw\n\n# Week 2\n\nTwo. ^id"),
        note("mine.md", "[[a-b/week 1]], [[a b/week-1]], [[a-b/week 1#^id]], [[a b/week-1#^id]]"),
    )
    meant = [
        garden.resolver.resolve(name, part, True, NotePath("mine.md"))
        for name in ("a-b/week 1", "a b/week-1")
        for part in ("", "^id")
    ]
    places = [found.place for found in meant if isinstance(found, Found)]
    assert len({place.page for place in places}) == 1
    assert len({place.anchor for place in places}) == 4
