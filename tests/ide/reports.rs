//! Every feature at every offset of the five real reports and of a report in every form: no panic, and spans that fit.

use gaireport::compose::Target;
use gaireport::dialect::{Form, Kind};
use gaireport::ide::actions::{Change, actions, resolve};
use gaireport::ide::completion::complete;
use gaireport::ide::figures::figures;
use gaireport::ide::folding::folds;
use gaireport::ide::formatting::{format, format_typed};
use gaireport::ide::hints::hints;
use gaireport::ide::hover::hover;
use gaireport::ide::lenses::lenses;
use gaireport::ide::links::links;
use gaireport::ide::navigation::{definition, highlights, references};
use gaireport::ide::selection::selection;
use gaireport::ide::symbols::{Symbol, symbols, workspace_symbols};
use gaireport::text::Span;

use crate::desk::{Desk, FORMS, real, report};
use crate::strict::convert;

/// A span that cuts no character and lies in the text.
fn fits(desk: &Desk, span: Span) {
    assert!(desk.source.get(span.range()).is_some(), "{span:?}");
}

fn at_offset(desk: &Desk, offset: usize) {
    let snapshot = desk.snapshot();
    if let Some(hover) = hover(&snapshot, offset) {
        fits(desk, hover.span);
        assert!(!hover.markdown.is_empty());
    }
    highlights(&snapshot, offset).iter().for_each(|light| fits(desk, light.span));
    for found in [definition(&snapshot, offset), references(&snapshot, offset)].into_iter().flatten() {
        fits(desk, found.origin);
        assert!(!found.targets.is_empty());
        found.targets.iter().for_each(|target| fits(desk, *target));
    }
    let spans = selection(&snapshot, offset);
    assert_eq!(spans.last(), Some(&Span::new(0, desk.source.len())).filter(|_| offset <= desk.source.len()));
    assert!(spans.windows(2).all(|pair| pair[1].contains(pair[0]) && pair[0] != pair[1]), "{spans:?}");
    for item in complete(&snapshot, offset).items {
        fits(desk, item.edit.span);
        assert_eq!(item.edit.span.end as usize, offset);
        assert!(!item.filter.is_empty() && !item.label.is_empty());
    }
    format_typed(&snapshot, offset, '|').iter().for_each(|edit| fits(desk, edit.span));
}

fn actions_at(desk: &Desk, span: Span) {
    for action in actions(&desk.snapshot(), span) {
        assert!(!action.title.is_empty());
        if let Change::Edits(edits) = &action.change {
            assert!(!edits.is_empty(), "{}", action.title);
            desk.after(edits);
        }
    }
}

fn nested(symbols: &[Symbol], desk: &Desk) {
    for symbol in symbols {
        fits(desk, symbol.span);
        assert!(!symbol.name.is_empty());
        assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
        nested(&symbol.children, desk);
    }
}

fn whole(desk: &Desk) {
    let snapshot = desk.snapshot();
    let all = Span::new(0, desk.source.len());
    nested(&symbols(&snapshot), desk);
    assert!(workspace_symbols(&snapshot, "").len() >= 7);
    folds(&snapshot).iter().for_each(|fold| fits(desk, fold.span));
    lenses(&snapshot).iter().for_each(|lens| fits(desk, lens.span));
    links(&snapshot).iter().for_each(|link| fits(desk, link.span));
    hints(&snapshot, all).iter().for_each(|hint| fits(desk, Span { start: hint.offset, end: hint.offset }));
    format(&snapshot).iter().for_each(|edit| fits(desk, edit.span));
    let drawn = figures(&snapshot, |span| {
        fits(desk, span);
        span
    });
    assert_eq!(drawn.reports.len(), 1);
    actions_at(desk, all);
    for action in actions(&snapshot, all) {
        if let Change::Deferred(deferred) = action.change {
            desk.after(&resolve(&snapshot, deferred));
        }
    }
}

#[test]
fn every_feature_takes_every_offset_of_the_real_reports() {
    std::thread::scope(|scope| {
        for (_, desk) in real() {
            scope.spawn(move || {
                whole(&desk);
                for offset in 0..desk.source.len() + 3 {
                    at_offset(&desk, offset);
                    if offset % 11 == 0 {
                        actions_at(&desk, Span::new(offset, offset));
                    }
                }
            });
        }
    });
}

#[test]
fn every_feature_takes_every_offset_of_a_report_in_every_form() {
    for (form, kind) in FORMS {
        let desk = Desk::new(kind, &report(form, &[("new", "total", "17"), ("handled", "total", "")]));
        whole(&desk);
        for offset in (0..desk.source.len()).step_by(5) {
            at_offset(&desk, offset);
        }
    }
}

#[test]
fn every_feature_takes_every_offset_of_a_page() {
    let text = Desk::new(Kind::Text, &report(Form::Tabs, &[("new", "total", "17"), ("handled", "total", "")]));
    let page = convert(&text.source, &text.options, Target::Html).replace("予以公开", "予以&nbsp;<b>公开</b>");
    let desk = Desk::new(Kind::Html, &page);
    assert_eq!(desk.analysis.reports[0].tables.len(), 3);
    whole(&desk);
    (0..desk.source.len()).step_by(3).for_each(|offset| at_offset(&desk, offset));
    (0..desk.source.len()).step_by(29).for_each(|offset| actions_at(&desk, Span::new(offset, offset)));
}

#[test]
fn every_feature_takes_several_reports_in_one_text() {
    let first = report(Form::Tabs, &[("new", "total", "17")]);
    let second =
        report(Form::Markdown, &[("handled", "business", "")]).replace("某某县", "某某市").replace("本县", "本市");
    let desk = Desk::new(Kind::Markdown, &format!("{first}\n{second}"));
    assert_eq!(desk.analysis.reports.len(), 2);
    let snapshot = desk.snapshot();
    let drawn = figures(&snapshot, |span| span);
    let rules = |index: usize| drawn.reports[index].findings.iter().map(|finding| finding.rule).collect::<Vec<_>>();
    assert_eq!((rules(0), rules(1)), (vec!["row-sum-mismatch"], vec!["empty-cell"]));
    assert_eq!(symbols(&snapshot).len(), 2);
    assert_eq!(hints(&snapshot, Span::new(0, desk.source.len())).len(), 2);
    for offset in (0..desk.source.len()).step_by(7) {
        at_offset(&desk, offset);
    }
}

#[test]
fn a_text_that_is_no_report_gets_nothing() {
    for (kind, text) in
        [(Kind::Markdown, "# 会议纪要\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"), (Kind::Text, ""), (Kind::Html, "<p>")]
    {
        let desk = Desk::new(kind, text);
        let snapshot = desk.snapshot();
        for offset in 0..=text.len() {
            assert!(hover(&snapshot, offset).is_none());
            assert!(highlights(&snapshot, offset).is_empty());
            assert!(actions(&snapshot, Span::new(offset, offset)).is_empty());
            assert!(text.is_empty() || kind == Kind::Html || complete(&snapshot, offset).items.is_empty());
        }
        assert!(symbols(&snapshot).is_empty() && lenses(&snapshot).is_empty() && folds(&snapshot).is_empty());
        assert!(links(&snapshot).is_empty() && hints(&snapshot, Span::new(0, text.len())).is_empty());
        assert!(figures(&snapshot, |span| span).reports.is_empty());
    }
}
