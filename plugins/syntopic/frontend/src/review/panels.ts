// What the first view of the review page shows besides what is due.
import { CHANGED } from "./panels-elements";
import { interviewPanel } from "./readiness-panel";
import type { Shell } from "./shell";
import { statisticsPanel } from "./statistics-panel";

/** Readiness with interviews and reading, and statistics, each in an element of its own. */
export function panels(app: Shell): HTMLElement[] {
  if (!app.deck.cards.length) return [];
  return [interviewPanel(app), statisticsPanel(app)];
}

/** Lets panels say what the log says now. */
export function refresh(all: readonly HTMLElement[]): void {
  for (const panel of all) panel.dispatchEvent(new Event(CHANGED));
}
