// What following a plan would come to: somebody whose memory is as FSRS says, tried out some times.
import { dayEnd } from "./days";
import { type Due, type Part, partOf } from "./plan-part";
import { family } from "./queue";
import { dayOf, interviewOn } from "./readiness-days";
import { DAY, next, recall } from "./schedule";
import type { CardState } from "./values";

/** Milliseconds until a card that was missed is asked again in the same sitting. */
const AGAIN = 10 * 60_000;

/** How many first answers, half of them right, the reader's own are added to. */
const PRIOR = 10;

/** So many cards are tried out in all: few cards more often, or chance would show. */
const TRIED = 600;
const MOST = 25;

/** The most new cards of a day, as many as a sitting has; more only where the days left need it. */
const NEW = 40;

export interface Day {
  readonly fresh: number;
  /** Cards that were seen on an earlier day. */
  readonly reviews: number;
  /** How often a card is shown: what was missed is shown twice. */
  readonly shown: number;
}

export interface Asked {
  /** What is known of the cards that have been seen. */
  readonly known: ReadonlyMap<string, CardState>;
  /** Cards in the order in which new ones are to be seen. */
  readonly cards: readonly string[];
  /** What there is to do today. */
  readonly today: Part;
  /** Now, which is in the first of the days. */
  readonly now: number;
  /** How many days there are, today included, the interview's left out. */
  readonly days: number;
  /** So many of them, the first ones, bring something new. */
  readonly withNew: number;
  /** Showings that a day has room for. */
  readonly room: number;
  /** How likely a card is known that was never seen. */
  readonly likely: number;
  /** The moment for which it is told what is recalled. */
  readonly end: number;
}

/** All numbers are means of what was tried. */
export interface Course {
  readonly days: readonly Day[];
  /** How likely each card is recalled at the end. */
  readonly recalled: ReadonlyMap<string, number>;
  /** New cards that no day had room for; others of their note's card have not been seen either. */
  readonly unseen: number;
  /** Cards that are due before the end and wait for room. */
  readonly overdue: number;
}

/** Goes through the days some times; the same question gives the same answer. */
export function courseOf(asked: Asked): Course {
  const { cards, days } = asked;
  const runs = Math.min(MOST, Math.max(1, Math.round(TRIED / Math.max(1, cards.length))));
  const tried = Array.from({ length: runs }, (_, run) => tryOut(asked, run));
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

/** Goes through the days once. */
function tryOut(asked: Asked, run: number): Course {
  const { cards, known, now, end } = asked;
  const states = new Map(cards.map((key) => [key, known.get(key)]));
  let unseen = cards.filter((key) => !states.get(key));
  const chances = new Map(cards.map((key, n) => [key, chance(run * 100_003 + n)]));
  const show = (key: string, likely: number, at: number): number => {
    const good = next(states.get(key), 3, at);
    const isKnown = (chances.get(key)?.() ?? 0) < likely;
    states.set(key, isKnown ? good : next(next(states.get(key), 1, at), 3, at + AGAIN));
    return isKnown ? 1 : 2;
  };
  const days: Day[] = [];
  let last = asked.today;
  for (let n = 0; n < asked.days; n++) {
    const at = now + n * DAY;
    const waits = { unseen, room: asked.room, most: mostNew(asked, n, unseen.length) };
    const due = n ? dueBefore(states, endOf(dayOf(now) + n), at) : [];
    const part = n ? partOf({ ...waits, due, known: asked.likely }) : asked.today;
    last = part;
    let shown = 0;
    for (const { key, likely } of part.due) shown += show(key, likely, at);
    for (const key of part.fresh) shown += show(key, asked.likely, at);
    if (part.fresh.length) unseen = unseen.filter((key) => !states.get(key));
    days.push({ fresh: part.fresh.length, reviews: part.due.length, shown });
  }
  // Of one note's card only one is asked a day: the others wait for that, not for room.
  const lately = new Set([...last.due.map(({ key }) => key), ...last.fresh].map(family));
  const waiting = dueBefore(states, endOf(dayOf(now) + asked.days - 1), end);
  const met = new Set([...states].flatMap(([key, state]) => (state ? [family(key)] : [])));
  return {
    days,
    recalled: new Map([...states].map(([key, state]) => [key, recall(state, end)])),
    unseen: unseen.filter((key) => !met.has(family(key))).length,
    overdue: waiting.filter(({ key }) => !lately.has(family(key))).length,
  };
}

/** The most new cards of the `n`th day of those that a plan has, from 0. */
export function mostNew({ withNew }: Pick<Asked, "withNew">, n: number, unseen: number): number {
  return n < withNew ? Math.max(NEW, Math.ceil(unseen / (withNew - n))) : 0;
}

/** What is due before a moment, the most forgotten first. */
function dueBefore(
  states: ReadonlyMap<string, CardState | undefined>,
  moment: number,
  at: number,
): Due[] {
  const due: Due[] = [];
  for (const [key, state] of states)
    if (state && state.due < moment) due.push({ key, likely: recall(state, at) });
  return due.sort((a, b) => a.likely - b.likely);
}

/** When a day ends, whose number is told. */
function endOf(day: number): number {
  return dayEnd(interviewOn(day));
}

/** How often this reader knows a card that they have never seen here; half the time, to begin with. */
export function firstKnown(cards: Iterable<CardState>): number {
  let [known, all] = [PRIOR / 2, PRIOR];
  for (const { reviews } of cards) {
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
