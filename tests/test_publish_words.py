"""What ``syntopic publish`` tells before and after."""

from __future__ import annotations

from syntopic.cli.publishing_words import done, kept, settings, shown, subject
from syntopic.cli.target import Target
from syntopic.publishing.deploying import Change, Changes, Hosted

GITHUB = Target("git@github.com:Ada/notes.git", "git@github.com:Ada/notes.git", "gh-pages")
ADDRESS = Hosted("https://ada.github.io/notes/")
MANY = Changes(
    tuple(Change("new", f"topics/t{n}/", f"T{n}") for n in range(30)),
    framed=2,
    looks=True,
    pictures=1,
    files=tuple(("new", f"topics/t{n}.ipynb") for n in range(20)),
)


def test_the_first_time_somebody_is_told_where_to_switch_the_site_on() -> None:
    told = done(GITHUB, ADDRESS, first=True)
    assert "https://github.com/Ada/notes/settings/pages" in told
    assert "Deploy from a branch" in told
    assert told.splitlines()[-1].startswith("Readers find it at https://ada.github.io/notes/")


def test_later_and_elsewhere_nobody_is_told_of_githubs_settings() -> None:
    elsewhere = Target("/srv/x.git", "/srv/x.git", "gh-pages")
    assert "settings" not in done(GITHUB, ADDRESS, first=False)
    assert "settings" not in done(elsewhere, Hosted(), first=True)
    assert "Readers find it" not in done(elsewhere, Hosted(), first=True)


def test_whoever_used_flags_is_told_the_lines_that_spare_them() -> None:
    address = "https://github.com/ada/notes.git"
    assert settings({}, ADDRESS, address, "pages").splitlines()[2:] == [
        "  site_url: https://ada.github.io/notes/",
        f"  remote_name: {address}",
        "  remote_branch: pages",
    ]


def test_settings_that_are_there_or_need_not_be_are_not_asked_for() -> None:
    there = {"site_url": "https://ada.example/", "remote_name": "x", "remote_branch": "y"}
    assert settings(there, ADDRESS, "elsewhere", "pages") == ""
    assert settings({}, Hosted(), None, None) == ""
    assert settings({}, Hosted(), "origin", "gh-pages") == ""


def test_a_long_list_is_cut_except_in_a_dry_run() -> None:
    short, whole = shown(MANY, first=False), shown(MANY, first=False, whole=True)
    assert "and 18 more pages" in short and "and 8 more files" in short
    assert "more" not in whole and "T29" in whole and "t19.ipynb" in whole


def test_files_beside_the_pages_are_only_counted_the_first_time() -> None:
    told = shown(MANY, first=True)
    assert ".ipynb" not in told and "20 more files" in told
    assert "Looks" not in told
    assert "more file" not in shown(Changes(MANY.pages[:1]), first=True)
    assert "more file" not in shown(Changes(files=MANY.files[:2]), first=False)


def test_a_page_that_moved_is_shown_with_both_addresses() -> None:
    moved = Changes((Change("moved", "topics/a/", "A", "topics/b/"),))
    assert "A  (topics/a/ → topics/b/)" in shown(moved, first=False)


def test_the_message_of_the_commit_counts_and_names_nothing() -> None:
    gone = Changes((Change("gone", "topics/secret/", "Secret"),))
    assert subject(gone, first=False) == "Publish the site: 1 gone"
    assert subject(MANY, first=True) == "Publish the site"
    assert subject(Changes(looks=True), first=False) == "Publish the site"


def test_the_way_to_forget_is_a_command_that_can_be_typed() -> None:
    assert "  syntopic publish --no-history" in kept(GITHUB).splitlines()
