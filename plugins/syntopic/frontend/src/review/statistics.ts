// What the log can honestly tell: how much was recalled, what comes, what was done.
import { daysBetween } from "./days";
import type { Deck, State } from "./values";

/** Days that a card rested before it was asked again: the last day of each row but the last. */
const AGES = [1, 3, 7, 14, 30, 90];

/** Of fewer reviews no share is told: it would be chance. */
export const ENOUGH = 10;

export interface Retention {
  /** Days since the card was seen before, both included; `to` is missing in the last row. */
  readonly from: number;
  readonly to: number | undefined;
  readonly asked: number;
  /** Those of them that were not rated Again. */
  readonly recalled: number;
}

/**
 * How much was recalled, by how long the cards had rested.
 *
 * Only the first review of a card on a day counts, for the others follow what was just read; and
 * never a card's first review of all, for there was nothing to recall yet.
 */
export function retention(state: State): Retention[] {
  const rows = [...AGES, undefined].map((to, n) => ({
    from: (AGES[n - 1] ?? 0) + 1,
    to,
    asked: 0,
    recalled: 0,
  }));
  for (const { reviews } of state.cards.values())
    for (const [n, { at, rating }] of reviews.entries()) {
      const before = reviews[n - 1];
      const days = before ? daysBetween(before.at, at) : 0;
      const row = days > 0 && rows.find(({ to }) => to === undefined || days <= to);
      if (!row) continue;
      row.asked += 1;
      row.recalled += rating > 1 ? 1 : 0;
    }
  return rows;
}

/** The share that was recalled, in percent; `undefined` where too little was asked to tell. */
export function share({ asked, recalled }: Retention): number | undefined {
  return asked < ENOUGH ? undefined : Math.round((100 * recalled) / asked);
}

/** How many cards come on each of the next days, today first; what is overdue comes today. */
export function forecast(deck: Deck, state: State, now: number, days: number): number[] {
  const counts = new Array<number>(days).fill(0);
  for (const { key } of deck.cards) {
    const known = state.cards.get(key);
    if (!known || state.suspended.has(key)) continue;
    const day = Math.max(0, daysBetween(now, known.due));
    if (day < days) counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

/** How many reviews were done on each of the last days, today last. */
export function done(state: State, now: number, days: number): number[] {
  const counts = new Array<number>(days).fill(0);
  for (const { at } of state.reviews) {
    const day = days - 1 - daysBetween(at, now);
    if (day >= 0 && day < days) counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}
