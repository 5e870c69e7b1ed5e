// What a sitting comes to: what was recalled, what was not, when it goes on.
import { el } from "../map/elements";
import { markup } from "./cardview";
import { exportButtons } from "./files";
import { askToPersist } from "./keeping";
import { listenKeys } from "./keys";
import { keepFileUpToDate, keptFile } from "./syncing";
import { nextDue, waiting } from "./queue";
import type { Shell } from "./shell";
import type { Given } from "./sitting";
import type { Card } from "./values";
import { counted, whenFrom } from "./words";

/** How it goes on: another sitting, or the one that has ended without what was done in it last. */
interface Onward {
  begin(cards: readonly Card[]): void;
  readonly undo: (() => void) | undefined;
}

/** Shows the summary; `left` was not asked any more. */
export function ending(
  shell: Shell,
  given: readonly Given[],
  left: readonly Card[],
  onward: Onward,
): void {
  const view = el("div", { class: "review-ending" });
  const firsts = new Map<Card, Given>();
  for (const one of given) if (!firsts.has(one.card)) firsts.set(one.card, one);
  const missed = [...firsts.values()].filter(({ rating }) => rating === 1).map(({ card }) => card);
  view.append(
    el("h2", {}, shell.label("done")),
    el("p", { class: "review-sum" }, summary(shell, firsts.size, missed.length)),
    el("p", { class: "review-said" }, nextTold(shell, left)),
    ...reread(shell, missed),
    goOn(shell, onward),
    saving(shell),
  );
  if (onward.undo) listenKeys(view, shell.signal)({ u: onward.undo });
  shell.show(view, shell.label("done"));
  shell.say(`${shell.label("done")} ${summary(shell, firsts.size, missed.length)}`);
  void askToPersist(shell);
}

function summary(shell: Shell, asked: number, missed: number): string {
  const said = counted(shell, "asked", asked);
  if (!missed) return `${said} ${shell.label("asked-all")}`;
  return `${said} ${shell.label("asked-some", { count: asked - missed, missed })}`;
}

function nextTold(shell: Shell, left: readonly Card[]): string {
  if (left.length) return counted(shell, "left-over", left.length);
  const { due, fresh } = waiting(shell.deck, shell.state(), shell.now());
  if (due.length + fresh.length) return counted(shell, "more-now", due.length + fresh.length);
  const next = nextDue(shell.deck, shell.state(), shell.now());
  return next === undefined ? "" : shell.label("next-due", { when: whenFrom(shell, next) });
}

/** What to read again, with links: what was not known at first. */
function reread(shell: Shell, missed: readonly Card[]): HTMLElement[] {
  if (!missed.length) return [];
  const items = missed.map((card) => {
    const question = el("div", { class: "review-missed-question" }, markup(card.question, shell.root));
    for (const link of question.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    const name = shell.deck.topics[card.topic]?.name ?? "";
    const link = el("a", { href: new URL(card.url, shell.root).href }, name);
    return el("li", {}, question, link);
  });
  return [el("h3", {}, shell.label("reread")), el("ul", { class: "review-missed" }, ...items)];
}

function goOn(shell: Shell, { begin, undo }: Onward): HTMLElement {
  const button = (label: string, kind: string, act: () => void): HTMLElement => {
    const made = el("button", { type: "button", class: `review-button ${kind}` }, label);
    made.addEventListener("click", act, { signal: shell.signal });
    return made;
  };
  const { due, fresh } = waiting(shell.deck, shell.state(), shell.now());
  const more = due.length + fresh.length;
  const on = more
    ? [button(shell.label("go-on"), "review-start", () => begin([...due, ...fresh]))]
    : [];
  const back = button(shell.label("back"), more ? "" : "review-start", () => shell.home());
  const undone = undo ? [button(shell.label("undo"), "", undo)] : [];
  return el("p", { class: "review-row" }, ...on, back, ...undone);
}

/** Where the progress is now, and how it gets to another device. */
function saving(shell: Shell): HTMLElement {
  const told = el("p", { class: "review-saved", role: "status" });
  const row = el("p", { class: "review-row" }, ...exportButtons(shell));
  told.textContent = shell.label(shell.store.trouble ? `trouble-${shell.store.trouble}` : "saved");
  const keepUp = async (asks: boolean): Promise<void> => {
    const text = await keepFileUpToDate(shell, asks);
    if (text) told.textContent = text;
  };
  const now = el("button", { type: "button", class: "review-button" }, shell.label("file-now"));
  now.addEventListener("click", () => void keepUp(true), { signal: shell.signal });
  void keptFile(shell).then((name) => name && row.append(now));
  void keepUp(false);
  return el("div", { class: "review-saving" }, told, row);
}
