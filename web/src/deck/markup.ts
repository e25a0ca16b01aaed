// reveal.js writes its controls, slide numbers and overlays as markup. With enforced Trusted Types, markup requires a policy,
// and a library without its own uses the page's default one. This policy accepts only markup that cannot run scripts.

const active =
  /<\s*(?:script|iframe|object|embed|base|meta|link|style|template|form)\b|\son[a-z]+\s*=|\ssrcdoc\s*=|javascript:/i;

/** The unchanged markup, or an exception. */
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
