// What a query asks of the index.

import type { Clause, Filter, Languages, Lunr, Query, Word } from "./values";

/** In an index of more entries, the first letters of a word are looked for in titles alone. */
export const LARGE = 2000;
/** Of scripts in which one or two letters are no word yet. */
const BEGINNING = /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{Nd}]{1,2}\*$/u;

/** The words that are asked for, without those that must not be there. */
export function words(query: Query, lunr: Lunr): Word[] {
  const asked = query.clauses.filter((one) => one.presence !== lunr.Query.presence.PROHIBITED);
  const found = new Set(asked.map((one) => one.term.replace(/^\*|\*$/g, "")));
  found.delete("__proto__"); // which the theme's tables cannot hold, and does not count
  return [...found].map((word) => ({ word, isMissed: Boolean(lunr.stopWordFilter?.(word)) }));
}

/** What leaves out the words of a language that say nothing; the theme has it for most. */
export function silence(lunr: Lunr, language: string): Filter | undefined {
  if (language === "en") return lunr.stopWordFilter;
  return (lunr as unknown as Languages)[language]?.stopWordFilter;
}

/** Leaves out words that say nothing, which the index lacks. In what is quoted they would be missed;
 elsewhere, such as the "of" and "a" of "eigenvalues of a matrix", they would be looked for as the
 beginnings of others ("analysis"). The last one may still be typed. */
export function hush(query: Query, lunr: Lunr, isSilent: (word: string) => boolean): void {
  const { OPTIONAL, PROHIBITED, REQUIRED } = lunr.Query.presence;
  const says = ({ presence, term }: Clause): boolean => {
    const begins = term.endsWith("*");
    const isMeant = presence === (begins ? OPTIONAL : REQUIRED);
    return !isMeant || !isSilent(begins ? term.slice(0, -1) : term);
  };
  if (!query.clauses.some((one) => one.presence !== PROHIBITED && says(one))) return;
  const last = query.clauses.at(-1);
  const isTyped = (one: Clause): boolean => one === last && one.presence === OPTIONAL;
  query.clauses = query.clauses.filter((one) => says(one) || isTyped(one));
}

/** Looks for one or two letters as a word of their own everywhere, and as a beginning in titles.

 Half of all entries have a word that begins with a given letter: nobody has asked for these yet. */
export function shorten(query: Query, lunr: Lunr): void {
  for (const one of [...query.clauses]) {
    const isOptional = one.presence === lunr.Query.presence.OPTIONAL;
    if (!isOptional || !BEGINNING.test(one.term)) continue;
    query.clause({ ...one, term: one.term.slice(0, -1), usePipeline: true });
    one.fields = ["title", "tags"];
  }
}
