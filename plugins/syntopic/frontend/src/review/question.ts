// One question on the page: asked, answered in one's head, revealed, rated.
import { el } from "../map/elements";
import { button, quiet } from "./buttons";
import { cardView, placeOf } from "./cardview";
import type { Keys } from "./keys";
import { intervals } from "./schedule";
import { showAbove, showBeginning } from "./scrolling";
import type { Shell } from "./shell";
import type { Card, Rating } from "./values";
import { span } from "./words";

/** By these names the languages' files call the four answers. */
export const RATINGS: readonly [Rating, string][] = [
  [1, "again"],
  [2, "hard"],
  [3, "good"],
  [4, "easy"],
];

/** A second tap where the first one has revealed the answer rates nothing. */
export const SETTLING = 300;

export interface Turn {
  readonly card: Card;
  /** Cards that are left, with this one, and answers that were given. */
  readonly left: number;
  readonly done: number;
  /** What was done right before, in words; empty for an answer. */
  readonly told: string;
  rate(rating: Rating, took: number): void;
  readonly undo: (() => void) | undefined;
  suspend(): void;
  leave(): void;
}

/** Asks one card in a view; the first one shows the view, too. */
export function question(
  shell: Shell,
  view: HTMLElement,
  turn: Turn,
  setKeys: (keys: Keys) => void,
): void {
  const shown = cardView(shell, turn.card);
  const begun = performance.now();
  const place = el("div", { class: "review-answers" });
  const card = el("article", { class: "review-card", tabindex: "-1" }, shown.question, shown.answer);
  const always = alwaysKeys(turn);
  const reveal = (): void => {
    const target = shown.reveal();
    card.append(placeOf(shell, turn.card));
    const revealed = performance.now();
    const rate = (rating: Rating): void => turn.rate(rating, Math.round(performance.now() - begun));
    const tapped = (rating: Rating, event: MouseEvent): void => {
      const byKey = event.detail === 0;
      if (byKey || performance.now() - revealed > SETTLING) rate(rating);
    };
    place.replaceChildren(...ratings(shell, turn.card, tapped));
    setKeys({ ...always, ...ratingKeys(rate) });
    target.focus({ preventScroll: true });
    showAbove(target, place);
  };
  place.append(button(shell, shell.label("reveal"), reveal, "review-reveal"));
  place.firstElementChild?.append(hint(shell.label("key-space")));
  setKeys({ ...always, " ": reveal, Enter: reveal });
  view.replaceChildren(bar(shell, turn), card, place, keysLine(shell));
  if (!view.isConnected) shell.show(view, shell.label("sitting"));
  card.setAttribute("aria-label", shell.label("question", { left: turn.left }));
  card.focus({ preventScroll: true });
  showBeginning(view);
}

function alwaysKeys(turn: Turn): Keys {
  const undo = turn.undo ? { u: turn.undo } : {};
  return { ...undo, s: () => turn.suspend(), Escape: () => turn.leave() };
}

function ratingKeys(rate: (rating: Rating) => void): Keys {
  return Object.fromEntries(RATINGS.map(([rating]) => [String(rating), () => rate(rating)]));
}

/** What is left, and what one can do besides answering. */
function bar(shell: Shell, turn: Turn): HTMLElement {
  const progress = el("p", { class: "review-left" }, shell.label("left", { count: turn.left }));
  const track = el("span", { class: "review-track", "aria-hidden": "true" });
  const part = turn.done / (turn.done + turn.left);
  track.style.setProperty("--part", String(part));
  const action = (label: string, act: () => void): HTMLElement => quiet(shell, shell.label(label), act);
  const undo = turn.undo ? [action("undo", turn.undo)] : [];
  const more = [action("suspend", turn.suspend), action("end", turn.leave)];
  const actions = el("div", { class: "review-actions" }, ...undo, ...more);
  return el("div", { class: "review-bar" }, progress, actions, track, ...word(shell, turn));
}

/** What was just done, with the key that takes it back. */
function word(shell: Shell, { told, undo }: Turn): HTMLElement[] {
  if (!told) return [];
  const key = el("span", { class: "review-keys" }, ` ${shell.label("undo")}: U`);
  return [el("p", { class: "review-word" }, told, ...(undo ? [key] : []))];
}

function ratings(
  shell: Shell,
  card: Card,
  rate: (rating: Rating, event: MouseEvent) => void,
): HTMLElement[] {
  const waits = intervals(shell.state().cards.get(card.key), shell.now());
  return RATINGS.map(([rating, name]) => {
    const wait = el("span", { class: "review-wait" }, span(shell, waits[rating]));
    const said = el("span", { class: "review-rating" }, shell.label(name), hint(String(rating)));
    const made = el("button", { type: "button", class: `review-button review-${name}` }, said, wait);
    made.dataset.rating = String(rating);
    made.addEventListener("click", (event) => rate(rating, event));
    return made;
  });
}

function keysLine(shell: Shell): HTMLElement {
  return el("p", { class: "review-keys" }, shell.label("keys"));
}

function hint(key: string): HTMLElement {
  return el("kbd", { class: "review-key", "aria-hidden": "true" }, key);
}
