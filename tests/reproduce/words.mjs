// Numbers, tables and pictures in Markdown, for every part of the report.

export function number(value, digits = 3) {
  if (value === null || value === undefined) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 0.01 && size < 1000) return String(Number(value.toPrecision(digits)));
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return `${Number(mantissa)}e${Number(exponent)}`;
}

/** A whole number with its thousands apart, from 10 000 on. */
export const whole = (value) =>
  value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, " ");

/** Mean ± standard error, to two digits. */
export function withError({ mean, stderr }) {
  return stderr === null ? number(mean) : `${number(mean)} ± ${number(stderr, 2)}`;
}

export const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

export const shown = (pictures) => pictures.map(({ file, title }) => `![${title}](${file})`);
export const met = (verdict) => (verdict.met ? "met" : "**missed**");
