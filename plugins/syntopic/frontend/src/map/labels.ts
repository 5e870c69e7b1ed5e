// Which names are written where: as many as there is room for, and never one over another.
import type { Concept, Edge } from "./graph";

/** A name as it is written: in one line or two, with the width of the longer one in pixels. */
export interface Written {
  lines: string[];
  width: number;
}

/** Where a name stands: its middle, counted from the map's origin at the scale it was placed for. */
export interface Label extends Written {
  /** Whose name it is; none for the name of an area. */
  concept?: Concept;
  area: number;
  x: number;
  y: number;
}

/** What the places of names depend on. */
export interface Setting {
  /** All concepts of the map. */
  concepts: readonly Concept[];
  /** Who gets a place, first come, first served. */
  order: readonly Concept[];
  /** Areas whose names stand where most of their concepts are. */
  areas: readonly { area: number; name: string }[];
  /** Who gets one even where it covers a mark. */
  always: ReadonlySet<Concept>;
  edges: readonly Edge[];
  scale: number;
  radius(concept: Concept): number;
  written(name: string): Written;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixels between two lines of a name. */
export const LINE = 14;

/** Pixels around all marks in which names may stand, and which the map leaves free. */
export const MARGIN = 60;

const CELL = 48;
const ROWS = 1e6; // more squares than any map has, one above the other
const GAP = 5;
const FEW = 200; // so many lines are looked at one by one

/** Boxes that are taken, in squares so that each is compared with its neighbours alone. */
class Taken {
  private readonly cells = new Map<number, Box[]>();

  free(box: Box): boolean {
    return keys(box).every((key) => this.cells.get(key)?.every((other) => apart(box, other)) ?? true);
  }

  take(box: Box): void {
    for (const key of keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

function keys(box: Box): number[] {
  const found = [];
  for (let x = Math.floor(box.left / CELL); x <= box.right / CELL; x++)
    for (let y = Math.floor(box.top / CELL); y <= box.bottom / CELL; y++) found.push(x * ROWS + y);
  return found;
}

function apart(one: Box, other: Box): boolean {
  return (
    one.right <= other.left ||
    one.left >= other.right ||
    one.bottom <= other.top ||
    one.top >= other.bottom
  );
}

/** Finds places for names; those without one are left out. */
export function placed(setting: Setting): Label[] {
  const names = new Taken();
  const marks = new Taken();
  for (const concept of setting.order) marks.take(around(concept, setting));
  const all = bounds(setting);
  const edges = setting.edges.length <= FEW ? setting.edges : [];
  const labels: Label[] = [];
  for (const { label, box } of titles(setting)) {
    if (!names.free(box)) continue;
    names.take(box);
    labels.push(label);
  }
  for (const concept of setting.order) {
    let best: { label: Label; box: Box } | undefined;
    let least = setting.always.has(concept) ? Infinity : 100;
    for (const way of ways(concept, setting)) {
      if (!names.free(way.box)) continue;
      const cost =
        (marks.free(way.box) ? 0 : 100) +
        3 * beyond(way.box, all) +
        edges.filter((edge) => crosses(edge, way.box, setting.scale)).length +
        way.dislike;
      if (cost < least) [best, least] = [way, cost];
    }
    if (!best) continue;
    names.take(best.box);
    labels.push(best.label);
  }
  return labels;
}

/** Right of the mark, left, below and above, in the order in which they read best. */
function ways(concept: Concept, setting: Setting): { label: Label; box: Box; dislike: number }[] {
  const { lines, width } = setting.written(concept.name);
  const [x, y] = [concept.x * setting.scale, concept.y * setting.scale];
  const r = setting.radius(concept);
  const [half, tall] = [width / 2, (lines.length * LINE) / 2];
  const aside = r + GAP + half;
  const away = r + tall + 2;
  const middles: [number, number][] = [
    [x + aside, y],
    [x - aside, y],
    [x, y + away],
    [x, y - away],
  ];
  return middles.map(([mx, my], n) => ({
    label: { concept, area: concept.area, lines, width, x: mx, y: my },
    box: { left: mx - half - 2, top: my - tall, right: mx + half + 2, bottom: my + tall },
    dislike: n * 0.4,
  }));
}

function titles({ areas, concepts, scale, written }: Setting): { label: Label; box: Box }[] {
  return areas.map(({ area, name }) => {
    const own = concepts.filter((concept) => concept.area === area);
    const x = middle(own.map((concept) => concept.x)) * scale;
    const y = middle(own.map((concept) => concept.y)) * scale;
    const { lines, width } = written(name);
    const [half, tall] = [width / 2 + 4, (lines.length * LINE) / 2 + 2];
    const box = { left: x - half, top: y - tall, right: x + half, bottom: y + tall };
    return { label: { area, lines, width, x, y }, box };
  });
}

function middle(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function around(concept: Concept, { scale, radius }: Setting): Box {
  const [x, y, r] = [concept.x * scale, concept.y * scale, radius(concept) + 1];
  return { left: x - r, top: y - r, right: x + r, bottom: y + r };
}

/** What is seen when the whole map is. */
function bounds({ concepts, scale }: Setting): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of concepts) {
    box.left = Math.min(box.left, x * scale - MARGIN);
    box.right = Math.max(box.right, x * scale + MARGIN);
    box.top = Math.min(box.top, y * scale - MARGIN);
    box.bottom = Math.max(box.bottom, y * scale + MARGIN);
  }
  return box;
}

/** How many pixels of a box lie beyond another. */
function beyond(box: Box, all: Box): number {
  const sides = [all.left - box.left, box.right - all.right, all.top - box.top, box.bottom - all.bottom];
  return Math.max(0, ...sides);
}

/** Whether a line runs through a box (Liang and Barsky's way to cut a line). */
function crosses({ from, to }: Edge, box: Box, scale: number): boolean {
  const [x, y] = [from.x * scale, from.y * scale];
  const [dx, dy] = [to.x * scale - x, to.y * scale - y];
  let [start, end] = [0, 1];
  const sides: [number, number][] = [
    [-dx, x - box.left],
    [dx, box.right - x],
    [-dy, y - box.top],
    [dy, box.bottom - y],
  ];
  for (const [step, room] of sides) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) start = Math.max(start, room / step);
    else end = Math.min(end, room / step);
  }
  return start < end;
}
