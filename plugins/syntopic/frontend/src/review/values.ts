// What the parts of the review page tell each other.

/** One concept with a page, or what a source's page asks for that belongs to no concept. */
export interface Topic {
  readonly name: string;
  /** Below the site's first page. */
  readonly url: string;
  /** Its place in `Deck.areas`; -1: none. */
  readonly area: number;
  /** Minutes that reading its page takes. */
  readonly minutes: number;
  /** What to know right before it, by places in `Deck.topics`, in learning order. */
  readonly needs: readonly number[];
  /** Topics that are easily taken for it, by their places: its related concepts, the nearest first. */
  readonly near: readonly number[];
  /** False for a source's page. */
  readonly concept: boolean;
}

export interface Role {
  readonly name: string;
  /** By places in `Deck.topics`, in learning order. */
  readonly topics: readonly number[];
  /** Names of concepts that the role asks for and that have no page yet. */
  readonly missing: readonly string[];
}

/** One thing to recall. A note's card with several gaps, or asked both ways, is several of these. */
export interface Card {
  /** Stays the same as long as the card does, whatever is edited. */
  readonly key: string;
  /** Its place in `Deck.topics`. */
  readonly topic: number;
  /** Its place in `Deck.sources`. */
  readonly source: number;
  /** HTML whose addresses are relative to the site's first page. */
  readonly question: string;
  /** HTML, too; of a card with gaps empty: there the answer is the question with its gap filled. */
  readonly answer: string;
  /** Which of the `<mark>`s in the question is the gap, from 0; -1: a question. */
  readonly gap: number;
  /** The card's place on its topic's page, below the site's first page. */
  readonly url: string;
}

/** Everything that a site asks its reader, as `assets/syntopic/deck.js` tells it. */
export interface Deck {
  readonly version: 1;
  readonly site: string;
  readonly language: string;
  readonly topics: readonly Topic[];
  readonly areas: readonly string[];
  readonly sources: readonly { readonly key: string; readonly name: string }[];
  readonly roles: readonly Role[];
  /** In the order of the garden. */
  readonly cards: readonly Card[];
  /** What the page says, by the names that the languages' files have for it after "review-". */
  readonly labels: Readonly<Record<string, string>>;
}

/** 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Rating = 1 | 2 | 3 | 4;

/**
 * One line of the log. Nothing in the log is ever changed or taken out; `id` is unique among all
 * devices, `at` the device's clock in milliseconds.
 */
export type LogEvent = { readonly id: string; readonly at: number } & (
  | {
      readonly type: "review";
      readonly card: string;
      readonly rating: Rating;
      /** Milliseconds from the question to the rating. */
      readonly took: number;
      readonly mode: "review" | "interview";
    }
  | { readonly type: "undo"; readonly of: string }
  | { readonly type: "suspend" | "resume"; readonly card: string }
  | { readonly type: "set"; readonly name: string; readonly value: string }
);

export type Review = Extract<LogEvent, { type: "review" }>;

/** What is known of one card after all its reviews. */
export interface CardState {
  /** In days, as FSRS-6 has it. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  /** Milliseconds of the clock. */
  readonly due: number;
  readonly last: number;
  readonly lapses: number;
  readonly reviews: readonly Review[];
}

/** What the log says, replayed. */
export interface State {
  readonly cards: ReadonlyMap<string, CardState>;
  readonly suspended: ReadonlySet<string>;
  /** The last value of each setting. */
  readonly settings: ReadonlyMap<string, string>;
  /** Reviews that count, undone ones left out, in their order. */
  readonly reviews: readonly Review[];
}

/** What every view of the review page is given. */
export interface App {
  readonly deck: Deck;
  /** The address of the site's first page. */
  readonly root: URL;
  /** Ends when the reader leaves the page; every listener takes it. */
  readonly signal: AbortSignal;
  state(): State;
  /** Milliseconds of the clock. */
  now(): number;
  /** Adds to the log; resolves to false, and has told the reader, when it cannot be kept. */
  append(event: NewEvent): Promise<boolean>;
  label(name: string, values?: Readonly<Record<string, string | number>>): string;
  /** Tells a screen reader. */
  say(text: string): void;
  /** Shows a view in place of the one before, and puts the focus on it. */
  show(view: HTMLElement, title: string): void;
  /** Goes back to the first view. */
  home(): void;
}

type Without<T> = T extends unknown ? Omit<T, "id" | "at"> : never;

/** What a view knows of an event; the log gives it its name and its time. */
export type NewEvent = Without<LogEvent>;
