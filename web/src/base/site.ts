// Addresses of the site's own files. The site may be in any folder, so every address is derived from that of a script.

/** From a built script to the site's folder; unbuilt sources are two folders below it. */
declare const HNN_LAB_SITE: string | undefined;

/** False on the development server, whose files are not cached. */
export const isBuilt = typeof HNN_LAB_SITE === "string";

/** The address of the site's folder, ending with a slash. */
export function siteAddress(): string {
  const up = typeof HNN_LAB_SITE === "string" ? HNN_LAB_SITE : "../../";
  return new URL(up, import.meta.url).href;
}

/**
 * The name under which a page stores something in the browser. Two copies of the site on one origin (`/lab-2025/`,
 * `/lab-2026/`) share its storage, so the name contains the folder of the page.
 */
export function storageKey(name: string, page: string = window.location.href): string {
  return `hnn-lab${new URL("./", page).pathname}${name}`;
}
