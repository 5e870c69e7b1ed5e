// The review page. Loaded by reviews.ts, and only where a page asks for it.
import { fragment } from "./fragments";
import { el } from "./map/elements";
import { usual } from "./review/course";
import { home } from "./review/home";
import { family } from "./review/queue";
import { remembered } from "./review/resuming";
import { type Shell, shellIn } from "./review/shell";
import { ask } from "./review/starting";
import type { Card, Deck } from "./review/values";

export interface Asked {
  /** The address of the site's first page. */
  root: URL;
  /** Ends when the reader leaves the page. */
  signal: AbortSignal;
}

export type MountReview = (place: HTMLElement, deck: Deck, asked: Asked) => void;

declare global {
  interface Window {
    syntopicReview?: MountReview;
    syntopicDeck?: Deck;
  }
}

window.syntopicReview = (place, deck, { root, signal }) => {
  void shellIn(place, deck, { root, signal, first: home }).then((shell) => {
    if (signal.aborted) return;
    if (!asksNamed(shell) && !resumes(shell)) shell.home();
    window.addEventListener("hashchange", () => asksNamed(shell), { signal });
  });
};

/** Asks the card that the address names, as links on topic pages do, if it names one. */
function asksNamed(shell: Shell): boolean {
  const name = fragment(location.hash);
  if (!name.startsWith("card=")) return false;
  const cards = named(shell.deck, name.slice("card=".length));
  if (cards.length) ask(shell, cards, usual(shell));
  else noSuch(shell);
  return true;
}

/** The first view, which says that there is no such card. */
function noSuch(shell: Shell): void {
  shell.home();
  const told = shell.label("no-such-card");
  shell.stage.firstElementChild?.prepend(el("p", { class: "review-lost" }, told));
  shell.say(told);
}

/** Goes on with the sitting that was left for another page. */
function resumes(shell: Shell): boolean {
  const cards = remembered(shell);
  if (cards.length) ask(shell, cards, usual(shell));
  return cards.length > 0;
}

/** The cards of an address such as `#card=c3k9`: all that the note's one card asks. */
function named(deck: Deck, key: string): readonly Card[] {
  const one = deck.cards.filter((card) => card.key === key);
  return one.length && key !== family(key)
    ? one
    : deck.cards.filter((card) => family(card.key) === family(key));
}
