//! `$/progress`: how far a longer task has come. Ends by itself when the task does, cancelled or not.

use ls_types::notification::{Notification, Progress as ProgressNotification};
use ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};
use tower_lsp::jsonrpc::Request;

use super::output::Output;

/// Steps between two reports: an editor need not draw more often.
const STEP: usize = 16;

/// A task whose progress is shown.
pub struct Progress {
    output: Output,
    token: ProgressToken,
}

impl Progress {
    /// Begins to show a task of that title, which a person can cancel.
    pub async fn begin(output: &Output, token: ProgressToken, title: &str) -> Progress {
        let progress = Progress { output: output.clone(), token };
        let begin = WorkDoneProgressBegin {
            title: title.to_owned(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        };
        progress.output.send(&message(&progress.token, WorkDoneProgress::Begin(begin))).await;
        progress
    }

    /// Shows that `done` of `all` steps are done.
    pub async fn report(&self, done: usize, all: usize) {
        if !done.is_multiple_of(STEP) {
            return;
        }
        let report = WorkDoneProgressReport {
            cancellable: None,
            message: Some(format!("{done}/{all}")),
            percentage: u32::try_from(done * 100 / all.max(1)).ok(),
        };
        self.output.send(&message(&self.token, WorkDoneProgress::Report(report))).await;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let (output, token) = (self.output.clone(), self.token.clone());
        let end = WorkDoneProgress::End(WorkDoneProgressEnd { message: None });
        // Outside the runtime there is nobody left to tell.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { output.send(&message(&token, end)).await });
        }
    }
}

fn message(token: &ProgressToken, progress: WorkDoneProgress) -> Request {
    let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(progress) };
    let params = serde_json::to_value(params).expect("progress is plain data");
    Request::build(ProgressNotification::METHOD).params(params).finish()
}
