// Before and after every test of a file.
import "./delayed.mjs";
import { afterEach, beforeEach } from "vitest";
import { cleanUp, prepare } from "./mount.js";

beforeEach(prepare);
afterEach(cleanUp);
