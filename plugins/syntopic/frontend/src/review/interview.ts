// An interview with oneself: which questions it asks, and what it says to read again.
import { mixed } from "./mixing";
import { apart } from "./queue";
import { inOrder } from "./reading";
import { cardsOf, mean } from "./readiness";
import type { Card, Deck, Rating, State } from "./values";

export interface Answered {
  readonly card: Card;
  readonly rating: Rating;
  /** Whether its time was over before the answer was looked at. */
  readonly late: boolean;
}

export interface Reread {
  readonly topic: number;
  /** What was missed or hard of it, in the order in which it was asked. */
  readonly cards: readonly Card[];
}

export interface Summary {
  readonly asked: number;
  /** Rated Good or Easy. */
  readonly well: number;
  readonly late: number;
  /** Topics to read again: each after what it builds on, else the weakest first. */
  readonly reread: readonly Reread[];
  readonly misses: readonly Card[];
}

/**
 * So many questions of some topics, as many topics as there can be, in a mixed order.
 *
 * Sentences with gaps are asked only where a topic has no questions left, and of what is one card
 * in the note only one. `random` gives numbers from 0 up to 1.
 */
export function questions(
  deck: Deck,
  state: State,
  topics: readonly number[],
  count: number,
  random: () => number,
): Card[] {
  const waiting = shuffled([...cardsOf(deck, state, topics).values()], random)
    .map((cards) => shuffled(cards, random).sort((a, b) => Number(a.gap >= 0) - Number(b.gap >= 0)))
    .map(apart);
  const drawn: Card[] = [];
  for (let round = 0; waiting.some((cards) => cards[round]); round++)
    drawn.push(...waiting.flatMap((cards) => cards[round] ?? []));
  return mixed(drawn.slice(0, count), deck);
}

/** What an interview came to. */
export function summaryOf(deck: Deck, answers: readonly Answered[]): Summary {
  const marks = new Map<number, number[]>();
  const misses = new Map<number, Card[]>();
  for (const { card, rating } of answers) {
    marks.set(card.topic, [...(marks.get(card.topic) ?? []), Math.min(rating, 3)]);
    if (rating < 3) misses.set(card.topic, [...(misses.get(card.topic) ?? []), card]);
  }
  const strength = (topic: number): number => mean(marks.get(topic) ?? []);
  return {
    asked: answers.length,
    well: answers.filter(({ rating }) => rating > 2).length,
    late: answers.filter(({ late }) => late).length,
    reread: inOrder(deck, [...misses.keys()], strength).map((topic) => ({
      topic,
      cards: misses.get(topic) ?? [],
    })),
    misses: answers.filter(({ rating }) => rating < 3).map(({ card }) => card),
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const made = [...list];
  for (let n = made.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [made[n], made[other]] = [made[other] as T, made[n] as T];
  }
  return made;
}
