import { createLab } from "hnn-lab";

const lab = await createLab();
const start = { x0: [2.1, 0], duration: 28, integrator: "leapfrog" };
for (const model of ["hnn", "baseline"]) {
  const run = lab.session({ system: "pendulum", model, seed: 0 });
  for await (const p of run.train())
    process.stderr.write(`\r${model} ${p.step}  loss ${p.trainLoss.toFixed(4)} `);
  const { energy } = run.rollout(start);
  const drift = Math.max(...energy.map((e) => Math.abs(e / energy[0] - 1)));
  console.log(
    `${model}: energy drift ${(100 * drift).toFixed(1)} % over ${start.duration} s, weights ${run.fingerprint}`,
  );
  run.dispose();
}
