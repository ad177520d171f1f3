//! Writes messages to the client on a thread of its own, so that a client that does not read holds nothing up.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_lsp::jsonrpc::{Error, Id, Response};

use super::wire::Spellings;

/// Messages of the server's own making that wait for a client that does not read. More are not made: of each draft only
/// what was found last is worth sending. Answers are not counted, since the client asked for them.
const ROOM: usize = 16;

/// Time a client may take to read the remaining output when the session ends.
const FAREWELL: Duration = Duration::from_secs(1);

/// The way to the client. Clones lead to the same place.
#[derive(Clone)]
pub struct Output {
    queue: Sender<Item>,
    room: Arc<Semaphore>,
    spellings: Arc<Spellings>,
}

enum Item {
    /// A frame, and what it holds of the room.
    Frame(Vec<u8>, Option<OwnedSemaphorePermit>),
    /// Everything before it is written.
    Close(Sender<()>),
}

impl Output {
    /// Begins to write; `broken` is called once if that fails.
    pub fn start(
        writer: impl Write + Send + 'static,
        spellings: Arc<Spellings>,
        broken: impl FnOnce() + Send + 'static,
    ) -> io::Result<Output> {
        let (queue, items) = mpsc::channel();
        thread::Builder::new().name("output".to_owned()).spawn(move || {
            if write_all(writer, &items).is_err() {
                broken();
            }
        })?;
        Ok(Output { queue, room: Arc::new(Semaphore::new(ROOM)), spellings })
    }

    /// Sends an answer.
    pub fn answer(&self, response: &Response) {
        self.push(response, None);
    }

    /// Answers what could not be understood, or failed.
    pub fn refuse(&self, id: Id, error: Error) {
        self.answer(&Response::from_error(id, error));
    }

    /// Sends a request or notification once there is room.
    pub async fn send(&self, message: &impl Serialize) {
        let room = Arc::clone(&self.room).acquire_owned().await;
        self.push(message, room.ok());
    }

    /// Waits until everything is written, but not for ever.
    pub fn close(&self) {
        let (done, written) = mpsc::channel();
        if self.queue.send(Item::Close(done)).is_ok() {
            let _ = written.recv_timeout(FAREWELL);
        }
    }

    fn push(&self, message: &impl Serialize, room: Option<OwnedSemaphorePermit>) {
        // Nobody writes any more: the session is ending.
        let _ = self.queue.send(Item::Frame(self.frame(message), room));
    }

    fn frame(&self, message: &impl Serialize) -> Vec<u8> {
        let body = if self.spellings.are_kept() {
            serde_json::to_vec(message)
        } else {
            serde_json::to_value(message).and_then(|mut message| {
                self.spellings.restore(&mut message);
                serde_json::to_vec(&message)
            })
        };
        let body = body.expect("messages are plain data");
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend(body);
        frame
    }
}

fn write_all(mut writer: impl Write, items: &Receiver<Item>) -> io::Result<()> {
    for item in items {
        match item {
            Item::Frame(frame, _room) => {
                writer.write_all(&frame)?;
                writer.flush()?;
            }
            Item::Close(done) => {
                let _ = done.send(());
            }
        }
    }
    Ok(())
}
