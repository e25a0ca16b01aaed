// The package hnn-lab: Hamiltonian neural networks in Node, a browser page or a worker.
//
//   import { createLab } from "hnn-lab";
//   const lab = await createLab();
//   const run = lab.session({ system: "pendulum", model: "hnn", seed: 0 });
//   for await (const p of run.train({ steps: 2000 })) console.log(p.step, p.trainLoss, p.testLoss);
//   const { t, x, energy } = run.rollout({ x0: [2.1, 0], duration: 28, integrator: "leapfrog" });
//   run.dispose();
import createCore from "../../../wasm_build/dist/hnn_lab.mjs";
import type { CoreModule } from "./core.js";
import { Lab } from "./lab.js";
import { englishNotes } from "./notes.js";
import { compileWasm, instantiateCore, type WasmSource } from "./wasm.js";

export type { Catalogue, ModelInfo, Setting, SystemInfo } from "../catalogue/settings.js";
export type { Measured, MeasuredReport } from "../protocol/measured.js";
export type { Settings } from "../protocol/settings.js";
export type {
  DataView,
  Grid,
  GridRequest,
  Metrics,
  Rollout,
  RolloutRequest,
} from "../protocol/snapshot.js";
export { type OrbitStop, type Stop, type StopReason, stopReasons } from "../protocol/stop.js";
export type {
  ChaosResult,
  ChaosStudy,
  ResultOf,
  ReversalResult,
  ReversalStudy,
  SectionResult,
  SectionStudy,
  StudyRequest,
  StudyResult,
} from "../protocol/study.js";
export type { Numbers } from "./arrays.js";
export type { OptimizerState, Solution, Tensor } from "./core.js";
export {
  type DataFormat,
  type DataSet,
  dataSetOf,
  measuredOf,
  readDataSet,
  saveDataSet,
} from "./dataSet.js";
export { CoreFailure } from "./errors.js";
export { Lab, type SettingsInput } from "./lab.js";
export type { MeasuredInput } from "./measured.js";
export type { FileData, FileTensor, ModelFile } from "./modelFile.js";
export {
  type LossAndGradient,
  type MetricsOptions,
  PhaseSpaceRun,
  type StudyOptions,
} from "./phaseSpaceRun.js";
export { type Progress, Run, type RunState, type TrainOptions } from "./run.js";
export {
  readSafetensors,
  type SafeFile,
  type SafeTensor,
  writeSafetensors,
} from "./safetensors.js";
export {
  type AppliedTable,
  applyMapping,
  type CellFault,
  type Role,
  readTable,
  type Separator,
  type Table,
  type TableOptions,
  tableLimit,
} from "./table.js";
export { compileWasm, type WasmSource } from "./wasm.js";

/** `wasmUrl`, `wasmBinary` or `wasmModule` say where the WebAssembly is; by default beside this script. */
export type LabOptions = WasmSource;

/** Starts the core. Throws an Error with an explanation if this host cannot run it. */
export async function createLab(options: LabOptions = {}): Promise<Lab> {
  const module = await compileWasm(options);
  const { core, memory } = await instantiateCore(createCore, module);
  // The generated declarations lack the runtime's exception helpers; core.ts derives the rest from them.
  return new Lab(core as unknown as CoreModule, memory, englishNotes);
}
