// Failures of the core as readable errors.

/** The message of a thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The request was cancelled or replaced by a later one, which needs no message. */
export const isAbort = (error: unknown) =>
  error instanceof DOMException && error.name === "AbortError";

/** The module is no longer usable: its memory or its state cannot be trusted. A new lab must be created. */
export class CoreFailure extends Error {
  override readonly name = "CoreFailure";
}

/** The page's first module lacks what this run requires; the whole one has it. */
export class IncompleteCore extends Error {}

/** The part of the generated module that describes C++ exceptions. */
export interface ExceptionHelpers {
  getExceptionMessage?(exception: unknown): unknown;
  decrementExceptionRefcount?(exception: unknown): void;
}

const outOfMemory =
  "there is not enough memory for this: choose narrower layers, fewer trajectories or points, or a smaller batch";

/** [type, message] of a C++ exception; null if `error` is not one. Frees the exception. */
function readException(core: ExceptionHelpers, error: unknown): [string, string] | null {
  // TypeScript's libraries do not agree on whether WebAssembly.Exception exists.
  const { Exception } = WebAssembly as unknown as { Exception?: new () => object };
  if (!Exception || !(error instanceof Exception)) return null;
  const told = core.getExceptionMessage?.(error);
  core.decrementExceptionRefcount?.(error);
  const [type, message] = Array.isArray(told) ? told : [];
  return [String(type ?? "unknown exception"), String(message ?? "")];
}

const refusals = ["std::invalid_argument", "std::out_of_range", "std::domain_error"];

/** An Error for any value thrown by a call into the core. */
export function translateError(core: ExceptionHelpers, error: unknown): Error {
  const exception = readException(core, error);
  if (exception) {
    const [type, message] = exception;
    if (refusals.includes(type)) return new RangeError(message);
    if (type === "std::bad_alloc" || type === "std::length_error") return new Error(outOfMemory);
    return new Error(message ? `${message} (${type})` : type);
  }
  if (error instanceof WebAssembly.RuntimeError) {
    // Emscripten reports a failed growth of the memory as "Aborted(OOM)".
    const cause = /OOM|out of memory/i.test(error.message)
      ? outOfMemory
      : `the computation broke down (${error.message})`;
    return new CoreFailure(cause, { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}
