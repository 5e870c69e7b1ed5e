// The service worker: opens the site without a network. Online, everything comes from the network,
// so that nothing is ever older than the site; what was kept stands in where the network fails.
// All that was kept of one deployment is replaced at once by all that is kept of the next.

export {}; // a module, so that its names are its own

interface Kept {
  /** Another one for every other content of the site. */
  readonly version: string;
  /** Addresses below the site without which nothing works. */
  readonly first: readonly string[];
  /** Addresses that are kept as far as there is time and room. */
  readonly then: readonly string[];
  /** First parts of all addresses of the site, percent signs and all. */
  readonly tops: readonly string[];
}

// TypeScript describes workers in a library that cannot be used beside that of pages.
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asking extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly syntopicKept: Kept;
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Asking) => void): void;
}

/** Milliseconds for what is not needed at once; what is missing then is kept when it is visited. */
const PATIENCE = 120_000;
/** So many at a time. */
const TOGETHER = 4;

const scope = self as unknown as Scope;
const kept = scope.syntopicKept;
const root = new URL(scope.registration.scope);
// Other gardens may live on this origin: no path has a blank, so none is the beginning of another.
const ours = `syntopic ${root.pathname} `;
const name = ours + kept.version;
const tops = new Set(["", ...kept.tops]);

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event));
});

async function install(): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all(kept.first.map((address) => keep(cache, address)));
  await keepMore(cache);
  await scope.skipWaiting();
}

async function keepMore(cache: Cache): Promise<void> {
  const until = Date.now() + PATIENCE;
  const waiting = [...kept.then].reverse();
  const next = async (): Promise<void> => {
    while (waiting.length && Date.now() < until) {
      await keep(cache, waiting.pop() ?? "").catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, next));
}

async function keep(cache: Cache, address: string): Promise<void> {
  const url = new URL(address || "./", root);
  const found = await fetch(new Request(url, { cache: "no-cache" }));
  if (!found.ok || found.redirected) throw new Error(`${url.href}: ${found.status}`);
  await cache.put(url, found);
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((one) => one.startsWith(ours) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
  await scope.clients.claim();
}

function isOurs(request: Request): boolean {
  const url = new URL(request.url);
  if (request.method !== "GET" || request.headers.has("range")) return false;
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return false;
  return tops.has(url.pathname.slice(root.pathname.length).split("/")[0] ?? "");
}

async function answer(event: Asking): Promise<Response> {
  const url = new URL(event.request.url);
  url.search = url.hash = "";
  const cache = await caches.open(name);
  try {
    const found = await fetch(event.request);
    if (found.status === 200 && found.type === "basic" && !found.redirected) {
      event.waitUntil(cache.put(url, found.clone()).catch(() => undefined));
    }
    return found;
  } catch (reason) {
    const instead = await cache.match(url, { ignoreVary: true });
    if (instead) return instead;
    throw reason;
  }
}
