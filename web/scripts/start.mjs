// `npm start`: builds the site from the committed WebAssembly and serves it, as any static host would. Needs Node and nothing
// else. `npm run deck` shows the slide deck.
//
//   node web/scripts/start.mjs [page]

import { buildSite } from "./build.mjs";
import { serveForPeople, siteFolder } from "./serve.mjs";

const [page = ""] = process.argv.slice(2).filter((one) => !one.startsWith("--"));
await buildSite();
await serveForPeople(siteFolder, page === "deck/" ? { name: "The slide deck", page } : { page });
