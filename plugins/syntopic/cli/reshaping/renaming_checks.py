"""Whether a garden in which a concept was renamed differs in nothing but the name."""

from __future__ import annotations

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.comparing import new_errors, refuse_strayed, strayed
from syntopic.cli.reshaping.link_renaming import Renaming
from syntopic.cli.reshaping.privacy_checks import check_ignored, check_public
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged
from syntopic.garden import Garden
from syntopic.model import NotePath
from syntopic.names import name_key


def check(place: Place, garden: Garden, after: Staged, renaming: Renaming) -> None:
    """A Refusal if anything else than the name would be different."""

    def name(one: str) -> str:
        return renaming.new if same(one, renaming.old) else one

    def path(note: NotePath) -> NotePath:
        return renaming.moves.get(note, note)

    check_public(place, garden, after.garden, path)
    check_ignored(place, renaming)
    _check_topics(garden, after.garden, renaming)
    why = "" if renaming.linkable else f'"{renaming.new}" cannot stand in [[ ]]'
    refuse_strayed(place, tuple(strayed(garden, after.garden, name, path)), why)
    wrong = new_errors(garden, after.garden)
    if wrong:
        raise Refusal(f"{wrong[0]}; nothing was written")


def _check_topics(before: Garden, after: Garden, renaming: Renaming) -> None:
    """Every topic has its notes and its requirements, and there is no other."""
    made = {name_key(topic.concept.name): topic for topic in after.topics}
    for topic in before.topics:
        name = topic.concept.name
        now = made.pop(_key(name, renaming), None)
        if now is None or len(now.claims) != len(topic.claims):
            raise Refusal(f'what is noted about "{name}" would not stay together; nothing is done')
        if same(name, renaming.old) and not renaming.is_spelled(now.concept.name):
            raise Refusal(
                f'"{name}" would be called "{now.concept.name}", for {now.concept.origin} says so; '
                "nothing was written"
            )
        needs = {_key(one, renaming) for one in topic.concept.requires}
        if needs != {name_key(one) for one in now.concept.requires}:
            raise Refusal(f'"{name}" would not require the same any more; nothing was written')
    for topic in made.values():
        raise Refusal(f'"{topic.concept.name}" would be a topic of its own; nothing was written')


def _key(name: str, renaming: Renaming) -> str:
    return name_key(renaming.new if same(name, renaming.old) else name)
