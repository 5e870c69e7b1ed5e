// An interview as it goes: question after question, with the time that each and all of them have.
import { el } from "../map/elements";
import type { Answered } from "./interview";
import { Clock, clockText } from "./interview-clock";
import { type Asking, question } from "./interview-question";
import { summary } from "./interview-summary";
import { listenKeys } from "./keys";
import type { Shell } from "./shell";
import type { App, Card, Rating } from "./values";

/** Milliseconds for each question and for all; 0: as long as it takes. */
export interface Limits {
  readonly each: number;
  readonly all: number;
}

/** What was answered; `entry` names it in the log. */
interface Given extends Answered {
  readonly entry: string;
}

/** Seconds before the end of a question's time at which it is told. */
const SOON = 10;

/** Asks all cards in their order, then tells what it came to. */
export function conduct(app: Shell, cards: readonly Card[], limits: Limits): void {
  goOnFrom([], app, cards, limits, new Clock(limits.all, performance.now()));
}

/** The same after some answers; `whole` is the clock of all questions. */
function goOnFrom(
  answered: readonly Given[],
  app: Shell,
  cards: readonly Card[],
  limits: Limits,
  whole: Clock,
): void {
  const view = el("div", { class: "ready interview" });
  const ended = new AbortController();
  app.signal.addEventListener("abort", () => ended.abort(), { signal: ended.signal });
  const keys = listenKeys(view, ended.signal);
  let given = answered;
  let current: { clock: Clock; asking: Asking } | undefined;

  const ask = (): void => {
    const card = cards[given.length];
    if (!card) return end();
    const clock = new Clock(limits.each, performance.now());
    const acts = { rate, end, undo: given.length ? undo : undefined };
    const place = { number: given.length + 1, count: cards.length };
    const asking = question(app, view, { card, ...place, ...acts }, keys);
    current = { clock, asking };
    tick();
  };
  const end = (): void => {
    ended.abort();
    whole.pause(performance.now());
    if (given.length) summary(app, given, cards.slice(given.length), { limits, undo: resume });
    else app.home();
  };
  const resume = (): void => {
    whole.resume(performance.now());
    goOnFrom(withoutLast(), app, cards, limits, whole);
    app.say(app.label("interview-undone"));
  };
  const rate = (rating: Rating): void => {
    const card = cards[given.length];
    if (!card || !current) return;
    const took = Math.round(current.clock.passed(performance.now()));
    const late = current.asking.late();
    const entry = app.record({ type: "review", card: card.key, rating, took, mode: "interview" });
    given = [...given, { card, rating, late, entry }];
    ask();
  };
  const withoutLast = (): readonly Given[] => {
    const last = given.at(-1);
    if (last) app.record({ type: "undo", of: last.entry });
    return given.slice(0, -1);
  };
  const undo = (): void => {
    given = withoutLast();
    ask();
    app.say(app.label("interview-undone"));
  };
  const said = new Set<string>();
  const tell = (name: string, label: string): void => {
    if (!said.has(name)) app.say(app.label(label));
    said.add(name);
  };
  const tick = (): void => {
    if (!view.isConnected) return ended.abort(); // another view has taken its place
    const now = performance.now();
    const left = current?.clock.left(now) ?? Infinity;
    const all = whole.left(now);
    const number = given.length;
    current?.asking.time(timeText(app, "interview-left", left), timeText(app, "interview-all", all));
    if (current?.asking.open()) {
      if (left <= SOON && limits.each > 2000 * SOON) tell(`soon ${number}`, "interview-soon");
      if (left <= 0) {
        tell(`late ${number}`, "interview-late");
        current.asking.isLate();
      }
    }
    if (all <= 0) tell("all", "interview-late-all");
    if (all <= 0) current?.asking.allOver();
  };
  const timer = setInterval(tick, 250);
  ended.signal.addEventListener("abort", () => clearInterval(timer));
  const away = (): void => {
    const now = performance.now();
    for (const clock of [whole, current?.clock])
      document.hidden ? clock?.pause(now) : clock?.resume(now);
  };
  document.addEventListener("visibilitychange", away, { signal: ended.signal });
  app.show(view, app.label("interview-title"));
  ask();
}

function timeText(app: App, label: string, seconds: number): string {
  return seconds === Infinity ? "" : app.label(label, { time: clockText(seconds) });
}
