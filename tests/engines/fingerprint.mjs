// The run whose bits every engine must find: 50 steps of a small network, and a network solved on the same data. The native half
// is tests/tools/fingerprint.cpp.

/** Runs in Node and, as text, in browsers: imports the package from `address`, trains and solves. */
export async function fingerprints(address) {
  const { createLab } = await import(address);
  const lab = await createLab();
  const usual = { system: "pendulum", preset: "published", seed: 0 };
  const run = lab.session({ ...usual, hidden: [16, 16], batchSize: 64 });
  for await (const progress of run.train({ steps: 50 })) void progress;
  const solved = lab.session({ ...usual, model: "sampled-hnn", hidden: [60] });
  for await (const progress of solved.train()) void progress;
  return `${run.fingerprint} ${solved.fingerprint}`;
}
