// One button for each area: it shows the area alone, and tells its colour and mark.
import { markElement } from "./card";
import type { Graph } from "./graph";
import { el } from "./elements";

/**
 * Buttons for all areas that have concepts; `chosen` gets the area's place, or -1 for all. One area
 * alone tells nothing and has none.
 */
export function areaChips(
  graph: Graph,
  labels: Record<string, string>,
  chosen: (area: number) => void,
  signal: AbortSignal,
): HTMLElement[] {
  const group = el("div", { class: "map-areas", role: "group", "aria-label": labels.areas });
  const used = [...new Set(graph.concepts.map((concept) => concept.area))].sort((a, b) => a - b);
  if (used.length < 2) return [];
  for (const area of used) {
    const name = graph.areas[area] ?? "";
    const chip = el("button", { type: "button", "aria-pressed": "false" }, markElement(area), name);
    chip.addEventListener(
      "click",
      () => {
        const on = chip.getAttribute("aria-pressed") !== "true";
        for (const other of group.children) other.setAttribute("aria-pressed", "false");
        chip.setAttribute("aria-pressed", String(on));
        chosen(on ? area : -1);
      },
      { signal },
    );
    group.append(chip);
  }
  return [group];
}
