// Lets the site be opened without a network. Asked for on the review page alone: who only reads
// needs no copy of it. Then it serves all pages.
import { root } from "./site";

/** Registers the worker, where the site has one and the browser lets it. A preview has none. */
export function keepOffline(): void {
  const offered = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  const ours = new URL("manifest.webmanifest", root).href;
  if (offered?.href !== ours || !/^https?:$/.test(location.protocol)) return;
  // Undefined where the connection is not safe, whatever the types say.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  workers
    ?.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" })
    .catch(() => undefined);
}
