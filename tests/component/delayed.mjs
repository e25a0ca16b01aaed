// With JITTER=<ms> in the environment the page is slow by chance (tests/browsers/jitter.mjs). A module, because files share one
// page: it runs once there, before all others, while setup.mjs runs for every file.
import { delay } from "../browsers/jitter.mjs";

const most = import.meta.env.VITE_JITTER ? Number(import.meta.env.VITE_JITTER) : 0;
if (most > 0) delay(most);
