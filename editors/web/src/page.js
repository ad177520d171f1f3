// What the person does, and what comes of it.

const LARGEST = (64 << 20) + 1;
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const engine = new Engine();
const list = new List(act);
const paste = new Paste(checkPasted);
const by = (id) => document.getElementById(id);

const drafts = new Map(); // files to check, by path
const waiting = new Set(); // paths that are not checked yet
const held = new Set(); // paths that the engine knows
let previous = [];
let roster;
let life; // the engine's, for which it was told all that follows a start
let running = false;
let compared = false;

// ---- Asking the engine

// Tells a new engine what an old one knew, drafts apart.
async function prepare() {
  while (life !== engine.lives) {
    life = engine.lives;
    held.clear();
    await engine.ask({ do: "start", language: speech ? "english" : "chinese" });
    for (const given of [...previous]) {
      const answer = await engine.ask({ do: "previous", path: given.path }, await bytesOf(given.file));
      if (answer?.count > 0) { given.count = answer.count; continue; }
      previous = previous.filter((other) => other !== given);
      if (!answer) { note("broken", { path: given.path, why: say("internalOther") }); }
      if (answer?.error) { note("broken", { path: given.path, why: answer.error }); }
    }
    if (roster) { await prepareRoster(); }
  }
  tellGiven();
}

async function prepareRoster() {
  const answer = await engine.ask({ do: "roster", path: roster.path }, await bytesOf(roster.file));
  const complaints = answer ? [...(answer.complaints || []), ...(answer.error ? [answer.error] : [])] : [say("internalOther")];
  for (const why of complaints) { note("broken", { path: roster.path, why }); }
  if (answer?.count) { roster.count = answer.count; } else { roster = undefined; }
}

async function bytesOf(file) {
  return file.slice(0, LARGEST).arrayBuffer();
}

// Checks a draft; `undefined` where the engine failed at it, a sentence where the browser could not read it.
async function check(path) {
  const file = drafts.get(path);
  let bytes;
  try {
    bytes = await bytesOf(file);
  } catch {
    return say("unread");
  }
  await prepare();
  const modified = Math.floor((file.lastModified || 0) / 1000);
  const answer = await engine.ask({ do: "draft", path, modified }, bytes);
  if (answer) { held.add(path); }
  return answer;
}

const html = (answer) => new TextDecoder().decode(answer.bytes);

async function checkPasted(text) {
  await prepare();
  const path = say("pastedFile");
  const answer = await engine.ask({ do: "draft", path, modified: null }, new TextEncoder().encode(text).buffer);
  if (!answer) { return undefined; }
  await engine.ask({ do: "drop", path });
  return { file: answer.file, html: html(answer) };
}

// ---- Checking what was given

async function give(files) {
  forgetNotes();
  const answer = await engine.ask({ do: "names", paths: files.map(({ path }) => path) });
  const office = await Promise.all(files.map(({ path, file }) => /\.xml$/i.test(path) && isOffice(file)));
  const kind = (index) => (office[index] ? "draft" : answer?.takes[index]);
  const is = (wanted) => files.filter((_, index) => kind(index) === wanted);
  // A single file is checked whatever its name says; of a folder only what is a draft.
  const alone = files.every(({ path }) => !path.includes("/"));
  const wanted = alone ? files : [...is("draft"), ...is("foreign")];
  const passed = alone ? [] : is("other");
  if (passed.length > 0) { note("passed", { n: passed.length, first: passed[0].path }); }
  if (wanted.length === 0) { note("noDrafts"); return; }
  for (const { path, file } of wanted) { drafts.set(path, file); waiting.add(path); }
  list.wait(wanted.map(({ path }) => path));
  await work();
}

// Most XML is something else than the text of a word processor.
async function isOffice(file) {
  const head = await file.slice(0, 4096).text().catch(() => "");
  return /<(w:wordDocument|pkg:package|office:document)\b/.test(head);
}

async function work() {
  if (running) { return; }
  running = true;
  for (const path of waiting) {
    waiting.delete(path);
    const done = drafts.size - waiting.size;
    tell("working", { done, all: drafts.size }, done / drafts.size);
    const answer = await check(path);
    if (!drafts.has(path)) { continue; }
    if (answer?.file) { list.show(path, html(answer), answer.file); } else { list.fail(path, answer || say("internal")); }
    list.count();
  }
  await compare();
  running = false;
  if (waiting.size > 0) { await work(); return; }
  if (drafts.size === 1) { list.each(true); }
  tell("done", { all: drafts.size }, 1);
  document.body.dataset.done = String(Number(document.body.dataset.done || 0) + 1);
}

// Gives the engine again what it lost when it failed at another file.
async function hold() {
  for (const path of drafts.keys()) {
    const file = list.entries.get(path)?.file;
    if (file && !file.error && !held.has(path)) { await check(path); }
  }
}

// Checks the drafts against each other.
async function compare() {
  const [rollUp, overlap] = [by("roll-up").checked, by("overlap").checked];
  if (!(rollUp || overlap || roster || compared) || drafts.size === 0) { return; }
  tell("between", {}, 1);
  await prepare();
  await hold();
  const answer = await engine.ask({ do: "folder", rollUp, overlap });
  if (!answer) { note("internalOther"); return; }
  compared = rollUp || overlap || Boolean(roster);
  list.setMissing(html(answer));
  document.body.folder = answer.file && answer.file.folder;
  for (const path of answer.changed) {
    const shown = await engine.ask({ do: "show", path });
    if (shown?.file) { list.show(path, html(shown), shown.file); }
  }
  list.count();
}

async function again() {
  life = undefined;
  forgetNotes();
  await prepare();
  for (const path of drafts.keys()) { waiting.add(path); }
  await work();
  await paste.changed();
}

// ---- Saying what is going on

function tell(id, values, share) {
  by("said").textContent = say(id, values);
  by("bar").value = share ?? 0;
  by("bar").classList.toggle("rest", share === undefined || share >= 1);
}

function note(id, values) {
  by("notes").append(element("li", {}, say(id, values)));
}

function forgetNotes() { by("notes").replaceChildren(); }

function tellGiven() {
  const parts = [];
  if (previous.length > 0) { parts.push(say("previousSet", { n: previous.reduce((sum, { count }) => sum + (count || 0), 0) })); }
  if (roster) { parts.push(say("rosterSet", { n: roster.count || 0 })); }
  by("given").textContent = parts.length > 0 ? parts.join(speech ? ", " : "，") : say("moreHelp");
}

// ---- Saving, copying, printing

function save(name, bytes, type) {
  const link = element("a", { download: name, href: URL.createObjectURL(new Blob([bytes], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function saveWhole(request, name, type) {
  await prepare();
  await hold();
  const answer = await engine.ask(request);
  if (answer) { save(name, answer.bytes, type); } else { note("internalOther"); }
}

async function fix(name, path, file, suggestions) {
  await prepare();
  const answer = await engine.ask({ do: "fix", path, suggestions }, await bytesOf(file));
  if (!answer) { note("internalOther"); return undefined; }
  if (answer.error) { note("broken", { path, why: answer.error }); return undefined; }
  return answer;
}

// Only what the engine holds has a copy: after a failure it is given the draft again.
async function annotate(path, file, tracked) {
  await prepare();
  await hold();
  const answer = await engine.ask({ do: "annotate", path, tracked }, await bytesOf(file));
  if (answer?.error) { note("broken", { path, why: answer.error }); }
  if (answer?.save) { save(answer.save.name, answer.bytes, WORD_TYPE); } else if (!answer?.error) { note("internalOther"); }
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { value: text, className: "copying" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = say("copied");
  by("said").textContent = say("copied");
}

function printOne(row) {
  row.open = true;
  row.classList.add("printed");
  document.body.classList.add("only");
  window.print();
}

async function act(name, row, button) {
  const path = row.dataset.path;
  if (name === "copy") { await copy(letter(row), button); }
  if (name === "print") { printOne(row); }
  if (name === "remove") {
    drafts.delete(path);
    held.delete(path);
    list.remove(path);
    await engine.ask({ do: "drop", path });
    await compare();
    tell("done", { all: drafts.size }, 1);
  }
  if (name === "annotate" || name === "annotateTracked") {
    await annotate(path, drafts.get(path), name === "annotateTracked");
  }
  if (name === "fixSafe" || name === "fixAll") {
    const fixed = await fix(name, path, drafts.get(path), name === "fixAll");
    if (fixed?.save.changed) { save(fixed.save.name, fixed.bytes, "application/octet-stream"); }
    if (fixed && !fixed.save.changed) { note("noFix"); }
  }
}

// ---- What the person does

function listen() {
  const picks = { "choose-files": "files", "choose-folder": "folder", "choose-previous": "previous", "choose-roster": "roster" };
  for (const [button, input] of Object.entries(picks)) {
    by(button).addEventListener("click", () => by(input).click());
  }
  const taken = (id, act) => by(id).addEventListener("change", async ({ target }) => {
    const files = chosen(target.files);
    target.value = "";
    if (files.length > 0) { await act(files); }
  });
  taken("files", give);
  taken("folder", give);
  taken("previous", giveBeside);
  taken("roster", async ([file]) => { roster = file; await again(); });
  for (const id of ["roll-up", "overlap"]) { by(id).addEventListener("change", () => compareNow()); }
  by("choose-paste").addEventListener("click", ({ currentTarget }) => {
    const open = by("pasted").hidden;
    currentTarget.setAttribute("aria-expanded", String(open));
    paste.show(open);
  });
  by("fix-pasted").addEventListener("click", async () => {
    const path = say("pastedFile"), bytes = new TextEncoder().encode(by("text").value);
    const fixed = await fix("fixSafe", path, new Blob([bytes]), false);
    if (!fixed?.save.changed) { by("said").textContent = say("noFix"); return; }
    by("text").value = new TextDecoder().decode(fixed.bytes);
    await paste.changed();
  });
  by("save-pasted").addEventListener("click", () => save(say("pastedFile"), by("text").value, "text/plain;charset=utf-8"));
  by("save-page").addEventListener("click", () => saveWhole({ do: "page" }, say("pageName"), "text/html"));
  by("save-figures").addEventListener("click", () => saveWhole({ do: "figures" }, say("figuresName"), "text/csv"));
  by("print").addEventListener("click", () => window.print());
  by("clear").addEventListener("click", clear);
  by("speech").addEventListener("click", async () => {
    speech = 1 - speech;
    words();
    if (drafts.size === 0) { tell("ready", {}); }
    await again();
  });
  listenToDrops();
  listenToPrinting();
}

// Last year's reports, or a roster, which its name tells.
async function giveBeside(files) {
  const answer = await engine.ask({ do: "names", paths: files.map(({ path }) => path) });
  const reports = files.filter((_, index) => answer?.takes[index] === "draft");
  const list = files.find(({ path }) => /\.(csv|toml|xlsx)$/i.test(path));
  if (reports.length > 0) { previous = reports; } else if (list) { roster = list; } else { note("noDrafts"); return; }
  await again();
}

async function compareNow() {
  if (running || drafts.size === 0) { return; }
  running = true;
  await compare();
  running = false;
  tell("done", { all: drafts.size }, 1);
}

function clear() {
  drafts.clear();
  waiting.clear();
  life = undefined;
  compared = false;
  list.clear();
  list.count();
  forgetNotes();
  tell("ready", {});
  by("choose-files").focus();
}

function listenToDrops() {
  const over = (place) => {
    for (const id of ["drop", "beside"]) { by(id).classList.toggle("over", id === place); }
  };
  const place = ({ target }) => (target.closest?.("#beside") ? "beside" : "drop");
  document.addEventListener("dragover", (event) => { event.preventDefault(); over(place(event)); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) { over(); } });
  document.addEventListener("drop", async (event) => {
    if (event.dataTransfer.files.length === 0 && event.target === by("text")) { return; }
    event.preventDefault();
    over();
    const beside = place(event) === "beside";
    const files = await dropped(event.dataTransfer).catch(() => undefined);
    if (!files) { note("unread"); return; }
    if (!(await started) || files.length === 0) { return; }
    await (beside ? giveBeside(files) : give(files));
  });
  document.addEventListener("paste", (event) => {
    const files = chosen(event.clipboardData?.files || []);
    if (files.length > 0) { event.preventDefault(); give(files); return; }
    if (event.target.closest?.("textarea, input")) { return; }
    by("choose-paste").setAttribute("aria-expanded", "true");
    paste.show(true);
  });
}

// What is printed is open; afterwards all is as it was.
function listenToPrinting() {
  let closed = [];
  window.addEventListener("beforeprint", () => {
    if (document.body.classList.contains("only")) { return; }
    closed = list.rows().filter((row) => !row.open && !row.hidden);
    for (const row of closed) { row.open = true; }
  });
  window.addEventListener("afterprint", () => {
    for (const row of closed) { row.open = false; }
    closed = [];
    document.body.classList.remove("only");
    for (const row of document.querySelectorAll(".printed")) { row.classList.remove("printed"); }
  });
}

function words() {
  speak();
  list.speak();
  tellGiven();
}

async function start() {
  words();
  const able = typeof DecompressionStream === "function" && typeof WebAssembly === "object";
  try {
    if (!able) { throw new Error("old"); }
    await engine.load();
  } catch {
    tell("old", {});
    document.body.dataset.state = "failed";
    return false;
  }
  for (const button of document.querySelectorAll("button[disabled]")) { button.disabled = false; }
  tell("ready", {});
  document.body.dataset.state = "ready";
  return true;
}

listen();
const started = start();
