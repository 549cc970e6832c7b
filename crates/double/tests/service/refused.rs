//! What a service refuses, and how the SDK takes it.

use super::*;

#[tokio::test(start_paused = true)]
async fn capabilities_are_asked_for_by_name() -> Tested {
    let client = client(&Double::new());
    let refused = change(&client, ChangeSetType::Create, ROLE).await;
    let said = refused
        .err()
        .map(|error| format!("{error:?}"))
        .unwrap_or_default();
    assert!(
        said.contains("Requires capabilities : [CAPABILITY_NAMED_IAM]"),
        "{said}"
    );
    client
        .create_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .change_set_type(ChangeSetType::Create)
        .template_body(ROLE)
        .capabilities(Capability::CapabilityNamedIam)
        .send()
        .await?;
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn an_obsolete_change_set_is_not_executed() -> Tested {
    let double = Double::new();
    double.stack("chat", "CREATE_COMPLETE", &template("a"));
    let client = client(&double);
    change(&client, ChangeSetType::Update, &template("b")).await?;
    double.update_outside("chat");
    let refused = client
        .execute_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .send()
        .await;
    let error = refused.err().ok_or("executed")?;
    assert_eq!(error.code(), Some("InvalidChangeSetStatus"));
    assert!(error.message().is_some_and(|said| said.ends_with("[OBSOLETE]")));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn the_sdk_retries_throttling_and_tells_the_rest() -> Tested {
    let double = Double::new();
    double.stack("chat", "CREATE_COMPLETE", &template("a"));
    let client = client(&double);
    double.throttle("cloudformation:DescribeStacks", 2);
    assert_eq!(settled(&client).await?.stack_name(), Some("chat"));
    assert_eq!(double.asked("cloudformation:DescribeStacks"), 3);

    double.deny("cloudformation:DescribeStacks");
    let code = |error: &aws_sdk_cloudformation::Error| error.code().map(str::to_owned);
    let refused = client.describe_stacks().stack_name("chat").send().await;
    let error = refused
        .map_err(aws_sdk_cloudformation::Error::from)
        .err()
        .ok_or("allowed")?;
    assert_eq!(code(&error).as_deref(), Some("AccessDenied"));
    double.mend();
    double.expire(true);
    let refused = client.describe_stacks().stack_name("chat").send().await;
    let error = refused
        .map_err(aws_sdk_cloudformation::Error::from)
        .err()
        .ok_or("allowed")?;
    assert_eq!(code(&error).as_deref(), Some("ExpiredToken"));
    Ok(())
}

#[tokio::test]
async fn the_same_is_served_over_a_port() -> Tested {
    let double = Double::new();
    double.stack("chat", "CREATE_COMPLETE", &template("a"));
    let served = double.serve()?;
    let request = "Action=DescribeStacks&StackName=chat";
    let address = served.url();
    let answer = tokio::task::spawn_blocking(move || plain(&address, request)).await??;
    assert!(
        answer.contains("<StackStatus>CREATE_COMPLETE</StackStatus>"),
        "{answer}"
    );
    Ok(())
}

fn plain(url: &str, body: &str) -> Result<String, std::io::Error> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(url.trim_start_matches("http://"))?;
    write!(
        stream,
        "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: AWS4-HMAC-SHA256 \
         Credential=AKID/20260101/eu-west-1/cloudformation/aws4_request, X\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
