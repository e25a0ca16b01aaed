// A file that the visitor chose or dropped: which network it holds, before the engine reads it in earnest.
import { text } from "../catalogue/strings.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";

const mostMegabytes = 64;

/** Throws with the reason where it is no model file of this page. */
export async function readModelFile(file: File): Promise<{ who: Contestant; content: string }> {
  if (file.size > mostMegabytes * 2 ** 20)
    throw new Error(text.loadTooLarge(String(mostMegabytes)));
  const content = await file.text();
  const [, model] = content.match(/"model"\s*:\s*"([\w-]+)"/) ?? [];
  const who = contestants.find((known) => known === model);
  if (!/"format"\s*:\s*"hnn-lab\//.test(content) || !who) throw new Error(text.notModelFile);
  return { who, content };
}
