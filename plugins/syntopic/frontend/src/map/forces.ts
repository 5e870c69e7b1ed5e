// Where the concepts of one island stand: what belongs together lies together, what comes first
// lies further left.
//
// Everything here is decided by the garden alone. d3-force draws its random numbers from a fixed
// seed, and the first positions follow from the order of the concepts.
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { Concept, Graph } from "./graph";

interface Body extends SimulationNodeDatum {
  concept: Concept;
  radius: number;
  column: number;
  row: number;
}

interface Spring extends SimulationLinkDatum<Body> {
  needs: boolean;
}

/** Places the concepts of an island step by step. */
export interface Forces {
  /** Works until a time, one step at least, and says whether all have their places. */
  settle(end: number): boolean;
  /** Where each concept of the island is now, in the island's order. */
  places(): [number, number][];
}

const COLUMN = 90; // how far apart two steps of learning are
const ROW = 120; // how far apart two areas are
const MOST_ROWS = 6;

/** What moves an island in a place that is `aspect` times as wide as it is high; `roomy` has space. */
export function forcesOf(graph: Graph, aspect: number, roomy: boolean): Forces {
  const bodies = bodiesOf(graph, aspect);
  const of = new Map(bodies.map((body) => [body.concept, body]));
  const springs: Spring[] = [];
  for (const { from, to, needs } of graph.edges) {
    const [source, target] = [of.get(from), of.get(to)];
    if (source && target) springs.push({ source, target, needs });
  }
  const degree = (2 * springs.length) / Math.max(1, bodies.length);
  const simulation = forceSimulation(bodies)
    .force(
      "springs",
      forceLink<Body, Spring>(springs).distance((spring) => (spring.needs ? 62 : 84)),
    )
    .force("apart", forceManyBody<Body>().strength(roomy ? -420 : -130 - 8 * degree).distanceMax(900))
    .force("discs", forceCollide<Body>((body) => body.radius + (roomy ? 14 : 5)))
    .force("columns", forceX<Body>((body) => body.column).strength(roomy ? 0.16 : 0.07))
    .force("rows", forceY<Body>((body) => body.row).strength(roomy ? 0.12 : 0.1))
    .alphaDecay(roomy ? 0.0228 : 0.04)
    .stop();
  const done = () => simulation.alpha() <= simulation.alphaMin();
  return {
    settle(end) {
      if (done()) return true;
      do simulation.tick();
      while (!done() && performance.now() < end);
      return done();
    },
    places: () => bodies.map(({ x = 0, y = 0 }) => [x, y]),
  };
}

function bodiesOf(graph: Graph, aspect: number): Body[] {
  const steps = stepsOf(graph);
  const deepest = Math.max(0, ...steps.values());
  const areas = [...new Set(graph.concepts.map((concept) => concept.area))];
  const crowd = Math.max(1, Math.sqrt(graph.concepts.length / 20));
  const narrow = areas.length > MOST_ROWS ? Math.max(2, deepest / 2) : 1; // each area by itself
  return graph.concepts.map((concept, place) => {
    const step = (steps.get(concept) ?? deepest / 2) - deepest / 2;
    const [aside, beneath] = home(areas.indexOf(concept.area), areas.length, crowd);
    // What comes first stands to the left; where there is more room downwards, on top.
    const forth = aside + (step * COLUMN * crowd) / narrow;
    const [column, row] = aspect >= 0.9 ? [forth * Math.min(aspect, 2), beneath] : [beneath, forth];
    // Apart from the start, in a way that depends on nothing but the order.
    const [x, y] = spiral(place, 6);
    return { concept, radius: concept.radius, column, row, x: column + x, y: row + y };
  });
}

/** Where an area's concepts are drawn to: few areas lie in rows, many around the middle. */
function home(area: number, areas: number, crowd: number): [number, number] {
  if (areas > MOST_ROWS) return spiral(area + 0.5, 1.1 * ROW * Math.sqrt(20 / areas) * crowd);
  return [0, (area - (areas - 1) / 2) * ROW * crowd];
}

/** The places of a sunflower's seeds: equally close to each other, from the middle outwards. */
function spiral(place: number, gap: number): [number, number] {
  const [turn, reach] = [place * 2.399963, gap * Math.sqrt(place)];
  return [reach * Math.cos(turn), reach * Math.sin(turn)];
}

/** How many steps of learning come before each concept, by the longest way; only where there are any. */
function stepsOf(graph: Graph): Map<Concept, number> {
  const needs = graph.edges.filter((edge) => edge.needs);
  const steps = new Map<Concept, number>();
  for (const { from, to } of needs) {
    steps.set(from, 0);
    steps.set(to, 0);
  }
  // As often as the longest way has steps; a circle ends with the count.
  for (let round = 0, changed = true; changed && round < graph.concepts.length; round++) {
    changed = false;
    for (const { from, to } of needs) {
      const wanted = (steps.get(from) ?? 0) + 1;
      if (wanted > (steps.get(to) ?? 0) && wanted < graph.concepts.length) {
        steps.set(to, wanted);
        changed = true;
      }
    }
  }
  return steps;
}
