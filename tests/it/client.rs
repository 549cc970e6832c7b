//! The terminal client against a server that does what a test tells it to.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Output, Stdio},
    sync::mpsc,
    thread::{self, JoinHandle},
};

use nix::{
    pty::{OpenptyResult, openpty},
    sys::termios::tcgetattr,
};
use tokio_tungstenite::tungstenite::{
    Message, WebSocket, accept_hdr,
    handshake::server::{Request, Response},
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use crate::support::gatewright;

/// One connection of the client, as the server sees it.
struct Peer {
    socket: WebSocket<TcpStream>,
    address: String,
}

impl Peer {
    #[expect(clippy::result_large_err, reason = "the signature is tungstenite's")]
    fn accept(listener: &TcpListener) -> Self {
        let (stream, _) = listener.accept().unwrap();
        let mut address = String::new();
        let remember = |request: &Request, response: Response| {
            address = request.uri().to_string();
            Ok(response)
        };
        let socket = accept_hdr(stream, remember).unwrap();
        Self { socket, address }
    }

    fn say(&mut self, frame: &str) {
        self.socket.send(Message::text(frame)).unwrap();
    }

    fn hear(&mut self) -> String {
        self.socket.read().unwrap().into_text().unwrap().to_string()
    }

    /// Answers the client's goodbye.
    fn part(mut self) {
        while self.socket.read().is_ok() {}
    }
}

/// A server that goes through `play` on a thread, and its address.
fn server(play: impl FnOnce(TcpListener) + Send + 'static) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ws://{}/dev", listener.local_addr().unwrap());
    (url, thread::spawn(move || play(listener)))
}

fn run(arguments: &[&str], script: &str) -> Output {
    let mut child = gatewright()
        .arg("client")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A client that has ended does not read its script.
    let _ = child.stdin.take().unwrap().write_all(script.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn chat(message: &str) -> String {
    format!(
        r#"{{"type":"chat","data":{{"messageId":"m","roomId":"general","senderId":"bob","senderName":"Bob","message":"{message}","timestamp":1,"sentAtMs":1000,"seq":1}}}}"#
    )
}

#[test]
fn a_script_talks_and_gets_frames_as_json_lines() {
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        assert_eq!(
            peer.address,
            "/dev?userId=ada&username=Ada%20%26%20co&roomId=engines&token=valid_a%2Bb&v=1"
        );
        peer.say(r#"{"type":"welcome","data":1}"#);
        assert_eq!(peer.hear(), r#"{"type":"chat","message":"hello"}"#);
        peer.say(&chat("hello"));
        assert_eq!(peer.hear(), "as it stands");
        peer.say("no JSON");
        peer.say(&chat("bye"));
        peer.part();
    });
    let flags = [
        &url,
        "--user",
        "ada",
        "--name",
        "Ada & co",
        "--room",
        "engines",
        "--token",
        "valid_a+b",
        "--query",
        "v=1",
        "--json",
    ];
    let output = run(
        &flags,
        "/expect welcome\nhello\n\n/expect chat hello\n/raw as it stands\n/expect chat bye\n",
    );
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        format!(
            "{{\"type\":\"welcome\",\"data\":1}}\n{}\n\"no JSON\"\n{}\n",
            chat("hello"),
            chat("bye")
        )
    );
}

#[test]
fn people_read_lines_without_colours_and_escapes_in_a_pipe() {
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        peer.say("\u{1b}[2Jgone \u{202e}");
        peer.say(&chat(r"one\ntwo"));
        peer.part();
    });
    let output = run(&[&url], "/expect chat\n");
    server.join().unwrap();
    assert_eq!(
        text(&output.stdout),
        "\\u{1b}[2Jgone \\u{202e}\n[general] Bob: one\n  | two\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_refused_handshake_shows_status_and_body() {
    let (url, server) = server(|listener| {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).unwrap();
        let body = r#"{"message": "Unauthorized"}"#;
        let answer = format!(
            "HTTP/1.1 401 Unauthorized\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        // In one write: the client shows as much of the body as came with the head.
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let output = run(&[&url, "--token", "stolen"], "hello\n");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(text(&output.stdout), "");
    insta::assert_snapshot!(text(&output.stderr), @r#"
    error: the handshake was refused with 401 Unauthorized: {"message": "Unauthorized"}
    hint: name another token with `--token`; guest mode believes one that begins with valid_
    "#);
}

#[test]
fn without_a_server_the_next_step_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ws://{}/dev?token=secret", listener.local_addr().unwrap());
    drop(listener);
    let output = run(&[&url], "");
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr.contains("hint: `gatewright dev` starts the API"),
        "{stderr}"
    );
    assert!(!stderr.contains("secret"), "{stderr}");
}

#[test]
fn an_expectation_that_is_not_met_says_what_came() {
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        peer.say(r#"{"type":"welcome"}"#);
        assert_eq!(peer.hear(), "now");
        while peer.socket.read().is_ok() {}
    });
    let output = run(&[&url, "--patience", "0"], "/raw now\n/expect chat hi\n");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(6));
    let stderr = text(&output.stderr);
    assert!(
        stderr.contains("expected chat with \"hi\" within 0 s; there was "),
        "{stderr}"
    );
}

#[test]
fn a_script_with_a_mistake_ends_at_its_line() {
    let (url, server) = server(|listener| Peer::accept(&listener).part());
    let output = run(&[&url], "\n/dance\n");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = text(&output.stderr);
    assert!(stderr.contains("line 2: there is no command /dance"), "{stderr}");
}

#[test]
fn a_lost_connection_is_made_again() {
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        peer.say(r#"{"type":"welcome","data":1}"#);
        assert_eq!(peer.hear(), "one");
        drop(peer);
        let mut again = Peer::accept(&listener);
        again.say(r#"{"type":"welcome","data":2}"#);
        assert_eq!(again.hear(), "two");
        again.part();
    });
    let script = "/expect welcome 1\n/raw one\n/expect welcome 2\n/raw two\n";
    let output = run(&[&url, "--json", "--patience", "60"], script);
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("connected again"));
}

#[test]
fn a_server_that_wants_nobody_back_is_believed() {
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        let frame = CloseFrame {
            code: CloseCode::Normal,
            reason: "Connection Closed Normally".into(),
        };
        peer.socket.close(Some(frame)).unwrap();
        peer.part();
    });
    let output = run(&[&url], "/expect chat\n");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let stderr = text(&output.stderr);
    assert!(
        stderr.contains("the server closed the connection: 1000 Connection Closed Normally"),
        "{stderr}"
    );
}

#[test]
fn a_script_that_is_no_text_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let script: PathBuf = folder.path().join("chat.txt");
    fs::write(&script, b"\n\xff\n").unwrap();
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        while peer.socket.read().is_ok() {}
    });
    let output = run(&[&url, "--script", script.to_str().unwrap()], "");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = text(&output.stderr);
    assert!(stderr.contains("line 2 of the script cannot be read"), "{stderr}");
}

#[test]
fn a_script_can_be_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let script: PathBuf = folder.path().join("chat.txt");
    fs::write(&script, "hello\n/quit\nnever said\n").unwrap();
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        assert_eq!(peer.hear(), r#"{"type":"chat","message":"hello"}"#);
        peer.say(&chat("hello"));
        assert!(peer.socket.read().unwrap().is_close());
        peer.part();
    });
    let output = run(&[&url, "--script", script.to_str().unwrap()], "");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "[general] Bob: hello\n");
}

#[test]
fn a_message_without_an_answer_is_a_failure() {
    let (url, server) = server(|listener| {
        let mut peer = Peer::accept(&listener);
        assert_eq!(peer.hear(), r#"{"type":"chat","message":"hello"}"#);
        while peer.socket.read().is_ok() {}
    });
    let output = run(&[&url, "--patience", "0"], "hello\n");
    server.join().unwrap();
    assert_eq!(output.status.code(), Some(6));
    let stderr = text(&output.stderr);
    assert!(
        stderr.contains("1 of the messages had no answer within 0 s"),
        "{stderr}"
    );
}

/// Reads a terminal until it shows something.
fn shown(terminal: &mut File, part: &str) -> String {
    let mut text = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let length = terminal.read(&mut buffer).unwrap();
        text.extend_from_slice(&buffer[..length]);
        let seen = String::from_utf8_lossy(&text);
        if seen.contains(part) {
            return seen.into_owned();
        }
    }
}

#[test]
fn a_message_does_not_disturb_the_line_that_is_typed() {
    let (typed_half, half_is_typed) = mpsc::channel();
    let (url, server) = server(move |listener| {
        let mut peer = Peer::accept(&listener);
        half_is_typed.recv().unwrap();
        peer.say(&chat("meanwhile"));
        assert_eq!(peer.hear(), r#"{"type":"chat","message":"half a line"}"#);
        peer.say(&chat("half a line"));
        peer.part();
    });
    let OpenptyResult { master, slave } = openpty(None, None).unwrap();
    let before = tcgetattr(&slave).unwrap();
    let stream = || Stdio::from(slave.try_clone().unwrap());
    let mut child = gatewright()
        .args(["client", &url])
        .env("TERM", "xterm")
        .stdin(stream())
        .stdout(stream())
        .stderr(stream())
        .spawn()
        .unwrap();
    let mut terminal = File::from(master);
    shown(&mut terminal, "> ");
    terminal.write_all(b"half a").unwrap();
    shown(&mut terminal, "half a");
    typed_half.send(()).unwrap();
    let seen = shown(&mut terminal, "> half a");
    assert!(seen.contains("meanwhile\r\n"), "{seen:?}");
    terminal.write_all(b" line\r").unwrap();
    shown(&mut terminal, "> ");
    terminal.write_all(b"/quit\r").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    server.join().unwrap();
    assert_eq!(tcgetattr(&slave).unwrap(), before, "the terminal is as it was");
}
