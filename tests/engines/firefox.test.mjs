import { engineTests } from "./engine.mjs";

engineTests("firefox");
