// A plan for the days until an interview, and what to leave out when they are too few.
import { courseOf, daysWithNew, type Asked, type Day } from "./plan-simulation";
import { cardsOf, type Goal, type Recall } from "./readiness";
import { daysBetween } from "./days";
import { apart, waiting } from "./queue";
import { dayOf, interviewOn } from "./readiness-days";
import type { Card, Deck, Review, State } from "./values";

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
  /** From today to the day before the interview; at most half a year. */
  readonly days: readonly PlanDay[];
  /** What would be recalled at the interview by somebody who follows it. */
  readonly recalled: Recall;
  /** Topics whose new cards there is no time for, by their places, the least needed first. */
  readonly left: readonly number[];
  /** The fewest minutes a day that have time for all of them; 0: more than anybody has. */
  readonly enough: number;
  /** Whether there is a time for every review; else the most forgotten come first. */
  readonly fits: boolean;
}

/** Seconds from a question to its rating, by the reader's own middle one. */
export function secondsPerCard(state: State): number {
  const took = state.reviews.filter(({ mode }) => mode === "review").map((review) => review.took);
  const sorted = took.slice(-200).sort((a, b) => a - b);
  if (sorted.length < ENOUGH) return SECONDS;
  const middle = (sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000;
  return Math.min(120, Math.max(3, middle));
}

/** A plan for a goal; `undefined` without a day after today to plan for. */
export function planOf(deck: Deck, state: State, goal: Goal, now: number): Plan | undefined {
  const days = Math.min(FURTHEST, (goal.day ?? 0) - dayOf(now));
  if (goal.day === undefined || days < 1) return undefined;
  const [seconds, end] = [secondsPerCard(state), interviewOn(dayOf(now) + days)];
  const unneeded = leastNeeded(deck, goal.topics);
  const done = doneToday(deck, state, goal, now);
  const asked = (left: number, minutes: number): Asked => {
    const cards = wantedCards(deck, state, goal, new Set(unneeded.slice(0, left)));
    return { state, cards, now, days, kept: KEPT, room: (minutes * 60) / seconds, done, end };
  };
  const left = fewest(unneeded.length, (count) => hasRoom(asked(count, goal.minutes)));
  const found = courseOf(asked(left, goal.minutes));
  return {
    days: found.days.map((one, n) => ({
      ...one,
      day: dayOf(now) + n,
      minutes: (one.shown * seconds) / 60,
    })),
    recalled: (key) => found.recalled.get(key) ?? 0,
    left: unneeded.slice(0, left).filter((topic) => hasUnseen(deck, state, topic)),
    enough: left && (PROPOSED.find((minutes) => hasRoom(asked(0, minutes))) ?? 0),
    fits: found.overdue < 0.5,
  };
}

/** Whether every new card can be seen; what cannot be is told without trying it out. */
function hasRoom(asked: Asked): boolean {
  const unseen = asked.cards.filter((key) => !asked.state.cards.has(key)).length;
  return unseen <= asked.room * daysWithNew(asked) && courseOf(asked).unseen < 0.5;
}

/** What was done on the day of a moment with the cards of a goal. */
function doneToday(deck: Deck, state: State, goal: Goal, now: number): Asked["done"] {
  const cards = cardsIn(deck, state, goal).flatMap(({ key }) => state.cards.get(key) ?? []);
  const isToday = ({ at }: Review): boolean => daysBetween(at, now) === 0;
  return {
    shown: cards.reduce((sum, { reviews }) => sum + reviews.filter(isToday).length, 0),
    fresh: cards.filter(({ reviews: [first] }) => first && isToday(first)).length,
  };
}

/** The cards that a plan has for the rest of today: what is due, then what is new. */
export function cardsToday(deck: Deck, state: State, goal: Goal, plan: Plan, now: number): Card[] {
  const { due } = waiting({ ...deck, cards: cardsIn(deck, state, goal) }, state, now);
  const left = new Set(plan.left);
  const unseen = cardsIn(deck, state, goal).filter(
    ({ key, topic }) => !state.cards.has(key) && !left.has(topic),
  );
  return [...due, ...apart(unseen).slice(0, Math.round(plan.days[0]?.fresh ?? 0))];
}

/** The cards of a goal in learning order, without those that are set aside. */
function cardsIn(deck: Deck, state: State, goal: Goal): Card[] {
  return [...cardsOf(deck, state, goal.topics).values()].flat();
}

/** All cards of a goal but the unseen ones of some topics, in learning order. */
function wantedCards(deck: Deck, state: State, goal: Goal, without: Set<number>): string[] {
  return cardsIn(deck, state, goal)
    .filter(({ key, topic }) => !without.has(topic) || state.cards.has(key))
    .map(({ key }) => key);
}

function hasUnseen(deck: Deck, state: State, topic: number): boolean {
  const unseen = (key: string): boolean => !state.cards.has(key) && !state.suspended.has(key);
  return deck.cards.some((card) => card.topic === topic && unseen(card.key));
}

/** Topics of a goal, first those that fewest others of it build on; of equals the last to learn. */
export function leastNeeded(deck: Deck, topics: readonly number[]): number[] {
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
  let [low, high] = [0, most];
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
