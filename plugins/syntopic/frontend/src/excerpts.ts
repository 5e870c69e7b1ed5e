// What a preview shows of a page: the passage that a link means, or how the page begins.
import { fragment } from "./fragments";

/** What only the whole page needs. */
const LEFT_OUT =
  ".headerlink, .workings, details.also, details.card, .end, button, .md-clipboard, .md-code__nav, " +
  "script, style, .footnote, .footnote-ref, .footnote-backref";

/** What is shown whole, if the place that is meant lies in it. */
const WHOLE = "section.passage, .picture, tr, li, p, figure, blockquote, pre, table, dl";

/** So many blocks are more than a preview has room for. */
const MOST_BLOCKS = 8;

let sequence = 0;

/** The parts of a page that a link to `address` means, made to stand on any other page. */
export function excerpt(page: Document, address: URL): HTMLElement[] {
  const article = page.querySelector<HTMLElement>("article");
  if (!article) return [];
  const id = fragment(address.hash);
  const target = id ? page.getElementById(id) : null;
  const parts = target && article.contains(target) ? passage(target) : opening(article);
  const copies = parts.map((part) => part.cloneNode(true) as HTMLElement);
  for (const copy of copies) movable(copy, address);
  return copies.filter((copy) => copy.textContent?.trim() || copy.querySelector("img, svg"));
}

/** What is said at a place: a passage, a section under its heading, or the block that has the id. */
function passage(target: HTMLElement): Element[] {
  if (target.matches("h1")) return opening(target.closest("article") ?? target);
  if (target.matches("h2, h3, h4, h5, h6")) return section(target);
  const whole = target.closest(WHOLE);
  const block = target.matches("section, div") ? target : (whole ?? target);
  if (!block.matches("tr, dt")) return [block];
  return block.matches("dt") && block.nextElementSibling ? [block, block.nextElementSibling] : [block];
}

function section(heading: Element): Element[] {
  const level = Number(heading.tagName[1]);
  const parts = [heading];
  for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
    const other = /^H([1-6])$/.exec(next.tagName);
    if (parts.length > MOST_BLOCKS || (other && Number(other[1]) <= level)) break;
    parts.push(next);
  }
  return parts;
}

/** The name of a page and its first words: the author's own, else those of the first source. */
function opening(article: Element): Element[] {
  const name = [...article.querySelectorAll(":scope > .crumb, h1, :scope > .aka")];
  const words = article.querySelector(".synthesis, .passage");
  if (words) return [...name, words];
  const rest = [...article.querySelectorAll(":scope > p:not(.crumb, .aka, .facts)")].slice(0, 2);
  return [...name, ...rest];
}

/** Makes a copy fit to stand elsewhere: addresses whole, ids its own, nothing to press. */
function movable(copy: HTMLElement, base: URL): void {
  for (const extra of copy.querySelectorAll(LEFT_OUT)) extra.remove();
  const suffix = `-preview-${++sequence}`;
  const renamed = new Map<string, string>();
  const all = [copy, ...copy.querySelectorAll<HTMLElement>("*")];
  for (const element of all) {
    if (!element.id) continue;
    renamed.set(element.id, element.id + suffix);
    element.id += suffix;
  }
  for (const element of all) {
    for (const { name, value } of [...element.attributes]) {
      const within = rewritten(value, renamed);
      if (within !== value) element.setAttribute(name, within);
      else if ((name === "href" || name === "src") && !value.startsWith("#")) {
        element.setAttribute(name, new URL(value, base).href);
      }
    }
    if (element.matches("a[href^='#']")) {
      element.setAttribute("href", new URL(element.getAttribute("href") ?? "", base).href);
    }
    if (element.matches("a, summary, input, [tabindex]")) element.tabIndex = -1;
  }
}

/** References to ids within the copy: drawings use them for clips and repeated marks. */
function rewritten(value: string, renamed: Map<string, string>): string {
  const own = renamed.get(value.replace(/^#/, ""));
  if (own && value.startsWith("#")) return `#${own}`;
  return value.replace(/url\(#([^)]+)\)/g, (whole, id: string) => {
    const other = renamed.get(id);
    return other ? `url(#${other})` : whole;
  });
}
