//! What becomes of a stack.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_stack_is_made_changed_and_left_alone() -> Tested {
    let double = Double::new();
    let client = client(&double);
    change(&client, ChangeSetType::Create, &template("a")).await?;
    assert_eq!(double.status("chat").as_deref(), Some("REVIEW_IN_PROGRESS"));
    execute(&client).await?;
    let stack = settled(&client).await?;
    assert_eq!(stack.stack_status, Some(StackStatus::CreateComplete));
    assert_eq!(stack.outputs()[0].output_value(), Some("https://n"));

    change(&client, ChangeSetType::Update, &template("b")).await?;
    let set = client
        .describe_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .send()
        .await?;
    let changed = set.changes()[0].resource_change().ok_or("no change")?;
    assert_eq!(
        (set.changes().len(), changed.logical_resource_id()),
        (1, Some("Topic"))
    );
    let target = changed.details()[0].target().ok_or("no target")?;
    assert_eq!(
        (target.before_value(), target.after_value()),
        (Some("a"), Some("b"))
    );
    execute(&client).await?;
    assert_eq!(
        settled(&client).await?.stack_status,
        Some(StackStatus::UpdateComplete)
    );

    change(&client, ChangeSetType::Update, &template("b")).await?;
    let set = client
        .describe_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .send()
        .await?;
    assert_eq!(set.status, Some(ChangeSetStatus::Failed));
    assert_eq!(set.execution_status, Some(ExecutionStatus::Unavailable));
    assert!(
        set.status_reason()
            .is_some_and(|said| said.contains("didn't contain changes"))
    );
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_failed_create_rolls_back_and_cancels_its_neighbour() -> Tested {
    let double = Double::new();
    double.page(3);
    let client = client(&double);
    double.fail("Queue", "no more queues");
    change(&client, ChangeSetType::Create, &template("a")).await?;
    execute(&client).await?;
    assert_eq!(
        settled(&client).await?.stack_status,
        Some(StackStatus::RollbackComplete)
    );
    let reasons = reasons(&client).await?;
    let has = |line: &str| reasons.iter().any(|reason| reason == line);
    assert!(has("Queue CREATE_FAILED no more queues"), "{reasons:#?}");
    assert!(
        has("Alarm CREATE_FAILED Resource creation cancelled"),
        "{reasons:#?}"
    );
    assert!(
        has(
            "chat ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Queue, Alarm]. Rollback requested by user."
        ),
        "{reasons:#?}"
    );
    let again = change(&client, ChangeSetType::Update, &template("a")).await;
    let said = again.err().map(|error| format!("{error:?}")).unwrap_or_default();
    assert!(
        said.contains("is in ROLLBACK_COMPLETE state and can not be updated"),
        "{said}"
    );
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn an_update_that_cannot_go_back_waits_for_a_person() -> Tested {
    let double = Double::new();
    double.stack("chat", "CREATE_COMPLETE", &template("a"));
    let client = client(&double);
    double.fail("Queue", "no");
    double.fail_rollback("Queue", "not back either");
    let other = template("a").replace("\"Default\": \"n\"", "\"Default\": \"m\"");
    change(&client, ChangeSetType::Update, &other).await?;
    execute(&client).await?;
    assert_eq!(
        settled(&client).await?.stack_status,
        Some(StackStatus::UpdateRollbackFailed)
    );
    double.mend();
    client
        .continue_update_rollback()
        .stack_name("chat")
        .send()
        .await?;
    assert_eq!(
        settled(&client).await?.stack_status,
        Some(StackStatus::UpdateRollbackComplete)
    );
    let template = client.get_template().stack_name("chat").send().await?;
    assert!(
        template
            .template_body()
            .is_some_and(|body| body.contains("\"Default\": \"n\""))
    );
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn what_is_protected_imported_or_kept_does_not_go() -> Tested {
    let double = Double::new();
    let kept = template("a").replace(
        "\"AWS::SNS::Topic\",",
        "\"AWS::SNS::Topic\", \"DeletionPolicy\": \"Retain\",",
    );
    double.stack("chat", "CREATE_COMPLETE", &kept);
    let client = client(&double);
    double.protect("chat", true);
    let refused = client.delete_stack().stack_name("chat").send().await;
    assert!(
        refused
            .err()
            .is_some_and(|error| format!("{error:?}").contains("TerminationProtection is enabled"))
    );
    double.protect("chat", false);

    let importer = r#"{ "Resources": { "T": { "Type": "AWS::SNS::Topic", "Properties": { "N": { "Fn::ImportValue": "url" } } } } }"#;
    double.stack("other", "CREATE_COMPLETE", importer);
    client.delete_stack().stack_name("chat").send().await?;
    let stack = settled(&client).await?;
    assert_eq!(stack.stack_status, Some(StackStatus::CreateComplete));
    let said = "Delete canceled. Cannot delete export url as it is in use by other.";
    assert_eq!(stack.stack_status_reason(), Some(said));

    double.delete_outside("other");
    double.fail_deletion("Queue", "not empty");
    client.delete_stack().stack_name("chat").send().await?;
    let stack = settled(&client).await?;
    assert_eq!(stack.stack_status, Some(StackStatus::DeleteFailed));
    client
        .delete_stack()
        .stack_name("chat")
        .retain_resources("Queue")
        .send()
        .await?;
    let id = stack.stack_id().ok_or("no id")?;
    while double.status("chat").is_some() {
        client.describe_stacks().stack_name(id).send().await?;
    }
    let events = client.describe_stack_events().stack_name(id).send().await?;
    let skipped = events.stack_events().iter().filter(|event| {
        event
            .resource_status()
            .is_some_and(|status| status.as_str() == "DELETE_SKIPPED")
    });
    assert!(skipped.count() >= 2, "the topic twice, and the queue");
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn drift_is_looked_for_and_then_told() -> Tested {
    let double = Double::new();
    double.stack("chat", "CREATE_COMPLETE", &template("a"));
    double.drift("chat", "Topic", "/DisplayName", "a", "b");
    double.drift_deleted("chat", "Queue");
    let client = client(&double);
    let id = client
        .detect_stack_drift()
        .stack_name("chat")
        .send()
        .await?
        .stack_drift_detection_id;
    let id = id.ok_or("no id")?;
    let status = || {
        client
            .describe_stack_drift_detection_status()
            .stack_drift_detection_id(&id)
            .send()
    };
    assert_eq!(
        status().await?.detection_status.map(|status| status.to_string()),
        Some("DETECTION_IN_PROGRESS".into())
    );
    assert_eq!(
        status()
            .await?
            .stack_drift_status
            .map(|status| status.to_string()),
        Some("DRIFTED".into())
    );
    let drifts = client
        .describe_stack_resource_drifts()
        .stack_name("chat")
        .send()
        .await?;
    let drifted: Vec<_> = drifts
        .stack_resource_drifts()
        .iter()
        .filter_map(|drift| drift.stack_resource_drift_status())
        .collect();
    let drifted: Vec<_> = drifted.iter().map(|state| state.as_str()).collect();
    assert_eq!(drifted, ["IN_SYNC", "DELETED", "MODIFIED"]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn large_templates_and_code_come_from_a_bucket() -> Tested {
    let double = Double::new();
    let client = client(&double);
    let large = template(&"a".repeat(60_000));
    let refused = change(&client, ChangeSetType::Create, &large).await;
    assert!(refused.is_err_and(|error| format!("{error:?}").contains("51200")));

    let config = s3::Config::builder()
        .http_client(double.clone())
        .region(Region::new("eu-west-1"))
        .credentials_provider(credentials());
    let s3 = s3::Client::from_conf(config.build());
    let refused = s3.head_bucket().bucket("assets").send().await;
    assert!(refused.is_err_and(|error| {
        error
            .raw_response()
            .is_some_and(|raw| raw.status().as_u16() == 404)
    }));
    double.bucket("assets");
    s3.put_object()
        .bucket("assets")
        .key("a/t.json")
        .body(large.clone().into_bytes().into())
        .send()
        .await?;
    let back = s3
        .get_object()
        .bucket("assets")
        .key("a/t.json")
        .send()
        .await?
        .body
        .collect()
        .await?;
    assert_eq!(back.into_bytes().len(), large.len());
    client
        .create_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .change_set_type(ChangeSetType::Create)
        .template_url("https://assets.s3.eu-west-1.amazonaws.com/a/t.json")
        .parameters(
            Parameter::builder()
                .parameter_key("Name")
                .parameter_value("m")
                .build(),
        )
        .send()
        .await?;
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn the_cause_of_a_nested_failure_stands_in_the_nested_stack() -> Tested {
    let double = Double::new();
    double.fail_within("Data", "Table", "no more tables");
    let client = client(&double);
    let parent = r#"{ "Resources": { "Data": { "Type": "AWS::CloudFormation::Stack" } } }"#;
    change(&client, ChangeSetType::Create, parent).await?;
    execute(&client).await?;
    assert_eq!(
        settled(&client).await?.stack_status,
        Some(StackStatus::RollbackComplete)
    );
    let events = client.describe_stack_events().stack_name("chat").send().await?;
    let failed = events.stack_events().iter().find(|event| {
        event
            .resource_status_reason()
            .is_some_and(|said| said.starts_with("Embedded stack"))
    });
    let nested = failed
        .and_then(|event| event.physical_resource_id())
        .ok_or("no nested stack")?;
    let inner = client.describe_stack_events().stack_name(nested).send().await?;
    let reasons = inner
        .stack_events()
        .iter()
        .filter_map(|event| event.resource_status_reason());
    assert_eq!(reasons.filter(|said| *said == "no more tables").count(), 1);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn somebody_else_acts_in_between() -> Tested {
    let double = Double::new();
    double.stack("chat", "CREATE_COMPLETE", &template("a"));
    let client = client(&double);
    change(&client, ChangeSetType::Update, &template("b")).await?;
    double.before("cloudformation:ExecuteChangeSet", |double| {
        double.delete_outside("chat");
    });
    assert!(execute(&client).await.is_err());
    assert_eq!(double.status("chat"), None);
    Ok(())
}
