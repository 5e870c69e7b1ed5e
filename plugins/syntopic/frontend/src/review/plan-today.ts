// The part of a plan that is today's: what it was when the day began, and what is left of it.
import { dayBegin, dayEnd } from "./days";
import { type Part, partOf } from "./plan-part";
import { type Asked, mostNew } from "./plan-simulation";
import { family, isDue } from "./queue";
import { next, recall } from "./schedule";
import type { CardState, Review, State } from "./values";

/** What was known of each card before a moment. */
export function before(state: State, moment: number): Map<string, CardState> {
  const found = new Map<string, CardState>();
  for (const [key, one] of state.cards) {
    const reviews = one.reviews.filter(({ at }) => at < moment);
    if (reviews.length === one.reviews.length) found.set(key, one);
    else if (reviews.length) found.set(key, { ...again(reviews), reviews });
  }
  return found;
}

/** What some reviews of one card come to; there is at least one. */
function again(reviews: readonly Review[]): CardState {
  let state: CardState | undefined;
  for (const { rating, at } of reviews) state = next(state, rating, at);
  return state as CardState;
}

/** What was known when the day began, and how much can be asked. */
type Morning = Pick<Asked, "known" | "cards" | "now" | "room" | "likely" | "withNew">;

/** What today had to ask when it began. */
export function morningPart(asked: Morning): Part {
  const { known, cards, now, room, likely } = asked;
  const due = cards
    .filter((key) => isDue(known.get(key), now))
    .map((key) => ({ key, likely: recall(known.get(key), now) }))
    .sort((a, b) => a.likely - b.likely);
  const unseen = cards.filter((key) => !known.has(key));
  return partOf({ due, unseen, room, most: mostNew(asked, 0, unseen.length), known: likely });
}

/** What is left of a day's part, with what was asked today and is not known yet. */
export function rest(part: Part, cards: readonly string[], state: State, now: number): Part {
  const [begin, end] = [dayBegin(now), dayEnd(now)];
  const asked = cards.filter((key) => (state.cards.get(key)?.last ?? 0) >= begin);
  const families = new Set(asked.map(family));
  const isOpen = (key: string): boolean => (state.cards.get(key)?.due ?? 0) < end;
  const open = new Map(asked.filter(isOpen).map((key) => [family(key), key]));
  const unasked = (key: string): boolean => !families.has(family(key));
  return {
    due: [
      ...[...open.values()].map((key) => ({ key, likely: recall(state.cards.get(key), now) })),
      ...part.due.filter(({ key }) => unasked(key)),
    ],
    fresh: part.fresh.filter(unasked),
  };
}
