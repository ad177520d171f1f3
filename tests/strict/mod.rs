//! The analysis as tests call it: where a rule fails, the test does.

mod panics;

use gaireport::analysis::{self, Analysis, Options};
use gaireport::compose::Target;
use gaireport::edit::Applicability;
use gaireport::fixing;

use panics::strictly;

pub fn analyze(source: &str, options: &Options) -> Analysis {
    strictly(|| analysis::analyze(source, options))
}

pub fn convert(source: &str, options: &Options, target: Target) -> String {
    strictly(|| analysis::convert(source, options, target))
}

pub fn fix(source: &str, options: &Options, most: Applicability) -> String {
    strictly(|| fixing::fix(source, options, most))
}

#[test]
fn a_panic_that_is_caught_fails_the_test() {
    let caught = || drop(std::panic::catch_unwind(|| panic!("on purpose")));
    assert!(std::panic::catch_unwind(|| strictly(caught)).is_err());
    assert_eq!(strictly(|| "done"), "done", "the panic before is forgotten");
}

#[test]
fn work_that_goes_well_is_not_touched() {
    let (text, options) =
        ("清河镇人民政府2022年政府信息公开工作年度报告\n", Options::new(gaireport::dialect::Kind::Text));
    let said = |analysis: Analysis| format!("{:?}", analysis.findings);
    assert_eq!(said(analyze(text, &options)), said(analysis::analyze(text, &options)));
    assert_eq!(fix(text, &options, Applicability::Safe), fixing::fix(text, &options, Applicability::Safe));
    assert_eq!(convert(text, &options, Target::Html), analysis::convert(text, &options, Target::Html));
}
