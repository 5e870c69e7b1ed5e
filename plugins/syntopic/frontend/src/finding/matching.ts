// What a query finds, and how good it is: the same entries, scores and order as Lunr's own search
// (Index.query), without making anything for the thousands of entries that nobody will see.

import type { Postings } from "./postings";
import type { Clause, Index, Lunr, Query } from "./values";

/** A word of the index, in a field: what a query looks for. */
export interface Sought {
  readonly term: string;
  readonly field: number;
  readonly word: number;
}

/** What a query finds. */
export interface Matches {
  readonly sought: readonly Sought[];
  /** Numbers of entries that are found, as they were met. */
  readonly entries: readonly number[];
  /** Numbers of a field and an entry (see `Postings`), as they were met. */
  readonly places: readonly number[];
  /** By an entry's number. */
  readonly scores: Float64Array;
}

/** What a query looks for, what it makes of each word, and which entries may be found. */
interface Reading {
  readonly sought: Sought[];
  /** By field: how often each word is asked for. */
  readonly boosts: Map<number, number>[];
  readonly isAllowed: (entry: number) => boolean;
}

/** Looks for a query in an index. */
export function matches(index: Index, postings: Postings, query: Query, lunr: Lunr): Matches {
  const reading = read(index, postings, query, lunr);
  const places = query.isNegated() ? postings.places() : met(reading.sought, postings);
  const similar = similarities(reading, postings);
  const count = postings.refs.length;
  const scores = new Float64Array(count);
  const isFound = new Uint8Array(count);
  const entries: number[] = [];
  const allowed = places.filter((place) => reading.isAllowed(place % count));
  for (const place of allowed) {
    const entry = place % count;
    scores[entry]! += similar[place]!;
    if (!isFound[entry]) entries.push(entry);
    isFound[entry] = 1;
  }
  return { sought: reading.sought, entries, places: allowed, scores };
}

function read(index: Index, postings: Postings, query: Query, lunr: Lunr): Reading {
  const sought = new Map<string, Sought>();
  const boosts = index.fields.map(() => new Map<number, number>());
  const required: Uint8Array[] = [];
  const prohibited: Uint8Array[] = [];
  const { REQUIRED, PROHIBITED } = lunr.Query.presence;
  for (const clause of query.clauses) {
    const found = [...words(index, postings, clause, lunr)];
    if (clause.presence === REQUIRED) required.push(having(found, postings));
    if (clause.presence === PROHIBITED) prohibited.push(having(found, postings));
    else for (const one of found) ask(one, clause.boost);
  }
  const isAllowed = (entry: number): boolean =>
    required.every((one) => one[entry]) && !prohibited.some((one) => one[entry]);
  return { sought: [...sought.values()], boosts, isAllowed };

  function ask(one: Sought, boost: number): void {
    const name = `${one.field}/${one.word}`;
    if (!sought.has(name)) sought.set(name, one);
    const asked = boosts[one.field]!;
    asked.set(one.word, (asked.get(one.word) ?? 0) + boost);
  }
}

/** The words of an index that a clause stands for, in each of its fields. */
function* words(
  index: Index,
  postings: Postings,
  clause: Clause,
  lunr: Lunr,
): Iterable<Sought> {
  const { fields, term, usePipeline } = clause;
  const numbers = fields.map((field) => index.fields.indexOf(field));
  for (const stem of usePipeline ? index.pipeline.runString(term, { fields }) : [term]) {
    const set = lunr.TokenSet.fromClause({ ...clause, term: stem });
    for (const found of index.tokenSet.intersect(set).toArray()) {
      const word = postings.number(found);
      for (const field of numbers) yield { term: found, field, word };
    }
  }
}

/** Marks the entries that have one of these words. */
function having(sought: readonly Sought[], postings: Postings): Uint8Array {
  const marks = new Uint8Array(postings.refs.length);
  for (const { field, word } of sought) {
    for (const entry of postings.having(field, word).entries) marks[entry] = 1;
  }
  return marks;
}

/** Where anything is found, in the order in which it is met. */
function met(sought: readonly Sought[], postings: Postings): number[] {
  const count = postings.refs.length;
  const isMet = new Map<number, Uint8Array>();
  const places: number[] = [];
  for (const { field, word } of sought) {
    const marks = isMet.get(field) ?? new Uint8Array(count);
    isMet.set(field, marks);
    for (const entry of postings.having(field, word).entries) {
      if (!marks[entry]) places.push(field * count + entry);
      marks[entry] = 1;
    }
  }
  return places;
}

/** How much each field of each entry is like the query: a dot product, by the query's length. */
function similarities({ boosts }: Reading, postings: Postings): Float64Array {
  const count = postings.refs.length;
  const similar = new Float64Array(boosts.length * count);
  for (const [field, asked] of boosts.entries()) {
    // in the order of the index, so that sums are rounded as Lunr's are
    const inOrder = [...asked].sort(([a], [b]) => a - b);
    const length = Math.sqrt(inOrder.reduce((sum, [, boost]) => sum + boost * boost, 0));
    const row = similar.subarray(field * count, (field + 1) * count);
    for (const [word, boost] of inOrder) {
      const { entries, weights } = postings.having(field, word);
      for (let at = 0; at < entries.length; at++) row[entries[at]!]! += boost * weights[at]!;
    }
    if (length > 0) for (let entry = 0; entry < count; entry++) row[entry]! /= length;
  }
  return similar;
}
