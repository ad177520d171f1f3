// Tests of the extension inside the extension host of a real VS Code, with its whole API. ONLY names some of them.
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vscode = require("vscode");
const breaks = require("./breaks.cjs");
const { SERVER, about, action, agree, checked, folder, open, own, report, rule, said, servers, undo, until } = require("./editing.cjs");

const tests = {
  "the findings are those of --check, in reports that are open and in those that are not": async () => {
    const first = await open(report("000"));
    assert.ok(said(first.document).length > 5);
    for (const number of ["001", "002", "003", "004"]) {
      const file = report(number);
      const text = fs.readFileSync(file, "utf8");
      await until(() => own(vscode.Uri.file(file)).length === checked(text).length, `the findings of ${number}`);
    }
    assert.deepEqual(vscode.workspace.textDocuments.filter(one => one.fileName.includes("001")), []);
  },

  "the light bulb inserts the missing section": async () => {
    const { document, before } = await open(report("000"));
    const [finding] = about(document.uri, "missing-section");
    await action(document, finding.range, "quickfix", "六、");
    await until(() => about(document.uri, "missing-section").length === 0, "the finding to go");
    await agree(document);
    await undo(document, before);
  },

  "the light bulb inserts the missing table": async () => {
    const { document, before } = await open(report("000"));
    const [finding] = about(document.uri, "missing-subtable");
    await action(document, finding.range, "quickfix", "（九）");
    await until(() => about(document.uri, "missing-subtable").length === 0, "the finding to go");
    await agree(document);
    await undo(document, before);
  },

  "redrawing mends the broken table": async () => {
    const { document, editor, before } = await open(report("003"));
    const [finding] = about(document.uri, "wrong-cell-count");
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
    await until(() => vscode.commands.executeCommand("gaireport.redrawTable").then(() => document.getText() !== before), "the redrawn table");
    await until(() => about(document.uri, "wrong-cell-count").length === 0, "the finding to go");
    await agree(document);
    await undo(document, before);
  },

  "marks stay on the right characters while Chinese and emoji are typed": async () => {
    const { document, editor, before } = await open(report("004"));
    const [finding] = about(document.uri, "nonstandard-heading");
    const marked = document.getText(finding.range);
    for (const typed of ["😀", "中文", "👨‍👩‍👧", "a\u0301", "\u2028"]) {
      await editor.edit(builder => builder.insert(new vscode.Position(finding.range.start.line - 2, 6), typed));
      await agree(document);
    }
    assert.equal(document.getText(about(document.uri, "nonstandard-heading")[0].range), marked);
    await editor.edit(builder => builder.insert(finding.range.end, "😀情"));
    await agree(document);
    await undo(document, before);
  },

  "all safe fixes are applied on save": async () => {
    const file = report("004");
    const before = fs.readFileSync(file, "utf8");
    const copy = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "fixed-")), path.basename(file));
    fs.writeFileSync(copy, before);
    try {
      execFileSync(SERVER, ["--check", "--fix", copy], { stdio: "ignore" });
    } catch {
      // What --fix leaves is found still.
    }
    const fixed = fs.readFileSync(copy, "utf8");
    assert.notEqual(fixed, before);
    const { document, editor } = await open(file);
    await vscode.commands.executeCommand("gaireport.fixOnSave");
    await editor.edit(builder => builder.insert(new vscode.Position(0, 0), "\n"));
    await editor.edit(builder => builder.delete(new vscode.Range(0, 0, 1, 0)));
    await document.save();
    await until(() => fs.readFileSync(file, "utf8") === fixed, "the fixed file");
    await vscode.commands.executeCommand("gaireport.fixOnSave");
    await undo(document, before);
    await document.save();
    assert.equal(fs.readFileSync(file, "utf8"), before);
  },

  "a text that is not saved yet is checked, and a text that is no report is not": async () => {
    const content = fs.readFileSync(report("000"), "utf8");
    const draft = await vscode.workspace.openTextDocument({ language: "plaintext", content });
    await vscode.window.showTextDocument(draft);
    await until(() => own(draft.uri).length > 5, "findings");
    const letter = await vscode.workspace.openTextDocument({ language: "markdown", content: "# 通知\n\n明天开会。\n" });
    await vscode.window.showTextDocument(letter);
    const offered = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", letter.uri, new vscode.Range(0, 0, 2, 0));
    assert.deepEqual(offered.filter(one => one.diagnostics?.length || one.kind?.value.includes("gaireport")), []);
    assert.deepEqual(own(letter.uri), []);
  },

  "a setting holds at once": async () => {
    const { document } = await open(report("003"));
    assert.equal(about(document.uri, "missing-period").length, 1);
    const configuration = vscode.workspace.getConfiguration("gaireport");
    await configuration.update("rules.missing-period", "off", vscode.ConfigurationTarget.Workspace);
    await until(() => about(document.uri, "missing-period").length === 0, "the rule to be off");
    await configuration.update("rules.missing-period", undefined, vscode.ConfigurationTarget.Workspace);
    await agree(document);
  },

  "a configuration file holds at once": async () => {
    const { document } = await open(report("003"));
    const file = vscode.Uri.file(path.join(folder(), "gaireport.toml"));
    await vscode.workspace.fs.writeFile(file, Buffer.from('[rules]\nmissing-period = "error"\n'));
    await until(() => about(document.uri, "missing-period")[0]?.severity === vscode.DiagnosticSeverity.Error, "the level of the file");
    await vscode.workspace.fs.delete(file);
    await agree(document);
  },

  "a rule's page opens from a finding": async () => {
    const { document } = await open(report("000"));
    const { target } = about(document.uri, "missing-section")[0].code;
    assert.equal(target.scheme, "gaireport");
    const page = await vscode.workspace.openTextDocument(target);
    assert.match(page.getText(), /missing-section/);
    assert.match(page.getText(), /## 依据/);
  },

  "the task checks the folder, and a task with the matcher lists what it finds": async () => {
    const [task] = await until(async () => {
      const found = await vscode.tasks.fetchTasks({ type: "gaireport" });
      return found.length > 0 && found;
    }, "the task");
    const run = async one => {
      const ended = new Promise(done => {
        const listener = vscode.tasks.onDidEndTaskProcess(event => {
          listener.dispose();
          done(event.exitCode);
        });
      });
      await vscode.tasks.executeTask(one);
      assert.equal(await ended, 1);
    };
    await run(task);
    const file = report("003");
    const expected = checked(fs.readFileSync(file, "utf8")).length;
    const listed = () => vscode.languages.getDiagnostics(vscode.Uri.file(file));
    assert.equal(listed().length, expected);
    const matchers = ["$gaireport-error", "$gaireport-warning", "$gaireport-info"];
    const matched = () => listed().filter(one => one.source === "gaireport --check");
    await until(async () => { // a terminal whose program ends at once may be gone before its words are read
      await run(new vscode.Task(task.definition, task.scope, "own", "gaireport", task.execution, matchers));
      return until(() => matched().length === expected, "", 5000).catch(() => false);
    }, "findings of the task");
    const places = findings => findings.map(one => `${rule(one)} ${one.range.start.line} ${one.severity}`).sort();
    assert.deepEqual(places(matched()), places(own(vscode.Uri.file(file))));
  },

  "a server that is killed is begun again": async () => {
    const { document } = await open(report("002"));
    const [before] = await until(() => servers().length === 1 && servers(), "one server");
    process.kill(before, "SIGKILL");
    await until(() => servers().length === 1 && servers()[0] !== before, "another server");
    await vscode.window.activeTextEditor.edit(builder => builder.insert(new vscode.Position(0, 0), "\n"));
    await agree(document);
    await vscode.commands.executeCommand("undo");
    await agree(document);
  },

  "a restart leaves one server": async () => {
    const [before] = servers();
    await vscode.commands.executeCommand("gaireport.restart");
    await until(() => servers().length === 1 && servers()[0] !== before, "another server");
    await open(report("001"));
  },

  "every command of the manifest is there": async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const { commands } = vscode.extensions.getExtension("gaireport.gaireport").packageJSON.contributes;
    assert.deepEqual(commands.map(one => one.command).filter(one => !known.has(one)), []);
  },

  "what those who help want to know is in the clipboard": async () => {
    await vscode.commands.executeCommand("gaireport.copyDebugInfo");
    const information = JSON.parse(await vscode.env.clipboard.readText());
    assert.equal(information.server.kind, "running");
    assert.equal(information.server.server.path, SERVER);
  },
};

/** What can only be seen in an extension host that does nothing else. */
const alone = {
  "the extension is active within 100 ms, as the editor measures": async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(report("000")));
    const time = event => globalThis.MonacoPerformanceMarks.getMarks().find(mark => mark.name.includes(event) && mark.name.endsWith("/gaireport.gaireport"))?.startTime;
    await until(() => time("didActivateExtension"), "the extension");
    const milliseconds = time("didActivateExtension") - time("willLoadExtensionCode");
    console.log(`        active after ${milliseconds.toFixed(0)} ms`);
    assert.ok(milliseconds < 100);
  },
};

exports.run = async () => {
  let failures = 0;
  const only = process.env.ONLY;
  const chosen = only ? Object.entries({ ...tests, ...breaks, ...alone }).filter(([name]) => name.includes(only)) : Object.entries({ ...tests, ...breaks });
  for (const [name, test] of chosen) {
    const started = Date.now();
    try {
      await test();
      console.log(`ok      ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failures += 1;
      console.log(`FAILED  ${name}: ${error.stack}`);
    }
    // What a failed test leaves must not fail the next.
    for (const document of vscode.workspace.textDocuments.filter(one => one.isDirty && !one.isUntitled)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
  }
  if (failures > 0) throw new Error(`${failures} tests failed`);
};
