// How a sitting begins.
import { ending } from "./ending";
import { mixed } from "./mixing";
import type { Shell } from "./shell";
import { sit } from "./sitting";
import type { Card } from "./values";

/** Longer sittings teach little; the rest waits for the next one. */
export const LONGEST = 40;

/** Begins a sitting with the first of these cards, mixed. */
export function begin(shell: Shell, cards: readonly Card[]): void {
  ask(shell, mixed(cards.slice(0, LONGEST), shell.deck));
}

/** Begins a sitting with these cards, in this order. */
export function ask(shell: Shell, cards: readonly Card[]): void {
  sit(shell, cards, (given, left, undo) => {
    forgetAddress();
    ending(shell, given, left, { begin: (more) => begin(shell, more), undo });
  });
}

/** Takes the card out of the address: what was asked is not asked again when the page is reloaded. */
export function forgetAddress(): void {
  if (location.hash.startsWith("#card=")) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}
