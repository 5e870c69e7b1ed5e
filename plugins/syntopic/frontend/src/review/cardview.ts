// One card as it is shown: its question, its answer, its gap, and where it comes from.
import { el } from "../map/elements";
import { family } from "./queue";
import type { App, Card } from "./values";

const ADDRESSES = ["src", "href", "poster", "data"];

export interface CardView {
  readonly question: HTMLElement;
  /** Empty for a card with a gap: there the question shows it. */
  readonly answer: HTMLElement;
  /** Shows the answer, and returns what to look at. */
  reveal(): HTMLElement;
}

/** A card with its answer hidden. */
export function cardView(app: App, card: Card): CardView {
  const question = el("div", { class: "review-question" }, markup(card.question, app.root));
  const answer = el("div", { class: "review-answer", hidden: true, tabindex: "-1" });
  if (card.gap >= 0) return { question, answer, reveal: gapped(app, question, card.gap) };
  // Once the sides have changed places, the question is no question that its author wrote.
  if (card.key !== family(card.key)) {
    question.prepend(el("p", { class: "review-backward" }, app.label("asked-backward")));
  }
  answer.append(markup(card.answer, app.root));
  const reveal = (): HTMLElement => {
    answer.hidden = false;
    return answer;
  };
  return { question, answer, reveal };
}

/** A card's question in a list; of a sentence with gaps, which gap is meant: the others stay empty. */
export function listed(app: App, card: Card): HTMLElement {
  const question = el("div", { class: "review-listed" }, markup(card.question, app.root));
  if (card.gap < 0) return question;
  question.querySelectorAll("mark").forEach((mark, place) => {
    if (place === card.gap) mark.classList.add("review-filled");
    else mark.replaceWith(blankFor(app));
  });
  return question;
}

/** Where a card stands on its topic's page; told after the answer, since it gives much away. */
export function placeOf(app: App, card: Card): HTMLElement {
  const topic = app.deck.topics[card.topic]?.name ?? "";
  const link = el("a", { href: new URL(card.url, app.root).href }, topic);
  const source = app.deck.sources[card.source]?.name;
  const said = source ? [" · ", source] : [];
  return el("p", { class: "review-place" }, app.label("from"), " ", link, ...said);
}

/** HTML of the deck as elements, with addresses from where this page is. */
export function markup(html: string, root: URL): DocumentFragment {
  const template = document.createElement("template"); // here nothing is loaded before it is mended
  template.innerHTML = html;
  const selector = ADDRESSES.map((name) => `[${name}]`).join();
  for (const element of template.content.querySelectorAll(selector)) {
    for (const name of ADDRESSES) {
      const address = element.getAttribute(name);
      if (address !== null) element.setAttribute(name, resolved(address, root));
    }
  }
  return template.content;
}

function resolved(address: string, root: URL): string {
  try {
    return new URL(address, root).href;
  } catch {
    return address; // as its author wrote it
  }
}

function gapped(app: App, question: HTMLElement, gap: number): () => HTMLElement {
  const mark = question.querySelectorAll("mark")[gap];
  if (!mark) return () => question;
  const blank = blankFor(app);
  mark.replaceWith(blank);
  return () => {
    mark.classList.add("review-filled");
    mark.tabIndex = -1;
    blank.replaceWith(mark);
    return mark;
  };
}

function blankFor(app: App): HTMLElement {
  const blank = el("span", { class: "review-gap" }, "[…]");
  blank.setAttribute("role", "img");
  blank.setAttribute("aria-label", app.label("gap"));
  return blank;
}
