// `npm start`: bundles the page from the committed WebAssembly and serves it. Needs Node and nothing else.

import { buildSite } from "./build.mjs";
import { serveForPeople } from "./serve.mjs";

await buildSite();
await serveForPeople();
