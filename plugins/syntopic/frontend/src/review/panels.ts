// What the first view of the review page shows besides what is due.
import { interviewPanel } from "./readiness-panel";
import { statisticsPanel } from "./statistics-panel";
import type { App } from "./values";

/** Readiness with interviews and reading, and statistics, each in an element of its own. */
export function panels(app: App): HTMLElement[] {
  if (!app.deck.cards.length) return [];
  return [interviewPanel(app), ...statisticsPanel(app)];
}
