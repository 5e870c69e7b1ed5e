// How ready the reader is, in words and figures of which none stands alone.
import { el } from "../map/elements";
import { folded, table, tenths, topicLink, topicLinks } from "./panels-elements";
import type { Plan } from "./plan";
import { planView } from "./plan-view";
import {
  type Goal,
  ofTen,
  type Readiness,
  readinessOf,
  type TopicReadiness,
  untouched,
  weakest,
} from "./readiness";
import { dayInWords, dayOf, interviewOn } from "./readiness-days";
import type { Shell } from "./shell";
import type { App } from "./values";
import { counted } from "./words";

/** How ready the reader is today, on the day of the interview, and then with a plan. */
interface Told {
  readonly today: Readiness;
  readonly then: Readiness | undefined;
  readonly followed: Readiness | undefined;
  /** The interview's day in words. */
  readonly date: string;
}

/** What there is to say about a goal; its plan may still be on its way. */
export function readinessView(app: Shell, goal: Goal, plan: Plan | "soon" | undefined): HTMLElement[] {
  const told = toldOf(app, goal, plan === "soon" ? undefined : plan);
  const { today } = told;
  const lost = goal.lost ? [note(app.label("ready-lost", { role: goal.lost }))] : [];
  if (!goal.topics.length) return [...lost, note(app.label("ready-choose"))];
  if (goal.kind === "all" && goal.day === undefined && !app.state().cards.size)
    return [...lost, note(app.label("ready-intro"))];
  if (!today.covered.length) return [...lost, note(app.label("ready-no-cards")), ...gaps(app, today)];
  return [
    ...lost,
    ...dayNotes(app, goal),
    el("p", { class: "ready-lead" }, lead(app, told)),
    figures(app, told),
    coverage(app, today),
    ...gaps(app, today),
    ...weak(app, today),
    ...(plan === "soon" ? [note(app.label("plan-soon"))] : plan ? planView(app, goal, plan, today) : []),
    everyTopic(app, told),
  ];
}

function toldOf(app: App, goal: Goal, plan: Plan | undefined): Told {
  const { deck } = app;
  const [state, now] = [app.state(), app.now()];
  const today = readinessOf(deck, state, goal, untouched(state, now));
  const { day } = goal;
  if (day === undefined || day <= dayOf(now))
    return { today, then: undefined, followed: undefined, date: "" };
  return {
    today,
    then: readinessOf(deck, state, goal, untouched(state, interviewOn(day))),
    followed: plan && readinessOf(deck, state, goal, plan.recalled),
    date: dayInWords(day, deck.language, "long"),
  };
}

function dayNotes(app: App, goal: Goal): HTMLElement[] {
  const days = goal.day === undefined ? 1 : goal.day - dayOf(app.now());
  if (days < 0) return [note(app.label("ready-past"), "ready-ask")];
  return days ? [] : [note(app.label("ready-is-today"))];
}

/** The sentence that encourages without lying. */
function lead(app: App, { today, followed, date }: Told): string {
  const now = tenths(app, today.recall);
  const then = followed ? tenths(app, followed.recall) : "";
  const values = { now, then, date };
  if (!today.seen) {
    const plan = followed ? ` ${app.label("ready-lead-begin", values)}` : "";
    return app.label("ready-lead-unseen") + plan;
  }
  if (!followed) return app.label("ready-lead-today", values);
  const rises = ofTen(followed.recall) > ofTen(today.recall);
  return app.label(rises ? "ready-lead-plan" : "ready-lead-holds", values);
}

/** Today, that day without reviews, that day with the plan: each as ten dots and in words. */
function figures(app: App, { today, then, followed, date }: Told): HTMLElement {
  const rows: [string, Readiness | undefined][] = [
    [app.label("ready-today"), today],
    [app.label("ready-untouched", { date }), then],
    [app.label("ready-followed", { date }), followed],
  ];
  const shown = rows.flatMap(([name, one]) => (one ? [figure(app, name, one.recall)] : []));
  return el("dl", { class: "ready-figures" }, ...shown);
}

function figure(app: App, name: string, share: number): HTMLElement {
  const dots = el("span", { class: "ready-dots", "aria-hidden": "true" });
  dots.style.setProperty("--share", String(share));
  return el("div", {}, el("dt", {}, name), el("dd", {}, dots, tenths(app, share)));
}

function coverage(app: App, { covered, unknown, missing, cards, seen }: Readiness): HTMLElement {
  const count = covered.length + unknown.length + missing.length;
  const values = { covered: covered.length, count, seen, cards };
  return note(app.label("ready-coverage", values), "ready-coverage");
}

/** What nothing can be said of. */
function gaps(app: App, { unknown, missing }: Readiness): HTMLElement[] {
  const found: HTMLElement[] = [];
  if (unknown.length)
    found.push(el("p", {}, app.label("ready-unknown"), " ", ...topicLinks(app, unknown)));
  if (missing.length) found.push(el("p", {}, app.label("ready-missing"), " ", missing.join(", ")));
  return found;
}

function weak(app: App, today: Readiness): HTMLElement[] {
  const items = weakest(today, 3).map((one) =>
    el("li", {}, topicLink(app, one.topic), el("span", {}, strength(app, one))),
  );
  const title = el("h3", {}, app.label("ready-weakest"));
  return [title, el("ol", { class: "ready-weakest" }, ...items)];
}

function strength(app: App, { cards, seen, recall }: TopicReadiness): string {
  if (!seen) return counted(app, "ready-unasked", cards.length);
  const unseen = cards.length - seen;
  const more = unseen ? ` · ${app.label("ready-unseen", { count: unseen })}` : "";
  return app.label("ready-recalled", { share: tenths(app, recall) }) + more;
}

/** The same for each topic, so that every sum above can be looked into. */
function everyTopic(app: App, { today, then, followed }: Told): HTMLElement {
  const days = [...(then ? ["then"] : []), ...(followed ? ["then-plan"] : [])];
  const names = ["topic", "seen", "today", ...days];
  const at = (one: Readiness | undefined, n: number): string[] =>
    one ? [short(app, one.covered[n]?.recall ?? 0)] : [];
  const rows = today.covered.map((one, n) => [
    topicLink(app, one.topic),
    `${one.seen}/${one.cards.length}`,
    short(app, one.recall),
    ...at(then, n),
    ...at(followed, n),
  ]);
  const unknown = today.unknown.map((topic) => [
    topicLink(app, topic),
    "0/0",
    app.label("ready-unknown-cell"),
    ...new Array<string>(names.length - 3).fill("–"),
  ]);
  const heads = names.map((name) => app.label(`ready-${name}`));
  const all = app.label("ready-all");
  return folded(all, table(all, heads, [...rows, ...unknown]));
}

/** A share in a cell: "7/10". */
function short(app: App, share: number): string {
  const count = ofTen(share);
  return app.label("ready-cell", { count: count || !share ? count : "<1" });
}

function note(text: string, kind = ""): HTMLElement {
  return el("p", kind ? { class: kind } : {}, text);
}
