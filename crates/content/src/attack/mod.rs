//! MITRE ATT&CK as Microsoft Sentinel knows it: its tactics, and the techniques of the Enterprise and ICS matrices.

mod techniques;

pub use techniques::{Standing, Technique, nearest_technique, technique};

/// The tactics in Sentinel's spelling.
/// <https://learn.microsoft.com/javascript/api/@azure/arm-securityinsight/attacktactic>
pub const TACTICS: [&str; 17] = [
    "Reconnaissance",
    "ResourceDevelopment",
    "InitialAccess",
    "Execution",
    "Persistence",
    "PrivilegeEscalation",
    "DefenseEvasion",
    "CredentialAccess",
    "Discovery",
    "LateralMovement",
    "Collection",
    "CommandAndControl",
    "Exfiltration",
    "Impact",
    "PreAttack",
    "ImpairProcessControl",
    "InhibitResponseFunction",
];

/// Whether a technique of the tactic `of` may stand under the tactic `declared`. `PreAttack` is the old name of the
/// first two.
pub fn is_tactic(of: &str, declared: &str) -> bool {
    of == declared || (declared == "PreAttack" && matches!(of, "Reconnaissance" | "ResourceDevelopment"))
}
