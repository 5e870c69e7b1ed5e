"""The words that made-up notes are written with, and how often each one comes up."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary with how often each word comes up."""

    words: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, words: Sequence[str]) -> Words:
        """Words, the first one most often (Zipf)."""
        return cls(words, list(accumulate(1 / (n + 3) for n in range(len(words)))))

    def one(self, random_: random.Random) -> str:
        """A word, drawn."""
        return self.words[bisect(self.weights, random_.random() * self.weights[-1])]

    def some(self, random_: random.Random, count: int) -> list[str]:
        """So many words, drawn."""
        return random_.choices(self.words, cum_weights=self.weights, k=count)


# Words with an opposite come last, hence seldom: two sentences that differ in such a word are taken
# for a disagreement, and a garden has few of these.
# Only nouns whose plural is made by an s: the sentences make it so.
NOUNS = Words.of(
    """
    number value step point line direction function example answer question error
    rule way model case result picture change term factor weight side slope curve surface
    distance angle axis origin length size shape corner edge cell grid map table sample group
    average count share rate ratio fraction percentage range limit bound threshold margin gap
    score label class feature target prediction observation measurement record event outcome
    trial coin card deck urn draw guess bet price cost loss penalty reward budget bill equation
    formula symbol letter expression proof argument assumption condition exception claim
    definition name word sentence paragraph page chapter exercise problem puzzle trick hint
    shortcut detour mistake trap surprise doubt habit lesson teacher student course lecture
    video book author reader note pencil ruler compass clock calendar week morning evening
    kitchen oven recipe spoon cup bottle tap shower valve pipe tank bucket river lake island
    shore hill valley ridge mountain path road bridge tunnel train bus bicycle wheel gear spring
    lever rope mirror lamp shadow window door wall floor ceiling room house garden tree branch
    leaf root seed flower bird cat dog horse crowd neighbour friend doctor nurse patient test
    symptom drug dose shop customer order parcel message signal noise channel wire battery
    circuit camera pixel image frame screen button speaker song string drum game player team
    match layer unit network loop node link chain stack queue buffer memory register file folder
    program machine computer chip sensor robot arm joint motor engine tool hammer nail screw
    thread interval segment region boundary plane sphere cube circle triangle square polygon
    lattice basis coordinate component projection rotation reflection stretch shear flip shift
    scale copy inverse pair triple set subset union member element sequence series pattern
    period cycle wave bump tail centre middle half quarter third dozen hundred thousand million
    experiment survey study trend forecast season storm cloud drop wind temperature pressure
    speed acceleration force charge current field particle atom crystal metal stone sand grain
    paper input output sum product row column start end peak trough
    """.split()
)
VERBS = Words.of(
    """
    gives takes makes shows says means needs uses changes keeps moves turns finds holds follows
    measures counts adds subtracts multiplies divides compares orders sorts ranks groups splits
    joins links maps sends returns repeats stops starts ends grows shrinks rises falls stretches
    squeezes flips rotates reflects shifts scales bends cuts crosses touches meets leaves enters
    fills empties covers hides reveals marks names labels predicts guesses estimates approximates
    rounds bounds limits allows forbids forces causes explains describes summarises replaces
    removes restores remembers forgets learns tests checks proves breaks repairs doubles halves
    averages weighs balances corrects rewards punishes ignores notices collects spreads mixes
    separates simplifies complicates delays speeds slows reaches misses beats matches mirrors copies
    solves inverts transposes projects normalises integrates differentiates samples smooths
    """.split()
)
ADJECTIVES = Words.of(
    """
    simple whole good long next single plain useful flat smooth sharp wide deep stable exact
    noisy familiar important visible certain random square independent global linear convex
    sparse average observed weighted unique relative robust cheap clever curved patient other
    straight round blunt careful lazy honest quiet clean dirty strange useless minor extra
    missing hidden possible fixed free bound symmetric diagonal parallel opposite dense regular
    irregular typical expected measured estimated unweighted sorted ordered shuffled repeated
    double triple partial complete total absolute final initial previous current constant
    variable efficient expensive stubborn tired curious confident small large same different new
    old short first last right wrong true false common rare easy hard steep rough thin thick
    narrow shallow high low fast slow early late near far open closed full empty heavy light
    strong weak fragile positive negative equal unequal even odd finite infinite discrete
    continuous local dependent likely unlikely known unknown
    """.split()
)
ADVERBS = Words.of(
    """
    usually again really roughly slowly directly simply carefully together eventually almost
    twice only gradually quietly evenly sometimes once exactly easily alone immediately suddenly
    independently locally globally silently obviously surprisingly quickly always never often
    rarely first later nearly hardly everywhere nowhere indirectly apart
    """.split()
)
TAGS = Words.of("basics exam algebra proofs geometry training data models habit code".split())
