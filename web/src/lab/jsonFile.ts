// Shared by all JSON files: bytes, text or an object become fields, or an error with the reason.
import { show } from "../catalogue/check.js";
import { messageOf } from "./errors.js";

/** Largest file that is read. The largest network (6 × 512) takes about 45 MB with its optimiser. */
export const fileLimit = 64 * 1024 * 1024; // bytes

export type Fields = Record<string, unknown>;
/** Throws an error that names the expected kind of file. */
export type Refuse = (problem: string) => never;

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function megabytes(size: number): string {
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

function requireSize(size: number, refuse: Refuse): void {
  if (size > fileLimit) {
    refuse(`it has ${megabytes(size)}; the limit is ${megabytes(fileLimit)}`);
  }
}

function parseJson(text: string, refuse: Refuse): unknown {
  requireSize(text.length, refuse);
  const start = text.trimStart();
  if (start === "") return refuse("it is empty");
  if (!start.startsWith("{")) return refuse("it is not JSON (it does not start with “{”)");
  try {
    return JSON.parse(text);
  } catch (error) {
    const cut = !text.trimEnd().endsWith("}");
    const cause = messageOf(error);
    return refuse(
      cut ? `it is cut short (${cause}); copy or download it again` : `it is not JSON (${cause})`,
    );
  }
}

/** The object inside bytes, text, or an object that is already parsed. */
export function fieldsOf(file: unknown, refuse: Refuse): Fields {
  let content = file;
  if (content instanceof ArrayBuffer) content = new Uint8Array(content);
  if (ArrayBuffer.isView(content)) {
    requireSize(content.byteLength, refuse);
    content = new TextDecoder().decode(content as Uint8Array<ArrayBuffer>);
  }
  if (typeof content === "string") content = parseJson(content, refuse);
  if (!isObject(content)) {
    return refuse(`it must be bytes, a string or an object, got ${show(content)}`);
  }
  return content;
}
