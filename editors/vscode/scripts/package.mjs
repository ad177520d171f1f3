// Makes the package of the extension with the server inside.
//   node scripts/package.mjs [--target linux-x64 --server PATH] [--out FILE.vsix]
// Without a target the package has no server and runs on every system that has gaireport-lsp installed.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { target: { type: "string" }, server: { type: "string" }, out: { type: "string" } } });
if ((values.target === undefined) !== (values.server === undefined)) {
  console.error("--target and --server belong together: the program inside must fit the system");
  process.exit(2);
}

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
process.chdir(root);
fs.rmSync("bin", { recursive: true, force: true });
fs.rmSync("dist", { recursive: true, force: true });
const project = path.resolve(root, "../..");
fs.copyFileSync(path.join(project, "CHANGELOG.md"), "CHANGELOG.md");
const licences = ["LICENSE-MIT", "LICENSE-APACHE"].map(name => fs.readFileSync(path.join(project, name), "utf8"));
fs.writeFileSync("LICENSE.txt", licences.join("\n\n"));
fs.writeFileSync("NOTICES.txt", [...bundled(), ...(values.server === undefined ? [] : linked())].join("\n\n----\n\n"));
if (values.server !== undefined) {
  const name = values.target.startsWith("win32") ? "gaireport-lsp.exe" : "gaireport-lsp";
  fs.mkdirSync("bin");
  fs.copyFileSync(values.server, path.join("bin", name));
  fs.chmodSync(path.join("bin", name), 0o755);
}
const run = (script, ...args) => execFileSync(process.execPath, [script, ...args], { stdio: "inherit" });
run("scripts/build.mjs", "--production");
const { version } = JSON.parse(fs.readFileSync("package.json", "utf8"));
const out = values.out ?? `gaireport-${version}${values.target ? `-${values.target}` : ""}.vsix`;
run("node_modules/@vscode/vsce/vsce", "package", "--no-dependencies", "--allow-missing-repository", "--out", out,
  ...(values.target ? ["--target", values.target] : []));

// The texts of licences in a folder, as they stand there.
function texts(folder) {
  const names = fs.readdirSync(folder).filter(name => /^(licen[cs]e|copying|notice|copyright)/i.test(name)).sort();
  const files = names.map(name => path.join(folder, name)).filter(file => fs.statSync(file).isFile());
  return files.map(file => fs.readFileSync(file, "utf8").trim());
}

function notice(name, version, licence, folder) {
  return [`${name} ${version} (${licence ?? "see below"})`, ...texts(folder)].join("\n\n");
}

// Notices of the packages that are bundled into the extension.
function bundled() {
  const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
  const own = Object.entries(packages).filter(([folder, { dev }]) => folder !== "" && !dev);
  return own.map(([folder, { version, license }]) => notice(folder.replace(/^.*node_modules\//, ""), version, license, folder));
}

// Notices of the crates that are linked into the server.
function linked() {
  const arguments_ = ["metadata", "--format-version", "1", "--locked", "--manifest-path", path.join(project, "Cargo.toml")];
  const { packages } = JSON.parse(execFileSync("cargo", arguments_, { encoding: "utf8", maxBuffer: 1 << 28 }));
  const foreign = packages.filter(({ source }) => source !== null);
  return foreign.map(({ name, version, license, manifest_path }) => notice(name, version, license, path.dirname(manifest_path)));
}
