// What a person sees: the packaged extension in a real VS Code, by mouse and keyboard.
//   node vscode.mjs CODE WITH-SERVER.vsix WITHOUT-SERVER.vsix REPORTS PICTURES, with GAIREPORT_LSP in the environment
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { launchBrowser, start, until } from "./workbench.mjs";

const [code, full, bare, reports, pictures] = process.argv.slice(2).map(argument => path.resolve(argument));
const SERVER = process.env.GAIREPORT_LSP;
const pack = path.resolve("node_modules/@codingame/monaco-vscode-language-pack-zh-hans");
const chinese = { code, folder: reports, locale: "zh-cn", pack };
fs.mkdirSync(pictures, { recursive: true });

const began = Date.now();
const step = what => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
const find = number => fs.readdirSync(reports).find(name => name.startsWith(number));
const read = number => fs.readFileSync(path.join(reports, find(number)), "utf8");
const count = (text, part) => text.split(part).length - 1;

/** What `--check` says of files, each of which can be read and is checked by every rule. */
function check(...paths) {
  const { stdout } = spawnSync(SERVER, ["--check", "--format", "json", ...paths], { encoding: "utf8", maxBuffer: 1 << 26 });
  const checked = JSON.parse(stdout);
  assert.deepEqual(checked.files.map(file => file.error).filter(error => error !== null), []);
  return checked;
}

/** The figure of the first row of table 3 made wrong, once for a natural person. */
const faulty = read("002").replace(/^(一、本年新收[^\t]*\t)0/m, "$17");
assert.notEqual(faulty, read("002"));
const FAULT = "错一格.txt";

async function status(vs, text) {
  const item = vs.page.locator(".statusbar-item").filter({ hasText: text });
  await item.first().waitFor();
  return item.first().innerText();
}

/** Saves the active editor as a file that holds something. */
async function saved(vs, name) {
  await vs.page.keyboard.press("Control+s");
  await until(() => fs.statSync(path.join(vs.folder, name), { throwIfNoEntry: false })?.size > 0, name);
}

async function main() {
  const vs = await start({ ...chinese, vsix: [full], files: { [FAULT]: faulty }, size: [1440, 860] });
  const { page } = vs;
  const text = async () => (await vs.lines()).join("\n");
  try {
    step("workbench");
    await vs.open(find("000"));
    const all = check(vs.folder).summary;
    await page.locator("#status\\.problems").filter({ hasText: new RegExp(`${all.errors}\\s*\\D*${all.warnings}`) }).waitFor();
    step(`the problems of all files: ${all.errors} errors, ${all.warnings} warnings, ${all.infos} notes`);
    await fixes(vs, text);
    await redraws(vs);
    await begins(vs);
    await sideView(vs);
    await saves(vs);
    await survives(vs);
    await walks(vs);
  } catch (error) {
    await page.screenshot({ path: path.join(pictures, "failed.png") });
    throw error;
  } finally {
    await vs.close();
  }
}

async function fixes(vs, text) {
  await vs.open(find("000"));
  for (const [finding, title] of [["missing-section", "六、"], ["missing-subtable", "（九）"]]) {
    const rows = await vs.problems(texts => texts.some(row => row.includes(finding)), finding);
    await rows.find(row => row.text.includes(finding)).go();
    if (finding === "missing-subtable") await picture(vs, "problems");
    await vs.quickFix(title);
    await vs.problems(texts => !texts.some(row => row.includes(finding)), `${finding} to go`);
    await picture(vs, finding);
    await vs.page.keyboard.press("Control+z");
    await vs.problems(texts => texts.some(row => row.includes(finding)), `${finding} to come back`);
    step(`${finding}: put right from the light bulb, and undone`);
  }
}

async function redraws(vs) {
  await vs.open(find("003"));
  const rows = await vs.problems(texts => texts.some(row => row.includes("wrong-cell-count")), "the broken table");
  await rows.find(row => row.text.includes("wrong-cell-count")).go();
  await vs.command("按标准格式重画这张表");
  await vs.problems(texts => !texts.some(row => row.includes("wrong-cell-count")), "the table to be mended");
  await vs.page.keyboard.press("Control+s");
  const figures = () => fs.readFileSync(path.join(vs.folder, find("003")), "utf8").match(/(?<=\t)\d+/g)?.length;
  await until(() => figures() >= 23 * 7, "the redrawn table on disk");
  await vs.page.keyboard.press("Control+z");
  await vs.page.keyboard.press("Control+s");
  await until(() => fs.readFileSync(path.join(vs.folder, find("003")), "utf8") === read("003"), "undo");
  step("the broken table: redrawn and undone");
}

async function begins(vs) {
  await vs.command("新建年报");
  await vs.answer("单位全称", "清河镇人民政府");
  await vs.answer("年报年度", "2024");
  for (const [question, choice] of [["什么形式", "网页"], ["结转下年度", "不带入"]]) {
    await until(async () => (await vs.input.getAttribute("placeholder"))?.includes(question), question);
    await vs.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: choice }).first().click();
  }
  const name = "清河镇人民政府2024年政府信息公开工作年度报告.html";
  await vs.page.locator(".tab.active").filter({ hasText: "清河镇人民政府2024年" }).waitFor();
  await vs.webview().locator("td.typing input").waitFor();
  await saved(vs, name); // from the view, in which figures are typed
  const rules = new Set(check(path.join(vs.folder, name)).files[0].findings.map(finding => finding.rule));
  assert.deepEqual([...rules].filter(rule => !["blank-table", "empty-section"].includes(rule)), []);
  assert.ok(rules.size > 0);
  await picture(vs, "new-report");
  await vs.command("关闭所有编辑器");
  fs.rmSync(path.join(vs.folder, name));
  step("a new report: nothing but blanks to be filled");
}

async function sideView(vs) {
  const { page } = vs;
  await vs.open(FAULT);
  await page.keyboard.press("Control+j"); // the panel and the side bar make room
  await page.keyboard.press("Control+b");
  await vs.command("勾稽视图");
  const view = vs.webview(), wrong = view.locator("td.error");
  await wrong.first().waitFor();
  assert.equal(await wrong.count(), 1);
  assert.equal(await wrong.locator("del").innerText(), "7");
  assert.equal(await wrong.locator("ins").innerText(), "0");
  assert.equal(await view.locator("table").count(), 3);
  await wrong.hover();
  const explanation = await view.locator("#explanation").innerText();
  assert.match(explanation, /≠|应为/);
  step(`the wrong cell: ${explanation.replace(/\s+/g, " ")}`);

  await wrong.click();
  await view.locator("td.typing input").waitFor();
  await page.keyboard.press("Control+Enter");
  const line = faulty.split("\n").findIndex(row => row.startsWith("一、本年新收")) + 1;
  await page.locator(".statusbar-item").filter({ hasText: new RegExp(`\\b${line}\\b`) }).first().waitFor();
  await page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
  await view.locator("td.error.here").waitFor();
  step("Ctrl+Enter leads into the draft, and the cursor there lights the cell");

  await page.keyboard.insertText("0"); // the figure is selected
  await wrong.waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await wrong.first().waitFor();
  step("the view follows what is typed and undone");

  await keys(vs, view);
  await wrong.click();
  for (const [theme, kind, name] of [["Default Light Modern", "vs", "light"], ["Default Dark Modern", "vs-dark", "dark"], ["Default High Contrast", "hc-black", "contrast"]]) {
    await vs.theme(theme, kind);
    await until(async () => (await view.locator("body").getAttribute("class"))?.includes({ light: "vscode-light", dark: "vscode-dark", contrast: "vscode-high-contrast" }[name]), `the view in ${name}`);
    await page.mouse.move(5, 5);
    await wrong.hover();
    await view.locator("#explanation").waitFor();
    const faint = await view.locator("td.held, td.error del, td.error ins, .summary").evaluateAll(pale);
    assert.deepEqual(faint, [], `words too pale to be read, ${name}`);
    await picture(vs, `figures-${name}`);
    await page.locator("iframe.webview.ready").screenshot({ path: path.join(pictures, `view-${name}.png`) });
  }
  await vs.theme("Default Light Modern", "vs");
  await prints(vs, view);
}

/** Which elements have less contrast than 4.5 to 1 with what stands behind them. It runs in the view. */
function pale(elements) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const behind = element => (element ? [...behind(element.parentElement), getComputedStyle(element).backgroundColor] : []);
  const light = colours => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return elements.flatMap(element => {
    const ground = behind(element), words = [...ground, getComputedStyle(element).color];
    const [dark, bright] = [light(ground), light(words)].sort((one, other) => one - other);
    const contrast = (bright + 0.05) / (dark + 0.05);
    return contrast < 4.5 ? [`${element.className || element.tagName} ${element.innerText} ${contrast.toFixed(2)}`] : [];
  });
}

/** The view by keyboard alone. */
async function keys(vs, view) {
  const { page } = vs;
  await view.locator("td.error").focus();
  const where = () => view.locator(":focus").evaluate(focused => [focused.closest("tr").rowIndex, focused.value]);
  const [row] = await where();
  await page.keyboard.press("ArrowDown");
  assert.equal((await where())[0], row + 1);
  await page.keyboard.press("ArrowUp");
  assert.equal((await where())[0], row);
  await page.keyboard.press("Escape");
  await view.locator("#explanation").waitFor({ state: "hidden" });
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+Enter");
  await page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
  step("the view obeys the keyboard");
}

async function prints(vs, view) {
  const { page } = vs;
  const tabs = await page.locator(".tab").allInnerTexts();
  await view.locator("button").filter({ hasText: "打印" }).click();
  await vs.input.waitFor();
  await until(async () => (await vs.input.inputValue()).endsWith(".html"), "a name for the page");
  const file = path.join(vs.folder, path.basename(await vs.input.inputValue()));
  await page.keyboard.press("Enter");
  // The file is there before all of it is.
  await until(() => fs.existsSync(file) && fs.readFileSync(file, "utf8").includes("</html>"), "the page to be printed");
  assert.deepEqual(await page.locator(".tab").allInnerTexts(), tabs, "the page takes no place among the drafts");
  const html = fs.readFileSync(file, "utf8");
  assert.equal(count(html, "<table"), 3);
  assert.deepEqual(check(file).files[0].findings, [], "the page is no draft");
  assert.equal(count(html, "<script") + count(html, "<button"), 0);
  const browser = await launchBrowser();
  const paper = await browser.newPage({ viewport: { width: 1120, height: 790 } });
  await paper.emulateMedia({ media: "print" });
  await paper.goto(`file://${encodeURI(file)}`);
  await paper.screenshot({ path: path.join(pictures, "paper.png"), fullPage: true });
  await browser.close();
  fs.rmSync(file);
  step("the page to be printed");
}

async function saves(vs) {
  const { page } = vs;
  await vs.open(find("004"));
  await vs.command("保存时修正写法：开或关");
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText(" ");
  await page.keyboard.press("Backspace");
  const file = path.join(vs.folder, find("004"));
  const copy = path.join(vs.data, "copy.txt");
  fs.copyFileSync(path.join(reports, find("004")), copy);
  spawnSync(SERVER, ["--check", "--fix", copy]);
  assert.notEqual(fs.readFileSync(copy, "utf8"), read("004"));
  await until(async () => {
    await page.locator(".editor-group-container.active .view-line").first().click();
    await page.keyboard.press("Control+s");
    return until(() => fs.readFileSync(file, "utf8") === fs.readFileSync(copy, "utf8"), "", 2000).catch(() => false);
  }, "all safe fixes on save");
  step("saving applies all safe fixes");
}

/** The servers that run from a place on disk, by their process ids. */
const running = folder => fs.readdirSync("/proc").filter(name => /^\d+$/.test(name)).filter(pid => {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(folder) && !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}).map(Number);

/** A server that is killed while somebody types: nobody notices. */
async function survives(vs) {
  const { page } = vs;
  await vs.open(find("002"));
  await page.locator(".editor-group-container.active .view-line").first().click();
  for (const key of ["Control+Home", "ArrowDown", "ArrowDown", "End"]) await page.keyboard.press(key);
  const [server] = await until(() => running(vs.data).length === 1 && running(vs.data), "one server");
  const before = (await vs.messages()).length;
  for (const [index, typed] of [..."关于二〇二〇年度的报告"].entries()) {
    if (index === 3) process.kill(server, "SIGKILL");
    await page.keyboard.insertText(typed);
  }
  await until(() => running(vs.data).length === 1 && running(vs.data)[0] !== server, "another server");
  // The report has no warning; the title that something was typed behind is one.
  await page.locator(".editor-group-container.active .squiggly-warning").first().waitFor();
  assert.ok((await vs.lines())[2].endsWith("关于二〇二〇年度的报告"));
  assert.equal((await vs.messages()).length, before, "nothing is said");
  await picture(vs, "survived");
  await until(async () => {
    await page.locator(".editor-group-container.active .view-line").first().click();
    await page.keyboard.press("Control+z");
    return !(await vs.lines())[2].includes("关于");
  }, "the text as it was");
  step("the server is killed while somebody types: findings come again, and nothing is said");
}

async function walks(vs) {
  await vs.command("使用入门");
  const page = vs.page.locator(".gettingStartedContainer");
  await page.filter({ hasText: "检查一份年报" }).filter({ hasText: "保存时自动修正写法" }).waitFor();
  await picture(vs, "walkthrough");
  step("the walkthrough");
}

async function picture(vs, name) {
  await vs.page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

/** Waits for the one message in the corner that holds all the words. */
async function sentence(vs, ...words) {
  const said = await until(async () => {
    const messages = await vs.messages();
    return messages.find(message => words.every(word => message.includes(word)));
  }, words.join(" "));
  assert.equal((await vs.messages()).filter(message => message === said).length, 1);
  return said;
}

async function withoutServer() {
  const path_ = process.env.PATH.split(":").filter(folder => !fs.existsSync(path.join(folder, "gaireport-lsp"))).join(":");
  const env = { PATH: path_, HOME: fs.mkdtempSync("/tmp/gaireport-home-") };
  const files = { "damaged/gaireport-lsp": "\x7fELF nothing", "other/gaireport-lsp": "#!/bin/sh\necho hello\n", "dies/gaireport-lsp": "#!/bin/sh\n[ \"$1\" = --version ] && echo gaireport-lsp 9.9.9 || exit 3\n" };
  const vs = await start({ ...chinese, vsix: [bare], env, files });
  try {
    for (const name of Object.keys(files)) fs.chmodSync(path.join(vs.folder, name), 0o755);
    await vs.open(find("002"));
    step(await sentence(vs, "没有找到 gaireport-lsp"));
    await status(vs, "年报检查未运行");
    await picture(vs, "no-server");
    vs.machine({ "gaireport.server.path": "other/gaireport-lsp" });
    step(await sentence(vs, "应为绝对路径"));
    for (const [setting, ...words] of [["nowhere/gaireport-lsp", "不存在"], ["damaged/gaireport-lsp", "不能运行"], ["other/gaireport-lsp", "不是 gaireport-lsp"], ["dies/gaireport-lsp", "异常退出", "已停止"]]) {
      vs.machine({ "gaireport.server.path": path.join(vs.folder, setting) });
      step(await sentence(vs, ...words));
    }
    vs.machine({ "gaireport.server.path": SERVER });
    await status(vs, "年报：");
    step("a server that is named in the settings is taken at once");
    const lost = path.join(vs.folder, "lost");
    fs.mkdirSync(lost);
    fs.copyFileSync(SERVER, path.join(lost, "gaireport-lsp"));
    vs.machine({ "gaireport.server.path": path.join(lost, "gaireport-lsp") });
    await until(() => running(lost).length === 1, "the copy to run");
    await status(vs, "年报：");
    fs.rmSync(lost, { recursive: true });
    running(lost).forEach(pid => process.kill(pid, "SIGKILL"));
    step(await sentence(vs, path.join(lost, "gaireport-lsp"), "不存在"));
    await status(vs, "年报检查未运行");
  } catch (error) {
    await picture(vs, "failed");
    throw error;
  } finally {
    await vs.close();
  }
}

async function untrusted() {
  const env = { HOME: fs.mkdtempSync("/tmp/gaireport-home-") };
  const vs = await start({ ...chinese, vsix: [full], env, trusted: false, workspaceSettings: { "gaireport.server.path": "/nowhere/gaireport-lsp" },
    settings: { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" } });
  try {
    await vs.open(find("002"));
    step(await sentence(vs, "此文件夹未受信任"));
    await status(vs, "年报：");
    await picture(vs, "untrusted");
    step("in a folder that is not trusted the report is checked with the server of the extension");
  } catch (error) {
    await picture(vs, "failed");
    throw error;
  } finally {
    await vs.close();
  }
}

await main();
await withoutServer();
await untrusted();
