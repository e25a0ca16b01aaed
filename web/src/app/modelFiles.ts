// A file that the visitor chose or dropped: data (tables.ts), or which network it holds, before lab or engine read it in
// earnest.
import { text } from "../catalogue/strings.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";

const mostMegabytes = 64;
const megabyte = 2 ** 20;
/** Where a data file says what it is. Larger files are never read as a whole before their size is known to be fine. */
const headBytes = 2 ** 16;

/** Data say so themselves (lab/dataSet.ts); anything else that is no model file is taken for a table. */
export async function holdsData(file: File): Promise<boolean> {
  const isModel =
    /\.(json|safetensors)$/i.test(file.name) ||
    (await file.slice(0, 1000).text()).trimStart().startsWith("{");
  // The same words in both forms: safetensors begin with JSON.
  return !isModel || /"hnn-lab-data["/]/.test(await file.slice(0, headBytes).text());
}

/** Safetensors become the JSON that they stand for. */
async function modelText(file: File): Promise<string> {
  const { isSafetensors, modelFileOf } = await import("../lab/safetensors.js");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isSafetensors(bytes)) return new TextDecoder().decode(bytes);
  return JSON.stringify(modelFileOf(bytes));
}

/** Throws with the reason where it is no model file of this page. */
export async function readModelFile(file: File): Promise<{ who: Contestant; content: string }> {
  if (file.size > mostMegabytes * megabyte)
    throw new Error(text.loadTooLarge(String(mostMegabytes)));
  const content = await modelText(file);
  const [, model] = content.match(/"model"\s*:\s*"([\w-]+)"/) ?? [];
  const who = contestants.find((known) => known === model);
  if (!/"format"\s*:\s*"hnn-lab\//.test(content) || !who) throw new Error(text.notModelFile);
  return { who, content };
}
