//! The tools: their names, schemas and descriptions, and the command line of a call.

use rmcp::model::{self, ToolAnnotations};
use serde_json::{Map, Value, json};

use super::call::Call;
use super::request::{Problem, Request};
use super::roots::Roots;

/// Introduction for an agent.
pub const INSTRUCTIONS: &str = "Checks drafts of China's 政府信息公开工作年度报告 (annual report on government information \
disclosure): sections, the three national tables and their sums, figures in the text, wording. A finding names the cell \
that is wrong and the figure that belongs there. Figures are a person's to change: show suggested fixes before writing.";

/// A tool.
pub struct Tool {
    /// Name that it is called by.
    pub name: &'static str,
    description: &'static str,
    /// Names of its arguments, as `argument` describes them.
    arguments: &'static [&'static str],
    /// Makes the call that a request asks for.
    pub call: fn(&Request, &Roots) -> Result<Call, Problem>,
}

/// The arguments that are in the draft's place.
const DRAFT: [&str; 3] = ["paths", "text", "name"];

/// All tools.
pub const TOOLS: &[Tool] = &[
    Tool {
        name: "check",
        description: "Check drafts: text, or files and folders (Word, WPS, PDF, OFD, HTML, Markdown, plain text). Returns \
                      the findings as JSON, each with rule, severity, place, message and fixes.",
        arguments: &["paths", "text", "name", "year", "previous", "roster", "roll_up", "overlap"],
        call: check,
    },
    Tool {
        name: "extract",
        description: "Read the figures of the three national tables, by the standard's names, as JSON.",
        arguments: &DRAFT,
        call: extract,
    },
    Tool {
        name: "explain",
        description: "Explain a rule: its source in law, wrong and right examples.",
        arguments: &["rule"],
        call: explain,
    },
    Tool { name: "list_rules", description: "List all rules with their severities.", arguments: &[], call: list_rules },
    Tool {
        name: "fix",
        description: "Fix what concerns form only. Of a text, returns the fixed text; of files, returns the difference and \
                      writes nothing unless write is true. Changes figures only with unsafe.",
        arguments: &["paths", "text", "name", "unsafe", "write"],
        call: fix,
    },
];

impl Tool {
    /// The tool as the protocol describes it.
    pub fn described(&self) -> model::Tool {
        let properties: Map<String, Value> =
            self.arguments.iter().map(|&name| (name.to_owned(), argument(name))).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Value::Object(properties));
        schema.insert("additionalProperties".to_owned(), json!(false));
        let reads = !self.arguments.contains(&"write");
        model::Tool::new(self.name, self.description, schema)
            .with_annotations(ToolAnnotations::new().read_only(reads).destructive(!reads).open_world(false))
    }
}

/// The schema of an argument.
fn argument(name: &str) -> Value {
    let (kind, description) = match name {
        "paths" => {
            let description = "files and folders below the roots";
            return json!({ "type": "array", "items": { "type": "string" }, "description": description });
        }
        "text" => ("string", "the draft itself, instead of paths"),
        "name" => ("string", "file name of the text, whose ending tells its form (draft.md, draft.txt, draft.html)"),
        "year" => ("integer", "report year, where the draft does not tell"),
        "previous" => ("string", "file or folder of last year's reports"),
        "roster" => ("string", "roster of the units that must report (CSV, XLSX or TOML)"),
        "roll_up" => ("boolean", "compare a government's figures with the sums of the units below it"),
        "overlap" => ("boolean", "find text copied from another report or last year's"),
        "rule" => ("string", "id of a rule, such as row-sum-mismatch"),
        "unsafe" => ("boolean", "also apply fixes that a person has to decide, such as changed figures"),
        _ => ("boolean", "write the files instead of returning the difference"),
    };
    json!({ "type": kind, "description": description })
}

fn check(request: &Request, roots: &Roots) -> Result<Call, Problem> {
    request.only(TOOLS[0].arguments)?;
    let mut call = Call::of(&["--check", "--format", "json", "--fail-on", "never"]);
    if let Some(year) = request.year("year")? {
        call.option("--year", year.to_string());
    }
    for (name, option) in [("previous", "--previous"), ("roster", "--roster")] {
        if let Some(path) = request.text(name)? {
            call.option(option, roots.find(path)?);
        }
    }
    for (name, option) in [("roll_up", "--roll-up"), ("overlap", "--overlap")] {
        if request.flag(name)? {
            call.flag(option);
        }
    }
    draft(call, request, roots)
}

fn extract(request: &Request, roots: &Roots) -> Result<Call, Problem> {
    request.only(&DRAFT)?;
    draft(Call::of(&["--extract", "--format", "json"]), request, roots)
}

fn explain(request: &Request, _: &Roots) -> Result<Call, Problem> {
    request.only(&["rule"])?;
    let mut call = Call::of(&[]);
    call.option("--explain", request.text("rule")?.ok_or(Problem::WrongType("rule"))?);
    Ok(call)
}

fn list_rules(request: &Request, _: &Roots) -> Result<Call, Problem> {
    request.only(&[])?;
    Ok(Call::of(&["--rules"]))
}

fn fix(request: &Request, roots: &Roots) -> Result<Call, Problem> {
    request.only(TOOLS[4].arguments)?;
    let mut call = Call::of(&["--check", "--fix", "--quiet", "--fail-on", "never"]);
    if request.flag("unsafe")? {
        call.flag("--unsafe-fixes");
    }
    // A text is never written anywhere: its fixed form is the answer.
    if request.text("text")?.is_none() && !request.flag("write")? {
        call.flag("--diff");
    }
    draft(call, request, roots)
}

/// Adds the draft, a text or paths, to a call.
fn draft(mut call: Call, request: &Request, roots: &Roots) -> Result<Call, Problem> {
    let (text, paths) = (request.text("text")?, request.paths("paths")?);
    match text {
        Some(text) if paths.is_empty() => {
            // The name gives the form; no file of this name is looked for.
            let name = request.text("name")?.unwrap_or("draft.md");
            let name = name.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or("draft.md");
            call.option("--stdin-filename", name);
            call.read(text);
        }
        None if !paths.is_empty() => {
            for path in paths {
                call.path(roots.find(path)?);
            }
        }
        _ => return Err(Problem::TextOrPaths),
    }
    Ok(call)
}
