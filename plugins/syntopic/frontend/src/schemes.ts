// Light and dark go by the reader's machine until the reader wishes otherwise. The theme remembers
// the scheme of the first visit as if it had been chosen; here only a choice that differs from what
// the machine asks for is remembered, and a machine that turns dark in the evening is followed.

declare global {
  interface Window {
    __md_scope?: URL; // set by the theme on each page: what it remembers goes by this address
  }
}

const CHOICES = "input[name=__palette]";
const DARK = "(prefers-color-scheme: dark)";

/** Lets the page go by the machine's scheme as long as the reader has not chosen the other one. */
export function followScheme(page: HTMLElement, signal: AbortSignal): void {
  const choices = [...page.querySelectorAll<HTMLInputElement>(CHOICES)];
  const turn = () => choices.find((choice) => fits(choice.dataset.mdColorMedia))?.click();
  // What a page that is being left says of its machine is not to be relied on: it is asked before.
  let fitting = false;
  const look = () => setTimeout(() => (fitting = fits(page.dataset.mdColorMedia)));
  look();
  for (const choice of choices) choice.addEventListener("change", look, { signal });
  const turned = () => {
    if (fitting) turn();
    look();
  };
  matchMedia(DARK).addEventListener("change", turned, { signal });
  // The theme writes down what it shows; that is taken back when the reader leaves.
  const leave = () => fitting && remembered("forget");
  window.addEventListener("pagehide", leave, { signal });
  document.addEventListener("visibilitychange", leave, { signal });
  // A page that comes back as it was left may come back at another hour.
  const back = (event: PageTransitionEvent) =>
    event.persisted && !fits(page.dataset.mdColorMedia) && !remembered() && turn();
  window.addEventListener("pageshow", back, { signal });
}

function fits(media: string | undefined): boolean {
  return !!media && matchMedia(media).matches;
}

/** Whether the theme remembers a choice; with "forget" no longer. */
function remembered(forget?: "forget"): boolean {
  const key = `${window.__md_scope?.pathname ?? ""}.__palette`;
  try {
    if (forget) localStorage.removeItem(key);
    return localStorage.getItem(key) !== null;
  } catch {
    return false; // a browser that keeps nothing remembers no choice
  }
}
