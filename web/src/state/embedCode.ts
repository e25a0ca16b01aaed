// The lines that put an experiment into a page or a slide. Pure.
import { attributeOf } from "./attributes.js";
import { urlVersion } from "./url.js";

export type EmbedKind = "element" | "frame";

export interface EmbedChoice {
  kind: EmbedKind;
  /** CSS pixels. */
  width: number;
  height: number;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** `folder` is the address of the site; `link` the query of the experiment. */
export function embedCode(
  folder: string,
  link: string,
  { kind, width, height }: EmbedChoice,
): string {
  const query = new URLSearchParams(link);
  query.delete("v");
  switch (kind) {
    case "frame": {
      const source = `${folder}embed.html${[...query].length > 0 ? `?v=${urlVersion}&${query}` : ""}`;
      return `<iframe src="${escaped(source)}" width="${width}" height="${height}" title="HNN Lab"></iframe>`;
    }
    case "element": {
      query.delete("data"); // no element can be given the visitor's own data
      const attributes = [...query].map(
        ([key, value]) => ` ${attributeOf(key)}="${escaped(value)}"`,
      );
      return [
        `<script type="module" src="${escaped(`${folder}hnn-lab.js`)}"></script>`,
        `<hnn-lab${attributes.join("")} style="width: ${width}px; height: ${height}px"></hnn-lab>`,
      ].join("\n");
    }
    default:
      return kind satisfies never;
  }
}
