// Looks at pages with Lighthouse: node measure.mjs CHROMIUM FLAGS ADDRESS…
// Prints one line of JSON for each address and device: its scores (0 to 100), what it weighs, and
// every finding that costs points, with the elements concerned.
import * as chromeLauncher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const MOST_ELEMENTS = 5;

const [chromePath, flags, ...addresses] = process.argv.slice(2);

function elements(audit) {
  const items = audit.details?.items ?? [];
  return items
    .slice(0, MOST_ELEMENTS)
    .map((item) => item.node?.snippet ?? item.description ?? item.url ?? item.source ?? "")
    .map(String);
}

function findings({ audits, categories }) {
  const counted = CATEGORIES.slice(1).flatMap((name) => categories[name].auditRefs);
  return counted
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => ({ id, title: audits[id].title, elements: elements(audits[id]) }));
}

const chrome = await chromeLauncher.launch({ chromePath, chromeFlags: flags.split(" ") });
try {
  for (const [device, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
    for (const address of addresses) {
      const options = { port: chrome.port, logLevel: "error", onlyCategories: CATEGORIES };
      const { lhr } = await lighthouse(address, options, config);
      const scored = Object.entries(lhr.categories);
      const scores = Object.fromEntries(scored.map(([id, c]) => [id, Math.round(c.score * 100)]));
      const trouble = lhr.runtimeError?.message ?? "";
      console.log(JSON.stringify({ address, device, scores, trouble, findings: findings(lhr) }));
    }
  }
} finally {
  chrome.kill();
}
