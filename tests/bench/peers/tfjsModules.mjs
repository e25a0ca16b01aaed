// Here, so that the names resolve in this folder's node_modules, under Node and for the page's bundle.
export * as tf from "@tensorflow/tfjs";
export * as wasm from "@tensorflow/tfjs-backend-wasm";
