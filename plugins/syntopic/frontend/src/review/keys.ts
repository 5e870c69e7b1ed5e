// The keys of a sitting. The theme has keys of its own ("s" searches), so ours are heard first.

/** What keys do now, by their names: " ", "Enter", "1", "u". */
export type Keys = Readonly<Record<string, () => void>>;

/** Listens while a view is shown; what is returned says what the keys do from then on. */
export function listenKeys(view: HTMLElement, signal: AbortSignal): (keys: Keys) => void {
  let current: Keys = {};
  const listener = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!view.isConnected || !ours(event, view)) return;
    const act = current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) act(); // a key that is held down is one answer
  };
  window.addEventListener("keydown", listener, { capture: true, signal });
  return (keys) => (current = keys);
}

/** Whether a key is for the card: not for a field, an open dialogue, or a button that has it. */
function ours(event: KeyboardEvent, view: HTMLElement): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest("input, textarea, select, [contenteditable], dialog, [role=dialog]")) return false;
  const pressed = event.key === " " || event.key === "Enter";
  if (pressed && target.closest("a, button, summary, label, [role=button]")) return false;
  return view.contains(target) || target === document.body || !pressed;
}
