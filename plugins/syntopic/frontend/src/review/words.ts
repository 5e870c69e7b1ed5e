// Numbers, times and spans as the site's language says them.
import { daysBetween } from "./days";
import { DAY } from "./schedule";
import type { App } from "./values";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A label that is another one for a single thing: "due" and "due-one". */
export function counted(app: App, name: string, count: number, more = {}): string {
  return app.label(count === 1 ? `${name}-one` : name, { count, ...more });
}

/** How long it is until a card comes again: "10 min", "3 days", "1.4 mths". */
export function span(app: App, milliseconds: number): string {
  const days = milliseconds / DAY;
  const [value, unit] =
    milliseconds < HOUR
      ? [Math.max(1, Math.round(milliseconds / MINUTE)), "minute"]
      : days < 1
        ? [Math.round(milliseconds / HOUR), "hour"]
        : days < 31
          ? [Math.round(days), "day"]
          : days < 365
            ? [rounded(days / 30.4), "month"]
            : [rounded(days / 365.25), "year"];
  const style = { style: "unit", unit, unitDisplay: "short" } as const;
  return new Intl.NumberFormat(app.deck.language, style).format(value);
}

/** When something is, seen from now: "in 8 minutes", "tomorrow", "in 3 days". */
export function whenFrom(app: App, at: number): string {
  const now = app.now();
  const format = new Intl.RelativeTimeFormat(app.deck.language, { numeric: "auto" });
  const days = daysBetween(now, at);
  if (days !== 0) return format.format(days, "day");
  const minutes = Math.max(1, Math.round((at - now) / MINUTE));
  return minutes < 60
    ? format.format(minutes, "minute")
    : format.format(Math.round(minutes / 60), "hour");
}

/** A day and its time of day. */
export function moment(app: App, at: number): string {
  const style = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(app.deck.language, style).format(at);
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
