// Studies through the package: sections, chaos, reversal and injected energy, of a model and of the truth.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  createLab,
  type PhaseSpaceRun,
  type ReversalResult,
  type StudyRequest,
} from "../../web/src/lab/index.js";
import { messageOf, small } from "./support.js";

const lab = await createLab();
const galaxy = lab.session({
  ...{ system: "henon-heiles", hidden: [16, 16], trajectories: 4, points: 20, duration: 10 },
  ...{ steps: 100, batchSize: 0, seed: 1 },
});
galaxy.advance(100);
const pendulum = lab.session(small);
const plain = lab.session({ ...small, model: "baseline" });
after(() => {
  for (const run of [galaxy, pendulum, plain]) run.dispose();
});

const energyOf = (x: ArrayLike<number>, i: number) => {
  const [q1, q2, p1, p2] = [0, 1, 2, 3].map((k) => x[4 * i + k]!) as [
    number,
    number,
    number,
    number,
  ];
  return (p1 ** 2 + p2 ** 2 + q1 ** 2 + q2 ** 2) / 2 + q1 ** 2 * q2 - q2 ** 3 / 3;
};

function last<Request extends StudyRequest>(
  run: PhaseSpaceRun,
  request: Request,
  source?: "truth",
) {
  const all = [...run.study(request, source)];
  return { results: all, end: all[all.length - 1]! };
}

test("a section of the truth lies on the plane and on the energy surface", async () => {
  const progress: number[] = [];
  const result = await galaxy.section(
    { energy: 0.12, orbits: 6, duration: 200, stepSize: 0.05 },
    { source: "truth", onProgress: (found) => progress.push(found.progress) },
  );
  assert.equal(progress.at(-1), 1);
  assert.ok(progress.every((value, i) => i === 0 || value > progress[i - 1]!));
  assert.equal(result.starts.length, 24);
  assert.ok(result.t.length > 100, `${result.t.length} crossings`);
  assert.equal(result.x.length, 4 * result.t.length);
  assert.equal(new Set(result.orbit).size, 6);
  const worst = Math.max(...result.energyError);
  assert.ok(worst > 0 && worst < 1e-8, String(worst));
  for (let i = 0; i < result.t.length; i++) {
    assert.ok(Math.abs(result.x[4 * i]!) <= 1e-15 && result.x[4 * i + 2]! > 0);
    assert.ok(Math.abs(energyOf(result.x, i) - 0.12) <= 0.12 * worst * 1.01 + 1e-15);
  }
  assert.deepEqual([[...result.alive], result.note], [[1, 1, 1, 1, 1, 1], ""]);
});

test("a section of the model starts where that of the truth does and lies on the plane", async () => {
  const model = await galaxy.section({ orbits: 4, duration: 60 });
  const truth = await galaxy.section({ orbits: 4, duration: 1 }, { source: "truth" });
  assert.deepEqual(model.starts, truth.starts);
  for (let i = 0; i < model.t.length; i++) assert.ok(Math.abs(model.x[4 * i]!) <= 1e-15);
  assert.ok(model.energyError.every((error) => error > 0));
});

test("distinguishes a regular from a chaotic orbit by SALI and exponent", async () => {
  const momentum = (q2: number) => Math.sqrt(0.25 - q2 ** 2 + (2 * q2 ** 3) / 3);
  const starts = [0, 0.55, momentum(0.55), 0, 0, -0.016, momentum(-0.016), 0];
  const { t, sali, exponent } = await galaxy.chaos(
    { starts, duration: 1500, points: 30 },
    { source: "truth" },
  );
  assert.equal(t.length, 30);
  assert.equal(t[29], 1500);
  assert.ok(sali[58]! > 0.1 && sali[59]! < 1e-8, `${sali[58]} ${sali[59]}`);
  assert.ok(exponent[58]! < 0.012 && exponent[59]! > 0.02, `${exponent[58]} ${exponent[59]}`);
});

test("a model of one degree of freedom is never chaotic", async () => {
  const { exponent, sali } = await pendulum.chaos({ starts: [1, 0, 0.5, 0.5], duration: 200 });
  assert.equal(exponent.length, 400);
  assert.ok(
    [...exponent.slice(-2)].every((value) => Math.abs(value) < 0.1),
    String(exponent),
  );
  assert.ok(sali.every((value) => value >= 0 && value <= Math.SQRT2 + 1e-12));
});

test("symplectic integrators return the truth to its start and conserve volume and form; a network to float rounding", async () => {
  const x0 = [1.8, 0.3];
  const truth = await pendulum.reversal({ x0, duration: 20 }, { source: "integrator" });
  assert.deepEqual([truth.t.length, truth.t[60], truth.note], [61, 20, ""]);
  assert.deepEqual([...truth.forward.slice(0, 2)], x0);
  assert.deepEqual([...truth.backward.slice(0, 2)], [...truth.forward.slice(-2)]);
  assert.ok(Math.hypot(truth.backward.at(-2)! - 1.8, truth.backward.at(-1)! - 0.3) < 1e-11);
  const worst = (result: ReversalResult) => ({
    gap: Math.max(...result.gap),
    volume: Math.max(...result.volumeError),
    form: Math.max(...result.symplecticError),
  });
  const symplectic = worst(truth);
  assert.ok(symplectic.gap < 1e-11 && symplectic.volume < 1e-11 && symplectic.form < 1e-11);
  const rk4 = worst(
    await pendulum.reversal({ x0, duration: 20, integrator: "rk4" }, { source: "integrator" }),
  );
  assert.ok(rk4.gap > 1e-8 && rk4.volume > 1e-8, JSON.stringify(rk4));
  // The truth is accurate whatever the integrator; it was followed with RK4's error.
  const exact = await pendulum.reversal(
    { x0, duration: 20, integrator: "euler" },
    { source: "truth" },
  );
  const error = worst(exact);
  assert.ok(error.gap < 1e-8 && error.volume < 1e-8 && error.form < 1e-8, JSON.stringify(error));
  const again = await pendulum.reversal({ x0, duration: 20 }, { source: "truth" });
  assert.deepEqual(exact, again);

  const model = worst(await pendulum.reversal({ x0, duration: 10 }));
  assert.ok(model.gap < 1e-3 && model.volume < 1e-3, JSON.stringify(model));
  const baseline = worst(await plain.reversal({ x0, duration: 10 }));
  assert.ok(baseline.volume > 10 * model.volume, JSON.stringify([model, baseline]));
});

// Notes were English sentences of the core; a study only said that an orbit "escaped".
test("says why, when and where a motion ends, for the truth and for the chosen integrator", async () => {
  const bodies = lab.session({ system: "two-body", trajectories: 4, points: 5 });
  // At rest at a distance of 1, two unit masses meet after π/4.
  const x0 = [0.5, -0.5, 0, 0, 0, 0, 0, 0];
  const fall = bodies.rollout({ x0, duration: 2, source: "truth" });
  assert.equal(fall.finished, false);
  assert.ok(Math.abs(fall.stop!.t - Math.PI / 4) < 1e-3, String(fall.stop!.t));
  assert.ok(Math.abs(fall.stop!.x[0]! - fall.stop!.x[1]!) < 1e-3);
  assert.match(fall.note, /^bodies 1 and 2 come closer than .* at t = 0\.7854$/);

  // Beyond the saddle (1/6) the star of Hénon and Heiles escapes.
  const request = { starts: [0, 0.9, 0.9, 0.9, 0, 0.1, 0.5, 0.1], duration: 40 };
  for (const source of ["truth", "integrator"] as const) {
    const section = await galaxy.section(request, { source });
    assert.deepEqual([...section.alive], [0, 1]);
    assert.deepEqual(
      section.stops.map(({ orbit, reason }) => [orbit, reason]),
      [[0, "bound"]],
    );
    assert.match(section.note, /^orbit 1: left the range: [qp]_[12] = \S+ at t = \d/);
    const { stops } = await galaxy.chaos(request, { source });
    assert.equal(stops.length, 1);
    assert.ok(Math.abs(stops[0]!.t - section.stops[0]!.t) < 0.1);
  }
  const out = await galaxy.reversal({ x0: [0, 0.9, 0.9, 0.9], duration: 40 }, { source: "truth" });
  assert.deepEqual([out.stopOut?.reason, out.stopBack], ["bound", null]);
  const whole = await galaxy.reversal({ x0: [0, 0.1, 0.5, 0.1], duration: 4 }, { source: "truth" });
  assert.deepEqual([whole.stopOut, whole.stopBack, whole.note], [null, null, ""]);
});

test("a chaos study whose orbits all end goes on no longer than the last of them", async () => {
  const request = { starts: [0, 0.9, 0.9, 0.9, 0, 0.8, 0.9, 0.9], duration: 400, points: 4000 };
  for (const source of ["truth", "integrator"] as const) {
    const { t, stops } = await galaxy.chaos(request, { source });
    assert.equal(stops.length, 2);
    const end = Math.max(...stops.map((stop) => stop.t));
    assert.equal(t.length, Math.ceil(end / 0.1), `${t.at(-1)} after an end at ${end}`);
  }
});

test("gives the same numbers for pieces of any size", () => {
  const requests: StudyRequest[] = [
    { type: "section", energy: 0.1, orbits: 3, duration: 40 },
    { type: "chaos", energy: 0.1, orbits: 2, duration: 40, points: 7 },
    { type: "reversal", x0: [0, 0.1, 0.5, 0.1], duration: 10, points: 7 },
  ];
  const clock = performance.now;
  try {
    for (const request of requests) {
      let time = 0;
      performance.now = () => (time += 100); // every piece ends immediately
      const single = last(galaxy, request);
      performance.now = () => 0; // as much as there is
      const whole = last(galaxy, request);
      assert.ok(single.results.length > 2 * whole.results.length, request.type);
      assert.deepEqual(single.end, whole.end);
    }
  } finally {
    performance.now = clock;
  }
});

test("a study ends with its signal, and the run stays usable", async () => {
  const controller = new AbortController();
  const study = galaxy.section(
    { duration: 5000 },
    { signal: controller.signal, onProgress: () => controller.abort() },
  );
  await assert.rejects(study, { name: "AbortError" });
  assert.equal(galaxy.fingerprint.length, 16);
});

test("an injection raises the energy, which is then conserved", () => {
  const request = {
    ...{ x0: [1, 0], duration: 10, points: 101, stepSize: 0.01 },
    injection: { start: 3, duration: 2, rate: 0.02 },
  };
  const { t, energy } = pendulum.rollout({ ...request, source: "truth" });
  for (let i = 1; i < t.length; i++) {
    const change = energy[i]! - energy[i - 1]!;
    if (t[i]! <= 3 || t[i - 1]! >= 5) assert.ok(Math.abs(change) < 1e-7);
    else assert.ok(change > 0);
  }
  const learned = pendulum.rollout(request).learnedEnergy;
  assert.ok(learned[55]! > learned[25]!);
  assert.match(
    messageOf(() => plain.rollout(request)),
    /has no energy function/,
  );
  assert.match(
    messageOf(() => pendulum.rollout({ ...request, duration: -10 })),
    /^duration of a roll-out with an injection must be positive/,
  );
  assert.match(
    messageOf(() => pendulum.rollout({ injection: { strength: 3 } as never })),
    /unknown option of injection/,
  );
});

test("rejects invalid studies immediately", () => {
  const refused = (run: PhaseSpaceRun, request: unknown, source?: string) =>
    messageOf(() => run.study(request as StudyRequest, source as "truth").next());
  assert.match(refused(galaxy, { type: "sections" }), /^a study's type must be/);
  assert.match(refused(galaxy, null), /^a study's type must be/);
  assert.match(
    refused(galaxy, { type: "section", duration: 10, energy: 0.2 }),
    /^energy must be above 0 and below 0.1666/,
  );
  assert.match(refused(galaxy, { type: "section", duration: 0 }), /^duration must be positive/);
  assert.match(refused(galaxy, { type: "section", duration: 9, orbit: 3 }), /mean "orbits"/);
  assert.match(
    refused(galaxy, { type: "section", duration: 9, integrator: "verlet" }),
    /^integrator must be/,
  );
  assert.match(
    refused(galaxy, { type: "chaos", duration: 9, starts: [0, 0, 0, 0], energy: 0.1 }),
    /^energy must be omitted/,
  );
  assert.match(
    refused(galaxy, { type: "chaos", duration: 9, starts: [1, 2] }),
    /^starts must hold/,
  );
  assert.match(refused(galaxy, { type: "chaos", duration: 1e9 }), /^duration \/ stepSize must be/);
  assert.match(refused(galaxy, { type: "chaos", duration: 1 }, "both"), /^source must be/);
  assert.match(refused(pendulum, { type: "section", duration: 9 }), /^a section requires a system/);
  assert.match(refused(pendulum, { type: "chaos", duration: 9 }), /^starts is missing/);
  assert.match(refused(pendulum, { type: "reversal", duration: 9, x0: [1] }), /^x0 must be a list/);
});
