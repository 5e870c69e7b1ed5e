// Finding a concept on the map by its name or another of its names.
import type { Concept, Graph } from "./graph";
import { el } from "./elements";

const MOST = 8;

let fields = 0;

/** A field with the concepts that fit what is typed; `chosen` gets the one that is picked. */
export function searchField(
  graph: Graph,
  label: string,
  typed: (found: Concept[]) => void,
  chosen: (concept: Concept) => void,
  signal: AbortSignal,
): HTMLElement {
  const id = `map-found-${++fields}`;
  const list = el("ul", { id, role: "listbox", "aria-label": label, hidden: true });
  const input = el("input", {
    type: "search",
    role: "combobox",
    placeholder: label,
    "aria-label": label,
    "aria-controls": id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  let found: Concept[] = [];
  let at = -1;
  const show = (concepts: Concept[], place = -1) => {
    [found, at] = [concepts.slice(0, MOST), place];
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    list.replaceChildren(
      ...found.map((concept, n) =>
        el("li", { role: "option", id: `${id}-${n}`, "aria-selected": String(n === at) }, concept.name),
      ),
    );
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const pick = (concept: Concept | undefined) => {
    if (!concept) return;
    input.value = concept.name;
    show([]);
    chosen(concept);
  };
  input.addEventListener(
    "input",
    () => {
      const all = matching(graph, input.value);
      show(all);
      typed(all);
    },
    { signal },
  );
  input.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter") pick(found[Math.max(at, 0)]);
      else if (event.key === "Escape" && !list.hidden) show([]);
      else if (event.key === "ArrowDown" && found.length) show(found, (at + 1) % found.length);
      else if (event.key === "ArrowUp" && found.length) show(found, (at <= 0 ? found.length : at) - 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  // Before the field loses its focus, which would close the list.
  list.addEventListener(
    "pointerdown",
    (event) => {
      event.preventDefault();
      const item = (event.target as Element).closest("li");
      if (item) pick(found[[...list.children].indexOf(item)]);
    },
    { signal },
  );
  input.addEventListener("blur", () => show([]), { signal });
  return el("div", { class: "map-search" }, input, list);
}

/** Concepts whose name or other name has what is typed: those that begin with it first. */
export function matching(graph: Graph, typed: string): Concept[] {
  const wanted = folded(typed.trim());
  if (!wanted) return [];
  const ranked: [number, Concept][] = [];
  for (const concept of graph.concepts) {
    // Another name counts a little less than the name itself.
    const other = concept.aliases.map((name) => rankOf(folded(name), wanted) + 1);
    const rank = Math.min(rankOf(folded(concept.name), wanted), ...other);
    if (rank < 9) ranked.push([rank, concept]);
  }
  return ranked.sort(([one], [other]) => one - other).map(([, concept]) => concept);
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 2;
  if (name.includes(` ${wanted}`)) return 4;
  return name.includes(wanted) ? 6 : 9;
}

function folded(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
