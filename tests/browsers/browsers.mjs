// Chromium, Firefox and WebKitGTK behind one small interface:
//
//   { name, version, goto(url), evaluate(fn, ...args), click(selector), type(selector, text),
//     waitFor(fn, ...args), resize(width, height), screenshot(path), errors, close() }
//
// All three are stock browsers from Debian's packages. Chromium speaks CDP and Firefox WebDriver BiDi, both
// through puppeteer-core; WebKitGTK speaks classic WebDriver, which is a few lines over fetch. It is called
// WebKitGTK and not Safari, because it is not. (Its window is never narrower than about 450 px.)

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { withJitter } from "./jitter.mjs";

export const browserNames = ["chromium", "firefox", "webkitgtk"];

const viewport = { width: 1280, height: 900 };
/** ms; of one wait. */
export const waitLimit = process.env.JITTER ? 60_000 : 10_000;
const protocolTimeout = 30_000; // ms; of one command to a browser, also of its start
Error.stackTraceLimit = 30; // as far as the test's own line, from the depths of puppeteer

/** The first of the candidates that exists; a bare name is looked up in PATH. */
function program(what, candidates) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  for (const candidate of candidates.filter(Boolean)) {
    const paths = candidate.includes("/")
      ? [candidate]
      : folders.map((folder) => path.join(folder, candidate));
    const found = paths.find((file) => existsSync(file));
    if (found) return found;
  }
  throw new Error(`${what} is not installed; tests/setup installs it`);
}

/** /usr/lib/<machine>/webkit2gtk-4.1/<name>, where Debian keeps WebKitGTK's programs. */
function webkitFile(name) {
  const libraries = "/usr/lib";
  const folders = existsSync(libraries)
    ? readdirSync(libraries).filter((folder) => folder.includes("-linux-gnu"))
    : [];
  for (const version of ["4.1", "4.0"]) {
    for (const folder of folders) {
      const file = path.join(libraries, folder, `webkit2gtk-${version}`, name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** ms; a question without an answer by then is asked again. */
const answerLimit = waitLimit;

/** In the place of an answer that has not come by then. */
const silence = Symbol("silence");

/** What fn says in the page, or `silence`. */
async function asked(page, fn, args = []) {
  let timer;
  const tooLate = new Promise((resolve) => {
    timer = setTimeout(resolve, answerLimit, silence);
  });
  try {
    return await Promise.race([page.evaluate(fn, ...args), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again until fn is truthy in the page, or throws. One implementation for all three. */
async function waitUntil(page, fn, args, { timeout = waitLimit, interval = 50 } = {}) {
  const end = Date.now() + timeout;
  for (let unanswered = 0; ; ) {
    const value = await asked(page, fn, args);
    if (value === silence) unanswered++;
    else if (value) return value;
    if (Date.now() > end) {
      const often = unanswered > 0 ? `, ${unanswered} times without an answer` : "";
      const wait = `${page.name}: not true within ${timeout} ms${often}: ${fn}`;
      throw new Error(`${wait}\n${await whereabouts(page)}`);
    }
    await pause(interval);
  }
}

/** What the page says of itself, or what keeps it from saying it: for who reads that a wait was in vain. */
async function whereabouts(page) {
  const told = await asked(page, async () => ({
    at: location.href,
    ...document.documentElement.dataset,
    disabled: [...document.querySelectorAll("button:disabled")].map(({ id }) => id).join(" "),
    notices: [...document.querySelectorAll(".notice")].map(({ innerText }) => innerText),
    visible: document.visibilityState,
    frames: await Promise.race([
      new Promise((resolve) => requestAnimationFrame(() => resolve("come"))),
      new Promise((resolve) => setTimeout(resolve, 2000, "do not come")),
    ]),
  }));
  if (told !== silence) return JSON.stringify(told);
  const busy = page.name === "chromium" ? await scriptUnderWay(page.page) : "";
  return `the page is silent; ${busy || "no script is under way"}`;
}

/** Puppeteer's waits, too, say what the page was like when they were in vain. */
async function explained(page, job) {
  try {
    return await job;
  } catch (error) {
    throw new Error(`${page.name}: ${error.message}\n${await whereabouts(page)}`, { cause: error });
  }
}

/** The calls in which Chromium's page is when the debugger breaks in. */
async function scriptUnderWay(page) {
  const cdp = await page.createCDPSession();
  const broken = new Promise((resolve) => cdp.once("Debugger.paused", resolve));
  void cdp
    .send("Debugger.enable")
    .then(() => cdp.send("Debugger.pause"))
    .catch(() => {});
  const { callFrames = [] } = (await Promise.race([broken, pause(answerLimit)])) ?? {};
  return callFrames
    .map(
      ({ functionName, url, location }) =>
        `${functionName} (${url}:${location.lineNumber + 1}:${location.columnNumber + 1})`,
    )
    .join(" < ");
}

// ---- Chromium and Firefox ------------------------------------------------------------------------

/** The last browser of each kind, started once for many pages: { starting, pages (how many are open), isOver }. */
const running = new Map();
const restAfter = 500; // ms without a page, and a browser is closed

async function start(name, options) {
  // A profile of its own in every case: two runs at once must not meet.
  const profile = mkdtempSync(path.join(os.tmpdir(), `hnn-${name}-`));
  const home = {
    ...process.env,
    HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_CACHE_HOME: profile,
  };
  const browser = await puppeteer.launch({
    headless: true,
    userDataDir: profile,
    env: home,
    protocolTimeout,
    ...options,
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(profile, {
        recursive: true,
        force: true,
        maxRetries: 5,
        retryDelay: 200,
      });
    },
  };
}

/** A browser of this name and these options, and `release` for who needs it no longer: soon after the last one it is closed. */
async function borrow(name, options) {
  const kind = JSON.stringify([name, options]);
  let shared = running.get(kind);
  if (!shared || shared.isOver) {
    shared = { starting: start(name, options), pages: 0, isOver: false };
    running.set(kind, shared);
  }
  const end = () => {
    shared.isOver = true;
  };
  shared.starting.catch(end);
  shared.pages++;
  const { browser, close } = await shared.starting;
  browser.once("disconnected", end);
  const release = () => {
    shared.pages--;
    setTimeout(() => {
      if (shared.pages > 0 || shared.isOver) return;
      end();
      void close();
    }, restAfter);
  };
  return { browser, release };
}

async function withPuppeteer(name, options) {
  const { browser, release } = await borrow(name, options);
  try {
    const context = await browser.createBrowserContext();
    return await controls(name, browser, await context.newPage(), async () => {
      try {
        if (browser.connected) await context.close();
      } finally {
        release();
      }
    });
  } catch (error) {
    release();
    throw error;
  }
}

async function controls(name, browser, page, close) {
  await page.setViewport(viewport);
  await withJitter(page);
  page.setDefaultTimeout(waitLimit);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error.message ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  // A page that has crashed answers nothing any more.
  const crashed = new Promise((_, reject) => {
    page.once("error", (error) => reject(new Error(`${name}: ${error.message}`)));
  });
  crashed.catch(() => {});
  const self = {
    name,
    version: await browser.version(),
    /** Uncaught errors and console.error of the page so far. */
    errors,
    /** Puppeteer's own page, for what only one browser can do (tracing, CDP). */
    page,
    goto: async (url) => void (await page.goto(url, { waitUntil: "load" })),
    evaluate: (fn, ...args) => Promise.race([crashed, page.evaluate(fn, ...args)]),
    click: (selector) => explained(self, page.locator(selector).click()),
    async type(selector, text) {
      await explained(self, page.locator(selector).fill(text));
      // A person leaves the field; only then do inputs report a change.
      await page.$eval(selector, (input) => input.blur());
    },
    waitFor: (fn, args = [], limits = {}) => waitUntil(self, fn, args, limits),
    async resize(width, height) {
      await page.setViewport({ width, height });
      await self.waitFor((wanted) => innerWidth === wanted, [width]);
    },
    screenshot: async (file) => void (await page.screenshot({ path: file })),
    close,
  };
  return self;
}

function chromium(motion) {
  return withPuppeteer("chromium", {
    executablePath: program("Chromium", [
      process.env.CHROMIUM,
      "chromium",
      "chromium-browser",
      "google-chrome",
    ]),
    args: [
      "--no-sandbox", // Chromium refuses to run as root with its sandbox
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Pages of its address bar, which nobody sees: three quarters of what a window costs.
      "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
      ...(motion ? [] : ["--force-prefers-reduced-motion"]),
    ],
  });
}

function firefox(motion) {
  return withPuppeteer("firefox", {
    browser: "firefox",
    extraPrefsFirefox: motion ? {} : { "ui.prefersReducedMotion": 1 },
    executablePath: program("Firefox", [process.env.FIREFOX, "firefox-esr", "firefox"]),
  });
}

// ---- WebKitGTK -----------------------------------------------------------------------------------

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function webkitgtk(motion) {
  const driver = program("WebKitWebDriver", ["WebKitWebDriver", webkitFile("WebKitWebDriver")]);
  const miniBrowser = program("WebKitGTK's MiniBrowser", [webkitFile("MiniBrowser")]);
  program("xvfb-run", ["xvfb-run"]);
  program("dbus-run-session", ["dbus-run-session"]);
  const port = await freePort();
  const home = mkdtempSync(path.join(os.tmpdir(), "hnn-webkitgtk-"));
  if (!motion) {
    mkdirSync(path.join(home, "gtk-3.0"));
    writeFileSync(
      path.join(home, "gtk-3.0/settings.ini"),
      "[Settings]\ngtk-enable-animations=false\n",
    );
  }
  // Its own process group, so that close() ends Xvfb, D-Bus, driver and browser together.
  const child = spawn(
    "xvfb-run",
    [
      // Two that look for a free display at the same moment would find the same one.
      ...["-a", "-n", String(100 + (process.pid % 10_000))],
      ...["-s", "-screen 0 1600x1200x24"],
      ...["dbus-run-session", "--", driver, `--port=${port}`],
    ],
    {
      detached: true,
      stdio: "ignore",
      env: {
        ...process.env,
        HOME: home,
        XDG_CONFIG_HOME: home,
        XDG_CACHE_HOME: home,
        XDG_DATA_HOME: home,
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", // bubblewrap does not run as root in a container
        LIBGL_ALWAYS_SOFTWARE: "1",
      },
    },
  );
  let ended = false;
  child.on("exit", () => {
    ended = true;
  });
  const stop = () => {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // already gone
    }
    rmSync(home, {
      recursive: true,
      force: true,
      maxRetries: 5,
      retryDelay: 200,
    });
  };

  const base = `http://127.0.0.1:${port}`;
  async function call(method, where, body) {
    const response = await fetch(base + where, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(protocolTimeout),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`webkitgtk: ${value.error}: ${value.message}`);
    return value;
  }

  try {
    for (const end = Date.now() + 30_000; ; ) {
      try {
        if ((await call("GET", "/status")).ready) break;
      } catch {
        // not listening yet
      }
      if (ended || Date.now() > end) throw new Error("WebKitWebDriver did not start");
      await pause(100);
    }
    const { sessionId, capabilities } = await call("POST", "/session", {
      capabilities: {
        alwaysMatch: {
          "webkitgtk:browserOptions": {
            binary: miniBrowser,
            args: ["--automation"],
          },
        },
      },
    });
    const session = `/session/${sessionId}`;
    const post = (where, body = {}) => call("POST", session + where, body);
    await post("/timeouts", {
      script: protocolTimeout,
      pageLoad: waitLimit,
      implicit: 0,
    });
    const find = async (selector) => {
      const found = await post("/element", {
        using: "css selector",
        value: selector,
      });
      return `/element/${Object.values(found)[0]}`;
    };
    // Classic WebDriver has no events, so the page keeps its own errors, from the first script we run in it.
    const keepErrors = () => {
      window.hnnTestErrors ??= (() => {
        const errors = [];
        window.addEventListener("error", (event) => errors.push(event.message));
        window.addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
        return errors;
      })();
    };
    const self = {
      name: "webkitgtk",
      version: `WebKitGTK/${capabilities.browserVersion}`,
      errors: [],
      async goto(url) {
        await post("/url", { url });
        await self.evaluate(keepErrors);
      },
      async evaluate(fn, ...args) {
        // Async script, so that fn may return a promise; errors of the page come back with their message.
        const [ok, value, errors] = await post("/execute/async", {
          script: `const args = Array.from(arguments), done = args.pop();
            const answer = (ok, value) => done([ok, value === undefined ? null : value,
              (window.hnnTestErrors || []).splice(0)]);
            Promise.resolve().then(() => (${fn})(...args)).then(
              (value) => answer(true, value), (error) => answer(false, String(error)));`,
          args,
        });
        self.errors.push(...errors);
        if (!ok) throw new Error(value);
        return value;
      },
      async click(selector) {
        await post(`${await find(selector)}/click`);
      },
      async type(selector, text) {
        // Over what is there, as a person does: a field that is emptied and left gets its old value back when the page paints.
        await self.evaluate((s) => document.querySelector(s).select(), selector);
        await post(`${await find(selector)}/value`, { text });
        await self.evaluate((s) => document.querySelector(s).blur(), selector);
      },
      waitFor: (fn, args = [], limits = {}) => waitUntil(self, fn, args, limits),
      resize: (width, height) => post("/window/rect", { width, height }),
      async screenshot(file) {
        writeFileSync(file, Buffer.from(await call("GET", `${session}/screenshot`), "base64"));
      },
      async close() {
        await call("DELETE", session).catch(() => {});
        stop();
      },
    };
    await self.resize(viewport.width, viewport.height);
    return self;
  } catch (error) {
    stop();
    throw error;
  }
}

const engines = { chromium, firefox, webkitgtk };

/** Opens a page in one of browserNames: nothing is stored there yet. Without `motion` the browser asks pages for less of it. */
export function launch(name, { motion = true } = {}) {
  const open = engines[name];
  if (!open) throw new Error(`browser must be one of ${browserNames.join(", ")}, got ${name}`);
  return open(motion);
}
