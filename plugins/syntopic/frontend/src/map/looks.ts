// How concepts look: the colour and the mark of each area, in the colours of the page.

/** Colours that the style sheet has for areas; the ninth area begins anew, with another mark. */
export const COLOURS = 8;

export type Mark = "disc" | "square" | "diamond" | "triangle";

const MARKS: Mark[] = ["disc", "square", "diamond", "triangle"];

export interface Looks {
  areas: string[];
  /** The same, with enough ink in them to be read as text. */
  titles: string[];
  paper: string;
  ink: string;
  quiet: string;
  rule: string;
  accent: string;
  font: string;
}

export function markOf(area: number): Mark {
  return MARKS[Math.floor(area / COLOURS) % MARKS.length] ?? "disc";
}

/** The colours that hold on the page now; they change with its scheme. */
export function looksOf(place: HTMLElement): Looks {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const areas = Array.from({ length: COLOURS }, (_, n) => colour(`--area-${n + 1}`));
  return {
    areas,
    titles: areas.map((area) => `color-mix(in oklab, ${area} 50%, ${colour("--ink")})`),
    paper: colour("--paper"),
    ink: colour("--ink"),
    quiet: colour("--ink-2"),
    rule: colour("--ink-3"),
    accent: colour("--accent"),
    font: style.fontFamily,
  };
}

/** Adds a mark of a radius to a path; all marks of one radius cover the same area. */
export function trace(
  path: Path2D | CanvasRenderingContext2D,
  mark: Mark,
  x: number,
  y: number,
  r: number,
): void {
  if (mark === "disc") {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const corners = { square: 4, diamond: 4, triangle: 3 }[mark];
  const turn = mark === "square" ? Math.PI / 4 : -Math.PI / 2;
  const reach = r * Math.sqrt((2 * Math.PI) / (corners * Math.sin((2 * Math.PI) / corners)));
  for (let corner = 0; corner < corners; corner++) {
    const angle = turn + (corner * 2 * Math.PI) / corners;
    const [left, top] = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
    if (corner) path.lineTo(left, top);
    else path.moveTo(left, top);
  }
  path.closePath();
}
