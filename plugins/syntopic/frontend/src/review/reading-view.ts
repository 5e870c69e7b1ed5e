// What to read in the time that is left, as a list with its times.
import { el } from "../map/elements";
import { button, field, numberField, numberIn, topicLink, topicLinks } from "./panels-elements";
import { goalOf, readinessOf, untouched } from "./readiness";
import { readingList, type Reading, type Strength, timeOf } from "./reading";
import type { App } from "./values";

/** Minutes that are left of somebody who has not said how many. */
const LEFT = 120;

/** How strong a topic is of which nothing is known: in the middle, for it may be either. */
const UNKNOWN = 0.5;

/** Shows the list for the reader's goal; it follows the minutes that they say they have. */
export function readingView(app: App): void {
  const title = app.label("plan-reading-title");
  const minutes = numberField(LEFT, 1, 1440);
  const list = el("div", { class: "ready-reading", "aria-live": "polite" });
  const show = (): void => list.replaceChildren(...listed(app, numberIn(minutes, LEFT)));
  minutes.addEventListener("input", show, { signal: app.signal });
  const view = el(
    "div",
    { class: "ready" },
    el("h2", {}, title),
    el("p", {}, app.label("plan-reading-intro")),
    el("div", { class: "ready-fields" }, field(app.label("plan-reading-time"), minutes)),
    list,
    el("p", { class: "review-row" }, button(app, app.label("interview-back"), () => app.home())),
  );
  show();
  app.show(view, title);
}

function listed(app: App, minutes: number): HTMLElement[] {
  const goal = goalOf(app.deck, app.state());
  const found = readingList(app.deck, goal.topics, strengths(app), minutes);
  const told: HTMLElement[] = [];
  if (found.read.length) told.push(...list(app, found));
  else told.push(el("p", {}, app.label(`plan-reading-${found.left.length ? "none" : "nothing"}`)));
  const more = (label: string, topics: readonly number[]): void => {
    if (topics.length) told.push(el("p", {}, app.label(label), " ", ...topicLinks(app, topics)));
  };
  more("plan-reading-left", found.left);
  more("plan-reading-known", found.known);
  return told;
}

function list(app: App, { read, minutes }: Reading): HTMLElement[] {
  const items = read.map((topic) => {
    const time = app.label("plan-reading-minutes", { minutes: timeOf(app.deck, [topic]) });
    return el("li", {}, topicLink(app, topic), el("span", {}, time));
  });
  const total = app.label("plan-reading-total", { minutes });
  return [el("ol", { class: "ready-weakest" }, ...items), el("p", { class: "ready-total" }, total)];
}

/** How much is recalled now of each topic of the garden. */
function strengths(app: App): Strength {
  const [state, all] = [app.state(), app.deck.topics.map((_, place) => place)];
  const goal = { ...goalOf(app.deck, state), topics: all };
  const { covered } = readinessOf(app.deck, state, goal, untouched(state, app.now()));
  const known = new Map(covered.map(({ topic, recall }) => [topic, recall]));
  return (topic) => known.get(topic) ?? UNKNOWN;
}
