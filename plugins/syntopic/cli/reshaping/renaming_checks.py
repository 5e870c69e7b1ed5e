"""Whether a garden in which a concept was renamed differs in nothing but the name."""

from __future__ import annotations

from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.comparing import new_errors, strayed
from syntopic.cli.reshaping.link_renaming import Renaming
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.staging import Staged
from syntopic.garden import Garden
from syntopic.names import name_key


def check(place: Place, garden: Garden, after: Staged, renaming: Renaming) -> None:
    """A Refusal if anything else than the name would be different."""

    def name(one: str) -> str:
        return renaming.new if same(one, renaming.old) else one

    wanted = {name_key(name(t.concept.name)): len(t.claims) for t in garden.topics}
    made = {name_key(t.concept.name): len(t.claims) for t in after.garden.topics}
    needs = {name_key(name(t.concept.name)): t.concept.requires for t in garden.topics}
    needed = {name_key(t.concept.name): t.concept.requires for t in after.garden.topics}
    for key, requires in needs.items():
        if key in needed and set(map(name_key, map(name, requires))) != set(
            map(name_key, needed[key])
        ):
            raise Refusal(f'"{key}" would not require the same any more; nothing was written')
    if wanted != made:
        odd = sorted(set(wanted.items()) ^ set(made.items()))[0][0]
        raise Refusal(f'what is noted about "{odd}" would not stay together; nothing was written')
    leads = list(strayed(garden, after.garden, name, lambda p: renaming.moves.get(p, p)))
    if leads:
        told = "; ".join(
            f"{place.shown(lead.path)}:{lead.link.line} "
            f"[[{lead.link.target}]] to {end or 'nothing'}"
            for lead, end in leads[:3]
        )
        why = "" if renaming.linkable else f' ("{renaming.new}" cannot stand in [[ ]])'
        raise Refusal(f"links would lead elsewhere, so nothing was written{why}: {told}")
    wrong = new_errors(garden, after.garden)
    if wrong:
        raise Refusal(f"{wrong[0]}; nothing was written")
