//! `SecurityEvent`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityevent>

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::event::{Event, Payload};
use super::{NAMESPACE, write_data};
use crate::rows::{Output, Table};

/// The table.
pub(super) static TABLE: Table = Table::new(
    "SecurityEvent",
    "TimeGenerated:datetime Account AccountType Computer EventSourceName Channel Task:int Level EventID:int Activity \
     EventData EventRecordId Version:int Opcode Keywords Correlation SystemProcessId:int SystemThreadId:int \
     SystemUserId SubjectAccount TargetAccount Process LogonTypeName \
     AccessList AccessMask AccessReason AccountDomain AccountExpires AccountName AccountSessionIdentifier AdditionalInfo \
     AdditionalInfo2 AllowedToDelegateTo Attributes AuditPolicyChanges AuditsDiscarded:int AuthenticationLevel:int \
     AuthenticationPackageName AuthenticationProvider AuthenticationServer AuthenticationService:int AuthenticationType \
     CACertificateHash CalledStationID CallerProcessId CallerProcessName CallingStationID CAPublicKeyHash CategoryId \
     CertificateDatabaseHash ClassId ClassName ClientAddress ClientIPAddress ClientName CommandLine CompatibleIds \
     DCDNSName DeviceDescription DeviceId DisplayName Disposition DomainBehaviorVersion DomainName DomainPolicyChanged \
     DomainSid EAPType ElevatedToken ErrorCode:int ExtendedQuarantineState FailureReason FileHash FilePath \
     FilePathNoUser Filter ForceLogoff Fqbn FullyQualifiedSubjectMachineName FullyQualifiedSubjectUserName \
     GroupMembership HandleId HardwareIds HomeDirectory HomePath ImpersonationLevel InterfaceUuid IpAddress IpPort \
     KeyLength:int LmPackageName LocationInformation LockoutDuration LockoutObservationWindow LockoutThreshold \
     LoggingResult LogonGuid LogonHours LogonID LogonProcessName LogonType:int MachineAccountQuota MachineInventory \
     MachineLogon MandatoryLabel MaxPasswordAge MemberName MemberSid MinPasswordAge MinPasswordLength MixedDomainMode \
     NASIdentifier NASIPv4Address NASIPv6Address NASPort NASPortType NetworkPolicyName NewDate NewMaxUsers \
     NewProcessId NewProcessName NewRemark NewShareFlags NewTime NewUacValue NewValue NewValueType ObjectName \
     ObjectServer ObjectType ObjectValueName OemInformation OldMaxUsers OldRemark OldShareFlags OldUacValue OldValue \
     OldValueType OperationType PackageName ParentProcessName PasswordHistoryLength PasswordLastSet PasswordProperties \
     PreviousDate PreviousTime PrimaryGroupId PrivateKeyUsageCount PrivilegeList ProcessId ProcessName ProfilePath \
     Properties ProtocolSequence ProxyPolicyName QuarantineHelpURL QuarantineSessionID QuarantineSessionIdentifier \
     QuarantineState QuarantineSystemHealthResult RelativeTargetName RemoteIpAddress RemotePort Requester RequestId \
     RestrictedAdminMode RowsDeleted SamAccountName ScriptPath SecurityDescriptor ServiceAccount ServiceFileName \
     ServiceName ServiceStartType:int ServiceType SessionName ShareLocalPath ShareName SidHistory Status SubcategoryGuid \
     SubcategoryId Subject SubjectDomainName SubjectKeyIdentifier SubjectLogonId SubjectMachineName SubjectMachineSID \
     SubjectUserName SubjectUserSid SubStatus TableId TargetDomainName TargetInfo TargetLinkedLogonId TargetLogonGuid \
     TargetLogonId TargetOutboundDomainName TargetOutboundUserName TargetServerName TargetSid TargetUser \
     TargetUserName TargetUserSid TemplateContent TemplateDSObjectFQDN TemplateInternalName TemplateOID \
     TemplateSchemaVersion TemplateVersion TokenElevationType TransmittedServices UserAccountControl UserParameters \
     UserPrincipalName UserWorkstations VendorIds VirtualAccount Workstation WorkstationName SourceSystem",
);

/// These have all that they say in columns, and an empty `EventData`.
const IN_COLUMNS_ALONE: [i64; 4] = [4624, 4625, 4662, 4688];

/// What each event is called: number and title, a line each, in the wording of the table.
static TITLES: LazyLock<FxHashMap<i64, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/security_events.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).filter_map(|(id, title)| Some((id.parse().ok()?, title))).collect()
});

/// Writes an event.
pub(super) fn write(event: &Event<'_>, out: &mut Output) {
    let activity = match event.id.map(|id| (id, TITLES.get(&id))) {
        Some((id, Some(title))) => format!("{id} - {title}"),
        Some((id, None)) => id.to_string(),
        None => String::new(),
    };
    let is_in_columns_alone = event.id.is_some_and(|id| IN_COLUMNS_ALONE.contains(&id));
    if is_in_columns_alone {
        let lost = event.data.iter().filter(|(name, value)| !value.is_empty() && TABLE.column(name).is_none());
        lost.for_each(|(name, _)| out.note_lost(if name.is_empty() { "Data" } else { name }));
    }
    let mut row = out.row(&TABLE);
    event.write_system(&mut row);
    row.text("EventSourceName", &event.provider);
    if let Some(level) = event.level {
        row.text("Level", &level.to_string());
    }
    event.count_unfit(&mut row, &[("Level", "Level")]);
    row.text("Activity", &activity);

    let subject = account(event, "Subject");
    let target = account(event, "Target");
    row.text("SubjectAccount", subject.as_ref().map_or("", |a| &a.name));
    row.text("TargetAccount", target.as_ref().map_or("", |a| &a.name));
    let (first, second) = if matches!(event.id, Some(4624 | 4625)) { (&target, &subject) } else { (&subject, &target) };
    if let Some(account) = first.as_ref().or(second.as_ref()) {
        row.text("Account", &account.name);
        row.text("AccountType", account.kind());
    }
    let process = event.value("NewProcessName").or_else(|| event.value("ProcessName")).unwrap_or_default();
    row.text("Process", process.rsplit('\\').next().unwrap_or_default());
    row.text("LogonTypeName", &logon_type(event));
    if !is_in_columns_alone {
        row.text("EventData", &event_data(event));
    }
    for (name, value) in &event.data {
        let Some((column, _)) = TABLE.column(name) else { continue };
        // A header's column keeps the header's value.
        if row.has(column) || IS_OWN.contains(&column) {
            continue;
        }
        let value = if column.ends_with("LogonGuid") { value.trim_matches(['{', '}']) } else { value };
        row.text(column, value);
    }
}

/// Columns that are not filled by the values of their name.
const IS_OWN: [&str; 9] = [
    "TimeGenerated",
    "Account",
    "AccountType",
    "SubjectAccount",
    "TargetAccount",
    "Process",
    "LogonTypeName",
    "EventData",
    "SourceSystem",
];

/// An account of an event.
struct Account<'e> {
    /// With its domain.
    name: String,
    user: &'e str,
    sid: Option<&'e str>,
}

impl Account<'_> {
    fn kind(&self) -> &'static str {
        match self.sid {
            None => "",
            Some("S-1-5-18" | "S-1-5-19" | "S-1-5-20") => "Machine",
            Some(_) if self.user.ends_with('$') => "Machine",
            Some(_) => "User",
        }
    }
}

/// The account of that role, with its domain where the event has a place for one.
fn account<'e>(event: &'e Event<'_>, role: &str) -> Option<Account<'e>> {
    let value = |part: &str| event.value(&format!("{role}{part}"));
    let user = value("UserName")?;
    let name = match value("DomainName") {
        Some(domain) => format!("{domain}\\{user}"),
        None => user.to_owned(),
    };
    Some(Account { name, user, sid: value("UserSid").or_else(|| value("Sid")) })
}

/// The logon type with its name. <https://learn.microsoft.com/windows-server/identity/securing-privileged-access>
fn logon_type(event: &Event<'_>) -> String {
    let Some(number) = event.value("LogonType") else { return String::new() };
    let name = match number {
        "0" => "System",
        "2" => "Interactive",
        "3" => "Network",
        "4" => "Batch",
        "5" => "Service",
        "7" => "Unlock",
        "8" => "NetworkCleartext",
        "9" => "NewCredentials",
        "10" => "RemoteInteractive",
        "11" => "CachedInteractive",
        "12" => "CachedRemoteInteractive",
        "13" => "CachedUnlock",
        _ => return number.to_owned(),
    };
    format!("{number} - {name}")
}

/// What the event says as XML: a line a value, which ASIM's parsers match to the letter.
fn event_data(event: &Event<'_>) -> String {
    if let Payload::UserData(xml) = &event.payload {
        return xml.clone();
    }
    if event.data.is_empty() {
        return String::new();
    }
    let mut out = format!("<EventData xmlns=\"{NAMESPACE}\">");
    for (name, value) in &event.data {
        out.push_str("\r\n  ");
        write_data(&mut out, name, value);
    }
    out.push_str("\r\n</EventData>");
    out
}
