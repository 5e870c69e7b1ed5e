// What becomes of progress: where it is kept, how it gets out and in, what sleeps, what is gone.
import { el } from "../map/elements";
import { button, quiet } from "./buttons";
import { listed } from "./cardview";
import { exportButtons, fileName, takeIn } from "./files";
import { promises } from "./keeping";
import { vanished } from "./queue";
import type { Shell } from "./shell";
import { canKeepFile, chooseFile, forgetFile, keepFileUpToDate, keptFile } from "./syncing";
import type { Card } from "./values";
import { counted } from "./words";

/** Says what became of progress, in place of what was said before. */
type Tell = (...said: (Node | string)[]) => void;

/** The folded part of the first view; `changed` shows that view anew, with the same `told`. */
export function progress(shell: Shell, told: HTMLElement, changed: () => void): HTMLElement {
  const keeps = el("ul", { class: "review-keeps" });
  void promises(shell).then((labels) => {
    keeps.replaceChildren(...labels.map((label) => el("li", {}, shell.label(label))));
  });
  const tell: Tell = (...said) => told.replaceChildren(...said);
  const part = el(
    "details",
    { class: "review-progress" },
    el("summary", {}, shell.label("progress")),
    el("p", {}, counted(shell, "answers", shell.state().reviews.length)),
    keeps,
    el("p", { class: "review-row" }, ...exportButtons(shell, tell), importButton(shell, tell, changed)),
    told,
    fileKept(shell, tell, changed),
  );
  return part;
}

/** A button that asks for a file, and takes in what it holds; it asks again if it is another site's. */
function importButton(shell: Shell, tell: Tell, changed: () => void): HTMLElement {
  const field = el("input", { type: "file", accept: ".json,.txt,application/json", hidden: true });
  const choose = button(shell, shell.label("import"), () => field.click());
  const take = async (text: string, anyway = false): Promise<void> => {
    const { told, ok, asks } = await takeIn(shell, text, anyway);
    if (ok) changed();
    const again = button(shell, shell.label("import-anyway"), () => void take(text, true));
    tell(told, ...(asks ? [" ", again] : []));
    shell.say(told);
  };
  const read = async (): Promise<void> => {
    const [file] = field.files ?? [];
    field.value = ""; // so that the same file can be chosen once more
    if (!file) return;
    tell(""); // what was said of another file is over
    await take(await file.text());
  };
  field.addEventListener("change", () => void read(), { signal: shell.signal });
  return el("span", {}, field, choose);
}

/** Choosing one file to be kept up to date, where the browser can. */
function fileKept(shell: Shell, tell: Tell, changed: () => void): HTMLElement {
  const place = el("div", { class: "review-file" });
  if (!canKeepFile()) return place;
  const telling = (label: string, act: () => Promise<string>): HTMLElement => {
    const acted = async (): Promise<void> => {
      const text = await act();
      changed();
      tell(text);
    };
    return button(shell, shell.label(label), () => void acted());
  };
  const choose = telling("file-choose", () => chooseFile(shell, fileName(shell)));
  const now = telling("file-now", () => keepFileUpToDate(shell, true));
  const forget = telling("file-forget", async () => (await forgetFile(shell), ""));
  void keptFile(shell).then((name) => {
    const about = shell.label(name ? "file-is" : "file-about", { name: name ?? "" });
    const buttons = name ? [now, forget] : [choose];
    place.append(el("p", {}, about), el("p", { class: "review-row" }, ...buttons));
  });
  return place;
}

/** Lists of suspended cards, which can be woken, and of reviewed ones that are gone. */
export function asleepAndGone(shell: Shell, changed: () => void): HTMLElement[] {
  const state = shell.state();
  const asleep = shell.deck.cards.filter(({ key }) => state.suspended.has(key));
  const gone = vanished(shell.deck, state);
  const parts: HTMLElement[] = [];
  if (asleep.length) {
    const items = asleep.map((card) => wakeable(shell, card, changed));
    parts.push(folded(counted(shell, "asleep", asleep.length), shell.label("asleep-about"), items));
  }
  if (gone.length) {
    const items = gone.map((key) => {
      const count = state.cards.get(key)?.reviews.length ?? 0;
      return el("li", {}, el("code", {}, key), ` ${counted(shell, "answers", count)}`);
    });
    parts.push(folded(counted(shell, "gone", gone.length), shell.label("gone-about"), items));
  }
  return parts;
}

function folded(title: string, about: string, items: HTMLElement[]): HTMLElement {
  const list = el("ul", { class: "review-list" }, ...items);
  return el("details", {}, el("summary", {}, title), el("p", {}, about), list);
}

function wakeable(shell: Shell, card: Card, changed: () => void): HTMLElement {
  const question = listed(shell, card);
  const woken = (): void => {
    shell.record({ type: "resume", card: card.key });
    changed();
  };
  return el("li", {}, question, quiet(shell, shell.label("wake"), woken));
}
