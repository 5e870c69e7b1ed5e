// A sitting that was left for another page, or reloaded, goes on: this tab remembers what is left.
import { isDue } from "./queue";
import { isLearning } from "./schedule";
import type { Shell } from "./shell";
import { inTab, setInTab } from "./tab";
import type { Card } from "./values";

/** Says in the address that this place of the tab's history is a sitting; links lead to no such. */
const ADDRESS = "#sitting";

const SITTING = "sitting";

/** Remembers what is left of a sitting; what an address asks for is asked by that address again. */
export function remember(shell: Shell, left: readonly Card[]): void {
  if (isCard(location.hash)) return;
  const isKept = setInTab(shell, SITTING, JSON.stringify(left.map(({ key }) => key)));
  if (isKept && location.hash !== ADDRESS) history.replaceState(history.state, "", ADDRESS);
}

/** What is left of the sitting that this place of the tab's history is, without what has changed. */
export function remembered(shell: Shell): Card[] {
  if (location.hash !== ADDRESS) return [];
  const cards = new Map(shell.deck.cards.map((card) => [card.key, card]));
  const { cards: known, suspended } = shell.state();
  const isAsked = ({ key }: Card): boolean =>
    !suspended.has(key) && (isLearning(known.get(key)) || isDue(known.get(key), shell.now()));
  return keysIn(shell)
    .flatMap((key) => cards.get(key) ?? [])
    .filter(isAsked);
}

/** Forgets the sitting, and takes it, or the card that was asked for, out of the address. */
export function forget(shell: Shell): void {
  setInTab(shell, SITTING, null);
  if (isCard(location.hash) || location.hash === ADDRESS) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}

function isCard(hash: string): boolean {
  return hash.startsWith("#card=");
}

function keysIn(shell: Shell): readonly string[] {
  try {
    const found: unknown = JSON.parse(inTab(shell, SITTING) ?? "[]");
    return Array.isArray(found) ? found.map(String) : [];
  } catch {
    return [];
  }
}
