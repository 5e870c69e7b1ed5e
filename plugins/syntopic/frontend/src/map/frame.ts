// The elements of the map: the canvas, and what one can press, read and hear around it.
import { areaChips } from "./chips";
import type { Asked, Concept, Graph } from "./graph";
import { el, filled } from "./elements";
import { searchField } from "./search";

/** What can be done on the map without touching it. */
export interface Acts {
  zoomBy(factor: number): void;
  fit(): void;
  found(concepts: Concept[]): void;
  chosen(concept: Concept): void;
  area(area: number): void;
}

export interface Frame {
  canvas: HTMLCanvasElement;
  /** Where the concept that is looked at is told. */
  card: HTMLElement;
  /** What screen readers say. */
  status: HTMLElement;
}

/** Fills a place of a page; a small map has no search and no areas, but a way to the whole one. */
export function framed(
  place: HTMLElement,
  graph: Graph,
  labels: Record<string, string>,
  { concept, whole, signal }: Asked,
  acts: Acts,
): Frame {
  const named = { concept, count: graph.concepts.length };
  const canvas = el("canvas", {
    tabindex: "0",
    role: "application",
    "aria-label": filled(concept ? labels.around : labels.name, named),
    "aria-description": labels.keys,
  });
  const card = el("div", { class: "map-card", hidden: true });
  const status = el("p", { class: "unseen", role: "status" });
  const frame = el("div", { class: "map-frame" }, canvas, zoomButtons(labels, signal, acts));
  const foot = el("p", { class: "map-foot" }, el("span", {}, labels.keys ?? ""));
  if (whole) foot.append(el("a", { href: whole }, labels.whole ?? ""));
  const tools = concept ? [] : [toolbar(graph, labels, signal, acts)];
  place.classList.add("map-drawn", ...(concept ? ["map-local"] : []));
  place.replaceChildren(...tools, el("div", { class: "map-stage" }, frame, card), foot, status);
  return { canvas, card, status };
}

function toolbar(
  graph: Graph,
  labels: Record<string, string>,
  signal: AbortSignal,
  acts: Acts,
): HTMLElement {
  const search = searchField(graph, labels.search ?? "", acts.found, acts.chosen, signal);
  return el("div", { class: "map-tools" }, search, ...areaChips(graph, labels, acts.area, signal));
}

function zoomButtons(labels: Record<string, string>, signal: AbortSignal, acts: Acts): HTMLElement {
  const buttons: [string, string, () => void][] = [
    ["+", "zoom-in", () => acts.zoomBy(1.5)],
    ["−", "zoom-out", () => acts.zoomBy(1 / 1.5)],
    ["⤢", "zoom-fit", () => acts.fit()],
  ];
  const made = buttons.map(([sign, label, act]) => {
    const name = labels[label];
    const button = el("button", { type: "button", "aria-label": name, title: name }, sign);
    button.addEventListener("click", act, { signal });
    return button;
  });
  return el("div", { class: "map-zoom" }, ...made);
}
