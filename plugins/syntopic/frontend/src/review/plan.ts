// A plan for the days until an interview, and what to leave out when they are too few.
import { dayBegin } from "./days";
import { newOrder } from "./plan-order";
import type { Part } from "./plan-part";
import { type Asked, courseOf, type Day, firstKnown } from "./plan-simulation";
import { before, morningPart, rest } from "./plan-today";
import { family } from "./queue";
import { cardsOf, type Goal, type Recall } from "./readiness";
import { dayOf, interviewOn } from "./readiness-days";
import type { Card, CardState, Deck, Review, State } from "./values";

/** Seconds that a card takes somebody of whom nothing is known yet. */
const SECONDS = 12;

/** How many reviews tell how long a card takes the reader. */
const ENOUGH = 10;

/** The last days before the interview bring nothing new. */
export const KEPT = 2;

/** No plan looks further ahead, in days; what it promises is told for the day after them. */
export const FURTHEST = 180;

/** Minutes a day that may be proposed. */
const PROPOSED = [10, 15, 20, 30, 45, 60, 90, 120, 180, 240];

export interface PlanDay extends Day {
  /** The day's number. */
  readonly day: number;
  readonly minutes: number;
}

export interface Plan {
  /** What there is to do in the rest of today. */
  readonly today: Part;
  /** From today to the day before the interview; at most half a year. */
  readonly days: readonly PlanDay[];
  /** What would be recalled at the interview by somebody who follows it. */
  readonly recalled: Recall;
  /** Topics whose new cards there is no time for, by their places, the least needed first. */
  readonly left: readonly number[];
  /** Whether they are left out because it is too late for anything new. */
  readonly late: boolean;
  /** The fewest minutes a day that have time for all of them; 0: more than anybody has. */
  readonly enough: number;
  /** The fewest minutes a day in which the same can be asked; at most the reader's own. */
  readonly least: number;
  /** Whether there is a time for every review; else the most forgotten come first. */
  readonly fits: boolean;
  /** Seconds that a card takes this reader. */
  readonly seconds: number;
}

/** Seconds from a question to its rating before a moment, by the reader's own middle one. */
export function secondsPerCard(state: State, before = Infinity): number {
  const counts = ({ mode, at }: Review): boolean => mode === "review" && at < before;
  const took = state.reviews.filter(counts).map((review) => review.took);
  const sorted = took.slice(-200).sort((a, b) => a - b);
  if (sorted.length < ENOUGH) return SECONDS;
  const middle = (sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000;
  return Math.min(120, Math.max(3, middle));
}

/**
 * A plan for a goal; `undefined` without a day after today to plan for.
 *
 * What it has for today is what it had when the day began, less what has been done since: else
 * quick answers would be rewarded with more of them.
 */
export function planOf(deck: Deck, state: State, goal: Goal, now: number): Plan | undefined {
  const days = Math.min(FURTHEST, (goal.day ?? 0) - dayOf(now));
  if (goal.day === undefined || days < 1) return undefined;
  const wanted = newOrder(deck, [...cardsOf(deck, state, goal.topics).values()].flat());
  const morning = before(state, dayBegin(now));
  const seconds = secondsPerCard(state, dayBegin(now));
  const isBegun = wanted.some(({ key }) => morning.has(key));
  // Who has seen nothing would have nothing to do in the last days.
  const withNew = Math.max(isBegun ? 0 : 1, days - KEPT);
  const likely = firstKnown(morning.values());
  const end = interviewOn(dayOf(now) + days);
  const fixed = { known: morning, now, days, withNew, likely, end };
  const unneeded = leastNeeded(deck, goal.topics);
  const asked = (left: number, minutes: number): Asked => {
    const cards = without(wanted, new Set(unneeded.slice(0, left)), morning);
    const room = (minutes * 60) / seconds;
    return { ...fixed, cards, room, today: morningPart({ ...fixed, cards, room }) };
  };
  const left = fewest(unneeded.length, (count) => hasRoom(asked(count, goal.minutes)));
  const whole = asked(left, goal.minutes);
  const today = rest(whole.today, whole.cards, state, now);
  const found = courseOf({ ...whole, known: state.cards, today });
  return {
    today,
    days: found.days.map((one, n) => ({
      ...one,
      day: dayOf(now) + n,
      minutes: (one.shown * seconds) / 60,
    })),
    recalled: (key) => found.recalled.get(key) ?? 0,
    left: unneeded.slice(0, left).filter((topic) => hasUnseen(wanted, state, topic)),
    late: !withNew,
    enough: left && withNew && (PROPOSED.find((minutes) => hasRoom(asked(0, minutes))) ?? 0),
    least: fewest(goal.minutes - 1, (fewer) => suffices(asked(left, fewer + 1))) + 1,
    fits: found.overdue < 0.5,
    seconds,
  };
}

/** Whether every new card can be seen, and none that is due has to wait in the end. */
function suffices(asked: Asked): boolean {
  return hasRoom(asked) && courseOf(asked).overdue < 0.5;
}

/** Whether every new card can be seen; what cannot be is told without trying it out. */
function hasRoom(asked: Asked): boolean {
  const unseen = asked.cards.filter((key) => !asked.known.has(key));
  if (!unseen.length) return true;
  const fewest = new Set(unseen.map(family)).size;
  return fewest <= asked.room * asked.withNew && courseOf(asked).unseen < 0.5;
}

/** All cards but the unseen ones of some topics. */
function without(
  cards: readonly Card[],
  topics: ReadonlySet<number>,
  known: ReadonlyMap<string, CardState>,
): string[] {
  return cards.filter(({ key, topic }) => !topics.has(topic) || known.has(key)).map(({ key }) => key);
}

function hasUnseen(cards: readonly Card[], state: State, topic: number): boolean {
  return cards.some((card) => card.topic === topic && !state.cards.has(card.key));
}

/** Topics of a goal, first those that fewest others of it build on; of equals the last to learn. */
function leastNeeded(deck: Deck, topics: readonly number[]): number[] {
  const needed = new Map<number, number>(topics.map((topic) => [topic, 0]));
  for (const topic of topics)
    for (const need of allNeeds(deck, topic))
      if (needed.has(need)) needed.set(need, (needed.get(need) ?? 0) + 1);
  return [...topics]
    .reverse()
    .sort((a, b) => (needed.get(a) ?? 0) - (needed.get(b) ?? 0));
}

/** Everything that a topic builds on, in steps however many; without itself, also in a circle. */
export function allNeeds(deck: Deck, topic: number): Set<number> {
  const found = new Set<number>();
  const waiting = [topic];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const need of deck.topics[at]?.needs ?? [])
      if (need !== topic && !found.has(need)) {
        found.add(need);
        waiting.push(need);
      }
  return found;
}

/** The least number up to `most` that is enough, where more is never worse; `most` if none is. */
function fewest(most: number, enough: (count: number) => boolean): number {
  if (enough(0)) return 0;
  let [low, high] = [1, most];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
