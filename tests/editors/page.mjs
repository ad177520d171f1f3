// The page of the findings in a browser: two thousand units, folded and unfolded, copied, filtered, printed, on a phone.
//   node page.mjs REPORTS PICTURES
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launchBrowser } from "./workbench.mjs";

const [reports, pictures] = process.argv.slice(2).map(argument => path.resolve(argument));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
const texts = fs.readdirSync(reports).map(name => fs.readFileSync(path.join(reports, name), "utf8"));

/** A page of that many drafts. */
function made(count) {
  const drafts = path.join(folder, `${count}`);
  fs.mkdirSync(drafts);
  for (let number = 0; number < count; number++) {
    fs.writeFileSync(path.join(drafts, `${String(number).padStart(4, "0")}.txt`), texts[number % texts.length]);
  }
  const file = path.join(folder, `${count}.html`);
  const call = ["--check", drafts, "--no-config", "--lang", "zh-CN", "--format", "html", "--output-file", file, "--fail-on", "never"];
  execFileSync(process.env.GAIREPORT_LSP, call, { stdio: ["ignore", "ignore", "pipe"] });
  return pathToFileURL(file).href;
}

const browser = await launchBrowser();
const problems = [];

async function opened(url, width, height, colorScheme = "light") {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.on("console", message => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", error => problems.push(String(error)));
  page.on("request", request => request.url() === url || problems.push(request.url()));
  await page.addInitScript(() => { window.print = () => { window.printed = true; }; });
  await page.goto(url);
  return page;
}

const picture = (page, name) => (fs.mkdirSync(pictures, { recursive: true }), page.screenshot({ path: path.join(pictures, `${name}.png`) }));
const many = made(2000);
const few = made(texts.length);

const tests = {
  "two thousand folded units are a light page": async () => {
    const page = await opened(many, 1366, 768);
    assert.equal(await page.locator("details.report").count(), 2000);
    const perUnit = await page.evaluate(() => document.querySelectorAll("*").length / 2000);
    assert.ok(perUnit < 15, `${perUnit} elements a unit`);
    assert.equal(await page.locator("table").count(), 1, "only the counts by rule");
    await picture(page, "page-2000");
    await page.context().close();
  },

  "the units are counted before the findings, and a count shows its units alone": async () => {
    const page = await opened(few, 1366, 768);
    const top = await page.locator("#units").boundingBox();
    const list = await page.locator("#reports").boundingBox();
    assert.ok(top.y < list.y);
    const button = page.locator("#units button[data-state=wrong]");
    const count = Number(await button.locator("b").textContent());
    await button.click();
    assert.equal(await page.locator("details.report:visible").count(), count);
    await button.click();
    assert.equal(await page.locator("details.report:visible").count(), texts.length);
    await page.context().close();
  },

  "an unfolded unit shows its gravest finding at once, above its tables": async () => {
    const page = await opened(few, 1366, 768);
    const report = page.locator("details.report[data-state=wrong]").first();
    await report.locator("summary").first().click();
    const finding = await report.locator("li").first().boundingBox();
    assert.ok(finding.y + finding.height < 768, "the finding is in view");
    const table = await report.locator("table").first().boundingBox();
    assert.ok(finding.y < table.y);
    await picture(page, "page-unit");
    await page.context().close();
  },

  "the letter is copied": async () => {
    const page = await opened(few, 1366, 768);
    const report = page.locator("details.report[data-state=wrong]").first();
    await report.locator("summary").first().click();
    await report.locator("button[data-do=copy]").click();
    await report.getByText("已复制").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /\n1\. 第.部分/);
    await page.context().close();
  },

  "one unit is printed alone, findings first, on two pages at most": async () => {
    const page = await opened(few, 1366, 768);
    for (const report of await page.locator("details.report").all()) {
      if (!(await report.evaluate(element => element.open))) { await report.locator("summary").first().click(); }
      const print = report.locator("button[data-do=print]");
      await print.click();
      assert.equal(await page.evaluate(() => window.printed), true);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
      assert.ok(pages <= 2, `${pages} pages`);
      // A browser that has printed, or shown what it would print, says so: everything is as it was.
      assert.equal(await page.locator("details.report:visible").count(), texts.length);
      await print.click();
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator("details.report:visible").count(), 1);
      await page.emulateMedia({ media: null });
      await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    }
    await page.context().close();
  },

  "nothing runs out of a narrow window": async () => {
    for (const colours of ["light", "dark"]) {
      const page = await opened(few, 400, 800, colours);
      await page.locator("details.report[data-state=wrong] summary").first().click();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 400, `${width} px`);
      await picture(page, `page-400-${colours}`);
      await page.context().close();
    }
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`not ok ${name}\n${error.stack}`);
  }
}
await browser.close();
fs.rmSync(folder, { recursive: true });
assert.deepEqual(problems, []);
process.exit(failed ? 1 : 0);
