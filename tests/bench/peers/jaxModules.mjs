// Here, so that the name resolves in this folder's node_modules, under Node and for the page's bundle.
export * as jax from "@jax-js/jax";
