// Days by number, for counting those until an interview; each is a day as `days` has it.
import { dayBegin } from "./days";
import { DAY } from "./schedule";

/** The hour at which an interview is thought to be: what is recalled is told for it. */
const MORNING = 9;

/** The number of the day of a moment; the next day has the next number. */
export function dayOf(at: number): number {
  const begin = new Date(dayBegin(at));
  return Date.UTC(begin.getFullYear(), begin.getMonth(), begin.getDate()) / DAY;
}

/** The moment of a day at which its interview begins. */
export function interviewOn(day: number): number {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return new Date(year, month, date.getUTCDate(), MORNING).getTime();
}

/** The number of the day that a calendar's field holds as 2026-05-12; `undefined` without one. */
export function dayOfDate(written: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written);
  if (!parts) return undefined;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  const found = Date.UTC(year, month - 1, date);
  const real = new Date(found).getUTCDate() === date && month <= 12;
  return real ? found / DAY : undefined;
}

/** A day as a calendar's field holds it. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** A day in words of a language, its weekday, too; short for tables, long for sentences. */
export function dayInWords(day: number, language: string, length: "short" | "long" = "short"): string {
  const parts = { weekday: length, day: "numeric", month: length } as const;
  return new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" }).format(day * DAY);
}
