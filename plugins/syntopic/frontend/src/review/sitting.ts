// A sitting: one card at a time, until all of them are known.
import { el } from "../map/elements";
import { listenKeys } from "./keys";
import { question } from "./question";
import { isLearning } from "./schedule";
import type { Shell } from "./shell";
import type { Card, Rating } from "./values";

/** So many others come before what was not known. */
const PAUSE = 3;
const LONGER_PAUSE = 7;

/** What was answered, in order; `entry` names it in the log. */
export interface Given {
  readonly card: Card;
  readonly rating: Rating;
  readonly entry: string;
  readonly left: readonly Card[];
}

/** What a sitting is at one moment. */
interface Sitting {
  readonly left: readonly Card[];
  readonly given: readonly Given[];
}

/** Asks cards in their order; those that were not known come again. `ending` shows what it came to. */
export function sit(
  shell: Shell,
  cards: readonly Card[],
  ending: (given: readonly Given[], left: readonly Card[]) => void,
): void {
  const view = el("div", { class: "review-sitting" });
  const ended = new AbortController();
  shell.signal.addEventListener("abort", () => ended.abort());
  let sitting: Sitting = { left: cards, given: [] };

  const end = (): void => {
    ended.abort();
    ending(sitting.given, sitting.left);
  };
  const leave = (): void => (sitting.given.length ? end() : (ended.abort(), shell.home()));
  const ask = (): void => {
    const [card] = sitting.left;
    if (!card) return end();
    const { given, left } = sitting;
    const acts = { rate, undo: given.length ? undo : undefined, suspend, leave };
    question(shell, view, { card, left: left.length, done: given.length, ...acts }, keys);
  };
  const rate = (rating: Rating, took: number): void => {
    const [card, ...others] = sitting.left;
    if (!card) return;
    const entry = shell.record({ type: "review", card: card.key, rating, took, mode: "review" });
    const again = isLearning(shell.state().cards.get(card.key));
    const left = again ? put(others, card, rating === 1 ? PAUSE : LONGER_PAUSE) : others;
    const one: Given = { card, rating, entry, left: sitting.left };
    sitting = { left, given: [...sitting.given, one] };
    ask();
  };
  const undo = (): void => {
    const last = sitting.given.at(-1);
    if (!last) return;
    void shell.append({ type: "undo", of: last.entry });
    sitting = { left: last.left, given: sitting.given.slice(0, -1) };
    ask();
    shell.say(shell.label("undone"));
  };
  const suspend = (): void => {
    const [card, ...others] = sitting.left;
    if (!card) return;
    void shell.append({ type: "suspend", card: card.key });
    sitting = { ...sitting, left: others };
    ask();
    shell.say(shell.label("suspended"));
  };
  const keys = listenKeys(view, ended.signal);
  ask();
}

/** The others with a card after so many of them, or at the end. */
function put(others: readonly Card[], card: Card, after: number): Card[] {
  return [...others.slice(0, after), card, ...others.slice(after)];
}
