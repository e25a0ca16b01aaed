// All German words, and the later tables that they are written over, in one import.
export { german } from "./strings.de.js";
export * from "./strings.later.js";
