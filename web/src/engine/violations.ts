// What the page's content security policy has forbidden so far. Browsers tell the document of it, not the script that fails, so
// this has to listen from the beginning; policy.ts finds the words.

interface Violation {
  directive: string;
  /** An address, its origin, or the word "blob". */
  blocked: string;
}

export const violations: Violation[] = [];

globalThis.document?.addEventListener("securitypolicyviolation", (event) => {
  const { disposition, effectiveDirective, blockedURI } = event;
  if (disposition === "enforce")
    violations.push({ directive: effectiveDirective, blocked: blockedURI });
});

/** Said of a worker whose script does not come. */
export const notLoaded = "its script cannot be loaded";
