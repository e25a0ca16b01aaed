// What Vite makes of imports that are no scripts.

/** The address of a worker's script, built as a file of its own. */
declare module "*?worker&url" {
  const address: string;
  export default address;
}

/** A style sheet as a text; rewritten for a shadow root (web/scripts/scoped.mjs). */
declare module "*.css?inline" {
  const text: string;
  export default text;
}
declare module "*.css?inline&scoped" {
  const text: string;
  export default text;
}
