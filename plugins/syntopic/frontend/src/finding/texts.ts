// The texts of an index as they come in. The theme cuts them into words and leaves out silent ones;
// of what is left, Lunr would make a table for each word, field and entry. Here it is three rows.

import type { Builder, Token } from "./values";

/** One field of all entries: its words, one after the other, each once for each entry. */
export class Row {
  /** Numbers of words, and of the entries that they are in. */
  readonly words: number[] = [];
  readonly entries: number[] = [];
  /** Where each word is in its entry, as the theme reckons places. */
  readonly positions: number[][] = [];
  /** Where each word was last added. */
  private readonly last: number[] = [];

  add(entry: number, tokens: readonly Token[], number: (word: string) => number): void {
    const begin = this.words.length;
    for (const token of tokens) {
      const word = number(token.toString());
      const last = this.last[word] ?? -1;
      if (last >= begin) this.positions[last]!.push(token.metadata.position);
      else {
        this.last[word] = this.words.push(word) - 1;
        this.entries.push(entry);
        this.positions.push([token.metadata.position]);
      }
    }
  }
}

/** All texts of an index. */
export class Texts {
  /** The words that are in it, by their numbers. */
  readonly words = new Map<string, number>();
  /** The address of each entry, and how much more its words weigh. */
  readonly refs: string[] = [];
  readonly boosts: number[] = [];
  readonly rows: readonly Row[];

  constructor(private readonly builder: Builder) {
    this.rows = Object.keys(builder._fields).map(() => new Row());
  }

  /** Takes in an entry, as Lunr's `Builder.add` does. */
  add(entry: Readonly<Record<string, string>>, boost: number): void {
    const { _fields, _ref, pipeline, tokenizer } = this.builder;
    const number = this.refs.push(entry[_ref] ?? "") - 1;
    this.boosts.push(boost);
    for (const [field, [name, { extractor }]] of Object.entries(_fields).entries()) {
      const text = extractor ? extractor(entry) : entry[name];
      const tokens = pipeline.run(tokenizer(text, { fields: [name] }));
      this.rows[field]!.add(number, tokens, (word) => this.number(word));
    }
  }

  private number(word: string): number {
    const known = this.words.get(word) ?? this.words.size;
    if (known === this.words.size) this.words.set(word, known);
    return known;
  }
}
