// The worker of the search: the theme's own, spared what nobody sees. The theme marks the words in
// everything that it finds, a thousand pages for a common word, and hands all of it to the page,
// which shows ten. A script of the site (mkdocs_plugin/search.py) names the theme's and loads this.

import { Finder } from "./finding/finder";
import { Postings } from "./finding/postings";
import { pageOf } from "./finding/ranking";
import { Texts } from "./finding/texts";
import { Titles } from "./finding/titles";
import type { Builder, Entry, Index, Lunr, Message, Told } from "./finding/values";

interface Scope {
  /** The file of the theme's worker. */
  readonly syntopicFinder: string;
  lunr?: Lunr;
  importScripts(...addresses: string[]): void;
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: Message }) => void): void;
}

const scope = self as unknown as Scope;
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
  const { lang = [], pipeline = [] } = told.config ?? {};
  languages = pipeline.includes("stopWordFilter") ? lang : [];
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

/** Has the theme's index made and asked by our own parts. */
function quicken(lunr: Lunr): void {
  const all = new WeakMap<Builder, Texts>();
  const finders = new WeakMap<Index, Finder>();
  const { build } = lunr.Builder.prototype;
  const { query: ask, search } = lunr.Index.prototype;
  lunr.Builder.prototype.add = function (entry, attributes) {
    const texts = all.get(this) ?? new Texts(this);
    all.set(this, texts);
    texts.add(entry, attributes?.boost || 1);
  };
  lunr.Builder.prototype.build = function () {
    const texts = all.get(this) ?? new Texts(this);
    for (const word of texts.words.keys()) this.invertedIndex[word] = {};
    const index = build.call(this);
    finders.set(index, new Finder(index, new Postings(texts, this), lunr, languages));
    return index;
  };
  lunr.Index.prototype.search = function (text) {
    const answer = finders.get(this)?.find(text, titles.named(query));
    bare = answer?.bare ?? new Set();
    return answer?.found ?? search.call(this, text);
  };
  lunr.Index.prototype.query = function (write) {
    const finder = finders.get(this);
    if (!finder) return ask.call(this, write);
    const asked = new lunr.Query(this.fields);
    write.call(asked, asked);
    return finder.all(asked);
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
