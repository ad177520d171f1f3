// The side view by itself, on tables recorded from the server: drawing, clicks, keys, what a screen reader is told.
//   node view.mjs EXTENSION figures.json PICTURES
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { launchBrowser, until } from "./workbench.mjs";

const [extension, recorded, pictures] = process.argv.slice(2).map(argument => path.resolve(argument));
const figures = JSON.parse(fs.readFileSync(recorded, "utf8"));
const words = {
  language: "zh-CN", tables: "勾稽视图", print: "打印…", redraw: "按标准格式重画", missing: "草稿里没有这张表", shouldBe: "应为 {0}",
  wrong: "不成立", suspect: "可能是写错的一格", held: "成立", open: "尚不能判断", keys: "方向键在格子间移动，回车跳到草稿，Esc 收起说明。",
  typing: "数字直接填在格子里：按 Tab 或回车到下一格。", nothing: "没有发现问题",
};
const wrongCell = figures.reports[0].tables.flatMap(table => table.rows.flat()).find(cell => cell.severity === "error" && cell.expected !== null);
assert.ok(wrongCell, "the recorded draft has a wrong cell");

const style = fs.readFileSync(path.join(extension, "media/view.css"), "utf8");
const script = fs.readFileSync(path.join(extension, "dist/view.js"), "utf8");
const editor = "window.sent=[];function acquireVsCodeApi(){return{postMessage:m=>sent.push(m),setState(){}}}";
const policy = "default-src 'none'; style-src 'nonce-n'; script-src 'nonce-n'";
const html = `<!DOCTYPE html><html><head><title>-</title><meta http-equiv="Content-Security-Policy" content="${policy}"><style nonce="n">${style}</style></head>
<body class="vscode-light"><script nonce="n">${editor}</script><script nonce="n">${script}</script></body></html>`;

const browser = await launchBrowser();
const context = await browser.newContext({ viewport: { width: 1000, height: 1200 }, bypassCSP: false });
const page = await context.newPage();
const problems = [];
page.on("console", message => message.type() === "error" && problems.push(message.text()));
page.on("pageerror", error => problems.push(String(error)));
await page.route("http://view.test/", route => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
await page.goto("http://view.test/");

const post = message => page.evaluate(data => window.postMessage(data, "*"), message);
const sent = kind => page.evaluate(type => window.sent.filter(message => message.type === type), kind);
const show = (data, manner = "typing") => post({ type: "figures", draft: "file:///x.txt", name: "x.txt", figures: data, manner });
const field = page.locator("td.typing input");
const drawn = () => page.locator("table").first().waitFor();
const wrong = page.locator("td.error").first();

const tests = {
  "it says that it is ready": async () => {
    await until(async () => (await sent("ready")).length === 1, "the view");
    await post({ type: "words", words });
    await show(figures);
    await drawn();
  },

  "each table covers its grid, every place once": async () => {
    const grids = await page.locator("table").evaluateAll(tables => tables.map(table => {
      const places = new Map();
      [...table.rows].forEach((row, y) => {
        let x = 0;
        for (const cell of row.cells) {
          while (places.has(`${y} ${x}`)) x += 1;
          for (let down = 0; down < cell.rowSpan; down += 1) {
            for (let right = 0; right < cell.colSpan; right += 1) {
              const place = `${y + down} ${x + right}`;
              places.set(place, (places.get(place) ?? 0) + 1);
            }
          }
          x += cell.colSpan;
        }
      });
      return { size: places.size, most: Math.max(...places.values()), rows: table.rows.length };
    }));
    const expected = figures.reports.flatMap(report => report.tables);
    assert.equal(grids.length, expected.length);
    grids.forEach((grid, index) => {
      assert.equal(grid.most, 1);
      assert.equal(grid.size, grid.rows * expected[index].columns, expected[index].id);
    });
  },

  "the wrong cell is marked with what should stand there": async () => {
    assert.equal(await wrong.locator("del").innerText(), wrongCell.text);
    assert.equal(await wrong.locator("ins").innerText(), wrongCell.expected);
  },

  "the pointer on it shows its findings and sums, and the cells of these": async () => {
    await wrong.hover();
    const report = figures.reports[0], table = report.tables.find(one => one.rows.flat().includes(wrongCell));
    const shown = await page.locator("#explanation").innerText();
    assert.ok(shown.includes(report.findings[wrongCell.findings[0]].message), shown);
    for (const sum of wrongCell.sums.map(index => table.sums[index]).filter(one => one.verdict === "broken")) {
      assert.ok(shown.includes(sum.identity) && shown.includes(sum.figures), shown);
    }
    const related = new Set(wrongCell.sums.flatMap(index => table.sums[index].cells));
    assert.equal(await page.locator(".related").count(), related.size - 1);
    await page.mouse.move(1, 1);
    await page.locator("#explanation").waitFor({ state: "hidden" });
  },

  "a click shows its place, and Ctrl+Enter leads there": async () => {
    await wrong.click();
    assert.equal(await field.inputValue(), wrongCell.text);
    await page.keyboard.press("Control+Enter");
    const places = (await sent("reveal")).map(message => [message.range, message.stay]);
    assert.deepEqual(places, [[wrongCell.range, true], [wrongCell.range, false]]);
    await page.keyboard.press("Escape");
  },

  "it tells that it lost the focus by leading there, and only if it did": async () => {
    const clicks = async focus => {
      await page.evaluate(has => (document.hasFocus = () => has), focus);
      await page.locator("th.name.found").first().click();
      // By the page's own clock, which goes off behind that of the view however slow the machine is.
      await page.evaluate(() => new Promise(done => setTimeout(done, 700)));
      return (await sent("left")).length;
    };
    const before = await clicks(true);
    assert.equal(await clicks(true), before);
    assert.equal(await clicks(false), before + 1);
    await page.evaluate(() => delete document.hasFocus);
  },

  "the cursor of the draft lights the cell": async () => {
    await post({ type: "cursor", position: wrongCell.range.start });
    await page.locator("td.error.here").waitFor();
    await post({ type: "cursor", position: { line: 0, character: 0 } });
    await page.locator("td.error.here").waitFor({ state: "detached" });
  },

  "Tab stops once in each table, arrows move inside": async () => {
    const stops = await page.locator("table").evaluateAll(tables => tables.map(table => table.querySelectorAll("[tabindex='0']").length));
    assert.deepEqual(stops, stops.map(() => 1));
    await wrong.focus();
    const place = () => page.locator(":focus").evaluate(focused => [focused.closest("tr").rowIndex, focused.closest("td, th").cellIndex]);
    const [row] = await place();
    await page.keyboard.press("ArrowDown");
    assert.equal((await place())[0], row + 1);
    await page.keyboard.press("ArrowUp");
    assert.equal((await place())[0], row);
    await page.keyboard.press("Escape"); // out of the field, so that the cell itself has the focus
    await page.keyboard.press("Home");
    assert.equal(await page.locator(":focus").evaluate(cell => cell.tagName), "TH");
    await wrong.focus();
    await page.keyboard.press("Escape");
    await page.locator("#explanation").waitFor({ state: "hidden" });
  },

  "the focus stays where it is when the draft changes": async () => {
    await wrong.focus();
    const changed = structuredClone(figures);
    changed.reports[0].title = "改过的标题";
    await show(changed);
    await page.locator("h1").filter({ hasText: "改过的标题" }).waitFor();
    assert.equal(await field.inputValue(), wrongCell.text);
    await page.keyboard.type("98");
    await show(figures);
    await page.locator("h1").filter({ hasText: figures.reports[0].title }).waitFor();
    assert.equal(await field.inputValue(), "98", "what is being typed stays");
    await page.keyboard.press("Escape");
    assert.equal(await field.inputValue(), wrongCell.text);
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    assert.deepEqual(await sent("set"), []);
  },

  "a figure is typed, and Tab and Enter go on in the order of reading": async () => {
    const id = index => numbers[index].id;
    const numbers = figures.reports[0].tables[0].rows.flat().filter(cell => cell.kind === "value");
    await page.locator("table").first().locator("td").first().click();
    for (const [figure, key] of [["1", "Tab"], ["2", "Enter"], ["3", "ArrowDown"]]) {
      await page.keyboard.type(figure);
      await page.keyboard.press(key);
    }
    const set = await sent("set");
    assert.deepEqual(set, [0, 1, 2].map(index => ({ type: "set", report: 0, cell: id(index), text: String(index + 1) })));
    await page.keyboard.press("Shift+Tab");
    assert.equal((await sent("set")).length, 3, "what was not changed is not written");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+s");
    assert.deepEqual([(await sent("undo")).length, (await sent("save")).length], [1, 1]);
    await page.keyboard.type("7");
    await page.keyboard.press("Control+z");
    assert.equal((await sent("undo")).length, 1, "in the field, undoing is the field's own affair");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await show(figures);
  },

  "a sum is offered in grey in its blank cell and taken over with Enter": async () => {
    const blank = structuredClone(figures);
    const cell = blank.reports[0].tables[1].rows.flat().find(one => one.kind === "value");
    Object.assign(cell, { text: "", figure: null, expected: "42", state: "blank", severity: null, findings: [] });
    await show(blank);
    await page.locator(".offer").filter({ hasText: "42" }).waitFor();
    await page.locator("table").nth(1).locator("td").first().click();
    assert.equal(await field.getAttribute("placeholder"), "42");
    await page.keyboard.press("Tab");
    assert.equal((await sent("set")).filter(message => message.text === "42").length, 0, "passing by takes nothing over");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    assert.equal((await sent("set")).filter(message => message.text === "42" && message.cell === cell.id).length, 1);
    await page.keyboard.press("Escape");
    await show(figures);
  },

  "what cannot be written is said": async () => {
    await post({ type: "refused", reason: "只能填数字，例如 12" });
    await page.locator("[role=alert]").filter({ hasText: "只能填数字" }).waitFor();
  },

  "no table is cut off in a view half a small screen wide": async () => {
    for (const width of [640, 520]) {
      await page.setViewportSize({ width, height: 600 });
      await until(async () => (await page.locator(".scroll").evaluateAll(boxes => boxes.every(box => box.scrollWidth <= box.clientWidth))), `tables in ${width}`);
    }
    await page.setViewportSize({ width: 1000, height: 1200 });
  },

  "a file is shown with its findings first, and nothing can be typed": async () => {
    await show(figures, "reading");
    await page.locator(".quote").first().waitFor();
    assert.equal(await page.locator(".findings li").count(), figures.reports.flatMap(one => one.findings).length);
    await wrong.click();
    assert.equal(await field.count(), 0);
    await show(figures);
    await page.locator(".head button").first().waitFor();
  },

  "what stands in a draft is text, whatever it looks like": async () => {
    const nasty = structuredClone(figures);
    const value = nasty.reports[0].tables[0].rows.flat().find(cell => cell.kind === "value");
    value.text = "<img src=x onerror=alert(1)>";
    nasty.reports[0].title = "<script>alert(1)</script>";
    await show(nasty);
    await page.locator("h1").filter({ hasText: "<script>" }).waitFor();
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.equal(await page.locator("td").filter({ hasText: "<img src=x" }).count(), 1);
    await show(figures);
    await page.locator("h1").filter({ hasText: figures.reports[0].title }).waitFor();
  },

  "a table that is missing is drawn as missing": async () => {
    const lacking = structuredClone(figures);
    const [table] = lacking.reports[0].tables;
    Object.assign(table, { present: false, range: null, table: null, summary: "", sums: [] });
    await show(lacking);
    await page.locator(".absent").waitFor();
    assert.ok((await page.locator(".absent").innerText()).includes(words.missing));
    assert.equal(await page.locator(".absent .head button").count(), 0);
    await show(figures);
    await page.locator(".absent").waitFor({ state: "detached" });
  },

  "redraw names the table, print carries no script and no button": async () => {
    await page.locator(".head button").first().click();
    const { report, table } = figures.reports[0].tables.find(one => one.table !== null);
    assert.deepEqual(await sent("redraw"), [{ type: "redraw", report, table }]);
    await page.locator(".bar button").click();
    const [{ title, html: paper }] = await sent("print");
    assert.equal(title, figures.reports[0].title);
    assert.ok(!/<(button|script)|tabindex/.test(paper));
  },

  "where there is no report, that is said": async () => {
    await post({ type: "note", text: "打开一份年报草稿" });
    await page.locator(".note").waitFor();
    assert.equal(await page.locator("table").count(), 0);
    await show(figures);
    await drawn();
  },

  "nothing is missing for those who do not see": async () => {
    // The policy of the page forbids foreign scripts, so the checker comes in beside it.
    const checker = fs.readFileSync(createRequire(path.resolve("_")).resolve("axe-core/axe.min.js"), "utf8");
    const session = await context.newCDPSession(page);
    await session.send("Runtime.evaluate", { expression: checker });
    const { violations } = await page.evaluate(() => window.axe.run(document, { rules: { region: { enabled: false } } }));
    assert.deepEqual(violations.map(one => `${one.id}: ${one.nodes[0].html} (${one.nodes.length})`), []);
  },

  "the page's own policy was kept": async () => {
    assert.deepEqual(problems, []);
  },
};

let failures = 0;
fs.mkdirSync(pictures, { recursive: true });
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok      ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${name}: ${error.stack}`);
  }
}
await wrong.hover().catch(() => {});
await page.screenshot({ path: path.join(pictures, "view.png"), fullPage: true });
await browser.close();
process.exit(failures === 0 ? 0 : 1);
