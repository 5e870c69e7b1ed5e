// What there is to ask today of somebody who has said when their interview is.
import { dayBegin } from "./days";
import { type Plan, planOf } from "./plan";
import type { Part } from "./plan-part";
import { before, morningPart, rest } from "./plan-today";
import { cardsOf, type Goal, goalOf } from "./readiness";
import { dayOf } from "./readiness-days";
import type { App, Card, Deck, State } from "./values";

export interface TodaysPart {
  /** What has been seen before and is to be asked. */
  readonly due: readonly Card[];
  /** What is new; nothing in the last two days and on the day itself. */
  readonly fresh: readonly Card[];
}

/** The last plan of a log: it takes a while, and several parts of the page ask for it. */
const plans = new WeakMap<State, { readonly minute: number; readonly plan: Plan | undefined }>();

/** The plan for what the reader wants to be ready for; `undefined` without a day to plan for. */
export function todaysPlan(app: App): Plan | undefined {
  const [state, now] = [app.state(), app.now()];
  const minute = Math.floor(now / 60_000);
  const known = plans.get(state);
  if (known?.minute === minute) return known.plan;
  const plan = planOf(app.deck, state, goalOf(app.deck, state), now);
  plans.set(state, { minute, plan });
  return plan;
}

/**
 * What the plan has for the rest of today, on the day of the interview what is due.
 *
 * A sitting asks exactly these: of what is one card in the note there is only one. `undefined`
 * while no interview is ahead.
 */
export function todaysPart(app: App): TodaysPart | undefined {
  const { deck } = app;
  const [state, now] = [app.state(), app.now()];
  const goal = goalOf(deck, state);
  if (goal.day === undefined || goal.day < dayOf(now)) return undefined;
  const { due, fresh } = (todaysPlan(app) ?? { today: dueOf(deck, state, goal, now) }).today;
  const cards = new Map(deck.cards.map((card) => [card.key, card]));
  const found = (key: string): Card[] => [cards.get(key) ?? []].flat();
  return { due: due.flatMap(({ key }) => found(key)), fresh: fresh.flatMap(found) };
}

/** What is due of a goal, however long it takes. */
function dueOf(deck: Deck, state: State, { topics }: Goal, now: number): Part {
  const cards = [...cardsOf(deck, state, topics).values()].flat().map(({ key }) => key);
  const known = before(state, dayBegin(now));
  const part = morningPart({ known, cards, now, room: Infinity, likely: 0, withNew: 0 });
  return rest(part, cards, state, now);
}
