// With JITTER=<ms> in the environment the page is slow by chance (tests/browsers/jitter.mjs).
import { delay } from "../browsers/jitter.mjs";

const most = import.meta.env.VITE_JITTER ? Number(import.meta.env.VITE_JITTER) : 0;
if (most > 0) delay(most);
