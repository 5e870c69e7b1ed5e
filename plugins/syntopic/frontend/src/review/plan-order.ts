// The order in which a plan brings what is new: topics side by side, each about after its needs.
import type { Card, Deck } from "./values";

/** So many topics come at the same time: each has its turn before the first comes again. */
const SIDE_BY_SIDE = 4;

/** Cards in the order in which they are to be seen first; those of one topic keep theirs. */
export function newOrder(deck: Deck, cards: readonly Card[]): Card[] {
  const left = new Map<number, Card[]>();
  for (const card of cards) left.set(card.topic, [...(left.get(card.topic) ?? []), card]);
  const waiting = sideBySide(deck, [...left.keys()]);
  let open = waiting.splice(0, SIDE_BY_SIDE);
  const order: Card[] = [];
  while (open.length) {
    order.push(...open.flatMap((topic) => left.get(topic)?.shift() ?? []));
    const more = open.filter((topic) => left.get(topic)?.length);
    open = [...more, ...waiting.splice(0, SIDE_BY_SIDE - more.length)];
  }
  return order;
}

/** Topics by how much they build on, and of equals one of each area in turn. */
function sideBySide(deck: Deck, topics: readonly number[]): number[] {
  const depth = depths(deck);
  const counts = new Map<string, number>();
  const ranked = [...topics]
    .sort((a, b) => a - b)
    .map((topic) => {
      const place = `${depth(topic)} ${deck.topics[topic]?.area}`;
      const turn = counts.get(place) ?? 0;
      counts.set(place, turn + 1);
      return { topic, depth: depth(topic), turn };
    });
  ranked.sort((a, b) => a.depth - b.depth || a.turn - b.turn || a.topic - b.topic);
  return ranked.map(({ topic }) => topic);
}

/** How many steps a topic stands above those that build on nothing; a circle counts once. */
function depths(deck: Deck): (topic: number) => number {
  const known = new Map<number, number>();
  const depth = (topic: number): number => {
    const found = known.get(topic);
    if (found !== undefined) return found;
    known.set(topic, 0);
    const needs = deck.topics[topic]?.needs ?? [];
    const steps = Math.max(-1, ...needs.map(depth)) + 1;
    known.set(topic, steps);
    return steps;
  };
  return depth;
}
