// What there is to ask today of somebody who has said when their interview is.
import { cardsToday, planOf } from "./plan";
import { goalOf } from "./readiness";
import { dayOf } from "./readiness-days";
import { apart, waiting } from "./queue";
import type { App, Card } from "./values";

export interface TodaysPart {
  /** What has been seen before and is to be asked, the most forgotten first. */
  readonly due: readonly Card[];
  /** What is new; nothing in the last two days and on the day itself. */
  readonly fresh: readonly Card[];
}

/** What the plan has for the rest of today; `undefined` while no interview is ahead. */
export function todaysPart(app: App): TodaysPart | undefined {
  const { deck } = app;
  const [state, now] = [app.state(), app.now()];
  const goal = goalOf(deck, state);
  if (goal.day === undefined || goal.day < dayOf(now)) return undefined;
  const plan = planOf(deck, state, goal, now);
  if (plan) {
    const cards = apart(cardsToday(deck, state, goal, plan, now));
    const isSeen = ({ key }: Card): boolean => state.cards.has(key);
    return { due: cards.filter(isSeen), fresh: cards.filter((card) => !isSeen(card)) };
  }
  const topics = new Set(goal.topics);
  const cards = deck.cards.filter(({ topic }) => topics.has(topic));
  return { due: apart(waiting({ ...deck, cards }, state, now).due), fresh: [] };
}
