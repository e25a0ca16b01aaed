// The report's section on sampled networks: what the parts of sampled.mjs found, medians and means over seeds, verdicts, the
// section's Markdown and its picture. Pure, so that a test can repeat it from docs/reproduction.json.
import { median } from "../bench/statistics.mjs";
import { summarise } from "./judge.mjs";
import { describeSampled, rules as ruleNames } from "./sampled.mjs";
import { Drawing, ink, rangeOf } from "./svg.mjs";
import { met, number, shown, table, whole, withError } from "./words.mjs";

// ---- collecting ----------------------------------------------------------------------------------

/** The section from jobs and results; `tasks` of the report hold the runs that Adam trained. */
export function collectSampled({ jobs, results }, tasks) {
  const lacking = jobs.length - results.length;
  const found = results.map(({ part, firstSeconds, warmSeconds, runs }) => ({
    ...{ part, firstSeconds, warmSeconds, runs },
  }));
  const section = { ...describeSampled(), seeds: jobs[0].seeds, results: found };
  return {
    ...section,
    missing: lacking > 0 ? `${lacking} of ${jobs.length} parts have not been done` : "",
    summary: summariseSampled(section),
    verdicts: sampledVerdicts(section, tasks),
    pictures: [],
  };
}

/** [value, its entries] for each value of a key, in order of appearance. */
function grouped(entries, key) {
  const groups = new Map();
  for (const entry of entries) groups.set(entry[key], [...(groups.get(entry[key]) ?? []), entry]);
  return [...groups];
}

const meanOf = (runs, figure) => summarise(runs.map((run) => run[figure]));

const summaries = {
  /** By rule: medians. */
  box: ({ runs }) =>
    Object.fromEntries(
      grouped(runs, "rule").map(([rule, own]) => [
        rule,
        Object.fromEntries(
          ["error", "seconds", "rank"].map((key) => [key, median(own.map((run) => run[key]))]),
        ),
      ]),
    ),
  /** Means with standard errors; the median of the seconds. */
  noisy: ({ runs }) => ({
    ...Object.fromEntries(
      ["trainLoss", "testLoss", "energyMse"].map((key) => [key, meanOf(runs, key)]),
    ),
    seconds: median(runs.map((run) => run.seconds)),
  }),
  /** By start: means after each number of steps, of the seeds that came that far. */
  "warm start": ({ runs }) =>
    Object.fromEntries(grouped(runs, "start").map(([start, own]) => [start, meanLooks(own)])),
};

const figuresOf = (looks) =>
  Object.fromEntries(
    ["testLoss", "energyMse"]
      .filter((key) => looks.every((look) => typeof look[key] === "number"))
      .map((key) => [key, meanOf(looks, key).mean]),
  );

function meanLooks(runs) {
  const looks = runs.flatMap((run) => run.looks);
  const solved = runs.map((run) => run.solved).filter(Boolean);
  return {
    ...(solved.length > 0 && { solved: figuresOf(solved) }),
    looks: grouped(looks, "step").map(([step, own]) => ({
      ...{ step, runs: own.length, ...figuresOf(own) },
    })),
  };
}

/** By part; parts that have not been done are left out. */
export function summariseSampled({ parts, results }) {
  return Object.fromEntries(
    results.map((result) => {
      const { kind } = parts.find(({ id }) => id === result.part);
      return [result.part, summaries[kind](result)];
    }),
  );
}

// ---- bounds --------------------------------------------------------------------------------------

/** Runs of the same seeds: { solved, adam }; null where either is missing. */
function pairedRuns({ parts, results }, tasks, id) {
  const { task } = parts.find((part) => part.id === id);
  const solved = results.find(({ part }) => part === id)?.runs ?? [];
  const trained = tasks.find((entry) => entry.id === task)?.runs ?? [];
  const adam = trained.filter(
    (run) => run.model === "hnn" && solved.some(({ seed }) => seed === run.seed),
  );
  if (adam.length === 0) return null;
  return { adam, solved: solved.filter(({ seed }) => adam.some((run) => run.seed === seed)) };
}

const partText = ({ parts, boxes }, id) => {
  const part = parts.find((entry) => entry.id === id);
  const box = boxes.find((entry) => entry.id === part.box);
  return box
    ? `${box.title}, width ${part.width}, ${whole(part.samples)} points`
    : `Noisy ${part.task}`;
};

const rules = {
  error(bound, section, summary) {
    const { error } = summary[bound.rule];
    return {
      text: `${partText(section, bound.part)}: relative L2 error of H by ${bound.rule}, median over the seeds, at most ${number(bound.most)}`,
      found: number(error),
      met: error <= bound.most,
    };
  },
  "test loss"(bound, section, { testLoss }) {
    const { runs } = section.results.find(({ part }) => part === bound.part);
    const worst = Math.max(...runs.map((run) => run.testLoss));
    return {
      text: `${partText(section, bound.part)}: test loss, mean over the seeds, at most ${number(bound.most)}`,
      found: `${number(testLoss.mean)}, worst seed ${number(worst)}`,
      met: testLoss.mean <= bound.most,
    };
  },
  // Seeds differ by a factor of five, and both networks alike, since they share data and starts: so pairs are compared.
  energies(bound, section, _, tasks) {
    const runs = pairedRuns(section, tasks, bound.part);
    if (!runs) return null;
    const [solved, adam] = [runs.solved, runs.adam].map((own) => meanOf(own, "energyMse"));
    const { mean, stderr } = summarise(excesses(runs));
    const seeds = runs.adam.map(({ seed }) => seed).join(", ");
    return {
      text: `${partText(section, bound.part)}: energy MSE of roll-outs no larger than that of the HNN that Adam trained, within the standard error of the differences seed by seed (seeds ${seeds})`,
      found: `${withError(solved)} against ${withError(adam)}; difference ${withError({ mean, stderr })}`,
      met: mean <= (stderr ?? 0),
    };
  },
};

/** By how much the energy MSE of a solved network exceeds that of Adam's, seed by seed. */
const excesses = ({ solved, adam }) =>
  adam.map((run) => solved.find(({ seed }) => seed === run.seed).energyMse - run.energyMse);

/** Of each bound: its text, what was found, and whether it is met; those without figures are left out. */
export function sampledVerdicts(section, tasks) {
  const summary = summariseSampled(section);
  return section.bounds
    .filter(({ part }) => summary[part])
    .map((bound) => rules[bound.type](bound, section, summary[bound.part], tasks))
    .filter((verdict) => verdict !== null);
}

// ---- page ----------------------------------------------------------------------------------------

const done = ({ parts, summary }, wanted) =>
  parts.filter((part) => wanted(part) && summary[part.id]);

/** Rows of one box: ours by width, then the published ones. */
function boxRows(section, box, own) {
  const cell = (figures) =>
    figures ? `${number(figures.error)}, ${number(figures.seconds, 2)} s` : "–";
  const ours = own.map(({ id, width, samples }) => [
    `${width}, ${whole(samples)} points`,
    ...ruleNames.map((rule) => cell(section.summary[id][rule])),
    "–",
  ]);
  const theirs = box.published.map(({ text, errors, seconds }) => [
    `published: ${text}`,
    ...[...ruleNames, "adam"].map((rule) => {
      const time = seconds?.[rule] === undefined ? "" : `, ${whole(seconds[rule])} s`;
      return errors[rule] === undefined ? "–" : `${number(errors[rule])}${time}`;
    }),
  ]);
  return [...ours, ...theirs];
}

function boxText(section, box) {
  const own = done(section, (part) => part.box === box.id && part.kind === "box");
  if (own.length === 0) return [];
  return [
    `${box.title}: ${box.formula}. Relative L2 error of H, seconds:`,
    table(["width", ...ruleNames, "HNN by Adam"], boxRows(section, box, own)),
  ];
}

function frequencyText(section, boxes) {
  const own = done(
    section,
    ({ kind, box }) => kind === "box" && boxes.some(({ id }) => id === box),
  );
  if (own.length === 0) return [];
  const shownRules = ruleNames.filter((rule) => own.every(({ rules }) => rules.includes(rule)));
  const rows = own.map(({ id, box, width, samples }) => [
    boxes.find((entry) => entry.id === box).formula,
    `${width}, ${whole(samples)} points`,
    ...shownRules.map((rule) => {
      const { error, seconds } = section.summary[id][rule];
      return `${number(error)}, ${number(seconds, 2)} s`;
    }),
  ]);
  return [
    "Frequency test. Relative L2 error of H, seconds:",
    table(["H", "width", ...shownRules], rows),
  ];
}

function noisyText(section, tasks) {
  const own = done(section, ({ kind }) => kind === "noisy");
  if (own.length === 0) return [];
  const rowOf = ({ id, task }) => {
    const { testLoss, energyMse, seconds } = section.summary[id];
    const solved = [`${task}, solved`, withError(testLoss), withError(energyMse)];
    const rows = [[...solved, `${number(seconds, 2)}`, section.seeds.join(", ")]];
    const pairs = pairedRuns(section, tasks, id);
    if (!pairs) return rows;
    for (const [name, runs] of [
      [`${task}, solved`, pairs.solved],
      [`${task}, HNN by Adam`, pairs.adam],
    ]) {
      const figures = ["testLoss", "energyMse"].map((key) => withError(meanOf(runs, key)));
      const time = number(median(runs.map((run) => run.seconds)), 2);
      rows.push([name, ...figures, time, runs.map(({ seed }) => seed).join(", ")]);
    }
    return rows;
  };
  return [
    "The noisy data of the tasks above, hidden layer of 200, u-swim, mean ± standard error; Adam's HNN is that of the tasks, two hidden layers of 200:",
    table(["network", "test loss", "energy MSE", "s", "seeds"], own.flatMap(rowOf)),
  ];
}

function warmText(section, part) {
  const { summary, boxes } = section;
  const box = boxes.find(({ id }) => id === part.box);
  const cell = (figures) =>
    figures
      ? ["testLoss", "energyMse"]
          .filter((key) => figures[key] !== undefined)
          .map((key) => number(figures[key], 2))
          .join(", ")
      : "–";
  const rows = part.starts.map(({ name, learningRate }) => {
    const { solved, looks } = summary[part.id][name];
    const at = (step) => looks.find((entry) => entry.step === step);
    return [name, number(learningRate), cell(solved), ...part.looks.map((step) => cell(at(step)))];
  });
  const data = box
    ? `noiseless ${box.title.toLowerCase()} on its box, ${whole(part.samples)} points; mean square error of dx/dt there`
    : `noisy ${part.task}; test loss, energy MSE`;
  const stopped = section.results
    .find((result) => result.part === part.id)
    .runs.filter((run) => run.stopped);
  return [
    `Warm start of Adam, ${data}, means over ${part.seeds} seeds, after steps:`,
    table(["start", "learning rate", "the solve itself", ...part.looks], rows),
    ...(stopped.length > 0
      ? [
          `Ended early: ${stopped.map(({ start, seed }) => `“${start}”, seed ${seed}`).join("; ")}: the loss had grown too far.`,
        ]
      : []),
  ];
}

/** The section of the page; `tasks` of the same report. */
export function sampledPart(section, tasks) {
  const { id, title, source, boxes, results, verdicts, caveats, pictures, missing } = section;
  const [plain, frequencies] = [true, false].map((judged) =>
    boxes.filter((box) => box.judged === judged),
  );
  const seconds = (key) => number(median(results.map((result) => result[key])), 2);
  return [
    `<a id="${id}"></a>`,
    `## ${title}`,
    ...(missing ? [`Incomplete: ${missing}.`] : []),
    `Published: ${source}. Seeds: ${section.seeds.join(", ")}.`,
    ...plain.flatMap((box) => boxText(section, box)),
    ...frequencyText(section, frequencies),
    ...noisyText(section, tasks),
    ...(verdicts.length > 0
      ? [
          table(
            ["bound", "found", ""],
            verdicts.map((one) => [one.text, one.found, met(one)]),
          ),
        ]
      : []),
    ...done(section, ({ kind }) => kind === "warm start").flatMap((part) =>
      warmText(section, part),
    ),
    ...(results.length > 0
      ? [
          `The first solve of a fresh process, while V8 still compiles (pendulum, width 200, 1000 points), took ${seconds("firstSeconds")} s, the fifth ${seconds("warmSeconds")} s (medians of ${results.length} processes).`,
        ]
      : []),
    caveats.map((caveat) => `- ${caveat}`).join("\n"),
    ...shown(pictures),
  ].join("\n\n");
}

// ---- picture -------------------------------------------------------------------------------------

const strokes = {
  elm: { label: "elm", colour: "#c24e00", dash: "2 2" },
  "u-swim": { label: "u-swim", colour: "#0072b2", dash: "" },
  swim: { label: "swim", colour: "#009e73", dash: "8 3" },
  "a-swim": { label: "a-swim", colour: "#cc79a7", dash: "5 2 1 2" },
  adam: { label: "HNN by Adam (published)", colour: ink.text, dash: "1 3" },
};

const logRange = (lists) => rangeOf(lists.map((list) => list.map(Math.log10))).map((x) => 10 ** x);

/** Of a box: { rule, widths, errors, seconds }, one point a width (that with the fewest samples). */
function curvesOf(section, box) {
  const own = done(section, (part) => part.kind === "box" && part.box === box.id);
  const first = own.filter((part, i) => own.findIndex(({ width }) => width === part.width) === i);
  return box.judged && first.length > 0
    ? ruleNames.map((rule) => ({
        rule,
        widths: first.map(({ width }) => width),
        errors: first.map(({ id }) => section.summary[id][rule].error),
        seconds: first.map(({ id }) => section.summary[id][rule].seconds),
      }))
    : [];
}

/** Published points as rings: { rule, x, y }. */
const publishedPoints = ({ published }, xOf) =>
  published.flatMap((row) =>
    Object.entries(row.errors)
      .map(([rule, y]) => ({ rule, x: xOf(row, rule), y }))
      .filter(({ x }) => x !== undefined),
  );

function errorPanel(drawing, place, curves, key, points, words) {
  const panel = drawing.panel({
    ...place,
    ...words,
    log: true,
    logX: true,
    xRange: logRange([...curves.map((curve) => curve[key]), points.map(({ x }) => x)]),
    yRange: logRange([...curves.map(({ errors }) => errors), points.map(({ y }) => y)]),
  });
  for (const { rule, errors, [key]: xs } of curves) {
    panel.curve(xs, errors, { ...strokes[rule], width: 1.8 });
    panel.dots(xs, errors, { colour: strokes[rule].colour, size: 4.5 });
  }
  for (const { rule, x, y } of points) panel.ring(x, y, strokes[rule].colour);
}

/** Error against width and against seconds, a row for each box that was done; [] where none was. */
export function sampledPictures(section) {
  const rows = section.boxes
    .map((box) => ({ box, curves: curvesOf(section, box) }))
    .filter(({ curves }) => curves.length > 0);
  if (rows.length === 0) return [];
  const title = "Sampled networks: error against width and against seconds";
  const drawing = new Drawing({
    width: 800,
    height: 40 + 320 * rows.length + 20,
    title,
    description:
      "One row per box: relative L2 error of H against the width of the hidden layer and against the seconds of the solve, medians over the seeds, by sampling rule. Rings are published figures, some of them with other numbers of points.",
  });
  for (const [i, { box, curves }] of rows.entries()) {
    const place = (k) => ({ x: 70 + 385 * k, y: 34 + 320 * i, width: 310, height: 240 });
    const yLabel = "relative L2 error of H";
    const byWidth = publishedPoints(box, ({ width }) => width);
    const bySeconds = publishedPoints(box, ({ seconds }, rule) => seconds?.[rule]);
    const { title: name } = box;
    errorPanel(drawing, place(0), curves, "widths", byWidth, {
      ...{ title: `${name}: error against width`, xLabel: "width", yLabel },
    });
    errorPanel(drawing, place(1), curves, "seconds", bySeconds, {
      ...{ title: `${name}: error against seconds`, xLabel: "s" },
    });
  }
  drawing.legend(70, drawing.height - 12, Object.values(strokes));
  drawing.text(600, drawing.height - 12, "rings: published");
  return [{ task: section.id, name: "sampled-errors", title, svg: drawing.toString() }];
}
