// Progress as a file: out of the browser, into it, and on to another device.
import { el } from "../map/elements";
import { button } from "./buttons";
import { type Parsed, parsed, written } from "./log";
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
function logFile(shell: Shell): File {
  const text = written(shell.store.entries, shell.root.pathname);
  return new File([text], fileName(shell), { type: "application/json" });
}

/** Gives the log to the reader as a download; returns what to tell them. */
export function download(shell: Shell): string {
  const file = logFile(shell);
  const address = URL.createObjectURL(file);
  el("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return shell.label("exported", { name: file.name });
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
async function share(shell: Shell): Promise<string> {
  const file = logFile(shell);
  const { end, type } = sharedKind(file.name) ?? { end: "", type: file.type };
  const files = [new File([file], file.name + end, { type })];
  try {
    await navigator.share({ files, title: shell.label("title") });
    return "";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "" : download(shell);
  }
}

/** What became of a file: what to tell the reader, and whether it was taken or may yet be. */
export interface TakenIn {
  readonly told: string;
  readonly ok: boolean;
  readonly asks?: boolean;
}

/** Takes a file's text into the log; one of another site only if the reader wants it `anyway`. */
export async function takeIn(shell: Shell, text: string, anyway = false): Promise<TakenIn> {
  const found = parsed(text);
  if ("reason" in found) {
    return { told: shell.label(`import-${found.reason}`, found.values), ok: false };
  }
  if (!anyway && isForeign(shell, found)) {
    return { told: shell.label("import-elsewhere", { site: found.site }), ok: false, asks: true };
  }
  const added = await shell.take(found.entries);
  const known = found.entries.length - added;
  const told = [counted(shell, "imported", added, { known })];
  const here = new Set(shell.deck.cards.map(({ key }) => key));
  const strange = new Set(
    found.entries.flatMap((entry) => ("card" in entry && !here.has(entry.card) ? [entry.card] : [])),
  );
  if (strange.size) told.push(counted(shell, "imported-unknown", strange.size));
  return { told: told.join(" "), ok: true };
}

/** Whether a log was written for another site, and knows no card that this one has or had. */
export function isForeign(shell: Shell, { site, entries }: Parsed): boolean {
  if (!entries.length || !site || site === shell.root.pathname) return false;
  const known = new Set([...shell.deck.cards.map(({ key }) => key), ...shell.state().cards.keys()]);
  return !entries.some((entry) => "card" in entry && known.has(entry.card));
}

/** The buttons that take progress out, as far as this device has them; `tell` says what they did. */
export function exportButtons(shell: Shell, tell: (text: string) => void): HTMLElement[] {
  const telling = (label: string, act: () => string | Promise<string>): HTMLElement => {
    const acted = async (): Promise<void> => {
      const said = await act();
      if (said) tell(said);
    };
    return button(shell, shell.label(label), () => void acted());
  };
  const shares = sharedKind(fileName(shell)) ? [telling("share", () => share(shell))] : [];
  return [...shares, telling("export", () => download(shell))];
}
