// Concepts that have to do with no other stand in columns, like the entries of an index.

export interface Columns {
  columns: number;
  /** Pixels from one mark to the next, across and down. */
  across: number;
  down: number;
  /** Pixels that all of them take. */
  width: number;
  height: number;
}

/** Room for a mark with a name in two lines beside it, and for a mark alone. */
const ENTRY: Entry = [128, 32];
const MARK: Entry = [24, 20];
/** Names of the last column may reach so far beyond it. */
const BEYOND = 50;
/** How much of the height all may take, unless most concepts are such. */
const SHARE = 0.28;
const CLOSER = 0.92;
const CLOSEST = 0.84; // that names are read in

type Entry = [number, number];

/** Columns for so many of all concepts, below the others; without names where room is scarce. */
export function columnsOf(count: number, all: number, width: number, height: number): Columns {
  const most = height * Math.max(SHARE, (0.9 * count) / Math.max(all, 1));
  for (const [entry, least, beyond] of [[ENTRY, CLOSEST, BEYOND], [MARK, 0.1, 0]] as const) {
    for (let part = 1; part >= least; part *= CLOSER) {
      const found = inColumns(count, [entry[0] * part, entry[1] * part], width, beyond);
      if (found.height <= most) return found;
    }
  }
  return inColumns(count, [2, 2], width, 0);
}

function inColumns(count: number, [entry, down]: Entry, width: number, beyond: number): Columns {
  const fitting = Math.max(1, Math.floor((width + beyond) / entry));
  const columns = Math.max(1, Math.min(fitting, count));
  const rows = Math.ceil(count / columns);
  const spread = Math.min((width + beyond) / columns, width / Math.max(columns - 1, 1));
  const across = rows > 1 ? spread : Math.min(spread, 1.3 * entry);
  return { columns, across, down, width: across * (columns - 1), height: down * Math.max(rows - 1, 0) };
}
