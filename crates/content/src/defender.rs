//! The functions that advanced hunting of Microsoft Defender XDR has beside Kusto's.
//! <https://learn.microsoft.com/defender-xdr/advanced-hunting-fileprofile-function>
//!
//! What they know comes from Microsoft's cloud: offline the columns are there and have no values, but for what the
//! workspace's own tables tell.

use std::sync::Arc;

use lurcher_symbols::{ScalarType, StoredFunction, StoredParameter, StoredParameterType};

/// The names of the functions.
const NAMES: [&str; 4] = ["AssignedIPAddresses", "DeviceFromIP", "FileProfile", "SeenBy"];

/// What `FileProfile` tells of a file.
const PROFILE: [(&str, ScalarType); 18] = [
    ("SHA1", ScalarType::String),
    ("SHA256", ScalarType::String),
    ("MD5", ScalarType::String),
    ("FileSize", ScalarType::Int),
    ("GlobalPrevalence", ScalarType::Int),
    ("GlobalFirstSeen", ScalarType::DateTime),
    ("GlobalLastSeen", ScalarType::DateTime),
    ("Signer", ScalarType::String),
    ("Issuer", ScalarType::String),
    ("SignerHash", ScalarType::String),
    ("IsCertificateValid", ScalarType::Bool),
    ("IsRootSignerMicrosoft", ScalarType::Bool),
    ("SignatureState", ScalarType::String),
    ("IsExecutable", ScalarType::Bool),
    ("ThreatName", ScalarType::String),
    ("Publisher", ScalarType::String),
    ("SoftwareName", ScalarType::String),
    ("ProfileAvailability", ScalarType::String),
];

/// The addresses that devices reported, each with the time.
const ADDRESSES: &str = "DeviceNetworkInfo\n\
    | where isnull(y) or Timestamp <= y\n\
    | mv-expand Address = todynamic(IPAddresses)\n\
    | extend IPAddress = tostring(Address.IPAddress)";

/// The function of that exact name.
pub(crate) fn function(name: &str) -> Option<StoredFunction> {
    let rows = || parameter("T", StoredParameterType::Table(Vec::new()), None);
    let until = || parameter("y", StoredParameterType::Scalar(ScalarType::DateTime), Some("datetime(null)"));
    let column = |default| parameter("x", StoredParameterType::Column, Some(default));
    let (parameters, body, lacks) = match name {
        "AssignedIPAddresses" => {
            let device = parameter("x", StoredParameterType::Scalar(ScalarType::String), None);
            (vec![device, until()], assigned_addresses(), None)
        }
        "DeviceFromIP" => (vec![rows(), column("'IP'"), until()], devices(), None),
        "FileProfile" => {
            let most = parameter("y", StoredParameterType::Scalar(ScalarType::Long), Some("100"));
            let lacks = "What it tells of a file only Microsoft's cloud knows: the columns that it adds are empty.";
            (vec![rows(), column("'SHA1'"), most], profiles(), Some(lacks.into()))
        }
        "SeenBy" => {
            let lacks = "Which devices saw another only Microsoft's cloud knows: the column SeenBy is null.";
            let body = "T\n| extend SeenBy = dynamic(null)".to_owned();
            (vec![rows(), column("'DeviceId'")], body, Some(lacks.into()))
        }
        _ => return None,
    };
    let file = format!("<built-in {name}>").into();
    Some(StoredFunction { name: name.into(), parameters, body: body.into(), file, origin: None, lacks })
}

/// The names of all functions.
pub(crate) fn names() -> impl Iterator<Item = Arc<str>> {
    NAMES.into_iter().map(Arc::from)
}

fn parameter(name: &str, ty: StoredParameterType, default: Option<&str>) -> StoredParameter {
    StoredParameter { name: name.into(), ty, default: default.map(Arc::from) }
}

/// The latest addresses of a device, by its id or name.
fn assigned_addresses() -> String {
    format!(
        "{ADDRESSES}\n\
         | where DeviceId == x or DeviceName == x\n\
         | summarize arg_max(Timestamp, NetworkAdapterType, ConnectedNetworks) by IPAddress\n\
         | project Timestamp, IPAddress, IPType = iff(ipv4_is_private(IPAddress), 'Private', 'Public'), \
         NetworkAdapterType, ConnectedNetworks"
    )
}

/// The rows with the device that had the address last.
fn devices() -> String {
    format!(
        "let Last = {ADDRESSES}\n\
         | summarize arg_max(Timestamp, DeviceId) by _address = IPAddress\n\
         | project _address, IP = _address, DeviceId;\n\
         T\n\
         | extend _address = tostring(column_ifexists(x, ''))\n\
         | join kind=leftouter (Last) on _address\n\
         | project-away _address, _address1"
    )
}

/// The rows, and what is known of no file; a name that the rows have gets a number.
fn profiles() -> String {
    let columns: Vec<String> = PROFILE.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    format!(
        "T\n\
         | extend _file = 0\n\
         | join kind=leftouter (datatable({}, _file: long)[]) on _file\n\
         | project-away _file, _file1",
        columns.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_function() {
        for name in names() {
            assert_eq!(function(&name).map(|f| f.name), Some(name));
        }
        assert_eq!(function("FileProfiles"), None);
    }
}
