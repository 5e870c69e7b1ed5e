// The theme puts each button that copies code into a landmark of its own, without a name. Whoever
// goes through a page from landmark to landmark would meet one for every piece of code.

const BARS = ".md-code__nav:not([role])";

/** Takes the landmarks away, and leaves the buttons; the theme makes them when the page is there. */
export function spareLandmarks(page: HTMLElement, signal: AbortSignal): void {
  const article = page.querySelector("article");
  if (!article) return;
  const spare = () => {
    for (const bar of article.querySelectorAll(BARS)) bar.setAttribute("role", "presentation");
  };
  const made = new MutationObserver(spare);
  made.observe(article, { childList: true, subtree: true });
  signal.addEventListener("abort", () => made.disconnect());
  spare();
}
