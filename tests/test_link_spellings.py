"""Every way in which people write links, and what each becomes on the page of a real garden."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import gardens
import sites
from links import broken, linked
from spellings import NOTES, Shown, built


@dataclass(frozen=True, slots=True)
class Spelling:
    """What somebody writes, what its page shows of it (as in ``spellings.short``), what is told."""

    written: str
    shown: str
    told: str = ""
    folder: str = "course"


SPELLINGS = (
    # names of concepts
    Spelling("[[Matrix]]", "[Matrix](matrix.md)"),
    Spelling("[[matrix]]", "[matrix](matrix.md)"),
    Spelling("[[Matrices]]", "[Matrices](matrix.md)"),
    Spelling("[[arrow]]", "[arrow](vector.md)"),
    Spelling("[[Arrows|these]]", "[these](vector.md)"),
    Spelling("[[ Matrix | spaced ]]", "[spaced](matrix.md)"),
    Spelling("[[arrow|*these* $v$]]", "[these v](vector.md)"),
    Spelling("[[Matrix|a [b] c]]", "[a [b] c](matrix.md)"),
    Spelling(
        "[[Principal component analysis]]",
        "[Principal component analysis](principal-component-analysis.md)",
    ),
    Spelling(
        "[[principal-component analysis]]",
        "[principal-component analysis](principal-component-analysis.md)",
    ),
    Spelling("[[PCA]]", "[PCA](principal-component-analysis.md)"),
    Spelling("[[pca]]", "[pca](principal-component-analysis.md)", "link-other-case"),
    Spelling("[[TCP/IP]]", "[TCP/IP](tcp-ip.md)"),
    Spelling("[[Rocket 🚀 science]]", "[Rocket 🚀 science](rocket-science.md)"),
    Spelling("[[rocket 🚀 science|🚀]]", "[🚀](rocket-science.md)"),
    Spelling("[[线性]]", "[线性](%E7%BA%BF%E6%80%A7.md)"),
    Spelling(
        "[[线性#值]]",
        "[线性 › 值](%E7%BA%BF%E6%80%A7.md#course-线性-plain-english-值)",
    ),
    Spelling("[[Gödel]]", "[Gödel](g%C3%B6del.md)"),
    Spelling("[[Café]]", "[Café](caf%C3%A9.md)"),
    # names that hold signs
    Spelling("[[C]]", "[C](c.md)"),
    Spelling("[[C#]]", "[C#](c-2.md)"),
    Spelling("[[C#|sharp]]", "[sharp](c-2.md)"),
    Spelling("[[C##History]]", "[C# › History](c-2.md#course-csharp-plain-english-history)"),
    Spelling("[[F# basics]]", "[F# basics](f-basics.md)"),
    Spelling("[[x^2]]", "[x^2](x-2.md)"),
    # a name that is a concept's and a file's
    Spelling("[[rot]]", "[rot](vector.md)"),
    Spelling("[[rot.md]]", "[rot](decay.md)"),
    Spelling("[[folder]]", "[folder](folder.md)"),
    Spelling("[[folder/inside]]", "[inside](inside.md)"),
    # paths
    Spelling("[[ch2/matrix]]", "[matrix](rotation.md)"),
    Spelling("[[book/ch2/matrix]]", "[matrix](rotation.md)"),
    Spelling("[[book/ch2/matrix.md]]", "[matrix](rotation.md)"),
    Spelling("[[/book/ch2/matrix]]", "[matrix](rotation.md)"),
    Spelling("[[./Week 3]]", "[Week 3](../sources/course.md#note-course-week-3)"),
    Spelling("[[../book/ch2/matrix]]", "[matrix](rotation.md)"),
    Spelling("[[my note (draft 2)]]", "[my note (draft 2)](second-attempt.md)"),
    Spelling("[[Week 3]]", "[Week 3](../sources/course.md#note-course-week-3)"),
    Spelling("[[third week]]", "[third week](../sources/course.md#note-course-week-3)"),
    Spelling("[[A talk on trees]]", "[A talk on trees](forest.md)"),
    Spelling("[[wrong/path/Vector]]", "[Vector](vector.md)", "link-by-name"),
    # one name in several folders
    Spelling("[[matrix.md]]", "~matrix?", "link-ambiguous"),
    Spelling("[[notes]]", "~notes?", "link-ambiguous"),
    Spelling("[[wrong/path/notes]]", "~notes?", "link-ambiguous"),
    Spelling("[m](wrong/path/notes.md)", "?m?", "link-broken"),
    Spelling("[[notes]]", "[notes](chapter-one.md)", folder="book/ch1"),
    Spelling("[[notes]]", "[notes](chapter-nine.md)", folder="book/deep/er"),
    Spelling("[[notes]]", "[notes](chapter-nine.md)", folder="book/deep"),
    Spelling("[[notes]]", "~notes?", "link-ambiguous", folder="book"),
    Spelling("[[matrix.md]]", "[matrix](rotation.md)", folder="book/ch2"),
    Spelling("![[fig.png]]", "![fig.png](../assets/notes/course/deep/fig.png)"),
    Spelling("![[fig.png]]", "![fig.png](../assets/notes/book/fig.png)", folder="book/ch1"),
    Spelling("![[fig.png]]", "~fig.png?", "link-ambiguous", folder="mine"),
    # upper and lower case
    Spelling("[[CASE.md]]", "[CASE](case.md)", "link-other-case"),
    Spelling("[m](case.md)", "[m](case.md)", "link-other-case"),
    Spelling("[m](../Course/Case.md)", "[m](case.md)", "link-other-case"),
    Spelling("![[big.png]]", "![big.png](../assets/notes/img/Big.png)", "link-other-case"),
    # headings
    Spelling(
        "[[Matrix#Ranks of it]]",
        "[Matrix › Ranks of it](matrix.md#book-matrix-plain-english-ranks-of-it)",
    ),
    Spelling(
        "[[Matrix#Ranks of it|its ranks]]",
        "[its ranks](matrix.md#book-matrix-plain-english-ranks-of-it)",
    ),
    Spelling(
        "[[ch1/matrix#ranks-of-it]]",
        "[matrix › ranks-of-it](matrix.md#book-matrix-plain-english-ranks-of-it)",
    ),
    Spelling(
        "[[ch1/matrix#Bayes the rule]]",
        "[matrix › Bayes the rule](matrix.md#book-matrix-plain-english-bayes-the-rule)",
    ),
    Spelling(
        "[[ch1/matrix#What's this? (again)|signs]]",
        "[signs](matrix.md#book-matrix-plain-english-whats-this-again)",
    ),
    Spelling("[[ch1/matrix#Named]]", "[matrix › Named](matrix.md#book-matrix-plain-english-named)"),
    Spelling("[[ch1/matrix#my-id]]", "[matrix › my-id](matrix.md#book-matrix-plain-english-named)"),
    Spelling(
        "[[ch1/matrix#100% sure]]",
        "[matrix › 100% sure](matrix.md#book-matrix-plain-english-100-sure)",
    ),
    Spelling("[[ch1/matrix#Proof]]", "[matrix › Proof](matrix.md#book-matrix-plain-english-proof)"),
    Spelling(
        "[[ch1/matrix#Kernels#Proof]]",
        "[matrix › Proof](matrix.md#book-matrix-plain-english-proof-2)",
    ),
    Spelling("[[ch1/matrix#Matrix]]", "[matrix › Matrix](matrix.md)"),
    Spelling("[[Vector#Intuition]]", "[Vector › Intuition](vector.md#intuition)"),
    Spelling(
        "[[course/vector#Intuition]]",
        "[vector › Intuition](vector.md#course-vector-intuition)",
    ),
    Spelling("[[Week 3#Odds & ends]]", "[Week 3 › Odds & ends](odds-ends.md)"),
    Spelling("[[ch1/matrix#Rank of it]]", "[matrix › Rank of it](matrix.md)", "link-part-missing"),
    Spelling(
        "[[#Here]]\n\n## Here\n\nBelow.",
        "[Here](#course-case-N-plain-english-here) Here Below.",
    ),
    Spelling(
        "[h](#here)\n\n## Here\n\nBelow.",
        "[h](#course-case-N-plain-english-here) Here Below.",
    ),
    Spelling("[[#Nowhere]]", "?Nowhere?", "link-missing"),
    # blocks
    Spelling("[[ch1/matrix#^key]]", "[matrix](matrix.md#key)"),
    Spelling("[[ch1/matrix^key]]", "[matrix](matrix.md#key)"),
    Spelling("[[ch1/matrix^key|it]]", "[it](matrix.md#key)"),
    Spelling("[[Matrix#^item-two]]", "[Matrix](matrix.md#item-two)"),
    Spelling("[[Week 3#^lost]]", "[Week 3](../sources/course.md#lost)"),
    Spelling("[[ch1/matrix#^nothing]]", "[matrix](matrix.md)", "link-part-missing"),
    Spelling("[[#^mine]]\n\nA block. ^mine", "[mine](#mine) A block."),
    # what nobody has noted, and what is private
    Spelling("[[Vectr]]", "?Vectr?", "link-missing"),
    Spelling("[[Nobody knows#Part|it]]", "?it?", "link-missing"),
    Spelling("[[deep]]", "?deep?", "link-missing"),
    Spelling("[[Secret plan]]", "Secret plan", "link-private"),
    Spelling("[[secret plan|of mine]]", "of mine", "link-private"),
    Spelling("[p](../private/secret%20plan.md)", "p", "link-private"),
    Spelling("![[Secret plan]]", "", "link-private"),
    Spelling("![[hidden.png]]", "", "link-private"),
    Spelling("![a](../private/hidden.png)", "", "link-private"),
    # Markdown links
    Spelling("[m](../book/ch1/matrix.md)", "[m](matrix.md)"),
    Spelling(
        "[m](../book/ch1/matrix.md#ranks-of-it)",
        "[m](matrix.md#book-matrix-plain-english-ranks-of-it)",
    ),
    Spelling(
        "[m](../book/ch1/matrix.md#proof-1)",
        "[m](matrix.md#book-matrix-plain-english-proof-2)",
    ),
    Spelling("[m](../book/ch1/matrix.md#my-id)", "[m](matrix.md#book-matrix-plain-english-named)"),
    Spelling("[m](../book/ch1/matrix)", "[m](matrix.md)"),
    Spelling("[m](Week%203.md)", "[m](../sources/course.md#note-course-week-3)"),
    Spelling("[m](<Week 3.md>)", "[m](../sources/course.md#note-course-week-3)"),
    Spelling("[m](my%20note%20(draft%202).md)", "[m](second-attempt.md)"),
    Spelling("[m](./folder.md)", "[m](folder.md)"),
    Spelling('[m](folder/inside.md "Title")', "[m](inside.md)"),
    Spelling("[m](/book/vector.md)", "[m](vector.md#book-vector-plain-english)"),
    Spelling("[m](csharp.md#history)", "[m](c-2.md#course-csharp-plain-english-history)"),
    Spelling("[m](G%C3%B6del.md)", "[m](g%C3%B6del.md)"),
    Spelling("[m](Caf%C3%A9.md)", "[m](caf%C3%A9.md)"),
    Spelling(
        "[m](%E7%BA%BF%E6%80%A7.md#值)",
        "[m](%E7%BA%BF%E6%80%A7.md#course-线性-plain-english-值)",
    ),
    Spelling(
        "[m](../wrong/vector.md)",
        "[m](vector.md#course-vector-plain-english)",
        "link-by-name",
    ),
    Spelling("[m](nowhere.md)", "?m?", "link-broken"),
    Spelling(
        '[m][ref]\n\n[ref]: ../book/vector.md "T"',
        "[m](vector.md#book-vector-plain-english)",
    ),
    Spelling("[m](https://example.org/a%20b#c)", "[m](https://example.org/a%20b#c)"),
    Spelling("[m](mailto:a@example.org)", "[m](mailto:a@example.org)"),
    Spelling("<https://example.org>", "[https://example.org](https://example.org)"),
    # as other programs write them
    Spelling("[[https://example.org/page|web]]", "[web](https://example.org/page)"),
    Spelling(
        "[a *b*]([[Matrix#Ranks of it]])",
        "[a b](matrix.md#book-matrix-plain-english-ranks-of-it)",
    ),
    Spelling('[[rot]]\n\n[rot]: rot.md "Decay"', "[rot](vector.md)"),
    Spelling("[[1]]\n\n[1]: https://example.org", "[[1](https://example.org)]"),
    # pictures
    Spelling("![[only one.png]]", "![only one.png](../assets/notes/img/only%20one.png)"),
    Spelling("![[only one.png|300]]", "![only one.png|300](../assets/notes/img/only%20one.png)"),
    Spelling(
        "![[only one.png|In words|300x200]]",
        "![In words|300x200](../assets/notes/img/only%20one.png)",
    ),
    Spelling("![[img/图.png|图]]", "![图](../assets/notes/img/%E5%9B%BE.png)"),
    Spelling("![[deep/fig.png]]", "![fig.png](../assets/notes/course/deep/fig.png)"),
    Spelling("![](../img/only%20one.png)", "![](../assets/notes/img/only%20one.png)"),
    Spelling(
        "![A sketch|120](<../img/only one.png>)",
        "![A sketch|120](../assets/notes/img/only%20one.png)",
    ),
    Spelling(
        "[![s](../img/only%20one.png)](../book/vector.md)",
        "[![s](../assets/notes/img/only%20one.png)](vector.md#book-vector-plain-english)",
    ),
    Spelling("![[none.png]]", "?none.png?", "picture-missing"),
    Spelling("![x](no.png)", "?x?", "picture-missing"),
    # other files
    Spelling(
        "[[paper (final).pdf]]",
        "[paper (final).pdf](../assets/notes/course/paper%20%28final%29.pdf)",
    ),
    Spelling(
        "[[paper (final).pdf#page=3]]",
        "[paper (final).pdf › p. 3](../assets/notes/course/paper%20%28final%29.pdf#page=3)",
    ),
    Spelling(
        "![[paper (final).pdf#page=3]]",
        "[paper (final).pdf › p. 3](../assets/notes/course/paper%20%28final%29.pdf#page=3)",
    ),
    Spelling(
        "![[paper (final).pdf|the paper]]",
        "[the paper](../assets/notes/course/paper%20%28final%29.pdf)",
    ),
    Spelling("[[data.csv]]", "[data.csv](../assets/notes/course/data.csv)"),
    Spelling("[d](data.csv)", "[d](../assets/notes/course/data.csv)"),
    Spelling("![[talk.mp3]]", "<audio ../assets/notes/course/talk.mp3 talk.mp3>"),
    Spelling("![a film](film.mp4)", "<video ../assets/notes/course/film.mp4 a film>"),
    # embeds of notes
    Spelling("![[Angle]]", "{ [Angle](angle.md) My notes Wide. It says so. }"),
    Spelling("{{embed [[Angle]]}}", "{ [Angle](angle.md) My notes Wide. It says so. }"),
    Spelling(
        "![[Angle|In other words]]",
        "{ [In other words](angle.md) My notes Wide. It says so. }",
    ),
    Spelling("![[mine/Angle.md]]", "{ [Angle](angle.md) My notes Wide. It says so. }"),
    Spelling("![](../mine/Angle.md)", "{ [Angle](angle.md) My notes Wide. It says so. }"),
    Spelling(
        "![[shows]]",
        "{ [Shows](shows.md) My notes Before. { [Angle](angle.md) My notes Wide. It says "
        "so. } After. }",
    ),
    Spelling(
        "![[ch1/matrix#Ranks of it]]",
        "{ [Matrix › Ranks of it](matrix.md#book-matrix-plain-english-ranks-of-it) The "
        "Book In rows. Proof Of ranks. }",
    ),
    Spelling("![[ch1/matrix#^key]]", "{ [Matrix](matrix.md#key) The Book A table. }"),
    Spelling(
        "![[ch1/matrix^item-two]]",
        "{ [Matrix](matrix.md#item-two) The Book • two • inner }",
    ),
    Spelling("![[Vector]]", "{ [Vector](vector.md) The book's arrow. Go on. }"),
    Spelling(
        "![[Vector#Intuition]]",
        "{ [Vector › Intuition](vector.md#intuition) A push. A walk. }",
    ),
    Spelling(
        "![[third week]]",
        "{ [Week 3](../sources/course.md#note-course-week-3) The Course Left over. Odds "
        "& ends Bits. }",
    ),
    Spelling("![[Nobody knows]]", "?Nobody knows?", "link-missing"),
    Spelling("![[notes]]", "~notes?", "link-ambiguous"),
    Spelling("See ![[Angle]] there.", "See [Angle](angle.md) there."),
    Spelling(
        "![[Angle]]\n![[rot.md]]",
        "{ [Angle](angle.md) My notes Wide. It says so. } { [Decay](decay.md) The Course "
        "Withers. }",
    ),
    Spelling(
        "![[#Here]]\n\n## Here\n\nBelow.",
        "[Here](#course-case-N-plain-english-here) Here Below.",
    ),
    # in lists, quotes, tables and so on
    Spelling("- see [[Matrix]]", "• see [Matrix](matrix.md)"),
    Spelling("- [ ] ask [[Vector]]", "• ask [Vector](vector.md)"),
    Spelling("- ![[Angle]]\n- b", "• { [Angle](angle.md) My notes Wide. It says so. } • b"),
    Spelling("1. a\n\n   ![[Angle]]", "• a { [Angle](angle.md) My notes Wide. It says so. }"),
    Spelling("- a\n  - ![[Angle]]", "• a • { [Angle](angle.md) My notes Wide. It says so. }"),
    Spelling(
        "> quoted [[Matrix]]",
        "quoted [Matrix](matrix.md) [The Course](../sources/course.md)",
    ),
    Spelling(
        "> ![[Angle]]",
        "{ [Angle](angle.md) My notes Wide. It says so. } [The Course](../sources/course.md)",
    ),
    Spelling(
        "> [!note]- On $x$ and [[Matrix]]\n> ![[Angle]]",
        "▸ On x and [Matrix](matrix.md) { [Angle](angle.md) My notes Wide. It says so. }",
    ),
    Spelling(
        '> [!tip]+ [[Matrix|A]] "b"\n> > [!faq] Inner $|A|$\n> > see [[Vector]]',
        '▸ [A](matrix.md) "b" Inner |A| see [Vector](vector.md)',
    ),
    Spelling(
        "| a | b |\n| - | - |\n| [[Matrix\\|m]] | ![[only one.png\\|20]] |",
        "a b [m](matrix.md) ![only one.png|20](../assets/notes/img/only%20one.png)",
    ),
    Spelling(
        "| a |\n| - |\n| [[Matrix|m]] and [[#x|y]] |", "a [m](matrix.md) and ?y?", "link-missing"
    ),
    Spelling("| a |\n| - |\n| ![[Angle]] |", "a [Angle](angle.md)"),
    Spelling("Term\n: ![[Angle]] and [[Matrix]]", "Term [Angle](angle.md) and [Matrix](matrix.md)"),
    Spelling("## On [[Matrix]]\n\nx", "On [Matrix](matrix.md) x"),
    Spelling("**[[Matrix]]** and ==[[Vector]]==", "[Matrix](matrix.md) and [Vector](vector.md)"),
    Spelling("a^[see [[Matrix]]]", "a"),
    Spelling("#tag [[Matrix]]", "#tag [Matrix](matrix.md)"),
    # what is no link
    Spelling("`[[Matrix]]` and $[[x]]$", "[[Matrix]] and [[x]]"),
    Spelling("a %%[[Matrix]]%% b", "a b"),
    Spelling("\\[[Matrix]]", "[[Matrix]]"),
    Spelling("[[]] [[#]] [[|x]]", "[[]] [[#]] [[|x]]"),
    Spelling("[[Matrix", "[[Matrix"),
)


def path(number: int) -> str:
    return f"{SPELLINGS[number].folder}/case {number}.md"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    cases = {
        path(number): f"# Number {number}\n\n{one.written}\n"
        for number, one in enumerate(SPELLINGS)
    }
    return built(tmp_path_factory.mktemp("spellings"), {**NOTES, **cases})


@pytest.mark.parametrize("number", range(len(SPELLINGS)), ids=lambda n: SPELLINGS[n].written)
def test_what_people_write_leads_where_they_mean(shown: Shown, number: int) -> None:
    expected = SPELLINGS[number].shown.replace("case-N", f"case-{number}")
    assert shown.of(f"number-{number}") == expected
    assert " ".join(shown.codes(path(number))) == SPELLINGS[number].told


@pytest.mark.parametrize(
    "written",
    [
        "[[Matrix]], [[C#]]",
        "[Matrix, C#]",
        '["[[Matrix]]", "[[C#]]"]',
        '\n  - [[Matrix]]\n  - "[[C#|sharp]]"',
        "\n- [[Matrix#Ranks of it]]\n- C#",
        "\n- [[book/ch1/Matrix.md]]\n- '[[C#]]'",
    ],
)
def test_links_in_lists_of_front_matter_name_concepts(tmp_path: Path, written: str) -> None:
    notes = {**NOTES, "course/case.md": f"---\nrequires: {written}\n---\n# Number 0\n\nx\n"}
    shown = built(tmp_path, notes)
    path = next(shown.pages["topics/number-0.md"].each("dl.path"))
    assert sorted(a.text for a in path.one("dd").each("a")) == ["C#", "Matrix"]


@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
def test_every_link_of_the_site_answers_whatever_was_written(tmp_path: Path, folders: bool) -> None:
    """At the root of a host and below a path; with addresses that are folders, and files."""
    url = "https://garden.example/" if folders else "https://garden.example/repo/"
    told = "\n\n".join(one.written for one in SPELLINGS if one.folder == "course")
    gardens.write(tmp_path / "notes", {**NOTES, "course/all.md": f"# All of them\n\n{told}\n"})
    gardens.write(tmp_path / "pages", {"index.md": "# Home\n"})
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Links\nsite_url: {url}\ndocs_dir: pages\ntheme: {{name: material}}\n"
        f"use_directory_urls: {str(folders).lower()}\nplugins: [search, syntopic]\n",
        encoding="utf-8",
    )
    made = sites.built(tmp_path)
    assert made.code == 0, made.said
    assert len({link for _, link in linked(made.folder, url)}) > 150
    assert broken(made.folder, url) == []


def test_the_table_is_long() -> None:
    assert len({(one.written, one.folder) for one in SPELLINGS}) >= 150
