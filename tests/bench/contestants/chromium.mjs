// One contestant in a page of Chromium: `node --import tsx chromium.mjs '{"peer": "hnn-lab", …}'`. A contestant with
// threads of its own gets a page that is isolated from other origins, without which there are no threads.

import { serve } from "../../../web/scripts/serve.mjs";
import { launch } from "../../browsers/browsers.mjs";
import { pageFolder } from "../page.mjs";
import { talk } from "./talk.mjs";

const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

await talk(async () => {
  const spec = JSON.parse(process.argv[2]);
  const server = await serve({
    folder: pageFolder,
    // The strict policy of our own page forbids the workers from blobs that peers start.
    headers: { "Content-Security-Policy": undefined, ...(spec.threads > 1 && isolation) },
  });
  const browser = await launch("chromium");
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    await browser.goto(server.url);
    await browser.waitFor(() => globalThis.contest !== undefined);
    const error = await browser.evaluate((given) => globalThis.contest(given), spec);
    return {
      error,
      obey: (line) => browser.evaluate((command) => globalThis.obey(command), line),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
});
