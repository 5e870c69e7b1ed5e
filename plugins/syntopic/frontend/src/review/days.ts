// Days as people have them: they end when one sleeps, wherever one is.
import { DAY } from "./schedule";

/** Who reviews at two in the night still means yesterday. */
const BEGINS = 4;

/** When the day that a moment belongs to began, by the clock on the wall. */
export function dayBegin(at: number): number {
  const date = new Date(at);
  if (date.getHours() < BEGINS) date.setDate(date.getDate() - 1);
  return date.setHours(BEGINS, 0, 0, 0);
}

/** When the next day begins, also where clocks are put forward or back in between. */
export function dayEnd(at: number): number {
  const date = new Date(dayBegin(at));
  return date.setDate(date.getDate() + 1);
}

/** How many days lie between two moments: 0 on one day, 1 from one day to the next. */
export function daysBetween(from: number, to: number): number {
  return Math.round((dayBegin(to) - dayBegin(from)) / DAY);
}
