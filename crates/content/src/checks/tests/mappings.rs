use super::*;

const COLUMNS: [&str; 3] = ["SourceIP", "SourceUserName", "Hits"];

#[test]
fn entities() {
    assert_eq!(
        changed(RULE, "entityType: IP", "entityType: IPAddress"),
        [
            "r.yaml:21:17: error[LUR531]: 'IPAddress' is no type of entity (use one of Account, AzureResource, CloudApplication, DNS, File, FileHash, Host, IP, IoTDevice, Mailbox, MailCluster, MailMessage, Malware, Process, RegistryKey, RegistryValue, SecurityGroup, SentinelEntities, SubmissionMail, URL)"
        ]
    );
    assert_eq!(
        changed(RULE, "entityType: IP", "entityType: Azure Resource")[0],
        "r.yaml:21:17: error[LUR531]: 'Azure Resource' is no type of entity (did you mean 'AzureResource'?)"
    );
    assert_eq!(
        changed(RULE, "  - entityType: IP\n    fieldMappings:", "  - fieldMappings:"),
        [
            "r.yaml:21:5: error[LUR531]: an entity mapping has no 'entityType' (add 'entityType:' with Account, Host, IP or another type of entity)"
        ]
    );
}

#[test]
fn identifiers() {
    assert_eq!(
        changed(RULE, "identifier: Address", "identifier: Adress"),
        ["r.yaml:23:21: error[LUR532]: 'Adress' is no identifier of the entity IP (did you mean 'Address'?)"]
    );
    let twice = "identifier: Address\n        columnName: SourceIP\n      - identifier: Address";
    assert_eq!(
        changed(RULE, "identifier: Address", twice),
        [
            "r.yaml:25:21: error[LUR532]: the identifier 'Address' stands twice in one entity (map a second entity for a second column)"
        ]
    );
    let host = RULE.replace("entityType: IP", "entityType: Host");
    assert_eq!(
        changed(&host, "identifier: Address", "identifier: DnsDomain"),
        [
            "r.yaml:21:5: error[LUR533]: DnsDomain is not enough to make an entity Host (map FullName, or HostName, or NetBiosName, or AzureID, or OMSAgentID too)"
        ]
    );
    assert_eq!(
        changed(RULE, "        columnName: SourceIP\n", ""),
        ["r.yaml:23:9: error[LUR534]: no column is mapped to 'Address' (add 'columnName:' with a column)"]
    );
}

#[test]
fn counts() {
    let one = "  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: SourceIP\n";
    assert_eq!(changed(RULE, one, &one.repeat(10)), [""; 0]);
    assert_eq!(
        changed(RULE, one, &one.repeat(11)),
        [
            "r.yaml:61:5: error[LUR530]: there are 11 entity mappings, and Sentinel takes 10 (remove those that say least)"
        ]
    );
    let none = "  - entityType: IP\n    fieldMappings: []\n";
    assert_eq!(
        changed(RULE, one, none),
        [
            "r.yaml:21:5: error[LUR530]: an entity is made of 0 columns, and Sentinel takes 1 to 3 (map the columns that identify the entity best under 'fieldMappings')"
        ]
    );
    let field = |name: &str| format!("      - identifier: {name}\n        columnName: SourceIP\n");
    let four = ["Name", "NTDomain", "DnsDomain", "Sid"].map(field).concat();
    let four = format!("  - entityType: Account\n    fieldMappings:\n{four}");
    assert_eq!(changed(RULE, one, &four).len(), 1);
}

#[test]
fn columns_that_the_query_returns() {
    assert_eq!(
        columns(&RULE.replace("columnName: SourceIP", "columnName: SourceIp"), &COLUMNS),
        ["r.yaml:24:21: error[LUR534]: the query returns no column 'SourceIp' (did you mean 'SourceIP'?)"]
    );
    assert_eq!(
        columns(&RULE.replace("Hits: Hits", "Hits: Total"), &COLUMNS),
        [
            "r.yaml:26:9: error[LUR534]: the query returns no column 'Total' (let the query return it, or name another column)"
        ]
    );
    assert_eq!(
        columns(&RULE.replace("{{SourceIP}}", "{{ SourceIP }} at {{Computer}}"), &COLUMNS),
        [
            "r.yaml:28:62: error[LUR534]: the query returns no column 'Computer' (let the query return it, or name another column)"
        ]
    );
    let hunt = format!(
        "{HUNT}entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - {{identifier: Address, columnName: Ip}}\n"
    );
    assert_eq!(
        columns(&hunt, &COLUMNS),
        [
            "r.yaml:12:43: warning[LUR534]: the query returns no column 'Ip' (let the query return it, or name another column)"
        ]
    );
}

#[test]
fn details() {
    assert_eq!(
        changed(RULE, "  Hits: Hits", "  Number of hits: Hits"),
        [
            "r.yaml:26:3: error[LUR535]: a custom detail cannot be called 'Number of hits' (begin with a letter, go on with letters, digits and _, and take 20 characters at most)"
        ]
    );
    let details: String = (0..21).map(|i| format!("  Hits{i}: Hits\n")).collect();
    assert_eq!(
        changed(RULE, "  Hits: Hits\n", &details),
        [
            "r.yaml:46:3: error[LUR535]: there are 21 custom details, and Sentinel takes 20 (remove those that say least)"
        ]
    );
    assert_eq!(
        changed(RULE, "{{SourceIP}}", "{{a}}{{b}}{{c}}{{d}}"),
        [
            "r.yaml:28:27: error[LUR535]: 'alertDisplayNameFormat' names 4 columns, and Sentinel takes 3 (name the others under 'customDetails')"
        ]
    );
}
