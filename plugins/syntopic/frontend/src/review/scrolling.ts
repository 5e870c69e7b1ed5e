// What is looked at next, brought to where it is seen: below the header, above the answers.

/** Brings the beginning of a view back into sight where it was scrolled away. */
export function showBeginning(view: HTMLElement): void {
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  if (view.getBoundingClientRect().top < header) view.scrollIntoView();
}

/**
 * Brings something into sight above a bar that stays at the end of the screen; of what is longer
 * than the screen, its beginning.
 *
 * At once, whatever the reader says of motion: the next key must not meet a page that still moves.
 */
export function showAbove(target: HTMLElement, bar: HTMLElement): void {
  target.style.scrollMarginBottom = `${bar.offsetHeight}px`;
  target.scrollIntoView({ block: "nearest" });
}
