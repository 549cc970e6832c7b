//! Reference 8.1 and 8.2: sizes and times.

use super::*;

fn world(limits: Limits) -> World {
    let api = api()
        .route("$connect", "connect")
        .route("$disconnect", "disconnect")
        .two_way("$default", "length");
    let functions = Functions::default()
        .answering("connect", ok(""))
        .answering("disconnect", ok(""))
        .with("length", |event| {
            Ok(ok(&event["body"].as_str().unwrap().len().to_string()))
        });
    World::with_limits(vec![api], functions, limits)
}

impl World {
    async fn code(&self) -> Value {
        self.called("disconnect").await["requestContext"]["disconnectStatusCode"].take()
    }
}

/// 8.2: a frame of 32 KB passes, one more byte is 1009 and reaches no backend.
#[tokio::test(start_paused = true)]
async fn the_longest_frame() {
    let world = world(Limits::default());
    let mut client = world.connect("/dev").await;
    client.send("x".repeat(32 * 1024)).await;
    assert_eq!(client.text().await, "32768");
    client.send("x".repeat(32 * 1024 + 1)).await;
    assert_eq!(client.closed().await, Some((1009, String::new())));
    assert_eq!(world.called_so_far().await, ["connect", "length", "disconnect"]);
}

/// 8.2: a message of 128 KB passes in several frames, one more byte is 1009.
#[tokio::test(start_paused = true)]
async fn the_longest_message() {
    use tokio_tungstenite::tungstenite::protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    };
    for (last, answer) in [(32 * 1024, Some("131072")), (32 * 1024 + 1, None)] {
        let world = world(Limits {
            frame: 64 * 1024,
            ..Limits::default()
        });
        let mut client = world.connect("/dev").await;
        for (index, length) in [32 * 1024, 32 * 1024, 32 * 1024, last].into_iter().enumerate() {
            let opcode = OpCode::Data(if index == 0 { Data::Text } else { Data::Continue });
            let frame = Frame::message(vec![b'x'; length], opcode, index == 3);
            client.0.send(Message::Frame(frame)).await.unwrap();
        }
        if let Some(answer) = answer {
            assert_eq!(client.text().await, answer);
        } else {
            assert_eq!(client.closed().await, Some((1009, String::new())));
            assert_eq!(world.code().await, 1009);
        }
    }
}

/// 8.2: ten minutes without a message in either direction.
#[tokio::test(start_paused = true)]
async fn an_idle_connection_is_closed() {
    let world = world(Limits::default());
    let mut client = world.connect("/dev").await;
    let began = tokio::time::Instant::now();
    assert_eq!(client.closed().await, Some((1001, "Going away".to_owned())));
    assert_eq!(began.elapsed().as_secs(), 600);
    assert_eq!(world.code().await, 1001);
}

/// 8.2: messages and posts reset the timer; pings are answered and do not (14, row 4).
#[tokio::test(start_paused = true)]
async fn what_keeps_a_connection_alive() {
    let world = world(Limits::default());
    let mut client = world.connect("/dev").await;
    let id = connection_id(&world.called("connect").await);
    let began = tokio::time::Instant::now();
    let nine_minutes = Duration::from_mins(9);
    tokio::time::sleep(nine_minutes).await;
    client.send("x").await;
    assert_eq!(client.text().await, "1");
    tokio::time::sleep(nine_minutes).await;
    world.manage("POST", &id, b"post").await;
    assert_eq!(client.text().await, "post");
    tokio::time::sleep(nine_minutes).await;
    client
        .0
        .send(Message::Ping(Bytes::from_static(b"p")))
        .await
        .unwrap();
    assert_eq!(
        client.0.next().await.unwrap().unwrap(),
        Message::Pong(Bytes::from_static(b"p"))
    );
    assert_eq!(client.closed().await, Some((1001, "Going away".to_owned())));
    assert_eq!(began.elapsed().as_secs() / 60, 9 + 9 + 10);
}

/// 8.2 and 14, row 2: two hours, however busy.
#[tokio::test(start_paused = true)]
async fn a_connection_lives_for_two_hours() {
    let world = world(Limits::default());
    let mut client = world.connect("/dev").await;
    let began = tokio::time::Instant::now();
    loop {
        tokio::select! {
            closed = client.closed() => {
                assert_eq!(closed, Some((1001, "Going away".to_owned())));
                break;
            }
            () = tokio::time::sleep(Duration::from_mins(7)) => {}
        }
        client.send("x").await;
        assert_eq!(client.text().await, "1");
    }
    assert_eq!(began.elapsed().as_secs(), 7200);
}

/// A bound of ours: what is in work per connection; further messages wait and are not lost.
#[tokio::test(start_paused = true)]
async fn messages_in_work_are_bounded() {
    let running = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let most = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let (now, peak) = (Arc::clone(&running), Arc::clone(&most));
    let functions = Functions::default().with_async("slow", move |_| {
        let (now, peak) = (Arc::clone(&now), Arc::clone(&peak));
        Box::pin(async move {
            peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_secs(1)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            Ok(ok("done"))
        })
    });
    let limits = Limits {
        in_flight: 3,
        ..Limits::default()
    };
    let world = World::with_limits(vec![api().two_way("$default", "slow")], functions, limits);
    let mut client = world.connect("/dev").await;
    for _ in 0..10 {
        client.send("x").await;
    }
    for _ in 0..10 {
        assert_eq!(client.text().await, "done");
    }
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

/// 8.1: 10,240 bytes of headers.
#[tokio::test(start_paused = true)]
async fn headers_that_are_too_long() {
    let raw = world(Limits::default())
        .upgrade("/dev", &format!("X: {}\r\n", "x".repeat(10_240)))
        .await;
    assert_eq!(raw.status, 431);
}
