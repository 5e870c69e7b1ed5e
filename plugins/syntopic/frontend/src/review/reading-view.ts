// What to do in the time that is left: read, be asked, read again, with the times of each.
import { el } from "../map/elements";
import { button } from "./buttons";
import { setup } from "./interview-setup";
import { field, numberField, numberIn, topicLink, topicLinks } from "./panels-elements";
import { type Goal, goalOf, readinessOf, untouched } from "./readiness";
import { readingList, type Strength, timeOf } from "./reading";
import { type Asking, refreshing, weakestCards } from "./reading-rest";
import type { Shell } from "./shell";
import { begin, LONGEST } from "./starting";
import type { App } from "./values";
import { counted } from "./words";

/** Minutes that are left of somebody who has not said how many. */
const LEFT = 120;

/** Minutes from which it is worth while to practise, too. */
const SPARE = 15;

/** How strong a topic is of which nothing is known: in the middle, for it may be either. */
const UNKNOWN = 0.5;

/** Shows the list for the reader's goal; it follows the minutes that they say they have. */
export function readingView(shell: Shell): void {
  const title = shell.label("plan-reading-title");
  const minutes = numberField(LEFT, 1, 1440);
  const list = el("div", { class: "ready-reading", "aria-live": "polite" });
  const show = (): void => list.replaceChildren(...listed(shell, numberIn(minutes, LEFT)));
  minutes.addEventListener("input", show, { signal: shell.signal });
  const back = button(shell, shell.label("interview-back"), () => shell.home());
  const view = el(
    "div",
    { class: "ready" },
    el("h2", {}, title),
    el("p", {}, shell.label("plan-reading-intro")),
    el("div", { class: "ready-fields" }, field(shell, shell.label("plan-reading-time"), minutes)),
    list,
    el("p", { class: "review-row" }, back),
  );
  show();
  shell.show(view, title);
}

function listed(shell: Shell, minutes: number): HTMLElement[] {
  const { deck } = shell;
  const [goal, state] = [goalOf(deck, shell.state()), shell.state()];
  const strength = strengths(shell);
  const found = readingList(deck, goal.topics, strength, minutes);
  const rest = minutes - found.minutes;
  const limits = { minutes: rest, most: LONGEST, now: shell.now() };
  const asking = weakestCards(deck, state, goal.topics, limits);
  const again = refreshing(deck, found.known, strength, rest - asking.minutes);
  const total = found.minutes + asking.minutes + again.minutes;
  const without = found.known.filter((topic) => !again.topics.includes(topic));
  const none = found.left.length ? "none" : "nothing";
  return [
    ...(found.read.length ? [topics(shell, found.read)] : [told(shell, `plan-reading-${none}`)]),
    ...linked(shell, "plan-reading-left", found.left),
    ...(asking.cards.length ? [asks(shell, asking)] : []),
    ...(again.topics.length ? [told(shell, "plan-reading-again"), topics(shell, again.topics)] : []),
    ...linked(shell, "plan-reading-known", without),
    ...(total ? [totalOf(shell, total, minutes)] : []),
    ...(asking.cards.length && minutes - total >= SPARE ? [practise(shell)] : []),
    ...sheet(shell, goal),
  ];
}

function told(app: App, label: string): HTMLElement {
  return el("p", {}, app.label(label));
}

function linked(app: App, label: string, places: readonly number[]): HTMLElement[] {
  return places.length ? [el("p", {}, app.label(label), " ", ...topicLinks(app, places))] : [];
}

/** Topics one below the other, each with the time that its page takes. */
function topics(app: App, places: readonly number[]): HTMLElement {
  const items = places.map((topic) => {
    const time = app.label("plan-reading-minutes", { minutes: timeOf(app.deck, [topic]) });
    return el("li", {}, topicLink(app, topic), el("span", {}, time));
  });
  return el("ol", { class: "ready-weakest" }, ...items);
}

/** The cards to ask once the pages are read. */
function asks(shell: Shell, { cards, minutes }: Asking): HTMLElement {
  const label = counted(shell, "plan-reading-ask", cards.length, { minutes });
  const start = button(shell, label, () => begin(shell, cards), "review-start");
  return el("p", { class: "review-row" }, start);
}

function totalOf(app: App, total: number, minutes: number): HTMLElement {
  return el("p", { class: "ready-total" }, app.label("plan-reading-total", { total, minutes }));
}

function practise(app: Shell): HTMLElement {
  const start = button(app, app.label("interview-open"), () => setup(app));
  return el("p", { class: "review-row" }, el("span", {}, app.label("plan-reading-spare")), start);
}

/** The cheat sheet of the role: the page names all there are, with areas before roles. */
function sheet(app: App, { role }: Goal): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLAnchorElement>(".sheet-links a")];
  const found = all.filter((link) => role && link.textContent === role).at(-1);
  if (!found) return [];
  const link = el("a", { href: found.href }, role);
  return [el("p", {}, app.label("plan-reading-sheet"), " ", link)];
}

/** How much is recalled now of each topic of the garden. */
function strengths(app: App): Strength {
  const [state, all] = [app.state(), app.deck.topics.map((_, place) => place)];
  const goal = { ...goalOf(app.deck, state), topics: all };
  const { covered } = readinessOf(app.deck, state, goal, untouched(state, app.now()));
  const known = new Map(covered.map(({ topic, recall }) => [topic, recall]));
  return (topic) => known.get(topic) ?? UNKNOWN;
}
