//! What Sentinel knows of users: its table `IdentityInfo` in the fields of ASIM, and rows enriched by it.
//! <https://learn.microsoft.com/azure/sentinel/ueba-reference#identityinfo-table>

use lurcher_symbols::{ScalarType, StoredParameter, StoredParameterType};

use super::Definition;
use crate::asim::parameter;

/// How the functions are called behind `_ASIM_`.
pub(super) const WORDS: [&str; 2] = ["IdentityInfo", "Enrich_IdentityInfo"];

/// Columns of the table that the view leaves out.
const LEFT_OUT: &str = "AccountName, AccountDomain, GivenName, Surname, Type, TenantId, OnPremisesExtensionAttributes, \
                        UserState, UserStateChangedOn, SourceSystem, InvestigationPriority, \
                        InvestigationPriorityPercentile, ExtensionProperty, AccountCloudSID, Applications, \
                        ServicePrincipals";

/// The table's columns, and what the view calls them.
const RENAMED: [(&str, &str); 30] = [
    ("AccountUPN", "Username"),
    ("AccountDisplayName", "UserDisplayName"),
    ("AccountSID", "UserSid"),
    ("OnPremisesDistinguishedName", "UserDN"),
    ("Tags", "UserTags"),
    ("RiskLevel", "UserRiskLevel"),
    ("RiskLevelDetails", "UserRiskLevelDetails"),
    ("RiskState", "UserRiskState"),
    ("BlastRadius", "UserBlastRadius"),
    ("GroupMembership", "UserGroupMembership"),
    ("AssignedRoles", "UserAssignedRoles"),
    ("Department", "UserDepartment"),
    ("EmployeeId", "UserEmployeeId"),
    ("JobTitle", "UserJobTitle"),
    ("MailAddress", "UserMailAddress"),
    ("AdditionalMailAddresses", "UserAdditionalMailAddresses"),
    ("Manager", "UserManager"),
    ("StreetAddress", "UserStreetAddress"),
    ("City", "UserCity"),
    ("Country", "UserCountry"),
    ("State", "UserRegion"),
    ("Phone", "UserPhone"),
    ("IsAccountEnabled", "UserAccountEnabled"),
    ("AccountCreationTime", "UserAccountCreationTime"),
    ("RelatedAccounts", "RelatedUsers"),
    ("DeletedDateTime", "UserDeleted"),
    ("LastSeenDate", "UserLastSeen"),
    ("UACFlags", "UserUACFlags"),
    ("IsMFARegistered", "UserIsMFARegistered"),
    ("EntityRiskScore", "UserRiskScore"),
];

/// The parameters that name the field to look a user up by, in order of precedence, with the column of the view. A
/// tenant goes with an id: users of two tenants may have the same.
const KEYS: [(&str, &str); 4] =
    [("AadIdField", "UserId"), ("SidField", "UserSid"), ("UpnField", "UserUpn"), ("EmailField", "UserMailAddress")];
const TENANT: (&str, &str) = ("TenantIdField", "UserScopeId");

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    match word {
        "IdentityInfo" => Some((Vec::new(), view())),
        "Enrich_IdentityInfo" => Some((enriching_parameters(), enriching())),
        _ => None,
    }
}

/// The newest row of each user of the last two weeks.
fn view() -> String {
    let renamed: Vec<String> = RENAMED.iter().map(|(from, to)| format!("{to} = {from}")).collect();
    format!(
        "IdentityInfo\n\
         | where TimeGenerated > ago(14d) and AccountObjectId != ''\n\
         | project-away {LEFT_OUT}\n\
         | summarize arg_max(TimeGenerated, *) by UserScopeId = AccountTenantId, UserId = AccountObjectId\n\
         | project-away TimeGenerated\n\
         | project-rename {renamed}\n\
         | extend UsernameType = 'UPN', UserIdType = 'AadId', UserType = iff(UserType == 'Guest', UserType, ''), \
         UserUpn = Username",
        renamed = renamed.join(", "),
    )
}

fn enriching_parameters() -> Vec<StoredParameter> {
    let rows = StoredParameter { name: "T".into(), ty: StoredParameterType::Table(Vec::new()), default: None };
    let [(id, _), rest @ ..] = KEYS;
    let fields = [id, TENANT.0].into_iter().chain(rest.map(|(parameter, _)| parameter));
    [rows].into_iter().chain(fields.map(|field| parameter(field, ScalarType::String, "''"))).collect()
}

/// The rows with what is known of the user that one of their fields names.
fn enriching() -> String {
    let (tenant, scope) = TENANT;
    let value = |parameter: &str| format!("tostring(column_ifexists({parameter}, ''))");
    let (id, user) = KEYS[0];
    let own_id = format!("iff({0} != '', strcat({0}, '/', {1}), {1})", value(tenant), value(id));
    let others = KEYS[1..].iter().map(|(parameter, _)| value(parameter));
    let own: Vec<String> = [own_id].into_iter().chain(others).collect();
    let known: String = KEYS.iter().map(|(parameter, column)| format!("{parameter} != '', {column}, ")).collect();
    format!(
        "T\n\
         | extend join_key = coalesce({own})\n\
         | lookup (_ASIM_IdentityInfo\n    \
         | extend join_key = case({tenant} != '', strcat({scope}, '/', {user}), {known}'')) on join_key\n\
         | project-away join_key",
        own = own.join(", "),
    )
}
