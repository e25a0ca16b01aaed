// The workflows of .github, which run nowhere but at GitHub: what they name exists, and nothing is published untested.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { readRound, reportOf } from "../repeat.mjs";
import { chosen } from "../runner/schedule.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

const read = (file) => parse(readFileSync(path.join(root, file), "utf8"));
const workflows = readdirSync(path.join(root, ".github/workflows")).map((file) => ({
  file,
  ...read(`.github/workflows/${file}`),
}));
const actions = readdirSync(path.join(root, ".github/actions")).map((file) => ({
  file,
  ...read(`.github/actions/${file}/action.yml`),
}));
const workflow = (name) => {
  const found = workflows.find(({ file }) => file === name);
  assert.ok(found, name);
  return found;
};

const listed = spawnSync(process.execPath, ["tests/run.mjs", "--list"], {
  cwd: root,
  encoding: "utf8",
});
const stages = listed.stdout
  .trim()
  .split("\n")
  .map((name) => ({ name }));

const commands = (job) => [
  ...(job.steps ?? []).flatMap(({ run }) => (run ? [run] : [])),
  ...(job.strategy?.matrix.include ?? []).map(({ run }) => run),
];
const stagesOf = (job) =>
  commands(job).flatMap((command) =>
    [...command.matchAll(/--only=(\S+)/g)].flatMap(([, names]) =>
      chosen(stages, names.split(",")).map(({ name }) => name),
    ),
  );

test("every stage that a job names exists, and every stage of npm test is in a job", () => {
  assert.ok(stages.length > 15, listed.stderr);
  const { jobs } = workflow("test.yml");
  const named = new Set(Object.values(jobs).flatMap(stagesOf)); // `chosen` throws at an unknown name
  const builds = (name) => /-build$/.test(name); // come with what needs them
  assert.deepEqual(
    stages.map(({ name }) => name).filter((name) => !named.has(name) && !builds(name)),
    [],
  );
  for (const name of ["fast", "browsers", "native"]) {
    const job = jobs[name];
    assert.ok(stagesOf(job).length > 0, name);
    assert.equal(job.if, undefined, `${name} runs for every pull request`);
  }
  assert.throws(() => chosen(stages, ["no-such-stage"]), /--only must name stages/);
});

test("pull requests, branches and the publishing workflow run the tests", () => {
  const { on } = workflow("test.yml");
  for (const event of ["pull_request", "push", "schedule", "workflow_call"])
    assert.ok(event in on, event);
  assert.ok(!("pull_request_target" in on), "would give code of forks access to secrets");
  assert.deepEqual(on.push["branches-ignore"], ["main"]);
  assert.deepEqual(workflow("pages.yml").on.push.branches, ["main"]);
});

test("pages are published only after the tests", () => {
  const { jobs } = workflow("pages.yml");
  const publishing = Object.entries(jobs).filter(([, job]) =>
    job.steps?.some(({ uses }) => uses?.startsWith("actions/deploy-pages@")),
  );
  assert.equal(publishing.length, 1);
  const [, publish] = publishing[0];
  const needed = jobs[publish.needs];
  assert.equal(needed?.uses, "./.github/workflows/test.yml");
  assert.equal(publish.if, undefined, "`if: always()` would publish what has failed");
  for (const { file, jobs: others } of workflows)
    if (file !== "pages.yml") assert.doesNotMatch(JSON.stringify(others), /deploy-pages/);
});

test("actions are pinned to commits, and their own ones exist", () => {
  const steps = [
    ...workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps ?? [])),
    ...actions.flatMap(({ runs }) => runs.steps),
  ];
  const used = steps.flatMap(({ uses }) => (uses ? [uses] : []));
  assert.ok(used.length > 5);
  for (const one of used)
    if (one.startsWith("./")) assert.ok(existsSync(path.join(root, one, "action.yml")), one);
    else assert.match(one, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  for (const { uses, with: given } of steps)
    if (uses?.startsWith("actions/checkout@")) assert.equal(given?.["persist-credentials"], false);
});

test("workflows may only read, and only the publishing job may write pages", () => {
  for (const { file, permissions, jobs } of workflows) {
    assert.deepEqual(permissions, { contents: "read" }, file);
    for (const [id, job] of Object.entries(jobs)) {
      const granted = Object.entries(job.permissions ?? {}).filter(([, how]) => how === "write");
      assert.deepEqual(
        granted.map(([what]) => what),
        id === "publish" ? ["pages", "id-token"] : [],
        `${file} ${id}`,
      );
      if (!job.uses) assert.ok(job["timeout-minutes"], `${file} ${id} has no limit`);
    }
  }
});

test("every job of the tests stores its reports, also when it fails", () => {
  for (const [id, { steps = [] }] of Object.entries(workflow("test.yml").jobs)) {
    const last = steps.at(-1);
    assert.deepEqual([last?.uses, last?.if], ["./.github/actions/report", "always()"], id);
  }
  const { runs } = actions.find(({ file }) => file === "report") ?? {};
  assert.match(String(runs?.steps[0]?.with?.path), /build\/reports/);
});

test("nightly jobs run by schedule or on request", () => {
  const { nightly } = workflow("test.yml").jobs;
  assert.equal(nightly?.if, "github.event_name == 'schedule' || inputs.nightly");
  const tasks = nightly?.strategy?.matrix.include.map(({ name }) => name) ?? [];
  for (const task of ["soak", "fuzz", "lighthouse", "reproduce", "repeat"])
    assert.ok(tasks.includes(task), task);
});

test("counts each test that did not pass at its first attempt in the report of repeated rounds", () => {
  const clean = readRound("ok     component     20 s  90 passed, 0 failed\n90 passed, 0 failed\n");
  const bad = readRound(
    "FAILED journeys 9 s\n   --- a.test: one\n       reason\nflaky  b.test: two\n9 passed, 1 failed\n",
  );
  const flaky = readRound("flaky  b.test: two\n1 flaky: failed at first\n10 passed, 0 failed\n");
  const ended = readRound("ok     component\n");
  assert.deepEqual(reportOf([clean, bad, flaky, ended]), [
    "0 failed, 2 flaky of 4: b.test: two",
    "1 failed, 0 flaky of 4: a.test: one",
    "1 failed, 0 flaky of 4: a round that did not end",
    "1 of 4 rounds without a failure",
  ]);
  assert.deepEqual(reportOf([clean]), ["1 of 1 rounds without a failure"]);
});
