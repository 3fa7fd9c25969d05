//! Assets: no events, but what is known of files, sites and their owners.
//! <https://learn.microsoft.com/azure/sentinel/normalization-schema-asset>

use super::filter::{END, START, Test, filter};
use super::{Schema, Times, Unifier};

/// Sentinel has no source of this schema yet: the fields that the parameters look at are those that bear their names.
pub(super) const SCHEMA: Schema = Schema {
    stores_id: true,
    stores_name: true,
    times: Times::Stored,
    ..Schema::new(
        "AssetEntity",
        "normalization-schema-asset",
        "ASimAssetEntityLogs",
        &[Unifier { name: "AssetEntity", also: &[], families: &["AssetEntity"] }],
        &[
            START,
            END,
            filter("entityid_has_any", Test::HasAny, &["EntityId"]),
            filter("entityname_has_any", Test::HasAny, &["EntityName"]),
            filter("entitytype_in", Test::EqualsInAnyCase, &["AssetType"]),
            filter("path_has_any", Test::HasAny, &["AssetPath"]),
            filter("assetowner_has_any", Test::HasAny, &["AssetOwnerId"]),
            filter("entitysource_has_any", Test::HasAny, &["EntitySource"]),
        ],
    )
};
