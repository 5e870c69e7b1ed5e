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
  /** At which end its lines begin: at that of its mark, where it stands beside one. */
  align: "left" | "center" | "right";
}

/** The name of an area, as it is written. */
export interface Title extends Written {
  area: number;
}

/** What the places of names depend on. */
export interface Setting {
  /** All concepts of the map. */
  concepts: readonly Concept[];
  /** Who gets a place, first come, first served. */
  order: readonly Concept[];
  /** Areas whose names stand near most of their concepts, where nothing is. */
  areas: readonly Title[];
  /** How bad a place a concept's name may get rather than none: `FREE` and the others. */
  most(concept: Concept): number;
  edges: readonly Edge[];
  scale: number;
  /** What names may not leave, and where in it other things stand. */
  within: Box;
  taken?: readonly Box[];
  radius(concept: Concept): number;
  written(concept: Concept): Written;
}

/** Counted as labels are. */
export interface Box {
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
const SPOTS = 500; // tried for the name of an area

/** Boxes that are taken, in squares so that each is compared with its neighbours alone. */
class Taken {
  private readonly cells = new Map<number, Box[]>();

  free(box: Box): boolean {
    return keys(box).every((key) => this.cells.get(key)?.every((other) => apart(box, other)) ?? true);
  }

  /** How many boxes lie below another one. */
  below(box: Box): number {
    const met = new Set<Box>();
    for (const key of keys(box))
      for (const other of this.cells.get(key) ?? []) if (!apart(box, other)) met.add(other);
    return met.size;
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

const COVERING = 100; // a mark: more than all that is only ugly
const LEAVING = 900; // what is seen

/** Places that cover no mark, that cover two at most and are seen, and all that touch no name. */
export const [FREE, SEEN, ANY] = [COVERING, 3 * COVERING, Infinity];

/** Finds places for names; those without one are left out. */
export function placed(setting: Setting): Label[] {
  const [names, marks] = [new Taken(), new Taken()];
  for (const concept of setting.order) marks.take(around(concept, setting));
  for (const box of setting.taken ?? []) names.take(box);
  const edges = setting.edges.length <= FEW ? setting.edges : [];
  const labels: Label[] = [];
  const write = ({ label, box }: Way) => {
    names.take(box);
    labels.push(label);
  };
  for (const title of setting.areas) {
    const free = spots(title, setting).find(({ box }) => {
      return names.free(box) && marks.free(box) && !beyond(box, setting.within);
    });
    if (free) write(free);
  }
  for (const concept of setting.order) {
    let best: Way | undefined;
    let least = setting.most(concept);
    for (const way of ways(concept, setting)) {
      if (way.dislike >= least) break; // and so it is with all that follow
      if (!names.free(way.box)) continue;
      const outside = beyond(way.box, setting.within);
      const cost =
        (marks.free(way.box) ? 0 : COVERING * marks.below(way.box)) +
        (outside ? LEAVING + outside : 0) +
        edges.filter((edge) => crosses(edge, way.box, setting.scale)).length +
        way.dislike;
      if (cost < least) [best, least] = [way, cost];
    }
    if (best) write(best);
  }
  return labels;
}

interface Way {
  label: Label;
  box: Box;
  dislike: number;
}

/** Right of the mark, left, below, above and between these, in the order in which they read best. */
function ways(concept: Concept, setting: Setting): Way[] {
  const { lines, width } = setting.written(concept);
  const [x, y] = [concept.x * setting.scale, concept.y * setting.scale];
  const r = setting.radius(concept);
  const [half, tall] = [width / 2, (lines.length * LINE) / 2];
  const [aside, away] = [r + GAP + half, r + tall + 2];
  const [near, high] = [0.7 * r + 3 + half, 0.7 * r + tall];
  const middles: [number, number][] = [
    [aside, 0],
    [-aside, 0],
    [0, away],
    [0, -away],
    [near, high],
    [near, -high],
    [-near, high],
    [-near, -high],
  ];
  return middles.map(([dx, dy], n) => {
    const align = dx > 0 ? "left" : dx < 0 ? "right" : "center";
    const label: Label = { concept, area: concept.area, lines, width, x: x + dx, y: y + dy, align };
    return { label, box: boxOf(label, 2), dislike: n * 0.4 };
  });
}

function boxOf({ x, y, width, lines }: Label, room: number): Box {
  const [half, tall] = [width / 2 + room, (lines.length * LINE) / 2];
  return { left: x - half, top: y - tall, right: x + half, bottom: y + tall };
}

/** Places for the name of an area, from the middle of its concepts outwards. */
function spots(title: Title, { concepts, scale }: Setting): Way[] {
  const own = concepts.filter(({ area }) => area === title.area);
  if (!own.length) return [];
  const x = middle(own.map((concept) => concept.x)) * scale;
  const y = middle(own.map((concept) => concept.y)) * scale;
  return Array.from({ length: SPOTS }, (_, n) => {
    // A sunflower's seeds, wider than high: a name is soonest out of the way above or below.
    const [turn, reach] = [n * 2.399963, 9 * Math.sqrt(n)];
    const at = { x: x + 1.3 * reach * Math.cos(turn), y: y + reach * Math.sin(turn) };
    const label: Label = { ...title, ...at, align: "center" };
    return { label, box: boxOf(label, 4), dislike: n };
  });
}

function middle(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function around(concept: Concept, { scale, radius }: Setting): Box {
  const [x, y, r] = [concept.x * scale, concept.y * scale, radius(concept) + 1];
  return { left: x - r, top: y - r, right: x + r, bottom: y + r };
}

/** The box around the middles of all marks. */
export function extent(concepts: readonly Concept[], scale: number): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of concepts) {
    box.left = Math.min(box.left, x * scale);
    box.right = Math.max(box.right, x * scale);
    box.top = Math.min(box.top, y * scale);
    box.bottom = Math.max(box.bottom, y * scale);
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
