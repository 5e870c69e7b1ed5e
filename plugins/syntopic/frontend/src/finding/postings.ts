// An index by its words: which entries have a word, how much it weighs there, and where it is.

import type { Row, Texts } from "./texts";
import type { Builder } from "./values";

/** The entries that have a word in a field, in the order of the index. */
export interface Having {
  readonly entries: Int32Array;
  /** What the word weighs in each of them. */
  readonly weights: Float64Array;
  /** Where it is in the entry at this place of the row. */
  positions(at: number): readonly number[];
}

export class Postings {
  /** The address of each entry, by its number, and the numbers by addresses. */
  readonly refs: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  private readonly words: ReadonlyMap<string, number>;
  private readonly fields: readonly Field[];

  /** Of two entries with one address, the later one counts. */
  constructor(texts: Texts, builder: Builder) {
    this.refs = texts.refs;
    this.words = texts.words;
    this.numbers = new Map(texts.refs.map((ref, entry) => [ref, entry]));
    const isLast = texts.refs.map((ref, entry) => this.numbers.get(ref) === entry);
    this.fields = texts.rows.map((row) => new Field(row, texts.words.size, isLast));
    const rarities = this.rarities();
    const boosts = Object.values(builder._fields).map(({ boost }) => boost || 1);
    for (const [n, field] of this.fields.entries()) {
      field.weigh({ k1: builder._k1, rarities, boost: boosts[n]!, boosts: texts.boosts });
    }
  }

  /** The number of a word. */
  number(word: string): number {
    return this.words.get(word) ?? -1;
  }

  /** The entries that have a word in a field; both by their numbers. */
  having(field: number, word: number): Having {
    return this.fields[field]!.having(word);
  }

  /** Every place, `field * refs.length + entry`, in the order of the index. */
  places(): number[] {
    const count = this.refs.length;
    const entries = [...this.numbers.values()].sort((a, b) => a - b);
    return entries.flatMap((entry) => this.fields.map((_, field) => field * count + entry));
  }

  /** How rare each word is (its inverse document frequency), as Lunr reckons it. */
  private rarities(): Float64Array {
    const rarities = new Float64Array(this.words.size);
    for (let word = 0; word < rarities.length; word++) {
      const having = this.fields.reduce((sum, field) => sum + field.size(word), 0);
      const odds = (this.refs.length - having + 0.5) / (having + 0.5);
      rarities[word] = Math.log(1 + Math.abs(odds));
    }
    return rarities;
  }
}

/** What makes a word weigh more or less in one field: the parts of Okapi BM25, and boosts.

 The theme has set its b to 0: that an entry is long takes nothing from its words. */
interface Weighing {
  readonly k1: number;
  readonly rarities: Float64Array;
  /** Of the field, and of each entry. */
  readonly boost: number;
  readonly boosts: readonly number[];
}

/** One field of all entries, in long rows: the entries of a word stand side by side. */
class Field {
  /** Where those of each word end. */
  private readonly ends: Int32Array;
  private readonly entries: Int32Array;
  private readonly weights: Float64Array;
  private readonly positions: (readonly number[])[];

  constructor(row: Row, words: number, isLast: readonly boolean[]) {
    const begins = new Int32Array(words + 1);
    row.words.forEach((word, at) => (begins[word + 1]! += Number(isLast[row.entries[at]!])));
    for (let word = 1; word <= words; word++) begins[word]! += begins[word - 1]!;
    this.entries = new Int32Array(begins[words]!);
    this.weights = new Float64Array(begins[words]!);
    this.positions = new Array<readonly number[]>(begins[words]!);
    row.words.forEach((word, at) => {
      const entry = row.entries[at]!;
      if (!isLast[entry]) return;
      const place = begins[word]!++;
      this.entries[place] = entry;
      this.positions[place] = row.positions[at]!;
    });
    this.ends = begins.subarray(0, words); // each has moved to where the next one began
  }

  size(word: number): number {
    return this.ends[word]! - (this.ends[word - 1] ?? 0);
  }

  having(word: number): Having {
    const from = this.ends[word - 1] ?? 0;
    const to = this.ends[word] ?? 0;
    return {
      entries: this.entries.subarray(from, to),
      weights: this.weights.subarray(from, to),
      positions: (at) => this.positions[from + at]!,
    };
  }

  /** Weighs every word as Lunr does (`Builder.createFieldVectors`), to a thousandth. */
  weigh({ k1, rarities, boost, boosts }: Weighing): void {
    let word = 0;
    for (const [place, entry] of this.entries.entries()) {
      while (this.ends[word]! <= place) word += 1;
      const times = this.positions[place]!.length;
      const weight = (rarities[word]! * ((k1 + 1) * times)) / (k1 + times);
      this.weights[place] = Math.round(weight * boost * boosts[entry]! * 1000) / 1000;
    }
  }
}
