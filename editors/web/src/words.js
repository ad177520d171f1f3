// Words of the page, Chinese first. Those of findings are the engine's.

const WORDS = {
  title: ["政府信息公开工作年度报告检查", "Checks of annual reports on government information disclosure"],
  promise: ["文件只在本机检查，不上传，不联网", "Files are checked on this machine and never leave it"],
  other: ["English", "中文"],
  drop: ["将年报文件或文件夹拖到此处", "Drop reports or a folder here"],
  forms: ["Word、WPS、PDF、OFD、网页、文本均可", "Word, WPS, PDF, OFD, web pages and text"],
  files: ["选择文件", "Choose files"],
  folder: ["选择文件夹", "Choose a folder"],
  paste: ["粘贴文字", "Paste text"],
  previous: ["上年年报", "Last year’s reports"],
  roster: ["单位名册", "Roster"],
  rollUp: ["汇总核对", "Check sums"],
  overlap: ["查内容雷同", "Find copied text"],
  clear: ["全部清除", "Clear all"],
  more: ["与其他文件对照", "Compare with other files"],
  moreHelp: ["有上年年报，核对年度衔接；有名册，检查缺报、重复报送", "Last year’s reports: figures that go on. A roster: who has not reported"],
  guide: ["怎样使用", "How to use it"],
  guide1: ["拖入或选择年报，一份、多份、整个文件夹都可以；也可粘贴文字，随改随查。", "Drop or choose reports: one, several, or a whole folder; or paste text and see it checked as you type."],
  guide2: ["每份年报先列问题，后画三张表，错的格子标出颜色。", "For each report the findings come first, then its three tables with the wrong cells marked."],
  guide3: ["可以复制退改意见，保存带批注的 Word 文件和修正格式后的文件，导出数据表，打印。", "Copy the findings, save a Word file with comments or the draft with its form fixed, save the figures, print."],
  pastedTitle: ["粘贴的文字", "Pasted text"],
  pastedHelp: ["在此粘贴或修改年报全文，随改随查", "Paste or edit a report here; it is checked as you type"],
  pastedFile: ["粘贴的文字.txt", "pasted.txt"],
  pastedEmpty: ["粘贴后，此处列出发现的问题", "What is found is listed here"],
  pastedNoReport: ["不是政府信息公开工作年度报告，或标题不完整", "Not an annual report on government information disclosure, or its title is incomplete"],
  pastedGood: ["未发现问题", "Nothing found"],
  saveText: ["保存文字", "Save text"],
  fixPasted: ["修正格式", "Fix what concerns form"],
  search: ["查找", "Search"],
  state: ["状态", "State"],
  all: ["全部", "All"],
  failed: ["未能检查", "not checked"],
  wrong: ["有错误", "errors"],
  doubtful: ["需核对", "to be looked at"],
  good: ["无问题", "nothing found"],
  noReport: ["不是年报", "no report"],
  missing: ["缺报", "not handed in"],
  waiting: ["待检查", "waiting"],
  organ: ["单位", "Organ"], year: ["年度", "Year"], errors: ["错误", "Errors"], warnings: ["警告", "Warnings"],
  infos: ["提示", "Info"], path: ["文件", "File"],
  open: ["全部展开", "Open all"], close: ["全部收起", "Close all"],
  print: ["打印", "Print"],
  savePage: ["保存检查结果", "Save findings"],
  saveFigures: ["导出数据表", "Save figures"],
  pageName: ["检查结果.html", "findings.html"],
  figuresName: ["年报数据.csv", "figures.csv"],
  copy: ["复制退改意见", "Copy findings"],
  copied: ["已复制", "Copied"],
  printOne: ["打印本单位", "Print this one"],
  fixSafe: ["保存修正格式后的文件", "Save with form fixed"],
  fixAll: ["保存按建议修改后的文件", "Save with all suggestions"],
  annotate: ["保存批注稿（Word）", "Save with comments (Word)"],
  annotateTracked: ["保存批注和修订稿（Word）", "Save with comments and tracked changes (Word)"],
  noFix: ["没有可自动修改之处", "Nothing that can be fixed"],
  remove: ["移除", "Remove"],
  legend: ["表中：", "In tables:"],
  legendE: ["有误", "wrong"], legendS: ["几处之一有误", "one of several is wrong"], legendW: ["需核对", "to be looked at"],
  legendM: ["草稿没有数字", "no figure in the draft"],
  loading: ["正在准备…", "Getting ready…"],
  ready: ["可以开始检查", "Ready"],
  working: ["正在检查 {done}/{all}", "Checking {done} of {all}"],
  between: ["正在对照各份年报…", "Comparing the reports…"],
  done: ["已检查 {all} 个文件", "{all} files checked"],
  count: ["{shown} / {all}", "{shown} / {all}"],
  passed: ["另有 {n} 个文件不是文稿，未检查：{first}", "{n} more files are no drafts and were passed over: {first}"],
  noDrafts: ["没有找到可检查的文稿", "No draft found"],
  unread: ["无法读取文件", "The file cannot be read"],
  internal: ["程序内部错误（internal-error），未能检查此文件，其他文件不受影响", "internal-error: this file could not be checked; others are not affected"],
  internalOther: ["程序内部错误（internal-error），请重试", "internal-error: please try again"],
  old: ["浏览器版本过低，请使用 Chrome 或 Edge 97、Firefox 115、Safari 16.4 以上版本", "This browser is too old: Chrome or Edge 97, Firefox 115, Safari 16.4 or later is needed"],
  previousSet: ["上年年报 {n} 份", "{n} of last year’s reports"],
  rosterSet: ["名册 {n} 个单位", "roster of {n} units"],
  broken: ["{path}：{why}", "{path}: {why}"],
  line: ["第 {n} 行", "line {n}"],
  letter: ["{organ}{year}年政府信息公开工作年度报告需修改如下：", "{organ} {year}: to be corrected"],
  listName: ["检查结果", "Findings"],
};

let speech = /^en\b/i.test(navigator.language || "") ? 1 : 0;

function say(id, values = {}) {
  return WORDS[id][speech].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Puts the words of the language into the page.
function speak() {
  document.documentElement.lang = speech ? "en" : "zh-CN";
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-say]")) { element.textContent = say(element.dataset.say); }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
  for (const element of document.querySelectorAll("[data-hint]")) { element.placeholder = say(element.dataset.hint); }
}
