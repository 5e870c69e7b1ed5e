// Where the site begins, whatever page this is: files and pages are named from there.

const script = document.currentScript as HTMLScriptElement | null;

/** The address of the site's first page, with a slash at its end. */
export const root = new URL("../../", script?.src ?? document.baseURI);

const begun = new Map<string, Promise<void>>();

/** Loads a script of ours, once however often it is asked for; rejects when it cannot be loaded. */
export function load(name: string): Promise<void> {
  const address = new URL(`assets/syntopic/${name}`, root).href;
  let loading = begun.get(address);
  if (!loading) {
    loading = new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = () => resolve();
      element.onerror = () => {
        begun.delete(address); // the next time may do
        element.remove();
        reject(new Error(`${address} cannot be loaded`));
      };
      document.head.append(element);
    });
    begun.set(address, loading);
  }
  return loading;
}
