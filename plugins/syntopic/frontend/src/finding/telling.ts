// What was found, as Lunr tells it: each entry with its words, and with their places.

import type { Matches } from "./matching";
import type { Postings } from "./postings";
import type { Chosen } from "./ranking";
import type { Found, Index } from "./values";

type Metadata = Found["matchData"]["metadata"];

/** Tells the entries that were chosen, in their order; only whole ones with places. */
export function told(index: Index, postings: Postings, matches: Matches, chosen: Chosen): Found[] {
  const all = new Map(chosen.entries.map((entry) => [entry, empty<Metadata>()]));
  const count = postings.refs.length;
  const within = byPlace(matches, postings, all);
  for (const place of matches.places) {
    const metadata = all.get(place % count);
    if (metadata) for (const one of within.get(place) ?? []) add(metadata, one, place % count);
  }
  return chosen.entries.map((entry) => ({
    ref: postings.refs[entry]!,
    score: matches.scores[entry]!,
    matchData: { metadata: all.get(entry)! },
  }));

  function add(metadata: Metadata, one: number, entry: number): void {
    const { term, field } = matches.sought[one]!;
    const known = (metadata[term] ??= empty());
    const name = index.fields[field]!;
    if (!chosen.isWhole(entry)) return;
    known[name] = (index.invertedIndex[term]![name] as Record<string, object>)[postings.refs[entry]!]!;
  }
}

/** What is sought and found in each place of some entries, in the order of the query. */
function byPlace(
  { sought }: Matches,
  postings: Postings,
  entries: ReadonlyMap<number, unknown>,
): Map<number, number[]> {
  const count = postings.refs.length;
  const isAsked = new Uint8Array(count);
  for (const entry of entries.keys()) isAsked[entry] = 1;
  const found = new Map<number, number[]>();
  for (const [one, { field, word }] of sought.entries()) {
    for (const entry of postings.of(field, word).entries) {
      if (!isAsked[entry]) continue;
      const place = field * count + entry;
      const known = found.get(place);
      if (known) known.push(one);
      else found.set(place, [one]);
    }
  }
  return found;
}

/** An object that has nothing, not even what all others have: words are its keys. */
function empty<T extends object>(): T {
  return Object.create(null) as T;
}
