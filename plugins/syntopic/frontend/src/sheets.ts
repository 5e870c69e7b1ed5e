// Cheat sheets: a button that prints them; and every formula becomes small enough for its column,
// on a screen and on paper.

/** Tells the styles how wide each formula of a page's sheet is, in the size of its own text. */
export function mountSheets(page: HTMLElement): void {
  if (!page.querySelector(".sheet")) return;
  offerPrint(page);
  measure(page);
  void document.fonts.ready.then(() => measure(page)); // the font of formulas is wider than others
}

function offerPrint(page: HTMLElement): void {
  const place = page.querySelector<HTMLElement>(".sheet-ways");
  if (!place || place.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = place.dataset.print ?? "";
  button.addEventListener("click", () => window.print());
  place.prepend(button);
}

function measure(page: HTMLElement): void {
  for (const math of page.querySelectorAll<HTMLElement>('.sheet-formula math[display="block"]')) {
    const inside = document.createRange(); // the element itself is as wide as its column
    inside.selectNodeContents(math);
    const wide = inside.getBoundingClientRect().width / parseFloat(getComputedStyle(math).fontSize);
    if (wide) math.style.setProperty("--em", wide.toFixed(2));
  }
}
