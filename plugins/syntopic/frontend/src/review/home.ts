// The first view: what waits, what to ask, and how to begin.
import { el } from "../map/elements";
import { choice, chosen } from "./choosing";
import { panels, refresh } from "./panels";
import { asleepAndGone, progress } from "./progress";
import { type Filter, fits, LIMIT, limit, nextDue, waiting } from "./queue";
import type { Shell } from "./shell";
import { begin, forgetAddress, LONGEST } from "./starting";
import type { Card } from "./values";
import { counted, whenFrom } from "./words";

/** The first view, which follows the log as long as it is shown. */
export function home(shell: Shell): HTMLElement {
  forgetAddress();
  const view = el("div", { class: "review-home" });
  const today = el("div", { class: "review-today" });
  const select = choice(shell, () => fillToday(shell, today, chosen(shell)));
  const rest = el("div", { class: "review-rest" });
  const more = panels(shell);
  const told = el("p", { class: "review-told", role: "status" });
  const fill = (): void => {
    fillToday(shell, today, chosen(shell));
    const open = rest.querySelector("details.review-progress[open]") !== null;
    const part = progress(shell, told, fill);
    part.toggleAttribute("open", open);
    rest.replaceChildren(newLimit(shell, fill), part, ...asleepAndGone(shell, fill));
    if (view.isConnected) refresh(more);
  };
  fill();
  shell.watch(view, fill);
  view.append(today, select, ...more, rest);
  return view;
}

/** What waits, of what was chosen; then the ways to begin. */
function fillToday(shell: Shell, place: HTMLElement, filter: Filter): void {
  const state = shell.state();
  const { due, fresh, unseen } = waiting(shell.deck, state, shell.now(), filter);
  const cards = [...due, ...fresh];
  const counts = el(
    "p",
    { class: "review-counts" },
    count(due.length, shell.label(due.length === 1 ? "due-one" : "due")),
    count(fresh.length, shell.label(fresh.length === 1 ? "new-one" : "new")),
  );
  const start = el("button", { type: "button", class: "review-button review-start" });
  const most = Math.min(cards.length, LONGEST);
  start.append(cards.length > most ? shell.label("start-some", { count: most }) : shell.label("start"));
  start.addEventListener("click", () => begin(shell, cards), { signal: shell.signal });
  const row = el("p", { class: "review-row" }, ...(cards.length ? [start] : []));
  if (!fresh.length && unseen) row.append(moreNew(shell, filter));
  place.replaceChildren(counts, el("p", { class: "review-said" }, said(shell, filter, cards, unseen)), row);
}

function count(number: number, name: string): HTMLElement {
  return el("span", { class: "review-count" }, el("b", {}, String(number)), ` ${name}`);
}

/** One sentence: what to expect, or when it goes on. */
function said(shell: Shell, filter: Filter, cards: readonly Card[], unseen: number): string {
  if (!shell.deck.cards.length) return shell.label("no-cards");
  if (!shell.state().reviews.length) return shell.label("first-time");
  if (cards.length) return counted(shell, "minutes", Math.max(1, Math.round(cards.length / 4)));
  const wanted = shell.deck.cards.filter((card) => fits(shell.deck, card, filter));
  const next = nextDue({ ...shell.deck, cards: wanted }, shell.state(), shell.now());
  const when = next === undefined ? "" : shell.label("next-due", { when: whenFrom(shell, next) });
  const more = unseen ? counted(shell, "unseen", unseen) : "";
  return [shell.label("nothing-due"), when, more].filter(Boolean).join(" ");
}

/** For whoever wants more than the day brings. */
function moreNew(shell: Shell, filter: Filter): HTMLElement {
  const button = el("button", { type: "button", class: "review-button" }, shell.label("more-new"));
  const more = (): void => {
    const unlimited = { ...shell.state(), settings: new Map([[LIMIT, "100000"]]) };
    const { fresh } = waiting(shell.deck, unlimited, shell.now(), filter);
    begin(shell, fresh.slice(0, 5));
  };
  button.addEventListener("click", more, { signal: shell.signal });
  return button;
}

/** How many new cards a day brings; kept in the log, and so the same on all devices. */
function newLimit(shell: Shell, changed: () => void): HTMLElement {
  const value = String(limit(shell.state()));
  const field = el("input", { type: "number", min: "0", max: "999", value, inputmode: "numeric" });
  const change = (): void => {
    const wanted = Math.min(999, Math.max(0, Math.round(Number(field.value) || 0)));
    shell.record({ type: "set", name: LIMIT, value: String(wanted) });
    changed();
  };
  field.addEventListener("change", change, { signal: shell.signal });
  return el("label", { class: "review-limit" }, shell.label("new-per-day"), field);
}
