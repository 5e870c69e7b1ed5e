// Small charts of counts, drawn as pictures, with the same told in a table.
import { el } from "../map/elements";
import { folded, table } from "./panels-elements";

const SVG = "http://www.w3.org/2000/svg";

/** Of a hundred, how high the highest bar is, and how much of its place a bar fills. */
const HEIGHT = 100;
const WIDTH = 10;
const FILLED = 7;

export interface Bars {
  readonly title: string;
  /** What the chart says, in a sentence. */
  readonly said: string;
  readonly bars: readonly { readonly name: string; readonly count: number }[];
  /** Names of the table's two columns, and of what opens it. */
  readonly columns: readonly [string, string];
  readonly opens: string;
}

/** A bar for each count, with the first and the last name below. */
export function barChart({ title, said, bars, columns, opens }: Bars): HTMLElement {
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH * bars.length} ${HEIGHT}`,
    preserveAspectRatio: "none", // as wide as its place; the words around it stay as they are
    role: "img",
    "aria-label": `${title}: ${said}`,
  });
  drawing.append(
    ...bars.map(({ count }, n) => {
      const height = count ? Math.max(3, (HEIGHT * count) / highest) : 0;
      const x = n * WIDTH + (WIDTH - FILLED) / 2;
      return svg("rect", { x, y: HEIGHT - height, width: FILLED, height });
    }),
  );
  const ends = [bars[0]?.name ?? "", bars.at(-1)?.name ?? ""].map((name) => el("span", {}, name));
  const rows = bars.map(({ name, count }) => [name, String(count)]);
  return el(
    "figure",
    { class: "ready-chart" },
    el("h3", {}, title),
    el("p", {}, said),
    drawing,
    el("p", { class: "ready-ends", "aria-hidden": "true" }, ...ends),
    folded(opens, table(title, columns, rows)),
  );
}

/** A line as long as a share, for a cell of a table that says the share in words, too. */
export function shareBar(share: number): SVGElement {
  const line = svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "ready-share" });
  line.setAttribute("aria-hidden", "true");
  line.append(svg("rect", { x: 0, y: 0, width: 100, height: 10, class: "ready-track" }));
  line.append(svg("rect", { x: 0, y: 0, width: 100 * share, height: 10 }));
  return line;
}

function svg(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
