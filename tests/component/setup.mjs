// Before and after every test. With JITTER=<ms> in the environment the page is slow by chance (tests/browsers/jitter.mjs).
import { afterEach, beforeEach } from "vitest";
import { delay } from "../browsers/jitter.mjs";
import { cleanUp, prepare } from "./mount.js";

const most = import.meta.env.VITE_JITTER ? Number(import.meta.env.VITE_JITTER) : 0;
if (most > 0) delay(most);

beforeEach(prepare);
afterEach(cleanUp);
