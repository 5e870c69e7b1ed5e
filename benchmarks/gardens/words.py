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


# Only nouns whose plural is made by an s: the sentences make it so.
NOUNS = Words.of(
    """
    number value step point line direction function input output example answer question error sum
    product rule way model case result picture change term factor weight column row side slope
    curve surface distance angle axis origin length size shape corner edge cell grid map table
    sample group average count share rate ratio fraction percentage range limit bound threshold
    margin gap score label class feature target prediction observation measurement record event
    outcome trial coin card deck urn draw guess bet price cost loss penalty reward budget bill
    equation formula symbol letter expression proof argument assumption condition exception claim
    definition name word sentence paragraph page chapter exercise problem puzzle trick hint
    shortcut detour mistake trap surprise doubt habit lesson teacher student course lecture video
    book author reader note margin pencil ruler compass clock calendar week morning evening kitchen
    oven recipe spoon cup bottle tap shower valve pipe tank bucket river lake island shore hill
    valley ridge mountain path road corner bridge tunnel train bus bicycle wheel gear spring lever
    weight rope mirror lamp shadow window door wall floor ceiling room house garden tree branch leaf
    root seed flower bird cat dog horse crowd neighbour friend doctor nurse patient test symptom
    drug dose shop customer order parcel letter message signal noise channel wire battery circuit
    camera pixel image frame screen button speaker song note string drum game player team match
    layer unit network loop branch node link chain stack queue buffer memory register file folder
    program machine computer chip sensor robot arm joint motor engine tool hammer nail screw thread
    interval segment region boundary plane sphere cube circle triangle square polygon lattice basis
    coordinate component projection rotation reflection stretch shear flip shift scale copy inverse
    pair triple set subset union member element sequence series pattern period cycle wave peak
    trough bump tail centre middle end start half quarter third dozen hundred thousand million
    experiment survey study trend forecast season storm cloud drop wind temperature pressure speed
    acceleration force charge current field particle atom crystal metal stone sand grain paper
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
    small large same different new old good simple single whole long short first last next other
    right wrong true false common rare easy hard flat steep straight round smooth rough sharp blunt
    thin thick wide narrow deep shallow high low fast slow early late near far open closed full
    empty heavy light strong weak stable fragile exact rough careful lazy honest noisy quiet clean
    dirty plain strange familiar useful useless important minor extra missing hidden visible known
    unknown certain possible likely unlikely random fixed free bound equal unequal even odd positive
    negative square symmetric diagonal parallel opposite independent dependent local global finite
    infinite discrete continuous linear curved convex sparse dense regular irregular typical average
    expected observed measured estimated weighted unweighted sorted ordered shuffled repeated unique
    double triple partial complete total relative absolute final initial previous current constant
    variable robust efficient expensive cheap clever stubborn patient tired curious confident
    """.split()
)
ADVERBS = Words.of(
    """
    always never often rarely usually sometimes only again twice once slowly quickly exactly roughly
    nearly hardly almost really simply easily carefully directly indirectly together apart alone
    everywhere nowhere first later eventually immediately gradually suddenly evenly independently
    locally globally quietly silently obviously surprisingly
    """.split()
)
TAGS = Words.of("basics exam algebra proofs geometry training data models habit code".split())
