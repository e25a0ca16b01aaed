// `<hnn-lab>` in a page without a browser: inserted, removed, configured, and off-screen.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { afterEach, test } from "node:test";
import { manualScheduler } from "../../web/src/base/scheduler.js";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { createLab } from "../../web/src/lab/index.js";
import { attributeTable, propertyOf } from "../../web/src/state/attributes.js";
import { parseLink } from "../../web/src/state/url.js";
import { sceneOf } from "../../web/src/widget/scenery.js";
import {
  pendingFrames,
  preferLanguages,
  see,
  styleHooks,
  turns,
  until,
  workers,
} from "./browserless.js";

/** Set before the script is loaded, as frameworks do. */
const early = document.createElement("hnn-lab");
document.body.append(early);
Object.assign(early, {
  noise: 0.3,
  hiddenLayers: [8, 4],
  fieldPart: "dissipative",
  autoplay: true,
});

const { takeEvent } = await import("../../web/src/panels/figure.js"); // its templates want a document
const { HnnLabElement, timing } = await import("../../web/src/widget/element.js");
type Lab = InstanceType<typeof HnnLabElement> & Record<string, unknown>;

const clock = manualScheduler();
timing.scheduler = clock;

const quick = {
  "hidden-layers": "4",
  steps: "40",
  trajectories: "2",
  points: "5",
  samples: "trajectories",
};

function labWith(attributes: Record<string, string> = {}): Lab {
  const lab = document.createElement("hnn-lab") as Lab;
  for (const [name, value] of Object.entries({ ...quick, ...attributes }))
    lab.setAttribute(name, value);
  return lab;
}

/** In the document and visible. */
function shown(attributes: Record<string, string> = {}): Lab {
  const lab = labWith(attributes);
  document.body.append(lab);
  see(lab);
  return lab;
}

const isIn = (lab: Lab, ...states: string[]) =>
  until(
    () => states.includes(lab.getState().state),
    () => `${states} of ${JSON.stringify(lab.getState())}`,
  );

/** Until its dashboard exists and its networks are ready. */
const isUp = (lab: Lab) =>
  until(
    () =>
      shadowOf(lab).querySelector(".layout") &&
      workers.size === 2 &&
      lab.getState().state !== "loading",
    () => `the dashboard: ${JSON.stringify(lab.getState())}`,
  );

const settingsOf = (lab: Lab) => parseLink(catalogue, lab.getState().link).experiment.settings;
const viewOf = (lab: Lab) => parseLink(catalogue, lab.getState().link).experiment.view;
const shadowOf = (lab: Lab) => lab.shadowRoot as ShadowRoot;

/** Removes an element from its document permanently, or for longer than frameworks take to move it. */
async function takeOut(lab: Lab) {
  lab.remove();
  clock.advance(0);
  clock.advance(timing.detached);
  await until(
    () => {
      clock.advance(timing.again);
      return workers.size === 0;
    },
    () => `${workers.size} workers of a removed lab`,
  );
}

afterEach(async () => {
  for (const lab of [...document.querySelectorAll("hnn-lab")]) await takeOut(lab as Lab);
});

// ---- life ------------------------------------------------------------------------------------------------------

// The listeners of figures and drops stood on the element's root, which outlives its dashboards, so each return
// of an element added another set: one press on PNG saved two files.
test("handles each event once when it is inserted again", async () => {
  const lab = shown();
  await lab.train();
  await isIn(lab, "finished");
  const heard = () => {
    let count = 0;
    const event = new CustomEvent(takeEvent);
    Object.defineProperty(event, "detail", {
      get() {
        count++;
        return { kind: "none" };
      },
    });
    lab.root.dispatchEvent(event);
    return count;
  };
  assert.equal(heard(), 1);
  await takeOut(lab);
  assert.equal(heard(), 0, "a dashboard that has ended still listens");
  document.body.append(lab);
  see(lab);
  await isUp(lab);
  assert.equal(heard(), 1);
  const drag = new Event("dragover", { cancelable: true });
  Object.defineProperty(drag, "dataTransfer", { value: { types: ["Files"] } });
  lab.root.dispatchEvent(drag);
  assert.ok(drag.defaultPrevented);
  await takeOut(lab);
  delete lab.root.dataset.drop;
  lab.root.dispatchEvent(drag);
  assert.equal(lab.root.dataset.drop, undefined, "files are still invited");
});

// `Dashboard.start` checked only once whether it had been disposed; if it was removed later, it started its animation, and
// requested frames without end.
test("leaves no animation running when it is removed while its networks are opened", async () => {
  const lab = shown();
  void lab.train();
  await until(
    () => workers.size > 0 && lab.getState().state === "loading",
    () => "loading",
  );
  await takeOut(lab);
  await turns();
  assert.equal(pendingFrames(), 0);
  assert.equal(workers.size, 0);
});

// Training waits in a queue; the pause found nothing that trained, and the queue trained later.
test("does not train when it is paused directly after train(), and trains after play()", async () => {
  const lab = shown();
  await lab.train();
  await isIn(lab, "finished");
  lab.reset();
  await isIn(lab, "idle");
  void lab.train();
  lab.pause();
  await turns(100);
  assert.equal(lab.getState().state, "idle");
  lab.play();
  await isIn(lab, "finished");
});

test("keeps experiment, networks and progress while it is outside its document", async () => {
  const lab = shown({ noise: "0.2" });
  await lab.train();
  await isIn(lab, "finished");
  lab.setState({
    link: "?v=2&noise=0.2&hidden=4&steps=40&trajectories=2&points=5&samples=trajectories&x0=1,0",
  });
  const before = lab.getState();
  await turns(100);
  const { fingerprints } = lab.getState().progress ?? {};
  await takeOut(lab);
  assert.deepEqual(lab.getState().progress?.steps, { hnn: 40, baseline: 40 });
  assert.equal(lab.getState().link, before.link);
  document.body.append(lab);
  assert.ok(shadowOf(lab).querySelector(".poster"), "nothing is shown before it is seen");
  see(lab);
  await isUp(lab);
  await turns(100);
  assert.equal(lab.getState().link, before.link);
  assert.deepEqual(lab.getState().progress?.fingerprints, fingerprints);
  assert.deepEqual(lab.getState().progress?.steps, { hnn: 40, baseline: 40 });
});

test("continues training after it was removed during training", async () => {
  const lab = shown({ steps: "100000" });
  await lab.train();
  await until(
    () => (lab.getState().progress?.steps.hnn ?? 0) > 50,
    () => "50 steps",
  );
  await takeOut(lab);
  const { progress } = lab.getState();
  document.body.append(lab);
  see(lab);
  await isIn(lab, "training");
  await until(
    () => (lab.getState().progress?.steps.hnn ?? 0) > (progress?.steps.hnn ?? 0),
    () => "further steps",
  );
});

test("trains when train() is called before it is inserted", async () => {
  const lab = labWith();
  await lab.train();
  assert.equal(lab.getState().state, "poster");
  document.body.append(lab);
  await isIn(lab, "finished");
});

// Each worker needs 64 MB and more: a talk with twenty labs needed 600 MB.
// A snapshot of the finished run that arrived while the next one was being opened ended the requested training.
test("trains with a setting that is changed right before train()", async () => {
  const lab = shown();
  await lab.train();
  await isIn(lab, "finished");
  lab.steps = 80; // the learning rate's schedule spans the steps, so the run starts again
  await lab.train();
  await until(
    () => lab.getState().progress?.steps.hnn === 80,
    () => JSON.stringify(lab.getState()),
  );
});

test("ends its workers after a minute off-screen, and continues bit for bit when visible", async () => {
  const lab = shown();
  await lab.train();
  await isIn(lab, "finished");
  const { progress } = lab.getState();
  see(lab, false);
  clock.advance(timing.unseen - 1);
  assert.equal(workers.size, 2);
  await turns(100);
  clock.advance(1);
  await until(
    () => {
      clock.advance(timing.again);
      return workers.size === 0;
    },
    () => "no workers",
  );
  assert.deepEqual(lab.getState().progress, progress);
  see(lab);
  await turns();
  assert.equal(lab.getState().state, "finished");
  lab.steps = 80; // the end moves
  await lab.train();
  await until(
    () => lab.getState().progress?.steps.hnn === 80,
    () => JSON.stringify(lab.getState()),
  );
  const run = (await createLab()).session(settingsOf(lab));
  run.advance(80);
  await isIn(lab, "finished");
  assert.equal(lab.getState().progress?.fingerprints.hnn, run.fingerprint);
});

// Its state is "training" until its workers have answered: it was paused as if the visitor had chosen the other one.
test("continues when it is visible again, though another began to train just after it was out of sight", async () => {
  const lab = shown({ steps: "1000000" });
  await lab.train();
  await isIn(lab, "training");
  const other = labWith();
  document.body.append(other);
  see(lab, false);
  assert.equal(lab.getState().state, "training");
  other.onEvent({ type: "begin" });
  await isIn(lab, "suspended", "paused");
  see(lab);
  await isIn(lab, "training");
});

test("keeps its workers when it becomes visible within the minute or is still training", async () => {
  const lab = shown();
  await lab.train();
  await isIn(lab, "finished");
  see(lab, false);
  clock.advance(timing.unseen - 1);
  see(lab);
  clock.advance(timing.unseen);
  await turns(100);
  assert.equal(workers.size, 2);
});

// ---- attributes and properties -----------------------------------------------------------------------------------

// An own property of the element hides the accessor of its class: the value, and every later one, was lost.
test("applies values that were set before it was defined", () => {
  assert.equal(early.getAttribute("noise"), "0.3");
  assert.equal(early.getAttribute("hidden-layers"), "8,4");
  assert.equal(early.getAttribute("field-part"), "dissipative");
  assert.ok(early.hasAttribute("autoplay"));
  Object.assign(early, { noise: 0.4 });
  assert.equal(early.getAttribute("noise"), "0.4");
  early.removeAttribute("autoplay");
  document.body.append(early);
  assert.equal(settingsOf(early as Lab).noise, 0.4);
});

// "null" and "undefined" were then attribute values, and were reported at every later change.
test("removes the attribute when a property is set to null or undefined", () => {
  const lab = shown({ noise: "0.3" });
  const complaints: unknown[] = [];
  lab.addEventListener("hnn-error", (event) => complaints.push((event as CustomEvent).detail));
  for (const nothing of [null, undefined]) {
    lab.noise = 0.2;
    assert.equal(lab.noise, "0.2");
    lab.noise = nothing;
    assert.equal(lab.hasAttribute("noise"), false);
    lab.only = "motion";
    lab.only = nothing;
    assert.equal(lab.hasAttribute("only"), false);
  }
  lab.autoplay = "";
  assert.equal(lab.autoplay, false);
  assert.equal(settingsOf(lab).noise, parseLink(catalogue, "").experiment.settings.noise);
  assert.deepEqual(complaints, []);
});

test("has no property that hides one of HTML", () => {
  const plain = document.createElement("span");
  for (const attribute of attributeTable(catalogue).keys())
    assert.ok(!(propertyOf(attribute) in plain), attribute);
});

test("keeps theme and language when a link or another system names none", () => {
  const lab = shown({ theme: "dark", language: "en" });
  lab.setState({ link: "?v=1&system=spring" });
  assert.deepEqual(
    [settingsOf(lab).system, viewOf(lab).theme, viewOf(lab).language],
    ["spring", "dark", "en"],
  );
  lab.setAttribute("system", "duffing");
  assert.deepEqual([settingsOf(lab).system, viewOf(lab).theme], ["duffing", "dark"]);
  lab.setState({ link: "?theme=light" });
  assert.equal(viewOf(lab).theme, "light");
  assert.equal(lab.dataset.theme, "light", "the poster has another theme");
});

test("reads a link with &amp; and tracking keys, also when theme and language are added", () => {
  const lab = shown({ theme: "dark" });
  assert.deepEqual(lab.setState({ link: "?system=spring&amp;noise=0.3&utm_source=x" }), []);
  assert.deepEqual([settingsOf(lab).noise, viewOf(lab).theme], [0.3, "dark"]);
});

// ---- poster ------------------------------------------------------------------------------------------------------

// The frame sets its link when the element is already in its document; the poster kept showing a pendulum.
test("shows the system of a link that is set before the start", () => {
  const lab = shown();
  const poster = () => shadowOf(lab).querySelector(".poster") as HTMLElement;
  assert.match(poster().textContent ?? "", /Pendulum/);
  const picture = poster().querySelector("svg.scene")?.innerHTML;
  lab.setState({ link: "?system=two-body" });
  assert.match(poster().textContent ?? "", /Two bodies/);
  assert.match(poster().getAttribute("aria-label") ?? "", /Two bodies/);
  assert.notEqual(poster().querySelector("svg.scene")?.innerHTML, picture);
});

test("has a poster picture for every system", () => {
  const drawn = catalogue.systems.map(({ id }) => JSON.stringify(sceneOf(id)));
  assert.equal(new Set(drawn).size, drawn.length);
  for (const { id } of catalogue.systems) {
    assert.ok(sceneOf(id).length > 0, id);
    for (const line of sceneOf(id))
      for (const point of line) assert.ok(point.every(Number.isFinite), `${id}: ${point}`);
  }
});

test("the module can be imported where there is no document, and defines nothing there", () => {
  const source = `
    const { register } = await import("node:module");
    register(${JSON.stringify(styleHooks)});
    const { HnnLabElement } = await import("./web/src/widget/element.js");
    console.log(typeof HnnLabElement, typeof globalThis.customElements);`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", source],
    { encoding: "utf8" },
  );
  assert.equal(stdout.trim(), "function undefined", stderr);
});

// The last test, because the first language is kept.
test("shows the poster in the page's language", async () => {
  preferLanguages("de-AT", "en");
  const lab = shown({ system: "spring" });
  await until(
    () => /Feder/.test(shadowOf(lab).textContent ?? ""),
    () => shadowOf(lab).textContent ?? "",
  );
  assert.equal(lab.root.getAttribute("lang"), "de");
});
