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

/** What becomes of a sitting. */
interface Around {
  /** Is told what is left before each question. */
  left(cards: readonly Card[]): void;
  /** Shows what it came to. */
  end(end: End): void;
  /** Shows the first view: nothing was answered. */
  home(): void;
}

export interface End {
  readonly given: readonly Given[];
  /** What was not asked any more. */
  readonly left: readonly Card[];
  /** Takes back what was done last, and goes on from there. */
  readonly undo: (() => void) | undefined;
  /** What was done last, in words; empty for an answer. */
  readonly told: string;
}

/** Asks cards in their order; those that were not known come again. */
export function sit(shell: Shell, cards: readonly Card[], around: Around): void {
  goOnFrom({ left: cards, given: [] }, shell, around);
}

/** `word` says what was done last. */
function goOnFrom(begun: Sitting, shell: Shell, around: Around, word = ""): void {
  const view = el("div", { class: "review-sitting" });
  const ended = new AbortController();
  shell.signal.addEventListener("abort", () => ended.abort());
  let [sitting, told] = [begun, word];

  const leave = (): void => {
    ended.abort();
    const { left, given, before } = sitting;
    if (!before || (left.length && !given.length)) return around.home();
    around.end({ given, left, undo: () => takeBack(before, shell, around), told });
  };
  const ask = (now = ""): void => {
    const { left, given, before } = sitting;
    const [card] = left;
    told = now;
    if (!card) return leave();
    around.left(left);
    const acts = { rate, undo: before ? undo : undefined, suspend, leave };
    question(shell, view, { card, left: left.length, done: given.length, told, ...acts }, keys);
  };
  const goOn = (entry: string, left: readonly Card[], given: readonly Given[], now = ""): void => {
    sitting = { left, given, before: { entry, sitting } };
    ask(now);
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
    const said = shell.label("suspended");
    goOn(shell.record({ type: "suspend", card: card.key }), others, sitting.given, said);
    shell.say(said);
  };
  const undo = (): void => {
    const { before } = sitting;
    if (!before) return;
    shell.record({ type: "undo", of: before.entry });
    sitting = before.sitting;
    ask(shell.label("undone"));
    shell.say(shell.label("undone"));
  };
  const keys = listenKeys(view, ended.signal);
  ask(told);
}

/** Goes on as if what was done last had not been done; the sitting was over. */
function takeBack(last: Required<Sitting>["before"], shell: Shell, around: Around): void {
  const said = shell.label("undone");
  shell.record({ type: "undo", of: last.entry });
  goOnFrom(last.sitting, shell, around, said);
  shell.say(said);
}

/** The others with a card after so many of them, or at the end. */
function put(others: readonly Card[], card: Card, after: number): Card[] {
  return [...others.slice(0, after), card, ...others.slice(after)];
}
