// The map of the garden, in a place of a page. Loaded by maps.ts, and only when it is asked for.
import { fragment } from "./fragments";
import { type Attention, brightOf } from "./map/attention";
import { type Camera, cameraOn, roomIn } from "./map/camera";
import { cardOf, spoken } from "./map/card";
import { around, type Asked, type Concept, type Graph, graphOf, type Garden } from "./map/graph";
import { el } from "./map/elements";
import { type Frame, framed } from "./map/frame";
import { first, next } from "./map/keys";
import { layoutOf } from "./map/layout";
import { type Looks, looksOf } from "./map/looks";
import { type Names, namesOf } from "./map/names";
import { paint } from "./map/paint";
import { listen } from "./map/pointer";

/** Milliseconds of each frame in which concepts find their places; the rest is for the reader. */
const PATIENCE = 10;

/** So many concepts are in their places before they are first seen, within this time. */
const SOON = 300;
const AT_ONCE = 400;

const STEP = 1.5; // how much closer a key or a button goes

class GardenMap {
  private readonly graph: Graph;
  private readonly labels: Record<string, string>;
  private readonly frame: Frame;
  private readonly context: CanvasRenderingContext2D;
  private readonly camera: Camera;
  private readonly names: Names;
  private looks: Looks;
  private selected: Concept | undefined;
  private hovered: Concept | undefined;
  private found: readonly Concept[] = [];
  private area = -1;
  private told: Concept | undefined;
  private moved = false; // by hand: then the map stays where it was put
  private moving = true; // by itself, until all have their places
  private asked = false; // to be drawn in the next frame
  private size: [number, number] = [0, 0];

  constructor(
    private readonly place: HTMLElement,
    garden: Garden,
    private readonly request: Asked,
  ) {
    const all = graphOf(garden);
    this.graph = request.concept ? around(all, request.concept) : all;
    this.labels = garden.labels;
    this.frame = framed(place, this.graph, this.labels, request, {
      zoomBy: (factor) => this.camera.zoomBy(factor),
      fit: () => this.fit(),
      found: (concepts) => this.search(concepts),
      chosen: (concept) => this.arrive(concept),
      area: (area) => this.focusArea(area),
    });
    const context = this.frame.canvas.getContext("2d");
    if (!context) throw new Error("this browser draws no canvas");
    this.context = context;
    this.looks = looksOf(place);
    this.names = namesOf(this.graph, context, () => this.looks);
    this.camera = cameraOn(this.frame.canvas, (byHand) => {
      this.moved ||= byHand;
      this.ask();
    });
    this.watch();
    this.settle();
  }

  private watch(): void {
    const { signal } = this.request;
    const { canvas } = this.frame;
    const sized = new ResizeObserver(() => this.resize());
    sized.observe(canvas);
    const recoloured = new MutationObserver(() => {
      this.looks = looksOf(this.place);
      this.ask();
    });
    recoloured.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    signal.addEventListener("abort", () => {
      sized.disconnect();
      recoloured.disconnect();
      this.camera.end();
    });
    void document.fonts.ready.then(() => {
      this.names.forget(true);
      this.ask();
    });
    canvas.addEventListener("keydown", (event) => this.key(event), { signal });
    listen(
      canvas,
      {
        at: (x, y, reach) => this.at(x, y, reach),
        hovered: (concept) => this.look(concept),
        tapped: (concept) => this.choose(concept, false),
        opened: (concept, aside) => this.open(concept, aside),
      },
      signal,
    );
  }

  /** Lets concepts find their places, a little in each frame, and shows how they do. */
  private settle(): void {
    const { clientWidth, clientHeight } = this.frame.canvas;
    const layout = layoutOf(this.graph, roomIn(clientWidth, clientHeight));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let done = layout.settle(this.graph.concepts.length <= SOON ? AT_ONCE : PATIENCE);
    const step = () => {
      if (this.request.signal.aborted) return;
      if (!done) done = layout.settle(PATIENCE);
      if (done || !still) {
        this.names.forget();
        if (!this.moved) this.fit(true);
        this.ask();
      }
      if (done) this.begin();
      else requestAnimationFrame(step);
    };
    this.resize();
    step();
  }

  /** Looks at the concept that the address names, once all have their places. */
  private begin(): void {
    this.moving = false;
    this.place.dataset.settled = "";
    if (this.graph.centre) return;
    const named = fragment(location.hash).replace(/^concept-/, "");
    const concept = this.graph.concepts.find((one) => named && slugOf(one) === named);
    if (!concept) return;
    this.choose(concept);
    this.place.scrollIntoView({ block: "start" });
  }

  private resize(): void {
    const { canvas } = this.frame;
    const [width, height] = (this.size = [canvas.clientWidth, canvas.clientHeight]);
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!this.moved) this.fit(true);
    this.draw();
  }

  /** Draws in the next frame, once however often it is asked for. */
  private ask(): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      if (!this.request.signal.aborted) this.draw();
    });
  }

  private draw(): void {
    const { x, y, k: scale } = this.camera.at();
    const { graph, looks, found, area } = this;
    const active = this.hovered ?? this.selected;
    const attention: Attention = { active, found, area };
    const bright = brightOf(graph, attention);
    const radius = this.radius(scale);
    const { size, moving } = this;
    const [width, height] = size;
    const labels = this.names.at({ scale, size, attention, bright, moving, radius });
    this.tell(active);
    paint(this.context, { graph, looks, labels, x, y, scale, width, height, radius, bright, active });
  }

  /** Marks grow with the map, but slower. */
  private radius(scale: number): (concept: Concept) => number {
    const grown = Math.min(Math.max(Math.sqrt(scale), 0.45), 1.8);
    return (concept) => concept.radius * grown * (concept === this.graph.centre ? 1.25 : 1);
  }

  private at(x: number, y: number, reach: number): Concept | undefined {
    const view = this.camera.at();
    const radius = this.radius(view.k);
    let best: Concept | undefined;
    let least = reach;
    for (const concept of this.graph.concepts) {
      const [cx, cy] = view.apply([concept.x, concept.y]);
      const distance = Math.hypot(cx - x, cy - y) - radius(concept);
      if (distance < least) [best, least] = [concept, distance];
    }
    return best;
  }

  private look(concept: Concept | undefined): void {
    if (concept === this.hovered) return;
    this.hovered = concept;
    this.ask();
  }

  private choose(concept: Concept | undefined, moves = true): void {
    this.selected = concept;
    if (concept && moves) this.camera.reveal(concept);
    this.frame.status.textContent = concept ? spoken(concept, this.graph, this.labels) : "";
    this.ask();
  }

  private search(concepts: readonly Concept[]): void {
    this.found = concepts;
    this.ask();
  }

  private arrive(concept: Concept): void {
    this.found = [];
    this.choose(concept);
    this.frame.canvas.focus({ preventScroll: true });
  }

  /** Shows the card of a concept, aside where it would hide the concept itself. */
  private tell(concept: Concept | undefined): void {
    if (concept === this.told) return;
    this.told = concept;
    const { card } = this.frame;
    card.hidden = !concept;
    if (!concept) return;
    const [x, y] = this.camera.at().apply([concept.x, concept.y]);
    const [width, height] = this.size;
    card.classList.toggle("map-card-aside", x < width / 2 && y > height / 2);
    card.replaceChildren(...cardOf(concept, this.graph, this.labels, (one) => this.address(one)));
  }

  private focusArea(area: number): void {
    this.area = area;
    this.moved = area >= 0;
    this.choose(undefined);
    this.fit();
  }

  private fit(soon = false): void {
    const { concepts } = this.graph;
    const shown = this.area < 0 ? concepts : concepts.filter(({ area }) => area === this.area);
    this.camera.fit(shown, soon);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { selected } = this;
    if (event.key.startsWith("Arrow") || event.key.startsWith("Page")) {
      const start = this.graph.centre ?? first(this.graph);
      const to = selected ? next(this.graph, selected, event.key) : start;
      if (to) this.choose(to);
    } else if (event.key === "Enter" && selected) this.open(selected, false);
    else if (event.key === "Escape" && selected) this.choose(undefined);
    else if (event.key === "+" || event.key === "=") this.camera.zoomBy(STEP);
    else if (event.key === "-") this.camera.zoomBy(1 / STEP);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the theme has keys of its own
  }

  private address(concept: Concept): string {
    return new URL(concept.url, this.request.root).href;
  }

  /** Follows a link, so that the theme's own way to change pages is taken. */
  private open(concept: Concept, aside: boolean): void {
    const link = el("a", { href: this.address(concept), ...(aside ? { target: "_blank" } : {}) });
    this.place.append(link);
    link.click();
    link.remove();
  }
}

/** The last part of a concept's address, by which its row in the table is named. */
function slugOf(concept: Concept): string {
  const parts = concept.url.replace(/\/?(index)?(\.html)?$/, "").split("/");
  return decodeURIComponent(parts[parts.length - 1] ?? "");
}

window.syntopicMap = (place, garden, asked) => void new GardenMap(place, garden, asked);
