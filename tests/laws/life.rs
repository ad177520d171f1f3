//! Pages as web sites and offices make them, with what is true of each: how much is read wrongly, said wrongly or missed.
//! `tests/life` makes many more of them.

mod page;
mod papers;
mod site;

use gaireport::analysis::{Analysis, Options};

use crate::laws::life::page::{Page, Plant};
use crate::laws::random::Random;
use crate::laws::reading::differing;
use crate::laws::tally::{analysis, drafts, grave, keep, shown};
use crate::strict::analyze;

/// Pages that `cargo test` makes.
const USUAL: usize = 1000;
/// Papers that are no reports.
const PAPERS: usize = 300;
/// Least share of errors and warnings that are right, in percent.
const PRECISION: usize = 98;
/// Least share of planted faults that are found, in percent.
const RECALL: usize = 97;

/// Counts over all pages.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    planted: usize,
    found: usize,
    said: Vec<String>,
    misread: Vec<String>,
}

impl Tally {
    fn add(&mut self, number: usize, page: &Page) {
        let analysis = analysis(&page.written);
        let told = |what: String| {
            let kept = keep(&format!("life-{number}.txt"), &page.written.text);
            format!("{number} {:?} {:?} ({kept}): {what}", page.dialect, page.plant)
        };
        self.misread.extend(misread(page, &analysis).map(told));
        let (mut found, mut wrong) = (false, Vec::new());
        for finding in grave(&analysis) {
            let planted = page.asks_for(finding);
            self.right += usize::from(planted);
            found |= planted;
            if !planted {
                wrong.push(shown(finding, &page.written.text));
            }
        }
        self.wrong += wrong.len();
        if page.plant.is_some() {
            self.planted += 1;
            self.found += usize::from(found);
            if !found {
                wrong.push("nothing is said of the fault".to_owned());
            }
        }
        if !wrong.is_empty() {
            self.said.push(told(wrong.join("; ")));
        }
    }

    /// What was counted, with the first pages of which something wrong was said.
    fn words(&self) -> String {
        let first = self.said.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
        format!(
            "{} right and {} wrong findings, {} of {} faults found, {} pages misread\n{first}",
            self.right,
            self.wrong,
            self.found,
            self.planted,
            self.misread.len()
        )
    }
}

/// The first thing of a page that is not read as it is written.
fn misread(page: &Page, analysis: &Analysis) -> Option<String> {
    let [report] = &analysis.reports[..] else { return Some(format!("{} reports", analysis.reports.len())) };
    if report.year != Some(page.draft.year) {
        return Some(format!("{:?} for {}", report.year, page.draft.year));
    }
    page.draft.sheets().find_map(|sheet| {
        let facts = sheet.table();
        let bound = report.table(&facts.id).filter(|bound| bound.edition.id == sheet.edition.id);
        let whole = page.is_read_whole(sheet.index);
        let Some(bound) = bound else { return whole.then(|| format!("{} is not there", facts.name)) };
        // Where the geometry is damaged a figure may be left unread; none is ever read in another place.
        differing(sheet, bound).find(|cell| whole || cell.read.is_some()).map(|cell| cell.to_string())
    })
}

fn made(number: usize) -> Page {
    Page::new(&mut Random::new(number as u64 + 20_000_000))
}

#[test]
fn pages_of_web_sites_are_read_and_judged_rightly() {
    let mut tally = Tally::default();
    (0..drafts(USUAL)).for_each(|number| tally.add(number, &made(number)));
    eprintln!("life: {}", tally.words());
    let first = tally.misread.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
    assert!(tally.misread.is_empty(), "{} pages:\n{first}", tally.misread.len());
    assert!(100 * tally.right >= PRECISION * (tally.right + tally.wrong), "{}", tally.words());
    assert!(100 * tally.found >= RECALL * tally.planted, "{}", tally.words());
}

/// Every kind of page and fault is among them, or the figures mean little.
#[test]
fn the_pages_are_of_every_kind() {
    let pages: Vec<Page> = (0..400).map(made).collect();
    for dialect in page::DIALECTS {
        assert!(pages.iter().any(|page| page.dialect == dialect), "{dialect:?}");
    }
    let plant = |wanted: Plant| pages.iter().any(|page| page.plant == Some(wanted));
    assert!(page::PLANTS.iter().all(|plant_| plant(*plant_)));
    assert!(pages.iter().filter(|page| page.plant.is_none()).count() > 100);
}

#[test]
fn nothing_is_said_of_papers_that_are_no_reports() {
    let mut said = Vec::new();
    for number in 0..PAPERS {
        let (text, kind) = papers::paper(number, &mut Random::new(number as u64 + 30_000_000));
        let analysis = analyze(&text, &Options::new(kind));
        if let Some(finding) = analysis.findings.first() {
            let kept = keep(&format!("paper-{number}.txt"), &text);
            said.push(format!("{number} ({kept}): {}", shown(finding, &text)));
        }
    }
    assert!(said.is_empty(), "{} papers:\n{}", said.len(), said[..said.len().min(12)].join("\n"));
}
