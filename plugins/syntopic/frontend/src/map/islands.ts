// What of the garden hangs together: islands that no line joins, and concepts without any line.
import type { Concept, Graph } from "./graph";

export interface Islands {
  /** Parts of two concepts and more, each with its lines, the largest first. */
  islands: Graph[];
  /** Concepts that have to do with no other, in the garden's order. */
  lone: Concept[];
}

export function islandsOf(graph: Graph): Islands {
  const joined = new Map<Concept, Concept[]>(graph.concepts.map((concept) => [concept, []]));
  for (const { from, to } of graph.edges) {
    joined.get(from)?.push(to);
    joined.get(to)?.push(from);
  }
  const homes = new Map<Concept, Graph>();
  const islands: Graph[] = [];
  for (const concept of graph.concepts) {
    if (homes.has(concept) || !joined.get(concept)?.length) continue;
    const island: Graph = { areas: graph.areas, concepts: [], edges: [] };
    for (const member of reached(concept, joined)) homes.set(member, island);
    islands.push(island);
  }
  for (const concept of graph.concepts) homes.get(concept)?.concepts.push(concept);
  for (const edge of graph.edges) homes.get(edge.from)?.edges.push(edge);
  // Sorting keeps the order of those that are equally large.
  islands.sort((one, other) => other.concepts.length - one.concepts.length);
  return { islands, lone: graph.concepts.filter((concept) => !homes.has(concept)) };
}

function reached(start: Concept, joined: Map<Concept, Concept[]>): Set<Concept> {
  const found = new Set([start]);
  for (const concept of found) for (const other of joined.get(concept) ?? []) found.add(other);
  return found;
}
