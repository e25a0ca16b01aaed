import { engineTests } from "./engine.mjs";

engineTests("webkitgtk");
