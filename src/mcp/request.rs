//! Arguments of a call, and the sentences that refuse them.

use gaireport::language::Language;
use serde_json::{Map, Value};

/// Most paths in one call.
const MOST_PATHS: usize = 1000;

/// Reason for which a call is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No tool has this name.
    NoTool(String),
    /// A root is no folder.
    NoRoot(String),
    /// A path is not below a root, or not there.
    Outside(String),
    /// An argument of this name has the wrong type.
    WrongType(&'static str),
    /// Arguments that the tool does not have.
    Unknown(String),
    /// Neither or both of a text and paths were given.
    TextOrPaths,
    /// More paths than one call takes.
    TooManyPaths,
    /// The answer does not come in time.
    Slow(u64),
    /// The answer is longer than an agent can use.
    Long,
}

impl Problem {
    /// One sentence for the agent or the person behind it.
    pub fn words(&self, speech: Language) -> String {
        speech.pick(|| self.chinese(), || self.english())
    }

    fn chinese(&self) -> String {
        match self {
            Problem::NoTool(name) => format!("没有工具 {name:?}"),
            Problem::NoRoot(folder) => format!("{folder:?} 不是文件夹"),
            Problem::Outside(path) => format!("路径 {path:?} 不存在或不在允许的文件夹内"),
            Problem::WrongType(name) => format!("参数 {name} 的类型不对"),
            Problem::Unknown(names) => format!("没有参数 {names}"),
            Problem::TextOrPaths => "应给出 text 或 paths 之一".to_owned(),
            Problem::TooManyPaths => format!("一次最多 {MOST_PATHS} 个路径"),
            Problem::Slow(seconds) => format!("{seconds} 秒内没有完成，可减少文件后再试"),
            Problem::Long => "结果过长，可减少文件后再试".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Problem::NoTool(name) => format!("no tool {name:?}"),
            Problem::NoRoot(folder) => format!("{folder:?} is no folder"),
            Problem::Outside(path) => format!("path {path:?} does not exist or is not below an allowed folder"),
            Problem::WrongType(name) => format!("argument {name} has the wrong type"),
            Problem::Unknown(names) => format!("no such argument: {names}"),
            Problem::TextOrPaths => "give either text or paths".to_owned(),
            Problem::TooManyPaths => format!("at most {MOST_PATHS} paths a call"),
            Problem::Slow(seconds) => format!("not finished within {seconds} seconds; try fewer files"),
            Problem::Long => "the result is too long; try fewer files".to_owned(),
        }
    }
}

/// Arguments of a call.
pub struct Request(Map<String, Value>);

impl Request {
    /// Takes the arguments as they came.
    pub fn new(arguments: Map<String, Value>) -> Request {
        Request(arguments)
    }

    /// Refuses arguments other than these.
    pub fn only(&self, known: &[&str]) -> Result<(), Problem> {
        let unknown: Vec<&str> = self.0.keys().map(String::as_str).filter(|name| !known.contains(name)).collect();
        if unknown.is_empty() { Ok(()) } else { Err(Problem::Unknown(format!("{unknown:?}"))) }
    }

    /// Returns an argument that is a text, if it is given.
    pub fn text(&self, name: &'static str) -> Result<Option<&str>, Problem> {
        self.given(name).map(|value| value.as_str().ok_or(Problem::WrongType(name))).transpose()
    }

    /// Returns an argument that is yes or no; no if it is not given.
    pub fn flag(&self, name: &'static str) -> Result<bool, Problem> {
        let flag = self.given(name).map(|value| value.as_bool().ok_or(Problem::WrongType(name))).transpose()?;
        Ok(flag.unwrap_or(false))
    }

    /// Returns an argument that is a year, if it is given.
    pub fn year(&self, name: &'static str) -> Result<Option<u16>, Problem> {
        let year = |value: &Value| value.as_u64().and_then(|year| u16::try_from(year).ok());
        self.given(name).map(|value| year(value).ok_or(Problem::WrongType(name))).transpose()
    }

    /// Returns an argument that lists texts; none if it is not given.
    pub fn paths(&self, name: &'static str) -> Result<Vec<&str>, Problem> {
        let Some(value) = self.given(name) else { return Ok(Vec::new()) };
        let list = value.as_array().ok_or(Problem::WrongType(name))?;
        if list.len() > MOST_PATHS {
            return Err(Problem::TooManyPaths);
        }
        list.iter().map(|path| path.as_str().ok_or(Problem::WrongType(name))).collect()
    }

    fn given(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }
}
