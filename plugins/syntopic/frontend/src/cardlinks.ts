// From a card on a topic's page to the review of it. Where a garden has no review page, no links.
import { root } from "./site";

/** Gives each card on a page a link to its own review, called as the review page is. */
export function linkCards(page: HTMLElement): void {
  const cards = page.querySelectorAll<HTMLDetailsElement>("article details[data-card]");
  const review = cards.length ? reviewPage(page) : undefined;
  if (!review) return;
  cards.forEach((card, place) => {
    const summary = card.querySelector("summary");
    if (!summary || card.querySelector(".card-review")) return;
    const link = document.createElement("a");
    link.className = "card-review";
    link.href = `${review.href.split("#")[0]}#card=${encodeURIComponent(card.dataset.card ?? "")}`;
    link.textContent = review.textContent?.trim() ?? "";
    summary.id ||= `card-asks-${place}`;
    link.setAttribute("aria-describedby", summary.id); // or all these links would sound alike
    card.append(link);
  });
}

/** The entry of the navigation that leads there; it knows the page's name and address. */
function reviewPage(page: HTMLElement): HTMLAnchorElement | undefined {
  const places = ["review/", "review/index.html", "review.html"].map((end) => new URL(end, root).href);
  const links = page.querySelectorAll<HTMLAnchorElement>(".md-nav--primary a");
  return [...links].find((link) => places.includes(link.href.split("#")[0] ?? ""));
}
