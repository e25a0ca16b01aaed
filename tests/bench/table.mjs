// Results as text: rates, the fraction of the bare product's rate, and a table for the terminal.

/** GFLOP/s of the median. */
export const rateOf = ({ flop, ms }) => (flop && ms ? flop / ms.median / 1e6 : Number.NaN);

/** The bare product of the same place in the same race, and of the same width where they have one each. */
const productBeside = ({ race, place, hidden }, results) =>
  results.find(
    (other) =>
      other.race === race &&
      other.place === place &&
      other.peer === "hnn-lab" &&
      other.work === "product" &&
      (other.hidden === undefined || other.hidden[0] === hidden?.[0]),
  );

/** { fractionOfKernel } of one of our own results that counts its flop and ran beside the product; else {}. */
export function fractionOfProduct(result, results) {
  const beside = productBeside(result, results);
  const fraction = beside && beside !== result ? rateOf(result) / rateOf(beside) : Number.NaN;
  if (result.peer !== "hnn-lab" || !Number.isFinite(fraction)) return {};
  return { fractionOfKernel: Number(fraction.toFixed(3)) };
}

/** Three digits, as people read them. */
export function shortNumber(value) {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

export const percent = (fraction) =>
  Number.isFinite(fraction) ? `${Math.round(100 * fraction)} %` : "–";

/** What a reader must know of a result before he believes it; empty where nothing. */
export function remark({ failed, wrong, goldenError, busyBlocks }) {
  if (failed !== undefined) return `failed: ${failed}`;
  const parts = [
    wrong ? `gradients wrong (by ${percent(goldenError)})` : "",
    busyBlocks ? `core busy before ${busyBlocks} blocks` : "",
  ];
  return parts.filter(Boolean).join("; ");
}

export function printTable(results) {
  const widths = [22, 10, 10, 54, 7, 30, 10, 8];
  const row = (cells) => console.log(cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(""));
  row(["race", "where", "peer", "form", "N", "ms: median (min … max)", "GFLOP/s", "kernel"]);
  for (const result of results) {
    const { race, place, peer, form, work, n, ms, times } = result;
    const { fractionOfKernel } = fractionOfProduct(result, results);
    const spread = ms && [ms.median, ms.min, ms.max].map(shortNumber);
    const time = spread ? `${spread[0]} (${spread[1]} … ${spread[2]})` : "";
    row([
      ...[race, place, peer, form || work, String(n ?? "")],
      times ? times.map(shortNumber).join(" ") : time,
      ...[shortNumber(rateOf(result)), percent(fractionOfKernel), remark(result)],
    ]);
  }
}
