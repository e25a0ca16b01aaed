// The code that embeds an experiment in a page or a slide. Pure.
import { attributeOf } from "./attributes.js";
import { urlVersion } from "./url.js";

export type EmbedKind = "element" | "frame";

export interface EmbedChoice {
  kind: EmbedKind;
  /** CSS pixels. */
  width: number;
  height: number;
}

/** A version of the element: its entry and all scripts that it may load, relative to the site's folder, with hashes. */
export interface Pinned {
  entry: string;
  files: Record<string, string>;
}

/** Reads the site's list of hashes (integrity.json); null if the text is not one. */
export function readPinned(list: unknown): Pinned | null {
  const { entry, files } = (list ?? {}) as Partial<Pinned>;
  const isHash = (hash: unknown) => typeof hash === "string" && /^sha384-[\w+/]{64}$/.test(hash);
  if (typeof entry !== "string" || typeof files !== "object" || files === null) return null;
  return Object.hasOwn(files, entry) && Object.values(files).every(isHash)
    ? { entry, files }
    : null;
}

/**
 * The code that loads one version. A module's own `integrity` does not cover its imports, so an import map lists
 * their hashes; it must precede the page's first module.
 */
function pinnedScripts(folder: string, { entry, files }: Pinned): string[] {
  const integrity = Object.fromEntries(
    Object.entries(files).map(([name, hash]) => [`${folder}${name}`, hash]),
  );
  const map = JSON.stringify({ integrity }, null, 1).replaceAll("<", "\\u003c");
  const source = escaped(`${folder}${entry}`);
  return [
    `<script type="importmap">${map}</script>`,
    `<script type="module" src="${source}" integrity="${files[entry]}" crossorigin="anonymous"></script>`,
  ];
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** `folder` is the address of the site; `link` the query of the experiment. Only the element can be `pinned`. */
export function embedCode(
  folder: string,
  link: string,
  { kind, width, height }: EmbedChoice,
  pinned: Pinned | null = null,
): string {
  const query = new URLSearchParams(link);
  query.delete("v");
  switch (kind) {
    case "frame": {
      const source = `${folder}embed.html${[...query].length > 0 ? `?v=${urlVersion}&${query}` : ""}`;
      return `<iframe src="${escaped(source)}" width="${width}" height="${height}" title="HNN Lab"></iframe>`;
    }
    case "element": {
      query.delete("data"); // an element cannot receive the visitor's own data
      const attributes = [...query].map(
        ([key, value]) => ` ${attributeOf(key)}="${escaped(value)}"`,
      );
      const scripts = pinned
        ? pinnedScripts(folder, pinned)
        : [`<script type="module" src="${escaped(`${folder}hnn-lab.js`)}"></script>`];
      return [
        ...scripts,
        `<hnn-lab${attributes.join("")} style="width: ${width}px; height: ${height}px"></hnn-lab>`,
      ].join("\n");
    }
    default:
      return kind satisfies never;
  }
}
