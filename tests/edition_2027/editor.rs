//! What editors show and offer in the copy.

use gaireport::analysis::{Analysis, Options};
use gaireport::dialect::{Form, Kind};
use gaireport::ide::Snapshot;
use gaireport::ide::actions::{ActionKind, actions};
use gaireport::ide::completion::complete;
use gaireport::ide::figures::figures;
use gaireport::ide::hover::hover;
use gaireport::language::Language;
use gaireport::text::Span;

use super::drafts::{new, old, report};
use super::notice::{COLUMN, ID, NUMBER, RESULT, ROW, SECTION};
use crate::strict::analyze;

/// A draft with what was found in it.
struct Desk {
    source: String,
    options: Options,
    analysis: Analysis,
}

impl Desk {
    fn new(source: String) -> Desk {
        let options = Options::new(Kind::Text);
        let analysis = analyze(&source, &options);
        Desk { source, options, analysis }
    }

    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { source: &self.source, options: &self.options, analysis: &self.analysis, language: Language::Chinese }
    }

    /// Where words stand first.
    fn find(&self, words: &str) -> usize {
        self.source.find(words).unwrap_or_else(|| panic!("{words} in\n{}", self.source))
    }

    /// What is shown beside words.
    fn hover(&self, words: &str) -> String {
        let shown = hover(&self.snapshot(), self.find(words) + 1);
        shown.unwrap_or_else(|| panic!("nothing beside {words}")).markdown
    }
}

pub fn hovers() {
    let desk = Desk::new(report(2027, new(), Form::Tabs, &[]));
    let column = desk.hover(COLUMN.1);
    assert!(column.contains("新闻媒体提出的申请") && column.contains("＋（七）转由其他机关办理"), "{column}");
    assert!(desk.hover(ROW.1).contains("因涉及商业秘密而不予公开的申请"));
    assert!(desk.hover(RESULT.1).contains("转由其他机关办理的申请"));
    assert!(desk.hover(SECTION).contains("怎样改进"));
    assert!(desk.hover("清河镇").contains(NUMBER));
    assert!(desk.hover(NUMBER).contains("# 国办公开办函〔2026〕18号"), "the page of the notice");
    // The first figure of the new row.
    let row = desk.find(ROW.1) + ROW.1.len();
    let cell = hover(&desk.snapshot(), row + 1).unwrap().markdown;
    assert!(cell.contains("总计＝自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋新闻媒体＋其他"), "{cell}");
    let drawn = figures(&desk.snapshot(), |span| (span.start, span.end));
    let drawn = serde_json::to_value(&drawn).unwrap().to_string();
    assert!(drawn.contains("requests.denied.trade_secret.media"), "the view beside the text");
}

pub fn completions() {
    let whole = report(2027, new(), Form::Tabs, &[]);
    let line = whole.lines().find(|line| line.contains(ROW.1)).unwrap();
    let labels = |text: &str, offset: usize| -> Vec<String> {
        let desk = Desk::new(text.to_owned());
        complete(&desk.snapshot(), offset).items.into_iter().map(|item| item.label).collect()
    };
    let at = whole.find(line).unwrap();
    assert!(labels(&whole.replace(line, "\t\t"), at + 2).contains(&ROW.1.to_owned()));
    let heading = whole.find(&format!("五、{SECTION}")).unwrap();
    let body = heading + whole[heading..].find("六、").unwrap();
    let lacking = format!("{}\n\n{}", &whole[..heading], &whole[body..]);
    assert!(labels(&lacking, heading).contains(&format!("五、{SECTION}")));
}

/// A table of an older edition is drawn anew in that of the report, or else of the newest.
pub fn upgrades() {
    for (year, edition) in [(2026, old()), (2027, old())] {
        let desk = Desk::new(report(year, edition, Form::Tabs, &[]));
        let at = desk.find("一、本年新收");
        let offered = actions(&desk.snapshot(), Span::new(at, at));
        let titles: Vec<&str> = offered
            .iter()
            .filter(|action| action.kind == ActionKind::Upgrade)
            .map(|action| action.title.as_str())
            .collect();
        let [title] = titles[..] else { panic!("{year}: {titles:?}") };
        assert!(title.contains(&ID.to_string()), "{year}: {title}");
    }
}
