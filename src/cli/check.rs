//! `--check`: findings of every file, and their fixes where asked.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use gaireport::analysis::{Analysis, analyze};
use gaireport::render::keyed::Keyed;

use super::arguments::{Arguments, Fixing, Format};
use super::baseline::{self, Baseline};
use super::between::Between;
use super::copies::Copies;
use super::escape::{log_lines, visible_lines, visible_path};
use super::files::{Files, RootKind};
use super::fixed::final_text;
use super::messages::{self, pick};
use super::output::{Output, note};
use super::render::letters::Letters;
use super::render::text::{Painter, Written, summary};
use super::render::{self, Draft, Failure, MISSING, Renderer, Units, diff};
use super::sweep::{Frame, Opened, Outcome, Sweep};
use super::tally::Tally;
use crate::drafts::problem::Problem;
use crate::drafts::roster::read_roster;
use crate::drafts::source::{Source, source};
use crate::drafts::writing::replace;

/// Output for one file.
enum Rendering {
    /// Findings for people.
    Text(Painter),
    /// Letters to the units, written last.
    Letters(Letters),
    /// Findings for machines, or a page.
    Whole(Box<dyn render::Renderer>),
    /// Diff of the fixes; escaped if it goes to a terminal or the log of a build server.
    Diff { escaped: bool },
    /// The fixed text of standard input.
    Filter,
}

/// Inputs of a file's check besides its own settings.
#[derive(Clone, Copy)]
struct Known<'k> {
    fixing: Fixing,
    baseline: Option<&'k Baseline>,
    between: Option<&'k Between>,
    copies: Option<&'k Copies>,
}

/// Checks all files and prints what was found, in them and between them.
pub fn run(
    sweep: &Sweep,
    format: Format,
    fixing: Fixing,
    between: Option<&Between>,
    output: &mut Output,
) -> anyhow::Result<ExitCode> {
    let Sweep { arguments, files, .. } = *sweep;
    let rendering = rendering(arguments, files, format, fixing, output)?;
    let baseline = arguments.baseline.as_deref().map(|path| Baseline::load(path, arguments.speech)).transpose();
    let baseline = baseline.map_err(|sentence| anyhow!(sentence))?;
    let failed = |path: &str, sentence: &str| rendering.failure(Failure { path, sentence });
    output.write_all(rendering.head().as_bytes())?;
    let copies = Copies::plan(arguments, files)?;
    let known = Known { fixing, baseline: baseline.as_ref(), between, copies: copies.as_ref() };
    let work = |opened: &Opened| one(opened, known, &rendering);
    let units = between.map(|between| &between.units[..]);
    let last = rendering.missing(units.unwrap_or_default());
    let mut tally = sweep.run(output, Frame { last: &last, ..rendering.frame() }, work, failed)?;
    units.unwrap_or_default().iter().for_each(|units| tally.count(MISSING, units.severity, units.missing.len()));
    rendering.finish(arguments, &tally, units, output)?;
    rendering.write_letters(arguments)?;
    if let Some(copies) = copies.filter(|_| !arguments.quiet) {
        copies.tell(arguments.speech);
    }
    if arguments.new_baseline.is_some() {
        note(&messages::baseline_written(&output.name(), tally.severities.iter().sum(), arguments.speech));
        return Ok(ExitCode::from(tally.exit_code(None)));
    }
    Ok(ExitCode::from(tally.exit_code(arguments.fail_on)))
}

fn rendering(
    arguments: &Arguments,
    files: &Files,
    format: Format,
    fixing: Fixing,
    output: &Output,
) -> anyhow::Result<Rendering> {
    let filters = matches!(fixing, Fixing::Write(_)) && files.roots.iter().any(|root| root.kind == RootKind::Standard);
    if filters && (files.roots.len() > 1 || format != Format::Text) {
        let words = "--fix 对标准输入直接输出改后的文本，不能与其他文件或 --format 同用";
        anyhow::bail!(
            "{}",
            pick(
                arguments.speech,
                words,
                "--fix prints the fixed text of standard input; no other file or --format goes with it"
            )
        );
    }
    let whole = match &arguments.new_baseline {
        Some(path) => Some(Box::new(baseline::Writer::new(path)) as Box<dyn render::Renderer>),
        None if arguments.sketch => Some(Box::new(keyed(arguments)?) as Box<dyn render::Renderer>),
        None => render::renderer(format, arguments),
    };
    Ok(match (fixing, whole) {
        _ if filters => Rendering::Filter,
        (Fixing::Diff(_), _) => Rendering::Diff { escaped: output.is_terminal() || output.is_log() },
        (_, Some(whole)) => Rendering::Whole(whole),
        (_, None) if format == Format::Letters => Rendering::Letters(Letters::default()),
        (_, None) if coloured(arguments, output) => Rendering::Text(Painter::coloured()),
        (_, None) => Rendering::Text(Painter::plain()),
    })
}

/// The form that many machines share; it names units as the roster of the call does.
fn keyed(arguments: &Arguments) -> anyhow::Result<Keyed> {
    let read = |path: &PathBuf| {
        let named = |problem: Problem| anyhow!("{}: {}", visible_path(path), problem.words(arguments.speech));
        read_roster(path).map(|(roster, _)| roster).map_err(named)
    };
    Ok(Keyed::new(arguments.roster.as_ref().map(read).transpose()?))
}

fn coloured(arguments: &Arguments, output: &Output) -> bool {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let plain = || variable("NO_COLOR").is_some() || variable("TERM").is_some_and(|term| term == "dumb");
    arguments.color.unwrap_or_else(|| output.is_terminal() && !plain())
}

/// Checks one file: what is found is what remains after fixing.
fn one(opened: &Opened, known: Known, rendering: &Rendering) -> Result<Outcome, Problem> {
    let source = source(opened.bytes)?;
    let options = source.options(&opened.scope.options);
    let before: &str = &source.text;
    let after = final_text(&source, &options, known.fixing);
    let changed = (*after != *before).then_some(&*after);
    if let (Some(after), Fixing::Write(_), RootKind::File | RootKind::Folder) = (changed, known.fixing, opened.root) {
        replace(opened.path, opened.bytes, &source.encode(after, opened.bytes)?)?;
    }
    let text = changed.unwrap_or(before);
    let mut analysis = analyze(text, &options);
    if let Some(between) = known.between {
        analysis.findings.extend(between.of(opened.shown, text));
        analysis.findings.sort_by_key(|finding| finding.span);
    }
    if let Some(rule) = failed_rule(&analysis) {
        return Err(Problem::Internal(rule));
    }
    if let Some(baseline) = known.baseline {
        let fresh = baseline.fresh(&draft(opened, &source, text, &analysis));
        baseline::retain(&mut analysis, &fresh);
    }
    let draft = draft(opened, &source, text, &analysis);
    if let Some(copies) = known.copies {
        copies.write(opened, &draft, &options)?;
    }
    let tally = Tally { changed: usize::from(changed.is_some()), ..Tally::of(&analysis) };
    Ok(Outcome { bytes: rendering.bytes(opened, &source, &draft)?, tally })
}

fn draft<'a>(opened: &'a Opened, source: &Source, text: &'a str, analysis: &'a Analysis) -> Draft<'a> {
    Draft {
        path: opened.shown,
        text,
        origin: source.origin,
        kind: source.kind(opened.kind),
        analysis,
        language: opened.scope.language,
    }
}

/// The rule that failed in the analysis: what the others found is not all there is to find.
fn failed_rule(analysis: &Analysis) -> Option<String> {
    let failure = analysis.findings.iter().find(|finding| finding.rule.id == "internal-error")?;
    failure.message.arguments.first().map(|(_, rule)| rule.clone())
}

impl Rendering {
    fn head(&self) -> Cow<'static, str> {
        match self {
            Rendering::Whole(whole) => whole.head(),
            _ => Cow::Borrowed(""),
        }
    }

    fn frame(&self) -> Frame<'static> {
        match self {
            Rendering::Whole(whole) => Frame { between: whole.between(), ..Frame::default() },
            _ => Frame::default(),
        }
    }

    fn bytes(&self, opened: &Opened, source: &Source, draft: &Draft) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        match self {
            Rendering::Text(painter) => painter.draft(draft, &mut bytes),
            Rendering::Whole(whole) => whole.draft(draft, &mut bytes),
            Rendering::Letters(letters) => letters.draft(draft, &mut bytes),
            Rendering::Diff { escaped } => {
                let diff = diff::unified(&visible_path(opened.path), &source.text, draft.text);
                let shown = if *escaped { visible_lines(&diff) } else { diff.as_str().into() };
                bytes.extend_from_slice(if *escaped { log_lines(&shown) } else { shown.as_ref().into() }.as_bytes());
            }
            Rendering::Filter => bytes = source.encode(draft.text, opened.bytes)?,
        }
        Ok(bytes)
    }

    fn failure(&self, failure: Failure) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Rendering::Whole(whole) => whole.failure(failure, &mut bytes),
            Rendering::Letters(letters) => letters.failure(failure, &mut bytes),
            _ => {}
        }
        bytes
    }

    /// Units without a report.
    fn missing(&self, units: &[Units]) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Rendering::Text(painter) => painter.missing(units, &mut bytes),
            Rendering::Letters(letters) => letters.missing(units, &mut bytes),
            Rendering::Whole(whole) if units.iter().any(|units| !units.missing.is_empty()) => {
                whole.missing(units, &mut bytes);
            }
            _ => {}
        }
        bytes
    }

    /// Writes the letters, all of which are known now.
    fn write_letters(&self, arguments: &Arguments) -> anyhow::Result<()> {
        let (Rendering::Letters(letters), Some(folder)) = (self, &arguments.letters) else { return Ok(()) };
        let count = letters.write(folder, arguments.speech)?;
        if !arguments.quiet {
            note(&messages::letters_written(&visible_path(folder), count, arguments.speech));
        }
        Ok(())
    }

    /// Prints what comes after all files.
    fn finish(
        &self,
        arguments: &Arguments,
        tally: &Tally,
        units: Option<&[Units]>,
        output: &mut Output,
    ) -> io::Result<()> {
        let mut lines = Vec::new();
        if arguments.statistics {
            lines.extend(tally.statistics().iter().map(|(count, rule)| format!("{count:6} {rule}")));
        }
        if let Rendering::Whole(whole) = self {
            let mut bytes = Vec::new();
            whole.tail(tally, units, &mut bytes);
            output.write_all(&bytes)?;
        } else if !arguments.quiet {
            let written = if matches!(self, Rendering::Diff { .. }) { Written::Nothing } else { Written::Files };
            lines.push(summary(tally, written, arguments.speech));
        }
        for line in lines {
            match self {
                Rendering::Text(_) | Rendering::Letters(_) => writeln!(output, "{line}")?,
                _ => note(&line),
            }
        }
        output.flush()
    }
}
