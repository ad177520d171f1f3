(function () {
  "use strict";
  var list = document.getElementById("reports");
  var reports = Array.prototype.slice.call(list.children);
  var search = document.getElementById("search");
  var state = document.getElementById("state");
  var shown = document.getElementById("shown");
  var heads = document.getElementById("heads").children;

  // The counts are known last, and wanted first.
  var main = list.parentNode;
  main.insertBefore(document.getElementById("rules"), main.firstChild);
  document.getElementById("tools").hidden = false;

  Array.prototype.forEach.call(state.options, function (option) {
    var count = reports.filter(function (report) { return report.dataset.state === option.value; }).length;
    if (option.value) { option.text += " " + count; }
  });

  function text(report) {
    var data = report.dataset;
    return [data.organ, data.year, data.path, data.rules].join(" ").toLowerCase();
  }

  function filter() {
    var words = search.value.toLowerCase().split(/\s+/);
    var count = 0;
    reports.forEach(function (report) {
      var held = text(report);
      var fits = words.every(function (word) { return held.indexOf(word) >= 0; });
      report.hidden = !fits || (state.value !== "" && report.dataset.state !== state.value);
      count += report.hidden ? 0 : 1;
    });
    shown.value = count + " / " + reports.length;
  }

  function sort(head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var key = head.dataset.key;
    var numbers = key !== "organ" && key !== "path";
    var sorted = reports.map(function (report, place) { return { report: report, place: place, value: report.dataset[key] }; });
    sorted.sort(function (a, b) {
      var order = numbers ? a.value - b.value : a.value.localeCompare(b.value, "zh-CN");
      return (down ? -order : order) || a.place - b.place;
    });
    var fragment = document.createDocumentFragment();
    sorted.forEach(function (entry) { fragment.appendChild(entry.report); });
    list.appendChild(fragment);
  }

  function each(open) {
    reports.forEach(function (report) { if (!report.hidden) { report.open = open; } });
  }

  search.addEventListener("input", filter);
  state.addEventListener("change", filter);
  Array.prototype.forEach.call(heads, function (head) {
    head.addEventListener("click", function () { sort(head); });
  });
  document.getElementById("open").addEventListener("click", function () { each(true); });
  document.getElementById("close").addEventListener("click", function () { each(false); });
  document.getElementById("print").addEventListener("click", function () { window.print(); });
  document.getElementById("rules").addEventListener("click", function (event) {
    var rule = event.target.dataset.rule;
    if (rule) {
      event.preventDefault();
      search.value = rule;
      filter();
    }
  });

  // Another file that stands in this page too is shown here.
  Array.prototype.forEach.call(document.querySelectorAll("a[data-file]"), function (link) {
    var report = document.getElementById(link.dataset.file);
    if (!report) { return; }
    link.href = "#" + report.id;
    link.addEventListener("click", function () { report.hidden = false; report.open = true; });
  });

  // What is printed is open; afterwards all is as it was.
  var closed = [];
  window.addEventListener("beforeprint", function () {
    var all = reports.concat(Array.prototype.slice.call(document.querySelectorAll("#rules details")));
    closed = all.filter(function (report) { return !report.open && !report.hidden; });
    closed.forEach(function (report) { report.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (report) { report.open = false; });
  });
  if (reports.length === 1) { reports[0].open = true; }
  filter();
})();
