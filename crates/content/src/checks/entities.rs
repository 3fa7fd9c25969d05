//! The entity types that query results can be mapped to, with their identifiers.
//! <https://learn.microsoft.com/azure/sentinel/entities-reference#entity-types-and-identifiers>

/// What there is to know of an entity type.
pub(super) struct EntityType {
    /// The name.
    pub(super) name: &'static str,
    /// What a column can be mapped to.
    pub(super) identifiers: &'static [&'static str],
    /// Each group of identifiers is enough to make an entity.
    pub(super) enough: &'static [&'static [&'static str]],
}

/// The entity type of that name, in any case.
pub(super) fn entity_type(name: &str) -> Option<&'static EntityType> {
    ENTITY_TYPES.iter().find(|entity| entity.name.eq_ignore_ascii_case(name))
}

const fn entity(
    name: &'static str,
    identifiers: &'static [&'static str],
    enough: &'static [&'static [&'static str]],
) -> EntityType {
    EntityType { name, identifiers, enough }
}

pub(super) const ENTITY_TYPES: &[EntityType] = &[
    entity(
        "Account",
        &[
            "Name",
            "FullName",
            "NTDomain",
            "DnsDomain",
            "UPNSuffix",
            "Sid",
            "AadTenantId",
            "AadUserId",
            "PUID",
            "IsDomainJoined",
            "DisplayName",
            "ObjectGuid",
            "CloudAppAccountId",
        ],
        &[&["FullName"], &["Sid"], &["Name"], &["AadUserId"], &["PUID"], &["ObjectGuid"]],
    ),
    entity("AzureResource", &["ResourceId"], &[&["ResourceId"]]),
    entity("CloudApplication", &["AppId", "Name", "InstanceName"], &[&["AppId"], &["Name"]]),
    entity("DNS", &["DomainName"], &[&["DomainName"]]),
    entity("File", &["Directory", "Name"], &[&["Name"]]),
    entity("FileHash", &["Algorithm", "Value"], &[&["Algorithm", "Value"]]),
    entity(
        "Host",
        &[
            "DnsDomain",
            "NTDomain",
            "HostName",
            "FullName",
            "NetBiosName",
            "AzureID",
            "OMSAgentID",
            "OSFamily",
            "OSVersion",
            "IsDomainJoined",
        ],
        &[&["FullName"], &["HostName"], &["NetBiosName"], &["AzureID"], &["OMSAgentID"]],
    ),
    entity("IP", &["Address", "AddressScope"], &[&["Address"]]),
    entity(
        "IoTDevice",
        &[
            "DeviceId",
            "DeviceName",
            "Manufacturer",
            "Model",
            "FirmwareVersion",
            "OperatingSystem",
            "MacAddress",
            "Protocols",
            "SerialNumber",
            "Source",
            "IoTSecurityAgentId",
            "DeviceType",
        ],
        &[&["DeviceId"]],
    ),
    entity(
        "Mailbox",
        &["MailboxPrimaryAddress", "DisplayName", "Upn", "ExternalDirectoryObjectId", "RiskLevel"],
        &[&["MailboxPrimaryAddress"]],
    ),
    entity(
        "MailCluster",
        &[
            "NetworkMessageIds",
            "CountByDeliveryStatus",
            "CountByThreatType",
            "CountByProtectionStatus",
            "Threats",
            "Query",
            "QueryTime",
            "MailCount",
            "IsVolumeAnomaly",
            "Source",
            "ClusterSourceIdentifier",
            "ClusterSourceType",
            "ClusterQueryStartTime",
            "ClusterQueryEndTime",
            "ClusterGroup",
        ],
        &[&["Query"], &["Source"]],
    ),
    entity(
        "MailMessage",
        &[
            "Recipient",
            "Urls",
            "Threats",
            "Sender",
            "P1Sender",
            "P1SenderDisplayName",
            "P1SenderDomain",
            "SenderIP",
            "P2Sender",
            "P2SenderDisplayName",
            "P2SenderDomain",
            "ReceivedDate",
            "NetworkMessageId",
            "InternetMessageId",
            "Subject",
            "BodyFingerprintBin1",
            "BodyFingerprintBin2",
            "BodyFingerprintBin3",
            "BodyFingerprintBin4",
            "BodyFingerprintBin5",
            "AntispamDirection",
            "DeliveryAction",
            "DeliveryLocation",
            "Language",
            "ThreatDetectionMethods",
        ],
        &[&["NetworkMessageId"], &["Recipient"]],
    ),
    entity("Malware", &["Name", "Category"], &[&["Name"]]),
    entity(
        "Process",
        &["ProcessId", "CommandLine", "ElevationToken", "CreationTimeUtc"],
        &[&["CommandLine"], &["ProcessId"]],
    ),
    entity("RegistryKey", &["Hive", "Key"], &[&["Key"], &["Hive"]]),
    entity("RegistryValue", &["Name", "Value", "ValueType"], &[&["Name"]]),
    entity(
        "SecurityGroup",
        &["DistinguishedName", "SID", "ObjectGuid"],
        &[&["DistinguishedName"], &["SID"], &["ObjectGuid"]],
    ),
    entity("SentinelEntities", &["Entities"], &[&["Entities"]]),
    entity(
        "SubmissionMail",
        &[
            "NetworkMessageId",
            "Timestamp",
            "Recipient",
            "Sender",
            "SenderIp",
            "Subject",
            "ReportType",
            "SubmissionId",
            "SubmissionDate",
            "Submitter",
        ],
        &[&["SubmissionId"], &["NetworkMessageId"], &["Recipient"], &["Submitter"]],
    ),
    entity("URL", &["Url"], &[&["Url"]]),
];
