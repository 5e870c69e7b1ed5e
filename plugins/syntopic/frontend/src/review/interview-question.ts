// One question of an interview: asked, answered aloud or in a box, looked at, rated.
import { el } from "../map/elements";
import { button, quiet } from "./buttons";
import { cardView, placeOf } from "./cardview";
import type { Keys } from "./keys";
import { RATINGS, SETTLING } from "./question";
import { showAbove, showBeginning } from "./scrolling";
import type { App, Card, Rating } from "./values";

export interface Asked {
  readonly card: Card;
  readonly number: number;
  readonly count: number;
  rate(rating: Rating): void;
  end(): void;
  readonly undo: (() => void) | undefined;
}

/** What the clock does with a question. */
export interface Asking {
  time(each: string, all: string): void;
  /** Whether the answer has not been looked at. */
  open(): boolean;
  isLate(): void;
  late(): boolean;
  allOver(): void;
}

/** Asks in a view that is shown, and puts the focus on the question. */
export function question(
  app: App,
  view: HTMLElement,
  asked: Asked,
  setKeys: (keys: Keys) => void,
): Asking {
  const shown = cardView(app, asked.card);
  const title = app.label("interview-place", { number: asked.number, count: asked.count });
  const card = el("article", { class: "review-card", tabindex: "-1", "aria-label": title });
  card.append(shown.question, shown.answer);
  const place = el("div", { class: "review-answers" });
  const [each, all] = [el("span", { class: "interview-clock" }), el("span", {})];
  const clock = el("p", { class: "interview-times", role: "timer", "aria-live": "off" }, each, all);
  const [late, over] = [told(app, "interview-late"), told(app, "interview-late-all")];
  const always: Keys = { Escape: asked.end, ...(asked.undo ? { u: asked.undo } : {}) };
  let [isOpen, isLate] = [true, false];
  const reveal = (): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const one of [each, late, over]) one.hidden = true; // nothing is to be thought any more
    const target = shown.reveal();
    card.append(placeOf(app, asked.card));
    const from = performance.now();
    const tapped = (rating: Rating): void => {
      if (performance.now() - from > SETTLING) asked.rate(rating);
    };
    place.replaceChildren(...RATINGS.map(([rating, name]) => rateButton(app, rating, name, tapped)));
    setKeys({ ...always, ...Object.fromEntries(RATINGS.map(([r]) => [r, () => asked.rate(r)])) });
    target.focus({ preventScroll: true });
    showAbove(target, place);
  };
  place.append(button(app, app.label("interview-show"), reveal, "review-reveal"));
  setKeys({ ...always, " ": reveal, Enter: reveal });
  const head = el("div", { class: "interview-head" }, el("p", {}, title), clock, acts(app, asked));
  const keys = el("p", { class: "review-keys" }, app.label("interview-keys"));
  view.replaceChildren(head, card, late, over, words(app, card, reveal), place, keys);
  card.focus({ preventScroll: true });
  showBeginning(view);
  return {
    time(text, whole) {
      if (each.textContent !== text) each.textContent = text;
      if (all.textContent !== whole) all.textContent = whole;
    },
    open: () => isOpen,
    isLate() {
      isLate = true;
      late.hidden = false;
    },
    late: () => isLate,
    allOver: () => void (over.hidden = !isOpen),
  };
}

/** The box for an answer in writing. Nothing reads what is in it, and it goes with the question. */
function words(app: App, card: HTMLElement, reveal: () => void): HTMLElement {
  const box = el("textarea", { rows: "4", autocomplete: "off", "data-1p-ignore": true });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") card.focus();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) reveal();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return el("label", { class: "interview-words" }, el("span", {}, app.label("interview-words")), box);
}

function acts(app: App, { undo, end }: Asked): HTMLElement {
  const back = undo ? [quiet(app, app.label("undo"), undo)] : [];
  const enough = quiet(app, app.label("interview-end"), end);
  return el("div", { class: "review-actions" }, ...back, enough);
}

function rateButton(app: App, rating: Rating, name: string, act: (r: Rating) => void): HTMLElement {
  const made = button(app, "", () => act(rating), `review-${name}`);
  const key = el("kbd", { class: "review-key", "aria-hidden": "true" }, String(rating));
  made.append(el("span", { class: "review-rating" }, app.label(`interview-${name}`), key));
  made.dataset.rating = String(rating);
  return made;
}

function told(app: App, label: string): HTMLElement {
  return el("p", { class: "interview-over", hidden: true }, app.label(label));
}
