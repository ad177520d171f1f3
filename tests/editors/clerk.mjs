// What a clerk does at a small screen (1366 × 768): begins a report, types its figures beside the draft by keyboard alone,
// takes them back; opens a folder that holds files of Word and WPS only.
//   node clerk.mjs CODE WITH-SERVER.vsix PROJECT PICTURES, with GAIREPORT_LSP in the environment
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { start, until } from "./workbench.mjs";

const [code, full, project, pictures] = process.argv.slice(2).map(argument => path.resolve(argument));
const SERVER = process.env.GAIREPORT_LSP;
const pack = path.resolve("node_modules/@codingame/monaco-vscode-language-pack-zh-hans");
const chinese = { code, vsix: [full], locale: "zh-cn", pack, size: [1366, 768] };
fs.mkdirSync(pictures, { recursive: true });

const began = Date.now();
const step = what => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
const picture = (vs, name) => vs.page.screenshot({ path: path.join(pictures, `clerk-${name}.png`) });

/** A folder with copies of files of the project. */
function folderOf(...files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clerk-"));
  for (const file of files) fs.copyFileSync(path.join(project, file), path.join(folder, path.basename(file)));
  return folder;
}

/** The figures that `--extract` reads in a file, by the names of the cells. */
function extracted(file) {
  const { stdout } = spawnSync(SERVER, ["--extract", "--format", "json", file], { encoding: "utf8", maxBuffer: 1 << 26 });
  const cells = [];
  const walk = (value, names) => {
    if (typeof value === "object" && value !== null) Object.entries(value).forEach(([name, inner]) => walk(inner, [...names, name]));
    else if (/^\d+$/.test(value)) cells.push([names.join("."), Number(value)]);
  };
  walk(JSON.parse(stdout), []);
  return cells;
}

/** Runs a part in a workbench of its own; a picture shows what it looked like when it failed. */
async function within(options, name, part) {
  const vs = await start({ ...chinese, ...options });
  try {
    await part(vs);
  } catch (error) {
    await picture(vs, `failed-${name}`);
    throw error;
  } finally {
    await vs.close();
  }
}

const status = (vs, text) => vs.page.locator(".statusbar-item").filter({ hasText: text }).first().waitFor();

/** The words of a person's that are in English though everything around them is Chinese. */
const english = text => text.match(/[A-Za-z]{4,}( [A-Za-z]+)+/g) ?? [];

async function begins(vs) {
  const { page } = vs;
  await status(vs, "年报");
  step("the status item is there before any draft is opened");
  await page.locator(".statusbar-item").filter({ hasText: "年报" }).first().click();
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows.first().waitFor();
  const offered = (await rows.allInnerTexts()).map(text => text.trim());
  assert.deepEqual(offered.slice(0, 4).map(text => text.slice(0, 4)), ["新建年报", "检查全部", "核对表格", "一键改格"]);
  assert.deepEqual(offered.flatMap(english), []);
  await picture(vs, "menu");
  await rows.first().click();
  await vs.answer("单位全称", "清河镇人民政府");
  await vs.answer("年报年度", "2021");
  const choose = async (question, text) => {
    await page.locator(".quick-input-widget").filter({ hasText: "新建年报" }).waitFor();
    await until(async () => (await vs.input.getAttribute("placeholder"))?.includes(question), question);
    const all = await rows.allInnerTexts();
    assert.deepEqual(all.flatMap(english), []);
    await picture(vs, `new-${text}`);
    await rows.filter({ hasText: text }).first().click();
    return all;
  };
  const forms = await choose("草稿用什么形式写", "纯文本");
  assert.ok(!forms.join().includes("Markdown"), "no form is offered that clerks do not know");
  await choose("结转下年度", "上年.docx");
  await page.locator(".tab").filter({ hasText: "清河镇人民政府2021年" }).waitFor();
  step("a new report is begun from the status bar, with last year's Word file");
}

/** The cell with the field, as its row, its place in it, and what is in the field. */
const here = view => view.locator("td.typing").evaluate(cell => [cell.parentElement.rowIndex, cell.cellIndex, cell.querySelector("input").value]);

async function types(vs) {
  const { page } = vs;
  const view = vs.webview();
  await view.locator("table").first().waitFor();
  await view.locator("td.typing input").waitFor();
  await picture(vs, "new-report");
  const widths = () => view.locator(".scroll").evaluateAll(boxes => boxes.map(box => box.scrollWidth - box.clientWidth));
  assert.deepEqual((await widths()).filter(more => more > 0), [], "no table is wider than the view");
  const draft = () => page.locator(".editor-group-container").first();
  const name = "清河镇人民政府2021年政府信息公开工作年度报告.txt";
  const file = path.join(vs.folder, name);

  // The first thing typed goes into the first blank cell, and the row is still there.
  const first = await here(view);
  assert.equal(first[2], "");
  await page.keyboard.type("12");
  await page.keyboard.press("Tab");
  await until(async () => (await draft().innerText()).replace(/\s/g, "").includes("12"), "the figure in the draft");
  assert.equal(await view.locator("table").count(), 3);
  const typed = ["3", "45", "6", "0", "7"];
  for (const figure of typed) {
    await page.keyboard.type(figure);
    await page.keyboard.press("Enter");
  }
  step("six figures are typed by Tab and Enter");

  // A row of the second table: kinds of applicants, then their total by the sum in grey.
  await view.locator("table.grid-requests td").first().click();
  for (const figure of ["5", "1", "0", "0", "0", "0"]) {
    await page.keyboard.type(figure);
    await page.keyboard.press("Tab");
  }
  const offer = view.locator("td.typing input");
  await until(async () => (await offer.getAttribute("placeholder")) === "6", "the sum in grey");
  await picture(vs, "offer");
  await page.keyboard.press("Enter");
  await until(async () => (await view.locator("table.grid-requests tr").filter({ has: view.locator("td") }).first().locator("td").last().innerText()).trim() === "6", "the sum in its cell");
  step("a sum is offered in grey and taken over with Enter");

  await page.keyboard.type("约5");
  await page.keyboard.press("Tab");
  await view.locator(".refusal").filter({ hasText: "只能填数字" }).waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Escape");
  step("what is no figure is refused in Chinese");

  await view.locator("table.grid-requests td").first().click();
  await page.keyboard.press("Control+s");
  await until(() => extracted(file).some(([cell, figure]) => cell.endsWith("new.total") && figure === 6), "the draft on disk");
  assert.equal(extracted(file).find(([cell]) => cell.endsWith("new.natural_person"))?.[1], 5);
  step("Ctrl+S in the view saves the draft with its figures");

  await undoes(vs, view, draft);
}

/** Back to the start by Ctrl+Z in the view alone. */
async function undoes(vs, view, draft) {
  const { page } = vs;
  const filled = () => view.locator("td.figure").count();
  await until(async () => (await filled()) > 10, "the tables of the draft that was saved");
  const before = 7; // what goes on from last year
  for (let times = 0; (await filled()) > before; times += 1) {
    const count = await filled();
    await page.keyboard.press("Control+z");
    await until(async () => (await filled()) < count, "one figure less");
  }
  assert.equal(await filled(), before, "only what was carried over is left");
  await draft().waitFor();
  await page.keyboard.press("Control+y");
  await until(async () => (await filled()) === before + 1, "one figure again");
  await picture(vs, "undone");
  step("undo in the view goes back to the start, figure by figure");
}

async function opensFiles(vs) {
  const { page } = vs;
  await status(vs, "年报");
  step("the status item is there in a folder with files of offices only");
  await page.keyboard.press("Control+Shift+M");
  const panel = page.locator(".markers-panel-container");
  await panel.locator(".monaco-list-row").filter({ hasText: "r003.docx" }).first().waitFor();
  await picture(vs, "word-problems");
  await vs.command("检查文件夹内全部年报");
  await until(async () => (await vs.messages()).some(message => /检查了 3 份年报/.test(message)), "the sentence of the check");
  step("files of offices are listed with the problems, and counted when all are checked");
  await page.keyboard.press("Control+j");
  for (const [name, table] of [["r003.docx", 3], ["r003.doc", 3], ["r002.plain.pdf", 3]]) {
    const row = page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name });
    await row.first().click({ button: "right" });
    const item = page.locator(".context-view .action-item, .monaco-menu .action-item").filter({ hasText: "检查这份文件" });
    const tab = page.locator(".tab.active").filter({ hasText: name });
    await until(async () => { // a menu that has just opened does not take a click
      if (await item.first().isVisible()) await item.first().click({ timeout: 1000 }).catch(() => {});
      return tab.isVisible();
    }, `the tab of ${name}`);
    const view = vs.webview();
    await view.locator("table").first().waitFor();
    assert.equal(await view.locator("table").count(), table, name);
    assert.equal(await view.locator("td input").count(), 0);
    const text = await view.locator("main").innerText();
    assert.deepEqual(english(text), [], name);
    if (name !== "r002.plain.pdf") {
      const [list, grid] = await Promise.all([view.locator(".findings").first().boundingBox(), view.locator("table").first().boundingBox()]);
      assert.ok(list.y < grid.y, "findings come first");
    }
    await picture(vs, `file-${name}`);
    if (name === "r003.docx") await comments(vs);
    await page.locator(".tab.active .codicon-close").click();
    step(`${name}: shown with its tables, read only`);
  }
}

/** The commented copy of the Word file in front, where the person says. */
async function comments(vs) {
  const copy = path.join(vs.folder, "r003-批注稿.docx");
  await vs.command("另存批注稿（Word）");
  await until(async () => (await vs.input.inputValue()).endsWith("r003-批注稿.docx"), "the place of the copy");
  await picture(vs, "comments");
  await vs.page.keyboard.press("Enter");
  await until(() => fs.existsSync(copy), "the commented copy");
  await until(async () => (await vs.messages()).some(message => message.includes("批注稿已保存")), "the sentence on the copy");
  assert.ok(fs.readFileSync(copy).includes("word/comments.xml"), "there are comments in it");
  assert.deepEqual(extracted(copy), extracted(path.join(vs.folder, "r003.docx")));
  step("a commented copy is saved beside the Word file");
}

const last = folderOf("tests/cli/word/r002.docx");
fs.renameSync(path.join(last, "r002.docx"), path.join(last, "上年.docx"));
await within({ folder: folderOf("tests/cli/word/r003.docx", "tests/formats/r003.doc", "tests/formats/r002.plain.pdf") }, "files", opensFiles);
await within({ folder: last }, "figures", async vs => {
  await begins(vs);
  await types(vs);
});
console.log("everything passed");
