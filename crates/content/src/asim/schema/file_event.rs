//! Files. <https://learn.microsoft.com/azure/sentinel/normalization-schema-file-event>

use super::filter::{END, START, Test, filter};
use super::{DVC, RULE, SCOPE, Schema, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    computed: &[
        ("Dvc", DVC),
        ("DvcScopeId", SCOPE),
        ("Src", "SrcIpAddr"),
        ("IpAddr", "SrcIpAddr"),
        ("Rule", RULE),
        ("User", "ActorUsername"),
        ("FileName", "TargetFileName"),
        ("FilePath", "TargetFilePath"),
        ("Hash", "coalesce(TargetFileSHA512, TargetFileSHA256, TargetFileMD5, TargetFileSHA1)"),
        ("Process", "ActingProcessName"),
        ("Url", "TargetUrl"),
        ("Application", "TargetAppName"),
    ],
    ..Schema::new(
        "FileEvent",
        "normalization-schema-file-event",
        "ASimFileEventLogs",
        &[Unifier { name: "FileEvent", also: &[], families: &["FileEvent"] }],
        &[
            START,
            END,
            filter("eventtype_in", Test::InAnyCase, &["EventType"]),
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]),
            filter("actorusername_has_any", Test::HasAny, &["ActorUsername"]),
            filter("targetfilepath_has_any", Test::HasAny, &["TargetFilePath"]),
            filter("srcfilepath_has_any", Test::HasAny, &["SrcFilePath"]),
            filter(
                "hashes_has_any",
                Test::InAnyCase,
                &["TargetFileMD5", "TargetFileSHA1", "TargetFileSHA256", "TargetFileSHA512"],
            ),
            filter("dvchostname_has_any", Test::HasAny, &["DvcHostname"]),
        ],
    )
};
