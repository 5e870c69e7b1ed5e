// The statistics of the review page; they are computed when somebody asks for them.
import { el } from "../map/elements";
import { barChart, shareBar } from "./charts";
import { CHANGED, folded, table } from "./panels-elements";
import { dayInWords, dayOf } from "./readiness-days";
import { done, ENOUGH, forecast, retention, type Retention, share } from "./statistics";
import type { App } from "./values";

const DAYS = 30;

/** The panel, hidden before the first review. */
export function statisticsPanel(app: App): HTMLElement {
  const panel = folded(app.label("stats-title"));
  panel.classList.add("review-panel", "ready", "ready-statistics");
  const body = el("div", {});
  panel.append(body);
  const show = (): void => {
    if (panel.hasAttribute("open")) body.replaceChildren(ages(app), coming(app), past(app));
  };
  const changed = (): void => {
    panel.hidden = !app.state().reviews.length;
    show();
  };
  panel.addEventListener("toggle", show, { signal: app.signal });
  panel.addEventListener(CHANGED, changed, { signal: app.signal });
  changed();
  return panel;
}

/** How much was recalled, by how long the cards had rested. */
function ages(app: App): HTMLElement {
  const rows = retention(app.state())
    .filter(({ asked }) => asked)
    .map((row) => [age(app, row), `${row.recalled}/${row.asked}`, ...shareCell(app, row)]);
  const title = app.label("stats-retention");
  const names = ["stats-age", "stats-recalled", "stats-share"].map((name) => app.label(name));
  const body = rows.length
    ? [table(title, names, rows)]
    : [el("p", {}, app.label("stats-retention-none"))];
  const intro = el("p", {}, app.label("stats-retention-intro", { count: ENOUGH }));
  return el("figure", { class: "ready-chart" }, el("h3", {}, title), intro, ...body);
}

function age(app: App, { from, to }: Retention): string {
  if (to === undefined) return app.label("stats-more", { days: from - 1 });
  return from === to ? String(from) : `${from}–${to}`;
}

function shareCell(app: App, row: Retention): (Node | string)[] {
  const percent = share(row);
  if (percent === undefined) return [app.label("stats-too-few")];
  const said = new Intl.NumberFormat(app.deck.language, { style: "percent" }).format(percent / 100);
  return [el("span", { class: "ready-percent" }, shareBar(percent / 100), said)];
}

function coming(app: App): HTMLElement {
  const counts = forecast(app.deck, app.state(), app.now(), DAYS);
  const [count, most] = [sum(counts), Math.max(...counts)];
  const said = app.label("stats-forecast-said", { count, most, today: counts[0] ?? 0 });
  return chart(app, "forecast", said, counts, 0, "stats-due");
}

function past(app: App): HTMLElement {
  const counts = done(app.state(), app.now(), DAYS);
  const days = counts.filter(Boolean).length;
  const said = app.label("stats-done-said", { count: sum(counts), days });
  return chart(app, "done", said, counts, 1 - DAYS, "stats-reviews");
}

/** A chart of a count for each day, the first of them so many days from today. */
function chart(
  app: App,
  name: string,
  said: string,
  counts: readonly number[],
  first: number,
  column: string,
): HTMLElement {
  const today = dayOf(app.now());
  const bars = counts.map((count, n) => ({
    name: first + n ? dayInWords(today + first + n, app.deck.language) : app.label("stats-today"),
    count,
  }));
  const columns = [app.label("stats-day"), app.label(column)] as const;
  const title = app.label(`stats-${name}`);
  return barChart({ title, said, bars, columns, opens: app.label("stats-table") });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
