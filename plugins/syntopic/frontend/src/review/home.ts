// The first view: what waits, what to ask, what one wants to be ready for, what is kept.
import { el } from "../map/elements";
import { GOAL } from "./ahead";
import { choice } from "./choosing";
import { panels, refresh } from "./panels";
import { asleepAndGone, progress } from "./progress";
import { LIMIT, limit } from "./queue";
import { forget } from "./resuming";
import type { Shell } from "./shell";
import { fillToday } from "./today";

/** The first view, which follows the log as long as it is shown. */
export function home(shell: Shell): HTMLElement {
  forget(shell);
  const view = el("div", { class: "review-home" });
  const today = top(shell);
  const rest = el("div", { class: "review-rest" });
  const more = panels(shell);
  const told = el("p", { class: "review-told", role: "status" });
  const fill = (): void => {
    today.fill();
    const open = rest.querySelector("details.review-progress[open]") !== null;
    const part = progress(shell, told, fill);
    part.toggleAttribute("open", open);
    rest.replaceChildren(newLimit(shell, fill), part, ...asleepAndGone(shell, fill));
    if (view.isConnected) refresh(more);
  };
  fill();
  shell.watch(view, fill);
  view.addEventListener(GOAL, () => today.fill(), { signal: shell.signal });
  view.append(...today.parts, ...more, rest);
  return view;
}

/** What waits, what one can ask for, and what waits of that. */
function top(shell: Shell): { parts: HTMLElement[]; fill(): void } {
  const first = el("div", { class: "review-today" });
  const [select, second] = [el("div"), el("div", { class: "review-besides" })];
  const fill = (): void => {
    // What is being chosen stays as it is.
    if (!select.contains(document.activeElement)) {
      select.replaceChildren(choice(shell, () => fillToday(shell, first, second)));
    }
    fillToday(shell, first, second);
  };
  return { parts: [first, select, second], fill };
}

/** How many new cards a day brings; kept in the log, and so the same on all devices. */
function newLimit(shell: Shell, changed: () => void): HTMLElement {
  const value = String(limit(shell.state()));
  const field = el("input", { type: "number", min: "0", max: "999", value, inputmode: "numeric" });
  const change = (): void => {
    const wanted = Math.min(999, Math.max(0, Math.round(Number(field.value) || 0)));
    shell.record({ type: "set", name: LIMIT, value: String(wanted) });
    changed();
  };
  field.addEventListener("change", change, { signal: shell.signal });
  return el("label", { class: "review-limit" }, shell.label("new-per-day"), field);
}
