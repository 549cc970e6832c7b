//! The DynamoDB tables of a template.

use std::collections::BTreeMap;

use cfn::Tree;

use super::{Names, Properties, Report, functions::name};

/// A table to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The logical id.
    pub id: String,
    /// The physical name.
    pub name: String,
    /// The ARN that functions see.
    pub arn: String,
    /// The key.
    pub key: Key,
    /// The types of the attributes that keys are made of: `S`, `N` or `B`.
    pub attributes: BTreeMap<String, String>,
    /// The global secondary indexes by name.
    pub global_indexes: BTreeMap<String, Index>,
    /// The local secondary indexes by name.
    pub local_indexes: BTreeMap<String, Index>,
    /// The stream of changes, if it is on.
    pub stream: Option<Stream>,
    /// The attribute that holds an item's end of life in epoch seconds, if items expire.
    pub time_to_live: Option<String>,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The partition key's attribute (`HASH`).
    pub partition: String,
    /// The sort key's attribute (`RANGE`).
    pub sort: Option<String>,
}

/// A secondary index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The key.
    pub key: Key,
    /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
    pub projection: String,
    /// The attributes of an `INCLUDE` projection.
    pub included: Vec<String>,
}

/// A stream of a table's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The ARN that functions see.
    pub arn: String,
    /// What its records hold.
    pub view: StreamView,
}

/// What the records of a stream hold besides the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamView {
    /// `KEYS_ONLY`.
    KeysOnly,
    /// `NEW_IMAGE`.
    NewImage,
    /// `OLD_IMAGE`.
    OldImage,
    /// `NEW_AND_OLD_IMAGES`.
    NewAndOldImages,
}

impl StreamView {
    /// The name that the template and the records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeysOnly => "KEYS_ONLY",
            Self::NewImage => "NEW_IMAGE",
            Self::OldImage => "OLD_IMAGE",
            Self::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        }
    }

    /// Whether records hold the item as it is after the change.
    pub fn has_new(self) -> bool {
        matches!(self, Self::NewImage | Self::NewAndOldImages)
    }

    /// Whether records hold the item as it was before the change.
    pub fn has_old(self) -> bool {
        matches!(self, Self::OldImage | Self::NewAndOldImages)
    }

    fn parse(name: &str) -> Option<Self> {
        [
            Self::KeysOnly,
            Self::NewImage,
            Self::OldImage,
            Self::NewAndOldImages,
        ]
        .into_iter()
        .find(|view| view.as_str() == name)
    }
}

/// Reads the tables. A global table, which is what CDK's `TableV2` makes, is one table here: there is one region.
pub fn tables(names: &Names<'_>, report: &Report<'_>) -> Vec<Table> {
    let tables = names.of_type("AWS::DynamoDB::Table");
    tables
        .chain(names.of_type("AWS::DynamoDB::GlobalTable"))
        .filter_map(|(id, body)| table(id, body, names, report))
        .collect()
}

fn table(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Option<Table> {
    let mut properties = Properties::of(id, body, names, report);
    let attributes = properties.nested_list("AttributeDefinitions").into_iter();
    let attributes = attributes.filter_map(attribute).collect();
    let table = Table {
        id: id.to_owned(),
        name: name(id, names, report)?,
        arn: names.attribute_of(id, "Arn")?,
        key: key(&mut properties)?,
        attributes,
        global_indexes: indexes(&mut properties, "GlobalSecondaryIndexes"),
        local_indexes: indexes(&mut properties, "LocalSecondaryIndexes"),
        stream: stream(id, &mut properties, names),
        time_to_live: time_to_live(&mut properties),
    };
    // Capacity, protection and copies: nothing is metered here, and nothing outlives the run.
    properties.without_meaning(&[
        "BillingMode",
        "ContributorInsightsSpecification",
        "DeletionProtectionEnabled",
        "MultiRegionConsistency",
        "OnDemandThroughput",
        "PointInTimeRecoverySpecification",
        "ProvisionedThroughput",
        "ReadOnDemandThroughputSettings",
        "ReadProvisionedThroughputSettings",
        "Replicas",
        "ResourcePolicy",
        "SSESpecification",
        "TableClass",
        "TableName",
        "Tags",
        "WarmThroughput",
        "WriteOnDemandThroughputSettings",
        "WriteProvisionedThroughputSettings",
    ]);
    properties.finish();
    Some(table)
}

fn attribute(mut properties: Properties<'_>) -> Option<(String, String)> {
    let name = properties.required("AttributeName");
    let kind = properties.required("AttributeType");
    properties.finish();
    name.zip(kind)
}

fn key(properties: &mut Properties<'_>) -> Option<Key> {
    let mut partition = None;
    let mut sort = None;
    for mut element in properties.nested_list("KeySchema") {
        let name = element.required("AttributeName");
        match element.required("KeyType").as_deref() {
            Some("HASH") => partition = name,
            Some("RANGE") => sort = name,
            _ => element.unusable("KeyType", "`HASH` or `RANGE` is wanted"),
        }
        element.finish();
    }
    if partition.is_none() {
        properties.unusable("KeySchema", "it has no `HASH` key");
    }
    partition.map(|partition| Key { partition, sort })
}

fn indexes(properties: &mut Properties<'_>, property: &str) -> BTreeMap<String, Index> {
    let indexes = properties.nested_list(property).into_iter();
    indexes.filter_map(index).collect()
}

fn index(mut properties: Properties<'_>) -> Option<(String, Index)> {
    let name = properties.required("IndexName");
    let key = key(&mut properties);
    let mut projection = properties.nested("Projection");
    let kind = projection.as_mut().and_then(|map| map.text("ProjectionType"));
    let included = projection
        .as_mut()
        .map(|projection| projection.texts("NonKeyAttributes"));
    if let Some(projection) = projection {
        projection.finish();
    }
    properties.without_meaning(&[
        "ContributorInsightsSpecification",
        "OnDemandThroughput",
        "ProvisionedThroughput",
        "ReadOnDemandThroughputSettings",
        "ReadProvisionedThroughputSettings",
        "WarmThroughput",
        "WriteOnDemandThroughputSettings",
        "WriteProvisionedThroughputSettings",
    ]);
    properties.finish();
    let index = Index {
        key: key?,
        projection: kind.unwrap_or_else(|| "ALL".to_owned()),
        included: included.unwrap_or_default(),
    };
    Some((name?, index))
}

fn stream(id: &str, properties: &mut Properties<'_>, names: &Names<'_>) -> Option<Stream> {
    let mut specification = properties.nested("StreamSpecification")?;
    let view = specification.required("StreamViewType")?;
    let parsed = StreamView::parse(&view);
    if parsed.is_none() {
        specification.unusable("StreamViewType", format!("there is no view `{view}`"));
    }
    specification.without_meaning(&["ResourcePolicy"]);
    specification.finish();
    Some(Stream {
        arn: names.attribute_of(id, "StreamArn")?,
        view: parsed?,
    })
}

fn time_to_live(properties: &mut Properties<'_>) -> Option<String> {
    let mut specification = properties.nested("TimeToLiveSpecification")?;
    let enabled = specification.flag("Enabled").unwrap_or(false);
    let attribute = specification.text("AttributeName");
    specification.finish();
    attribute.filter(|_| enabled)
}
