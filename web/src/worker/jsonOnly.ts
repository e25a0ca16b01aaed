// Stands in for lab/safetensors.ts in the built worker (workerReadsJson in web/scripts/plugins.mjs): the page turns safetensors
// into the JSON form before the worker receives a file, and back afterwards. So the first download contains one of them.

export const isSafetensors = (): boolean => false;

const refuse = (): never => {
  throw new Error("the worker reads and writes model files as JSON only");
};
export const modelFileOf = refuse;
export const safetensorsOf = refuse;
export const readSafetensors = refuse;
export const writeSafetensors = refuse;
