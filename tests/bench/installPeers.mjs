// Installs packages that only some tests need (peers of the bench, consumers of the package) into a folder of their own,
// when they are asked for and not there yet.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const peers = fileURLToPath(new URL("./peers/", import.meta.url));

function upToDate(folder) {
  const { dependencies, devDependencies: listed = dependencies } = JSON.parse(
    readFileSync(`${folder}package.json`, "utf8"),
  );
  return Object.entries(listed).every(([name, version]) => {
    const file = `${folder}node_modules/${name}/package.json`;
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version === version;
  });
}

export function installPeers(say) {
  installFolder(peers, () => say("Installing the peers of tests/bench/peers/package-lock.json …"));
}

export function installFolder(folder, begin = () => {}) {
  if (upToDate(folder)) return;
  begin();
  // No script of theirs is needed: a build of node-fetch's or core-js's is not what is measured.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // `include`: Vite's build has set NODE_ENV to "production", with which npm leaves out what tests need.
  const { status } = spawnSync(
    npm,
    ["ci", "--include=dev", "--ignore-scripts", "--loglevel=error"],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) throw new Error("npm ci failed: is the npm registry reachable from here?");
}
