// What the views on chaos and reversibility have in common: who is studied when, and what becomes of the results.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./dom.js";

const { manualScheduler } = await import("../../web/src/base/scheduler.js");
const { StudyView } = await import("../../web/src/app/views/study/studyView.js");
const { Study } = await import("../../web/src/app/studies.js");
const { catalogue } = await import("../../web/src/catalogue/catalogue.js");
const { defaultExperiment, systemIn } = await import("../../web/src/state/experiment.js");
type Run = import("../../web/src/app/views/study/studyView.js").Run;
type ViewContext = import("../../web/src/app/view.js").ViewContext;
type ViewScene = import("../../web/src/app/view.js").ViewScene;
type RunScene = import("../../web/src/app/view.js").RunScene;
type Who = import("../../web/src/protocol/snapshot.js").Who;
type ReversalStudy = import("../../web/src/protocol/study.js").ReversalStudy;
type ReversalResult = import("../../web/src/protocol/study.js").ReversalResult;

Object.assign(globalThis, { getComputedStyle: () => ({ getPropertyValue: () => "" }) });

const result = (progress: number): ReversalResult => ({
  ...{ type: "reversal", progress, t: Float64Array.of(1), stopOut: null, stopBack: null, note: "" },
  ...{ forward: new Float64Array(), backward: new Float64Array() },
  ...{ gap: Float64Array.of(1), volumeError: Float64Array.of(0) },
  symplecticError: Float64Array.of(0),
});

interface Panel {
  who: Who;
  first: InstanceType<typeof Study<ReversalStudy>>;
  second: InstanceType<typeof Study<ReversalStudy>>;
  studies: InstanceType<typeof Study<ReversalStudy>>[];
}

/** Two studies in a row, of a duration that the test chooses. */
class TestView extends StudyView<Panel, ReversalStudy> {
  readonly element = document.createElement("div");
  duration = 10;
  renders = 0;
  protected enter() {}
  protected showControls() {}
  protected createPanel(who: Who): Panel {
    const [first, second] = [0, 1].map(() => new Study<ReversalStudy>(() => this.requestRender()));
    return { who, first: first!, second: second!, studies: [first!, second!] };
  }
  protected arrange() {}
  protected question(): ReversalStudy {
    return {
      ...{ type: "reversal", x0: [1, 0], integrator: "rk4", stepSize: 0.1, points: 60 },
      duration: this.duration,
    };
  }
  protected async ask({ first, second }: Panel, question: ReversalStudy, run: Run) {
    if (await run(first, question)) await run(second, question);
  }
  protected render() {
    this.renders++;
  }
  repaint() {}
  stateOf(who: Who) {
    return this.panels.get(who)?.studies.map(({ state }) => state);
  }
  get status() {
    return this.bar.element.querySelector("#reversal-status")?.textContent;
  }
}

const experiment = defaultExperiment(catalogue, "pendulum");
const run = (step: number, rest: Partial<RunScene> = {}): RunScene => ({
  ...{ step, solvedAtOnce: false, solution: null, seconds: 1, hasEnergy: true },
  ...{ hasDissipation: false, generation: 1, training: false, testLoss: 1, metrics: null },
  ...{ fingerprint: "", ...rest },
});
const sceneOf = (runs: { hnn: RunScene; baseline: RunScene }, rest: Partial<ViewScene> = {}) =>
  ({
    ...{
      experiment,
      system: systemIn(catalogue, experiment),
      settingsInForce: experiment.settings,
    },
    ...{ contestants: ["hnn", "baseline"], runs, ready: true, pins: [], ...rest },
  }) as unknown as ViewScene;
const untrained = { hnn: run(0), baseline: run(0) };

function viewOf() {
  const scheduler = manualScheduler();
  const asked: {
    who: Who;
    request: ReversalStudy;
    signal: AbortSignal;
    finish(): void;
    fail(message: string): void;
  }[] = [];
  const kept: [Who, number][] = [];
  const engine = {
    study: (
      who: Who,
      _settings: unknown,
      request: ReversalStudy,
      { signal, onResult }: { signal: AbortSignal; onResult(result: ReversalResult): void },
    ) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
        asked.push({
          ...{ who, request, signal, fail: (message) => reject(new Error(message)) },
          finish: () => {
            onResult(result(1));
            resolve();
          },
        });
      }),
  };
  const context = {
    ...{ scheduler, engine, catalogue },
    keepStudy: (who: Who, mark: { step: number }) => kept.push([who, mark.step]),
  } as unknown as ViewContext;
  const view = new TestView("reversal", context);
  const open = () => asked.filter(({ signal }) => !signal.aborted);
  const breathe = () => new Promise((resolve) => setTimeout(resolve));
  return { view, scheduler, asked, open, kept, breathe };
}

test("studies the truth when the view opens, networks when they are trained and paused", async () => {
  const { view, asked, kept, breathe } = viewOf();
  view.show(sceneOf(untrained));
  assert.deepEqual(
    asked.map(({ who }) => who),
    ["truth"],
  );
  asked[0]?.finish();
  await breathe();
  assert.equal(asked.length, 2); // the second study follows the first
  asked[1]?.finish();
  await breathe();
  assert.deepEqual(view.stateOf("truth"), ["done", "done"]);

  view.show(sceneOf({ hnn: run(10, { training: true }), baseline: run(0) }));
  assert.equal(asked.length, 2);
  view.show(sceneOf({ hnn: run(50), baseline: run(0) }));
  assert.equal(asked[2]?.who, "hnn");
  asked[2]?.finish();
  await breathe();
  asked[3]?.finish();
  await breathe();
  assert.deepEqual(kept, [
    ["hnn", 50],
    ["hnn", 50],
  ]); // pins keep studies of networks, not of the truth

  view.show(sceneOf({ hnn: run(51), baseline: run(0) })); // it has learned more
  assert.deepEqual(
    asked.slice(4).map(({ who }) => who),
    ["hnn"],
  );
});

test("requests new studies when the controls have settled, and drops the old results", async () => {
  const { view, scheduler, asked, open } = viewOf();
  view.show(sceneOf(untrained));
  view.duration = 20;
  view.show(sceneOf(untrained));
  assert.equal(open().length, 0);
  assert.deepEqual(view.stateOf("truth"), ["none", "none"]);
  scheduler.advance(300);
  view.duration = 30;
  view.show(sceneOf(untrained));
  scheduler.advance(300);
  assert.equal(open().length, 0);
  scheduler.advance(300);
  assert.deepEqual(
    open().map(({ request }) => request.duration),
    [30],
  );
  assert.equal(asked.length, 2);
});

// Results of the former system had stayed under the axes of the next one until the engine was ready.
test("drops all results when the system changes, and requests new ones when it is ready", async () => {
  const { view, asked, breathe } = viewOf();
  view.show(sceneOf(untrained));
  asked[0]?.finish();
  await breathe();
  const spring = defaultExperiment(catalogue, "spring");
  const next = { experiment: spring, system: systemIn(catalogue, spring) };
  view.show(sceneOf(untrained, { ...next, ready: false }));
  assert.deepEqual(view.stateOf("truth"), ["none", "none"]);
  const before = asked.length;
  view.show(sceneOf(untrained, { ...next, settingsInForce: spring.settings }));
  assert.equal(asked.length, before + 1);
});

test("is not settled while a study runs, and renders its end before it settles", async () => {
  const { view, scheduler, asked, breathe } = viewOf();
  view.show(sceneOf(untrained));
  scheduler.flush();
  assert.ok(scheduler.pending > 0);
  asked[0]?.finish();
  await breathe();
  const before = view.renders;
  asked[1]?.finish();
  await scheduler.settle();
  assert.ok(view.renders > before);
  assert.match(view.status ?? "", /^Done: truth/);
  assert.equal(scheduler.pending, 0);
});

test("stops on demand and keeps results; continues when the view is opened again", async () => {
  const { view, scheduler, asked, open, breathe } = viewOf();
  view.show(sceneOf(untrained));
  scheduler.flush();
  view.bar.element.querySelector<HTMLButtonElement>("#reversal-stop")?.click();
  assert.deepEqual(view.stateOf("truth"), ["stopped", "none"]);
  view.show(sceneOf(untrained));
  assert.equal(open().length, 0); // stopped is stopped
  await breathe();

  view.bar.element.querySelector<HTMLButtonElement>("#reversal-compute")?.click();
  scheduler.flush();
  view.bar.element.querySelector<HTMLButtonElement>("#reversal-compute")?.click();
  assert.equal(open().length, 1);
  view.hide();
  assert.equal(open().length, 0);
  view.show(sceneOf(untrained));
  assert.equal(open().length, 1);
  assert.equal(asked.length, 3);
});

test("reports why a study failed, and requests the next one", async () => {
  const { view, scheduler, asked, open } = viewOf();
  view.show(sceneOf(untrained));
  asked[0]?.fail("the integrator did not converge");
  await scheduler.settle();
  assert.match(view.status ?? "", /the integrator did not converge/);
  view.duration = 20;
  view.show(sceneOf(untrained));
  scheduler.advance(600);
  assert.equal(open().length, 2);
});
