// What goes wrong, in words, and what a reader can do about it.
import { el } from "../map/elements";
import { button } from "./buttons";
import { download } from "./files";
import type { Shell } from "./shell";
import { counted, moment } from "./words";

/** Clocks of two devices are never quite the same. */
const TOLERANCE = 10 * 60_000;

/** Fills the place for notices; what is said there already is not said again. */
export function notices(place: HTMLElement, shell: Shell): void {
  const texts = told(shell);
  if (place.dataset.told === texts.join("\n")) return;
  place.dataset.told = texts.join("\n");
  place.replaceChildren(...texts.map((text) => el("p", { class: "review-notice" }, text)));
  if (!shell.store.trouble) return;
  place.append(button(shell, shell.label("export"), () => shell.say(download(shell))));
  place.setAttribute("role", "alert");
}

function told(shell: Shell): string[] {
  const { store } = shell;
  const texts: string[] = [];
  if (store.trouble) texts.push(shell.label(`trouble-${store.trouble}`));
  if (store.unreadable) texts.push(counted(shell, "unreadable", store.unreadable));
  const last = store.entries.at(-1)?.at ?? 0;
  const now = shell.now();
  if (last > now + TOLERANCE) {
    texts.push(shell.label("clock", { now: moment(shell, now), last: moment(shell, last) }));
  }
  return texts;
}
