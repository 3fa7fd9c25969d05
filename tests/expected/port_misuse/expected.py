#!/usr/bin/env python3
"""What the original hunt "Detect port misuse by static threshold" and the original summary rule must find in the files of this folder.

Worked out from Kusto's rules, without Lurcher: python3 expected.py [TEMPLATE] > expected.json
TEMPLATE is the original watchlist, an ARM template: NetworkSession_Monitor_Configuration.json of the solution Network Session Essentials.

The tests in crates/cli/tests write the same files into workspaces and compare what `lurcher run` finds. `now()` is 2026-01-15T12:10:00Z, so
bin(now(-20m), 20m) is 11:40 and bin(now(), 20m) is 12:00.
"""
import collections
import csv
import io
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
TEMPLATE = HERE / "../../../../shared/sentinel/Network Session Essentials/Watchlists/NetworkSession_Monitor_Configuration.json"
START, END = "2026-01-15T11:40:00.0000000Z", "2026-01-15T12:00:00.0000000Z"
HUNT_COLUMNS = ["Name", "Severity", "Tactic", "DstPortNumber", "Description", "NetworkProtocols", "NetworkDirections", "DvcActions"]
RULE_COLUMNS = ["NetworkProtocol", "DstPortNumber", "DstAppName", "NetworkDirection", "DvcAction", "TimeGenerated", "count_", "EventTime"]


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def time(text):
    """All seven digits of a second, so that times compare as texts."""
    seconds, _, fraction = text.rstrip("Z").partition(".")
    return f"{seconds}.{fraction.ljust(7, '0')}Z"


def window(text):
    """bin(text, 20m)"""
    return f"{text[:14]}{int(text[14:16]) // 20 * 20:02}:00.0000000Z"


def whole(text):
    """toint(text)"""
    return int(text) if re.fullmatch(r"-?\d+", text) else None


def has(text, term):
    """text has term: whole terms, in any case; every text has the empty one."""
    return term == "" or re.search(rf"(?<![0-9A-Za-z]){re.escape(term)}(?![0-9A-Za-z])", text, re.IGNORECASE) is not None


# The three sources of the hunt, each as (protocol, port, application, direction, action, time, count).


def native():
    for r in rows("sessions.csv"):
        yield r["NetworkProtocol"], whole(r["DstPortNumber"]), r["DstAppName"], r["NetworkDirection"], r["DvcAction"], time(r["TimeGenerated"]), int(r["Repeat"])


ACTIONS = {"reset client": "Reset Source", "reset server": "Reset Destination", "reset both": "Reset", "allow": "Allow", "deny": "Deny", "drop": "Drop",
           "drop ICMP": "Drop ICMP"}


def paloalto():
    """As the original parser makes it: it tells neither a direction nor the name of an application."""
    for r in rows("paloalto.csv"):
        if (r["DeviceVendor"], r["DeviceProduct"], r["Activity"]) == ("Palo Alto Networks", "PAN-OS", "TRAFFIC"):
            action = ACTIONS.get(r["DeviceAction"], "")
            yield r["Protocol"].upper(), whole(r["DestinationPort"]), "", "", action, time(r["TimeGenerated"]), int(r["Repeat"])


def raw(*sources):
    """starttime and endtime of _Im_NetworkSession include both ends, and the hunt then takes the start away."""
    return [s for source in sources for s in source if START < s[5] <= END]


def newest(name, at, protocol, port, application, direction, action, count):
    table = rows(name)
    last = max(time(r[at]) for r in table)
    newest = [r for r in table if time(r[at]) == last]
    return [(r[protocol], whole(r[port]), r[application], r[direction], r[action], last, whole(r[count]) or 0) for r in newest]


def summary():
    columns = ["NetworkProtocol", "DstPortNumber", "DstAppName", "NetworkDirection", "DvcAction", "count_"]
    return newest("NetworkSummary_Protocol_CL.csv", "EventTime", *columns)


def analytics():
    columns = ["NetworkProtocol_s", "DstPortNumber_d", "DstAppName_s", "NetworkDirection_s", "DvcAction_s", "count__d"]
    return newest("NetworkCustomAnalytics_protocol_CL.csv", "EventTime_t", *columns)


def template(path):
    resource = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["resources"][0]
    return list(csv.DictReader(io.StringIO(resource["properties"]["rawContent"])))


def hunt(watchlist, sessions):
    sums = collections.Counter()
    for protocol, port, _, direction, action, _, count in sessions:
        if port is not None:
            sums[port, protocol, direction, action] += count
    hits = {}
    for row in watchlist:
        threshold = whole(row["Threshold"])
        if (row["Type"], row["ThresholdType"]) != ("Hunting", "Static") or row["Severity"] == "Disabled" or threshold is None:
            continue
        for (port, *values), count in sums.items():
            ports = any(has(item, str(port)) for item in row["Ports"].split(","))
            wanted = [row[column].split(",") for column in ("Protocol", "Direction", "Action")]
            if ports and count > threshold and all(any(w == "*" or has(w, v) for w in ws) for ws, v in zip(wanted, values)):
                key = (row["Name"], row["Severity"], row["Tactic"], port, row["Description"])
                for found, value in zip(hits.setdefault(key, (set(), set(), set())), values):
                    found.update([value] if value else [])
    return {"columns": HUNT_COLUMNS, "rows": sorted([*key, *map(sorted, found)] for key, found in hits.items())}


def rule(*sources):
    """The summary rule: from the start on, which counts, up to the end, which does not."""
    counts = collections.Counter()
    for protocol, port, application, direction, action, at, count in (s for source in sources for s in source):
        if START <= at < END:
            counts[protocol, port, application, direction, action, window(at)] += count
    return {"columns": RULE_COLUMNS, "rows": sorted(([*key, count, key[5]] for key, count in counts.items()), key=json.dumps)}


def top_ports():
    counts = collections.Counter()
    for _, port, *_, count in native():
        counts[port] += count
    return {"columns": ["DstPortNumber", "count_"], "rows": [list(item) for item in counts.most_common(5)]}


own, original = rows("watchlist.csv"), template(sys.argv[1] if len(sys.argv) > 1 else TEMPLATE)
results = {
    "raw": hunt(own, raw(native())),
    "template": hunt(original, raw(native())),
    "summary": hunt(own, summary()),
    "analytics": hunt(own, analytics()),
    "paloalto": hunt(own, raw(paloalto())),
    "paloalto and native": hunt(own, raw(paloalto(), native())),
    "rule": rule(native()),
    "rule, paloalto and native": rule(paloalto(), native()),
    "top ports": top_ports(),
}
print("{")
for i, (name, result) in enumerate(results.items()):
    lines = ",\n".join("      " + json.dumps(row, ensure_ascii=False) for row in result["rows"])
    end = "," if i + 1 < len(results) else ""
    print(f'  {json.dumps(name)}: {{\n    "columns": {json.dumps(result["columns"])},\n    "rows": [\n{lines}\n    ]\n  }}{end}')
print("}")
