// When a card comes again: FSRS-6, as ts-fsrs computes it, replayed from the log.
import { forgetting_curve, FSRSAlgorithm } from "ts-fsrs";
import { inTime } from "./log";
import type { CardState, LogEvent, Rating, Review, State } from "./values";

const MINUTE = 60_000;
export const DAY = 86_400_000;

/** FSRS-6 as published, for nine of ten cards recalled; by chance nothing, so that replay agrees. */
const algorithm = new FSRSAlgorithm({ request_retention: 0.9, enable_fuzz: false });

/** What was not known comes again within the sitting: minutes after Again, and after Hard. */
const AGAIN = 10;
const HARD = 15;

/** What a log says, whatever the order of its entries. */
export function replay(entries: readonly LogEvent[]): State {
  const undone = new Set(entries.flatMap((entry) => (entry.type === "undo" ? [entry.of] : [])));
  const suspended = new Set<string>();
  const settings = new Map<string, string>();
  const reviews: Review[] = [];
  for (const entry of [...entries].sort(inTime)) {
    if (undone.has(entry.id)) continue;
    if (entry.type === "review") reviews.push(entry);
    else if (entry.type === "suspend") suspended.add(entry.card);
    else if (entry.type === "resume") suspended.delete(entry.card);
    else if (entry.type === "set") settings.set(entry.name, entry.value);
  }
  return { cards: states(reviews), suspended, settings, reviews };
}

function states(reviews: readonly Review[]): ReadonlyMap<string, CardState> {
  const ofCard = new Map<string, Review[]>();
  for (const review of reviews) {
    const own = ofCard.get(review.card);
    if (own) own.push(review);
    else ofCard.set(review.card, [review]);
  }
  const cards = new Map<string, CardState>();
  for (const [card, own] of ofCard) {
    let state: CardState | undefined;
    for (const { rating, at } of own) state = next(state, rating, at);
    if (state) cards.set(card, { ...state, reviews: own });
  }
  return cards;
}

/**
 * What is known of a card once it has been rated at a moment, `undefined` being an unseen one.
 *
 * `reviews` stays as it was: who only tries what would be has no review to add.
 */
export function next(state: CardState | undefined, rating: Rating, at: number): CardState {
  // Whole days of 24 hours, so that no time zone counts; a clock that was moved back counts as now.
  const days = state ? Math.max(0, Math.floor((at - state.last) / DAY)) : 0;
  const { stability, difficulty } = algorithm.next_state(state ?? null, days, rating);
  const learning = isLearning(state);
  let wait = algorithm.next_interval(stability, days) * DAY;
  if (rating === 1) wait = AGAIN * MINUTE;
  else if (rating === 2 && learning) wait = HARD * MINUTE;
  const lapses = (state?.lapses ?? 0) + (rating === 1 && !learning ? 1 : 0);
  return { stability, difficulty, due: at + wait, last: at, lapses, reviews: state?.reviews ?? [] };
}

/** Whether a card has not been recalled since it was new, or since it was forgotten. */
export function isLearning(state: CardState | undefined): boolean {
  return !state || state.due - state.last < DAY;
}

/** Milliseconds until the card comes again, for each answer that could be given now. */
export function intervals(state: CardState | undefined, now: number): Record<Rating, number> {
  const wait = (rating: Rating): number => next(state, rating, now).due - now;
  return { 1: wait(1), 2: wait(2), 3: wait(3), 4: wait(4) };
}

/** How likely it is that a card is recalled at a moment, from 0 to 1; 0 for an unseen one. */
export function recall(state: CardState | undefined, at: number): number {
  if (!state) return 0;
  const days = Math.max(0, (at - state.last) / DAY);
  return forgetting_curve(algorithm.parameters.w, days, state.stability);
}
