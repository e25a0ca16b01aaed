import { engineTests } from "./engine.mjs";

engineTests("chromium");
