// What stands beside the map on the concept that is looked at: the same as in the table.
import type { Concept, Graph } from "./graph";
import { el } from "./elements";
import { COLOURS, markOf } from "./looks";

type Labels = Record<string, string>;

/** So many names of each kind; the table and the concept's page have them all. */
const MOST = 8;

/** The elements of the card; `address` says where the page of a concept is. */
export function cardOf(
  concept: Concept,
  graph: Graph,
  labels: Labels,
  address: (concept: Concept) => string,
): Node[] {
  const title = el("p", { class: "map-card-title" }, el("a", { href: address(concept) }, concept.name));
  const said = told(concept, graph, labels);
  const marked = graph.areas.length > 1 ? [markElement(concept.area)] : [];
  const facts = el("p", { class: "map-card-facts" }, ...marked, said);
  const rows: Node[] = [];
  const lists: [string, Concept[]][] = [
    ["know-first", concept.needs],
    ["leads-to", concept.leadsTo],
    ["linked-with", concept.linked],
  ];
  for (const [label, concepts] of lists) {
    if (!concepts.length) continue;
    const links: (Node | string)[] = concepts
      .slice(0, MOST)
      .flatMap((one, n) => [n ? " · " : "", el("a", { href: address(one) }, one.name)]);
    if (concepts.length > MOST) links.push(` + ${concepts.length - MOST}`);
    rows.push(el("dt", {}, labels[label] ?? ""), el("dd", {}, ...links));
  }
  return [title, facts, ...(rows.length ? [el("dl", {}, ...rows)] : [])];
}

/** The area, where there are several, and the number of sources, in words. */
function told(concept: Concept, graph: Graph, labels: Labels): string {
  const count = labels[concept.sources === 1 ? "source" : "sources"] ?? "";
  const area = graph.areas.length > 1 ? graph.areas[concept.area] : "";
  return [area, `${concept.sources} ${count}`].filter(Boolean).join(" · ");
}

/** What a screen reader is told of a concept: no more than one needs to go on. */
export function spoken(concept: Concept, graph: Graph, labels: Labels): string {
  const counted: [string, number][] = [
    ["know-first", concept.needs.length],
    ["leads-to", concept.leadsTo.length],
    ["linked-with", concept.linked.length],
  ];
  const parts = counted.filter(([, n]) => n).map(([label, n]) => `${labels[label] ?? ""}: ${n}`);
  return [concept.name, told(concept, graph, labels), ...parts].join(". ");
}

/** The mark of an area, as the map draws it. */
export function markElement(area: number): HTMLElement {
  const look = `map-mark map-${markOf(area)} area-${(area % COLOURS) + 1}`;
  return el("i", { class: look, "aria-hidden": "true" });
}
