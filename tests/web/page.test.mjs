// The page says what the program says, of every file, and asks nothing of a network.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { AXE, checked, drop, found, launch, native, open, run, temporary } from "./browser.mjs";
import { HOSTILE, MARKUP, faulty, folder, names, report } from "./drafts.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const rows = (page, selector) => page.locator(`#reports > details${selector}`);
const row = (page, file) => rows(page, `[data-path=${JSON.stringify(file)}]`);
const quiet = ({ requests, faults }) => {
  const elsewhere = requests.filter((address) => !/^(file|blob|data):/.test(address));
  assert.deepEqual([elsewhere, faults], [[], []]);
};

// Messages that name the machine's own paths are told from the folder that both were given.
const below = (root, files) => JSON.parse(JSON.stringify(files).replaceAll(`${root}/`, ""));

test("a folder that is dropped is checked as the program checks it", async () => {
  const root = folder(), opened = await open(browser), { page } = opened;
  await checked(page, () => drop(page, path.join(root, "年报")));
  const [here, there] = [await found(page), native(root, "年报").files];
  assert.deepEqual(Object.keys(here).sort(), Object.keys(there).sort());
  assert.ok(Object.keys(there).length > 30);
  for (const file of Object.keys(there)) { assert.deepEqual(here[file], there[file], file); }
  assert.ok(Object.values(here).some(({ error }) => error));
  assert.ok(await rows(page, "[data-state=wrong] td.e").count() > 0);
  quiet(opened);
});

test("nothing of a draft or of its name is markup", async () => {
  const root = temporary(), opened = await open(browser), { page } = opened;
  writeFileSync(path.join(root, MARKUP), HOSTILE);
  await checked(page, () => drop(page, path.join(root, MARKUP)));
  assert.deepEqual(await found(page), native(root, MARKUP).files);
  assert.equal(await page.locator("#reports img").count(), 0);
  assert.equal(await rows(page, "").getAttribute("data-path"), MARKUP);
  quiet(opened);
});

test("reports are compared with a roster, with last year's and with each other as the program does", async () => {
  const root = temporary(), at = (...parts) => path.join(root, ...parts);
  for (const below of ["今年", "上年"]) { mkdirSync(at(below)); }
  for (const name of names) {
    writeFileSync(at("今年", name), report(name));
    writeFileSync(at("今年", "又" + name), faulty(report(name)));
  }
  for (const name of names) {
    const { year } = native(root, `今年/${name}`).files[`今年/${name}`];
    writeFileSync(at("上年", name), report(name).replaceAll(String(year), String(year - 1)));
  }
  const units = Object.values(native(root, "今年").files).map(({ organization }) => organization).filter(Boolean);
  writeFileSync(at("名册.csv"), ["单位,上级,类别", ...[...new Set(units)].map((unit) => `${unit},,政府`), "无名县人民政府,,政府"].join("\n"));
  const there = native(root, "今年", "--previous", "上年", "--roster", "名册.csv", "--roll-up", "--overlap");

  const opened = await open(browser), { page } = opened;
  await page.check("#roll-up");
  await page.check("#overlap");
  await page.setInputFiles("#previous", at("上年"));
  await page.waitForFunction(() => /上年年报/.test(document.getElementById("given").textContent));
  await page.setInputFiles("#roster", at("名册.csv"));
  await page.waitForFunction(() => /名册/.test(document.getElementById("given").textContent));
  await checked(page, () => page.setInputFiles("#folder", at("今年")));
  const here = await found(page);
  for (const file of Object.keys(there.files)) {
    assert.deepEqual(here[file], below(root, there.files[file]), file);
  }
  assert.deepEqual(await page.evaluate(() => document.body.folder), there.folder);
  assert.equal(await rows(page, "[data-state=missing]").count(), there.folder.missing.length);
  const rules = Object.values(there.files).flatMap(({ findings }) => findings.map(({ rule }) => rule));
  for (const rule of ["overlap-with-last-year", "duplicate-report"]) { assert.ok(rules.includes(rule), rule); }

  // The other report that a finding names is a part of the page.
  await page.click("#open");
  const [from, other] = await page.evaluate(() => {
    const links = [...document.querySelectorAll("a[data-file]")];
    const link = links.find(({ dataset }) => document.getElementById(dataset.file));
    return [link.closest("details.report").id, link.dataset.file];
  });
  await page.click("#close");
  await page.click(`#${from} summary.row`);
  await page.locator(`#${from} a[data-file=${other}]`).first().click();
  assert.ok(await page.locator(`#${other}`).evaluate((element) => element.open));
  quiet(opened);
});

test("fixed drafts, findings and figures are saved as the program writes them", async () => {
  const root = temporary(), at = (...parts) => path.join(root, ...parts);
  const text = report(names[0]).replace("2022", "２０２２").replaceAll("（一）", "(一)");
  writeFileSync(at("a.txt"), text);
  const opened = await open(browser, { acceptDownloads: true }), { page } = opened;
  await checked(page, () => drop(page, at("a.txt")));
  const saved = async (act) => {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return [download.suggestedFilename(), readFileSync(await download.path())];
  };
  for (const [button, options] of [["fixSafe", []], ["fixAll", ["--unsafe-fixes"]]]) {
    const [name, bytes] = await saved(() => row(page, "a.txt").locator(`[data-act=${button}]`).click());
    writeFileSync(at("b.txt"), text);
    run(root, "--check", "b.txt", "--fix", ...options);
    assert.equal(name, "a.txt");
    assert.notEqual(String(bytes), text);
    assert.equal(String(bytes), readFileSync(at("b.txt"), "utf8"), button);
  }
  for (const [button, options] of [["annotate", []], ["annotateTracked", ["--tracked", "--unsafe-fixes"]]]) {
    const [name, bytes] = await saved(() => row(page, "a.txt").locator(`[data-act=${button}]`).click());
    const folder = `copies-${button}`;
    run(root, "--lang", "zh-CN", "--check", "a.txt", "--annotate", folder, ...options);
    assert.equal(name, "a.docx");
    assert.deepEqual(bytes, readFileSync(at(`${folder}/a.docx`)), button);
  }
  const [, whole] = await saved(() => page.click("#save-page"));
  assert.equal(String(whole), String(run(root, "--lang", "zh-CN", "--quiet", "--check", "a.txt", "--format", "html")));
  const [, figures] = await saved(() => page.click("#save-figures"));
  assert.equal(String(figures), String(run(root, "--quiet", "--extract", "a.txt", "--format", "csv", "--wide")));
  quiet(opened);
});

test("a text is checked while it is typed, and its faults are marked", async () => {
  const opened = await open(browser), { page } = opened;
  await page.click("#choose-paste");
  const text = report(names[0]);
  await page.fill("#text", text);
  await page.waitForSelector("#found table");
  const root = temporary(), file = "粘贴的文字.txt";
  for (const changed of [faulty(text), text.replace("一、总体情况", "一、总体概况")]) {
    writeFileSync(path.join(root, file), changed);
    const there = native(root, file).files[file];
    assert.ok(there.findings.length > 0);
    await page.fill("#text", changed);
    await page.waitForFunction((text) => document.getElementById("marks").textContent === text + "\n", changed);
    assert.equal(await page.locator("#found li").count(), there.findings.length);
    assert.ok(await page.locator("#marks mark").count() > 0);
    await page.locator("#found li").first().click();
    const gravity = ({ severity }) => ["error", "warning", "info"].indexOf(severity);
    const [{ start, end }] = [...there.findings].sort((one, other) => gravity(one) - gravity(other));
    const selected = await page.locator("#text").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
    assert.equal(selected, Buffer.from(changed).subarray(start.offset, end.offset).toString());
  }
  await page.fill("#text", "");
  assert.equal(await page.locator("#found li").count(), 0);
  quiet(opened);
});

test("a key is answered at once", async () => {
  const { page } = await open(browser);
  await page.click("#choose-paste");
  await page.fill("#text", report(names[1]).slice(0, 7000));
  await page.waitForSelector("#found *");
  const times = [];
  for (let key = 0; key < 20; key += 1) {
    times.push(await page.evaluate((key) => new Promise((resolve) => {
      const [text, found] = [document.getElementById("text"), document.getElementById("found")];
      const begun = performance.now();
      new MutationObserver((_, observer) => { observer.disconnect(); resolve(performance.now() - begun); })
        .observe(found, { childList: true });
      text.value += String(key);
      text.dispatchEvent(new Event("input"));
    }), key));
  }
  times.sort((one, other) => one - other);
  console.log(`a key in 7 KB: ${times[10].toFixed(1)} ms, at most ${times.at(-1).toFixed(1)} ms`);
  assert.equal(times.length, 20);
});

// The request of one file is turned into one that the engine does not know: it panics in earnest.
const spoil = () => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message.request?.path?.endsWith("坏.txt")) { message.request.do = "unheard-of"; }
    post.call(this, message, transfer);
  };
};

test("where the engine fails at a file, that is said, and the next file is checked", async () => {
  const root = temporary(), at = (...parts) => path.join(root, ...parts);
  for (const name of ["a.txt", "b坏.txt", "c.txt"]) { writeFileSync(at(name), faulty(report(names[0]))); }
  const opened = await open(browser, { before: spoil }), { page } = opened;
  await page.check("#overlap");
  await checked(page, () => drop(page, at("a.txt"), at("b坏.txt"), at("c.txt")));
  const here = await found(page);
  assert.match(here["b坏.txt"].error, /internal-error/);
  assert.equal(await row(page, "b坏.txt").getAttribute("data-state"), "failed");
  const there = native(root, "a.txt", "c.txt", "--overlap").files;
  for (const file of ["a.txt", "c.txt"]) { assert.deepEqual(here[file], there[file]); }
  quiet(opened);
});

test("nothing may be fetched, and no script may be added", async () => {
  const { page } = await open(browser);
  const policy = await page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|https?:|\*/);
  const refused = await page.evaluate(async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    await fetch("http://127.0.0.1:9/").catch(() => {});
    const image = new Image(), script = document.createElement("script");
    image.src = "http://127.0.0.1:9/";
    script.textContent = "window.added = true";
    document.body.append(image, script);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return [refused.sort(), window.added];
  });
  assert.deepEqual(refused, [["connect-src", "img-src", "script-src-elem"], undefined]);
});

// What axe finds that keeps people out.
async function barriers(page) {
  if (!(await page.evaluate(() => "axe" in window))) { await page.evaluate(readFileSync(AXE, "utf8")); }
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

for (const [colorScheme, viewport] of [["light", { width: 1366, height: 768 }], ["dark", { width: 400, height: 800 }]]) {
  test(`everybody can use it, ${colorScheme}, ${viewport.width} wide`, async () => {
    const root = temporary();
    writeFileSync(path.join(root, "a.txt"), faulty(report(names[0])));
    writeFileSync(path.join(root, "b.docx"), "PK\u0003\u0004");
    const { page } = await open(browser, { colorScheme, viewport });
    assert.deepEqual(await barriers(page), []);
    await checked(page, () => drop(page, path.join(root, "a.txt"), path.join(root, "b.docx")));
    await page.click("#open");
    await page.click("#choose-paste");
    await page.fill("#text", faulty(report(names[1])));
    await page.waitForSelector("#found li");
    assert.deepEqual(await barriers(page), []);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wider, 0, "the page scrolls sideways");
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`everybody can use the page of findings that the program writes, ${colorScheme}`, async () => {
    const root = temporary(), file = path.join(root, "findings.html");
    writeFileSync(path.join(root, "a.txt"), faulty(report(names[0])));
    writeFileSync(path.join(root, "b.docx"), "PK\u0003\u0004");
    run(root, "--lang", "zh-CN", "--quiet", "--check", ".", "--format", "html", "--output-file", file, "--fail-on", "never");
    const context = await browser.newContext({ colorScheme, viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    // What looks for barriers is a script of its own, which the page's policy would not let in.
    await page.addInitScript(readFileSync(AXE, "utf8"));
    await page.goto(pathToFileURL(file).href);
    for (const summary of await page.locator("details.report > summary").all()) { await summary.click(); }
    assert.ok(await page.locator("details.report[open] table").count() >= 3);
    assert.deepEqual(await barriers(page), []);
  });
}

test("it works by keyboard alone", async () => {
  const root = temporary();
  writeFileSync(path.join(root, "a.txt"), faulty(report(names[0])));
  writeFileSync(path.join(root, "b.txt"), report(names[1]));
  const { page } = await open(browser);
  const choosing = page.waitForEvent("filechooser");
  await page.focus("#choose-files");
  await page.keyboard.press("Enter");
  const chooser = await choosing;
  await checked(page, () => chooser.setFiles([path.join(root, "a.txt"), path.join(root, "b.txt")]));
  await row(page, "a.txt").locator("summary.row").focus();
  await page.keyboard.press("Enter");
  assert.ok(await row(page, "a.txt").evaluate((element) => element.open));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.act), "copy");
});

test("nothing moves while files are checked", async () => {
  const root = temporary();
  mkdirSync(path.join(root, "多"));
  for (let number = 10; number < 50; number += 1) {
    writeFileSync(path.join(root, "多", `${number}.txt`), faulty(report(names[number % names.length])));
  }
  const { page } = await open(browser);
  await page.evaluate(() => {
    window.heights = new Set();
    const note = () => {
      const list = document.getElementById("reports");
      if (list.children.length > 0) { window.heights.add(`${list.offsetTop} ${list.children.length}`); }
      requestAnimationFrame(note);
    };
    note();
  });
  await checked(page, () => drop(page, path.join(root, "多")));
  assert.deepEqual(await page.evaluate(() => [...window.heights].map((seen) => seen.split(" ")[1])), ["40"]);
  const order = await rows(page, "").evaluateAll((all) => all.map((one) => one.dataset.path));
  assert.deepEqual(order, [...order].sort());
});

test("the browser's language is spoken", async () => {
  const { page } = await open(browser, { locale: "en-GB" });
  assert.equal(await page.textContent("#choose-files"), "Choose files");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.click("#speech");
  assert.equal(await page.textContent("#choose-files"), "选择文件");
});

test("a line opens to its tables, and the letter to its unit is copied", async () => {
  const root = temporary();
  writeFileSync(path.join(root, "a.txt"), faulty(report(names[0])));
  const before = () => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });
  };
  const { page } = await open(browser, { before });
  await checked(page, () => drop(page, path.join(root, "a.txt")));
  const unit = row(page, "a.txt");
  if (!await unit.evaluate((element) => element.open)) { await unit.locator("summary.row").click(); }
  await unit.locator(".wide table").first().waitFor();
  assert.equal(await row(page, "a.txt").locator("[data-do]").count(), 0);
  await row(page, "a.txt").locator("[data-act=copy]").click();
  const copied = await page.evaluate(() => window.copied);
  assert.match(copied, /^1\. /m);
  assert.equal(copied, await row(page, "a.txt").locator(".letter pre").textContent());
});

test("one unit is printed by itself", async () => {
  const root = temporary();
  for (const name of ["a.txt", "b.txt"]) { writeFileSync(path.join(root, name), faulty(report(names[0]))); }
  const { page } = await open(browser, { before: () => { window.print = () => { window.printed = true; }; } });
  await checked(page, () => drop(page, path.join(root, "a.txt"), path.join(root, "b.txt")));
  await row(page, "a.txt").locator("summary.row").click();
  await row(page, "a.txt").locator("[data-act=print]").click();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.evaluate(() => window.printed));
  assert.deepEqual([await row(page, "a.txt").isVisible(), await row(page, "b.txt").isVisible()], [true, false]);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(await row(page, "b.txt").isVisible());
});
