// Makes the npm packages: one with the program of a system, and the main one that finds it.
//   node editors/npm/make.mjs --binary FILE --target linux-x64 --notices FILE --out FOLDER
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { binary: { type: "string" }, target: { type: "string" }, notices: { type: "string" }, out: { type: "string" } },
});
for (const name of ["binary", "target", "notices", "out"]) {
  if (values[name] === undefined) {
    console.error(`--${name} is missing`);
    process.exit(2);
  }
}
const [os, cpu] = values.target.split("-");
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const project = path.resolve(here, "../..");
const version = /^version = "(.*)"$/m.exec(fs.readFileSync(path.join(project, "Cargo.toml"), "utf8"))[1];
const systems = JSON.parse(fs.readFileSync(path.join(here, "systems.json"), "utf8"));
if (!systems.includes(values.target)) {
  console.error(`${values.target} is none of ${systems.join(", ")}`);
  process.exit(2);
}
const common = {
  version,
  license: "MIT OR Apache-2.0",
  description: "Language server and linter for drafts of China's annual report on government information disclosure (政府信息公开工作年度报告)",
};
const out = path.resolve(values.out);
fs.mkdirSync(out, { recursive: true });

/** Writes the files of a package into an empty folder and packs it. */
function pack(name, manifest, files) {
  const folder = fs.mkdtempSync(path.join(out, "package-"));
  for (const [file, content, mode] of [
    ["package.json", JSON.stringify({ name, ...common, ...manifest }, null, 2) + "\n"],
    ...["LICENSE-MIT", "LICENSE-APACHE"].map(file => [file, fs.readFileSync(path.join(project, file))]),
    ["THIRD-PARTY.txt", fs.readFileSync(values.notices)],
    ...files,
  ]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content, { mode: mode ?? 0o644 });
  }
  execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", ["pack", folder, "--pack-destination", out, "--silent"], { stdio: "inherit" });
  fs.rmSync(folder, { recursive: true });
}

const program = os === "win32" ? "gaireport-lsp.exe" : "gaireport-lsp";
pack(`gaireport-lsp-${values.target}`, { os: [os], cpu: [cpu], files: [program, "THIRD-PARTY.txt"], preferUnplugged: true },
  [[program, fs.readFileSync(values.binary), 0o755]]);
pack("gaireport-lsp", {
  bin: { "gaireport-lsp": "bin/gaireport-lsp.js" },
  files: ["bin", "THIRD-PARTY.txt"],
  engines: { node: ">=16" },
  optionalDependencies: Object.fromEntries(systems.map(system => [`gaireport-lsp-${system}`, version])),
}, [
  ["bin/gaireport-lsp.js", fs.readFileSync(path.join(here, "gaireport-lsp.js")), 0o755],
  ["README.md", fs.readFileSync(path.join(here, "README.md"))],
]);
