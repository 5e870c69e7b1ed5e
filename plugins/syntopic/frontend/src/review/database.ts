// Where the browser keeps the log: one database for each site, one record for each entry.

const LOG = "log";
const KEPT = "kept";

/** Why nothing can be kept, by a label's name after "trouble-". */
export type Trouble = "full" | "blocked" | "damaged" | "closed";

/** Milliseconds; some browsers never answer after they have been asleep. */
const PATIENCE = 5000;

export interface Database {
  /** All records of the log, as they lie there. */
  all(): Promise<unknown[]>;
  count(): Promise<number>;
  /** Adds records, all of them or none; what has the name of one that is there is that one. */
  put(records: readonly object[]): Promise<void>;
  kept(name: string): Promise<unknown>;
  keep(name: string, value: unknown): Promise<void>;
  close(): void;
}

/** Opens the database of a site; rejects with whatever the browser says. */
export async function openDatabase(name: string, closed: () => void): Promise<Database> {
  const database = await opened(name);
  database.onversionchange = () => {
    database.close(); // or whoever wants to delete it waits for this page
    closed();
  };
  database.onclose = closed;
  const run = async <T>(
    store: string,
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T> => {
    // "strict": an answer that was given is on the disk, also if the machine stops a moment later.
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = act(transaction.objectStore(store));
    if (mode === "readwrite") transaction.commit(); // at once, also if the page is closed now
    await ended(transaction);
    return request?.result as T;
  };
  return {
    all: () => run<unknown[]>(LOG, "readonly", (store) => store.getAll()),
    count: () => run(LOG, "readonly", (store) => store.count()),
    put: (records) =>
      run<void>(LOG, "readwrite", (store) => {
        for (const record of records) store.put(record);
        return undefined;
      }),
    kept: (key) => run<unknown>(KEPT, "readonly", (store) => store.get(key)),
    keep: (key, value) =>
      run<void>(KEPT, "readwrite", (store) => {
        store.put(value, key);
        return undefined;
      }),
    close: () => database.close(),
  };
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no answer")), PATIENCE);
    const request = indexedDB.open(name, 1); // throws where the browser forbids it
    request.onupgradeneeded = () => {
      request.result.createObjectStore(LOG, { keyPath: "id" });
      request.result.createObjectStore(KEPT);
    };
    request.onsuccess = () => {
      clearTimeout(late);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("not opened"));
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (): void => reject(transaction.error ?? new Error("not kept"));
    transaction.oncomplete = () => resolve();
    transaction.onabort = failed;
    transaction.onerror = failed;
  });
}

/** What a reader can do something about, of what the browser says. */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") return "full";
  if (["DataError", "UnknownError", "NotReadableError", "NotFoundError"].includes(name)) {
    return "damaged";
  }
  return name === "AbortError" ? "closed" : "blocked";
}
