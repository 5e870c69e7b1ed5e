// What to be asked about: everything, or one role, area, topic or source.
import { el } from "../map/elements";
import { ahead } from "./ahead";
import type { Filter } from "./queue";
import type { Shell } from "./shell";
import { inTab, setInTab } from "./tab";
import type { Deck } from "./values";

type Kind = "area" | "topic" | "source" | "role";
const KINDS: readonly Kind[] = ["role", "area", "topic", "source"];

/** One of them that has cards, by its place in the deck. */
interface Offer {
  readonly kind: Kind;
  readonly place: number;
  /** What it is remembered by: unlike its place it stays when the garden grows. */
  readonly value: string;
  readonly name: string;
}

const CHOICE = "choice";

/** What can be asked for: everything, or one role, area, topic or source with cards. */
export function choice(shell: Shell, changed: () => void): HTMLElement {
  const filter = chosen(shell);
  const all = offers(shell.deck);
  const select = el("select", { class: "review-select" });
  select.append(el("option", { value: "" }, shell.label("everything")));
  for (const kind of KINDS) {
    const options = all
      .filter((offer) => offer.kind === kind)
      .map(({ value, place, name }) => el("option", { value, selected: filter[kind] === place }, name));
    if (!options.length) continue;
    const group = el("optgroup", { label: shell.label(`by-${kind}`) }, ...options);
    select.append(group);
  }
  const take = (): void => {
    setInTab(shell, CHOICE, select.value);
    changed();
  };
  select.addEventListener("change", take, { signal: shell.signal });
  return el("label", { class: "review-choice" }, shell.label("choose"), select);
}

function offers(deck: Deck): Offer[] {
  const topics = new Set(deck.cards.map(({ topic }) => topic));
  const areas = new Set([...topics].map((topic) => deck.topics[topic]?.area));
  const sources = new Set(deck.cards.map(({ source }) => source));
  const offer = (kind: Kind, place: number, name: string, key = name): Offer => {
    return { kind, place, name, value: `${kind} ${key}` };
  };
  return [
    ...deck.roles.flatMap(({ name, topics: own }, place) =>
      own.some((topic) => topics.has(topic)) ? [offer("role", place, name)] : [],
    ),
    ...deck.areas.flatMap((name, place) => (areas.has(place) ? [offer("area", place, name)] : [])),
    ...deck.topics.flatMap(({ name, url }, place) =>
      topics.has(place) ? [offer("topic", place, name, url)] : [],
    ),
    ...deck.sources.flatMap(({ name, key }, place) =>
      sources.has(place) ? [offer("source", place, name, key)] : [],
    ),
  ];
}

/**
 * What was chosen last in this tab, everything once that is gone; without a choice the role whose
 * interview is ahead.
 */
export function chosen(shell: Shell): Filter {
  const said = inTab(shell, CHOICE);
  if (said === null) return ofInterview(shell);
  const found = offers(shell.deck).find(({ value }) => value === said);
  return found ? { [found.kind]: found.place } : {};
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
