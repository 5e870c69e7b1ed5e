// Whether an interview is ahead, and how near it is.
import { KEPT } from "./plan";
import { type Goal, goalOf } from "./readiness";
import { dayOf } from "./readiness-days";
import type { App } from "./values";

/** Is told, and rises to the first view, when the reader has said what they want to be ready for. */
export const GOAL = "review-goal";

/** What the reader wants to be ready for, if its day is not over and it has cards. */
export function ahead(app: App): Goal | undefined {
  const goal = goalOf(app.deck, app.state());
  const hasCards = app.deck.cards.some(({ topic }) => goal.topics.includes(topic));
  return hasCards && goal.day !== undefined && goal.day >= dayOf(app.now()) ? goal : undefined;
}

/** Whether it is so near that nothing new is to be begun. */
export function isNear(app: App): boolean {
  const day = ahead(app)?.day;
  return day !== undefined && day - dayOf(app.now()) <= KEPT;
}
