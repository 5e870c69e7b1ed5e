"""What the machine that builds a site holds secret stays out of outputs, records and pages."""

from __future__ import annotations

import html
import json

import pytest

import sites
from syntopic.execution.secrets import replacements, secret_values

SECRETS = {
    "AWS_SECRET_ACCESS_KEY": "canary/aws+0c1f<7a52e9",
    "GITHUB_TOKEN": "ghp_canary1d2e8b63fa07",
    "DATABASE_URL": "postgres://anna:canary2e9fd1@db.example.org/notes",
    "SYNTOPIC_TEST_SIGNING": "canary3 with a space 7f",
    "lowercase_api_key": "canary4-0f9e8d7c6b",
}
"""Variables of whoever builds; their values name themselves."""

WAYS = {
    "asks": "import os\nfor name, value in os.environ.items(): print(name, value)",
    "shows": "import os\nprint(len(os.environ))\nos.environ",
    "names": f"import os\n[os.environ.get(name) for name in {sorted(SECRETS)!r}] + ['looked']",
    "magic": "%env",
    "shell": '!env; echo "$GITHUB_TOKEN looked"',
    "bash": "%%bash\nprintenv; set",
    "child": "import subprocess\nprint(subprocess.run(['env'], capture_output=True, text=True))",
    "process": "print(open('/proc/self/environ').read().replace('\\0', '\\n'))",
    "library": (
        "import ctypes\nlibc = ctypes.CDLL(None); libc.getenv.restype = ctypes.c_char_p\n"
        f"print([libc.getenv(name.encode()) for name in {sorted(SECRETS)!r}], 'looked')"
    ),
    "fails": "import os\nraise ValueError(dict(os.environ))",
    "draws": (
        "import os\nimport matplotlib.pyplot as plt\n"
        "plt.plot([1], label=os.environ.get('GITHUB_TOKEN', 'looked')); plt.legend();"
    ),
}
"""Ways by which code may come upon its variables."""

LOOK_ABOVE = """\
import os
process = os.getpid()
while b'mkdocs' not in open(f'/proc/{process}/cmdline', 'rb').read():
    process = open(f'/proc/{process}/stat').read().rsplit(')', 1)[1].split()[1]
found = open(f'/proc/{process}/environ').read().split('\\0')
"""
PLANTED = "[entry for entry in found if 'can' 'ary' in entry]"

DIGGING = {
    "above": f"{LOOK_ABOVE}print('looked', *{PLANTED}, sep='\\n')",
    "above-as-value": f"{LOOK_ABOVE}{PLANTED} + ['looked']",
    "above-as-html": (
        f"{LOOK_ABOVE}from IPython.display import HTML\n"
        f"HTML('<p>looked ' + '<br>'.join({PLANTED}) + '</p>')"
    ),
    "above-as-error": f"{LOOK_ABOVE}raise ValueError('looked', {PLANTED})",
}
"""Ways by which code with its author's rights finds the variables of the build itself."""


def note(name: str, code: str) -> str:
    return f"# Way {name}\n\nText.\n\n```python exec\n{code}\n```\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sites.Site:
    notes = {f"{name}.md": note(name, code) for name, code in {**WAYS, **DIGGING}.items()}
    return sites.build(tmp_path_factory.mktemp("secrets"), notes, variables=SECRETS)


@pytest.mark.parametrize("name", [*WAYS, *DIGGING])
def test_code_finds_its_variables_and_no_secret_of_the_machine(site: sites.Site, name: str) -> None:
    page = site.html(f"topics/way-{name}")
    assert any(shown in page for shown in ("looked", "TMPDIR", "<svg"))
    assert [secret for secret, value in SECRETS.items() if value in page] == []
    assert "canary" not in page


@pytest.mark.parametrize("name", DIGGING)
def test_what_code_digs_up_is_taken_out_of_what_it_shows(site: sites.Site, name: str) -> None:
    assert site.html(f"topics/way-{name}").count("…") >= len(SECRETS)


@pytest.mark.parametrize("place", ["site", ".cache"])
def test_neither_pages_nor_records_hold_a_secret_of_the_machine(
    site: sites.Site, place: str
) -> None:
    files = [path for path in (site.folder.parent / place).rglob("*") if path.is_file()]
    assert len(files) > len(WAYS)
    assert [path.name for path in files if b"canary" in path.read_bytes()] == []


def test_what_a_build_says_holds_no_secret_of_the_machine(site: sites.Site) -> None:
    assert "above-as-error" in site.said
    assert "canary" not in site.said


def test_a_secret_is_told_by_its_name_or_by_its_look() -> None:
    secrets = {
        **SECRETS,
        "SOMETHING": "sk-live-9f8e7d6c5b",
        "RANDOM": "Zx81kkQpL0vN2mB7sT4w",
    }
    assert set(secret_values(secrets, ())) == set(secrets.values())


def test_what_anyone_may_write_is_no_secret() -> None:
    plain = {
        "DB_PASSWORD": "password",
        "API_KEY": "short7",
        "TOKEN_EXPIRES": "2026-11-30",
        "LANG": "en_US.UTF-8",
        "TERM": "xterm-256color",
        "PWD": "/srv/notes/of/anna",
        "EDITOR": "/usr/bin/vim",
    }
    assert secret_values(plain, ()) == ()
    assert secret_values({"PATH_KEY": "a1b2c3d4e5f6"}, ["PATH_KEY"]) == ()


def test_a_secret_is_found_however_outputs_spell_it() -> None:
    secret = 'a<b&"c"\n1234'
    for text in (secret, repr(secret), json.dumps([secret]), f"<p>{html.escape(secret)}</p>"):
        for spelled, instead in replacements([secret]):
            text = text.replace(spelled, instead)
        assert "…" in text and "1234" not in text
