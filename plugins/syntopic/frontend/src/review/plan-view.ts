// The days until the interview, and what each of them asks.
import { el } from "../map/elements";
import { daysBetween } from "./days";
import { button, folded, table, topicLinks } from "./panels-elements";
import { cardsToday, FURTHEST, KEPT, type Plan, type PlanDay, secondsPerCard } from "./plan";
import { nextDue } from "./queue";
import type { Goal } from "./readiness";
import { dayInWords } from "./readiness-days";
import type { Shell } from "./shell";
import { begin } from "./starting";
import type { App } from "./values";
import { counted, whenFrom } from "./words";

/** So many days are told at once. */
const SHOWN = 7;

/** What the plan asks at most, what it leaves out, and each day. */
export function planView(app: Shell, goal: Goal, plan: Plan): HTMLElement[] {
  return [
    el("h3", {}, app.label("plan-title")),
    el("p", {}, pace(app, goal, plan)),
    ...leftOut(app, plan),
    ...begins(app, goal, plan),
    days(app, plan.days.slice(0, SHOWN)),
    ...later(app, plan.days.slice(SHOWN)),
  ];
}

function pace(app: App, goal: Goal, plan: Plan): string {
  const fresh = most(plan, ({ fresh }) => Math.round(fresh));
  const reviews = most(plan, ({ reviews }) => Math.round(reviews));
  const minutes = most(plan, ({ minutes }) => Math.ceil(minutes));
  const seconds = Math.round(secondsPerCard(app.state()));
  const told = [app.label("plan-pace", { fresh, reviews, minutes, seconds })];
  if (fresh && plan.days.length > KEPT) told.push(app.label("plan-kept"));
  if (!plan.fits) told.push(app.label("plan-crowded", { minutes: goal.minutes }));
  if (plan.days.length === FURTHEST) told.push(app.label("plan-far"));
  return told.join(" ");
}

function leftOut(app: App, { left, enough }: Plan): HTMLElement[] {
  if (!left.length) return [];
  const more = enough ? ` ${app.label("plan-enough", { minutes: enough })}` : "";
  const said = [app.label("plan-left"), " ", ...topicLinks(app, left), ".", more];
  return [el("p", { class: "ready-ask" }, ...said)];
}

/** The button that does what the plan has for the rest of today. */
function begins(shell: Shell, goal: Goal, plan: Plan): HTMLElement[] {
  const cards = cardsToday(shell.deck, shell.state(), goal, plan, shell.now());
  if (!cards.length) return [el("p", {}, whatIsLeft(shell, goal))];
  const start = button(shell, shell.label("plan-begin"), () => begin(shell, cards));
  return [el("p", { class: "review-row" }, start)];
}

/** When today brings the next card of a goal, or that its part is done. */
function whatIsLeft(app: App, goal: Goal): string {
  const wanted = new Set(goal.topics);
  const cards = app.deck.cards.filter(({ topic }) => wanted.has(topic));
  const next = nextDue({ ...app.deck, cards }, app.state(), app.now());
  const isToday = next !== undefined && daysBetween(app.now(), next) === 0;
  return isToday ? app.label("next-due", { when: whenFrom(app, next) }) : app.label("plan-done");
}

function later(app: App, rest: readonly PlanDay[]): HTMLElement[] {
  if (!rest.length) return [];
  return [folded(counted(app, "plan-later", rest.length), days(app, rest))];
}

function days(app: App, shown: readonly PlanDay[]): HTMLElement {
  const names = ["day", "new", "reviews", "minutes"].map((name) => app.label(`plan-${name}`));
  const rows = shown.map(({ day, fresh, reviews, minutes }) => [
    dayInWords(day, app.deck.language),
    String(Math.round(fresh)),
    String(Math.round(reviews)),
    String(Math.ceil(minutes)),
  ]);
  return table(app.label("plan-title"), names, rows);
}

function most(plan: Plan, of: (day: PlanDay) => number): number {
  return Math.max(0, ...plan.days.map(of));
}
