// The page that bears the very name that is asked for comes before all that merely have it.

import type { Entry, Found } from "./values";

/** The theme makes whole pages, and entries with all words, at most five times as good. */
const ABOVE_ALL = 6;

/** The pages of an index by their titles, in the words that a query has. */
export class Titles {
  private readonly of = new Map<string, Set<string>>();
  private readonly separator: RegExp;

  constructor(entries: readonly Entry[], separator: string) {
    this.separator = new RegExp(separator);
    for (const { location, title } of entries) {
      if (!location.includes("#")) this.add(this.words(plain(title)), location);
    }
  }

  /** The addresses of pages with this name. */
  named(asked: string): ReadonlySet<string> {
    return this.of.get(this.words(asked)) ?? new Set();
  }

  private add(title: string, location: string): void {
    const known = this.of.get(title);
    if (known) known.add(location);
    else this.of.set(title, new Set([location]));
  }

  private words(text: string): string {
    return text.toLowerCase().split(this.separator).filter(Boolean).join(" ");
  }
}

/** Puts pages before all others that were found, in the theme's own reckoning too. */
export function first(pages: ReadonlySet<string>, found: readonly Found[]): Found[] {
  const score = (found[0]?.score ?? 0) * ABOVE_ALL;
  const before = found.filter(({ ref }) => pages.has(ref)).map((one) => ({ ...one, score }));
  return [...before, ...found.filter(({ ref }) => !pages.has(ref))];
}

/** A title as one types it: the index has it as HTML. */
function plain(title: string): string {
  const bare = title.replace(/<[^>]*>/g, "");
  return bare.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
