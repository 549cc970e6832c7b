//! Assets on their way to the bucket, and what the templates get to know of them.

use std::collections::BTreeMap;

use ::deploy::{
    Clients,
    bootstrap::Store,
    upload::{Object, Step},
};
use cfn::Template;

use crate::{assets::Prepared, deploy::timed::timed, report::Failure, ui};

/// The parameter that takes the bucket's name, in every template with assets.
pub(crate) const BUCKET: &str = "AssetBucket";

/// Brings what is missing in the bucket, and says what that was.
pub(crate) async fn ship(clients: &Clients, store: &Store, assets: &[&Prepared]) -> Result<(), Failure> {
    let objects: Vec<Object> = assets
        .iter()
        .map(|asset| Object {
            path: asset.packed.file.clone(),
            key: asset.packed.key(),
            sha256: asset.packed.sha256.clone(),
            size: asset.packed.size,
        })
        .collect();
    let say = |step: Step<'_>| {
        if let Step::Begun(object) = step {
            ui::note(format_args!(
                "uploading {} ({} KB)",
                object.key,
                object.size.div_ceil(1024)
            ));
        }
    };
    let uploaded = timed("assets", "upload", clients.upload(store, &objects, say)).await?;
    ui::detail(format_args!(
        "assets: {} uploaded, {} were there",
        uploaded.brought, uploaded.present
    ));
    Ok(())
}

/// Gives a stack's parameters the bucket and the keys of its assets; what somebody gave by hand goes before.
pub(crate) fn tell(
    given: &mut BTreeMap<String, String>,
    template: &Template,
    store: &Store,
    assets: &[&Prepared],
) {
    let mut give = |name: &str, value: String| {
        given.entry(name.to_owned()).or_insert(value);
    };
    if template.tree().at(&["Parameters", BUCKET]).is_some() {
        give(BUCKET, store.bucket.clone());
    }
    for asset in assets {
        give(&asset.asset.key_parameter, asset.packed.key());
    }
}
