"""Keys, people and pasted pictures are pointed out before they are published; little else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditors import audited, found, only
from syntopic.auditing import Wishes
from syntopic.auditing.origins import pasted_without_origin
from syntopic.auditing.secrets import suspects

RANDOM = "q7Zt0pLx4Vn9Rb2Kd8Yw3Hs6Jf1Gm5Ac"

KEYS = {
    "a private key": "-----BEGIN OPENSSH PRIVATE KEY-----",
    "an AWS access key": "AKIA" + "Z3MGVP6Q7WKXJ2LD",
    "a GitHub token": "ghp_" + RANDOM + "aB3d",
    "a GitLab token": "glpat-" + RANDOM[:20],
    "a Slack token": "xoxb-" + "2847593018-" + RANDOM[:24],
    "a Google key": "AIza" + RANDOM + "x1y",
    "an Anthropic key": "sk-ant-api03-" + RANDOM,
    "an OpenAI key": "sk-proj-" + RANDOM + RANDOM[::-1],
    "a Hugging Face token": "hf_" + "qZtpLxVnRbKdYwHsJfGmAcTeUoIrPlMkNb",
    "a Stripe key": "sk_live_" + RANDOM[:24],
    "an npm token": "npm_" + RANDOM + "aB3d",
    "a PyPI token": "pypi-AgEIcHlwaS5vcmc" + RANDOM + RANDOM,
    "a SendGrid key": "SG." + RANDOM[:22] + "." + RANDOM + RANDOM[:11],
    "a signed token": "eyJhbGciOiJIUzI1NiJ9x.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + RANDOM,
    "a password in an address": "https://me:tr0ub4dor@db.my-site.org/x",
    "a password or key": f'api_key = "{RANDOM[:20]}"',
}

PEOPLE = {
    "a home directory": [
        "/home/quillfeather/notes",
        "C:\\Users\\Quillfeather\\x",
        "/Users/quill/x",
    ],
    "an e-mail address": ["quill.feather@my-site.org"],
}

HARMLESS = [
    "AKIAIOSFODNN7EXAMPLE",
    'api_key = "your-api-key-goes-here"',
    'api_key = os.environ["API_KEY"]',
    'password = "correct horse battery staple"',
    'token = "<paste your token>"',
    "https://user:password@localhost/db",
    "task-oriented-dialogue-systems-with-long-names-and-more-words",
    "sk-learn-and-other-libraries-for-machine-learning-in-python",
    "the secret: never-give-up-on-what-you-love",
    "/home/user/notes, /Users/you/x, C:\\Users\\Public\\x and /home/runner/work",
    "see ~/home/x and https://example.org/home/quillfeather",
    "mail me@example.com, git@github.com:a/b.git, image@2x.png or x@y",
    "A @ B and f@g, numpy@v1.2",
    "$a_{key} = \\text{token}$",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
]


@pytest.mark.parametrize("what", KEYS)
def test_a_key_in_a_public_note_forbids_publishing(tmp_path: Path, what: str) -> None:
    notes = {"a.md": f"# A\n\nText.\n\n```\n{KEYS[what]}\n```\n"}
    finding = only(audited(tmp_path, notes, {"a.html": KEYS[what]}), "secret-published")
    assert (finding.path, finding.line) == ("a.md", 6)
    assert what in finding.message
    assert KEYS[what][8:] not in finding.message


@pytest.mark.parametrize("what", PEOPLE)
def test_traces_of_a_person_are_hints(tmp_path: Path, what: str) -> None:
    for number, text in enumerate(PEOPLE[what]):
        report = audited(tmp_path / str(number), {"a.md": f"See {text} there.\n"}, {"a.html": "x"})
        assert what in only(report, "person-published").message
        assert report.errors == ()


@pytest.mark.parametrize("text", HARMLESS)
def test_what_opens_nothing_and_is_nobody_is_not_mentioned(text: str) -> None:
    assert [found.what for found in suspects(text)] == []


def test_what_code_printed_is_found_in_the_site(tmp_path: Path) -> None:
    site = {"a.html": "<p>x</p>\n<pre>Traceback: /home/quillfeather/x.py</pre>"}
    report = audited(tmp_path, {"a.md": "Text.\n"}, site)
    assert found(report, "person-published") == [("a.html", 2)]


def test_a_secret_in_a_page_written_by_hand_is_told_at_its_line(tmp_path: Path) -> None:
    pages = {"about.md": "# About\n\nMe: quill@my-site.org\n"}
    report = audited(tmp_path, {}, {"about.html": "quill@my-site.org"}, pages=pages)
    assert found(report, "person-published") == [("about.md", 3)]


def test_what_is_private_is_no_business_of_this_search(tmp_path: Path) -> None:
    notes = {"a.md": f"---\ndraft: true\n---\n{KEYS['a GitHub token']} %%/home/quill/x%%\n"}
    assert audited(tmp_path, notes, {"a.html": "x"}).findings == ()


def test_an_address_that_all_may_know_is_allowed(tmp_path: Path) -> None:
    wishes = Wishes(allowed=("quill@my-site.org",))
    notes = {"a.md": "Write to quill@my-site.org.\n"}
    assert audited(tmp_path, notes, {"a.html": "quill@my-site.org"}, wishes).findings == ()


# Pasted pictures

STATED = [
    "![](sketch.png)",
    "![The loss falls steeply at first](image.png)",
    "![](image.png 'The loss falls at first')",
    "![[Pasted image 20240301101010.png|How a neuron adds up]]",
    "![](image.png)\n*From chapter 3 of the book.*",
    "![](image.png)\n\nSource: <https://example.org>",
    "Figure 3.2, page 12:\n\n![](image.png)",
    "![](Screenshot%202024.png) ([the lecture](https://example.org))",
    "![](image.png)\n\nDrawn by me.",
    "![](image.png)\n\nQuelle: Kapitel 3",
    "![](image.png)\n\nD’après le cours.",
]
UNSTATED = [
    "![[Pasted image 20240301101010.png]]",
    "![[Pasted image 20240301101010.png|300]]",
    "![](image.png)",
    "![image](image-1.png)",
    "![](Screenshot%202024-01-01.png)",
    "![](Bildschirmfoto 2024.png)",
    "<img src='img/image.png' width=300>",
    "The loss falls.\n\n![](image.png)\n\nIt goes on.",
]


@pytest.mark.parametrize("text", STATED)
def test_a_picture_with_an_origin_or_a_name_of_its_own_is_fine(text: str) -> None:
    assert list(pasted_without_origin(text.split("\n"))) == []


@pytest.mark.parametrize("text", UNSTATED)
def test_a_pasted_picture_without_an_origin_is_noticed(text: str) -> None:
    assert len(list(pasted_without_origin(text.split("\n")))) == 1


def test_pasted_pictures_are_one_hint_in_all(tmp_path: Path) -> None:
    notes = {"a.md": "# A\n\n![[image.png]]\n", "b.md": "![[image.png]]\n\n![[image-2.png]]\n"}
    report = audited(tmp_path, notes, {"a.html": "x"})
    finding = only(report, "picture-without-origin")
    assert (finding.path, finding.line) == ("a.md", 3)
    assert finding.message.startswith("3 pasted pictures")
