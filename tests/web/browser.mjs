// The page in Chromium, opened from disk as a person opens it. playwright-core is looked up from the working directory;
// CHROMIUM names the browser, GAIREPORT_PAGE the page, GAIREPORT_LSP the program that it is compared with.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.resolve("_"));
const { chromium } = require("playwright-core");
export const AXE = require.resolve("axe-core/axe.min.js");
export const project = path.resolve(import.meta.dirname, "../..");
const PAGE = pathToFileURL(process.env.GAIREPORT_PAGE).href;
const PROGRAM = process.env.GAIREPORT_LSP;

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

// A page that is ready, with everything that it asked of the network, and every fault of a script.
export async function open(browser, { locale = "zh-CN", before, ...options } = {}) {
  const context = await browser.newContext({ locale, viewport: { width: 1366, height: 768 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const [requests, faults] = [[], []];
  context.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  if (before) { await page.addInitScript(before); }
  await page.goto(PAGE);
  await page.waitForSelector("body[data-state=ready]");
  return { page, context, requests, faults };
}

// How often the page has finished checking what it was given.
const finished = (page) => page.evaluate(() => Number(document.body.dataset.done || 0));

export async function checked(page, act) {
  const before = await finished(page);
  await act();
  await page.waitForFunction((count) => Number(document.body.dataset.done || 0) > count, before);
}

// Drops files or folders of this machine, as the system does.
export async function drop(page, ...paths) {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 300, y: 160, data });
  }
}

// What the page found, by path: the objects of `--format json`.
export const found = (page) => page.evaluate(() => {
  const rows = [...document.querySelectorAll("#reports > details")].filter((row) => row.file);
  return Object.fromEntries(rows.map((row) => [row.dataset.path, row.file]));
});

// What the program finds, by path, and what it says of the folder.
export function native(folder, ...options) {
  const run = spawnSync(PROGRAM, ["--lang", "zh-CN", "--quiet", "--format", "jsonl", "--check", ...options],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error || run.status > 2 || !run.stdout) { throw run.error || new Error(run.stderr); }
  const objects = run.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const files = objects.filter((object) => "path" in object);
  return {
    files: Object.fromEntries(files.map((file) => [file.path, file])),
    folder: objects.find((object) => "folder" in object)?.folder,
  };
}

export const run = (folder, ...options) => {
  const done = spawnSync(PROGRAM, options, { cwd: folder, maxBuffer: 1 << 28 });
  if (done.error || done.status > 2) { throw done.error || new Error(String(done.stderr)); }
  return done.stdout;
};

export const temporary = () => mkdtempSync(path.join(tmpdir(), "gaireport-web-"));
export const iconv = (text) => execFileSync("iconv", ["-f", "utf-8", "-t", "gb18030"], { input: text });
