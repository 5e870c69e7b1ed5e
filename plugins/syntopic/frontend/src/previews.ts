// Previews of what a link to a concept or a passage leads to: by mouse after a moment, by keyboard
// with the focus. A preview needs the other page, so there is none where browsers fetch no files.
import { excerpt } from "./excerpts";
import { root } from "./site";

const PATIENCE = 320; // milliseconds before a preview shows, and before it goes
const PARTING = 220;

/** Links that have something else to show, or nothing. */
const OTHERS = ".headerlink, .footnote-ref, .footnote-backref, [download], [data-preview]";

/** Lists of posts and topics, which say themselves how each begins. */
const TOLD = ".post, .md-post, ol.topics";

/** Where the pointer was last: a link that comes to lie under it by itself is not pointed at. */
let pointer = "";

const pages = new Map<string, Promise<Document>>();

/** Lets links in the article of a page show where they lead. */
export function mountPreviews(page: HTMLElement, signal: AbortSignal): void {
  const article = page.querySelector("article");
  if (!article || location.protocol === "file:" || themesOwn(page)) return;
  let shown: { link: HTMLAnchorElement; box: HTMLElement } | undefined;
  let waiting = 0;
  let wanted: HTMLAnchorElement | undefined;
  const hide = () => {
    clearTimeout(waiting);
    wanted = undefined;
    shown?.box.remove();
    shown?.link.removeAttribute("aria-describedby");
    shown = undefined;
  };
  const later = (act: () => void, milliseconds: number) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(act, milliseconds);
  };
  const show = async (link: HTMLAnchorElement, x: number) => {
    const address = new URL(link.href);
    const parts = await documentAt(address).then(
      (found) => excerpt(found, address),
      () => [], // a page that cannot be had shows nothing
    );
    if (signal.aborted || wanted !== link || !parts.length) return;
    const box = boxOf(parts);
    document.body.append(box);
    link.setAttribute("aria-describedby", box.id);
    stand(box, link, x);
    shown = { link, box };
  };
  const want = (link: HTMLAnchorElement | undefined, x: number) => {
    if (link && link === wanted) {
      clearTimeout(waiting);
      if (!shown) later(() => void show(link, x), PATIENCE);
      return;
    }
    hide();
    if (!link) return;
    wanted = link;
    later(() => void show(link, x), PATIENCE);
  };
  let passedOver = false;
  page.addEventListener(
    "pointermove",
    (event) => {
      pointer = placeOf(event);
      const link = passedOver ? previewed(event.target) : undefined;
      passedOver = false;
      if (link) want(link, event.clientX);
    },
    { signal, passive: true },
  );
  article.addEventListener(
    "pointerover",
    (event) => {
      if (event.pointerType === "touch") return;
      passedOver = pointer === placeOf(event);
      const link = passedOver ? undefined : previewed(event.target);
      if (link) want(link, event.clientX);
      else if (wanted) later(hide, PARTING);
    },
    { signal },
  );
  page.addEventListener(
    "pointerover",
    (event) => {
      if (!shown || event.pointerType === "touch") return;
      if (shown.box.contains(event.target as Node)) clearTimeout(waiting);
      else if (!article.contains(event.target as Node)) later(hide, PARTING);
    },
    { signal },
  );
  article.addEventListener(
    "focusin",
    (event) => {
      const link = previewed(event.target);
      if (link?.matches(":focus-visible")) want(link, link.getBoundingClientRect().left);
    },
    { signal },
  );
  article.addEventListener("focusout", () => wanted && later(hide, 0), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal });
  document.addEventListener("click", () => hide(), { signal, capture: false });
  signal.addEventListener("abort", hide);
}

function placeOf({ clientX, clientY }: PointerEvent): string {
  return `${clientX} ${clientY}`;
}

/** Whether the author has turned on the theme's own previews; two would be one too many. */
function themesOwn(page: HTMLElement): boolean {
  const settings = page.ownerDocument.getElementById("__config")?.textContent ?? "";
  return settings.includes('"navigation.instant.preview"');
}

/** The link at a place, if it leads to a topic or to a passage of any page of the site. */
function previewed(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = (target as Element | null)?.closest<HTMLAnchorElement>("a[href]");
  if (!link || link.matches(OTHERS) || link.closest(TOLD)) return undefined;
  const address = new URL(link.href);
  if (address.origin !== root.origin || !address.pathname.startsWith(root.pathname)) return undefined;
  const path = address.pathname.slice(root.pathname.length);
  if (/\.(?!html$)\w+$/.test(path)) return undefined;
  const topic = /^topics\/(?!index\.html$)./.test(path);
  return topic || address.hash.length > 1 ? link : undefined;
}

function documentAt(address: URL): Promise<Document> {
  const here = new URL(location.href);
  if (address.pathname === here.pathname && address.search === here.search) {
    return Promise.resolve(document);
  }
  const page = address.origin + address.pathname + address.search;
  let found = pages.get(page);
  if (!found) {
    found = fetch(page).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    found.catch(() => pages.delete(page));
    pages.set(page, found);
  }
  return found;
}

function boxOf(parts: HTMLElement[]): HTMLElement {
  const box = document.createElement("div");
  box.id = "concept-preview";
  box.className = "preview";
  box.setAttribute("role", "tooltip");
  const inner = document.createElement("div");
  inner.className = "md-typeset";
  inner.append(...parts);
  box.append(inner);
  return box;
}

/** Puts the box below the line of the link at `x`, or above it where there is more room. */
function stand(box: HTMLElement, link: HTMLElement, x: number): void {
  const lines = [...link.getClientRects()];
  const line = lines.find(({ left, right }) => x >= left && x <= right) ?? lines[0];
  if (!line) return;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const below = height - line.bottom >= Math.min(box.offsetHeight + 16, line.top);
  const left = Math.min(Math.max(line.left, 12), width - box.offsetWidth - 12);
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(below ? line.bottom + 8 : line.top - box.offsetHeight - 8) + scrollY}px`;
  box.classList.toggle("preview-cut", box.scrollHeight > box.clientHeight);
}
