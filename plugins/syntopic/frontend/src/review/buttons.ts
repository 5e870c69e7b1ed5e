// What one presses on the review page.
import { el } from "../map/elements";
import type { App } from "./values";

/** A button that does something until the page is left. */
export function button(app: App, label: string, act: () => void, kind = ""): HTMLButtonElement {
  const made = el("button", { type: "button", class: `review-button ${kind}`.trim() }, label);
  made.addEventListener("click", act, { signal: app.signal });
  return made;
}

/** The same, without a frame: what one may do besides. */
export function quiet(app: App, label: string, act: () => void): HTMLButtonElement {
  const made = button(app, label, act);
  made.className = "review-quiet";
  return made;
}
