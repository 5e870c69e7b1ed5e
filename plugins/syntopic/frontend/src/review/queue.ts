// Which cards come now: what is due, and a few new ones.
import { dayBegin, dayEnd } from "./days";
import { DAY, recall } from "./schedule";
import type { Card, CardState, Deck, State } from "./values";

/** Places in the deck's lists; what is not said is not asked for. */
export interface Filter {
  readonly topic?: number | undefined;
  readonly area?: number | undefined;
  readonly source?: number | undefined;
  readonly role?: number | undefined;
}

export interface Waiting {
  /** What is most likely to have been forgotten comes first. */
  readonly due: readonly Card[];
  /** Unseen ones that may come today, in the order of the garden; none beside its note's card. */
  readonly fresh: readonly Card[];
  /** How many are unseen, those of later days included. */
  readonly unseen: number;
}

export const LIMIT = "new-per-day";
const USUAL_LIMIT = 10;

/** The most new cards that a day brings. */
export function limit(state: State): number {
  const said = Number.parseInt(state.settings.get(LIMIT) ?? "", 10);
  return Number.isNaN(said) ? USUAL_LIMIT : Math.max(0, said);
}

/** What can be reviewed at a moment. */
export function waiting(deck: Deck, state: State, now: number, filter: Filter = {}): Waiting {
  const asked = deck.cards.filter(
    (card) => !state.suspended.has(card.key) && fits(deck, card, filter),
  );
  const due = asked.filter((card) => isDue(state.cards.get(card.key), now));
  const unseen = asked.filter((card) => !state.cards.has(card.key));
  const room = Math.max(0, limit(state) - begunToday(state, now));
  const likely = new Map(due.map((card) => [card, recall(state.cards.get(card.key), now)]));
  const first = (a: Card, b: Card): number => (likely.get(a) ?? 0) - (likely.get(b) ?? 0);
  const asks = new Set(due.map(({ key }) => family(key)));
  const fresh = apart(unseen).filter(({ key }) => !asks.has(family(key)));
  return { due: due.sort(first), fresh: fresh.slice(0, room), unseen: unseen.length };
}

/** Whether a card has what a filter asks for. */
export function fits(deck: Deck, card: Card, { topic, area, source, role }: Filter): boolean {
  return (
    (topic === undefined || card.topic === topic) &&
    (area === undefined || deck.topics[card.topic]?.area === area) &&
    (source === undefined || card.source === source) &&
    (role === undefined || (deck.roles[role]?.topics.includes(card.topic) ?? false))
  );
}

/**
 * Whether a seen card comes now: what waits for days comes at any hour of its day.
 *
 * A single night would count as no day where one reviews earlier than the day before.
 */
export function isDue(state: CardState | undefined, now: number): boolean {
  if (!state) return false;
  return state.due <= now || (state.due - state.last >= 2 * DAY && state.due < dayEnd(now));
}

/** How many cards were seen for the first time on the day of a moment. */
function begunToday(state: State, now: number): number {
  const [begin, end] = [dayBegin(now), dayEnd(now)];
  let begun = 0;
  for (const { reviews } of state.cards.values()) {
    const first = reviews[0]?.at ?? -1;
    if (first >= begin && first < end) begun += 1;
  }
  return begun;
}

/** When the next card comes that is not due yet; `undefined` if none ever does. */
export function nextDue(deck: Deck, state: State, now: number): number | undefined {
  let soonest: number | undefined;
  for (const card of deck.cards) {
    const known = state.cards.get(card.key);
    if (!known || state.suspended.has(card.key) || isDue(known, now)) continue;
    if (soonest === undefined || known.due < soonest) soonest = known.due;
  }
  return soonest;
}

/** Keys of cards that have reviews, and that the garden does not have any more. */
export function vanished(deck: Deck, state: State): string[] {
  const here = new Set(deck.cards.map(({ key }) => key));
  return [...state.cards.keys()].filter((key) => !here.has(key));
}

/** The note's card that a key belongs to: several gaps, or two directions, are one. */
export function family(key: string): string {
  return key.replace(/\.\d+$/, "");
}

/** Cards of which no two are one card of a note: the answer of one would tell the other. */
export function apart(cards: readonly Card[]): Card[] {
  const seen = new Set<string>();
  return cards.filter(({ key }) => {
    const known = seen.has(family(key));
    seen.add(family(key));
    return !known;
  });
}
