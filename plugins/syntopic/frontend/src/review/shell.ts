// The frame of the review page: one view at a time, what to tell the reader, and the log behind it.
import { el, filled } from "../map/elements";
import { fresh } from "./log";
import { notices } from "./notices";
import { replay } from "./schedule";
import { showBeginning } from "./scrolling";
import { Store } from "./store";
import type { App, Deck, NewEvent, State } from "./values";

/** What the views of this page need besides what all are given. */
export interface Shell extends App {
  readonly store: Store;
  /** Where the view stands. */
  readonly stage: HTMLElement;
  /** Adds to the log and returns the entry's name, without waiting until it is kept. */
  record(event: NewEvent): string;
  /** Calls a listener whenever entries came from elsewhere, as long as its view is shown. */
  watch(view: HTMLElement, listener: () => void): void;
  /** Adds entries that have their names and times already, and counts the ones that were new. */
  take(entries: Store["entries"]): Promise<number>;
}

interface Asked {
  root: URL;
  signal: AbortSignal;
  /** Makes the first view. */
  first(shell: Shell): HTMLElement;
}

/** Fills a place of the page, reads the log and shows the first view. */
export async function shellIn(place: HTMLElement, deck: Deck, asked: Asked): Promise<Shell> {
  const { root, signal } = asked;
  const stage = el("div", { class: "review-stage" });
  const told = el("div", { class: "review-notices" });
  const voice = el("p", { class: "unseen", role: "status" });
  const watching = new Map<HTMLElement, () => void>();
  let begun = false;
  let replayed: { entries: Store["entries"]; state: State } | undefined;

  const changed = (): void => {
    notices(told, shell);
    for (const [view, listener] of [...watching]) {
      if (view.isConnected) listener();
      else watching.delete(view);
    }
  };
  const store = new Store(`syntopic-review:${root.pathname}`, changed, signal);

  const shell: Shell = {
    deck,
    root,
    signal,
    store,
    stage,
    now: () => Date.now(),
    state() {
      const { entries } = store;
      if (replayed?.entries !== entries) replayed = { entries, state: replay(entries) };
      return replayed.state;
    },
    record(event) {
      const entry = fresh(event, Date.now());
      void store.add([entry]);
      return entry.id;
    },
    append: (event: NewEvent) => store.add([fresh(event, Date.now())]),
    async take(entries) {
      const before = store.entries.length;
      await store.add(entries);
      return store.entries.length - before;
    },
    label: (name, values) => filled(deck.labels[name] ?? name, values),
    say(text) {
      voice.textContent = "";
      setTimeout(() => (voice.textContent = text), 50); // a change is what screen readers hear
    },
    show(view, title) {
      view.tabIndex = -1;
      view.setAttribute("role", "region");
      view.setAttribute("aria-label", title);
      stage.replaceChildren(view);
      // Whoever has just opened the page is not taken to the middle of it.
      if (begun && !view.contains(document.activeElement)) view.focus({ preventScroll: true });
      if (begun) showBeginning(place);
      begun = true;
    },
    home: () => shell.show(asked.first(shell), shell.label("title")),
    watch: (view, listener) => void watching.set(view, listener),
  };

  await store.begin();
  if (signal.aborted) return shell;
  place.classList.add("review-drawn");
  place.replaceChildren(told, stage, voice);
  notices(told, shell);
  return shell;
}
