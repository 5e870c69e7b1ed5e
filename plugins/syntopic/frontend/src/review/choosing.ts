// What to be asked about: everything, or one role, area, topic or source.
import { el } from "../map/elements";
import { ahead } from "./ahead";
import type { Filter } from "./queue";
import type { Shell } from "./shell";
import type { Deck } from "./values";

type Kind = "area" | "topic" | "source" | "role";
const KINDS: readonly Kind[] = ["role", "area", "topic", "source"];

/** What can be asked for: everything, or one role, area, topic or source with cards. */
export function choice(shell: Shell, changed: () => void): HTMLElement {
  const filter = chosen(shell);
  const select = el("select", { class: "review-select" });
  select.append(el("option", { value: "" }, shell.label("everything")));
  for (const kind of KINDS) {
    const options = offered(shell, kind).map(([place, name]) =>
      el("option", { value: `${kind} ${place}`, selected: filter[kind] === place }, name),
    );
    if (!options.length) continue;
    const group = el("optgroup", { label: shell.label(`by-${kind}`) }, ...options);
    select.append(group);
  }
  const take = (): void => {
    keepChoice(shell, select.value);
    changed();
  };
  select.addEventListener("change", take, { signal: shell.signal });
  return el("label", { class: "review-choice" }, shell.label("choose"), select);
}

function offered({ deck }: Shell, kind: Kind): [number, string][] {
  const asked = new Set(deck.cards.map((card) => card.topic));
  const areas = new Set([...asked].map((topic) => deck.topics[topic]?.area ?? -1));
  const sources = new Set(deck.cards.map((card) => card.source));
  const named = (names: readonly string[], keep: (place: number) => boolean): [number, string][] =>
    names.flatMap((name, place): [number, string][] => (keep(place) ? [[place, name]] : []));
  switch (kind) {
    case "area":
      return named(deck.areas, (place) => areas.has(place));
    case "topic":
      return named(
        deck.topics.map(({ name }) => name),
        (place) => asked.has(place),
      );
    case "source":
      return named(
        deck.sources.map(({ name }) => name),
        (place) => sources.has(place),
      );
    case "role":
      return named(
        deck.roles.map(({ name }) => name),
        (place) => deck.roles[place]?.topics.some((topic) => asked.has(topic)) ?? false,
      );
  }
}

/** What was chosen last in this tab; without a choice the role whose interview is ahead. */
export function chosen(shell: Shell): Filter {
  const said = keptChoice(shell);
  if (said === null) return ofInterview(shell);
  const [kind, place] = said.split(" ");
  return KINDS.includes(kind as Kind) ? { [kind as Kind]: Number(place) } : {};
}

/** What a filter asks for, by its name; `undefined`: for everything. */
export function nameOf(deck: Deck, { role, area, topic, source }: Filter): string | undefined {
  if (role !== undefined) return deck.roles[role]?.name;
  if (area !== undefined) return deck.areas[area];
  if (topic !== undefined) return deck.topics[topic]?.name;
  return source === undefined ? undefined : deck.sources[source]?.name;
}

function ofInterview(shell: Shell): Filter {
  const role = shell.deck.roles.findIndex(({ name }) => name === ahead(shell)?.role);
  return role < 0 ? {} : { role };
}

function keptChoice(shell: Shell): string | null {
  try {
    return sessionStorage.getItem(choiceName(shell));
  } catch {
    return null;
  }
}

function keepChoice(shell: Shell, value: string): void {
  try {
    sessionStorage.setItem(choiceName(shell), value);
  } catch {
    // Without it, everything is asked for again after a reload.
  }
}

function choiceName(shell: Shell): string {
  return `syntopic-review:${shell.root.pathname}:choice`;
}
