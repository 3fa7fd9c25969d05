//! The codes of what is wrong with content beside its KQL. All are ours.

use lurcher_diagnostics::{Example, codes};

codes! {
    list CHECKS;

    /// A key that the format of Sentinel's content asks for is missing or has no value.
    ///
    /// Sentinel takes no rule without an id, a name, a description, a severity and, where it is scheduled, its four settings of time and
    /// threshold: their absence is an error. Everything else, and all of it in a hunting query, is a warning: the query runs, but nobody
    /// can refer to it, or find it by what it looks for.
    MISSING_METADATA = "LUR500" {
        remedy: "Add the key with its value. A new id is a fresh GUID, as New-Guid or uuidgen make them.",
        example: Example::file("hunt.yaml", "name: Logons\nquery: SigninLogs\n"),
    }

    /// An id is no GUID.
    BAD_ID = "LUR501" {
        remedy: "Write a GUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.",
        example: Example::file("hunt.yaml", "id: logons-1\nname: Logons\nquery: SigninLogs\n"),
    }

    /// Several rules or queries have the same id.
    ///
    /// Whoever deploys both overwrites one by the other. The usual cause is a file that began as a copy.
    DUPLICATE_ID = "LUR502" {
        remedy: "Give one of them a new GUID; remove the one that nobody needs.",
        example: Example::file("hunts.yaml", "id: 70e2a349-87f0-4266-809c-e92fc71e0830\nquery: SigninLogs\n---\nid: 70e2a349-87f0-4266-809c-e92fc71e0830\nquery: AuditLogs\n"),
    }

    /// A text is longer than Sentinel takes it.
    TEXT_TOO_LONG = "LUR503" {
        remedy: "Shorten it: a name has at most 256 characters, a description 5,000.",
        example: Example::Told("a rule whose name has 300 characters"),
    }

    /// A key has a value that it does not take.
    ///
    /// `severity`, `kind`, `triggerOperator` and `eventGroupingSettings.aggregationKind` take one of a few words each.
    UNKNOWN_WORD = "LUR504" {
        remedy: "Use one of the words that the message names.",
        example: Example::file("rule.yaml", "kind: Scheduled\nseverity: Critical\nquery: SigninLogs\n"),
    }

    /// A version is not of the form X.Y.Z.
    BAD_VERSION = "LUR505" {
        remedy: "Write three numbers with points between them.",
        example: Example::file("rule.yaml", "kind: NRT\nversion: 1.0\nquery: SigninLogs\n"),
    }

    /// Several files define a function of the same name.
    ///
    /// Queries get the first: that of the workspace before those of content, and of content in the order of the folders and of the files
    /// in them.
    DUPLICATE_FUNCTION = "LUR506" {
        remedy: "Remove or rename one of them.",
        example: Example::file("functions.yaml", "FunctionName: f\nFunctionQuery: SigninLogs\n---\nFunctionName: f\nFunctionQuery: AuditLogs\n"),
    }

    /// A tactic is none of MITRE ATT&CK's, or not spelt as Sentinel spells it.
    ///
    /// Sentinel writes tactics without blanks. ATT&CK 19 has split what Sentinel goes on to call DefenseEvasion.
    UNKNOWN_TACTIC = "LUR510" {
        remedy: "Use Sentinel's spelling, such as CommandAndControl.",
        example: Example::file("hunt.yaml", "tactics: [Command and Control]\nquery: SigninLogs\n"),
    }

    /// A technique is none of MITRE ATT&CK's.
    ///
    /// The ids of the Enterprise and ICS matrices are known, those of sub-techniques too.
    UNKNOWN_TECHNIQUE = "LUR511" {
        remedy: "Look the technique up on https://attack.mitre.org and write its id.",
        example: Example::file("hunt.yaml", "relevantTechniques: [T1905]\nquery: SigninLogs\n"),
    }

    /// A technique belongs to none of the tactics that the content names.
    ///
    /// Sentinel shows a rule under its tactics and techniques; a technique without its tactic is not found there.
    TECHNIQUE_WITHOUT_TACTIC = "LUR512" {
        remedy: "Add a tactic of the technique, or remove the technique.",
        example: Example::file("hunt.yaml", "tactics: [Impact]\nrelevantTechniques: [T1095]\nquery: SigninLogs\n"),
    }

    /// A technique is no longer a part of MITRE ATT&CK.
    ///
    /// Sentinel may still know it, as it follows new versions of ATT&CK slowly.
    WITHDRAWN_TECHNIQUE = "LUR513" {
        remedy: "Use its successor where your Sentinel offers it.",
        example: Example::file("hunt.yaml", "relevantTechniques: [T1086]\nquery: SigninLogs\n"),
    }

    /// The value of a key is no span of time.
    BAD_DURATION = "LUR520" {
        remedy: "Write a whole number with m, h or d: 5m, 1h, 14d. ISO 8601 (PT5M) is taken too.",
        example: Example::file("rule.yaml", "kind: Scheduled\nqueryFrequency: hourly\nquery: SigninLogs\n"),
    }

    /// A span of time is shorter or longer than Sentinel takes it.
    DURATION_OUT_OF_RANGE = "LUR521" {
        remedy: "Write 5 minutes at least and 14 days at most. Beyond that a summary rule helps.",
        example: Example::file("rule.yaml", "kind: Scheduled\nqueryPeriod: 30d\nquery: SigninLogs\n"),
    }

    /// A rule looks back over less time than passes between its runs.
    ///
    /// What happens in between is never looked at, so Sentinel refuses such a rule.
    PERIOD_TOO_SHORT = "LUR522" {
        remedy: "Make `queryPeriod` as long as `queryFrequency` or longer.",
        example: Example::file("rule.yaml", "kind: Scheduled\nqueryFrequency: 1d\nqueryPeriod: 1h\nquery: SigninLogs\n"),
    }

    /// A rule that looks back over two days or more runs more often than once an hour.
    FREQUENCY_TOO_HIGH = "LUR523" {
        remedy: "Make `queryFrequency` one hour or longer, or `queryPeriod` shorter than two days.",
        example: Example::file("rule.yaml", "kind: Scheduled\nqueryFrequency: 5m\nqueryPeriod: 14d\nquery: SigninLogs\n"),
    }

    /// A threshold is larger than Sentinel takes it.
    THRESHOLD_OUT_OF_RANGE = "LUR524" {
        remedy: "Write 0 to 10,000; for more, count in the query.",
        example: Example::file("rule.yaml", "kind: Scheduled\ntriggerThreshold: 50000\nquery: SigninLogs\n"),
    }

    /// There are too many or too few entity mappings, or columns in one.
    MAPPING_COUNT = "LUR530" {
        remedy: "A rule maps at most 10 entities, and an entity is made of 1 to 3 columns.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: SigninLogs\nentityMappings:\n  - entityType: Account\n    fieldMappings: []\n"),
    }

    /// A type of entity that Sentinel does not know.
    UNKNOWN_ENTITY = "LUR531" {
        remedy: "Use a type of https://learn.microsoft.com/azure/sentinel/entities-reference, without blanks.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: SigninLogs\nentityMappings:\n  - entityType: User\n    fieldMappings:\n      - identifier: Name\n        columnName: UserPrincipalName\n"),
    }

    /// An identifier that the type of entity does not have, or one that stands twice.
    UNKNOWN_IDENTIFIER = "LUR532" {
        remedy: "Use an identifier of the entity's type, each once. A second IP address is a second entity.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: SigninLogs\nentityMappings:\n  - entityType: IP\n    fieldMappings:\n      - identifier: IPAddress\n        columnName: IPAddress\n"),
    }

    /// The identifiers of an entity are not enough to make one.
    INCOMPLETE_ENTITY = "LUR533" {
        remedy: "Map one of the identifiers that the message names.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: SigninLogs\nentityMappings:\n  - entityType: Account\n    fieldMappings:\n      - identifier: UPNSuffix\n        columnName: UserPrincipalName\n"),
    }

    /// A mapping, a custom detail or the text of an alert names a column that the query does not return.
    ///
    /// Names of columns are case-sensitive. Nothing is said of a query whose columns are not known beforehand, as with `bag_unpack`.
    UNKNOWN_COLUMN = "LUR534" {
        remedy: "Return the column from the query (`project`, `summarize … by`), or name another.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: SigninLogs | summarize count() by IPAddress\nentityMappings:\n  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: IpAddress\n"),
    }

    /// A custom detail has a name that Sentinel does not take, there are too many, or an alert's text names too many columns.
    ALERT_DETAILS = "LUR535" {
        remedy: "Take at most 20 custom details with names of 20 letters, digits and underscores, and at most 3 columns in a text.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: SigninLogs\ncustomDetails:\n  IP address: IPAddress\n"),
    }

    /// The query of a rule is longer than Sentinel takes it.
    QUERY_TOO_LONG = "LUR540" {
        remedy: "Take 10,000 characters at most: move parts into a saved function, and lists into a watchlist.",
        example: Example::Told("a rule whose query lists a thousand addresses"),
    }

    /// A rule searches all tables, which Sentinel refuses.
    ALL_TABLES = "LUR541" {
        remedy: "Name the tables.",
        example: Example::file("rule.yaml", "kind: NRT\nquery: union * | take 1\n"),
    }
}
