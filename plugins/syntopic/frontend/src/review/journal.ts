// What is on its way to the database, held where writing takes no time: who closes the page right
// after an answer has given that answer, too.
import { isEntry } from "./log";
import type { LogEvent } from "./values";

/** A whole file of progress is no answer that was just given, and would not fit. */
const MOST = 20;

export interface Journal {
  hold(entries: readonly LogEvent[]): void;
  release(entries: readonly LogEvent[]): void;
  /** What an earlier visit was about to keep. */
  held(): LogEvent[];
}

/** The journal of one site; where the browser has none, nothing is held. */
export function journal(name: string): Journal {
  const prefix = `${name}:on-its-way:`;
  return {
    hold(entries) {
      if (entries.length > MOST) return;
      quietly(() => {
        for (const entry of entries) localStorage.setItem(prefix + entry.id, JSON.stringify(entry));
      });
    },
    release(entries) {
      quietly(() => {
        for (const { id } of entries) localStorage.removeItem(prefix + id);
      });
    },
    held() {
      const found: LogEvent[] = [];
      quietly(() => {
        for (const key of Object.keys(localStorage)) {
          // One that cannot be read is no reason to lose the others.
          if (key.startsWith(prefix)) quietly(() => found.push(...entryIn(localStorage.getItem(key))));
        }
      });
      return found;
    },
  };
}

function entryIn(text: string | null): LogEvent[] {
  const entry: unknown = JSON.parse(text ?? "null");
  return isEntry(entry) ? [entry] : [];
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // The database is what counts; when that fails, it is told.
  }
}
