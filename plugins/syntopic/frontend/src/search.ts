// The worker of the search: the theme's own, spared what nobody sees. The theme marks the words in
// everything that it finds, a thousand pages for a common word, and hands all of it to the page,
// which shows ten. A script of the site (mkdocs_plugin/search.py) names the theme's and loads this.

import { Finder } from "./finding/finder";
import { pageOf } from "./finding/ranking";
import { Titles } from "./finding/titles";
import type { Entry, Index, Lunr, Message, Told } from "./finding/values";

interface Scope {
  /** The file of the theme's worker. */
  readonly syntopicFinder: string;
  lunr?: Lunr;
  importScripts(...addresses: string[]): void;
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: Message }) => void): void;
}

const scope = self as unknown as Scope;
const finders = new WeakMap<Index, Finder>();
let titles = new Titles([], " ");
let languages: readonly string[] = [];
let query = "";
let bare: ReadonlySet<string> = new Set();

scope.addEventListener("message", ({ data: { data } }) => {
  if (typeof data === "string") query = data;
  else if (data?.docs) remember(data, data.docs);
});
load();
if (scope.lunr) quicken(scope.lunr);
lighten();

function remember(told: Told, docs: readonly Entry[]): void {
  languages = told.config?.lang ?? [];
  titles = new Titles(docs, told.config?.separator ?? " ");
}

/** Loads the theme's worker, which loads what it needs by addresses relative to its own. */
function load(): void {
  const theirs = new URL(`../javascripts/workers/${scope.syntopicFinder}`, location.href);
  const load = scope.importScripts.bind(scope);
  scope.importScripts = (...addresses) =>
    load(...addresses.map((address) => new URL(address, theirs).href));
  load(theirs.href);
}

/** Has an index answer from what is made ready when it is built. */
function quicken(lunr: Lunr): void {
  const finderOf = (index: Index): Finder => {
    const finder = finders.get(index) ?? new Finder(index, lunr, languages);
    finders.set(index, finder);
    return finder;
  };
  const build = lunr.Builder.prototype.build;
  lunr.Builder.prototype.build = function () {
    const index = build.call(this);
    finderOf(index);
    return index;
  };
  lunr.Index.prototype.search = function (text) {
    const answer = finderOf(this).find(text, titles.named(query));
    bare = answer.bare;
    return answer.found;
  };
  lunr.Index.prototype.query = function (write) {
    const asked = new lunr.Query(this.fields);
    write.call(asked, asked);
    return finderOf(this).all(asked);
  };
}

/** Posts no text that nobody sees: entries beyond the best pages come without theirs. */
function lighten(): void {
  const post = scope.postMessage.bind(scope);
  scope.postMessage = (message) => {
    const { data } = message as Message;
    if (typeof data === "object") for (const one of data.items?.flat() ?? []) blank(one);
    post(message);
  };
}

/** Takes its text from an entry that has no words marked: all of it would be shown. */
function blank(entry: Entry): void {
  if (bare.has(pageOf(entry.location))) entry.text = "";
}
