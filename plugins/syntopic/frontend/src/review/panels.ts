// What the first view of the review page shows besides what is due.
import type { App } from "./values";

/** Readiness, interviews and statistics, each in an element of its own. */
export function panels(_app: App): HTMLElement[] {
  return [];
}
