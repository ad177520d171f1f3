(function () {
  "use strict";
  var list = document.getElementById("reports");
  var reports = Array.prototype.slice.call(list.children);
  var search = document.getElementById("search");
  var state = document.getElementById("state");
  var shown = document.getElementById("shown");
  var heads = document.getElementById("heads").children;

  // The counts are known last, and wanted first.
  var rules = document.getElementById("rules");
  var tools = document.getElementById("tools");
  tools.parentNode.insertBefore(rules, tools);
  tools.hidden = false;

  // A folded file is text until somebody looks at it.
  function fill(report) {
    var held = report.querySelector("noscript");
    if (!held) { return; }
    var body = held.parentNode;
    body.innerHTML = held.textContent;
    Array.prototype.forEach.call(body.querySelectorAll("a[data-file]"), lead);
  }

  function show(report) {
    fill(report);
    report.hidden = false;
    report.open = true;
  }

  // Another file that stands in this page too is shown here.
  function lead(link) {
    var report = document.getElementById(link.dataset.file);
    if (!report) { return; }
    link.href = "#" + report.id;
    link.addEventListener("click", function () { show(report); });
  }

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
    Array.prototype.forEach.call(document.querySelectorAll("#units button"), function (button) {
      button.setAttribute("aria-pressed", button.dataset.state === state.value);
    });
  }

  function sort(head) {
    var down = head.dataset.sort === "up";
    Array.prototype.forEach.call(heads, function (other) {
      delete other.dataset.sort;
      other.setAttribute("aria-pressed", other === head);
    });
    head.dataset.sort = down ? "down" : "up";
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
    reports.forEach(function (report) {
      if (report.hidden) { return; }
      if (open) { fill(report); }
      report.open = open;
    });
  }

  function copy(button) {
    var words = button.closest(".body").querySelector("pre").textContent;
    function done() {
      var label = button.textContent;
      button.textContent = button.dataset.done;
      button.disabled = true;
      setTimeout(function () { button.textContent = label; button.disabled = false; }, 1500);
    }
    // Older browsers, and pages that do not come from the disk.
    function plainly() {
      var area = document.createElement("textarea");
      area.value = words;
      document.body.appendChild(area);
      area.select();
      if (document.execCommand("copy")) { done(); }
      document.body.removeChild(area);
      button.focus();
    }
    if (!navigator.clipboard) { return plainly(); }
    navigator.clipboard.writeText(words).then(done, plainly);
  }

  // What is printed is open; afterwards all is as it was.
  var afterwards = [];
  function print(printed) {
    printed.filter(function (report) { return !report.open; }).forEach(function (report) {
      show(report);
      afterwards.push(function () { report.open = false; });
    });
    window.print();
  }
  window.addEventListener("afterprint", function () {
    afterwards.splice(0).forEach(function (act) { act(); });
  });

  function printAlone(report) {
    document.body.classList.add("alone");
    report.classList.add("printed");
    afterwards.push(function () {
      document.body.classList.remove("alone");
      report.classList.remove("printed");
    });
    print([report]);
  }

  list.addEventListener("toggle", function (event) {
    if (event.target.parentNode === list && event.target.open) { fill(event.target); }
  }, true);
  list.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-do]");
    if (!button) { return; }
    if (button.dataset.do === "copy") { copy(button); } else { printAlone(button.closest(".report")); }
  });
  search.addEventListener("input", filter);
  state.addEventListener("change", filter);
  Array.prototype.forEach.call(heads, function (head) {
    head.addEventListener("click", function () { sort(head); });
  });
  document.getElementById("open").addEventListener("click", function () { each(true); });
  document.getElementById("close").addEventListener("click", function () { each(false); });
  document.getElementById("print").addEventListener("click", function () {
    print(reports.filter(function (report) { return !report.hidden; }));
  });
  rules.addEventListener("click", function (event) {
    var link = event.target.closest("[data-rule]");
    var button = event.target.closest("[data-state]");
    if (link) {
      event.preventDefault();
      search.value = link.dataset.rule;
    }
    if (button) {
      state.value = state.value === button.dataset.state ? "" : button.dataset.state;
    }
    filter();
  });

  function target() {
    var report = document.getElementById(location.hash.slice(1));
    if (report && report.parentNode === list) { show(report); }
  }
  window.addEventListener("hashchange", target);

  Array.prototype.forEach.call(heads, function (head) {
    if (head.dataset.key === "rank") { sort(head); }
  });
  if (reports.length === 1) { show(reports[0]); }
  target();
  filter();
})();
