// Where maps are on a page, and when they are drawn: the garden's map at once, for whoever opens
// its page asks for it, and the author where the first page shows it; the map around a concept when
// it is asked for. No other page loads them.
import type { Garden, Mount } from "./map/graph";
import { load, root } from "./site";

declare global {
  interface Window {
    syntopicMap?: Mount;
    syntopicGarden?: Garden;
  }
}

/** Brings the maps of a page to life. */
export function mountMaps(page: HTMLElement, signal: AbortSignal): void {
  for (const place of page.querySelectorAll<HTMLElement>("[data-map='']")) {
    void draw(place, "", signal).catch(() => place.classList.add("map-failed"));
  }
  for (const link of page.querySelectorAll<HTMLAnchorElement>("a[data-map]:not([data-map=''])")) {
    offer(link, signal);
  }
}

/** Makes a button of the link to the garden's map: it opens the map around one concept here. */
function offer(link: HTMLAnchorElement, signal: AbortSignal): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-opener";
  button.textContent = link.textContent;
  button.setAttribute("aria-expanded", "false");
  let place: HTMLElement | undefined;
  const toggle = async () => {
    const opens = button.getAttribute("aria-expanded") === "false";
    button.setAttribute("aria-expanded", String(opens));
    if (place) {
      place.hidden = !opens;
      return;
    }
    place = document.createElement("div");
    place.className = "map";
    (button.closest("p") ?? button).after(place);
    try {
      await draw(place, link.dataset.map ?? "", signal, link.href);
      place.scrollIntoView({ block: "nearest" });
    } catch {
      location.href = link.href; // the page with the table needs none of this
    }
  };
  button.addEventListener("click", () => void toggle(), { signal });
  link.replaceWith(button);
}

async function draw(
  place: HTMLElement,
  concept: string,
  signal: AbortSignal,
  whole?: string,
): Promise<void> {
  await Promise.all([load("garden-map.js"), load("map.js")]);
  if (signal.aborted || !window.syntopicMap || !window.syntopicGarden) return;
  window.syntopicMap(place, window.syntopicGarden, { concept, whole, root, signal });
}
