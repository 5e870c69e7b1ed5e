// Draws the map: lines, arrows, marks, names. All lines of one kind are one path, so that thousands
// of them cost what one costs.
import type { Concept, Edge, Graph } from "./graph";
import { type Label, LINE } from "./labels";
import { COLOURS, type Looks, markOf, trace } from "./looks";

/** What is drawn, and how: positions count from the middle of the canvas, in its pixels. */
export interface Scene {
  graph: Graph;
  looks: Looks;
  labels: Label[];
  /** Of the map's origin, and pixels per unit. */
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
  radius(concept: Concept): number;
  /** Concepts that stand out; all others step back. Empty: none does. */
  bright: ReadonlySet<Concept>;
  /** Whose lines stand out, and who bears a ring. */
  active?: Concept | undefined;
}

const FAINT = 0.14;
const ARROW = 6.5;

export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { looks } = scene;
  const active = scene.active ?? scene.graph.centre;
  context.clearRect(0, 0, scene.width, scene.height);
  const stepsBack = scene.bright.size > 0;
  const many = scene.graph.edges.length > 1500;
  const plain = stepsBack ? FAINT : 1;
  context.globalAlpha = plain * (many ? 0.12 : 0.42);
  lines(context, scene, (edge) => !edge.needs && !touches(edge, active), looks.rule, 0.8);
  context.globalAlpha = plain * (many ? 0.22 : 0.75);
  lines(context, scene, (edge) => edge.needs && !touches(edge, active), looks.quiet, 1.1);
  context.globalAlpha = 1;
  if (active) {
    lines(context, scene, (edge) => !edge.needs && touches(edge, active), looks.quiet, 1);
    lines(context, scene, (edge) => edge.needs && touches(edge, active), looks.ink, 1.6);
  }
  marks(context, scene);
  names(context, scene);
}

function touches(edge: Edge, concept: Concept | undefined): boolean {
  return edge.from === concept || edge.to === concept;
}

function lines(
  context: CanvasRenderingContext2D,
  scene: Scene,
  chosen: (edge: Edge) => boolean,
  colour: string,
  width: number,
): void {
  const heads = new Path2D();
  context.beginPath();
  for (const edge of scene.graph.edges) {
    if (!chosen(edge)) continue;
    const [ax, ay] = [scene.x + edge.from.x * scene.scale, scene.y + edge.from.y * scene.scale];
    const [bx, by] = [scene.x + edge.to.x * scene.scale, scene.y + edge.to.y * scene.scale];
    if (Math.max(ax, bx) < 0 || Math.min(ax, bx) > scene.width) continue;
    if (Math.max(ay, by) < 0 || Math.min(ay, by) > scene.height) continue;
    const length = Math.hypot(bx - ax, by - ay);
    if (length < 1) continue;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    const end = edge.needs ? scene.radius(edge.to) + 2.5 : 0;
    const [tx, ty] = [bx - ux * end, by - uy * end];
    context.moveTo(ax, ay);
    context.lineTo(edge.needs ? tx - ux * ARROW * 0.7 : tx, edge.needs ? ty - uy * ARROW * 0.7 : ty);
    if (edge.needs && length > end + ARROW) head(heads, tx, ty, ux, uy);
  }
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.fill(heads);
}

function head(path: Path2D, x: number, y: number, ux: number, uy: number): void {
  const half = ARROW * 0.42;
  path.moveTo(x, y);
  path.lineTo(x - ux * ARROW - uy * half, y - uy * ARROW + ux * half);
  path.lineTo(x - ux * ARROW + uy * half, y - uy * ARROW - ux * half);
  path.closePath();
}

function marks(context: CanvasRenderingContext2D, scene: Scene): void {
  const { looks, bright } = scene;
  const paths = new Map<string, Path2D>();
  for (const concept of scene.graph.concepts) {
    const [x, y] = [scene.x + concept.x * scene.scale, scene.y + concept.y * scene.scale];
    const r = scene.radius(concept);
    if (x < -r || y < -r || x > scene.width + r || y > scene.height + r) continue;
    const key = `${concept.area % COLOURS}:${bright.size && !bright.has(concept) ? FAINT * 2 : 1}`;
    const path = paths.get(key) ?? new Path2D();
    paths.set(key, path);
    trace(path, markOf(concept.area), x, y, r);
  }
  context.lineWidth = 1.6;
  context.strokeStyle = looks.paper;
  for (const [key, path] of paths) {
    const [area, alpha] = key.split(":").map(Number);
    context.globalAlpha = 1;
    context.fillStyle = looks.paper;
    context.fill(path); // no line shows through a mark that steps back
    context.globalAlpha = alpha ?? 1;
    context.fillStyle = looks.areas[area ?? 0] || looks.quiet;
    context.fill(path);
    context.stroke(path);
  }
  context.globalAlpha = 1;
  for (const ringed of new Set([scene.graph.centre, scene.active])) {
    if (ringed) ring(context, scene, ringed);
  }
}

function ring(context: CanvasRenderingContext2D, scene: Scene, concept: Concept): void {
  const [x, y] = [scene.x + concept.x * scene.scale, scene.y + concept.y * scene.scale];
  context.beginPath();
  trace(context, markOf(concept.area), x, y, scene.radius(concept) + 3);
  context.lineWidth = 2;
  context.strokeStyle = scene.looks.ink;
  context.stroke();
}

function names(context: CanvasRenderingContext2D, scene: Scene): void {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = scene.looks.paper;
  const { bright, active } = scene;
  for (const label of scene.labels) {
    const { concept } = label;
    if (bright.size > 0 && !(concept && bright.has(concept))) continue;
    const [x, y] = [scene.x + label.x, scene.y + label.y];
    if (concept && concept === active) continue;
    if (x - label.width / 2 > scene.width || x + label.width / 2 < 0) continue;
    if (y < -LINE * 2 || y > scene.height + LINE * 2) continue;
    if (concept) write(context, scene, label, x, y);
    else title(context, scene, label, x, y);
  }
  const chosen = scene.labels.find(({ concept }) => concept && concept === active);
  if (chosen) write(context, scene, chosen, ...inside(chosen, scene));
}

/** Where the name that is looked at stands: wherever its mark is, all of it is seen. */
function inside({ x, y, width, lines }: Label, scene: Scene): [number, number] {
  const [half, tall] = [width / 2 + 4, (lines.length * LINE) / 2 + 4];
  const between = (at: number, room: number, most: number) => Math.min(Math.max(at, room), most - room);
  return [between(scene.x + x, half, scene.width), between(scene.y + y, tall, scene.height)];
}

function write(
  context: CanvasRenderingContext2D,
  scene: Scene,
  label: Label,
  x: number,
  y: number,
): void {
  const { looks, bright, active, graph } = scene;
  const strong = label.concept === active || label.concept === graph.centre;
  context.font = fontOf(looks, strong);
  context.fillStyle = strong || bright.size > 0 ? looks.ink : looks.quiet;
  lettered(context, label, x, y);
}

/** The name of an area: capitals in its colour, as areas are titled in the table. */
function title(
  context: CanvasRenderingContext2D,
  { looks }: Scene,
  label: Label,
  x: number,
  y: number,
): void {
  context.font = titleFont(looks);
  context.fillStyle = looks.ink;
  context.fillStyle = looks.titles[label.area % COLOURS] || looks.ink;
  context.letterSpacing = `${SPACED}px`;
  lettered(context, label, x, y);
  context.letterSpacing = "0px";
}

function lettered(context: CanvasRenderingContext2D, label: Label, x: number, y: number): void {
  const { lines, width, align } = label;
  context.textAlign = align;
  const start = x + { left: -width / 2, center: 0, right: width / 2 }[align];
  lines.forEach((text, n) => {
    const line = y + (n - (lines.length - 1) / 2) * LINE;
    context.strokeText(text, start, line);
    context.fillText(text, start, line);
  });
}

/** The face of names; the one that stands out is bolder, and as wide as measured, give or take. */
export function fontOf(looks: Looks, strong = false): string {
  return `${strong ? 600 : 480} 12px ${looks.font}`;
}

/** The face of areas' names, and the pixels between its letters. */
export const SPACED = 0.8;

export function titleFont(looks: Looks): string {
  return `650 11px ${looks.font}`;
}
