// What the reader looks at, and what follows from it: who stands out, and whose name comes first.
import { type Concept, type Graph, neighbours } from "./graph";

export interface Attention {
  /** Below the pointer, else chosen. */
  active: Concept | undefined;
  /** What a search has found. */
  found: readonly Concept[];
  /** The place of an area that is looked at alone, or -1. */
  area: number;
}

/** Who stands out, while all others step back; nobody where nothing is looked at. */
export function brightOf(graph: Graph, { active, found, area }: Attention): ReadonlySet<Concept> {
  if (active && active !== graph.centre) {
    const near = new Set(neighbours(active));
    return new Set([active, ...graph.concepts.filter((concept) => near.has(concept))]);
  }
  if (found.length) return new Set(found);
  if (area < 0) return new Set();
  return new Set(graph.concepts.filter((concept) => concept.area === area));
}

/** Concepts as they get their names: the one that is looked at, then those with most to tell. */
export function ordered(concepts: Iterable<Concept>, before?: Concept): Concept[] {
  const weight = (concept: Concept) => (concept === before ? Infinity : weightOf(concept));
  return [...concepts].sort((one, other) => weight(other) - weight(one) || one.index - other.index);
}

/** How much a concept has to do with others, and how much there is to read of it. */
function weightOf({ needs, leadsTo, linked, sources }: Concept): number {
  return 10 * (needs.length + leadsTo.length + linked.length) + sources;
}
