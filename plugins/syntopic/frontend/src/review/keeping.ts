// What the browser does with progress: whether it promises to keep it, and what makes it do so.
import type { Shell } from "./shell";

const ASKED = "asked-to-persist";

/** Asks the browser to keep what is stored, once: some ask the reader in turn. */
export async function askToPersist(shell: Shell): Promise<void> {
  const { storage } = navigator;
  if (!storage?.persist || (await promised())) return;
  if (await shell.store.kept(ASKED)) return;
  await shell.store.keep(ASKED, true);
  await storage.persist().catch(() => false); // from a folder on disk some refuse the question
}

/** Whether the browser deletes nothing of its own accord. */
async function promised(): Promise<boolean> {
  try {
    return (await navigator.storage?.persisted?.()) ?? false;
  } catch {
    return false;
  }
}

/** Labels that say what this browser does with progress, the most important one first. */
export async function promises(shell: Shell): Promise<string[]> {
  const kept = await promised();
  const said = shell.root.protocol === "file:" ? ["keeps-folder"] : [];
  if (kept) return ["keeps-promised", ...said];
  return [isSafari() ? "keeps-safari" : "keeps-maybe", ...said];
}

/** Safari, and everything on an iPhone or iPad: there all browsers are made of it. */
function isSafari(): boolean {
  const agent = navigator.userAgent;
  const touches = navigator.maxTouchPoints > 1 && agent.includes("Macintosh"); // an iPad says so
  if (/iPhone|iPad|iPod/.test(agent) || touches) return !isInstalled();
  return agent.includes("Safari/") && !/Chrom|Edg|Android/.test(agent) && !isInstalled();
}

/** Whether this is open from the home screen, where Safari deletes nothing. */
function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}
