// What the end of an address names.

/** The id that the end of an address names; as written where it is no proper one. */
export function fragment(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
