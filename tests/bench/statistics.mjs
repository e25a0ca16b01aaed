// What a list of measurements is summed up as.

/** The middle one; of an even number the upper of the two, so that it is always one that was measured. */
export function median(values) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Median, smallest and largest, rounded. */
export function spread(values, digits = 4) {
  const round = (value) => Number(value.toFixed(digits));
  return {
    median: round(median(values)),
    min: round(Math.min(...values)),
    max: round(Math.max(...values)),
  };
}
