// The days until the interview, and what each of them asks.
import { el } from "../map/elements";
import { folded, table, topicLinks } from "./panels-elements";
import { FURTHEST, KEPT, type Plan, type PlanDay } from "./plan";
import type { Goal, Readiness } from "./readiness";
import { dayInWords } from "./readiness-days";
import type { App } from "./values";
import { counted } from "./words";

/** So many days are told at once. */
const SHOWN = 7;

/** What the plan takes at most, what it leaves out, and each day. */
export function planView(app: App, goal: Goal, plan: Plan, today: Readiness): HTMLElement[] {
  return [
    el("h3", {}, app.label("plan-title")),
    el("p", {}, pace(app, goal, plan)),
    ...spare(app, goal, plan, today),
    ...leftOut(app, plan),
    days(app, plan.days.slice(0, SHOWN)),
    ...later(app, plan.days.slice(SHOWN)),
  ];
}

/** Minutes of the day that takes most. */
function used(plan: Plan): number {
  return Math.max(0, ...plan.days.map(({ minutes }) => Math.ceil(minutes)));
}

function pace(app: App, goal: Goal, plan: Plan): string {
  const { minutes } = goal;
  const seconds = Math.round(plan.seconds);
  const told = [app.label("plan-pace", { used: Math.min(used(plan), minutes), minutes, seconds })];
  // "All of it" would deny what is said next, where something is left out.
  if (plan.least < used(plan) && !plan.left.length) told.push(counted(app, "plan-least", plan.least));
  const isNew = plan.days.some(({ fresh }) => Math.round(fresh));
  if (isNew && plan.days.length > KEPT) told.push(app.label("plan-kept"));
  if (!plan.fits) told.push(app.label("plan-crowded", { minutes }));
  if (plan.days.length === FURTHEST) told.push(app.label("plan-far"));
  return told.join(" ");
}

/** What could be done with the minutes that the plan does not take. */
function spare(app: App, goal: Goal, plan: Plan, { unknown, missing }: Readiness): HTMLElement[] {
  const count = unknown.length + missing.length;
  if (!count || 2 * used(plan) > goal.minutes) return [];
  const names = missing.length ? [missing.join(", ")] : [];
  const links = [...topicLinks(app, unknown), ...(unknown.length && names.length ? [", "] : [])];
  return [el("p", {}, counted(app, "plan-spare", count), " ", ...links, ...names)];
}

function leftOut(app: App, { left, enough, late }: Plan): HTMLElement[] {
  if (!left.length) return [];
  const more = enough ? ` ${app.label("plan-enough", { minutes: enough })}` : "";
  const why = app.label(late ? "plan-late" : "plan-left");
  return [el("p", { class: "ready-ask" }, why, " ", ...topicLinks(app, left), ".", more)];
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
