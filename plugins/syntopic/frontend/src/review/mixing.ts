// The order within a sitting: topics mixed, for telling things apart is learnt side by side.
import { apart } from "./queue";
import type { Card, Deck } from "./values";

/** Every so many cards, what is easily taken for the one before comes right after it. */
const ALIKE = 3;

/**
 * Cards so mixed that no two of one topic follow each other where that can be avoided.
 *
 * Those that come first are asked early. Of what is one card in the note, only the first is kept,
 * for the others wait for another sitting.
 */
export function mixed(cards: readonly Card[], deck: Deck): Card[] {
  const left = byTopic(apart(cards));
  const order: Card[] = [];
  while (left.size) {
    const before = order.at(-1)?.topic;
    const topic = chosen(left, before, deck, order.length % ALIKE === 0);
    const own = left.get(topic) as Card[];
    order.push(own.shift() as Card);
    left.delete(topic);
    if (own.length) left.set(topic, own); // to the end: the others have their turn first
  }
  return order;
}

function byTopic(cards: readonly Card[]): Map<number, Card[]> {
  const topics = new Map<number, Card[]>();
  for (const card of cards) {
    const own = topics.get(card.topic);
    if (own) own.push(card);
    else topics.set(card.topic, [card]);
  }
  return topics;
}

function chosen(
  left: ReadonlyMap<number, readonly Card[]>,
  before: number | undefined,
  deck: Deck,
  alike: boolean,
): number {
  const others = [...left.keys()].filter((topic) => topic !== before);
  const total = [...left.values()].reduce((sum, own) => sum + own.length, 0);
  // One topic with half of all cards has to come every other time, or its last ones end in a row.
  const crowd = others.find((topic) => 2 * (left.get(topic)?.length ?? 0) > total);
  if (crowd !== undefined) return crowd;
  const near = before === undefined ? [] : (deck.topics[before]?.near ?? []);
  const twin = alike ? near.find((topic) => others.includes(topic)) : undefined;
  return twin ?? others[0] ?? (before as number);
}
