// The settings of a run: the rows of the core's table (cpp/api/config.cpp), from which Embind declares them. What each
// means is in docs/settings.md; the page's words are in catalogue/strings.ts.
import type { Config } from "../../../wasm_build/dist/hnn_lab.mjs";

/** As data: lists are arrays, and Embind's strings, which may also be bytes, are strings. */
export type Settings = {
  [Key in keyof Config]: Config[Key] extends number | boolean
    ? Config[Key]
    : Config[Key] extends ArrayBufferView
      ? number[]
      : string;
};
