"""The search of a site, asked in Node as a page asks it: the theme's worker, and ours around it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import material

from front_end import node
from syntopic.theme import FOLDER

THEIRS = Path(material.__file__).parent / "templates/assets/javascripts/workers"
FIELDS = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
CONFIG = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": FIELDS}
ASK = """
const fs = require("fs"), vm = require("vm");
const given = JSON.parse(fs.readFileSync(0, "utf8"));
delete globalThis.module; // a worker has none, and the theme's scripts would use it
delete globalThis.exports;
const listeners = [], answers = [], loaded = [];
const run = (path) => vm.runInThisContext(fs.readFileSync(path, "utf8"));
let answered;
globalThis.self = globalThis;
globalThis.location = new URL("https://example.org/assets/syntopic/finder.js");
globalThis.syntopicFinder = given.name;
globalThis.addEventListener = (_, listener) => listeners.push(listener);
globalThis.postMessage = (message) => answered(structuredClone(message));
globalThis.importScripts = (...urls) => urls.forEach((url) => {
  const path = new URL(url, "https://example.org/assets/javascripts/workers/theirs.js").pathname;
  loaded.push(path);
  run(given.javascripts + path.replace("/assets/javascripts", ""));
});
run(given.script);
const ask = (data) => new Promise((resolve) => {
  answered = resolve;
  listeners.forEach((listener) => listener({ data }));
});
(async () => {
  await ask({ type: 0, data: { ...given.index, options: { suggest: true } } });
  for (const query of given.queries) answers.push((await ask({ type: 2, data: query })).data);
  process.stdout.write(JSON.stringify({ answers, loaded }));
})();
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is found, by query: pages, each with its entries, and words that are suggested.

    ``loaded`` are the scripts that were loaded.
    """

    pages: dict[str, list[list[dict[str, Any]]]]
    suggested: dict[str, list[str]]
    loaded: tuple[str, ...]

    def places(self, query: str) -> list[str]:
        """The pages that a query finds, the best one first."""
        return [page[0]["location"].split("#")[0] for page in self.pages[query]]


def asked(
    entries: Sequence[dict[str, Any]],
    *queries: str,
    ours: bool = True,
    config: dict[str, Any] | None = None,
) -> Answers:
    """What the search says to these queries with our worker, or with the theme's alone."""
    (theirs,) = THEIRS.glob("search.*.js")
    given = {
        "script": str(FOLDER / "search.js" if ours else theirs),
        "name": theirs.name,
        "javascripts": str(THEIRS.parent),
        "index": {"config": config or CONFIG, "docs": list(entries)},
        "queries": queries,
    }
    done = subprocess.run(
        [node(), "-e", ASK],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    told = json.loads(done.stdout)
    answers = dict(zip(queries, told["answers"], strict=True))
    return Answers(
        {query: answer["items"] for query, answer in answers.items()},
        {query: answer.get("suggest", []) for query, answer in answers.items()},
        tuple(told["loaded"]),
    )
