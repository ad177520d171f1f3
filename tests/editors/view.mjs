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
const show = data => post({ type: "figures", draft: "file:///x.txt", name: "x.txt", figures: data });
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

  "a click leads to its place, and so does Enter": async () => {
    await wrong.click();
    await wrong.press("Enter");
    const places = (await sent("reveal")).map(message => message.range);
    assert.deepEqual(places, [wrongCell.range, wrongCell.range]);
  },

  "it tells that it lost the focus by leading there, and only if it did": async () => {
    const clicks = async focus => {
      await page.evaluate(has => (document.hasFocus = () => has), focus);
      await wrong.click();
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
    const place = () => page.locator(":focus").evaluate(cell => [cell.parentElement.rowIndex, cell.cellIndex]);
    const [row] = await place();
    await page.keyboard.press("ArrowDown");
    assert.equal((await place())[0], row + 1);
    await page.keyboard.press("ArrowUp");
    assert.equal((await place())[0], row);
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
    assert.equal(await page.locator(":focus del").innerText(), wrongCell.text);
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
