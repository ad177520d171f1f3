//! Holds what the program does against what a case wants.

use gaireport::analysis::Options;
use gaireport::edit::Applicability;
use gaireport::lint::Severity;

use crate::case::{Case, Fixed, Wanted, folder};
use crate::program::{output, program};
use crate::reading::{Reading, Said, kind, read};
use crate::strict::fix;

/// All that is wrong with a case; nothing if it holds.
pub fn complaints(case: &Case) -> Vec<String> {
    if let Some(script) = &case.run {
        return run(case, script).into_iter().collect();
    }
    let draft = case.draft.as_deref().unwrap_or_default();
    let reading = read(case, draft);
    let mut complaints = findings(case, &reading);
    complaints.extend(properties(case, &reading));
    if let Some(wanted) = &case.fix {
        let text = reading.text.as_deref().expect("only texts are fixed");
        complaints.extend(fixed(wanted, text, &Options::new(kind(draft))));
    }
    if !complaints.is_empty() {
        let grave = reading.said.iter().filter(|said| said.severity > Severity::Information).map(shown);
        complaints.push(format!("said: {}", grave.collect::<Vec<_>>().join("; ")));
    }
    complaints
}

fn shown(said: &Said) -> String {
    format!("{} {} at {}: {}", said.severity.word(), said.rule, said.range.start, said.message)
}

fn findings(case: &Case, reading: &Reading) -> Vec<String> {
    let (mut complaints, said) = (Vec::new(), &reading.said);
    let is = |wanted: &Wanted, said: &Said| wanted.is_met_by(said, reading.text.as_deref());
    for wanted in &case.must {
        let times = said.iter().filter(|said| is(wanted, said)).count();
        if times == 0 || wanted.times.is_some_and(|wanted| wanted != times) {
            complaints.push(format!("{wanted:?} is said {times} times"));
        }
    }
    let unwanted = said.iter().filter(|said| case.must_not.iter().any(|wanted| is(wanted, said)));
    complaints.extend(unwanted.map(|said| format!("must not be said: {}", shown(said))));
    let allowed = |said: &Said| case.must.iter().chain(&case.may).any(|wanted| is(wanted, said));
    let loud = said.iter().filter(|said| case.quiet && said.severity > Severity::Information && !allowed(said));
    complaints.extend(loud.map(|said| format!("is said besides: {}", shown(said))));
    complaints
}

impl Wanted {
    /// Whether a finding, which stands in a text, is the one that is described.
    fn is_met_by(&self, said: &Said, text: Option<&str>) -> bool {
        let one_of = |wanted: &Option<String>, value: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.split('|').any(|one| one == value))
        };
        let holds = |wanted: &Option<String>, value: &str| wanted.as_ref().is_none_or(|wanted| value.contains(wanted));
        let text = |range: fn(&str, &Said) -> String| range(text.unwrap_or_default(), said);
        one_of(&self.rule, &said.rule)
            && one_of(&self.cell, said.cell.as_deref().unwrap_or_default())
            && (self.expected.is_none() || self.expected == said.expected)
            && self.severity.is_none_or(|level| said.severity == level.severity())
            && self.at_least.is_none_or(|level| said.severity >= level.severity())
            && self.at_most.is_none_or(|level| said.severity <= level.severity())
            && holds(&self.message, &said.message)
            && self.fix.as_ref().is_none_or(|title| said.fixes.iter().any(|fix| fix.contains(title)))
            && holds(&self.on, &text(|text, said| text.get(said.range.clone()).unwrap_or_default().to_owned()))
            && holds(&self.line, &text(lines))
    }
}

/// The lines that a finding stands on.
fn lines(text: &str, said: &Said) -> String {
    let start = text.get(..said.range.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(said.range.end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| said.range.end + at);
    text.get(start..end).unwrap_or_default().to_owned()
}

fn properties(case: &Case, reading: &Reading) -> Vec<String> {
    let wrong = |(name, wanted): (&String, &toml::Value)| {
        let wanted = wanted.as_str().map_or_else(|| wanted.to_string(), str::to_owned);
        let read = reading.read.get(name);
        (read != Some(&wanted)).then(|| format!("{name} is {read:?}, not {wanted}"))
    };
    let unwanted = |name: &String| reading.read.get(name).map(|read| format!("{name} is {read}, not absent"));
    case.extract.iter().filter_map(wrong).chain(case.absent.iter().filter_map(unwanted)).collect()
}

fn fixed(wanted: &Fixed, text: &str, options: &Options) -> Vec<String> {
    let most = if wanted.unsafe_too { Applicability::Suggestion } else { Applicability::Safe };
    let after = fix(text, options, most);
    let missing =
        wanted.has.iter().filter(|words| !after.contains(*words)).map(|words| format!("no {words:?} when fixed"));
    let left =
        wanted.has_not.iter().filter(|words| after.contains(*words)).map(|words| format!("{words:?} when fixed"));
    let counted = wanted.count.iter().filter_map(|(words, count)| {
        let found = after.matches(words.as_str()).count();
        (found != *count).then(|| format!("{words:?} stands there {found} times when fixed, not {count}"))
    });
    let mut complaints: Vec<String> = missing.chain(left).chain(counted).collect();
    if wanted.stable && fix(&after, options, most) != after {
        complaints.push("fixing again changes it again".to_owned());
    }
    complaints
}

/// Runs the script of a case in a folder with its files.
fn run(case: &Case, script: &str) -> Option<String> {
    let temporary = tempfile::tempdir().expect("there is room for a folder");
    for name in case.inputs() {
        let content = std::fs::read(folder().join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        std::fs::write(temporary.path().join(&name), content).expect("a file can be copied");
    }
    let mut command = std::process::Command::new("bash");
    command.arg(script).arg(program().get_program()).current_dir(&temporary);
    let ran = output(command.env("LC_ALL", "C.UTF-8"));
    let said = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
    (!ran.status.success()).then(|| format!("{script} ends with {}: {said}", ran.status))
}

#[test]
fn a_case_that_does_not_hold_is_complained_of() {
    let of = |rest: &str| {
        let list = format!(
            "[[case]]\nname = 'a'\nkind = 'b'\nwhy = 'c.'\ndraft = 'tabs.txt'\nchange = [['规章\t0', '规章\t?']]\n{rest}"
        );
        complaints(&crate::case::parsed(&list).expect("the case can be read")[0]).len()
    };
    let not_a_number = "rule = 'not-a-number'";
    for holding in [
        "must = [{ rule = 'not-a-number|typo', line = '规章', on = '?', at_least = 'warning', times = 1 }]",
        "must_not = [{ rule = 'not-a-number', line = '行政许可' }, { rule = 'typo' }]",
        "quiet = true\nmay = [{}]\nmust_not = [{ rule = 'typo' }]",
        "extract = { year = 2024, report = true, 'requests.new.total' = '5' }\nabsent = ['disclosure.regulations.issued']",
        "fix = { has = ['规章'], has_not = ['规则'], count = { '规章' = 1 }, stable = true }",
    ] {
        assert_eq!(of(holding), 0, "{holding}");
    }
    for wrong in [
        format!("must = [{{ {not_a_number}, line = '行政许可' }}]"),
        format!("must = [{{ {not_a_number}, on = '0' }}]"),
        format!("must = [{{ {not_a_number}, times = 2 }}]"),
        format!("must = [{{ {not_a_number}, severity = 'info' }}]"),
        format!("must = [{{ {not_a_number}, at_most = 'info' }}]"),
        format!("must = [{{ {not_a_number}, cell = 'requests.new.total' }}]"),
        format!("must = [{{ {not_a_number}, expected = '7' }}]"),
        format!("must = [{{ {not_a_number}, message = '没有标题' }}]"),
        format!("must = [{{ {not_a_number}, fix = '没有标题' }}]"),
        format!("must_not = [{{ {not_a_number} }}]"),
        "quiet = true".to_owned(),
        "extract = { year = 2023 }".to_owned(),
        "extract = { 'disclosure.regulations.issued' = '0' }".to_owned(),
        "absent = ['requests.new.total']".to_owned(),
        "fix = { has = ['规则'] }".to_owned(),
        "fix = { has_not = ['规章'] }".to_owned(),
        "fix = { count = { '规章' = 2 } }".to_owned(),
    ] {
        assert!(of(&wrong) > 0, "{wrong}");
    }
}
