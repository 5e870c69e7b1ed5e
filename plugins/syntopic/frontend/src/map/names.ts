// The names on the map: measured once, and placed anew only when something about them changes.
import { type Attention, ordered } from "./attention";
import { BUTTONS } from "./camera";
import type { Concept, Graph } from "./graph";
import {
  ANY,
  type Box,
  extent,
  FREE,
  type Label,
  MARGIN,
  placed,
  SEEN,
  type Title,
  type Written,
} from "./labels";
import { shortened, whole } from "./lines";
import type { Looks } from "./looks";
import { fontOf, SPACED, titleFont } from "./paint";

/** From so many concepts on, areas bear their names on the map, and some hubs always do. */
const FEW = 80;
const HUBS = 12;

/** Pixels per unit of the map from which every mark has its name, if it must over other marks. */
const NEAR = 2.5;

/** What decides where names stand. */
export interface View {
  scale: number;
  /** Of the canvas, in pixels. */
  size: readonly [number, number];
  attention: Attention;
  bright: ReadonlySet<Concept>;
  /** Whether concepts still find their places: then only those that are looked at are named. */
  moving: boolean;
  radius(concept: Concept): number;
}

export interface Names {
  /** The names for a view, at the scale of the view. */
  at(view: View): Label[];
  /** Forgets all places, as concepts have moved; `widths` too when another font has come. */
  forget(widths?: boolean): void;
}

export function namesOf(graph: Graph, context: CanvasRenderingContext2D, looks: () => Looks): Names {
  const all = ordered(graph.concepts, graph.centre);
  const centred = all.filter((concept) => concept === graph.centre);
  const several = new Set(graph.concepts.map(({ area }) => area)).size > 1;
  const measure = measuring(context, looks);
  let [labels, key]: [Label[], string] = [[], ""];
  return {
    at(view) {
      const { scale, size, attention, bright, moving, radius } = view;
      const { active, area } = attention;
      const marked = [...bright].map(({ index }) => index);
      const now = [scale, size, active?.index, area, moving, marked].join(" ");
      if (now === key) return labels;
      const { concepts, edges, centre } = graph;
      const many = concepts.length > FEW;
      const order = bright.size ? ordered(bright, active) : moving ? centred : all;
      const hubs = new Set(many ? order.slice(0, HUBS) : []);
      const most = (concept: Concept) => {
        if (concept === active || concept === centre || scale >= NEAR) return ANY;
        return hubs.has(concept) ? SEEN : FREE;
      };
      const titled = many && several && !bright.size && !moving && scale <= 1;
      const areas = titled ? graph.areas.map((name, at) => measure.title(name, at)) : [];
      const within = seen(concepts, scale, size);
      const written = ({ name }: Concept) => measure.name(name, active?.name === name);
      const taken = [buttons(within)];
      const setting = { concepts, order, areas, edges, scale, within, taken };
      labels = placed({ ...setting, most, radius, written });
      key = now;
      return labels;
    },
    forget(widths = false) {
      key = "";
      if (widths) measure.forget();
    },
  };
}

/** Where names may stand: all that is seen when the whole map is, and around all marks. */
function seen(concepts: readonly Concept[], scale: number, size: readonly [number, number]): Box {
  const [width, height] = size;
  const { left, top, right, bottom } = extent(concepts, scale);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const down = height / 2;
  return {
    left: Math.min(left - MARGIN, x - (width - BUTTONS) / 2),
    right: Math.max(right + MARGIN, x + (width + BUTTONS) / 2),
    top: Math.min(top - MARGIN, y - down),
    bottom: Math.max(bottom + MARGIN, y + down),
  };
}

/** Where the buttons are when the whole map is seen. */
function buttons({ right, top }: Box): Box {
  return { left: right - 46, top, right, bottom: top + 116 };
}

/** Writes names in lines and measures them, each once. */
function measuring(context: CanvasRenderingContext2D, looks: () => Looks) {
  const known = new Map<string, Written>();
  const once = (key: string, made: () => Written) => {
    const found = known.get(key) ?? made();
    known.set(key, found);
    return found;
  };
  const width = (text: string) => context.measureText(text).width;
  const wide = (lines: string[]) => ({ lines, width: Math.max(0, ...lines.map(width)) });
  return {
    name: (name: string, all: boolean) =>
      once(`${all ? "all" : "short"} ${name}`, () => {
        context.font = fontOf(looks(), true); // as bold as it can become
        return wide(all ? whole(name, width) : shortened(name, width));
      }),
    title: (name: string, area: number): Title => {
      const made = once(`title ${name}`, () => {
        context.font = titleFont(looks());
        const { lang } = document.documentElement;
        const lines = shortened(name.toLocaleUpperCase(lang || undefined), width);
        return { lines, width: Math.max(...lines.map((line) => width(line) + SPACED * line.length)) };
      });
      return { area, ...made };
    },
    forget: () => known.clear(),
  };
}
