// Which pages of all that were found come first, and which are told with all that was found there.

import type { Entry, Found, Word } from "./values";

/** So many pages are told with their passages; of all others, their title. */
export const WHOLE = 100;
/** The theme makes whole pages, and entries with all words, at most five times as good. */
const ABOVE_ALL = 6;

/** The address of an entry's page. */
export function pageOf(location: string): string {
  return location.split("#", 1)[0] ?? "";
}

/** The pages of an index by their titles, in the words that a query has. */
export class Titles {
  private readonly of = new Map<string, Set<string>>();
  private readonly separator: RegExp;

  constructor(entries: readonly Entry[], separator: string) {
    this.separator = new RegExp(separator);
    for (const { location, title } of entries) {
      if (!location.includes("#")) this.add(this.words(plain(title)), location);
    }
  }

  /** Puts the page that bears the very name that is asked for before all that merely have it. */
  named(asked: string, found: Found[]): Found[] {
    const pages = this.of.get(this.words(asked));
    if (!pages || !found[0]) return found;
    const score = found[0].score * ABOVE_ALL;
    const first = found.filter(({ ref }) => pages.has(ref)).map((one) => ({ ...one, score }));
    return [...first, ...found.filter(({ ref }) => !pages.has(ref))];
  }

  private add(title: string, location: string): void {
    const known = this.of.get(title);
    if (known) known.add(location);
    else this.of.set(title, new Set([location]));
  }

  private words(text: string): string {
    return text.toLowerCase().split(this.separator).filter(Boolean).join(" ");
  }
}

/** A title as one types it: the index has it as HTML. */
function plain(title: string): string {
  const bare = title.replace(/<[^>]*>/g, "");
  return bare.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** All that was found on the best pages, and the best entry of each other page. */
export interface Chosen {
  readonly found: Found[];
  /** Pages of entries that come without the places of what was found. */
  readonly bare: ReadonlySet<string>;
}

/** Chooses what is worth marking: nobody reads the passages of the two hundredth page. */
export function chosen(found: Found[], asked: readonly Word[], whole = WHOLE): Chosen {
  const ranks = ranked(found, asked);
  if (ranks.size <= whole) return { found, bare: new Set() };
  const pages = [...ranks].sort(([, a], [, b]) => b - a);
  const best = new Set(pages.slice(0, whole).map(([page]) => page));
  const kept: Found[] = [];
  const others = new Map<string, Found>();
  for (const one of found) {
    const page = pageOf(one.ref);
    if (best.has(page)) kept.push(one);
    else if (!others.has(page)) others.set(page, withoutPlaces(one));
  }
  return { found: [...kept, ...others.values()], bare: new Set(others.keys()) };
}

/** How good each page is, as the theme reckons it: by its best entry. */
function ranked(found: readonly Found[], asked: readonly Word[]): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const { ref, score, matchData } of found) {
    const page = pageOf(ref);
    const good = Number(page === ref) + share(asked, matchData.metadata);
    const rank = score * (1 + good ** 2);
    if (rank > (ranks.get(page) ?? -1)) ranks.set(page, rank);
  }
  return ranks;
}

/** Which part of what was asked for an entry has. */
function share(asked: readonly Word[], metadata: Readonly<Record<string, object>>): number {
  if (asked.length < 2) return 1;
  const terms = Object.keys(metadata);
  const missing = asked.filter(({ word }) => !terms.some((term) => term.startsWith(word)));
  const there = asked.length - missing.length;
  return there / (there + missing.filter(({ isMissed }) => isMissed).length || 1);
}

/** What was found, and not where: the theme marks nothing then. */
function withoutPlaces(one: Found): Found {
  const terms = Object.keys(one.matchData.metadata);
  const metadata = Object.fromEntries(terms.map((term) => [term, {}]));
  return { ref: one.ref, score: one.score, matchData: { metadata } };
}
