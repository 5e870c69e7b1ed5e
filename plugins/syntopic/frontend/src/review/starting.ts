// How a sitting begins.
import { type Course, usual } from "./course";
import { ending } from "./ending";
import { mixed } from "./mixing";
import { forget, remember } from "./resuming";
import type { Shell } from "./shell";
import { sit } from "./sitting";
import type { Card } from "./values";

/** Longer sittings teach little; the rest waits for the next one. */
export const LONGEST = 40;

/** Begins a sitting with the first of these cards, mixed; the next one goes on with the course. */
export function begin(shell: Shell, cards: readonly Card[], course = usual(shell)): void {
  ask(shell, mixed(cards.slice(0, LONGEST), shell.deck), course);
}

/** Begins a sitting with these cards, in this order. */
export function ask(shell: Shell, cards: readonly Card[], course: Course): void {
  sit(shell, cards, {
    left: (left) => remember(shell, left),
    end(end) {
      forget(shell);
      ending(shell, { ...end, course, begin: (more, on) => begin(shell, more, on) });
    },
    home: () => shell.home(),
  });
}
