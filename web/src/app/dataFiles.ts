// Saves the training data as a file (lab/dataSet.ts). Loaded on demand.
import type { Engine } from "../engine/engine.js";
import { type DataFormat, dataSetOf, saveDataSet } from "../lab/dataSet.js";
import type { Experiment } from "../state/experiment.js";
import { download } from "./device.js";

const types: Record<DataFormat, string> = {
  json: "application/json",
  safetensors: "application/octet-stream",
  csv: "text/csv",
};

export async function saveData(
  format: DataFormat,
  engine: Engine,
  { settings, measured }: Experiment,
): Promise<void> {
  const { data } = await engine.truth(settings, null, null, measured);
  const bytes = saveDataSet(dataSetOf(data, settings, measured), format);
  const what = measured ? "own" : settings.system;
  download(`data-${what}.${format}`, new Blob([bytes]), types[format]);
}
