// What a sitting comes to: what was recalled, what was not, when it goes on.
import { el } from "../map/elements";
import { button } from "./buttons";
import { listed } from "./cardview";
import { type Course, everything } from "./course";
import { exportButtons } from "./files";
import { askToPersist } from "./keeping";
import { listenKeys } from "./keys";
import { nextDue } from "./queue";
import type { Shell } from "./shell";
import type { End, Given } from "./sitting";
import { keepFileUpToDate, keptFile } from "./syncing";
import type { Card } from "./values";
import { counted, whenFrom } from "./words";

/** What has ended, and how it goes on. */
interface Onward extends End {
  readonly course: Course;
  begin(cards: readonly Card[], course: Course): void;
}

/** What can be asked next: of the same course, else of all. */
interface Next {
  readonly course: Course;
  readonly cards: readonly Card[];
  readonly isSame: boolean;
}

/** Shows the summary. */
export function ending(shell: Shell, onward: Onward): void {
  const view = el("div", { class: "review-ending" });
  const firsts = new Map<Card, Given>();
  for (const one of onward.given) if (!firsts.has(one.card)) firsts.set(one.card, one);
  const missed = [...firsts.values()].filter(({ rating }) => rating === 1).map(({ card }) => card);
  const sum = [summary(shell, firsts.size, missed.length), onward.told].filter(Boolean).join(" ");
  const next = nextOf(shell, onward.course);
  view.append(
    el("h2", {}, shell.label("done")),
    el("p", { class: "review-sum" }, sum),
    el("p", { class: "review-said" }, nextTold(shell, onward, next)),
    ...reread(shell, missed),
    goOn(shell, onward, next),
    saving(shell),
  );
  if (onward.undo) listenKeys(view, shell.signal)({ u: onward.undo });
  shell.show(view, shell.label("done"));
  shell.say(`${shell.label("done")} ${sum}`);
  void askToPersist(shell);
}

function summary(shell: Shell, asked: number, missed: number): string {
  if (!asked) return "";
  const said = counted(shell, "asked", asked);
  if (!missed) return `${said} ${shell.label("asked-all")}`;
  return `${said} ${shell.label("asked-some", { count: asked - missed, missed })}`;
}

function nextOf(shell: Shell, course: Course): Next {
  const cards = course.cards();
  if (cards.length) return { course, cards, isSame: true };
  const all = everything(shell);
  return { course: all, cards: all.cards(), isSame: false };
}

/** What is left of this sitting, else what can be asked now, else when the next card comes. */
function nextTold(shell: Shell, { left, course }: Onward, { cards, isSame }: Next): string {
  if (left.length) return counted(shell, "left-over", left.length);
  if (cards.length && isSame) return counted(shell, "more-now", cards.length);
  const more = cards.length ? counted(shell, "more-all", cards.length) : nextCard(shell);
  return [...new Set([course.over(), more])].filter(Boolean).join(" ");
}

function nextCard(shell: Shell): string {
  const next = nextDue(shell.deck, shell.state(), shell.now());
  return next === undefined ? "" : shell.label("next-due", { when: whenFrom(shell, next) });
}

/** What to read again, with links: what was not known at first. */
function reread(shell: Shell, missed: readonly Card[]): HTMLElement[] {
  if (!missed.length) return [];
  const items = missed.map((card) => {
    const question = listed(shell, card);
    for (const link of question.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    const name = shell.deck.topics[card.topic]?.name ?? "";
    const link = el("a", { href: new URL(card.url, shell.root).href }, name);
    return el("li", {}, question, link);
  });
  return [el("h3", {}, shell.label("reread")), el("ul", { class: "review-missed" }, ...items)];
}

function goOn(shell: Shell, { begin, undo }: Onward, { course, cards, isSame }: Next): HTMLElement {
  const main = (is: boolean): string => (is ? "review-start" : "");
  const isMore = cards.length > 0 && isSame;
  const back = button(shell, shell.label("back"), () => shell.home(), main(!isMore));
  const more = shell.label(isSame ? "go-on" : "go-on-all");
  const on = button(shell, more, () => begin(cards, course), main(isMore));
  const buttons = cards.length ? (isSame ? [on, back] : [back, on]) : [back];
  const taken = undo ? [button(shell, shell.label("undo"), undo)] : [];
  return el("p", { class: "review-row" }, ...buttons, ...taken);
}

/** Where the progress is now, and how it gets to another device. */
function saving(shell: Shell): HTMLElement {
  const told = el("p", { class: "review-saved", role: "status" });
  const tell = (text: string): void => {
    told.textContent = text;
  };
  const row = el("p", { class: "review-row" }, ...exportButtons(shell, tell));
  told.textContent = shell.label(shell.store.trouble ? `trouble-${shell.store.trouble}` : "saved");
  const keepUp = async (asks: boolean): Promise<void> => {
    const text = await keepFileUpToDate(shell, asks);
    if (text) tell(text);
  };
  const now = button(shell, shell.label("file-now"), () => void keepUp(true));
  void keptFile(shell).then((name) => name && row.append(now));
  void keepUp(false);
  return el("div", { class: "review-saving" }, told, row);
}
