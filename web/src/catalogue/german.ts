// All German strings, and the later tables that they overwrite, in one import.
export { german } from "./strings.de.js";
export * from "./strings.later.js";
