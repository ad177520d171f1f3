#!/usr/bin/env node
// Makes gaireport.html, which holds all that it needs: `node editors/web/build.mjs`. The same sources give the same bytes.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const TARGET = "wasm32-unknown-unknown";
const MOST = 6 * 1024 * 1024;
const STACK = 4 * 1024 * 1024;
const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, "../..");
const read = (...path) => readFileSync(join(here, ...path), "utf8");

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

// Paths of this machine are no part of the engine.
function flags() {
  const cargo = process.env.CARGO_HOME || join(homedir(), ".cargo");
  const sysroot = execFileSync("rustc", ["--print", "sysroot"], { encoding: "utf8" }).trim();
  const named = [[cargo, "/cargo"], [sysroot, "/rust"], [project, "/gaireport"]];
  const remapped = named.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
  return [...remapped, "-Clink-arg=-z", `-Clink-arg=stack-size=${STACK}`].join("\x1f");
}

function compile() {
  const libraries = spawnSync("rustc", ["--print", "target-libdir", "--target", TARGET], { encoding: "utf8" });
  if (libraries.error) { stop("Rust is not installed: https://rust-lang.org/tools/install/"); }
  const core = spawnSync("ls", [libraries.stdout.trim()], { encoding: "utf8" });
  if (libraries.status !== 0 || !core.stdout.includes("libcore")) {
    stop(`The Rust target ${TARGET} is not installed: rustup target add ${TARGET}`);
  }
  const cargo = ["build", "--locked", "--package", "gaireport-web", "--target", TARGET, "--profile", "web"];
  const env = { ...process.env, CARGO_ENCODED_RUSTFLAGS: flags() };
  const built = spawnSync("cargo", cargo, { cwd: project, env, stdio: ["ignore", "inherit", "inherit"] });
  if (built.status !== 0) { stop("The engine could not be built."); }
  const metadata = execFileSync("cargo", ["metadata", "--format-version=1", "--no-deps", "--locked"], { cwd: project, encoding: "utf8", maxBuffer: 1 << 28 });
  return readFileSync(join(JSON.parse(metadata).target_directory, TARGET, "web", "gaireport_web.wasm"));
}

function packed(bytes) {
  const zipped = gzipSync(bytes, { level: 9 });
  zipped[9] = 255; // no word of the system that packed it
  return zipped.toString("base64");
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function page(engine) {
  const scripts = ["words.js", "files.js", "engine.js", "list.js", "paste.js", "page.js"].map((name) => read("src", name));
  const script = `"use strict";\n(() => {\n${scripts.join("\n")}})();\n`;
  const style = readFileSync(join(project, "src/render/html/page.css"), "utf8") + read("src", "style.css");
  const policy = [
    "default-src 'none'", `script-src ${hash(script)} 'wasm-unsafe-eval'`, "worker-src blob:", `style-src ${hash(style)}`,
    "base-uri 'none'", "form-action 'none'",
  ].join("; ");
  const version = readFileSync(join(project, "Cargo.toml"), "utf8").match(/^version = "(.+)"$/m)[1];
  const parts = { POLICY: policy, STYLE: style, VERSION: version, WORKER: read("src", "worker.js"), SCRIPT: script, ENGINE: packed(engine) };
  return read("src", "page.html").replace(/@([A-Z]+)@/g, (whole, name) => parts[name] ?? whole);
}

const out = resolve(process.argv[2] || join(here, "dist", "gaireport.html"));
const html = page(compile());
if (Buffer.byteLength(html) > MOST) { stop(`The page has ${Buffer.byteLength(html)} bytes, at most ${MOST} are wanted.`); }
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, html);
console.log(`${out}: ${Buffer.byteLength(html)} bytes`);
