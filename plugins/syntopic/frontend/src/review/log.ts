// The log: what was ever answered. Entries are only added, so that joining two logs loses nothing.
import type { LogEvent, NewEvent } from "./values";

/** What a file of progress may be refused for: a label's name after "import-", and its numbers. */
export interface Refusal {
  readonly reason: "no-json" | "not-ours" | "newer" | "damaged";
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Parsed {
  readonly entries: readonly LogEvent[];
  /** The path of the site that the file was written for. */
  readonly site: string;
}

const KIND = "syntopic-review-log";
const VERSION = 1;

/** The end of the year 9999: what is answered later may be due when JavaScript has no dates. */
const LAST = 253_402_300_799_999;

/** Both logs as one, in the order of time, whichever comes first and however often. */
export function merged(a: readonly LogEvent[], b: readonly LogEvent[]): LogEvent[] {
  const all = new Map<string, LogEvent>();
  for (const entry of [...a, ...b]) {
    const other = all.get(entry.id);
    // One name for two entries is a damaged file's doing; keep the same one on every device.
    if (!other || canonical(entry) < canonical(other)) all.set(entry.id, entry);
  }
  return [...all.values()].sort(inTime);
}

/** Orders entries by time, and in the same way everywhere where that is the same. */
export function inTime(a: LogEvent, b: LogEvent): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Gives a new entry its time and a name that no other device gives. */
export function fresh(event: NewEvent, now: number): LogEvent {
  const bytes = crypto.getRandomValues(new Uint8Array(12)); // randomUUID is missing on plain http
  const id = Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
  return { ...event, id, at: Math.round(now) };
}

/** A file that holds a log; `site` is the path of the site's first page. */
export function written(entries: readonly LogEvent[], site: string): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  const head = `"kind":"${KIND}","version":${VERSION},"site":${JSON.stringify(site)}`;
  return `{${head},"entries":[\n${lines}\n]}\n`;
}

/** Reads such a file; one that is damaged anywhere is refused whole. */
export function parsed(text: string): Parsed | Refusal {
  let found: unknown;
  try {
    found = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return refusal("no-json");
  }
  if (!isRecord(found) || found.kind !== KIND) return refusal("not-ours");
  if (found.version !== VERSION) return refusal("newer");
  if (!Array.isArray(found.entries)) return refusal("damaged", { number: 0 });
  const wrong = found.entries.findIndex((entry) => !isEntry(entry));
  if (wrong >= 0) return refusal("damaged", { number: wrong + 1 });
  const site = typeof found.site === "string" ? found.site : "";
  return { entries: merged(found.entries as LogEvent[], []), site };
}

/** Whether something that was read is an entry of a log. */
export function isEntry(entry: unknown): entry is LogEvent {
  if (!isRecord(entry) || !isName(entry.id)) return false;
  if (!isNumber(entry.at) || entry.at < 0 || entry.at > LAST) return false;
  switch (entry.type) {
    case "review":
      return (
        isName(entry.card) &&
        [1, 2, 3, 4].includes(entry.rating as number) &&
        isNumber(entry.took) &&
        (entry.mode === "review" || entry.mode === "interview")
      );
    case "undo":
      return isName(entry.of);
    case "suspend":
    case "resume":
      return isName(entry.card);
    case "set":
      return isName(entry.name) && typeof entry.value === "string";
    default:
      return false;
  }
}

function refusal(reason: Refusal["reason"], values: Refusal["values"] = {}): Refusal {
  return { reason, values };
}

function canonical(entry: LogEvent): string {
  return JSON.stringify(entry, Object.keys(entry).sort());
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 500;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
