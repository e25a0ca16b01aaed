// The run whose bits every engine must find: 50 steps of a small network, and the same data solved at once. The native half
// is tests/tools/fingerprint.cpp.

/** Runs in Node and, as text, in browsers: imports the package from `address`, trains and solves. */
export async function fingerprints(address) {
  const { createLab } = await import(address);
  const lab = await createLab();
  const run = lab.session({ system: "pendulum", hidden: [16, 16], batchSize: 64, seed: 0 });
  for await (const progress of run.train({ steps: 50 })) void progress;
  const solved = lab.session({ system: "pendulum", model: "sampled-hnn", hidden: [60], seed: 0 });
  for await (const progress of solved.train()) void progress;
  return `${run.fingerprint} ${solved.fingerprint}`;
}
