// What to do with the time that reading leaves: ask the weakest cards, and read again what is known.
import { newOrder } from "./plan-order";
import { partOf } from "./plan-part";
import { secondsPerCard } from "./plan";
import { cardsOf } from "./readiness";
import { timeOf, type Strength } from "./reading";
import { recall } from "./schedule";
import type { Card, Deck, State } from "./values";

export interface Asking {
  /** The weakest first; new ones only where nothing else has been seen. */
  readonly cards: readonly Card[];
  readonly minutes: number;
}

export interface Refreshing {
  /** Topics by their places, the weakest first. */
  readonly topics: readonly number[];
  readonly minutes: number;
}

/** Which cards of some topics to ask in some minutes, at most so many. */
export function weakestCards(
  deck: Deck,
  state: State,
  topics: readonly number[],
  limits: { readonly minutes: number; readonly most: number; readonly now: number },
): Asking {
  const all = [...cardsOf(deck, state, topics).values()].flat();
  const seen = all.filter(({ key }) => state.cards.has(key));
  const likely = (key: string): number => recall(state.cards.get(key), limits.now);
  const wanted = seen.length
    ? [...seen].sort((a, b) => likely(a.key) - likely(b.key))
    : newOrder(deck, all);
  const due = wanted.map(({ key }) => ({ key, likely: likely(key) }));
  const seconds = secondsPerCard(state);
  const room = (limits.minutes * 60) / seconds;
  const asked = partOf({ due, unseen: [], room, most: 0, known: 0 }).due.slice(0, limits.most);
  const keys = new Set(asked.map(({ key }) => key));
  const shown = asked.reduce((sum, one) => sum + 2 - one.likely, 0);
  const cards = wanted.filter(({ key }) => keys.has(key));
  return { cards, minutes: Math.ceil((shown * seconds) / 60) };
}

/** Which of the topics that are known there is time to read again. */
export function refreshing(
  deck: Deck,
  known: readonly number[],
  strength: Strength,
  minutes: number,
): Refreshing {
  let left = minutes;
  const weakestFirst = [...known].sort((a, b) => strength(a) - strength(b) || a - b);
  const topics = weakestFirst.filter((topic) => {
    const takes = timeOf(deck, [topic]);
    if (takes <= left) left -= takes;
    else return false;
    return true;
  });
  return { topics, minutes: minutes - left };
}
