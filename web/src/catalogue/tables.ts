// The type of a translation: the tables of strings.ts and strings.later.ts with any text in place of the English one.
import type * as strings from "./strings.js";
import type * as laterStrings from "./strings.later.js";

/** The same shape with any strings in it. */
type Words<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [K in keyof T]: Words<T[K]> };

type English = typeof strings & typeof laterStrings;
type Tabled = {
  [K in keyof English as English[K] extends (...given: never[]) => unknown ? never : K]: English[K];
};
/** All tables of strings. */
export type Tables = { readonly [K in keyof Tabled]: Words<Tabled[K]> };
