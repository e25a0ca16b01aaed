// A model of measured data: read a table, train on its first half, judge on the rest.
import { readFileSync } from "node:fs";
import { applyMapping, createLab, readTable } from "hnn-lab";

const file = new URL("swings.csv", import.meta.url); // t, angle and angular velocity of a pendulum
const table = readTable(readFileSync(file, "utf8"), "swings.csv");
console.log(table.columns.map((name, i) => `${name} → ${table.proposed[i]}`).join(", "));
const { measured } = applyMapping(table, table.proposed, { judged: true });

const lab = await createLab();
const seeds = [0, 1, 2, 3, 4]; // how far a plain network's roll-out goes astray depends on its start
for (const model of ["hnn", "baseline"]) {
  const errors = [];
  for (const seed of seeds) {
    const settings = {
      system: "pendulum", // judges energies: H = p² + 3 (1 − cos q)
      ...{ model, seed, trainFraction: 0.5, derivative: "smooth", weightDecay: 1e-5 },
    };
    const run = lab.session(settings, { measured });
    for await (const p of run.train())
      process.stderr.write(`\r${model} ${seed} ${p.step}  loss ${p.testLoss.toFixed(5)} `);
    if (seed === 0) {
      const { train, test, gaps } = run.report();
      console.log(`${model}: ${train} samples train, ${test} test, ${gaps} gaps`);
    }
    errors.push(run.metrics().energyMse);
    run.dispose();
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const largest = Math.max(...errors);
  console.log(
    `${model}: energy MSE ${mean.toExponential(2)}, at most ${largest.toExponential(2)} (${seeds.length} seeds)`,
  );
}
