// The review page: its script and its cards are loaded where it is opened, and on no other page.
import type {} from "./review";
import { keepOffline } from "./offline";
import { load, root } from "./site";

/** Brings the review page to life. */
export function mountReview(page: HTMLElement, signal: AbortSignal): void {
  for (const place of page.querySelectorAll<HTMLElement>("[data-review]")) {
    void open(place, signal).catch(() => place.classList.add("review-failed"));
    keepOffline();
  }
}

async function open(place: HTMLElement, signal: AbortSignal): Promise<void> {
  await Promise.all([load("deck.js"), load("review.js")]);
  if (signal.aborted || !window.syntopicReview || !window.syntopicDeck) return;
  window.syntopicReview(place, window.syntopicDeck, { root, signal });
}
