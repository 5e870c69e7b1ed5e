// The worker of the search: the theme's own, spared what nobody sees. The theme marks the words in
// everything that it finds, a thousand pages for a common word, and hands all of it to the page,
// which shows ten. A script of the site (mkdocs_plugin/search.py) names the theme's and loads this.

import { LARGE, shorten, words } from "./finding/asking";
import { Titles, chosen, pageOf } from "./finding/ranking";
import type { Entry, Lunr, Message, Told, Word } from "./finding/values";

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
let entries = 0;
let query = "";
let bare: ReadonlySet<string> = new Set();

scope.addEventListener("message", ({ data: { data } }) => {
  if (typeof data === "string") query = data;
  else if (data?.docs) remember(data, data.docs);
});
load();
if (scope.lunr) quicken(scope.lunr);

function remember(told: Told, docs: readonly Entry[]): void {
  titles = new Titles(docs, told.config?.separator ?? " ");
  entries = docs.length;
}

/** Loads the theme's worker, which loads what it needs by addresses relative to its own. */
function load(): void {
  const theirs = new URL(`../javascripts/workers/${scope.syntopicFinder}`, location.href);
  const load = scope.importScripts.bind(scope);
  scope.importScripts = (...addresses) =>
    load(...addresses.map((address) => new URL(address, theirs).href));
  load(theirs.href);
}

function quicken(lunr: Lunr): void {
  lunr.Index.prototype.search = function (text) {
    let asked: Word[] = [];
    const found = this.query((parsed) => {
      new lunr.QueryParser(text, parsed).parse();
      asked = words(parsed, lunr);
      if (entries > LARGE) shorten(parsed, lunr);
    });
    const best = chosen(titles.named(query, found), asked);
    bare = best.bare;
    return best.found;
  };
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
