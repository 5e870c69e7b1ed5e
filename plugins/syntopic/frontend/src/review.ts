// The review page. Loaded by reviews.ts, and only where a page asks for it.
import type { Deck } from "./review/values";

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

window.syntopicReview = () => undefined;
