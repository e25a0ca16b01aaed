// A file that the visitor chose or dropped: classifies it as data (tables.ts) or as a network of a certain kind before lab
// or engine read it completely.
import { fileText } from "../catalogue/strings.later.js";
import { messageOf } from "../lab/errors.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";

const mostMegabytes = 64;
const megabyte = 2 ** 20;
/** The part of a data file that identifies it. Larger files are not read as a whole before their size is checked. */
const headBytes = 2 ** 16;

/** Data files identify themselves (lab/dataSet.ts); any other file that is not a model file is treated as a table. */
export async function holdsData(file: File): Promise<boolean> {
  const isModel =
    /\.(json|safetensors)$/i.test(file.name) ||
    (await file.slice(0, 1000).text()).trimStart().startsWith("{");
  // Both formats contain the same words: safetensors begin with JSON.
  return !isModel || /"hnn-lab-data["/]/.test(await file.slice(0, headBytes).text());
}

/** Converts safetensors to the JSON form. */
async function modelText(file: File): Promise<string> {
  const { isSafetensors, modelFileOf } = await import("../lab/safetensors.js");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isSafetensors(bytes)) return new TextDecoder().decode(bytes);
  return JSON.stringify(modelFileOf(bytes));
}

function requireJson(content: string) {
  try {
    JSON.parse(content);
  } catch (error) {
    throw new Error(fileText.notJson(messageOf(error)));
  }
}

/** Throws with the reason if it is not a model file of this page. */
export async function readModelFile(file: File): Promise<{ who: Contestant; content: string }> {
  if (file.size > mostMegabytes * megabyte)
    throw new Error(fileText.loadTooLarge(String(mostMegabytes)));
  const content = await modelText(file);
  if (content.trim() === "") throw new Error(fileText.emptyFile);
  if (!/"format"\s*:\s*"hnn-lab\//.test(content)) {
    requireJson(content);
    throw new Error(fileText.notModelFile);
  }
  const [, model] = content.match(/"model"\s*:\s*"([^"]*)"/) ?? [];
  const who = contestants.find((known) => known === model);
  if (!who) throw new Error(fileText.unknownModel(model ?? "", contestants.join(", ")));
  return { who, content };
}
