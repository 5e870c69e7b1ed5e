// The map by mouse and finger: what lies below the pointer, and what a click means.
import type { Concept } from "./graph";

export interface Pointing {
  /** The concept at a place of the canvas, if one is near enough for a finger or a mouse. */
  at(x: number, y: number, reach: number): Concept | undefined;
  hovered(concept: Concept | undefined): void;
  /** Looked at: by a finger. */
  tapped(concept: Concept | undefined): void;
  /** Opened: by a mouse; `aside` asks for a tab of its own. */
  opened(concept: Concept, aside: boolean): void;
}

const MOUSE = 6;
const FINGER = 22;

export function listen(canvas: HTMLCanvasElement, pointing: Pointing, signal: AbortSignal): void {
  let touch = false;
  const under = (event: MouseEvent, reach: number) => {
    const box = canvas.getBoundingClientRect();
    return pointing.at(event.clientX - box.left, event.clientY - box.top, reach);
  };
  canvas.addEventListener("pointerdown", (event) => (touch = event.pointerType === "touch"), { signal });
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType === "touch" || event.buttons) return;
      const concept = under(event, MOUSE);
      canvas.style.cursor = concept ? "pointer" : "";
      pointing.hovered(concept);
    },
    { signal },
  );
  canvas.addEventListener("pointerleave", () => pointing.hovered(undefined), { signal });
  canvas.addEventListener(
    "click",
    (event) => {
      canvas.focus({ preventScroll: true });
      const concept = under(event, touch ? FINGER : MOUSE);
      if (concept && !touch) pointing.opened(concept, event.ctrlKey || event.metaKey);
      else pointing.tapped(concept);
    },
    { signal },
  );
}
