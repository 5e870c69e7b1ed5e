// What a tab remembers until it is closed, for one site; where the browser forbids it, nothing.
import type { App } from "./values";

/** What the tab remembers by a name; `null`: nothing. */
export function inTab(app: App, name: string): string | null {
  try {
    return sessionStorage.getItem(nameIn(app, name));
  } catch {
    return null;
  }
}

/** Lets the tab remember something, `null` to forget it; returns whether it does so. */
export function setInTab(app: App, name: string, value: string | null): boolean {
  try {
    if (value === null) sessionStorage.removeItem(nameIn(app, name));
    else sessionStorage.setItem(nameIn(app, name), value);
    return true;
  } catch {
    return false; // then the page begins anew after a reload
  }
}

function nameIn({ root }: App, name: string): string {
  return `syntopic-review:${root.pathname}:${name}`;
}
