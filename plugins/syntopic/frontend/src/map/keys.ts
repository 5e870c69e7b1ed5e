// The map by keyboard: arrows go from concept to concept, and two more keys through all of them.
import type { Concept, Graph } from "./graph";

const WAYS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Where a key leads: an arrow to a neighbour that lies there, else to whatever lies there.
 *
 * Not every concept lies in the way of an arrow, so that Page Up and Page Down go through the order.
 */
export function next(graph: Graph, from: Concept, key: string): Concept | undefined {
  if (key === "PageDown") return graph.concepts[graph.concepts.indexOf(from) + 1];
  if (key === "PageUp") return graph.concepts[graph.concepts.indexOf(from) - 1];
  const way = WAYS[key];
  if (!way) return undefined;
  const linked = new Set<Concept>();
  for (const edge of graph.edges) {
    if (edge.from === from) linked.add(edge.to);
    if (edge.to === from) linked.add(edge.from);
  }
  return nearest([...linked], from, way, 0.35) ?? nearest(graph.concepts, from, way, 0.7);
}

/** The concept that lies best in a direction; `narrow` is the cosine of how far aside it may lie. */
function nearest(
  concepts: readonly Concept[],
  from: Concept,
  [wx, wy]: [number, number],
  narrow: number,
): Concept | undefined {
  let best: Concept | undefined;
  let least = Infinity;
  for (const concept of concepts) {
    const [dx, dy] = [concept.x - from.x, concept.y - from.y];
    const distance = Math.hypot(dx, dy);
    if (concept === from || distance === 0) continue;
    const straight = (dx * wx + dy * wy) / distance;
    if (straight < narrow) continue;
    const cost = distance / straight;
    if (cost < least) [best, least] = [concept, cost];
  }
  return best;
}

/** Where the keyboard begins: with what comes first and leads furthest. */
export function first(graph: Graph): Concept | undefined {
  const start = graph.concepts.filter((concept) => !concept.needs.length);
  const among = start.length ? start : graph.concepts;
  return among.reduce<Concept | undefined>(
    (best, one) => (!best || one.leadsTo.length > best.leadsTo.length ? one : best),
    undefined,
  );
}
