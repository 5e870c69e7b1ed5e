// Where the reader says what they want to be ready for, with what the page has to say about it.
import { el } from "../map/elements";
import { GOAL } from "./ahead";
import { button } from "./buttons";
import { setup } from "./interview-setup";
import { CHANGED } from "./panels-elements";
import { goalOf } from "./readiness";
import { dayOf } from "./readiness-days";
import { goalForm } from "./readiness-form";
import { readinessView } from "./readiness-view";
import { readingView } from "./reading-view";
import type { Shell } from "./shell";
import { todaysPlan } from "./todays-part";
import type { App } from "./values";

/** Cards times days from which a plan is worked out after the rest is shown. */
const LONG = 20_000;

/** The form, what can be done at once, then how ready the reader is. */
export function interviewPanel(app: Shell): HTMLElement {
  const [form, body] = [el("div", {}), el("div", { class: "ready-body" })];
  const show = (): void => showIn(body, app);
  const chosen = (): void => {
    show();
    panel.dispatchEvent(new Event(GOAL, { bubbles: true }));
  };
  const acts = el(
    "p",
    { class: "review-row" },
    button(app, app.label("interview-open"), () => setup(app)),
    button(app, app.label("plan-reading-title"), () => readingView(app)),
  );
  const title = el("h2", { id: "review-ready" }, app.label("ready-title"));
  const panel = el("section", { class: "review-panel ready", "aria-labelledby": title.id });
  panel.append(title, form, acts, body);
  const changed = (): void => {
    // What is being filled in stays as it is.
    if (!form.contains(document.activeElement)) form.replaceChildren(goalForm(app, chosen));
    show();
  };
  panel.addEventListener(CHANGED, changed, { signal: app.signal });
  changed();
  return panel;
}

/** Whether working out the plan takes so long that all else is shown before. */
export function isLong(app: App): boolean {
  const { day } = goalOf(app.deck, app.state());
  const days = day === undefined ? 0 : day - dayOf(app.now());
  return days * app.deck.cards.length >= LONG;
}

/** What there is to say; the plan of a large garden follows as soon as it is worked out. */
function showIn(body: HTMLElement, app: Shell): void {
  const goal = goalOf(app.deck, app.state());
  if (!isLong(app)) {
    body.replaceChildren(...readinessView(app, goal, todaysPlan(app)));
    return;
  }
  const shown = readinessView(app, goal, "soon");
  body.replaceChildren(...shown);
  setTimeout(() => {
    const isHere = body.isConnected && shown[0]?.parentNode === body;
    if (isHere) body.replaceChildren(...readinessView(app, goal, todaysPlan(app)));
  }, 50);
}
