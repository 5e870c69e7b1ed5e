// Where concepts stand: each island by itself, the largest first, the others packed beside and below
// it; what has to do with nothing else in columns beneath.
import { columnsOf } from "./columns";
import { type Forces, forcesOf } from "./forces";
import type { Concept, Graph } from "./graph";
import { islandsOf } from "./islands";
import { packed } from "./packing";

/** Places concepts step by step; `settle` works for some milliseconds and says whether it is done. */
export interface Layout {
  settle(milliseconds: number): boolean;
}

/** The most pixels that one unit of the map takes when all of it is seen. */
export const MOST_SCALE = 1.5;

const MOST_STRETCH = 2.6;
const FEW = 80; // so many concepts are placed with more care
/** Pixels between islands, for the names of their marks. */
const APART: [number, number] = [80, 30];
const CLOSER = 0.8; // small islands have lines enough to see in less room
const BENEATH = 44; // pixels between islands and what stands alone

type Place = [number, number];

interface Island {
  concepts: Concept[];
  forces: Forces;
}

/** The layout of a graph for a place in which marks may take so many pixels, across and down. */
export function layoutOf(graph: Graph, room: readonly [number, number]): Layout {
  const { islands, lone } = islandsOf(graph);
  const roomy = graph.concepts.length <= FEW;
  const moved = islands.map((island): Island => {
    return { concepts: island.concepts, forces: forcesOf(island, room[0] / room[1], roomy) };
  });
  const arrange = () => arranged(moved, lone, room);
  arrange();
  return {
    settle(milliseconds) {
      const end = performance.now() + milliseconds;
      // Small ones are ready at once, and then only the largest moves.
      const open = [...moved].reverse().filter(({ forces }) => !forces.settle(end));
      arrange();
      return !open.length;
    },
  };
}

function arranged(
  islands: readonly Island[],
  lone: readonly Concept[],
  [across, down]: readonly [number, number],
): void {
  const count = islands.reduce((sum, { concepts }) => sum + concepts.length, lone.length);
  const columns = columnsOf(lone.length, count, across, down);
  const beneath = lone.length && islands.length ? BENEATH : 0;
  const height = Math.max(down - columns.height - beneath, down / 10);
  const [wide, high] = stretched(together(islands, across, height), across / height);
  const scale = Math.min(across / Math.max(wide, 1), height / Math.max(high, 1), MOST_SCALE);
  lone.forEach((concept, n) => {
    const [column, row] = [n % columns.columns, Math.floor(n / columns.columns)];
    concept.x = (wide * scale - columns.width) / 2 / scale + (column * columns.across) / scale;
    concept.y = high + (beneath + row * columns.down) / scale;
  });
}

/** Packs islands; returns their concepts, which count from the left upper corner of all. */
function together(islands: readonly Island[], across: number, down: number): Concept[] {
  const places = islands.map(({ forces }, n) => {
    return forces.places().map(([x, y]): Place => (n ? [x * CLOSER, y * CLOSER] : [x, y]));
  });
  const seen = places.map(extentOf);
  const area = seen.reduce((sum, { width, height }) => sum + (width + 60) * (height + 60), 1);
  const unit = Math.sqrt(area / (across * down)); // of the map for a pixel, more or less
  const [aside, below] = [Math.min(APART[0], across / 7) * unit, APART[1] * unit];
  const blocks = seen.map(({ width, height }) => ({ width: width + aside, height: height + below }));
  const corners = packed(blocks, across / down);
  return islands.flatMap(({ concepts }, n) => {
    const [left, top] = corners[n] ?? [0, 0];
    const { x, y } = seen[n] ?? { x: 0, y: 0 };
    places[n]?.forEach(([px, py], place) => {
      const concept = concepts[place];
      if (concept) [concept.x, concept.y] = [px - x + left, py - y + top];
    });
    return concepts;
  });
}

/** Pulls concepts apart, across or down, to fill more of a place; returns how much they take now. */
function stretched(concepts: Concept[], aspect: number): [number, number] {
  const { width, height } = extentOf(concepts.map(({ x, y }) => [x, y]));
  const wanted = (aspect * (height + 1)) / (width + 1);
  const wider = Math.min(Math.max(wanted, 1), MOST_STRETCH);
  const higher = Math.min(Math.max(1 / wanted, 1), MOST_STRETCH);
  for (const concept of concepts) {
    concept.x *= wider;
    concept.y *= higher;
  }
  return [width * wider, height * higher];
}

interface Extent {
  x: number;
  y: number;
  width: number;
  height: number;
}

function extentOf(places: readonly Place[]): Extent {
  if (!places.length) return { x: 0, y: 0, width: 0, height: 0 };
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
