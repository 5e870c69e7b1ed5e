// The names on the map: measured once, and placed anew only when something about them changes.
import { type Attention, ordered } from "./attention";
import type { Concept, Graph } from "./graph";
import { type Label, placed, type Written } from "./labels";
import type { Looks } from "./looks";
import { fontOf } from "./paint";

/** Pixels from which a name is written in two lines. */
const LONG = 110;

/** From so many concepts on, areas bear their names on the map, and some hubs always do. */
const FEW = 80;
const HUBS = 12;

/** What decides where names stand. */
export interface View {
  scale: number;
  attention: Attention;
  bright: ReadonlySet<Concept>;
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
  const measured = new Map<string, Written>();
  let [labels, key]: [Label[], string] = [[], ""];
  const written = (name: string): Written => {
    const known = measured.get(name);
    if (known) return known;
    context.font = fontOf(looks(), true); // as bold as it can become
    const width = (text: string) => context.measureText(text).width;
    const lines = width(name) > LONG ? halves(name) : [name];
    const made = { lines, width: Math.max(...lines.map(width)) };
    measured.set(name, made);
    return made;
  };
  return {
    at({ scale, attention, bright, radius }) {
      const { active, area } = attention;
      const now = [scale, active?.index, area, bright.size, [...bright][0]?.index].join(" ");
      if (now === key) return labels;
      const { concepts, edges, centre } = graph;
      const order = bright.size ? ordered(bright, active) : all;
      const hubs = concepts.length > FEW ? order.slice(0, HUBS) : [];
      const always = new Set([active, centre, ...hubs].filter((one) => one !== undefined));
      const far = concepts.length > FEW && !bright.size && scale <= 1;
      const areas = far ? graph.areas.map((name, place) => ({ area: place, name })) : [];
      labels = placed({ concepts, order, areas, always, edges, scale, radius, written });
      key = now;
      return labels;
    },
    forget(widths = false) {
      key = "";
      if (widths) measured.clear();
    },
  };
}

/** A name in two lines of much the same length; one without a space stays as it is. */
function halves(name: string): string[] {
  const middle = name.length / 2;
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const at = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  return at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];
}
