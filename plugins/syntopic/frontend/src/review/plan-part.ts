// What one day of a plan asks: what is due, then something new, as far as there is room.
import { family } from "./queue";

export interface Due {
  readonly key: string;
  /** How likely it is recalled, from 0 to 1. */
  readonly likely: number;
}

/** What waits on a day, and how much of it can be asked. */
export interface Waits {
  /** In the order in which they are to be asked. */
  readonly due: readonly Due[];
  readonly unseen: readonly string[];
  /** Showings that there is room for; a card that is missed is shown twice. */
  readonly room: number;
  /** The most new cards of the day. */
  readonly most: number;
  /** How likely a new card is known. */
  readonly known: number;
}

export interface Part {
  readonly due: readonly Due[];
  readonly fresh: readonly string[];
}

/** What a day asks; of what is one card in the note only one, for its answer tells the others'. */
export function partOf({ due, unseen, room, most, known }: Waits): Part {
  const families = new Set<string>();
  let left = room + 1e-9;
  const takes = (key: string, likely: number): boolean => {
    if (left < 2 - likely || families.has(family(key))) return false;
    families.add(family(key));
    left -= 2 - likely;
    return true;
  };
  const reviews = due.filter(({ key, likely }) => takes(key, likely));
  const fresh: string[] = [];
  for (const key of unseen) {
    if (fresh.length >= most || left < 2 - known) break;
    if (takes(key, known)) fresh.push(key);
  }
  return { due: reviews, fresh };
}
