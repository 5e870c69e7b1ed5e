// Names in lines: at most two short ones on the map, and all of it for the one that is looked at.

type Width = (text: string) => number;

/** Pixels from which a name is written in two lines, and that these take before words are left out. */
const WIDE = 110;
const WIDEST = 140;

const MORE = "…";

/** A name in one line or two; what goes into neither is left out, and a sign says so. */
export function shortened(name: string, width: Width): string[] {
  if (width(name) <= WIDE) return [name];
  const middle = halves(name);
  if (middle && Math.max(...middle.map(width)) <= WIDEST) return middle;
  const [first = "", ...rest] = wrapped(name, width);
  if (rest.length <= 1) return [first, ...rest];
  return [first, cut(name.slice(first.length).trim(), width)];
}

/** All of a name, in as many lines as it needs. */
export function whole(name: string, width: Width): string[] {
  const short = shortened(name, width);
  return short[short.length - 1]?.endsWith(MORE) ? wrapped(name, width) : short;
}

/** Two lines of much the same length; none where there is no space to part them. */
function halves(name: string): [string, string] | undefined {
  const middle = name.length / 2;
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const at = spaces.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  return at === undefined ? undefined : [name.slice(0, at), name.slice(at + 1)];
}

function wrapped(name: string, width: Width): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(name, width)) {
    if (line && width((line + piece).trim()) > WIDE) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  return line.trim() ? [...lines, line.trim()] : lines;
}

/** Words with the space after them; parts of them where they are too long, or letters. */
function pieces(name: string, width: Width): string[] {
  const finer = (granularity: "word" | "grapheme") => (text: string) =>
    width(text) > WIDE ? parted(text, granularity) : [text];
  return (name.match(/\S+\s*/g) ?? []).flatMap(finer("word")).flatMap(finer("grapheme"));
}

/** Many scripts write no spaces, but browsers know their words. */
function parted(text: string, granularity: "word" | "grapheme"): string[] {
  if (!("Segmenter" in Intl)) return [...text];
  return [...new Intl.Segmenter(undefined, { granularity }).segment(text)].map(({ segment }) => segment);
}

/** The beginning of a text that goes into a line, with a sign that there is more. */
function cut(text: string, width: Width): string {
  const signs = parted(text, "grapheme");
  while (signs.length && width(signs.join("").trimEnd() + MORE) > WIDE) signs.pop();
  return signs.join("").trimEnd() + MORE;
}
