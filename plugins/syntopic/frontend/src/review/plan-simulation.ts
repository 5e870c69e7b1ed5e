// What following a plan would come to: somebody whose memory is as FSRS says, tried out some times.
import { dayEnd } from "./days";
import { dayOf, interviewOn } from "./readiness-days";
import { DAY, next, recall } from "./schedule";
import type { CardState, State } from "./values";

/** Milliseconds until a card that was missed is asked again in the same sitting. */
const AGAIN = 10 * 60_000;

/** How many first answers, half of them right, the reader's own are added to. */
const PRIOR = 10;

/** So many cards are tried out in all: few cards more often, or chance would show. */
const TRIED = 600;
const MOST = 25;

export interface Day {
  readonly fresh: number;
  /** Showings without first ones; what was missed is shown twice. */
  readonly reviews: number;
  readonly shown: number;
}

export interface Asked {
  readonly state: State;
  /** Cards in the order in which new ones are to be seen. */
  readonly cards: readonly string[];
  /** Now, which is in the first of the days. */
  readonly now: number;
  /** How many days there are, today included, the interview's left out. */
  readonly days: number;
  /** The last days that bring nothing new. */
  readonly kept: number;
  /** Showings that a day has room for. */
  readonly room: number;
  /** What was done today already: showings, and cards that were seen for the first time. */
  readonly done: { readonly shown: number; readonly fresh: number };
  /** The moment for which it is told what is recalled. */
  readonly end: number;
}

/** All numbers are means of what was tried. */
export interface Course {
  readonly days: readonly Day[];
  /** How likely each card is recalled at the end. */
  readonly recalled: ReadonlyMap<string, number>;
  /** New cards that no day had room for. */
  readonly unseen: number;
  /** Cards that are due before the end and wait for room. */
  readonly overdue: number;
}

/** Goes through the days some times; the same question gives the same answer. */
export function courseOf(asked: Asked): Course {
  const { cards, days } = asked;
  const known = firstKnown(asked.state);
  const runs = Math.min(MOST, Math.max(1, Math.round(TRIED / Math.max(1, cards.length))));
  const tried = Array.from({ length: runs }, (_, run) => tryOut(asked, known, run));
  const mean = (of: (one: Course) => number): number =>
    tried.reduce((sum, one) => sum + of(one), 0) / runs;
  return {
    days: Array.from({ length: days }, (_, n) => ({
      fresh: mean((one) => one.days[n]?.fresh ?? 0),
      reviews: mean((one) => one.days[n]?.reviews ?? 0),
      shown: mean((one) => one.days[n]?.shown ?? 0),
    })),
    recalled: new Map(cards.map((key) => [key, mean((one) => one.recalled.get(key) ?? 0)])),
    unseen: mean((one) => one.unseen),
    overdue: mean((one) => one.overdue),
  };
}

/** Goes through the days once: on each what is due, the most forgotten first, then something new. */
function tryOut(asked: Asked, known: number, run: number): Course {
  const { cards, now, done, end } = asked;
  const states = new Map<string, CardState | undefined>();
  for (const key of cards) states.set(key, asked.state.cards.get(key));
  const unseen = cards.filter((key) => !states.get(key));
  const chances = new Map(cards.map((key, n) => [key, chance(run * 100_003 + n)]));
  const show = (key: string, likely: number, at: number): number => {
    const good = next(states.get(key), 3, at);
    const isKnown = (chances.get(key)?.() ?? 0) < likely;
    states.set(key, isKnown ? good : next(next(states.get(key), 1, at), 3, at + AGAIN));
    return isKnown ? 1 : 2;
  };
  const days: Day[] = [];
  const last = daysWithNew(asked);
  for (let n = 0; n < asked.days; n++) {
    const at = now + n * DAY;
    const room = asked.room - (n ? 0 : done.shown);
    const before = n ? 0 : done.fresh;
    let reviews = 0;
    for (const { key, likely } of dueBefore(states, endOf(dayOf(now) + n), at))
      if (reviews + 2 - likely <= room) reviews += show(key, likely, at);
    const share = n < last ? Math.ceil((unseen.length + before) / (last - n)) : 0;
    const wanted = Math.max(0, share - before);
    const fits = Math.max(0, Math.floor((room - reviews) / (2 - known) + 1e-9));
    const fresh = unseen.splice(0, Math.min(wanted, fits));
    const shown = fresh.reduce((sum, key) => sum + show(key, known, at), reviews);
    days.push({ fresh: fresh.length, reviews, shown });
  }
  return {
    days,
    recalled: new Map([...states].map(([key, state]) => [key, recall(state, end)])),
    unseen: unseen.length,
    overdue: dueBefore(states, endOf(dayOf(now) + asked.days - 1), end).length,
  };
}

/** What is due before a moment, the most forgotten first. */
function dueBefore(
  states: ReadonlyMap<string, CardState | undefined>,
  moment: number,
  at: number,
): { key: string; likely: number }[] {
  const due: { key: string; likely: number }[] = [];
  for (const [key, state] of states)
    if (state && state.due < moment) due.push({ key, likely: recall(state, at) });
  return due.sort((a, b) => a.likely - b.likely);
}

/** When a day ends, whose number is told. */
function endOf(day: number): number {
  return dayEnd(interviewOn(day));
}

/** How many days bring something new; there is always one. */
export function daysWithNew({ days, kept }: Pick<Asked, "days" | "kept">): number {
  return Math.max(1, days - kept);
}

/** How often this reader knows a card that they have never seen here; half the time, to begin with. */
function firstKnown(state: State): number {
  let [known, all] = [PRIOR / 2, PRIOR];
  for (const { reviews } of state.cards.values()) {
    all += reviews.length ? 1 : 0;
    known += (reviews[0]?.rating ?? 1) > 1 ? 1 : 0;
  }
  return known / all;
}

/** Numbers from 0 up to 1 as if by chance, the same ones for the same seed (splitmix32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}
