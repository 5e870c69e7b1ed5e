// What was found, as Lunr tells it: each entry with its words, and with their places.

import type { Matches } from "./matching";
import type { Postings } from "./postings";
import type { Chosen } from "./ranking";
import type { Found } from "./values";

type Metadata = Found["matchData"]["metadata"];

/** A word that is found in a place, by its number among those that are sought. */
interface Within {
  readonly sought: number;
  readonly position: readonly number[];
}

/** Tells the entries that were chosen, in their order; only whole ones with places. */
export function told(
  fields: readonly string[],
  postings: Postings,
  matches: Matches,
  chosen: Chosen,
): Found[] {
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

  function add(metadata: Metadata, { sought, position }: Within, entry: number): void {
    const { term, field } = matches.sought[sought]!;
    const known = (metadata[term] ??= empty());
    if (chosen.isWhole(entry)) known[fields[field]!] = { position };
  }
}

/** What is sought and found in each place of some entries, in the order of the query. */
function byPlace(
  { sought }: Matches,
  postings: Postings,
  entries: ReadonlyMap<number, unknown>,
): Map<number, Within[]> {
  const count = postings.refs.length;
  const isAsked = new Uint8Array(count);
  for (const entry of entries.keys()) isAsked[entry] = 1;
  const found = new Map<number, Within[]>();
  for (const [one, { field, word }] of sought.entries()) {
    const having = postings.having(field, word);
    for (const [at, entry] of having.entries.entries()) {
      if (!isAsked[entry]) continue;
      const within = { sought: one, position: having.positions(at) };
      const known = found.get(field * count + entry);
      if (known) known.push(within);
      else found.set(field * count + entry, [within]);
    }
  }
  return found;
}

/** An object that has nothing, not even what all others have: words are its keys. */
function empty<T extends object>(): T {
  return Object.create(null) as T;
}
