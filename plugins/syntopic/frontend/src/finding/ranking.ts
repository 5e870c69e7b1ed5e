// Which pages of all that were found come first, and which are told with all that was found there.

import type { Matches } from "./matching";
import type { Postings } from "./postings";
import type { Word } from "./values";

/** So many pages are told with their passages; of all others, their title. */
export const WHOLE = 100;
/** So many words of a query count when pages are ranked: each has a bit of a number. */
const COUNTED = 31;

/** The address of an entry's page. */
export function pageOf(location: string): string {
  return location.split("#", 1)[0] ?? "";
}

/** The pages of all entries, by numbers of both. */
export class Pages {
  /** The page of each entry. */
  readonly of: Int32Array;
  /** 1 for an entry that is a page itself, 0 for a section of one. */
  readonly isWhole: Uint8Array;

  constructor(refs: readonly string[]) {
    const numbers = new Map<string, number>();
    this.of = new Int32Array(refs.length);
    this.isWhole = new Uint8Array(refs.length);
    for (const [entry, ref] of refs.entries()) {
      const page = pageOf(ref);
      const number = numbers.get(page) ?? numbers.size;
      numbers.set(page, number);
      this.of[entry] = number;
      this.isWhole[entry] = Number(page === ref);
    }
  }
}

/** What is told of what was found: numbers of entries, the best one first. */
export interface Chosen {
  readonly entries: readonly number[];
  /** Whether an entry comes with the places of what was found in it. */
  readonly isWhole: (entry: number) => boolean;
}

/** Chooses what is worth marking: nobody reads the passages of the two hundredth page.

 That is all that was found on the best pages, those with the name that was asked for (`named`)
 among them, and of each other page the entry that makes it as good as it is. */
export function chosen(
  matches: Matches,
  postings: Postings,
  pages: Pages,
  asked: readonly Word[],
  named: ReadonlySet<number>,
): Chosen {
  const { entries, scores } = matches;
  const shares = new Shares(asked, matches, postings);
  const best = new Map<number, Ranked>();
  for (const [met, entry] of entries.entries()) {
    const page = pages.of[entry]!;
    const one = { entry, met, rank: rank(entry), score: scores[entry]! };
    const known = best.get(page);
    if (!known || compared(one, known) < 0) best.set(page, one);
  }
  const inOrder = [...best].sort(([, a], [, b]) => compared(a, b)).map(([page]) => page);
  const whole = new Set(inOrder.slice(0, WHOLE));
  const isWhole = (entry: number): boolean => whole.has(pages.of[entry]!);
  const isBest = (entry: number): boolean => best.get(pages.of[entry]!)?.entry === entry;
  const told = entries.filter((entry) => isWhole(entry) || isBest(entry));
  return { entries: told.sort((a, b) => scores[b]! - scores[a]!), isWhole };

  /** How good an entry makes its page, as the theme reckons it. */
  function rank(entry: number): number {
    if (named.has(entry)) return Infinity;
    const good = pages.isWhole[entry]! + shares.of(entry);
    return scores[entry]! * (1 + good ** 2);
  }
}

/** The entry that makes its page as good as it is. */
interface Ranked {
  readonly entry: number;
  /** Infinite for a page with the name that was asked for. */
  readonly rank: number;
  readonly score: number;
  /** So many entries were met before it. */
  readonly met: number;
}

/** Which comes first: below 0, the one; above, the other. */
function compared(one: Ranked, other: Ranked): number {
  if (one.rank !== other.rank) return other.rank - one.rank;
  return other.score - one.score || one.met - other.met;
}

/** Which part of what was asked for each entry has. */
class Shares {
  private readonly has: Int32Array;
  private readonly asked: readonly Word[];
  private readonly known = new Map<number, number>();

  constructor(asked: readonly Word[], { sought }: Matches, postings: Postings) {
    this.asked = asked.slice(0, COUNTED);
    this.has = new Int32Array(postings.refs.length);
    for (const { term, field, word } of sought) {
      const bits = this.bits(term);
      for (const entry of postings.having(field, word).entries) this.has[entry]! |= bits;
    }
  }

  of(entry: number): number {
    const has = this.has[entry]!;
    const share = this.known.get(has) ?? this.share(has);
    this.known.set(has, share);
    return share;
  }

  /** A bit for each word that is asked for and that a word of the index begins with. */
  private bits(term: string): number {
    return this.asked.reduce((all, { word }, n) => all | (Number(term.startsWith(word)) << n), 0);
  }

  private share(has: number): number {
    const missing = this.asked.filter((_, n) => !(has & (1 << n)));
    const there = this.asked.length - missing.length;
    return there / (there + missing.filter(({ isMissed }) => isMissed).length || 1);
  }
}
