// Installs node_modules when it is absent or does not match package-lock.json, so that every npm script
// works from a clean clone. Uses nothing but Node. Takes some milliseconds when there is nothing to do.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js 20.19 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(path.join(root, lockFile), "utf8")).packages;
}

/** Every locked package must be there in its version; packages for other platforms may be absent. */
function upToDate() {
  const wanted = packagesIn("package-lock.json");
  let present;
  try {
    present = packagesIn("node_modules/.package-lock.json"); // npm's own record of what it installed
  } catch {
    return false;
  }
  return Object.entries(wanted).every(([where, { version, optional }]) => {
    if (where === "") return true;
    return present[where] ? present[where].version === version : optional === true;
  });
}

if (!upToDate()) {
  console.log("Installing the packages of package-lock.json …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--include=dev", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error("npm ci failed: is the npm registry reachable from here?");
    process.exit(1);
  }
}
