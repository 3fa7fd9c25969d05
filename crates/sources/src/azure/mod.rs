//! What Azure's logs have in common.

pub(crate) mod diagnostics;
pub(crate) mod directory;
pub(crate) mod traffic;

use crate::rows::Row;

/// Sets the columns that every table has alike of a record's resource.
/// <https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns>
pub(crate) fn write_standard(row: &mut Row<'_>, id: &str) {
    row.text("_ResourceId", &id.to_lowercase());
    row.text("_SubscriptionId", &ResourceId::parse(id).subscription.to_lowercase());
}

/// The parts of a resource's identifier: `/subscriptions/S/resourceGroups/G/providers/P/T/R`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ResourceId<'a> {
    pub(crate) subscription: &'a str,
    pub(crate) group: &'a str,
    pub(crate) provider: &'a str,
    pub(crate) ty: &'a str,
    pub(crate) name: &'a str,
}

impl<'a> ResourceId<'a> {
    /// Takes an identifier apart. What it does not have is empty.
    pub(crate) fn parse(id: &'a str) -> Self {
        let parts: Vec<&str> = id.split('/').collect();
        let after = |key: &str| {
            let place = parts.iter().position(|part| part.eq_ignore_ascii_case(key));
            place.and_then(|at| parts.get(at + 1)).copied().unwrap_or_default()
        };
        let place = parts.iter().rposition(|part| part.eq_ignore_ascii_case("providers"));
        let (ty, name) = match place.and_then(|at| parts.get(at + 2..)) {
            Some([ty, .., name]) => (*ty, *name),
            Some([ty]) => (*ty, ""),
            _ => ("", ""),
        };
        let provider = place.and_then(|at| parts.get(at + 1)).copied().unwrap_or_default();
        Self { subscription: after("subscriptions"), group: after("resourcegroups"), provider, ty, name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let id = "/SUBSCRIPTIONS/S1/RESOURCEGROUPS/HUB/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW";
        let expected = ResourceId {
            subscription: "S1",
            group: "HUB",
            provider: "MICROSOFT.NETWORK",
            ty: "AZUREFIREWALLS",
            name: "FW",
        };
        assert_eq!(ResourceId::parse(id), expected);
        let tenant = ResourceId::parse("/tenants/t/providers/Microsoft.aadiam");
        assert_eq!((tenant.provider, tenant.name, tenant.subscription), ("Microsoft.aadiam", "", ""));
        assert_eq!(ResourceId::parse(""), ResourceId::default());
    }
}
