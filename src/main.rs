//! The program: arguments to the command line's modes or the language server, and an exit code.

mod cli;
mod drafts;
mod server;

use std::process::ExitCode;

use cli::Task;

fn main() -> ExitCode {
    match cli::run(std::env::args_os().collect()) {
        Task::Done(code) => code,
        Task::Serve(port, language) => server::run(port, language),
        Task::TestServer(language) => server::self_test(language),
    }
}
