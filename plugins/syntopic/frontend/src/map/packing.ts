// Puts islands beside and below each other, so that together they fill a place well.

export interface Block {
  width: number;
  height: number;
}

const SQUARES = 48; // across; as finely as blocks are moved
/** How much wider than its widest block the whole may become, as it is tried out. */
const WIDER = [1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6];

/**
 * The left upper corner of each block, in a shape that is seen largest in a place that is `aspect`
 * times as wide as it is high. Blocks keep their order: the first one stands on top and to the left.
 */
export function packed(blocks: readonly Block[], aspect: number): [number, number][] {
  const widest = Math.max(1, ...blocks.map(({ width }) => width));
  let best: [number, number][] = [];
  let least = Infinity;
  for (const wider of WIDER) {
    const { corners, across, down } = within(blocks, widest * wider);
    const size = Math.max(across / aspect, down);
    if (size < least - 1e-6) [best, least] = [corners, size];
  }
  return best;
}

interface Packed {
  corners: [number, number][];
  across: number;
  down: number;
}

/** Each block as far up as it can go in so much width, and there as far left (a skyline). */
function within(blocks: readonly Block[], width: number): Packed {
  const square = width / SQUARES;
  const filled = new Array<number>(SQUARES).fill(0); // how far down each column is taken
  const corners: [number, number][] = [];
  let [across, down] = [0, 0];
  for (const block of blocks) {
    const columns = Math.min(Math.ceil(block.width / square - 1e-9), SQUARES);
    let [left, top] = [0, Infinity];
    for (let start = 0; start + columns <= SQUARES; start++) {
      const lowest = Math.max(...filled.slice(start, start + columns));
      if (lowest < top) [left, top] = [start, lowest];
    }
    filled.fill(top + block.height, left, left + columns);
    corners.push([left * square, top]);
    across = Math.max(across, left * square + block.width);
    down = Math.max(down, top + block.height);
  }
  return { corners, across, down };
}
