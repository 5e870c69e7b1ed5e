// What to read in the time that is left: the chosen topics and what they build on.
import { allNeeds } from "./plan";
import type { Deck } from "./values";

/** Topics of which more is recalled than this need no reading. */
const KNOWN = 0.9;

export interface Reading {
  /** Topics by their places, each after what it builds on, else the weakest first. */
  readonly read: readonly number[];
  readonly minutes: number;
  /** What would be worth reading too, and has no room, the weakest first. */
  readonly left: readonly number[];
  /** What is known well enough to be left out, in learning order. */
  readonly known: readonly number[];
}

/** How much of a topic is recalled, from 0 to 1; of one without cards nothing is known: 0. */
export type Strength = (topic: number) => number;

/** A list that fits into some minutes; `chosen` are places of topics. */
export function readingList(
  deck: Deck,
  chosen: readonly number[],
  strength: Strength,
  minutes: number,
): Reading {
  const all = new Set(chosen);
  for (const topic of chosen) for (const need of allNeeds(deck, topic)) all.add(need);
  const known = [...all].filter((topic) => strength(topic) >= KNOWN).sort((a, b) => a - b);
  const worth = [...all].filter((topic) => strength(topic) < KNOWN);
  const weakestFirst = worth.sort((a, b) => strength(a) - strength(b) || a - b);
  const read = new Set<number>();
  let left = minutes;
  for (const topic of weakestFirst) {
    // What it builds on and is weak too is read with it or not at all, or it would not be understood.
    const before = [...allNeeds(deck, topic)].filter((need) => strength(need) < KNOWN);
    const wanted = [topic, ...before].filter((one) => !read.has(one));
    const takes = timeOf(deck, wanted);
    if (takes > left) continue;
    left -= takes;
    for (const one of wanted) read.add(one);
  }
  return {
    read: inOrder(deck, [...read], strength),
    minutes: minutes - left,
    left: weakestFirst.filter((topic) => !read.has(topic)),
    known,
  };
}

/** The weakest topic first, right after those of the others that it builds on; and so on. */
export function inOrder(deck: Deck, topics: readonly number[], strength: Strength): number[] {
  const weakestFirst = [...topics].sort((a, b) => strength(a) - strength(b) || a - b);
  const order = new Set<number>();
  const begun = new Set<number>(); // also ends in a circle, where each builds on each
  const take = (topic: number): void => {
    if (begun.has(topic)) return;
    begun.add(topic);
    const needs = allNeeds(deck, topic);
    for (const other of weakestFirst) if (needs.has(other)) take(other);
    order.add(topic);
  };
  weakestFirst.forEach(take);
  return [...order];
}

/** Minutes that reading some topics takes; no page takes none. */
export function timeOf(deck: Deck, topics: readonly number[]): number {
  return topics.reduce((sum, topic) => sum + Math.max(1, deck.topics[topic]?.minutes ?? 0), 0);
}
