//! The server for agents: the Model Context Protocol on standard input and output, with the command line's modes as tools.
//!
//! A call runs this program's own command line in a process of its own, with limits of time and size. So an agent gets
//! the findings that a pipeline gets, and whatever one call does, the next is answered.

mod call;
mod request;
mod roots;
mod tools;

use std::path::PathBuf;
use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer, ServiceExt};
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::{ErrorData, ServerHandler};
use tokio::sync::Semaphore;

use gaireport::language::Language;

use roots::Roots;
use tools::TOOLS;

/// Longest message: a text of the longest draft, each of its bytes escaped (`\u0000`).
const LONGEST_MESSAGE: usize = 6 * 17 * 1024 * 1024;
/// Most calls that run at a time; further ones wait.
const MOST_CALLS: usize = 4;

/// Serves an agent until it leaves; it may name paths below `roots`, or below the current folder where there are none.
/// The error is one sentence in `speech`, which errors of calls are in too.
pub fn run(roots: &[PathBuf], speech: Language) -> Result<(), String> {
    let roots = Roots::new(roots).map_err(|problem| problem.words(speech))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let agent = Agent { roots: Arc::new(roots), speech, calls: Arc::new(Semaphore::new(MOST_CALLS)) };
    let served = runtime.block_on(async {
        let streams = AsyncRwTransport::new_server(tokio::io::stdin(), tokio::io::stdout());
        let session = agent.serve(streams.with_max_line_length(LONGEST_MESSAGE)).await;
        session.map_err(|error| error.to_string())?.waiting().await.map_err(|error| error.to_string())
    });
    // A read of standard input that still waits must not hold the process.
    runtime.shutdown_background();
    served.map(|_| ())
}

/// One session.
struct Agent {
    roots: Arc<Roots>,
    speech: Language,
    calls: Arc<Semaphore>,
}

impl Agent {
    /// Does what a tool is asked to; the error is a sentence for the agent.
    async fn answer(&self, name: &str, request: request::Request) -> Result<CallToolResult, String> {
        let tool = TOOLS.iter().find(|tool| tool.name == name);
        let tool = tool.ok_or_else(|| request::Problem::NoTool(name.to_owned()).words(self.speech))?;
        let call = (tool.call)(&request, &self.roots).map_err(|problem| problem.words(self.speech))?;
        let _turn = self.calls.acquire().await.map_err(|error| error.to_string())?;
        let outcome = call.run(self.roots.first(), self.speech).await?;
        Ok(outcome.result())
    }
}

impl ServerHandler for Agent {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("gaireport-lsp", env!("CARGO_PKG_VERSION")))
            .with_instructions(tools::INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _page: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(tools::Tool::described).collect()))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let request = request::Request::new(call.arguments.unwrap_or_default());
        let answer = self.answer(&call.name, request).await;
        Ok(answer.unwrap_or_else(|sentence| CallToolResult::error(vec![ContentBlock::text(sentence)])).into())
    }
}
