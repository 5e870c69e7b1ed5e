// The map of the garden, in a place of a page. Loaded by maps.ts, and only when it is asked for.
import { type Camera, cameraOn, roomIn } from "./map/camera";
import { cardOf, spoken } from "./map/card";
import { areaChips } from "./map/chips";
import { around, type Asked, type Concept, type Graph, graphOf, type MapData, neighbours } from "./map/data";
import { el, filled } from "./map/elements";
import { first, next } from "./map/keys";
import { type Label, placed, type Written } from "./map/labels";
import { layoutOf } from "./map/layout";
import { type Looks, looksOf } from "./map/looks";
import { fontOf, paint } from "./map/paint";
import { listen } from "./map/pointer";
import { searchField } from "./map/search";

/** Milliseconds of each frame in which concepts find their places; the rest is for the reader. */
const PATIENCE = 10;

/** Pixels from which a name is written in two lines. */
const LONG = 110;

/** From so many concepts on, areas bear their names on the map, and some hubs always do. */
const FEW = 80;
const HUBS = 12;

class GardenMap {
  private readonly graph: Graph;
  private readonly centre: Concept | undefined;
  private readonly members: ReadonlySet<Concept>;
  private readonly byWeight: readonly Concept[];
  private readonly labels: Record<string, string>;
  private readonly canvas: HTMLCanvasElement;
  private readonly card = el("div", { class: "map-card", hidden: true });
  private readonly status = el("p", { class: "unseen", role: "status" });
  private readonly context: CanvasRenderingContext2D;
  private readonly camera: Camera;
  private readonly written = new Map<string, Written>();
  private looks: Looks;
  private selected: Concept | undefined;
  private hovered: Concept | undefined;
  private found: Concept[] = [];
  private area = -1;
  private names: Label[] = [];
  private namesFor = "";
  private moved = false;
  private asked = false;
  private told: Concept | undefined;
  private width = 0;
  private height = 0;

  constructor(
    private readonly place: HTMLElement,
    data: MapData,
    private readonly request: Asked,
  ) {
    const all = graphOf(data);
    this.graph = request.concept ? around(all, request.concept) : all;
    this.centre = this.graph.concepts.find((concept) => concept.name === request.concept);
    this.members = new Set(this.graph.concepts);
    const weight = (concept: Concept) => (concept === this.centre ? Infinity : weightOf(concept));
    this.byWeight = [...this.graph.concepts].sort((one, other) => weight(other) - weight(one) || one.index - other.index);
    this.labels = data.labels;
    const local = request.concept !== "";
    this.canvas = el("canvas", {
      tabindex: "0",
      role: "application",
      "aria-label": filled(local ? this.labels.around : this.labels.name, {
        concept: request.concept,
        count: this.graph.concepts.length,
      }),
      "aria-description": this.labels.keys,
    });
    const context = this.canvas.getContext("2d");
    if (!context) throw new Error("this browser draws no canvas");
    this.context = context;
    this.build(local);
    this.looks = looksOf(place);
    this.camera = cameraOn(this.canvas, (byHand) => {
      this.moved ||= byHand;
      this.ask();
    });
    this.watch();
    this.settle();
  }

  /** Puts the canvas and what belongs to it into the page. */
  private build(local: boolean): void {
    const { signal } = this.request;
    const tools = el("div", { class: "map-tools" });
    if (!local) {
      const search = searchField(
        this.graph,
        this.labels.search ?? "",
        (found) => {
          this.found = found;
          this.ask();
        },
        (concept) => {
          this.found = [];
          this.choose(concept);
          this.canvas.focus({ preventScroll: true });
        },
        signal,
      );
      tools.append(search, areaChips(this.graph, this.labels, (area) => this.focusArea(area), signal));
    }
    const buttons: [string, string, () => void][] = [
      ["+", "zoom-in", () => this.camera.zoomBy(1.5)],
      ["−", "zoom-out", () => this.camera.zoomBy(1 / 1.5)],
      ["⤢", "zoom-fit", () => this.fit()],
    ];
    const zooming = el("div", { class: "map-zoom" });
    for (const [sign, label, act] of buttons) {
      const name = this.labels[label];
      const button = el("button", { type: "button", "aria-label": name, title: name }, sign);
      button.addEventListener("click", act, { signal });
      zooming.append(button);
    }
    const frame = el("div", { class: "map-frame" }, this.canvas, zooming);
    const stage = el("div", { class: "map-stage" }, frame, this.card);
    const foot = el("p", { class: "map-foot" }, el("span", {}, this.labels.keys ?? ""));
    if (this.request.whole) foot.append(el("a", { href: this.request.whole }, this.labels.whole ?? ""));
    this.place.classList.add("map-drawn", ...(local ? ["map-local"] : []));
    this.place.replaceChildren(...(local ? [] : [tools]), stage, foot, this.status);
  }

  private watch(): void {
    const { signal } = this.request;
    const sized = new ResizeObserver(() => this.resize());
    sized.observe(this.canvas);
    const recoloured = new MutationObserver(() => {
      this.looks = looksOf(this.place);
      this.ask();
    });
    recoloured.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    signal.addEventListener("abort", () => {
      sized.disconnect();
      recoloured.disconnect();
      this.camera.end();
    });
    void document.fonts.ready.then(() => {
      this.written.clear();
      this.namesFor = "";
      this.ask();
    });
    this.canvas.addEventListener("keydown", (event) => this.key(event), { signal });
    listen(
      this.canvas,
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
    const { clientWidth, clientHeight } = this.canvas;
    const [across, down] = roomIn(clientWidth, clientHeight);
    const layout = layoutOf(this.graph, across / down);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // A small garden is settled before it is first seen.
    let done = layout.settle(this.graph.concepts.length <= 120 ? 400 : PATIENCE);
    const step = () => {
      if (this.request.signal.aborted) return;
      if (!done) done = layout.settle(PATIENCE);
      if (done || !still) {
        this.namesFor = "";
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
    this.place.dataset.settled = "";
    if (this.centre) return;
    const named = decodeURIComponent(location.hash.slice(1)).replace(/^concept-/, "");
    const concept = this.graph.concepts.find((one) => named && slugOf(one) === named);
    if (!concept) return;
    this.choose(concept);
    this.place.scrollIntoView({ block: "start" });
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    [this.width, this.height] = [width, height];
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!this.moved) this.fit(true);
    this.draw();
  }

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
    const active = this.hovered ?? this.selected;
    this.tell(active);
    const bright = this.bright(active);
    const radius = this.radius(scale);
    const key = `${scale} ${active?.index ?? ""} ${this.area} ${this.found.length}:${this.found[0]?.index ?? ""}`;
    if (key !== this.namesFor) {
      const always = new Set([active, this.centre].filter((one) => one !== undefined));
      const order = this.order(active, bright);
      const { concepts } = this.graph;
      const { edges } = this.graph;
      const written = (name: string) => this.writtenAs(name);
      const areas = this.titles(active, scale);
      for (const hub of order.slice(0, concepts.length > FEW ? HUBS : 0)) always.add(hub);
      this.names = placed({ concepts, order, areas, always, edges, scale, radius, written });
      this.namesFor = key;
    }
    const { graph, looks, names: labels, centre, width, height } = this;
    paint(this.context, { graph, looks, labels, x, y, scale, width, height, radius, bright, active, centre });
  }

  /** Areas whose names are shown: in a large garden that is seen from afar. */
  private titles(active: Concept | undefined, scale: number): { area: number; name: string }[] {
    const { areas, concepts } = this.graph;
    if (concepts.length <= FEW || active || this.found.length || this.area >= 0 || scale > 1) return [];
    return areas.map((name, area) => ({ area, name }));
  }

  /** Marks grow with the map, but slower. */
  private radius(scale: number): (concept: Concept) => number {
    const grown = Math.min(Math.max(Math.sqrt(scale), 0.45), 1.8);
    return (concept) => concept.radius * grown * (concept === this.centre ? 1.25 : 1);
  }

  /** Who stands out: a concept with its neighbours, else what was searched for, else an area. */
  private bright(active: Concept | undefined): ReadonlySet<Concept> {
    if (active && active !== this.centre) {
      return new Set([active, ...neighbours(active).filter((one) => this.members.has(one))]);
    }
    if (this.found.length) return new Set(this.found);
    if (this.area < 0) return new Set();
    return new Set(this.graph.concepts.filter((concept) => concept.area === this.area));
  }

  /** Who gets a name, first: who stands out, or all; those with most to do with others first. */
  private order(active: Concept | undefined, bright: ReadonlySet<Concept>): readonly Concept[] {
    if (!bright.size) return this.byWeight;
    const weight = (concept: Concept) => (concept === active ? Infinity : weightOf(concept));
    return [...bright].sort((one, other) => weight(other) - weight(one) || one.index - other.index);
  }

  /** A name in one line or two, measured as bold as it can become. */
  private writtenAs(name: string): Written {
    let written = this.written.get(name);
    if (!written) {
      this.context.font = fontOf(this.looks, true);
      const width = (text: string) => this.context.measureText(text).width;
      const lines = width(name) > LONG ? halves(name) : [name];
      written = { lines, width: Math.max(...lines.map(width)) };
      this.written.set(name, written);
    }
    return written;
  }

  private at(x: number, y: number, reach: number): Concept | undefined {
    const transform = this.camera.at();
    const radius = this.radius(transform.k);
    let best: Concept | undefined;
    let least = Infinity;
    for (const concept of this.graph.concepts) {
      const [cx, cy] = transform.apply([concept.x, concept.y]);
      const distance = Math.hypot(cx - x, cy - y) - radius(concept);
      if (distance < Math.min(reach, least)) [best, least] = [concept, distance];
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
    this.status.textContent = concept ? spoken(concept, this.graph, this.labels) : "";
    this.ask();
  }

  private tell(concept: Concept | undefined): void {
    if (concept === this.told) return;
    this.told = concept;
    this.card.hidden = !concept;
    if (concept) this.card.classList.toggle("map-card-aside", this.below(concept));
    if (concept) this.card.replaceChildren(...cardOf(concept, this.graph, this.labels, (one) => this.address(one)));
  }

  /** Whether a concept lies where the card stands, which then stands aside. */
  private below(concept: Concept): boolean {
    const [x, y] = this.camera.at().apply([concept.x, concept.y]);
    return x < this.width * 0.5 && y > this.height * 0.5;
  }

  private focusArea(area: number): void {
    this.area = area;
    this.moved = area >= 0;
    this.choose(undefined);
    this.fit();
  }

  private fit(soon = false): void {
    const { concepts } = this.graph;
    const shown = this.area < 0 ? concepts : concepts.filter((concept) => concept.area === this.area);
    this.camera.fit(shown, soon);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { selected } = this;
    if (event.key.startsWith("Arrow") || event.key.startsWith("Page")) {
      const start = this.centre ?? first(this.graph);
      const to = selected ? next(this.graph, selected, event.key) : start;
      if (to) this.choose(to);
    } else if (event.key === "Enter" && selected) this.open(selected, false);
    else if (event.key === "Escape" && selected) this.choose(undefined);
    else if (event.key === "+" || event.key === "=") this.camera.zoomBy(1.5);
    else if (event.key === "-") this.camera.zoomBy(1 / 1.5);
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

/** How much a concept has to do with others, and how much there is to read. */
function weightOf({ needs, leadsTo, linked, sources }: Concept): number {
  return 10 * (needs.length + leadsTo.length + linked.length) + sources;
}

/** A name in two lines of much the same length; one without a space stays as it is. */
function halves(name: string): string[] {
  const middle = name.length / 2;
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const at = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  return at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

function slugOf(concept: Concept): string {
  const parts = concept.url.replace(/\/?(index)?(\.html)?$/, "").split("/");
  return decodeURIComponent(parts[parts.length - 1] ?? "");
}

window.syntopicMap = (place, data, asked) => void new GardenMap(place, data, asked);
