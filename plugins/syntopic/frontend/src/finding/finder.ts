// A query from its text to what is told of it.

import { LARGE, hush, shorten, silence, words } from "./asking";
import { matches } from "./matching";
import type { Postings } from "./postings";
import { Pages, chosen, pageOf } from "./ranking";
import { told } from "./telling";
import { first } from "./titles";
import type { Found, Index, Lunr, Query } from "./values";

/** What was found, the best entry first. */
export interface Answer {
  readonly found: Found[];
  /** Pages of entries that come without the places of what was found. */
  readonly bare: ReadonlySet<string>;
}

/** An index, made ready for being asked. */
export class Finder {
  private readonly pages: Pages;

  /** `languages`: those whose words that say nothing ("the", "of") the index lacks. */
  constructor(
    private readonly index: Index,
    private readonly postings: Postings,
    private readonly lunr: Lunr,
    private readonly languages: readonly string[],
  ) {
    this.pages = new Pages(postings.refs);
  }

  /** What a query finds; pages of the name that is asked for (their addresses) come first. */
  find(text: string, named: ReadonlySet<string>): Answer {
    const { index, lunr, postings, pages } = this;
    const query = new lunr.Query(index.fields);
    new lunr.QueryParser(text, query).parse();
    const asked = words(query, lunr);
    hush(query, lunr, (word) => this.isSilent(word));
    if (postings.refs.length > LARGE) shorten(query, lunr);
    const found = matches(index, postings, query, lunr);
    const numbers = new Set([...named].map((ref) => postings.numbers.get(ref) ?? -1));
    const best = chosen(found, postings, pages, asked, numbers);
    const bare = best.entries.filter((entry) => !best.isWhole(entry));
    return {
      found: first(named, told(index.fields, postings, found, best)),
      bare: new Set(bare.map((entry) => pageOf(postings.refs[entry] ?? ""))),
    };
  }

  /** All that a query finds, as Lunr tells it; the theme suggests words with it. */
  all(query: Query): Found[] {
    const { index, lunr, postings } = this;
    const found = matches(index, postings, query, lunr);
    const entries = [...found.entries].sort((a, b) => found.scores[b]! - found.scores[a]!);
    return told(index.fields, postings, found, { entries, isWhole: () => true });
  }

  private isSilent(word: string): boolean {
    const filters = this.languages.map((one) => silence(this.lunr, one));
    return filters.some((filter) => filter && filter(word) === undefined);
  }
}
