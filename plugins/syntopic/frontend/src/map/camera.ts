// What part of the map is seen: pulled, pinched, zoomed by wheel, button or key.
import { select } from "d3-selection";
import "d3-transition";
import { zoom, type ZoomTransform, zoomIdentity, zoomTransform } from "d3-zoom";
import type { Concept } from "./graph";
import { MARGIN } from "./labels";
import { MOST_SCALE } from "./layout";

export interface Camera {
  at(): ZoomTransform;
  zoomBy(factor: number): void;
  /** Shows all of these; nothing moves when there are none. */
  fit(concepts: Iterable<Concept>, soon?: boolean): void;
  /** Moves as little as is needed for a concept to be seen. */
  reveal(concept: Concept): void;
  end(): void;
}

/** The most pixels that one unit of the map takes. */
export const CLOSEST = 5;

export const BUTTONS = 28; // pixels at the right that the buttons take

export function cameraOn(canvas: HTMLCanvasElement, moved: (byHand: boolean) => void): Camera {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const on = select(canvas);
  const gesture = zoom<HTMLCanvasElement, unknown>()
    .scaleExtent([0.02, CLOSEST])
    .clickDistance(5)
    // The wheel belongs to the page until the map has been clicked or tabbed to.
    .filter((event: WheelEvent & MouseEvent) =>
      event.type === "wheel"
        ? event.ctrlKey || event.metaKey || document.activeElement === canvas
        : !event.ctrlKey && !event.button,
    )
    .on("zoom", (event: { sourceEvent: Event | null }) => moved(event.sourceEvent !== null));
  on.call(gesture).on("dblclick.zoom", null);
  const size = () => [canvas.clientWidth, canvas.clientHeight] as const;
  gesture.extent(() => [[0, 0], [...size()]]);
  const go = (to: ZoomTransform, soon: boolean) => {
    if (soon || still.matches) on.call(gesture.transform, to);
    else on.transition().duration(320).call(gesture.transform, to);
  };
  return {
    at: () => zoomTransform(canvas),
    zoomBy(factor) {
      if (still.matches) on.call(gesture.scaleBy, factor);
      else on.transition().duration(180).call(gesture.scaleBy, factor);
    },
    fit(concepts, soon = false) {
      const [width, height] = size();
      const to = fitting([...concepts], width, height);
      if (to) go(to, soon);
    },
    reveal(concept) {
      const [width, height] = size();
      const now = zoomTransform(canvas);
      const [x, y] = now.apply([concept.x, concept.y]);
      const inside = (at: number, most: number) => Math.min(Math.max(at, MARGIN), most - MARGIN);
      const [dx, dy] = [inside(x, width) - x, inside(y, height) - y];
      if (dx || dy) go(now.translate(dx / now.k, dy / now.k), false);
    },
    end: () => void on.interrupt().on(".zoom", null),
  };
}

/** How much of a place marks may take, across and down: all but room for names and buttons. */
export function roomIn(width: number, height: number): [number, number] {
  const margin = Math.min(MARGIN, width / 5);
  return [Math.max(width - 2 * margin - BUTTONS, 1), Math.max(height - 2 * margin, 1)];
}

function fitting(concepts: Concept[], width: number, height: number): ZoomTransform | undefined {
  if (!concepts.length || !width || !height) return undefined;
  const xs = concepts.map((concept) => concept.x);
  const ys = concepts.map((concept) => concept.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const [across, down] = roomIn(width, height);
  const [wide, high] = [Math.max(right - left, 1), Math.max(bottom - top, 1)];
  const scale = Math.min(across / wide, down / high, MOST_SCALE);
  return zoomIdentity
    .translate((width - BUTTONS) / 2, height / 2)
    .scale(scale)
    .translate(-(left + right) / 2, -(top + bottom) / 2);
}
