// An index by its words: which entries have a word, and how much it weighs there. Lunr keeps the
// weights by entry, and goes through all words of each entry that has one of those asked for.

import type { Index } from "./values";

/** Entries by their numbers, and what a word weighs in each of them. */
export interface Weighed {
  readonly entries: Int32Array;
  readonly weights: Float64Array;
}

export class Postings {
  /** The address of each entry, by its number, and the numbers by addresses. */
  readonly refs: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Numbers of a field and an entry, `field * refs.length + entry`, as the index has them. */
  readonly places: readonly number[];
  private readonly fields: readonly Field[];

  constructor(index: Index) {
    const numbers = new Map<string, number>();
    const words = Object.keys(index.invertedIndex).length;
    this.fields = index.fields.map(() => new Field(words));
    const places: [field: number, entry: number, elements: readonly number[]][] = [];
    for (const [name, { elements }] of Object.entries(index.fieldVectors)) {
      const slash = name.indexOf("/");
      const field = index.fields.indexOf(name.slice(0, slash));
      const ref = name.slice(slash + 1);
      const entry = numbers.get(ref) ?? numbers.size;
      numbers.set(ref, entry);
      places.push([field, entry, elements]);
      this.fields[field]?.count(elements);
    }
    for (const [field, entry, elements] of places) this.fields[field]?.add(entry, elements);
    this.refs = [...numbers.keys()];
    this.numbers = numbers;
    this.places = places.map(([field, entry]) => field * numbers.size + entry);
  }

  /** The entries that have a word in a field, in the order of the index. */
  of(field: number, word: number): Weighed {
    return this.fields[field]?.of(word) ?? NOWHERE;
  }
}

const NOWHERE: Weighed = { entries: new Int32Array(0), weights: new Float64Array(0) };

/** What one field of all entries says, in two long rows: a word's entries stand side by side. */
class Field {
  private readonly ends: Int32Array;
  private entries = NOWHERE.entries;
  private weights = NOWHERE.weights;

  constructor(words: number) {
    this.ends = new Int32Array(words + 1);
  }

  /** Makes room; all is counted before anything is added. */
  count(elements: readonly number[]): void {
    for (let at = 0; at < elements.length; at += 2) this.ends[(elements[at] ?? 0) + 1]! += 1;
  }

  add(entry: number, elements: readonly number[]): void {
    if (this.entries.length === 0) this.begin();
    for (let at = 0; at < elements.length; at += 2) {
      const place = this.ends[elements[at] ?? 0]!++;
      this.entries[place] = entry;
      this.weights[place] = elements[at + 1] ?? 0;
    }
  }

  of(word: number): Weighed {
    const from = this.ends[word - 1] ?? 0;
    const to = this.ends[word];
    return {
      entries: this.entries.subarray(from, to),
      weights: this.weights.subarray(from, to),
    };
  }

  /** Turns numbers of entries into the places where those of each word begin. */
  private begin(): void {
    for (let word = 1; word < this.ends.length; word++) this.ends[word]! += this.ends[word - 1]!;
    const all = this.ends[this.ends.length - 1] ?? 0;
    this.entries = new Int32Array(all);
    this.weights = new Float64Array(all);
  }
}
