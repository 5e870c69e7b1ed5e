// The log of this reader: in the browser's database, in memory, and the same in every tab.
import { type Database, openDatabase, type Trouble, troubleOf } from "./database";
import { type Journal, journal } from "./journal";
import { inTime, isEntry, merged } from "./log";
import type { LogEvent } from "./values";

/** Called when entries came from elsewhere, or when keeping them fails or works again. */
export type Changed = () => void;

export class Store {
  /** In the order of time; with what could not be kept. */
  entries: readonly LogEvent[] = [];
  /** Why the last entries are in memory only; undefined if all are kept. */
  trouble: Trouble | undefined;
  /** Records in the database that are no entries; they are left where they are. */
  unreadable = 0;

  private database: Database | undefined;
  private unkept: readonly LogEvent[] = [];
  private complete = false; // whether all that the database holds has been read
  private readonly journal: Journal;
  private readonly channel: BroadcastChannel | undefined;

  constructor(
    private readonly name: string,
    private readonly changed: Changed,
    signal: AbortSignal,
  ) {
    this.journal = journal(name);
    this.channel = channelOf(name);
    this.channel?.addEventListener("message", () => void this.reread(), { signal });
    document.addEventListener("visibilitychange", () => void this.reread(), { signal });
    window.addEventListener("pageshow", () => void this.reread(), { signal });
    signal.addEventListener("abort", () => {
      this.channel?.close();
      // What is being written is written: closing waits for it.
      this.database?.close();
    });
  }

  /** Reads what is there; without a database the log begins empty, and `trouble` says why. */
  async begin(): Promise<void> {
    try {
      await this.read(await this.opened());
    } catch (error) {
      this.trouble = troubleOf(error);
    }
    const held = this.journal.held();
    if (held.length) await this.add(held);
  }

  /** Adds entries; resolves to whether they, and all before them, are kept. */
  async add(entries: readonly LogEvent[]): Promise<boolean> {
    const known = new Set(this.entries.map(({ id }) => id));
    const added = entries.filter(({ id }) => !known.has(id));
    this.journal.hold(added);
    this.entries = joined(this.entries, added);
    this.unkept = [...this.unkept, ...added];
    const waiting = this.unkept;
    const before = this.trouble;
    try {
      const database = await this.opened();
      await database.put(waiting);
      this.unkept = this.unkept.filter((entry) => !waiting.includes(entry));
      this.journal.release([...waiting, ...entries]);
      if (!this.complete) await this.read(database);
      this.trouble = undefined;
      this.channel?.postMessage("added");
    } catch (error) {
      this.trouble = troubleOf(error);
      this.database?.close(); // the next entry may have more luck with another one
      this.database = undefined;
    }
    if (this.trouble !== before) this.changed();
    return !this.trouble;
  }

  /** Something beside the log, or undefined where there is none or none can be read. */
  async kept(name: string): Promise<unknown> {
    try {
      return await (await this.opened()).kept(name);
    } catch {
      return undefined;
    }
  }

  /** Keeps something beside the log; resolves to whether it could. */
  async keep(name: string, value: unknown): Promise<boolean> {
    try {
      await (await this.opened()).keep(name, value);
      return true;
    } catch {
      return false;
    }
  }

  private async opened(): Promise<Database> {
    this.database ??= await openDatabase(this.name, () => {
      this.database = undefined; // by the browser, as when a reader clears what sites keep
    });
    return this.database;
  }

  private async read(database: Database): Promise<void> {
    const records = await database.all();
    const readable = records.filter(isEntry);
    this.unreadable = records.length - readable.length;
    this.entries = merged(readable, this.entries);
    this.complete = true;
  }

  /** Takes in what other tabs have added: nothing is ever taken out, so counting tells. */
  private async reread(): Promise<void> {
    if (document.visibilityState === "hidden" && !this.channel) return;
    try {
      const database = await this.opened();
      const here = this.entries.length - this.unkept.length + this.unreadable;
      if ((await database.count()) === here) return;
      await this.read(database);
      this.changed();
    } catch {
      // What is in memory goes on; the next entry tells whether it can be kept.
    }
  }
}

/** A log with newer entries, which mostly belong at its end. */
function joined(entries: readonly LogEvent[], added: readonly LogEvent[]): readonly LogEvent[] {
  const last = entries.at(-1);
  const [one] = added;
  if (added.length === 1 && one && (!last || inTime(last, one) < 0)) return [...entries, one];
  return merged(entries, added);
}

function channelOf(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined; // from a folder on disk; there, a tab looks again when it is shown
  }
}
