// Progress as a file: out of the browser, into it, and on to another device.
import { el } from "../map/elements";
import { parsed, written } from "./log";
import type { Shell } from "./shell";
import { counted } from "./words";

/** What the file is called; one from each day, so that none of a day before is replaced. */
export function fileName(shell: Shell): string {
  const day = new Date(shell.now());
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const site = shell.deck.site.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${site || "garden"}-review-${date}.json`;
}

/** The whole log as a file. */
export function logFile(shell: Shell): File {
  const text = written(shell.store.entries, shell.root.pathname);
  return new File([text], fileName(shell), { type: "application/json" });
}

/** Gives the log to the reader as a download. */
export function download(shell: Shell): void {
  const file = logFile(shell);
  const address = URL.createObjectURL(file);
  el("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What a file has to be called to be shared: some sheets refuse JSON, and take the same as text. */
const KINDS = [
  { end: "", type: "application/json" },
  { end: ".txt", type: "text/plain" },
];

function sharedKind(name: string): (typeof KINDS)[number] | undefined {
  return KINDS.find(({ end, type }) => {
    const like = new File(["{}"], name + end, { type });
    return navigator.canShare?.({ files: [like] });
  });
}

/** Opens the sheet for sharing; a reader who closes it has changed their mind. */
async function share(shell: Shell): Promise<void> {
  const file = logFile(shell);
  const { end, type } = sharedKind(file.name) ?? { end: "", type: file.type };
  const files = [new File([file], file.name + end, { type })];
  try {
    await navigator.share({ files, title: shell.label("title") });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) download(shell);
  }
}

/** Takes a file's text into the log; returns what to tell the reader, and whether it was taken. */
export async function takeIn(shell: Shell, text: string): Promise<{ told: string; ok: boolean }> {
  const found = parsed(text);
  if ("reason" in found) {
    return { told: shell.label(`import-${found.reason}`, found.values), ok: false };
  }
  const { added } = await shell.take(found.entries);
  const known = found.entries.length - added;
  const told = [counted(shell, "imported", added, { known })];
  const here = new Set(shell.deck.cards.map(({ key }) => key));
  const strange = new Set(
    found.entries.flatMap((entry) => ("card" in entry && !here.has(entry.card) ? [entry.card] : [])),
  );
  if (strange.size) told.push(counted(shell, "imported-unknown", strange.size));
  return { told: told.join(" "), ok: true };
}

/** The buttons that take progress out, as far as this device has them. */
export function exportButtons(shell: Shell): HTMLElement[] {
  const { signal } = shell;
  const button = (label: string, act: () => void): HTMLElement => {
    const made = el("button", { type: "button", class: "review-button" }, shell.label(label));
    made.addEventListener("click", act, { signal });
    return made;
  };
  const shares = sharedKind(fileName(shell)) ? [button("share", () => void share(shell))] : [];
  return [...shares, button("export", () => download(shell))];
}
