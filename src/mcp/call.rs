//! One call: a run of this program's command line, with limits of time and size.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use gaireport::language::Language;
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

use super::request::Problem;

/// Longest run.
const LIMIT: Duration = Duration::from_secs(60);
/// Longest output that is read, in bytes.
const LONGEST_OUTPUT: u64 = 64 * 1024 * 1024;
/// Longest answer to an agent, in bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;
/// Longest error output that is handed on, in bytes.
const LONGEST_NOTE: u64 = 16 * 1024;

/// A command line, and the text that it reads.
pub struct Call {
    options: Vec<OsString>,
    paths: Vec<PathBuf>,
    input: Option<String>,
}

/// Output of a run.
pub struct Outcome {
    output: String,
    notes: String,
    refused: bool,
}

impl Call {
    /// Begins with these options.
    pub fn of(options: &[&str]) -> Call {
        Call { options: options.iter().map(OsString::from).collect(), paths: Vec::new(), input: None }
    }

    /// Adds an option without a value.
    pub fn flag(&mut self, name: &str) {
        self.options.push(name.into());
    }

    /// Adds an option with its value, in one word: a value never counts as an option.
    pub fn option(&mut self, name: &str, value: impl Into<OsString>) {
        let mut word = OsString::from(format!("{name}="));
        word.push(value.into());
        self.options.push(word);
    }

    /// Adds a path.
    pub fn path(&mut self, path: PathBuf) {
        self.paths.push(path);
    }

    /// Has the command line read this text.
    pub fn read(&mut self, text: &str) {
        self.input = Some(text.to_owned());
    }

    /// Runs the command line in a folder. The error is a sentence for the agent.
    pub async fn run(self, folder: &Path, speech: Language) -> Result<Outcome, String> {
        let child = self.start(folder, speech).map_err(|error| error.to_string())?;
        let run = tokio::time::timeout(LIMIT, finish(child, self.input));
        let outcome = run.await.map_err(|_| Problem::Slow(LIMIT.as_secs()).words(speech))?;
        outcome.map_err(|error| error.to_string())?.ok_or_else(|| Problem::Long.words(speech))
    }

    fn start(&self, folder: &Path, speech: Language) -> std::io::Result<Child> {
        Command::new(std::env::current_exe()?)
            .args(&self.options)
            .args(["--color=never", speech.pick(|| "--lang=zh-CN", || "--lang=en")])
            .args(self.input.iter().map(|_| "-"))
            .arg("--")
            .args(&self.paths)
            .current_dir(folder)
            .stdin(if self.input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Writes the input, reads what comes, and waits for the end; `None` if too much comes.
async fn finish(mut child: Child, input: Option<String>) -> std::io::Result<Option<Outcome>> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let write = async {
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            // A process that does not read on says why by itself.
            let _ = stdin.write_all(input.as_bytes()).await;
        }
    };
    let ((), output, notes) = tokio::join!(write, read(stdout, LONGEST_OUTPUT), read(stderr, LONGEST_NOTE));
    let (Some(output), Some(notes)) = (output?, notes?.or_else(|| Some(String::new()))) else { return Ok(None) };
    let refused = child.wait().await?.code().is_none_or(|code| code > 1);
    Ok(Some(Outcome { output, notes, refused }))
}

/// Reads a stream to its end; `None` if it is longer than `most` bytes.
async fn read(stream: Option<impl AsyncRead + Unpin>, most: u64) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        let mut stream = stream.take(most + 1);
        stream.read_to_end(&mut bytes).await?;
        // A process that is not read to its end would wait for ever.
        tokio::io::copy(&mut stream.into_inner(), &mut tokio::io::sink()).await?;
    }
    let whole = bytes.len() as u64 <= most;
    Ok(whole.then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

impl Outcome {
    /// The answer to the agent: the output within its limit, and behind it the reason if not everything could be done.
    pub fn result(self) -> CallToolResult {
        let failed = self.refused && self.output.is_empty();
        let notes = if self.refused { self.notes } else { String::new() };
        let blocks = [shortened(self.output), notes].into_iter().filter(|text| !text.trim().is_empty());
        let blocks: Vec<ContentBlock> = blocks.map(ContentBlock::text).collect();
        if failed { CallToolResult::error(blocks) } else { CallToolResult::success(blocks) }
    }
}

/// Leaves out files from the end of a long JSON document until it fits, and counts them in `omitted`; cuts another text.
fn shortened(output: String) -> String {
    if output.len() <= LONGEST_ANSWER {
        return output;
    }
    let Ok(mut document) = serde_json::from_str::<Value>(&output) else { return cut(output) };
    let Some(files) = document.get_mut("files").and_then(Value::as_array_mut) else { return cut(output) };
    let all = files.len();
    let mut room = LONGEST_ANSWER - LONGEST_ANSWER / 8;
    let fits = files.iter().take_while(|file| {
        let length = file.to_string().len() + 1;
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let kept = fits.count();
    files.truncate(kept);
    document["omitted"] = (all - kept).into();
    document.to_string()
}

fn cut(mut text: String) -> String {
    let end = (0..=LONGEST_ANSWER).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.truncate(end);
    text.push_str("\n…");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_answer_leaves_out_whole_files_and_counts_them() {
        let files: Vec<Value> =
            (0..3000).map(|at| serde_json::json!({ "path": at, "words": "年".repeat(300) })).collect();
        let long = serde_json::json!({ "version": 1, "files": files }).to_string();
        let short: Value = serde_json::from_str(&shortened(long)).expect("a document");
        let kept = short["files"].as_array().map_or(0, Vec::len);
        assert!(kept > 900 && short["omitted"] == 3000 - kept, "{kept}");
        assert!(short.to_string().len() <= LONGEST_ANSWER);
        assert!(shortened("年".repeat(LONGEST_ANSWER)).len() <= LONGEST_ANSWER + 8);
    }
}
