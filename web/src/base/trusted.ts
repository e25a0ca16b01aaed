// Script addresses for browsers that enforce Trusted Types (`require-trusted-types-for 'script'`): there a worker
// can only be started from an address made by a named policy. In other browsers the address is a plain string.

/** The name that a page's `trusted-types` directive has to list. */
export const policyName = "hnn-lab";

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

const scriptsOfOurs = /^(?:blob:|https?:|file:)/;

let policy: { createScriptURL(address: string): string } | null = null;

function checked(address: string): string {
  if (scriptsOfOurs.test(address)) return address;
  throw new TypeError(`"${address}" is not the address of a script of HNN Lab`);
}

/** Typed as a string, because the declarations of `Worker` and `register` do not include TrustedScriptURL. */
export function scriptAddress(address: string | URL): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return String(address);
  if (!policy) {
    try {
      policy = trustedTypes.createPolicy(policyName, { createScriptURL: checked });
    } catch (cause) {
      throw new Error(
        `This page's content security policy forbids the Trusted Types policy of HNN Lab: add ${policyName} to its trusted-types directive.`,
        { cause },
      );
    }
  }
  return policy.createScriptURL(String(address));
}
