// The list of files: a line each, in the order of their paths, from the moment that they are given. What is found takes the
// place of what waits, so that nothing moves.

const STATES = ["wrong", "doubtful", "good", "other", "failed", "missing"];
const STATE_WORDS = { other: "noReport" };

class List {
  constructor(act) {
    this.act = act;
    this.entries = new Map();
    this.missing = [];
    this.reports = document.getElementById("reports");
    this.heads = document.getElementById("heads");
    this.search = document.getElementById("search");
    this.state = document.getElementById("state");
    this.search.addEventListener("input", () => this.filter());
    this.state.addEventListener("change", () => this.filter());
    this.heads.addEventListener("click", ({ target }) => target.dataset.key && this.sort(target));
    this.reports.addEventListener("click", (event) => this.click(event));
    document.getElementById("open").addEventListener("click", () => this.each(true));
    document.getElementById("close").addEventListener("click", () => this.each(false));
    this.speak();
  }

  speak() {
    const keys = ["organ", "year", "errors", "warnings", "infos", "rank", "path"];
    this.heads.replaceChildren(...keys.map((key) => {
      const head = element("button", { type: "button" }, say(key === "rank" ? "state" : key));
      head.dataset.key = key;
      return head;
    }));
    const legend = document.getElementById("legend");
    legend.replaceChildren(say("legend"), ...["E", "S", "W", "M"].flatMap((kind) => {
      return [element("span", { className: kind.toLowerCase() }, "\u00a0"), say("legend" + kind)];
    }));
    this.count();
  }

  // Adds lines for files that are to be checked, each where its path puts it.
  wait(paths) {
    for (const path of paths) {
      const row = element("details", { className: "report waiting" });
      Object.assign(row.dataset, { organ: "", year: "", errors: 0, warnings: 0, infos: 0, rank: 9, path, state: "waiting", rules: "" });
      const cells = ["", "", "", "", "", say("waiting"), path].map((text) => element("span", {}, text));
      const line = element("summary", { className: "row" });
      line.append(...cells);
      row.append(line);
      this.put(path, row);
    }
    this.place();
  }

  put(path, row) {
    const old = this.entries.get(path);
    if (old?.open) { row.open = true; }
    old?.isConnected && old.replaceWith(row);
    this.entries.set(path, row);
  }

  place() {
    const order = [...this.entries].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    this.reports.replaceChildren(...order, ...this.missing);
    for (const head of this.heads.children) { delete head.dataset.sort; }
    this.count();
  }

  // Shows what the engine wrote about a file.
  show(path, html, file) {
    const row = fragment(html).firstElementChild;
    row.file = file;
    const wanted = letter(row) ? ["copy", "print"] : ["print"];
    const fixable = !file.error && file.findings.some((finding) => finding.fixes.length > 0);
    if (!file.error && file.findings.length > 0) { wanted.push("annotate"); }
    if (fixable) { wanted.push("annotateTracked"); }
    const plain = !file.error && !PACKAGES.has(file.dialect);
    if (plain && file.findings.some((finding) => finding.fixes.some((fix) => fix.safe))) { wanted.push("fixSafe"); }
    if (plain && fixable) { wanted.push("fixAll"); }
    offer(row, [...wanted, "remove"]);
    this.put(path, row);
  }

  // Shows a file that the engine failed at.
  fail(path, sentence) {
    const row = element("details", { className: "report" });
    Object.assign(row.dataset, { organ: "", year: "", errors: 0, warnings: 0, infos: 0, rank: 0, path, state: "failed", rules: "" });
    const line = element("summary", { className: "row" });
    line.append(...["", "", "0", "0", "0"].map((text) => element("span", {}, text)),
      element("span", { className: "failed" }, say("failed")), element("span", {}, path));
    const body = element("div", { className: "body" });
    body.append(element("p", { className: "e" }, sentence));
    row.append(line, body);
    row.file = { error: sentence, findings: [] };
    this.put(path, row);
  }

  setMissing(html) {
    this.missing = [...fragment(html).children];
    for (const row of this.missing) { offer(row, letter(row) ? ["copy", "print"] : ["print"]); }
    this.place();
  }

  remove(path) {
    this.entries.get(path)?.remove();
    this.entries.delete(path);
    this.count();
  }

  clear() {
    this.entries.clear();
    this.missing = [];
    this.place();
  }

  rows() { return [...this.entries.values(), ...this.missing]; }

  each(open) {
    for (const row of this.rows()) { if (!row.hidden) { row.open = open; } }
  }

  count() {
    const rows = this.rows(), held = (state) => rows.filter((row) => row.dataset.state === state).length;
    const chosen = this.state.value;
    const options = [element("option", { value: "" }, say("all"))];
    const counts = [];
    for (const state of STATES) {
      const words = say(STATE_WORDS[state] || state), count = held(state);
      options.push(element("option", { value: state }, words + " " + count));
      const line = element("li", {}, words + " ");
      line.append(element("b", {}, String(count)));
      line.className = count > 0 ? state : "none";
      counts.push(line);
    }
    this.state.replaceChildren(...options);
    this.state.value = chosen;
    document.getElementById("counts").replaceChildren(...counts);
    document.getElementById("listing").hidden = rows.length === 0;
    document.getElementById("empty").hidden = rows.length > 0;
    this.filter();
  }

  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/), state = this.state.value;
    const rows = this.rows();
    let shown = 0;
    for (const row of rows) {
      const { organ, year, path, rules } = row.dataset;
      const held = [organ, year, path, rules].join(" ").toLowerCase();
      row.hidden = !words.every((word) => held.includes(word)) || (state !== "" && row.dataset.state !== state);
      shown += row.hidden ? 0 : 1;
    }
    document.getElementById("shown").value = say("count", { shown, all: rows.length });
  }

  sort(head) {
    const down = head.dataset.sort === "up", key = head.dataset.key;
    for (const other of this.heads.children) { delete other.dataset.sort; }
    head.dataset.sort = down ? "down" : "up";
    const numbers = key !== "organ" && key !== "path";
    const value = (row) => row.dataset[key];
    const order = (one, other) => numbers ? value(one) - value(other) : value(one).localeCompare(value(other), "zh-CN");
    const rows = [...this.reports.children].sort((one, other) => (down ? -order(one, other) : order(one, other)));
    this.reports.append(...rows);
  }

  click(event) {
    const { target } = event, act = target.dataset.act, row = target.closest("details.report");
    if (act) { this.act(act, row, target); }
    const link = target.closest("a[data-file]");
    const other = link && document.getElementById(link.dataset.file);
    if (other) { other.hidden = false; other.open = true; }
    if (link && !other) { event.preventDefault(); }
  }
}

const PACKAGES = new Set(["docx", "flat-opc", "word-xml", "odt", "doc", "pdf", "ofd"]);

function element(name, properties = {}, text = "") {
  const made = Object.assign(document.createElement(name), properties);
  made.textContent = text;
  return made;
}

// What the engine writes is markup of its own: all text of a draft in it is escaped. The page of findings has its own
// buttons, and keeps what is folded as text; neither is of use here.
function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const held of template.content.querySelectorAll("noscript")) {
    held.replaceWith(...(held.firstElementChild ? held.childNodes : fragment(held.textContent).childNodes));
  }
  for (const bar of template.content.querySelectorAll(".bar")) { bar.remove(); }
  // A table that is wider than the screen is scrolled by keyboard too.
  for (const wide of template.content.querySelectorAll(".wide")) {
    Object.assign(wide, { tabIndex: 0, role: "region", ariaLabel: wide.previousElementSibling?.textContent || say("listName") });
  }
  return template.content;
}

// Puts the buttons for these acts above what a line opens to.
function offer(row, acts) {
  const actions = element("p", { className: "actions" });
  for (const act of acts) {
    const button = element("button", { type: "button" }, say(act === "print" ? "printOne" : act));
    button.dataset.act = act;
    actions.append(button);
  }
  row.querySelector(".body").prepend(actions);
}

// What a unit is asked to correct, to be pasted into a letter or a chat: the engine's letter, which is Chinese, or else the
// findings in the language of the page.
function letter(row) {
  if (!speech) { return row.querySelector(".letter pre")?.textContent; }
  return row.file?.findings.length > 0 ? listed(row.file) : undefined;
}

function listed({ organization, year, findings, dialect }) {
  const head = say("letter", { organ: organization || "", year: year || "" });
  const lines = findings.map(({ start, message }, index) => {
    const place = PACKAGES.has(dialect) ? "" : say("line", { n: start.line }) + (speech ? ": " : "：");
    return `${index + 1}. ${place}${message}`;
  });
  return [head, ...lines].join("\n") + "\n";
}
