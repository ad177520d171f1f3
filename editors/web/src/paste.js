// A text that is pasted or typed: checked after each key, its faults marked in it.

class Paste {
  constructor(check) {
    this.check = check;
    this.section = document.getElementById("pasted");
    this.text = document.getElementById("text");
    this.marks = document.getElementById("marks");
    this.found = document.getElementById("found");
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("scroll", () => { this.marks.scrollTop = this.text.scrollTop; });
    this.found.addEventListener("click", ({ target }) => this.follow(target.closest("li")));
  }

  show(open) {
    this.section.hidden = !open;
    if (open) { this.text.focus(); }
  }

  // Checks the newest text; while one is being checked the next waits, and only the last of those.
  async changed() {
    this.stale = true;
    if (this.busy) { return; }
    this.busy = true;
    while (this.stale) {
      this.stale = false;
      const text = this.text.value;
      if (text.trim() === "") { this.empty("pastedEmpty"); continue; }
      const answer = await this.check(text);
      if (!this.stale) { this.draw(text, answer); }
    }
    this.busy = false;
  }

  empty(words) {
    this.file = undefined;
    this.marks.replaceChildren();
    this.found.replaceChildren(element("p", { className: "quiet" }, say(words)));
  }

  draw(text, answer) {
    if (!answer) { this.empty("internal"); return; }
    const { file, html } = answer;
    this.file = file;
    if (file.error || (!file.report && file.findings.length === 0)) {
      this.empty("pastedNoReport");
      if (file.error) { this.found.firstChild.textContent = file.error; }
      return;
    }
    const body = fragment(html).querySelector(".body");
    if (file.findings.length === 0) { body.prepend(element("p", { className: "good" }, say("pastedGood"))); }
    this.found.replaceChildren(...body.childNodes);
    for (const line of this.found.querySelectorAll("li")) { line.tabIndex = -1; }
    this.mark(text, [...file.findings].sort((one, other) => gravity(one) - gravity(other)));
  }

  // The places of findings, in UTF-16 as the page counts.
  mark(text, findings) {
    const places = findings.map(({ start, end, severity }) => ({ start: start.offset, end: end.offset, severity }));
    const wanted = [...new Set(places.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
    const units = unitsOf(text, wanted);
    this.places = places.map(({ start, end, severity }) => ({ start: units.get(start), end: units.get(end), severity }));
    const pieces = [];
    let at = 0;
    for (const { start, end, severity } of [...this.places].sort((one, other) => one.start - other.start)) {
      if (start < at || end <= start) { continue; }
      pieces.push(text.slice(at, start), element("mark", { className: severity }, text.slice(start, end)));
      at = end;
    }
    this.marks.replaceChildren(...pieces, text.slice(at) + "\n");
    this.marks.scrollTop = this.text.scrollTop;
  }

  follow(line) {
    const place = this.places?.[Number(line?.id.split("-").pop()) - 1];
    if (!place) { return; }
    this.text.focus();
    this.text.setSelectionRange(place.start, Math.max(place.end, place.start));
    const before = this.text.value.slice(0, place.start).split("\n").length;
    const all = this.text.value.split("\n").length;
    this.text.scrollTop = Math.max(0, (this.text.scrollHeight * before) / all - this.text.clientHeight / 2);
  }
}

// The list of findings begins with the gravest; of the same gravity they stay in the order of their places.
const gravity = ({ severity }) => ["error", "warning", "info"].indexOf(severity);

// Offsets in UTF-8 as offsets in UTF-16.
function unitsOf(text, offsets) {
  const units = new Map();
  let bytes = 0, at = 0, next = 0;
  while (next < offsets.length) {
    while (next < offsets.length && offsets[next] <= bytes) { units.set(offsets[next], at); next += 1; }
    if (at >= text.length) { break; }
    const point = text.codePointAt(at);
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    at += point > 0xffff ? 2 : 1;
  }
  while (next < offsets.length) { units.set(offsets[next], text.length); next += 1; }
  return units;
}
