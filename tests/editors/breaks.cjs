// What goes wrong on a person's desk: settings that make no sense, other encodings, files too large, a server that dies.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { about, agree, folder, open, own, report, said, servers, until } = require("./editing.cjs");

const top = () => new vscode.Position(0, 0);

module.exports = {
  "settings of the wrong kind change nothing": async () => {
    const { document } = await open(report("003"));
    const before = said(document);
    const configuration = vscode.workspace.getConfiguration("gaireport");
    const wrong = { language: 7, edition: ["2021"], exclude: "*.txt", lexicon: [1], "rules.missing-period": 5, "rules.typo": "loud" };
    const write = async values => {
      for (const [key, value] of Object.entries(values)) await configuration.update(key, value, vscode.ConfigurationTarget.Workspace);
    };
    await write(wrong);
    // A setting that is right takes hold all the same, so the server has read the others.
    await configuration.update("rules.extraction-residue", "off", vscode.ConfigurationTarget.Workspace);
    await until(() => about(document.uri, "extraction-residue").length === 0, "the rule to be off");
    assert.deepEqual(said(document), before.filter(one => !one.startsWith("extraction-residue")));
    await write(Object.fromEntries([...Object.keys(wrong), "rules.extraction-residue"].map(key => [key, undefined])));
    await write({ language: "zh-CN" });
    await agree(document);
  },

  "a draft in GB18030 is read as what it is": async () => {
    const text = fs.readFileSync(report("003"), "utf8");
    const [file, copy] = ["国标.txt", "国标副本.txt"].map(name => path.join(folder(), name));
    const configuration = vscode.workspace.getConfiguration("files");
    try {
      await configuration.update("encoding", "gb18030", vscode.ConfigurationTarget.Workspace);
      const writer = await vscode.workspace.openTextDocument(vscode.Uri.file(file).with({ scheme: "untitled" }));
      const editor = await vscode.window.showTextDocument(writer);
      await editor.edit(builder => builder.insert(top(), text));
      await writer.save();
      await configuration.update("encoding", undefined, vscode.ConfigurationTarget.Workspace);
      fs.copyFileSync(file, copy);
      assert.ok(!fs.readFileSync(copy).equals(Buffer.from(text)), "the file is not UTF-8");
      const { document } = await open(copy);
      assert.equal(document.getText(), text);
      assert.ok(own(document.uri).length > 0);
      for (const [index, short] of ["年", "2024 年", "通知：明天开会。", "a", "", "表一\t0\n"].entries()) {
        const note = path.join(folder(), `短${index}.txt`);
        fs.writeFileSync(note, short);
        assert.equal((await vscode.workspace.openTextDocument(note)).getText(), short, "UTF-8 is read as UTF-8");
        fs.rmSync(note);
      }
    } finally {
      await configuration.update("encoding", undefined, vscode.ConfigurationTarget.Workspace);
      for (const one of [file, copy]) fs.rmSync(one, { force: true });
    }
  },

  "of a file that is too large one sentence is said, and the others are checked on": async () => {
    const file = path.join(folder(), "巨大.txt");
    fs.writeFileSync(file, "草稿\n".repeat((17 << 20) / 7));
    try {
      const document = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(document);
      await until(() => own(document.uri).length > 0, "what is said of it");
      assert.deepEqual(own(document.uri).map(one => one.code?.value ?? one.code), ["file-too-large"]);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      const other = await open(report("002"));
      await other.editor.edit(builder => builder.insert(top(), "\n"));
      await agree(other.document);
      await vscode.commands.executeCommand("undo");
    } finally {
      fs.rmSync(file);
    }
  },

  "what is typed while the server is killed again and again is looked at": async () => {
    const { document, editor, before } = await open(report("002"));
    for (let time = 0; time < 2; time += 1) {
      const [server] = await until(() => servers().length === 1 && servers(), "one server");
      for (const [index, typed] of [..."一二三四五六"].entries()) {
        if (index === 2) process.kill(server, "SIGKILL");
        assert.ok(await editor.edit(builder => builder.insert(top(), typed)));
      }
      await until(() => servers().length === 1 && servers()[0] !== server, "another server");
      await agree(document);
    }
    assert.equal(document.getText(), "六五四三二一".repeat(2) + before);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await agree(document);
  },

  "of a draft that is closed without ever having been saved nothing is said any more": async () => {
    const content = fs.readFileSync(report("000"), "utf8");
    const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
    await vscode.window.showTextDocument(document);
    await until(() => own(document.uri).length > 5, "findings");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(() => document.isClosed && own(document.uri).length === 0, "nothing to be said of it");
  },

  "a file that is renamed while it is open is looked at under its new name": async () => {
    const uris = ["旧名.txt", "新名.txt"].map(name => vscode.Uri.file(path.join(folder(), name)));
    fs.copyFileSync(report("003"), uris[0].fsPath);
    const first = await open(uris[0].fsPath);
    const count = own(first.document.uri).length;
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(...uris);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { document } = await open(uris[1].fsPath);
    assert.equal(own(document.uri).length, count);
    await until(() => own(uris[0]).length === 0, "nothing to be said of the old name");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    fs.rmSync(uris[1].fsPath);
  },
};
