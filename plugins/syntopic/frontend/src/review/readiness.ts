// What the reader wants to be ready for, and how much of it would be recalled at a moment.
import { dayOfDate } from "./readiness-days";
import { recall } from "./schedule";
import type { Card, Deck, State } from "./values";

/** The names of the settings in the log. */
export const SETTINGS = {
  role: "interview-role",
  topics: "interview-topics",
  date: "interview-date",
  minutes: "interview-minutes",
} as const;

/** The bounds of minutes a day. */
export const LEAST = 1;
export const MOST = 600;

/** Minutes a day of somebody who has not said how many. */
const MINUTES = 20;

export interface Goal {
  /** `own`: the reader chose the topics one by one; `all`: nobody chose anything. */
  readonly kind: "role" | "own" | "all";
  /** The role's name, else empty. */
  readonly role: string;
  /** By places in `Deck.topics`, in learning order. */
  readonly topics: readonly number[];
  /** What the role asks for and has no page. */
  readonly missing: readonly string[];
  /** A role that was chosen and is not in the deck any more. */
  readonly lost: string;
  /** The number of the day, `undefined` while there is none. */
  readonly day: number | undefined;
  /** What the reader has for it each day. */
  readonly minutes: number;
}

export interface TopicReadiness {
  readonly topic: number;
  readonly cards: readonly string[];
  /** How many of them have been seen. */
  readonly seen: number;
  /** The share of its cards that would be recalled. */
  readonly recall: number;
}

export interface Readiness {
  /** Topics with cards, in learning order. */
  readonly covered: readonly TopicReadiness[];
  /** Topics without: nothing can be said of them, so they are never ready. */
  readonly unknown: readonly number[];
  readonly missing: readonly string[];
  readonly cards: number;
  readonly seen: number;
  /** The share of all cards that would be recalled; an unseen one counts as none. */
  readonly recall: number;
}

/** What the log says that the reader wants to be ready for. */
export function goalOf(deck: Deck, state: State): Goal {
  const told = (name: string): string => state.settings.get(name) ?? "";
  const role = deck.roles.find(({ name }) => name === told(SETTINGS.role));
  const own = told(SETTINGS.role) ? undefined : chosen(deck, told(SETTINGS.topics));
  const minutes = Number(told(SETTINGS.minutes));
  return {
    kind: role ? "role" : own ? "own" : "all",
    role: role?.name ?? "",
    topics: role?.topics ?? own ?? deck.topics.map((_, place) => place),
    missing: role?.missing ?? [],
    lost: role ? "" : told(SETTINGS.role),
    day: dayOfDate(told(SETTINGS.date)),
    minutes: minutes >= LEAST && minutes <= MOST ? minutes : MINUTES,
  };
}

/** Topics are kept by their addresses, which stay; their places change with the garden. */
export function written(deck: Deck, topics: readonly number[]): string {
  return JSON.stringify(topics.map((place) => deck.topics[place]?.url));
}

function chosen(deck: Deck, text: string): number[] | undefined {
  let urls: unknown;
  try {
    urls = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(urls)) return undefined;
  const all = new Set<unknown>(urls);
  return deck.topics.flatMap(({ url }, place) => (all.has(url) ? [place] : []));
}

/** The cards of each topic, without those that the reader has set aside. */
export function cardsOf(deck: Deck, state: State, topics: readonly number[]): Map<number, Card[]> {
  const found = new Map<number, Card[]>(topics.map((topic) => [topic, []]));
  for (const card of deck.cards)
    if (!state.suspended.has(card.key)) found.get(card.topic)?.push(card);
  return found;
}

/** How likely a card is recalled. */
export type Recall = (key: string) => number;

/** What would be recalled of each card at a moment if nothing is reviewed until then. */
export function untouched(state: State, at: number): Recall {
  return (key) => recall(state.cards.get(key), at);
}

/** How ready somebody is for a goal, as far as their cards can tell. */
export function readinessOf(deck: Deck, state: State, goal: Goal, recalled: Recall): Readiness {
  const covered: TopicReadiness[] = [];
  const unknown: number[] = [];
  for (const [topic, cards] of cardsOf(deck, state, goal.topics)) {
    const keys = cards.map(({ key }) => key);
    const seen = keys.filter((key) => state.cards.has(key)).length;
    if (!keys.length) unknown.push(topic);
    else covered.push({ topic, cards: keys, seen, recall: mean(keys.map(recalled)) });
  }
  const all = covered.flatMap(({ cards }) => cards);
  const seen = covered.reduce((sum, one) => sum + one.seen, 0);
  const whole = { covered, unknown, missing: goal.missing, cards: all.length, seen };
  return { ...whole, recall: mean(all.map(recalled)) };
}

/** The topics of which least would be recalled; of equals, those with more cards to see. */
export function weakest(readiness: Readiness, count: number): TopicReadiness[] {
  const unseen = ({ cards, seen }: TopicReadiness): number => cards.length - seen;
  const least = (a: TopicReadiness, b: TopicReadiness): number =>
    a.recall - b.recall || unseen(b) - unseen(a);
  return [...readiness.covered].sort(least).slice(0, count);
}

/** How many of ten cards a share is; ten only where nearly none would be missed. */
export function ofTen(share: number): number {
  return share < 0.975 ? Math.min(9, Math.round(share * 10)) : 10;
}

/** 0 where there are none. */
export function mean(values: readonly number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}
