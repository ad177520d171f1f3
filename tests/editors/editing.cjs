// What tests inside the extension host do with drafts. GAIREPORT_LSP names the server; the folder that is open holds the
// published reports.
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vscode = require("vscode");

const SERVER = process.env.GAIREPORT_LSP;
const folder = () => vscode.workspace.workspaceFolders[0].uri.fsPath;

async function until(f, what, ms = 90_000) {
  for (const end = Date.now() + ms; ; await new Promise(done => setTimeout(done, 20))) {
    const value = await f();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
  }
}

/** The report whose name begins with the number. */
const report = number => path.join(folder(), fs.readdirSync(folder()).find(name => name.startsWith(number)));

const own = uri => vscode.languages.getDiagnostics(uri).filter(one => one.source === "gaireport");
const rule = diagnostic => diagnostic.code?.value ?? diagnostic.code;
const about = (uri, id) => own(uri).filter(one => rule(one) === id);

/** What `--check` says of a text, as rule, UTF-16 offsets and message. */
function checked(text, name = "草稿.txt") {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "checked-")), name);
  fs.writeFileSync(file, text);
  let out;
  try {
    out = execFileSync(SERVER, ["--check", "--lang", "zh-CN", "--format", "json", file], { encoding: "utf8" });
  } catch (error) {
    out = error.stdout;
  }
  const bytes = Buffer.from(text);
  const units = offset => bytes.subarray(0, offset).toString().length;
  const findings = JSON.parse(out).files[0].findings;
  return findings.map(one => `${one.rule} ${units(one.start.offset)}-${units(one.end.offset)} ${one.message}`).sort();
}

const said = document => own(document.uri)
  .map(one => `${rule(one)} ${document.offsetAt(one.range.start)}-${document.offsetAt(one.range.end)} ${one.message}`).sort();

/** Waits until the editor says of a document what `--check` says of its text. */
async function agree(document) {
  let expected;
  await until(() => {
    expected = checked(document.getText(), path.basename(document.fileName));
    return JSON.stringify(said(document)) === JSON.stringify(expected);
  }, "the findings of --check").catch(error => {
    assert.deepEqual(said(document), expected);
    throw error;
  });
}

async function open(file) {
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  await agree(document);
  return { document, editor, before: document.getText() };
}

async function action(document, range, kind, title) {
  const offered = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, kind, 50);
  const chosen = offered.find(one => one.title.includes(title));
  assert.ok(chosen, `${title} among ${offered.map(one => one.title).join(" | ")}`);
  assert.ok(await vscode.workspace.applyEdit(chosen.edit));
  if (chosen.command) await vscode.commands.executeCommand(chosen.command.command, ...(chosen.command.arguments ?? []));
}

async function undo(document, before) {
  await vscode.window.showTextDocument(document);
  await until(async () => {
    if (document.getText() === before) return true;
    await vscode.commands.executeCommand("undo");
    return false;
  }, "the text as it was");
  await agree(document);
}

/** Processes of the server that this extension host began. */
const servers = () => fs.readdirSync("/proc").filter(name => /^\d+$/.test(name)).filter(pid => {
  try {
    const [, state, parent] = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").pop().match(/^(\S) (\d+)/) ?? [];
    return state !== "Z" && Number(parent) === process.pid && fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(SERVER);
  } catch {
    return false;
  }
}).map(Number);

module.exports = { SERVER, about, action, agree, checked, folder, open, own, report, rule, said, servers, undo, until };
