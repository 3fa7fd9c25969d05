use super::*;

#[test]
fn a_technique_that_is_none() {
    // The page that documents the mission's hunting query spells its T1095 so.
    assert_eq!(
        changed(HUNT, "T1095", "T1905"),
        [
            "r.yaml:6:22: error[LUR511]: 'T1905' is no technique of MITRE ATT&CK (did you mean 'T1095' (Non-Application Layer Protocol)?)"
        ]
    );
    assert_eq!(
        changed(RULE, "- T1190", "- T1059.1"),
        [
            "r.yaml:16:5: error[LUR511]: 'T1059.1' is no technique of MITRE ATT&CK (did you mean 'T1059.001' (PowerShell)?)"
        ]
    );
    assert_eq!(
        changed(RULE, "- T1190", "- Phishing"),
        [
            "r.yaml:16:5: error[LUR511]: 'Phishing' is no technique of MITRE ATT&CK (write its id, T1078 or T1078.001; https://attack.mitre.org/techniques lists them)"
        ]
    );
    assert_eq!(changed(HUNT, "T1095", "t1095").len(), 1);
}

#[test]
fn a_tactic_that_is_none() {
    assert_eq!(
        changed(RULE, "InitialAccess", "Initial Access"),
        [
            "r.yaml:13:30: error[LUR510]: 'Initial Access' is no tactic of MITRE ATT&CK as Sentinel spells them (did you mean 'InitialAccess'?)"
        ]
    );
    assert_eq!(changed(RULE, "InitialAccess", "Stealth").len(), 1);
    assert_eq!(changed(RULE, "InitialAccess", "InitialAccess, PreAttack, ImpairProcessControl"), [""; 0]);
}

#[test]
fn a_technique_without_its_tactic() {
    assert_eq!(
        changed(RULE, "[CommandAndControl, InitialAccess]", "[CommandAndControl]"),
        [
            "r.yaml:16:5: warning[LUR512]: the technique 'T1190' (Exploit Public-Facing Application) belongs to none of the tactics that are named here (add one of its tactics: InitialAccess)"
        ]
    );
}

#[test]
fn a_technique_that_was_withdrawn() {
    assert_eq!(
        changed(HUNT, "T1095", "T1043"),
        [
            "r.yaml:6:22: info[LUR513]: the technique 'T1043' (Commonly Used Port) is no longer a part of MITRE ATT&CK (it has no successor)"
        ]
    );
    assert_eq!(
        changed(HUNT, "T1095", "T1094"),
        [
            "r.yaml:6:22: info[LUR513]: the technique 'T1094' (Custom Command and Control Protocol) is no longer a part of MITRE ATT&CK (its successor is 'T1095')"
        ]
    );
}

#[test]
fn industrial_techniques_are_known() {
    let hunt = HUNT.replace("CommandAndControl", "ImpairProcessControl");
    assert_eq!(changed(&hunt, "T1095", "T0855"), [""; 0]);
}
