//! The chat end to end: real functions behind the real gateway, from the synthesized template.

use std::{collections::BTreeSet, fs, net::TcpListener, process::Stdio};

use nix::sys::signal::{Signal, kill};

use crate::support::{
    dev::{Dev, eventually, in_repository, is_alive, target},
    gatewright,
    project::Project,
    socket::Socket,
};

#[test]
fn two_people_chat() {
    let dev = Dev::start();
    let mut ada = Socket::welcomed(&dev.endpoint, "ada");
    let mut bob = Socket::welcomed(&dev.endpoint, "bob");
    ada.expect("user_joined", |data| {
        data["userId"] == "bob" && data["roomId"] == "general"
    });

    ada.send(r#"{"type":"chat","message":"zażółć"}"#);
    let heard = bob.expect("chat", |data| {
        data["message"] == "zażółć" && data["senderId"] == "ada"
    });
    let echoed = ada.expect("chat", |data| data["message"] == "zażółć");
    assert_eq!(heard["messageId"], echoed["messageId"]);

    bob.send(r#"{"type":"private_message","targetUserId":"ada","message":"psst"}"#);
    ada.expect("private_message", |data| {
        data["senderId"] == "bob" && data["message"] == "psst"
    });

    bob.send(r#"{"type":"join_room","roomId":"engines"}"#);
    bob.expect("user_joined", |data| data["roomId"] == "engines");
    ada.send(r#"{"type":"room_list"}"#);
    let rooms = ada.expect("room_list", |_| true);
    let rooms: BTreeSet<(String, u64)> = rooms["rooms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|room| {
            let name = room["roomId"].as_str().unwrap().to_owned();
            (name, room["activeUsers"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(
        rooms,
        BTreeSet::from([("engines".to_owned(), 1), ("general".to_owned(), 2)])
    );

    for nonsense in [
        "nonsense",
        "[]",
        "{}",
        r#"{"type":"dance"}"#,
        r#"{"type":"chat","message":""}"#,
    ] {
        ada.send(nonsense);
        let error = ada.expect("error", |_| true);
        assert!(
            error["code"].is_string() && error["message"].is_string(),
            "{error}"
        );
    }

    drop(bob);
    ada.expect("user_left", |data| {
        data["userId"] == "bob" && data["roomId"] == "general"
    });
    dev.says("disconnect");
}

#[test]
fn a_bad_token_is_refused_and_none_makes_a_guest() {
    let dev = Dev::start();
    let Err((status, body)) = Socket::connect(&dev.endpoint, "?userId=eve&token=stolen") else {
        panic!("a bad token was let in");
    };
    assert_eq!(status, 401, "{body}");
    dev.says("401");
    assert!(!dev.said().contains("stolen"), "tokens are no matter for a log");
    let mut guest = Socket::connect(&dev.endpoint, "").unwrap_or_else(|refused| panic!("{refused:?}"));
    guest.expect("welcome", |data| data["userId"].is_string());
}

#[test]
fn the_terminal_client_chats() {
    let dev = Dev::start();
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("chat.txt");
    fs::write(
        &script,
        "/expect welcome\nhello\n/expect chat hello\n/join engines\n/expect user_joined engines\n/rooms\n/expect room_list engines\n",
    )
    .unwrap();
    let output = gatewright()
        .args([
            "client",
            &dev.endpoint,
            "--user",
            "ada",
            "--name",
            "Ada",
            "--token",
            "valid_ada",
        ])
        .args(["--patience", "600", "--script"])
        .arg(&script)
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(stdout.contains("[general] Ada: hello\n"), "{stdout}");
    assert!(stdout.contains("* Ada (ada) joined engines\n"), "{stdout}");
}

#[test]
fn a_killed_function_is_started_again() {
    let dev = Dev::start();
    let mut ada = Socket::welcomed(&dev.endpoint, "ada");
    ada.echoes("before");
    let processes: Vec<_> = dev
        .functions()
        .into_iter()
        .filter(|(_, program)| program.ends_with("message"))
        .collect();
    assert!(!processes.is_empty());
    for (process, _) in &processes {
        kill(*process, Signal::SIGKILL).unwrap();
    }
    eventually("the killed processes are gone", || {
        processes.iter().all(|(process, _)| !is_alive(*process))
    });
    ada.echoes("after");
}

#[test]
fn killing_it_leaves_nothing_that_stops_the_next_start() {
    let mut dev = Dev::start();
    let mut ada = Socket::welcomed(&dev.endpoint, "ada");
    ada.echoes("before");
    let functions = dev.functions();
    assert!(!functions.is_empty());
    let port = dev.port().to_string();
    dev.signal(Signal::SIGKILL);
    dev.wait();
    let again = Dev::of(in_repository(), &["--port", &port]);
    Socket::welcomed(&again.endpoint, "ada").echoes("after");
    eventually("orphans end by themselves", || {
        functions.iter().all(|(function, _)| !is_alive(*function))
    });
}

#[test]
fn ctrl_c_ends_it_with_all_its_functions() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut dev = Dev::start();
        let mut ada = Socket::welcomed(&dev.endpoint, "ada");
        let functions = dev.functions();
        assert!(!functions.is_empty());
        dev.signal(signal);
        assert_eq!(ada.closed(), Some(1001));
        assert_eq!(dev.wait().code(), Some(0), "{}", dev.said());
        assert!(
            functions.iter().all(|(function, _)| !is_alive(*function)),
            "{functions:?}"
        );
    }
}

#[test]
fn a_port_in_use_names_the_flag_that_helps() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = in_repository()
        .args(["dev", "--port", &port])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(output.stdout.is_empty());
    assert!(stderr.contains("--port"), "{stderr}");
}

/// The repository's template as a file, and the flags that name its functions.
fn as_a_file(folder: &std::path::Path) -> Vec<String> {
    // Builds the functions.
    drop(Dev::start());
    let template = folder.join("chat.json");
    let synth = in_repository()
        .args(["synth", "--format", "json", "--out"])
        .arg(&template)
        .output()
        .unwrap();
    assert!(synth.status.success());
    let list = in_repository().args(["list", "--json"]).output().unwrap();
    let stacks: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let mut flags = vec![
        "--port".to_owned(),
        "0".to_owned(),
        "--template".to_owned(),
        template.display().to_string(),
    ];
    for asset in stacks[0]["assets"].as_array().unwrap() {
        let binary = target()
            .join("debug")
            .join(asset["source"]["binary"].as_str().unwrap());
        flags.push("--function".to_owned());
        flags.push(format!(
            "{}={}",
            asset["resource"].as_str().unwrap(),
            binary.display()
        ));
    }
    flags
}

#[test]
fn a_template_of_any_origin_runs_and_reloads_without_dropping_a_connection() {
    let folder = tempfile::tempdir().unwrap();
    let flags = as_a_file(folder.path());
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let template = folder.path().join("chat.json");
    let open = fs::read_to_string(&template).unwrap();
    let dev = Dev::of(gatewright(), &flags);
    let mut ada = Socket::welcomed(&dev.endpoint, "ada");

    fs::write(&template, "{ no template").unwrap();
    dev.says("the version before it keeps running");
    ada.echoes("still here");

    let closed = open.replace(r#""AUTH_MODE": "guest""#, r#""AUTH_MODE": "closed""#);
    assert_ne!(open, closed);
    fs::write(&template, closed).unwrap();
    dev.says("reload");
    ada.echoes("still here, too");
    let refused = Socket::connect(&dev.endpoint, "?userId=bob&token=valid_bob");
    assert_eq!(
        refused.err().map(|(status, _)| status),
        Some(401),
        "the new template counts"
    );
}

/// A project whose template has a WebSocket API that needs no function.
fn project_with_an_api() -> Project {
    let project = Project::new();
    let program = fs::read_to_string(project.path("stacks/src/main.rs")).unwrap();
    let queue = r#""Queue":{{"Type":"AWS::SQS::Queue"}}"#;
    assert!(program.contains(queue));
    let api = r#""Api":{{"Type":"AWS::ApiGatewayV2::Api","Properties":{{"Name":"test","ProtocolType":"WEBSOCKET","RouteSelectionExpression":"$request.body.type"}}}},"Stage":{{"Type":"AWS::ApiGatewayV2::Stage","Properties":{{"ApiId":{{"Ref":"Api"}},"StageName":"{stage}","AutoDeploy":true}}}}"#;
    project.write("stacks/src/main.rs", &program.replace(queue, api));
    project
}

#[test]
fn an_edit_that_does_not_compile_leaves_the_old_version_running() {
    let project = project_with_an_api();
    let dev = Dev::of(project.command(&[]), &["--port", "0"]);
    let mut socket = Socket::connect(&dev.endpoint, "").unwrap_or_else(|refused| panic!("{refused:?}"));
    project.write("stacks/src/words.rs", "pub const WORDS: &str = 5;\n");
    dev.says("error[E0308]");
    dev.says("the version before it keeps running");
    socket.is_open();
    assert!(Socket::connect(&dev.endpoint, "").is_ok());
    project.write(
        "stacks/src/words.rs",
        "pub const WORDS: &str = \"other words\";\n",
    );
    dev.says("reload");
    socket.is_open();
}

#[test]
fn ctrl_c_while_it_builds_ends_the_compiler_too() {
    let project = project_with_an_api();
    project.write(
        "stacks/build.rs",
        r#"fn main() {
            std::fs::write("../building", std::process::id().to_string()).unwrap();
            loop { std::thread::park() }
        }"#,
    );
    let mut child = project
        .command(&["dev", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut script = None;
    eventually("the build script runs", || {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it built");
        script = fs::read_to_string(project.path("building"))
            .ok()
            .and_then(|id| id.parse().ok());
        script.is_some()
    });
    let script = nix::unistd::Pid::from_raw(script.unwrap());
    kill(
        nix::unistd::Pid::from_raw(child.id().try_into().unwrap()),
        Signal::SIGINT,
    )
    .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(output.stdout.is_empty());
    eventually("the build script is gone", || !is_alive(script));
}
