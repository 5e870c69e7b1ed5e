// The form that says what for, for when, and how much time there is; it is kept in the log.
import { el } from "../map/elements";
import { field, numberField, numberIn } from "./panels-elements";
import { type Goal, goalOf, LEAST, MOST, SETTINGS, written } from "./readiness";
import { dateOf, dayOf, dayOfDate } from "./readiness-days";
import type { App } from "./values";

/** In the list of roles: no role, topics one by one. No role is called this. */
const OWN = "\u0000own";

/** The form for a goal; `changed` is called once the log has something new. */
export function goalForm(app: App, changed: () => void): HTMLElement {
  const goal = goalOf(app.deck, app.state());
  const topics = el("div", {});
  const keep = async (...settings: [string, string][]): Promise<void> => {
    const { settings: known } = app.state();
    for (const [name, value] of settings)
      if ((known.get(name) ?? "") !== value) await app.append({ type: "set", name, value });
    changed();
  };
  const choose = async (value: string): Promise<void> => {
    const before = goalOf(app.deck, app.state()).topics;
    const own = value === OWN ? written(app.deck, before) : "";
    await keep([SETTINGS.role, value === OWN ? "" : value], [SETTINGS.topics, own]);
    showTopics();
  };
  const showTopics = (): void => {
    const now = goalOf(app.deck, app.state());
    const chosen = (places: number[]): Promise<void> =>
      keep([SETTINGS.topics, written(app.deck, places)]);
    topics.replaceChildren(...(now.kind === "own" ? [topicChoice(app, now, chosen)] : []));
  };
  const fields = el(
    "div",
    { class: "ready-fields" },
    field(app, app.label("ready-for"), roleChoice(app, goal, choose)),
    field(app, app.label("ready-when"), dateChoice(app, goal, (date) => keep([SETTINGS.date, date]))),
    field(app, app.label("ready-minutes"), minutesChoice(app, goal, (m) => keep([SETTINGS.minutes, m]))),
  );
  showTopics();
  return el("div", { class: "ready-goal" }, fields, topics);
}

function roleChoice(app: App, goal: Goal, choose: (value: string) => Promise<void>): HTMLElement {
  const option = (value: string, text: string): HTMLOptionElement => {
    const made = el("option", { value }, text);
    made.selected = value === (goal.kind === "own" ? OWN : goal.role);
    return made;
  };
  const select = el(
    "select",
    {},
    option("", app.label("ready-everything")),
    ...app.deck.roles.map(({ name }) => option(name, name)),
    option(OWN, app.label("ready-own")),
  );
  select.addEventListener("change", () => void choose(select.value), { signal: app.signal });
  return select;
}

function dateChoice(app: App, goal: Goal, keep: (date: string) => Promise<void>): HTMLElement {
  const input = el("input", { type: "date" });
  input.min = dateOf(dayOf(app.now()));
  if (goal.day !== undefined) input.value = dateOf(goal.day);
  const change = (): void => {
    // A year that is being typed passes through the first centuries; the log need not know.
    const isWhole = input.value >= "2000" && dayOfDate(input.value) !== undefined;
    if (isWhole || (!input.value && !input.validity.badInput)) void keep(input.value);
  };
  input.addEventListener("change", change, { signal: app.signal });
  return input;
}

function minutesChoice(app: App, goal: Goal, keep: (m: string) => Promise<void>): HTMLElement {
  const input = numberField(goal.minutes, LEAST, MOST);
  const change = (): void => {
    const minutes = String(numberIn(input, goal.minutes));
    input.value = minutes;
    void keep(minutes);
  };
  input.addEventListener("change", change, { signal: app.signal });
  return input;
}

/** All topics by area, each with a box to tick. */
function topicChoice(app: App, goal: Goal, chosen: (places: number[]) => Promise<void>): HTMLElement {
  const boxes = app.deck.topics.map(({ name, area }, place) => {
    const box = el("input", { type: "checkbox" });
    box.checked = goal.topics.includes(place);
    return { area, box, label: el("label", {}, box, " ", name) };
  });
  const change = (): void =>
    void chosen(boxes.flatMap(({ box }, place) => (box.checked ? [place] : [])));
  for (const { box } of boxes) box.addEventListener("change", change, { signal: app.signal });
  const groups = [...app.deck.areas, app.label("ready-other")].map((name, n) => {
    const own = boxes.filter(({ area }) => area === (n < app.deck.areas.length ? n : -1));
    const labels = own.map(({ label }) => label);
    return own.length ? el("fieldset", {}, el("legend", {}, name), ...labels) : "";
  });
  const summary = el("summary", {}, app.label("ready-choice"));
  return el("details", { class: "ready-fold ready-topics", open: true }, summary, ...groups);
}
