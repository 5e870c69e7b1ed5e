// What the pages do once they are shown. Everything here is an addition: without it, every page
// still reads, links and prints.
import { linkCards } from "./cardlinks";
import { spareLandmarks } from "./landmarks";
import { mountMaps } from "./maps";
import { mountPreviews } from "./previews";
import { mountReview } from "./reviews";
import { followScheme } from "./schemes";
import { mountSheets } from "./sheets";

/** The stream of page views that the theme offers; absent on pages that it did not make. */
interface PageViews {
  subscribe(listener: () => void): unknown;
}

declare global {
  interface Window {
    document$?: PageViews;
  }
}

/** Brings one page to life; every listener takes `signal`, so that leaving the page removes it. */
function mount(page: HTMLElement, signal: AbortSignal): void {
  followScheme(page, signal);
  spareLandmarks(page, signal);
  mountMaps(page, signal);
  mountPreviews(page, signal);
  mountReview(page, signal);
  mountSheets(page);
  linkCards(page);
}

let current: AbortController | undefined;

function show(): void {
  current?.abort();
  current = new AbortController();
  mount(document.body, current.signal);
}

window.document$?.subscribe(show);

// From a folder on disk the theme's stream ends before it begins, and elsewhere there may be none.
function showOnce(): void {
  if (!current) show();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showOnce);
else showOnce();
