//! Tactics and techniques of MITRE ATT&CK.

use lurcher_diagnostics::Severity;

use super::subject::Subject;
use super::{codes, suggestion};
use crate::attack::{Standing, TACTICS, Technique, nearest_technique, technique};
use crate::yaml::Node;

pub(super) fn check_tactics(subject: &mut Subject<'_>) {
    for (node, tactic) in subject.texts("tactics") {
        if !TACTICS.contains(&tactic) {
            let message = format!("'{tactic}' is no tactic of MITRE ATT&CK as Sentinel spells them");
            let help = suggestion::did_you_mean(tactic, &TACTICS);
            subject.refused(subject.place(node), codes::UNKNOWN_TACTIC, message, help);
        }
    }
}

pub(super) fn check_techniques(subject: &mut Subject<'_>) {
    let tactics: Vec<&str> = subject.texts("tactics").into_iter().map(|(_, tactic)| tactic).collect();
    for (node, id) in subject.texts("relevantTechniques") {
        match technique(id) {
            Some(known) => check_known(subject, node, known, &tactics),
            None => {
                let help = match nearest_technique(id, &tactics) {
                    Some(near) => format!("did you mean '{}' ({})?", near.id, near.name),
                    None => {
                        "write its id, T1078 or T1078.001; https://attack.mitre.org/techniques lists them".to_owned()
                    }
                };
                let message = format!("'{id}' is no technique of MITRE ATT&CK");
                subject.error(subject.place(node), codes::UNKNOWN_TECHNIQUE, message, help);
            }
        }
    }
}

fn check_known(subject: &mut Subject<'_>, node: &Node, technique: &Technique, tactics: &[&str]) {
    let Technique { id, name, standing, .. } = technique;
    let place = subject.place(node);
    let help = match standing {
        Standing::Current => None,
        Standing::Replaced(successor) => Some(format!("its successor is '{successor}'")),
        Standing::Withdrawn => Some("it has no successor".to_owned()),
    };
    if let Some(help) = help {
        let message = format!("the technique '{id}' ({name}) is no longer a part of MITRE ATT&CK");
        subject.say(Severity::Information, place.clone(), codes::WITHDRAWN_TECHNIQUE, message, help);
    }
    let all_known = tactics.iter().all(|tactic| TACTICS.contains(tactic));
    if !tactics.is_empty() && all_known && !technique.serves(tactics) {
        let message = format!("the technique '{id}' ({name}) belongs to none of the tactics that are named here");
        let help = format!("add one of its tactics: {}", technique.tactics().collect::<Vec<_>>().join(", "));
        subject.warning(place, codes::TECHNIQUE_WITHOUT_TACTIC, message, help);
    }
}
