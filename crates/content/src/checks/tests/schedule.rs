use super::*;

/// What there is to say about a rule with this frequency and period.
fn scheduled(frequency: &str, period: &str) -> Vec<String> {
    let rule = RULE.replace("queryFrequency: 1h", &format!("queryFrequency: {frequency}"));
    changed(&rule, "queryPeriod: 1d", &format!("queryPeriod: {period}"))
}

#[test]
fn spans_of_time() {
    for (frequency, period) in [("5m", "5m"), ("14d", "14d"), ("PT1H", "P1D"), ("01:00:00", "1.00:00:00")] {
        assert_eq!(scheduled(frequency, period), [""; 0], "{frequency} {period}");
    }
    assert_eq!(
        scheduled("hourly", "1d"),
        [
            "r.yaml:9:17: error[LUR520]: 'queryFrequency' is no span of time: 'hourly' (write a whole number with m, h or d, such as 5m, 1h or 14d)"
        ]
    );
    for (frequency, period, key) in [("4m", "1d", "queryFrequency"), ("1d", "15d", "queryPeriod")] {
        let said = scheduled(frequency, period);
        assert!(said.len() == 1 && said[0].contains(&format!("error[LUR521]: '{key}' is '")), "{said:#?}");
    }
}

#[test]
fn no_gaps() {
    assert_eq!(
        scheduled("1d", "1h"),
        [
            "r.yaml:9:17: error[LUR522]: the rule looks back over less time ('queryPeriod') than passes between two runs ('queryFrequency') (make 'queryPeriod' as long as 'queryFrequency' or longer, or nobody looks at what lies between)"
        ]
    );
}

#[test]
fn a_long_look_back_is_rare() {
    assert_eq!(
        scheduled("59m", "2d"),
        [
            "r.yaml:9:17: error[LUR523]: a rule that looks back over two days or more runs at most once an hour (make 'queryFrequency' 1h or longer, or 'queryPeriod' shorter than 2d)"
        ]
    );
    assert_eq!(scheduled("60m", "2d"), [""; 0]);
    assert_eq!(scheduled("59m", "47h"), [""; 0]);
}

#[test]
fn thresholds() {
    assert_eq!(changed(RULE, "triggerThreshold: 0", "triggerThreshold: 10000"), [""; 0]);
    assert_eq!(
        changed(RULE, "triggerThreshold: 0", "triggerThreshold: 10001"),
        [
            "r.yaml:12:19: error[LUR524]: 'triggerThreshold' is 10001, and Sentinel takes 0 to 10000 (count in the query, and let the threshold be 0)"
        ]
    );
}
