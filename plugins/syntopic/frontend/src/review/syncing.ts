// One file that is kept up to date: in a folder that is synced, it carries progress between devices.
import { isForeign } from "./files";
import { parsed, written } from "./log";
import type { Shell } from "./shell";

const HANDLE = "file";

/** Of the File System Access API, what is used here; not all browsers have it. */
interface Handle {
  readonly name: string;
  getFile(): Promise<File>;
  createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>;
  queryPermission?(asked: { mode: "readwrite" }): Promise<PermissionState>;
  requestPermission?(asked: { mode: "readwrite" }): Promise<PermissionState>;
}
type Picker = (options: object) => Promise<Handle>;

/** Whether this browser can keep a file up to date. */
export function canKeepFile(): boolean {
  return picker() !== undefined;
}

function picker(): Picker | undefined {
  return (window as { showSaveFilePicker?: Picker }).showSaveFilePicker?.bind(window);
}

/** The name of the file that is kept up to date, if one was chosen. */
export async function keptFile(shell: Shell): Promise<string | undefined> {
  return (await handle(shell))?.name;
}

async function handle(shell: Shell): Promise<Handle | undefined> {
  return (await shell.store.kept(HANDLE)) as Handle | undefined;
}

/** Lets the reader choose the file; what it holds already is taken in, not replaced. */
export async function chooseFile(shell: Shell, name: string): Promise<string> {
  const types = [{ accept: { "application/json": [".json"] } }];
  try {
    const chosen = await picker()?.({ suggestedName: name, types });
    if (!chosen) return "";
    const told = await brought(shell, chosen);
    if (told.ok) await shell.store.keep(HANDLE, chosen);
    return told.text;
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError"
      ? ""
      : shell.label("file-failed", { name });
  }
}

/** Goes on without the file; it stays where it is. */
export async function forgetFile(shell: Shell): Promise<void> {
  await shell.store.keep(HANDLE, undefined);
}

/**
 * Brings the file and the log to the same; tells the reader what came of it, nothing without a file.
 *
 * `asks` lets the browser ask for permission, which it does only for a button that was pressed.
 */
export async function keepFileUpToDate(shell: Shell, asks = false): Promise<string> {
  const file = await handle(shell);
  if (!file) return "";
  const mode = { mode: "readwrite" } as const;
  try {
    let allowed = (await file.queryPermission?.(mode)) ?? "granted";
    if (allowed === "prompt" && asks) allowed = (await file.requestPermission?.(mode)) ?? "granted";
    if (allowed !== "granted") return shell.label("file-asks", { name: file.name });
    return (await brought(shell, file)).text;
  } catch {
    return shell.label("file-failed", { name: file.name });
  }
}

/** Reads, joins and writes; a file with anything else in it is left alone. */
async function brought(shell: Shell, file: Handle): Promise<{ text: string; ok: boolean }> {
  const before = await (await file.getFile()).text();
  if (before.trim()) {
    const found = parsed(before);
    if ("reason" in found || isForeign(shell, found))
      return { text: shell.label("file-strange", { name: file.name }), ok: false };
    await shell.take(found.entries);
  }
  const text = written(shell.store.entries, shell.root.pathname);
  if (text !== before) {
    const stream = await file.createWritable(); // replaces the file only when all is written
    await stream.write(text);
    await stream.close();
  }
  return { text: shell.label("file-kept", { name: file.name }), ok: true };
}
