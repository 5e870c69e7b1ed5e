// How an interview is set up: how many questions, and how much time.
import { el } from "../map/elements";
import { button } from "./buttons";
import { questions } from "./interview";
import { conduct, type Limits } from "./interview-view";
import { field, numberField, numberIn } from "./panels-elements";
import { cardsOf, goalOf } from "./readiness";
import type { Shell } from "./shell";

const QUESTIONS = 8;
const SECONDS = 90;

/** Shows the form, from which the interview begins. */
export function setup(app: Shell): void {
  const title = app.label("interview-title");
  const goal = goalOf(app.deck, app.state());
  const count = numberField(QUESTIONS, 1, 50);
  const seconds = numberField(SECONDS, 0, 900);
  const minutes = numberField((QUESTIONS * SECONDS) / 60, 0, 240);
  const limits = (): Limits => ({
    each: numberIn(seconds, SECONDS) * 1000,
    all: numberIn(minutes, 0) * 60_000,
  });
  // Until the reader says otherwise, all questions together have the time that each of them has.
  let own = false;
  const adapt = (): void => {
    const all = numberIn(count, QUESTIONS) * numberIn(seconds, SECONDS);
    if (!own) minutes.value = String(Math.min(240, Math.ceil(all / 60)));
  };
  for (const input of [count, seconds]) input.addEventListener("input", adapt);
  minutes.addEventListener("input", () => (own = true));
  const begin = (): void => {
    const wanted = numberIn(count, QUESTIONS);
    conduct(app, questions(app.deck, app.state(), goal.topics, wanted, Math.random), limits());
  };
  const empty = [...cardsOf(app.deck, app.state(), goal.topics).values()].every((c) => !c.length);
  const start = empty ? [] : [button(app, app.label("interview-start"), begin, "review-start")];
  const what = goal.role || app.label(goal.kind === "own" ? "ready-own" : "ready-everything");
  const view = el(
    "div",
    { class: "ready interview-setup" },
    el("h2", {}, title),
    el("p", {}, app.label(empty ? "ready-no-cards" : "interview-intro", { what })),
    el(
      "div",
      { class: "ready-fields" },
      field(app, app.label("interview-count"), count),
      field(app, app.label("interview-seconds"), seconds, app.label("interview-unlimited")),
      field(app, app.label("interview-minutes"), minutes, app.label("interview-unlimited")),
    ),
    el("p", { class: "review-row" }, ...start, button(app, app.label("interview-back"), () => app.home())),
  );
  app.show(view, title);
}
