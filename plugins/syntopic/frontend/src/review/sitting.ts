// A sitting: one card at a time, until all of them are known.
import { el } from "../map/elements";
import { listenKeys } from "./keys";
import { question } from "./question";
import { isLearning, next } from "./schedule";
import type { Shell } from "./shell";
import type { Card, Rating } from "./values";

/** So many others come before what was not known. */
const PAUSE = 3;
const LONGER_PAUSE = 7;

/** One answer that was given. */
export interface Given {
  readonly card: Card;
  readonly rating: Rating;
}

/** What a sitting is at one moment, and what led there: the entry of the log, and what was before. */
interface Sitting {
  readonly left: readonly Card[];
  readonly given: readonly Given[];
  readonly before?: { readonly entry: string; readonly sitting: Sitting };
}

/** Shows what a sitting came to; `undo` takes back what was done last, and goes on from there. */
type Ending = (
  given: readonly Given[],
  left: readonly Card[],
  undo: (() => void) | undefined,
) => void;

/** Asks cards in their order; those that were not known come again. `ending` shows what it came to. */
export function sit(shell: Shell, cards: readonly Card[], ending: Ending): void {
  goOnFrom({ left: cards, given: [] }, shell, ending);
}

function goOnFrom(begun: Sitting, shell: Shell, ending: Ending): void {
  const view = el("div", { class: "review-sitting" });
  const ended = new AbortController();
  shell.signal.addEventListener("abort", () => ended.abort());
  let sitting = begun;

  const leave = (): void => {
    ended.abort();
    const { left, given, before } = sitting;
    const back = before && ((): void => takeBack(before, shell, ending));
    if (given.length) ending(given, left, back);
    else shell.home();
  };
  const ask = (): void => {
    const { left, given, before } = sitting;
    const [card] = left;
    if (!card) return leave();
    const acts = { rate, undo: before ? undo : undefined, suspend, leave };
    question(shell, view, { card, left: left.length, done: given.length, ...acts }, keys);
  };
  const goOn = (entry: string, left: readonly Card[], given: readonly Given[]): void => {
    sitting = { left, given, before: { entry, sitting } };
    ask();
  };
  const rate = (rating: Rating, took: number): void => {
    const [card, ...others] = sitting.left;
    if (!card) return;
    // Not by the log: under a clock that was set back, this answer stands before an earlier one.
    const again = isLearning(next(shell.state().cards.get(card.key), rating, shell.now()));
    const entry = shell.record({ type: "review", card: card.key, rating, took, mode: "review" });
    const left = again ? put(others, card, rating === 1 ? PAUSE : LONGER_PAUSE) : others;
    goOn(entry, left, [...sitting.given, { card, rating }]);
  };
  const suspend = (): void => {
    const [card, ...others] = sitting.left;
    if (!card) return;
    goOn(shell.record({ type: "suspend", card: card.key }), others, sitting.given);
    shell.say(shell.label("suspended"));
  };
  const undo = (): void => {
    const { before } = sitting;
    if (!before) return;
    shell.record({ type: "undo", of: before.entry });
    sitting = before.sitting;
    ask();
    shell.say(shell.label("undone"));
  };
  const keys = listenKeys(view, ended.signal);
  ask();
}

/** Goes on as if what was done last had not been done; the sitting was over. */
function takeBack(last: Required<Sitting>["before"], shell: Shell, ending: Ending): void {
  shell.record({ type: "undo", of: last.entry });
  goOnFrom(last.sitting, shell, ending);
  shell.say(shell.label("undone"));
}

/** The others with a card after so many of them, or at the end. */
function put(others: readonly Card[], card: Card, after: number): Card[] {
  return [...others.slice(0, after), card, ...others.slice(after)];
}
