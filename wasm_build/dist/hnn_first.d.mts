export { default } from "./hnn_lab.mjs";
