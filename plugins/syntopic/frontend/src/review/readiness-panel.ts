// Where the reader says what they want to be ready for, with what the page has to say about it.
import { el } from "../map/elements";
import { setup } from "./interview-setup";
import { button } from "./panels-elements";
import { goalForm } from "./readiness-form";
import { goalOf } from "./readiness";
import { readinessView } from "./readiness-view";
import { readingView } from "./reading-view";
import type { App } from "./values";

/** The form, then how ready the reader is, then what can be done. */
export function interviewPanel(app: App): HTMLElement {
  const body = el("div", { class: "ready-body" });
  const show = (): void => body.replaceChildren(...readinessView(app, goalOf(app.deck, app.state())));
  const acts = el(
    "p",
    { class: "review-row" },
    button(app, app.label("interview-open"), () => setup(app)),
    button(app, app.label("plan-reading-title"), () => readingView(app)),
  );
  const title = el("h2", { id: "review-ready" }, app.label("ready-title"));
  const panel = el("section", { class: "review-panel ready", "aria-labelledby": title.id });
  panel.append(title, goalForm(app, show), body, acts);
  show();
  return panel;
}
