// What an interview came to: what to read again, in order, and how to go on.
import { el } from "../map/elements";
import { button } from "./buttons";
import { markup } from "./cardview";
import { type Answered, type Reread, type Summary, summaryOf } from "./interview";
import { setup } from "./interview-setup";
import { conduct, type Limits } from "./interview-view";
import { listenKeys } from "./keys";
import { topicLink } from "./panels-elements";
import type { Shell } from "./shell";
import type { App, Card } from "./values";
import { counted } from "./words";

/** How it goes on: under these limits, or as if the last answer had not been given. */
interface Onward {
  readonly limits: Limits;
  undo(): void;
}

/** Shows the summary; `left` was not asked any more. */
export function summary(
  app: Shell,
  given: readonly Answered[],
  left: readonly Card[],
  onward: Onward,
): void {
  const title = app.label("interview-summary");
  const came = summaryOf(app.deck, given);
  const told = words(app, came, left.length);
  const items = came.reread.map((one) => reread(app, one));
  const list = items.length
    ? [el("h3", {}, app.label("interview-reread")), el("ol", { class: "interview-reread" }, ...items)]
    : [];
  const view = el("div", { class: "ready" }, el("h2", {}, title), el("p", {}, told), ...list);
  view.append(ways(app, came.misses, onward));
  listenKeys(view, app.signal)({ u: onward.undo });
  app.show(view, title);
  app.say(`${title} ${told}`);
}

function words(app: App, { asked, well, late }: Summary, left: number): string {
  const told = [
    well === asked
      ? counted(app, "interview-all-well", asked)
      : app.label("interview-well", { well, asked }),
  ];
  if (late) told.push(counted(app, "interview-took", late));
  if (left) told.push(counted(app, "interview-left-over", left));
  return told.join(" ");
}

/** A topic with what was missed of it, each leading to its place on the page. */
function reread(app: App, { topic, cards }: Reread): HTMLElement {
  const missed = cards.map((card) => {
    const link = el("a", { href: new URL(card.url, app.root).href });
    const asked = markup(card.question, app.root);
    for (const inner of asked.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
    for (const block of asked.querySelectorAll("p")) block.replaceWith(...block.childNodes);
    link.append(asked);
    return el("li", {}, link);
  });
  const minutes = app.deck.topics[topic]?.minutes ?? 0;
  const time = minutes ? [el("span", {}, app.label("plan-reading-minutes", { minutes }))] : [];
  return el("li", {}, topicLink(app, topic), ...time, el("ul", {}, ...missed));
}

function ways(app: Shell, misses: readonly Card[], { limits, undo }: Onward): HTMLElement {
  const again = counted(app, "interview-misses", misses.length);
  const repeat = (): void => conduct(app, misses, limitsFor(misses.length, limits));
  return el(
    "p",
    { class: "review-row" },
    ...(misses.length ? [button(app, again, repeat, "review-start")] : []),
    button(app, app.label("interview-another"), () => setup(app)),
    button(app, app.label("interview-back"), () => app.home()),
    button(app, app.label("undo"), undo),
  );
}

/** Fewer questions have less time in all, and as much each. */
function limitsFor(count: number, { each, all }: Limits): Limits {
  return { each, all: each && all ? Math.min(all, each * count) : all };
}
