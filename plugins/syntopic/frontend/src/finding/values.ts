// What the theme's search is made of, as far as it is looked at: Lunr, and the theme's own values.

/** One thing to look for. */
export interface Clause {
  term: string;
  presence: number;
  fields?: string[];
  usePipeline?: boolean;
}

/** A word that is asked for, and whether an entry without it lacks something. */
export interface Word {
  readonly word: string;
  readonly isMissed: boolean;
}

export interface Query {
  clauses: Clause[];
  clause(clause: Clause): unknown;
}

/** An entry that was found; what was found in it, by term and field, with its places. */
export interface Found {
  readonly ref: string;
  readonly score: number;
  readonly matchData: { readonly metadata: Readonly<Record<string, object>> };
}

export interface Index {
  query(build: (query: Query) => void): Found[];
  search(text: string): Found[];
}

export interface Lunr {
  readonly Index: { readonly prototype: Index };
  readonly Query: { readonly presence: { readonly OPTIONAL: number; readonly PROHIBITED: number } };
  /** Undefined for a word that says nothing; absent in some languages. */
  readonly stopWordFilter?: (word: string) => string | undefined;
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
  readonly config?: { readonly separator: string };
  readonly docs?: readonly Entry[];
  readonly items?: readonly (readonly Entry[])[];
}
