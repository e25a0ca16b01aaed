// reveal.js writes its controls, slide numbers and overlays as markup. Where Trusted Types are enforced, markup needs a policy,
// and a library that names none gets the page's default one. Ours lets through what cannot run anything.

const active =
  /<\s*(?:script|iframe|object|embed|base|meta|link|style|template|form)\b|\son[a-z]+\s*=|\ssrcdoc\s*=|javascript:/i;

/** The markup as it is, or an exception. */
export function inertMarkup(markup: string): string {
  const found = active.exec(markup);
  if (found) throw new TypeError(`markup with "${found[0].trim()}" is refused`);
  return markup;
}

interface Policies {
  createPolicy(name: string, rules: { createHTML(markup: string): string }): unknown;
}

export function allowInertMarkup() {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  trustedTypes?.createPolicy("default", { createHTML: inertMarkup });
}
