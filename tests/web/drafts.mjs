// Drafts in the forms that people have: published reports, the same with faults, and what is no report.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { iconv, project, run, temporary } from "./browser.mjs";

const REPORTS = path.join(project, "tests/reports");
const FORMATS = path.join(project, "tests/formats");

export const report = (name) => readFileSync(path.join(REPORTS, name), "utf8");
export const names = readdirSync(REPORTS).filter((name) => name.endsWith(".txt")).sort();

// The first figure of the second table, changed: sums that do not hold.
export const faulty = (text) => text.replace(/(本年新收[^\d]*)(\d+)/, (_, label, figure) => label + (Number(figure) + 17));

// A folder with all of them, in folders of its own; gives where it lies.
export function folder() {
  const root = temporary(), at = (...parts) => path.join(root, "年报", ...parts);
  for (const below of ["一", "二", "三"]) { mkdirSync(at(below), { recursive: true }); }
  for (const name of names) {
    copyFileSync(path.join(REPORTS, name), at("一", name));
    writeFileSync(at("二", "有误" + name), faulty(report(name)));
    writeFileSync(at("二", "国标" + name), iconv(report(name)));
    for (const form of ["html", "md"]) {
      writeFileSync(at("二", `${path.parse(name).name}.${form}`), run(root, "--convert", at("一", name), "--to", form));
    }
  }
  for (const name of readdirSync(FORMATS).filter((name) => /^(r00|numbered)/.test(name))) {
    copyFileSync(path.join(FORMATS, name), at("三", name));
  }
  writeFileSync(at("三", "损坏.docx"), "PK\u0003\u0004 not a package");
  writeFileSync(at("三", "说明.txt"), "这不是年报\n");
  writeFileSync(at("三", "空白.md"), "");
  writeFileSync(at("三", "'甲'&lt;乙&.md"), HOSTILE);
  return root;
}

// A name that is markup. Browsers leave out such a file of a folder, for Windows has none.
export const MARKUP = "<img src=x onerror=alert(1)>.md";
export const HOSTILE = "# <img src=x onerror=alert(1)>清河镇人民政府2022年政府信息公开工作年度报告\n\n一、总体情况\n";
