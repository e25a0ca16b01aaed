// A file that the visitor chose or dropped: a table of data (tables.ts), or which network it holds, before lab or engine
// read it in earnest.
import { text } from "../catalogue/strings.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";

const mostMegabytes = 64;
const megabyte = 2 ** 20;

/** Anything but JSON is taken for a table. */
export async function isTableFile(file: File): Promise<boolean> {
  if (/\.(json|safetensors)$/i.test(file.name)) return false;
  const start = await file.slice(0, 1000).text();
  return !start.trimStart().startsWith("{");
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
