// The garden as the map reads it.

/** What `garden-map.js` sets; edges name concepts by their place in `concepts`. */
export interface Garden {
  areas: string[];
  /** Name, address below the site's first page, place of its area, sources, other names. */
  concepts: [string, string, number, number, string[]][];
  /** A concept, and one that it needs. */
  needs: [number, number][];
  links: [number, number][];
  labels: Record<string, string>;
}

export interface Asked {
  /** The concept around which the map is drawn; empty for the whole garden. */
  concept: string;
  /** Where the whole garden's map is, for a map around a concept. */
  whole?: string | undefined;
  /** The site's first page. */
  root: URL;
  /** Ends the map, with all its listeners. */
  signal: AbortSignal;
}

export type Mount = (place: HTMLElement, garden: Garden, asked: Asked) => void;

/** A concept, and where it stands on the map. */
export interface Concept {
  index: number;
  name: string;
  url: string;
  area: number;
  sources: number;
  aliases: string[];
  needs: Concept[];
  leadsTo: Concept[];
  linked: Concept[];
  radius: number;
  x: number;
  y: number;
}

/** A line on the map; where `needs` is true, `from` comes first and leads to `to`. */
export interface Edge {
  from: Concept;
  to: Concept;
  needs: boolean;
}

export interface Graph {
  areas: string[];
  concepts: Concept[];
  edges: Edge[];
  /** The one around which a small map is drawn. */
  centre?: Concept;
}

/** So many neighbours stand around one concept; more cannot be told apart. */
export const MOST_AROUND = 20;

export function graphOf(garden: Garden): Graph {
  const concepts = garden.concepts.map(([name, url, area, sources, aliases], index): Concept => {
    const lists = { needs: [], leadsTo: [], linked: [] };
    // The disc, not its radius, grows with the sources.
    const radius = 3.2 + 1.9 * Math.sqrt(Math.max(sources, 1));
    return { index, name, url, area, sources, aliases, ...lists, radius, x: 0, y: 0 };
  });
  const edges: Edge[] = [];
  for (const [one, other] of garden.links) {
    const [from, to] = [concepts[one], concepts[other]];
    if (!from || !to) continue;
    from.linked.push(to);
    to.linked.push(from);
    edges.push({ from, to, needs: false });
  }
  for (const [one, other] of garden.needs) {
    const [to, from] = [concepts[one], concepts[other]];
    if (!from || !to) continue;
    to.needs.push(from);
    from.leadsTo.push(to);
    edges.push({ from, to, needs: true });
  }
  return { areas: garden.areas, concepts, edges };
}

export function neighbours(concept: Concept): Concept[] {
  return [...new Set([...concept.needs, ...concept.leadsTo, ...concept.linked])];
}

/** The part of a graph that is one step from a concept. */
export function around(graph: Graph, name: string): Graph {
  const centre = graph.concepts.find((concept) => concept.name === name);
  if (!centre) return { ...graph, concepts: [], edges: [] };
  const kept = new Set([centre, ...neighbours(centre).slice(0, MOST_AROUND)]);
  return {
    areas: graph.areas,
    centre,
    concepts: graph.concepts.filter((concept) => kept.has(concept)),
    edges: graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}
