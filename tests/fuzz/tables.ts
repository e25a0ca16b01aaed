// Ranges as the tables state them.
import type { Catalogue } from "../../web/src/catalogue/settings.js";
import { parameterField, systemOf } from "../../web/src/state/experiment.js";

export { isInRange } from "../../web/src/state/fields.js";

export function parameterRows(catalogue: Catalogue, system: string) {
  const info = systemOf(catalogue, system);
  return info.parameters.map((_, i) => parameterField(info, i));
}
