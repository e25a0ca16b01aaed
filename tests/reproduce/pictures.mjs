// The pictures by which readers of the papers know the experiments, drawn from our own networks (those of the first
// seed): fields with trajectories, errors and energies against time, orbits of bodies, Poincaré sections.
import { existsSync } from "node:fs";
import { systemInfo } from "../../web/src/catalogue/catalogue.ts";
import { readJson } from "./experiment.mjs";
import { Drawing, dashes, ink, orbitColours, rangeOf } from "./svg.mjs";
import { modelsOf, variantOf, variantsOf } from "./tasks.mjs";

const names = { truth: "truth", baseline: "plain network", hnn: "HNN" };
const everyone = ["truth", "baseline", "hnn"];
const legend = everyone.map((who) => ({ label: names[who], colour: ink[who], dash: dashes[who] }));

/** Component `k` of states in rows of `size`. */
const component = (x, k, size) =>
  Array.from({ length: x.length / size }, (_, i) => x[size * i + k]);

// ---- motions -------------------------------------------------------------------------------------

/** { truth, baseline, hnn }: the same roll-out of each; the truth with controlled steps, for the sake of close encounters. */
function motionsOf({ hnn, baseline }, request) {
  return {
    truth: hnn.rollout({ ...request, source: "truth", integrator: "dormand-prince" }),
    baseline: baseline.rollout(request),
    hnn: hnn.rollout(request),
  };
}

/** The true H of a state: that of a motion that begins there. */
const trueEnergy = (run, x0) => run.rollout({ x0, duration: 1e-6, points: 2 }).energy[0];

/** Rows of `size` numbers at given times, by linear interpolation between those at `t` (dense). */
function rowsAt(t, rows, size, times) {
  const found = [];
  let i = 0;
  for (const time of times) {
    while (i < t.length - 2 && t[i + 1] < time) i++;
    const fraction = (time - t[i]) / (t[i + 1] - t[i]);
    for (let k = 0; k < size; k++) {
      const [a, b] = [rows[size * i + k], rows[size * (i + 1) + k]];
      found.push(a + fraction * (b - a));
    }
  }
  return found;
}

// ---- one degree of freedom -----------------------------------------------------------------------

/** A phase plane with a field on a grid. */
function fieldPanel(drawing, place, run, view, title, part = "whole") {
  const { xMin, xMax, yMin, yMax } = view;
  const panel = drawing.panel({
    ...place,
    xRange: [xMin, xMax],
    yRange: [yMin, yMax],
    title,
    xLabel: "q",
    yLabel: "p",
  });
  if (run) {
    const count = 15;
    const { dx, dy } = run.grid({ xMin, xMax, yMin, yMax, columns: count, rows: count, part });
    const x = Array.from(dx, (_, i) => xMin + ((xMax - xMin) * (i % count)) / (count - 1));
    const y = Array.from(
      dx,
      (_, i) => yMin + ((yMax - yMin) * Math.floor(i / count)) / (count - 1),
    );
    panel.arrows(x, y, dx, dy);
  }
  return panel;
}

/** The phase plane that is shown: the system's, of a recording as much as it fills. */
function viewOf({ task, networks }) {
  const { view } = systemInfo(task.settings.system);
  if (!task.measured) return view;
  const { x } = networks.hnn.data();
  const [xMin, xMax] = rangeOf([component(x, 0, 2)], 0.15);
  const [yMin, yMax] = rangeOf([component(x, 1, 2)], 0.15);
  return { ...view, xMin, xMax, yMin, yMax };
}

/** Where the pictured trajectories start: of a recording, where the held-out part does. */
function startOf({ task, networks }) {
  return task.pictureStart ?? networks.hnn.rollout({ source: "truth" }).x.slice(0, 2);
}

function fieldRow(drawing, y, scene) {
  const { task, networks } = scene;
  const view = viewOf(scene);
  const place = (k) => ({ x: 58 + 298 * k, y, width: 240, height: 240 });
  const data = networks.hnn.data();
  const some = Array.from(data.test.keys()).filter((i) => data.test[i] === 0);
  const every = Math.ceil(some.length / 400);
  const picked = some.filter((_, i) => i % every === 0);
  const of = (list, k) => picked.map((i) => list[2 * i + k]);
  const first = fieldPanel(drawing, place(0), null, view, `${task.title}: data`);
  first.arrows(of(data.x, 0), of(data.x, 1), of(data.dxdt, 0), of(data.dxdt, 1), {
    colour: ink.soft,
    longest: 22,
  });
  const x0 = startOf(scene);
  for (const [k, who] of ["baseline", "hnn"].entries()) {
    const run = networks[who];
    const panel = fieldPanel(drawing, place(k + 1), run, view, names[who]);
    const { x } = run.rollout({ x0, duration: view.showcaseDuration, points: 1001 });
    panel.timeCurve(component(x, 0, 2), component(x, 1, 2));
    panel.ring(x0[0], x0[1]);
  }
  const end = `t = ${view.showcaseDuration}`;
  drawing.timeScale(520, y + 282, 160, "t = 0", end);
}

function fieldsPicture(scenes) {
  const title = "Data, learned fields and trajectories";
  const drawing = new Drawing({
    width: 910,
    height: 40 + 316 * scenes.length,
    title,
    description:
      "One row per task: the training data as arrows, the plain network's field with a trajectory, the HNN's field with a trajectory from the same start. Colour along a trajectory is time.",
  });
  for (const [i, scene] of scenes.entries()) fieldRow(drawing, 34 + 316 * i, scene);
  return { task: null, name: "fields", title, svg: drawing.toString() };
}

/** The motions at common times: of a recording, at its own. */
function comparison({ task, networks }, request) {
  if (!task.measured) return motionsOf(networks, request);
  const truth = networks.hnn.rollout({ ...request, source: "truth" });
  const dense = { ...request, duration: truth.t.at(-1), points: 4001 };
  const along = (who) => {
    const { t, x, energy } = networks[who].rollout(dense);
    const at = (rows, size) => rowsAt(t, rows, size, truth.t);
    return { t: truth.t, x: at(x, 2), energy: at(energy, 1) };
  };
  return { truth, baseline: along("baseline"), hnn: along("hnn") };
}

function panelsPicture(scene) {
  const { task, networks } = scene;
  const title = `${task.title}: trajectory, errors and energies`;
  const drawing = new Drawing({
    width: 1060,
    height: 300,
    title,
    description:
      "Four panels: trajectories, mean square coordinate error, the quantity that the HNN conserves, and the true total energy, against time.",
  });
  const x0 = startOf(scene);
  const motions = comparison(scene, { x0, duration: task.panelDuration, points: 401 });
  const { t } = motions.truth;
  const place = (k) => ({ x: 56 + 262 * k, y: 34, width: 196, height: 196 });
  const q = (who) => component(motions[who].x, 0, 2);
  const p = (who) => component(motions[who].x, 1, 2);
  const paths = drawing.panel({
    ...place(0),
    xRange: rangeOf(everyone.map(q)),
    yRange: rangeOf(everyone.map(p)),
    equal: true,
    title: "trajectory",
    xLabel: "q",
    yLabel: "p",
  });
  for (const who of everyone) {
    paths.curve(q(who), p(who), { colour: ink[who], dash: dashes[who] });
  }
  paths.ring(x0[0], x0[1]);

  const against = (k, words, curves) => {
    const panel = drawing.panel({
      ...place(k),
      xRange: [0, t.at(-1)],
      yRange: rangeOf(Object.values(curves)),
      title: words,
      xLabel: "t",
    });
    for (const [who, values] of Object.entries(curves)) {
      panel.curve(t, values, { colour: ink[who], dash: dashes[who] });
    }
  };
  const squares = (who) =>
    q(who).map((value, i) => {
      const [dq, dp] = [value - motions.truth.x[2 * i], p(who)[i] - motions.truth.x[2 * i + 1]];
      return (dq * dq + dp * dp) / 2;
    });
  const each = (of) => Object.fromEntries(everyone.map((who) => [who, of(who)]));
  against(1, "coordinate MSE", { baseline: squares("baseline"), hnn: squares("hnn") });
  against(
    2,
    "HNN-conserved quantity",
    each((who) => networks.hnn.energy(motions[who].x)),
  );
  against(
    3,
    "total energy",
    each((who) => motions[who].energy),
  );
  const [truth, ...others] = legend;
  const first = task.measured ? { ...truth, label: "recording" } : truth;
  drawing.legend(300, 288, [first, ...others]);
  return { task: task.id, name: `${task.id}-panels`, title, svg: drawing.toString() };
}

/** Energy added along ∇H between stretches of motion, by the HNN and by the truth. */
function injectionPicture({ task, networks }) {
  const title = `${task.title}: energy added along ∇H between stretches of motion`;
  const { view } = systemInfo(task.settings.system);
  const drawing = new Drawing({
    width: 910,
    height: 320,
    title,
    description:
      "Phase plane and energy against time. In the shaded stretches the state follows the gradient of H (the Riemann gradient), elsewhere the symplectic gradient.",
  });
  const [rest, push, stretches] = [6, 1.5, 3];
  const follow = (source) => {
    const path = { t: [], q: [], p: [], energy: [] };
    let x0 = [0.7, 0];
    for (let i = 0; i <= stretches; i++) {
      const isLast = i === stretches;
      const part = networks.hnn.rollout({
        x0,
        source,
        duration: isLast ? rest : rest + push,
        points: 301,
        ...(!isLast && { injection: { start: rest, duration: push, rate: 0.1 } }),
      });
      path.t.push(...Array.from(part.t, (time) => time + i * (rest + push)));
      path.q.push(...component(part.x, 0, 2));
      path.p.push(...component(part.x, 1, 2));
      path.energy.push(...part.energy);
      x0 = Array.from(part.x.slice(-2));
    }
    return path;
  };
  const motions = { truth: follow("truth"), hnn: follow("model") };
  const plane = fieldPanel(
    drawing,
    { x: 58, y: 34, width: 240, height: 240 },
    networks.hnn,
    view,
    "HNN, colour is time",
  );
  plane.timeCurve(motions.hnn.q, motions.hnn.p, { pieces: 96 });
  plane.ring(motions.hnn.q[0], motions.hnn.p[0]);
  const panel = drawing.panel({
    ...{ x: 370, y: 34, width: 510, height: 240 },
    xRange: [0, motions.truth.t.at(-1)],
    yRange: rangeOf([[0], motions.truth.energy, motions.hnn.energy]),
    title: "true energy along the path; shaded: ∇H",
    xLabel: "t",
  });
  for (let i = 0; i < stretches; i++) {
    const from = rest + i * (rest + push);
    panel.band(from, from + push, "#f1e7d0");
  }
  for (const who of ["truth", "hnn"]) {
    panel.curve(motions[who].t, motions[who].energy, { colour: ink[who], dash: dashes[who] });
  }
  drawing.legend(400, 312, [legend[0], legend[2]]);
  return { task: task.id, name: `${task.id}-injection`, title, svg: drawing.toString() };
}

// ---- friction ------------------------------------------------------------------------------------

/** The D-HNN's field, its two parts, and roll-outs of all networks beside the truth: paths, or energies. */
function partsPicture({ task, networks }) {
  const { partsBeside } = task;
  const title = `${task.title}: the learned field, its parts, and ${partsBeside}`;
  const { view } = systemInfo(task.settings.system);
  const drawing = new Drawing({
    width: 1060,
    height: 310,
    title,
    description:
      "Four panels: the field that the D-HNN learned; its conservative part, along which the learned energy is constant; its dissipative part; and trajectories of truth and networks from the same start, or the true energy along them against time. Arrows are as long as suits their panel.",
  });
  const place = (k) => ({ x: 56 + 262 * k, y: 34, width: 196, height: 196 });
  const run = networks["dissipative-hnn"];
  const parts = { whole: "D-HNN: the field", conservative: "J∇H", dissipative: "∇D" };
  for (const [k, [part, words]] of Object.entries(parts).entries()) {
    fieldPanel(drawing, place(k), run, view, words, part);
  }
  const request = { x0: view.showcaseStart, duration: view.showcaseDuration, points: 601 };
  const shown = ["truth", ...Object.keys(networks)];
  const motions = shown.map((who) =>
    who === "truth" ? run.rollout({ ...request, source: who }) : networks[who].rollout(request),
  );
  const energies = partsBeside === "energies";
  const panel = energies
    ? drawing.panel({
        ...{ ...place(3), xLabel: "t", title: "true energy along the path" },
        xRange: [0, request.duration],
        yRange: rangeOf([[0], ...motions.map(({ energy }) => energy)]),
      })
    : fieldPanel(drawing, place(3), null, view, "trajectories");
  for (const [i, { t, x, energy }] of motions.entries()) {
    const stroke = { colour: ink[shown[i]], dash: dashes[shown[i]] };
    if (energies) panel.curve(t, energy, stroke);
    else panel.curve(component(x, 0, 2), component(x, 1, 2), stroke);
  }
  if (!energies) panel.ring(...view.showcaseStart);
  const entries = shown.map((who) => ({
    label: variantOf(task, who)?.title ?? who,
    colour: ink[who],
    dash: dashes[who],
  }));
  drawing.legend(560, 298, entries);
  return { task: task.id, name: `${task.id}-parts`, title, svg: drawing.toString() };
}

// ---- many starts ---------------------------------------------------------------------------------

/** Energy discrepancies of every start, each network's from the smallest to the largest. */
function discrepancyPicture({ task, results }) {
  const title = `${task.title}: energy discrepancy of ${task.discrepancy.starts} starts`;
  const drawing = new Drawing({
    width: 560,
    height: 360,
    title,
    description:
      "Energy discrepancy of each start on a logarithmic axis, each network's from the smallest to the largest.",
  });
  const percents = variantsOf(task).map(({ id, title: label }) => ({
    ...{ label, colour: ink[id], dash: "" },
    values: results[id].discrepancy.map((value) => 100 * value).sort((a, b) => a - b),
  }));
  const logs = rangeOf(percents.map(({ values }) => values.map(Math.log10)));
  const panel = drawing.panel({
    ...{ x: 62, y: 34, width: 470, height: 250 },
    xRange: [0, task.discrepancy.starts + 1],
    yRange: logs.map((power) => 10 ** power),
    log: true,
    title: "mean |H(t) − H(0)| / V_max, %",
    xLabel: "start, in order of size",
  });
  for (const { values, colour } of percents) {
    const ranks = values.map((_, i) => i + 1);
    panel.curve(ranks, values, { colour, width: 1 });
    panel.dots(ranks, values, { colour, size: 4.5 });
  }
  drawing.legend(62, 344, percents);
  return { task: task.id, name: `${task.id}-discrepancy`, title, svg: drawing.toString() };
}

// ---- bodies --------------------------------------------------------------------------------------

function bodiesPicture({ task, networks }) {
  const title = `${task.title}: orbits and energies`;
  const { degreesOfFreedom, view } = systemInfo(task.settings.system);
  const bodies = degreesOfFreedom / 2;
  const size = 2 * degreesOfFreedom;
  const duration = task.pictureDuration ?? view.showcaseDuration;
  const x0 = view.showcaseStart;
  const motions = motionsOf(networks, { x0, duration, points: 1501 });
  const drawing = new Drawing({
    width: 910,
    height: 600,
    title,
    description:
      "Above the orbits of truth, plain network and HNN; below kinetic, potential and total energy of each, against time.",
  });
  const { energy, kineticEnergy } = motions.truth;
  const potential = (motion) => motion.energy.map((total, i) => total - motion.kineticEnergy[i]);
  // Without the peaks of close encounters, which would flatten all the rest.
  const usual = (values) =>
    Array.from(values)
      .sort((a, b) => a - b)
      .slice(0.02 * values.length, 0.98 * values.length);
  const [low, high] = rangeOf([energy, kineticEnergy, potential(motions.truth)].map(usual), 0.4);
  const kinds = [
    { label: "kinetic", colour: "#e69f00", dash: "2 2", of: (motion) => motion.kineticEnergy },
    { label: "potential", colour: "#009e73", dash: "6 2.5", of: potential },
    { label: "total", colour: ink.text, dash: "", of: (motion) => motion.energy },
  ];
  for (const [k, who] of everyone.entries()) {
    const motion = motions[who];
    const orbits = drawing.panel({
      ...{ x: 58 + 298 * k, y: 34, width: 240, height: 240 },
      xRange: [view.xMin, view.xMax],
      yRange: [view.yMin, view.yMax],
      title: names[who],
      xLabel: "x",
      yLabel: "y",
    });
    for (let body = 0; body < bodies; body++) {
      const colour = orbitColours[body];
      const along = (axis) => component(motion.x, axis * bodies + body, size);
      orbits.curve(along(0), along(1), { colour, width: 1.1 });
      orbits.ring(x0[body], x0[bodies + body], colour);
    }
    const energies = drawing.panel({
      ...{ x: 58 + 298 * k, y: 334, width: 240, height: 190 },
      xRange: [0, duration],
      yRange: [low, high],
      title: "energies",
      xLabel: "t",
    });
    for (const { colour, dash, of } of kinds)
      energies.curve(motion.t, of(motion), { colour, dash });
    if (!motion.finished) energies.note("left every bound");
  }
  drawing.legend(340, 584, kinds);
  return { task: task.id, name: `${task.id}-orbits`, title, svg: drawing.toString() };
}

// ---- order and chaos -----------------------------------------------------------------------------

function sectionPicture({ task, results }) {
  const { section } = systemInfo(task.settings.system);
  const { energy, orbits, duration } = task.section;
  const title = `${task.title}: Poincaré section q₁ = 0, p₁ > 0 at E = ${energy}`;
  const drawing = new Drawing({
    width: 910,
    height: 320,
    title,
    description: `Crossings of ${orbits} orbits in distinct colours, t = 0 … ${duration}; truth, plain network and HNN from the same starts.`,
  });
  for (const [k, who] of everyone.entries()) {
    const found = results[who].section;
    const panel = drawing.panel({
      ...{ x: 58 + 298 * k, y: 34, width: 240, height: 240 },
      xRange: [section.xMin, section.xMax],
      yRange: [section.yMin, section.yMax],
      title: names[who],
      xLabel: "q₂",
      yLabel: "p₂",
    });
    for (let orbit = 0; orbit < orbits; orbit++) {
      const own = Array.from(found.orbit.keys()).filter((i) => found.orbit[i] === orbit);
      const pick = (list) => own.map((i) => list[i]);
      panel.dots(pick(found.x), pick(found.y), { colour: orbitColours[orbit % 10] });
    }
  }
  return { task: task.id, name: `${task.id}-section`, title, svg: drawing.toString() };
}

/** The start on the section with p₁ > 0 of an energy: at rest in q₂'s direction, where H(0, q₂, p₁, 0) = E. */
function startOfEnergy(run, energy, q2) {
  const rest = trueEnergy(run, [0, q2, 0, 0]);
  return [0, q2, Math.sqrt(2 * (energy - rest)), 0]; // kinetic energy p₁²/2
}

function orbitPicture({ task, networks }) {
  const { energy, duration } = task.orbit;
  const title = `${task.title}: an orbit at E = ${energy}`;
  const drawing = new Drawing({
    width: 910,
    height: 590,
    title,
    description: "The orbit of truth, plain network and HNN; below the energy against time.",
  });
  const x0 = startOfEnergy(networks.hnn, energy, -0.15);
  const motions = motionsOf(networks, { x0, duration, points: 3001 });
  for (const [k, who] of everyone.entries()) {
    const panel = drawing.panel({
      ...{ x: 58 + 298 * k, y: 34, width: 240, height: 240 },
      xRange: [-1.1, 1.1],
      yRange: [-0.9, 1.3],
      title: names[who],
      xLabel: "q₁",
      yLabel: "q₂",
    });
    const { x } = motions[who];
    panel.curve(component(x, 0, 4), component(x, 1, 4), { colour: ink[who], width: 0.5 });
    panel.ring(x0[0], x0[1]);
  }
  const errors = everyone.map((who) => motions[who].energy);
  const [low, high] = rangeOf(errors, 0.1);
  const panel = drawing.panel({
    ...{ x: 58, y: 334, width: 836, height: 190 },
    xRange: [0, duration],
    yRange: [Math.max(low, 0.4 * energy), Math.min(high, 1.6 * energy)],
    title: "energy against time",
    xLabel: "t",
    xTicks: 8,
  });
  for (const who of everyone) {
    panel.curve(motions[who].t, motions[who].energy, { colour: ink[who], dash: dashes[who] });
  }
  drawing.legend(320, 576, legend);
  return { task: task.id, name: `${task.id}-orbit`, title, svg: drawing.toString() };
}

// ---- all of them ---------------------------------------------------------------------------------

/** The networks and results of a task's first seed; null where one of them is missing. */
function sceneOf(lab, { task, jobs, results }) {
  const seed = jobs.find((job) => job.model !== "truth")?.seed;
  const own = (model) =>
    jobs.find((job) => job.model === model && (model === "truth" || job.seed === seed));
  const networks = {};
  const found = { truth: results.find(({ model }) => model === "truth") };
  for (const model of modelsOf(task)) {
    const job = own(model);
    if (!job || !existsSync(job.modelFile)) return null;
    networks[model] = lab.load(readJson(job.modelFile).model);
    found[model] = results.find((result) => result.model === model && result.seed === seed);
  }
  return { task, networks, results: found };
}

/** Every picture that can be drawn from what there is: { task, name, title, svg }; task null: of several. */
export async function drawPictures(lab, entries) {
  const pictured = entries.filter(({ task }) => task.pictures);
  const scenes = pictured.map((entry) => sceneOf(lab, entry)).filter(Boolean);
  const of = (kind) => scenes.filter(({ task }) => task.pictures === kind);
  const pictures = [];
  if (of("plane").length > 0) pictures.push(fieldsPicture(of("plane")));
  for (const scene of of("plane")) {
    pictures.push(panelsPicture(scene));
    if (scene.task.id === "pendulum") pictures.push(injectionPicture(scene));
  }
  for (const scene of of("parts")) pictures.push(partsPicture(scene));
  for (const scene of of("discrepancy")) pictures.push(discrepancyPicture(scene));
  for (const scene of of("bodies")) pictures.push(bodiesPicture(scene));
  for (const scene of of("section")) {
    if (everyone.every((who) => scene.results[who])) pictures.push(sectionPicture(scene));
    pictures.push(orbitPicture(scene));
  }
  for (const { networks } of scenes) for (const run of Object.values(networks)) run.dispose();
  return pictures;
}
