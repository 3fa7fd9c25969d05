//! A test for each connector.

use std::collections::BTreeSet;

use crate::fixture::folder;
use crate::kinds::check;

macro_rules! connectors {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*

        #[test]
        fn every_file_has_a_test() {
            let files = std::fs::read_dir(folder()).expect("a folder").flatten();
            let names = files.map(|f| f.file_name().to_string_lossy().trim_end_matches(".toml").to_owned());
            assert_eq!(names.collect::<BTreeSet<_>>(), BTreeSet::from([$(stringify!($name).to_owned()),*]));
        }
    };
}

connectors! {
    aws_vpc
    azure_firewall
    azure_nsg
    check_point
    cisco_asa
    cisco_meraki
    cisco_meraki_syslog
    corelight
    fortinet
    linux_sysmon
    microsoft_365_defender
    native
    palo_alto
    security_event_firewall
    vectra
    vm_connection
    windows_event_firewall
    zscaler
}
