// Small pieces that readiness, interviews and statistics are made of.
import { el } from "../map/elements";
import { ofTen } from "./readiness";
import type { App } from "./values";

/** What a panel is told when the log has something new from elsewhere. */
export const CHANGED = "review-changed";

/** A field below its name; a number that lies outside its bounds is told what these are. */
export function field(app: App, label: string, input: HTMLElement, note?: string): HTMLElement {
  const named = el("label", { class: "ready-field" }, el("span", {}, label), input);
  if (note) named.append(el("small", {}, note));
  if (input instanceof HTMLInputElement && input.type === "number") named.append(bounds(app, input));
  return named;
}

function bounds(app: App, input: HTMLInputElement): HTMLElement {
  const values = { least: input.min, most: input.max };
  const said = el("small", { role: "status", class: "ready-bounds" });
  const check = (): void => {
    const { rangeUnderflow, rangeOverflow } = input.validity;
    said.textContent = rangeUnderflow || rangeOverflow ? app.label("ready-bounds", values) : "";
  };
  input.addEventListener("input", check, { signal: app.signal });
  return said;
}

/** A field for a whole number; what lies outside its bounds counts as the nearest bound. */
export function numberField(value: number, least: number, most: number): HTMLInputElement {
  const input = el("input", { type: "number", inputmode: "numeric" });
  [input.min, input.max, input.value] = [String(least), String(most), String(value)];
  return input;
}

/** What a field for a number holds; `otherwise` where it holds none. */
export function numberIn(input: HTMLInputElement, otherwise: number): number {
  const found = Math.round(input.valueAsNumber);
  if (Number.isNaN(found)) return otherwise;
  return Math.min(Number(input.max), Math.max(Number(input.min), found));
}

/** The page of a topic. */
export function topicLink(app: App, place: number): HTMLElement {
  const topic = app.deck.topics[place];
  if (!topic) return el("span");
  return el("a", { href: new URL(topic.url, app.root).href }, topic.name);
}

/** So many topics are named in a line. */
const NAMED = 12;

/** Topics one after the other, in one line; of many the first ones, and how many more there are. */
export function topicLinks(app: App, places: readonly number[]): (Node | string)[] {
  const links = places.slice(0, NAMED).map((place) => topicLink(app, place));
  const more = places.length - NAMED;
  const rest = more > 0 ? [" ", app.label("ready-more", { count: more })] : [];
  return [...links.flatMap((link, n) => (n ? [", ", link] : [link])), ...rest];
}

/** A share in words: "about 7 of 10". */
export function tenths(app: App, share: number): string {
  const count = ofTen(share);
  if (count) return app.label("ready-tenths", { count });
  return app.label(share ? "ready-few" : "ready-none");
}

/** A table with a row of names; the first cell of each row names it. */
export function table(
  caption: string,
  names: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
): HTMLElement {
  const head = el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, name)));
  const body = rows.map(([first, ...others]) => {
    const cells = others.map((cell) => el("td", {}, cell));
    return el("tr", {}, el("th", { scope: "row" }, first ?? ""), ...cells);
  });
  const said = el("caption", { class: "unseen" }, caption);
  const made = el("table", { class: "ready-table" }, said, el("thead", {}, head));
  made.append(el("tbody", {}, ...body));
  return made;
}

/** Something that is told on request. */
export function folded(summary: string, ...children: (Node | string)[]): HTMLElement {
  return el("details", { class: "ready-fold" }, el("summary", {}, summary), ...children);
}
