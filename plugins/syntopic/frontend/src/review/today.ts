// What waits today, and the ways to begin: one that stands out, and others.
import { el } from "../map/elements";
import { ahead } from "./ahead";
import { button } from "./buttons";
import { chosen, nameOf } from "./choosing";
import { only, today, waitingNow } from "./course";
import { secondsPerCard } from "./plan";
import { apart, type Filter, fits, LIMIT, nextDue, waiting } from "./queue";
import { isLong } from "./readiness-panel";
import type { Shell } from "./shell";
import { begin, LONGEST } from "./starting";
import type { Card } from "./values";
import { counted, whenFrom } from "./words";

/** Cards as they will be asked: of what is one card in the note only one. */
interface Waits {
  readonly cards: readonly Card[];
  readonly due: number;
  readonly fresh: number;
}

/** So many new cards come for whoever wants more than the day brings. */
const MORE = 5;

/**
 * Fills the place for what is to be done first, and the one for what was chosen.
 *
 * Before an interview the first is the plan's part of today; else it is what was chosen.
 */
export function fillToday(shell: Shell, first: HTMLElement, second: HTMLElement): void {
  const filter = chosen(shell);
  if (!ahead(shell)) {
    first.replaceChildren(...ofChoice(shell, filter));
    second.replaceChildren();
    return;
  }
  second.replaceChildren(...besides(shell, filter));
  const fill = (): void => first.replaceChildren(...ofPlan(shell));
  if (!isLong(shell)) return fill();
  first.replaceChildren(el("p", { class: "review-said" }, shell.label("plan-soon")));
  setTimeout(() => first.isConnected && fill(), 60);
}

/** Today's part of the plan. */
function ofPlan(shell: Shell): HTMLElement[] {
  const course = today(shell);
  const found = waits(shell, course.cards());
  const act = (): void => begin(shell, found.cards, course);
  const start = button(shell, shell.label("plan-begin"), act, "review-start");
  const about = found.cards.length ? expected(shell, found.cards) : course.over();
  return [...told(shell, found, about), row(...(found.cards.length ? [start] : []))];
}

/** What was chosen, as what stands out. */
function ofChoice(shell: Shell, filter: Filter): HTMLElement[] {
  const { cards, ...found } = ofFilter(shell, filter);
  const most = Math.min(cards.length, LONGEST);
  const label = cards.length > most ? shell.label("start-some", { count: most }) : shell.label("start");
  const start = button(shell, label, () => begin(shell, cards, only(shell, filter)), "review-start");
  const about = cards.length ? expected(shell, cards) : nothingNow(shell, filter, found.unseen);
  const more = [...(cards.length ? [start] : []), ...moreNew(shell, filter, found)];
  return [...told(shell, { cards, ...found }, about), row(...more)];
}

/** What was chosen, beside the plan's part of today. */
function besides(shell: Shell, filter: Filter): HTMLElement[] {
  const found = ofFilter(shell, filter);
  const what = nameOf(shell.deck, filter);
  const label = what === undefined ? "start-all" : "start-only";
  const values = { what: what ?? "", due: found.due, fresh: found.fresh };
  const act = (): void => begin(shell, found.cards, only(shell, filter));
  const start = button(shell, shell.label(label, values), act);
  return [row(...(found.cards.length ? [start] : []), ...moreNew(shell, filter, found))];
}

function ofFilter(shell: Shell, filter: Filter): Waits & { readonly unseen: number } {
  const { due, fresh, unseen } = waitingNow(shell, filter);
  return { ...waits(shell, [...due, ...fresh]), unseen };
}

function waits(shell: Shell, all: readonly Card[]): Waits {
  const { cards: known } = shell.state();
  const cards = apart(all);
  const due = cards.filter(({ key }) => known.has(key)).length;
  return { cards, due, fresh: cards.length - due };
}

function told(shell: Shell, { due, fresh }: Waits, about: string): HTMLElement[] {
  const counts = el(
    "p",
    { class: "review-counts" },
    count(due, shell.label(due === 1 ? "due-one" : "due")),
    count(fresh, shell.label(fresh === 1 ? "new-one" : "new")),
  );
  return [counts, el("p", { class: "review-said" }, about)];
}

function count(number: number, name: string): HTMLElement {
  return el("span", { class: "review-count" }, el("b", {}, String(number)), ` ${name}`);
}

function row(...buttons: HTMLElement[]): HTMLElement {
  return el("p", { class: "review-row" }, ...buttons);
}

/** How long it takes; to whoever is here for the first time, how it goes. */
function expected(shell: Shell, cards: readonly Card[]): string {
  const state = shell.state();
  if (!state.reviews.length) return shell.label("first-time");
  const minutes = Math.round((cards.length * secondsPerCard(state)) / 60);
  return counted(shell, "minutes", Math.max(1, minutes));
}

/** When it goes on. */
function nothingNow(shell: Shell, filter: Filter, unseen: number): string {
  const { deck } = shell;
  if (!deck.cards.length) return shell.label("no-cards");
  const wanted = deck.cards.filter((card) => fits(deck, card, filter));
  const next = nextDue({ ...deck, cards: wanted }, shell.state(), shell.now());
  const when = next === undefined ? "" : shell.label("next-due", { when: whenFrom(shell, next) });
  const more = unseen ? counted(shell, "unseen", unseen) : "";
  return [shell.label("nothing-due"), when, more].filter(Boolean).join(" ");
}

/** For whoever wants more than the day brings. */
function moreNew(
  shell: Shell,
  filter: Filter,
  { fresh, unseen }: { readonly fresh: number; readonly unseen: number },
): HTMLElement[] {
  if (fresh || !unseen) return [];
  const unlimited = { ...shell.state(), settings: new Map([[LIMIT, "100000"]]) };
  const more = (): void => {
    const found = waiting(shell.deck, unlimited, shell.now(), filter);
    begin(shell, found.fresh.slice(0, MORE), only(shell, filter));
  };
  return [button(shell, shell.label("more-new"), more)];
}
