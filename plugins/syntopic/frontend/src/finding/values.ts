// What the theme's search is made of, as far as it is looked at: Lunr, and the theme's own values.

/** One thing to look for. */
export interface Clause {
  term: string;
  presence: number;
  fields: string[];
  boost: number;
  usePipeline: boolean;
}

/** A word that is asked for, and whether an entry without it lacks something. */
export interface Word {
  readonly word: string;
  readonly isMissed: boolean;
}

export interface Query {
  clauses: Clause[];
  clause(clause: Clause): unknown;
  /** Whether it says only what must not be there. */
  isNegated(): boolean;
}

/** An entry that was found; what was found in it, by term and field, with its places. */
export interface Found {
  readonly ref: string;
  readonly score: number;
  readonly matchData: { readonly metadata: Record<string, Record<string, object>> };
}

export interface TokenSet {
  intersect(other: TokenSet): TokenSet;
  toArray(): string[];
}

export interface Index {
  readonly fields: readonly string[];
  readonly tokenSet: TokenSet;
  readonly pipeline: { runString(text: string, metadata: object): string[] };
  search(text: string): Found[];
  query(write: (this: Query, query: Query) => void): Found[];
}

/** A word of a text, as the index will have it, and where it stands. */
export interface Token {
  readonly metadata: { readonly position: number };
  toString(): string;
}

/** What an index is made with; its names, some of which Lunr means for nobody, are Lunr's own. */
export interface Builder {
  readonly _ref: string;
  readonly _fields: Record<string, { boost?: number; extractor?: (entry: object) => unknown }>;
  readonly _k1: number;
  readonly pipeline: { run(tokens: readonly Token[]): readonly Token[] };
  readonly tokenizer: (text: unknown, metadata: object) => readonly Token[];
  /** By words; what the theme asks is only whether a word is there. */
  readonly invertedIndex: Record<string, object>;
  add(entry: Readonly<Record<string, string>>, attributes?: { readonly boost?: number }): void;
  build(): Index;
}

/** Gives a word as it is, and undefined for one that says nothing. */
export type Filter = (word: string) => string | undefined;

/** What Lunr knows of languages besides English, by their codes. */
export type Languages = Readonly<Record<string, { readonly stopWordFilter?: Filter } | undefined>>;

export interface Lunr {
  readonly Index: { readonly prototype: Index };
  readonly Builder: { readonly prototype: Builder };
  readonly Query: {
    new (fields: readonly string[]): Query;
    readonly presence: {
      readonly OPTIONAL: number;
      readonly REQUIRED: number;
      readonly PROHIBITED: number;
    };
  };
  readonly TokenSet: { fromClause(clause: Clause): TokenSet };
  readonly stopWordFilter?: Filter;
  readonly QueryParser: new (text: string, query: Query) => { parse(): unknown };
}

/** An entry of the index: a page, or a section of one. */
export interface Entry {
  readonly location: string;
  readonly title: string;
  text?: string;
}

/** What the theme tells its worker first, then each query, and what the worker answers. */
export interface Message {
  readonly data?: string | Told;
}

export interface Told {
  readonly config?: {
    readonly separator: string;
    readonly lang?: readonly string[];
    readonly pipeline?: readonly string[];
  };
  readonly docs?: readonly Entry[];
  readonly items?: readonly (readonly Entry[])[];
}
